/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_FRAME_H
#define DARK_TESTS_FRAME_H

/* Reference files as tables of text. A file or column that is not there fails the test. */

#include <stddef.h>

typedef struct frame {
  size_t n_rows, n_columns;
  char **cells; /* [(1 + n_rows) x n_columns], the header first */
  size_t n_cells, n_room;
} frame;

/* Read tests/reference/<name>, unpacked. */
void frame_read(frame *out, const char *name);
void frame_clear(frame *read);

const char *frame_text(const frame *of, size_t row, const char *column);
/* NaN for an empty cell or NA. */
double frame_number(const frame *of, size_t row, const char *column);
/* True when the cell is exactly `text`. */
int frame_is(const frame *of, size_t row, const char *column, const char *text);

#endif
