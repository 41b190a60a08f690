/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_HEADER_H
#define DARK__TABLE_COLUMNS_HEADER_H

/* The names of a file's columns. */

#include <stdbool.h>

#include "base/keys.h"
#include "base/show.h"
#include "table/csv/row.h"

typedef struct dark__header {
  const char *place; /* how messages call the file; borrowed */
  const char *noun;  /* what messages call that whose name is not found; NULL: "column" */
  dark__keys names;  /* the number of a name is its column, from 0 */
  bool *is_unnamed;  /* [names.n] columns without a name, which have another in `names`; NULL: there are none */
  size_t line;       /* where the names stand */
  bool is_record;    /* the names may be those of people (base/kind.h): none is shown that nobody typed */
} dark__header;

/* Take the names from the header row of the file that messages call `place`. DARK_EDATA: a name twice, or a row that
   holds data instead of names. Frees nothing on failure: dark__header_free copes. */
dark_status dark__header_read(dark__header *header, const char *place, const dark__row *row, dark_error *err);

/* *column = the column whose name is the `length` bytes at `name`, which `option` (as messages call it) asks for.
   DARK_EUSAGE: there is none; the message has the nearest name, unless a record seems to stand where the names should. */
dark_status dark__header_find(size_t *column, const dark__header *header, const char *name, size_t length, const char *option,
                              dark_error *err);

/* Whether a column has no name: spreadsheets leave such columns behind, and R writes the names of rows into one. */
static inline bool dark__header_is_unnamed(const dark__header *header, size_t column) {
  return header->is_unnamed != NULL && header->is_unnamed[column];
}

/* What stands in a column without a name, but for the first, makes it a mistake. DARK_EDATA. */
DARK_MUST_CHECK dark_status dark__header_check_unnamed(const dark__header *header, const dark__row *row, dark_error *err);

/* Name of a column; valid as long as the header. */
const char *dark__header_name(const dark__header *header, size_t column);

/* That name for a message: "no. 3" when the names may be those of people. */
dark__shown dark__header_show(const dark__header *header, size_t column);

/* That name as a word of a command line, quoted for a shell and for the lists that options take where it needs that: `a`, `'a b'`,
   `'"a, b"'`. */
dark__shown dark__header_argument(const dark__header *header, size_t column);

/* The same as dark__header_show of columns [n] whose numbers column_at(context, i) gives, as dark__show_names shows names. */
dark__shown dark__header_show_all(const dark__header *header, size_t (*column_at)(const void *context, size_t i),
                                  const void *context, size_t n);

void dark__header_free(dark__header *header);

#endif
