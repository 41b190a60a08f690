/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_CSV_SDG_H
#define DARK__REPORT_CSV_SDG_H

/* The table of indicator 16.2.2 of the Sustainable Development Goals, "number of victims of human trafficking per 100,000 population, by sex, age and
   form of exploitation". Its metadata (UNODC, 2023-03-31): the indicator is to be the detected and the undetected victims, and is for now computed
   from the detected ones alone; so these come first, as `detected`, and estimates behind them under a name of their own. */

#include <stdio.h>

#include <darkfigure/residents.h>
#include <darkfigure/result.h>

enum { DARK__SDG_SEX, DARK__SDG_AGE, DARK__SDG_FORM, DARK__N_SDG };

typedef struct dark__sdg {
  const dark_results *results;
  const dark_table *detected; /* all people on any list, by the same categories */
  const dark_residents *residents;
  const char *columns[DARK__N_SDG]; /* names of categories; NULL: to be recognised by its name */
} dark__sdg;

/* Find the columns of which the name is NULL among the categories of the table. DARK_EUSAGE: a name that is no category, or none that can be
   recognised; the message says what to type. */
DARK_MUST_CHECK dark_status dark__sdg_find(dark__sdg *of, const dark_table *table, dark_error *err);

/* Rows: detected people of every sex, age and form, "(all)" for their sums; then the estimates of the same, summed over other categories. */
void dark__sdg_write(FILE *stream, const dark__sdg *of);

#endif
