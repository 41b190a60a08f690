/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TALLY_SUPPRESSED_H
#define DARK__TABLE_TALLY_SUPPRESSED_H

/* Rows whose count is suppressed, while a file is read: each counts the least that it may be, and is noted here. */

#include <stdbool.h>
#include <stddef.h>

#include "table/csv/row.h"
#include "table/tally/range.h"

typedef struct dark__suppressed_row {
  size_t pattern, line;
  size_t cell; /* once the cells are filled; DARK__NONE: people whom the table does not have */
  dark__range range;
} dark__suppressed_row;

typedef struct dark__suppressed {
  bool has_range; /* what the option says of counts that are but marked */
  dark__range range;
  bool is_barred;             /* no counts of lists are read */
  dark__suppressed_row *rows; /* [n] in the order of the file */
  size_t n, capacity;
} dark__suppressed;

/* From the text of the option; NULL: not given. DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__suppressed_begin(dark__suppressed *out, const char *option, dark_error *err);
void dark__suppressed_free(dark__suppressed *of);

/* Whether a field that is no whole number is a suppressed count, and which. What it must not be is refused: DARK_EDATA, naming `place` and
   `column`. */
DARK_MUST_CHECK dark_status dark__suppressed_find(bool *is_suppressed, dark__range *range, const dark__suppressed *of,
                                                  const char *text, const char *place, const char *column, dark_error *err);

/* Note the row of a pattern down. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__suppressed_add(dark__suppressed *of, size_t pattern, size_t line, dark__range range,
                                                 dark_error *err);

#endif
