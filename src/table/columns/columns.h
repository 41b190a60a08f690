/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_COLUMNS_H
#define DARK__TABLE_COLUMNS_COLUMNS_H

/* What each column of a file is there for. A column has one purpose; only --by and --where may share one. */

#include <darkfigure/table.h>

#include "table/columns/header.h"

typedef enum dark__role {
  DARK__ROLE_NONE, /* not asked for: a list if all its values say so, else a category that is summed over */
  DARK__ROLE_LIST,
  DARK__ROLE_COUNT,
  DARK__ROLE_CATEGORY,
  DARK__ROLE_CAPTURES,
  DARK__ROLE_COVARIATE,
  DARK__ROLE_IGNORED
} dark__role;

typedef struct dark__column {
  dark__role role;
  const char *option; /* that gave the role; static */
} dark__column;

typedef struct dark__columns {
  dark__column *columns; /* [n_columns] */
  size_t n_columns;
  size_t count;   /* column of counts; DARK__NONE: a row is a person */
  size_t guessed; /* that column when no option names it, but its name; DARK__NONE: none */
} dark__columns;

/* Give every column named in `options` its role, and find the count column. Lists that no option names are left to
   dark__judge. DARK_EUSAGE: an unknown column, or one with two roles. Frees nothing on failure. */
dark_status dark__columns_claim(dark__columns *columns, const dark__header *header, const dark_read_options *options,
                                dark_error *err);

/* Split "NAME=REST": *length = bytes of NAME (0 when there is no '=' or nothing before it) and the return value is REST. */
const char *dark__columns_split(size_t *length, const char *assignment);

/* Whether results have a column or key of that name, so that a category must not. */
bool dark__is_result_column(const char *name);

void dark__columns_free(dark__columns *columns);

#endif
