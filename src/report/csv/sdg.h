/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_CSV_SDG_H
#define DARK__REPORT_CSV_SDG_H

/* The table of indicator 16.2.2 of the Sustainable Development Goals, "number of victims of human trafficking per 100,000 population, by sex, age and
   form of exploitation". Its metadata (UNODC, 2023-03-31): the indicator is to be the detected and the undetected victims, and is for now computed
   from the detected ones alone; so these come first, as `detected`, and estimates behind them under a name of their own. */

#include <stdio.h>

#include <darkfigure/residents.h>
#include <darkfigure/result.h>

#include "disclosure/protect.h"

enum { DARK__SDG_SEX, DARK__SDG_AGE, DARK__SDG_FORM, DARK__N_SDG };

/* How the cells of the table are protected together. */
typedef struct dark__sdg_protection {
  dark__release release;
  size_t *cells; /* of the release, by cell of the table; SIZE_MAX: a combination that nobody has */
  dark__protected done;
} dark__sdg_protection;

typedef struct dark__sdg {
  const dark_results *results;
  const dark_table *detected; /* all people on any list, by the same categories */
  const dark_residents *residents;
  const dark__sdg_protection *protection; /* NULL: none */
  const char *columns[DARK__N_SDG];       /* names of categories; NULL: to be recognised by its name */
} dark__sdg;

/* Find the columns of which the name is NULL among the categories of the table. DARK_EUSAGE: a name that is no category, or none that can be
   recognised; the message says what to type. */
DARK_MUST_CHECK dark_status dark__sdg_find(dark__sdg *of, const dark_table *table, dark_error *err);

/* Rows: detected people of every sex, age and form, "(all)" for their sums; then the estimates of the same, summed over other categories. */
void dark__sdg_write(FILE *stream, const dark__sdg *of);

/* ---- sdg_cells.c */

/* The cells of the table: every level of each column, "(all)" behind the last; the last column runs first. */
typedef struct dark__sdg_cells {
  size_t categories[DARK__N_SDG], n_levels[DARK__N_SDG]; /* with "(all)" */
  size_t n;
} dark__sdg_cells;
dark__sdg_cells dark__sdg_cells_of(const dark__sdg *of);
/* Detected people of all strata with these levels. */
double dark__sdg_people(const dark__sdg *of, const dark__sdg_cells *cells, const char *const *levels);
void dark__sdg_levels(const char **levels, const dark__sdg *of, const dark__sdg_cells *cells, size_t cell);

/* Whether the row sums over every category that is none of the three; levels [DARK__N_SDG] are those of these. */
bool dark__sdg_take_levels(const char **levels, const dark__sdg *of, const dark_row *row);

/* Protect numbers of 1 to k - 1 detected people, and what would give them away, beside the results; `of` borrows the protection. dark__sdg_protection_clear also after a
   failure. DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__sdg_protect(dark__sdg_protection *to, dark__sdg *of, double k, dark_error *err);
void dark__sdg_protection_clear(dark__sdg_protection *protection);
/* How a cell, or that of these levels, is shown; NULL: as it is. */
const dark__cell *dark__sdg_cell(const dark__sdg *of, size_t cell);
const dark__cell *dark__sdg_cell_of(const dark__sdg *of, const char *const *levels);

#endif
