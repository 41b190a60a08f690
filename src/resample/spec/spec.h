/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_SPEC_SPEC_H
#define DARK__RESAMPLE_SPEC_SPEC_H

/* The file that describes a population, each part in a file: columns.c knows what each column is for, pairs.c the columns about two
   lists, rows.c reads rows, csv.c puts them together. */

#include <stdbool.h>

#include <darkfigure/population.h>

#include "table/columns/categories.h"
#include "table/columns/header.h"

typedef enum dark__spec_role {
  DARK__SPEC_NONE, /* not yet known */
  DARK__SPEC_LIST,
  DARK__SPEC_CATEGORY,
  DARK__SPEC_PEOPLE,
  DARK__SPEC_CLASS,
  DARK__SPEC_ODDS_RATIO,
  DARK__SPEC_REFERRAL,
  DARK__SPEC_IGNORED
} dark__spec_role;

typedef struct dark__spec_column {
  dark__spec_role role;
  const char *option; /* that gave the role; static; NULL: none did */
  size_t a, b;        /* lists of an odds ratio; of a referral the list it comes from (or DARK_ANY_LIST) and the one it goes to */
} dark__spec_column;

/* One row of the file, solved. */
typedef struct dark__spec_row {
  size_t line;
  uint32_t *levels; /* [number of categories] numbers of its values */
  char *latent;     /* its latent class; "" when there is none */
  double people;
  double *probabilities; /* [2^n_lists] bit i = list i of the file */
} dark__spec_row;

typedef struct dark__spec {
  const dark_population_options *options; /* borrowed */
  const char *place;                      /* how messages call the file; borrowed */
  size_t header_line;
  dark__header header;
  dark__spec_column *columns;        /* [header.names.n] */
  size_t people, latent;             /* columns; `latent` may be DARK__NONE */
  size_t lists[DARK_MAX_LISTS];      /* [n_lists] columns of the lists, in the order of the file */
  const char *names[DARK_MAX_LISTS]; /* [n_lists] borrowed from the header */
  size_t n_lists;
  size_t absorbing; /* list; DARK__NONE: none */
  dark__categories categories;
  dark__spec_row *rows; /* [n_rows] */
  size_t n_rows, rows_capacity;
  double n_people; /* of all rows */
} dark__spec;

/* Settle what the columns that options name are for; `spec` is zeroed but for options and place. DARK_EDATA, DARK_EUSAGE, DARK_ENOMEM. */
dark_status dark__spec_begin(dark__spec *spec, const dark__row *header, dark_error *err);

/* With the first record: find the lists, the categories and the columns about two lists. The same errors. */
dark_status dark__spec_settle(dark__spec *spec, const dark__row *first, dark_error *err);

/* Columns such as A:B and A>B, once the lists are known. DARK_EDATA. */
dark_status dark__spec_pairs_settle(dark__spec *spec, dark_error *err);
bool dark__spec_is_pair(const char *name);

/* Read and solve one row and append it. DARK_EDATA, DARK_ELIMIT, DARK_ENOMEM, DARK_ENUMERIC. */
dark_status dark__spec_add(dark__spec *spec, const dark__row *row, dark_error *err);

/* DARK_EDATA with "file:line:field: 'value' what (column name)". */
dark_status dark__spec_fail(const dark__spec *spec, const dark__row *row, size_t column, const char *what, dark_error *err);

/* Copes with a spec that failed half-way. */
void dark__spec_free(dark__spec *spec);

#endif
