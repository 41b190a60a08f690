/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_WORDS_SENSITIVITY_H
#define DARK__REPORT_WORDS_SENSITIVITY_H

/* What the reports on sensitivity say alike in all formats. */

#include <stdbool.h>

#include <darkfigure/sensitivity.h>

#include "writing/paper.h"

/* A report on sensitivity: what it is of. */
typedef struct dark__sensitivity_subject {
  const dark_sensitivity *all;
  const dark_table *table;
} dark__sensitivity_subject;

/* Rows [*n] of one analysis, which follow each other in a section. NULL when there are none. */
const dark_sensitivity_row *dark__rows_of(size_t *n, const dark_sensitivity_section *section, dark_analysis analysis);

bool dark__is_answered(const dark_sensitivity_row *row);
/* Why there is no answer. Never NULL. */
const char *dark__why_unanswered(const dark_sensitivity_row *row);

/* What a row is about, names as they are: "A", "A+B", "A:B=2", "xi=0.5", "keep=0.9"; "" for the estimate. */
void dark__add_item(dark__paper *paper, const dark_sensitivity_row *row, const dark_table *table);
/* The same for people. */
void dark__add_item_shown(dark__paper *paper, const dark_sensitivity_row *row, const dark_table *table);

/* 1: the known size lies in the interval; 0: it does not; -1: there is no whole interval. */
int dark__is_recovered(const dark_sensitivity_row *row);

/* A case that moves the estimate by more than this share of it is worth a word. */
#define DARK__CASE_MATTERS 0.05

/* What a section comes to, in sentences without numbers of their own: sentences [DARK__MOST_SENTENCES] are zeroed papers, which the caller
   clears. Returns how many there are; 0 for a section without an estimate. */
enum { DARK__MOST_SENTENCES = 8 };
size_t dark__sensitivity_verdict(dark__paper *sentences, const dark_sensitivity_section *section,
                                 const dark__sensitivity_subject *of);
/* "+23%", "-4.1%", "0%", "x 2.3" (from twice as large on); "–" for NaN. */
void dark__add_change(dark__paper *paper, double change);

#endif
