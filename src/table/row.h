/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_ROW_H
#define DARK__TABLE_ROW_H

/* The fields of one row of a file, in one piece of memory that is used again for the next. A zeroed struct is an empty row. */

#include <stdbool.h>
#include <stddef.h>

typedef struct dark__row {
  size_t line; /* where the row begins in the file, from 1 */
  size_t n_fields;
  char *bytes; /* the fields one behind the other, each with a NUL behind it */
  size_t n_bytes, bytes_capacity;
  size_t *starts; /* [n_fields] where each begins in `bytes` */
  size_t starts_capacity;
} dark__row;

/* Append a field: `length` bytes without NUL, and a NUL behind them. False when memory is exhausted. */
bool dark__row_append(dark__row *row, const char *text, size_t length);

/* Field `field` from 0, NUL-terminated; valid until the row changes. */
static inline const char *dark__row_field(const dark__row *row, size_t field) { return row->bytes + row->starts[field]; }

/* Take all fields out, keep the memory. */
void dark__row_clear(dark__row *row);

void dark__row_free(dark__row *row);

#endif
