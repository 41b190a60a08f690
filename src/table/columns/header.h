/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_HEADER_H
#define DARK__TABLE_COLUMNS_HEADER_H

/* The names of a file's columns. */

#include "base/keys.h"
#include "table/csv/row.h"

typedef struct dark__header {
  const char *place; /* how messages call the file; borrowed */
  const char *noun;  /* what messages call that whose name is not found; NULL: "column" */
  dark__keys names;  /* the number of a name is its column, from 0 */
} dark__header;

/* Take the names from the header row of the file that messages call `place`. DARK_EDATA: an empty name, a name twice, or a row
   that holds data instead of names. Frees nothing on failure: dark__header_free copes. */
dark_status dark__header_read(dark__header *header, const char *place, const dark__row *row, dark_error *err);

/* *column = the column whose name is the `length` bytes at `name`, which `option` (as messages call it) asks for.
   DARK_EUSAGE: there is none; the message has the nearest name. */
dark_status dark__header_find(size_t *column, const dark__header *header, const char *name, size_t length, const char *option,
                              dark_error *err);

/* Name of a column; valid as long as the header. */
const char *dark__header_name(const dark__header *header, size_t column);

void dark__header_free(dark__header *header);

#endif
