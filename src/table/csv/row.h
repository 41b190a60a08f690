/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_CSV_ROW_H
#define DARK__TABLE_CSV_ROW_H

/* The fields of one row of a file, in one piece of memory that is used again for the next. A zeroed struct is an empty row. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct dark__field {
  size_t start, length; /* in the bytes of the row */
} dark__field;

typedef struct dark__row {
  size_t line; /* where the row begins in the file, from 1 */
  size_t n_fields;
  char *bytes; /* the fields one behind the other, each with a NUL behind it */
  size_t n_bytes, bytes_capacity;
  dark__field *fields; /* [n_fields] */
  size_t fields_capacity;
  uint64_t *note; /* see csv/stream.h; may be NULL */
} dark__row;

/* Make room for rows of `n_fields`. False when memory is exhausted. */
bool dark__row_reserve(dark__row *row, size_t n_fields);

/* Append a field: `length` bytes without NUL, and a NUL behind them. False when memory is exhausted. */
bool dark__row_append(dark__row *row, const char *text, size_t length);

/* Field `field` from 0, NUL-terminated; valid until the row changes. */
static inline const char *dark__row_field(const dark__row *row, size_t field) { return row->bytes + row->fields[field].start; }

/* Bytes of that field. */
static inline size_t dark__row_length(const dark__row *row, size_t field) { return row->fields[field].length; }

/* Take all fields out, keep the memory. */
void dark__row_clear(dark__row *row);

/* Overwrites the bytes. */
void dark__row_free(dark__row *row);

#endif
