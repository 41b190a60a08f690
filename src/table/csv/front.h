/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_CSV_FRONT_H
#define DARK__TABLE_CSV_FRONT_H

/* How a file begins: lines of a title above the header, which have something in the first field only, and the header of R's write.table, which
   lacks a name for the column of row names and may be separated by blanks. */

#include <stdbool.h>
#include <stddef.h>

typedef struct dark__csv_front {
  size_t n;           /* bytes in front of the header */
  size_t n_lines;     /* line ends in them */
  size_t n_titles;    /* lines of them with something in them */
  char delimiter;     /* as given, or detected */
  bool has_row_names; /* rows have one field more than the header, and both begin with a quote */
} dark__csv_front;

/* bytes [n]: how the file begins, without a byte order mark. delimiter: 0 to detect it. What is not whole in them is not looked at. */
dark__csv_front dark__csv_front_find(const unsigned char *bytes, size_t n, char delimiter);

#endif
