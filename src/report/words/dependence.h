/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_WORDS_DEPENDENCE_H
#define DARK__REPORT_WORDS_DEPENDENCE_H

/* What the user had the estimates suppose of dependence between lists (plan.h): a sentence each, that nobody who reads a report should miss.
   All take NULL for nothing. */

#include <darkfigure/plan.h>

#include "writing/paper.h"

/* Whether anything is supposed; and whether more than the models would say without it. */
bool dark__is_supposed(const dark_dependence *supposed);
bool dark__is_departure(const dark_dependence *supposed);

/* How many sentences it takes, and sentence i of them, for lists [n_lists]. */
size_t dark__n_supposed(const dark_dependence *supposed);
void dark__say_supposed(dark__paper *text, const dark_dependence *supposed, size_t i, size_t n_lists);

/* The same as labelled entries for the head of a report on `n_lists` lists. */
void dark__put_supposed(dark__paper *page, const dark_dependence *supposed, size_t n_lists);
/* What goes behind the conditions under which estimates hold: "" or " What the report ... " */
const char *dark__supposed_condition(const dark_dependence *supposed);
/* "odds-ratio A:B=2;force A*B;xi=0.5": names as they are. */
void dark__add_supposed(dark__paper *paper, const dark_dependence *supposed);

#endif
