/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BRIDGE_DATA_DATA_H
#define DARK__BRIDGE_DATA_DATA_H

/* Columns that a caller owns. */

#include <stdbool.h>

#include <darkfigure/answer.h>

#include "table/csv/row.h"

typedef enum dark__array_kind {
  DARK__ARRAY_BYTES,
  DARK__ARRAY_INTS,
  DARK__ARRAY_WHOLES,
  DARK__ARRAY_REALS,
  DARK__ARRAY_TEXTS,
  DARK__ARRAY_CODES
} dark__array_kind;

typedef struct dark__array {
  const char *name;
  dark__array_kind kind;
  const void *values;
  const uint8_t *valid; /* NULL: all are */
  int32_t first;        /* code of levels[0] */
  const char *const *levels;
  size_t n_levels;
} dark__array;

/* A column whose values cannot be read. Nothing is wrong with that unless somebody asks for it. */
typedef struct dark__unread {
  const char *name, *type; /* "" and Arrow's format, as they may be */
} dark__unread;

struct dark_data {
  size_t n_rows;
  dark__array *arrays; /* [n_arrays] */
  size_t n_arrays, capacity;
  void *owned; /* what dark_data_from_arrow made, and gives back by ... */
  void (*release)(void *owned);
  dark__unread *unread; /* [n_unread] */
  size_t n_unread, unread_capacity;
};

/* Note that there is such a column. */
DARK_MUST_CHECK dark_status dark__unread_add(dark_data *data, const dark__unread *column, dark_error *err);

/* DARK_EUSAGE when the options name a column that cannot be read. */
DARK_MUST_CHECK dark_status dark__unread_check(const dark_data *data, const dark_read_options *options, dark_error *err);

/* A table to be made of columns, or of a file; *out is NULL. */
typedef struct dark__table_wish {
  dark_table **out;
  const void *source;
  dark_status (*read)(dark_table **out, const void *source, const dark_read_options *options, dark_error *err);
  bool is_file;
  const dark_request *request;
} dark__table_wish;

/* table.c: make it while `watch` (NULL: nobody) hears; on failure *out is NULL. Errors of `read`, of the request, of dark__attend. */
DARK_MUST_CHECK dark_status dark__table_make(dark__table_wish *wish, const dark_watch *watch, dark_error *err);

/* Append value `row` of the column as a field, "" where it is missing. False when memory is exhausted. */
bool dark__array_append(dark__row *to, const dark__array *array, size_t row);

#endif
