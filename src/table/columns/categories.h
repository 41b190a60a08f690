/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_CATEGORIES_H
#define DARK__TABLE_COLUMNS_CATEGORIES_H

/* The columns of --by and the values met in them. */

#include <stdint.h>

#include "table/columns/columns.h"

/* What stands for an empty field and for NA, and what stands for all values in results and is therefore no value. */
#define DARK__LEVEL_MISSING "(missing)"
#define DARK__LEVEL_ALL "(all)"

typedef struct dark__category_values {
  const char *name; /* borrowed */
  size_t column;
  dark__keys values;
} dark__category_values;

typedef struct dark__categories {
  dark__category_values *all; /* [n] in the order of --by */
  size_t n;
} dark__categories;

/* The value that a field of a category column stands for. */
const char *dark__category_value(const char *field);

/* From options whose columns dark__columns_claim has found, with the values of --expect.
   DARK_EUSAGE: bad --expect. Frees nothing on failure. */
dark_status dark__categories_read(dark__categories *categories, const dark__header *header, const dark_read_options *options,
                                  dark_error *err);

/* levels [n]: the numbers of the row's values. DARK_EDATA: a value "(all)"; DARK_EUSAGE: too many values. */
dark_status dark__categories_find(uint32_t *levels, dark__categories *categories, const dark__row *row,
                                  const dark__header *header, dark_error *err);

/* DARK_EUSAGE: too many values. */
dark_status dark__categories_fail(const dark__category_values *category, const char *place, dark_error *err);

/* *n_strata = number of combinations of values, 1 without categories and 0 when one of them has no value.
   DARK_EUSAGE: more than DARK_MAX_STRATA. */
dark_status dark__categories_cross(size_t *n_strata, const dark__categories *categories, const char *place, dark_error *err);

void dark__categories_free(dark__categories *categories);

#endif
