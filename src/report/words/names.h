/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_WORDS_NAMES_H
#define DARK__REPORT_WORDS_NAMES_H

/* What things are called, and which rows and details belong together. Rows, details and descriptions carry one level per category;
   "(all)" means that the category is summed over. */

#include <darkfigure/result.h>

#include "writing/paper.h"

bool dark__is_all(const char *level);
/* No category is summed over. True without categories. */
bool dark__is_stratum(const char *const *levels, size_t n_categories);
/* Every category is summed over. True without categories. */
bool dark__is_whole(const char *const *levels, size_t n_categories);

/* Detail of a row that is one stratum; NULL for sums. */
const dark_detail *dark__detail_of(const dark_results *results, const dark_row *row);
/* Whether `levels` are those of a stratum that the row sums over (or is). */
bool dark__row_covers(const dark_results *results, const dark_row *row, const char *const *levels);

/* "form=labour, sex=female": the categories that are not summed over; `everybody` if there are none. For people. */
void dark__add_label(dark__paper *paper, const char *const *categories, const char *const *levels, size_t n_categories,
                     const char *everybody);

/* "A+C": names of a history (bit l = list l of the table) in the input's order, as they are. "" for no list.
   With counts of captures: "2 captures, age=young". */
void dark__add_history(dark__paper *paper, const dark_table *table, uint64_t history);
/* The same for people. */
void dark__add_history_shown(dark__paper *paper, const dark_table *table, uint64_t history);

#endif
