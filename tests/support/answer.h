/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_ANSWER_H
#define DARK_TESTS_ANSWER_H

/* What a method says of a table, in one call. Lists are taken to be in the order of time. */

#include <darkfigure.h>

typedef struct answer {
  dark_estimate estimate;
  dark_explanation explanation; /* all zero when there is no estimate */
  double se;                    /* NaN when there is no estimate */
} answer;

/* set may be NULL. answer_clear it. */
answer ask(const dark_table *table, const char *method, const char *set);
/* The same for "110:6 001:20". */
answer ask_text(unsigned n_lists, const char *records, const char *method, const char *set);
/* The same for cells [2^n_lists]. */
answer ask_cells(unsigned n_lists, const double *cells, const char *method, const char *set);
void answer_clear(answer *of);

/* Only the total (NaN when there is none), only the reason. */
double total_of(unsigned n_lists, const char *records, const char *method, const char *set);
dark_reason reason_of(unsigned n_lists, const char *records, const char *method, const char *set);

/* The interval of a type at a level. */
dark_interval interval_of(const dark_table *table, const char *method, dark_interval_type type, double level);

/* The coefficient of a term by name; the test fails when there is none. */
const dark_term *term_of(const answer *of, const char *name);

/* The table again with its lists in reverse order of names and of columns, and every count times `factor`. */
void reverse_cells(double *reversed, const double *cells, unsigned n_lists, double factor);

#endif
