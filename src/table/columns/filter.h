/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_FILTER_H
#define DARK__TABLE_COLUMNS_FILTER_H

/* Which rows are read: conditions COLUMN=VALUE, "or" within a column and "and" across columns. */

#include <stdbool.h>
#include <stdint.h>

#include "table/columns/columns.h"

typedef struct dark__condition {
  size_t column;
  const char *text;  /* as given; borrowed */
  const char *value; /* "(missing)" for an empty value and NA */
  bool is_matched;   /* by some row */
  dark__keys seen;   /* the first different values of the column but missing ones; kept by its first condition only, as is: */
  uint64_t *counts;  /* [seen.n] people who have them */
  size_t counts_capacity;
  uint64_t n_values; /* people who have any, also one that is not kept */
} dark__condition;

typedef struct dark__filter {
  dark__condition *conditions; /* [n] those of one column together, columns in the order of the file */
  size_t n;
} dark__filter;

/* From options whose columns dark__columns_claim has found. DARK_ENOMEM; frees nothing on failure. */
dark_status dark__filter_read(dark__filter *filter, const dark__header *header, const dark_read_options *options,
                              dark_error *err);

/* Whether the row, which stands for `n` people, is to be read. DARK_ENOMEM. */
dark_status dark__filter_pass(bool *passes, dark__filter *filter, const dark__row *row, uint64_t n, dark_error *err);

/* For condition i the value of its column that it may have meant, or NULL. Proposed is only what more than one person has, in a column
   whose values do not mostly differ: another person's key or name is not to be shown. */
const char *dark__filter_nearest(const dark__filter *filter, size_t i);

void dark__filter_free(dark__filter *filter);

#endif
