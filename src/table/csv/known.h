/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_CSV_KNOWN_H
#define DARK__TABLE_CSV_KNOWN_H

/* Lines of a file with what its reader noted about them, so that a line that comes again need not be understood again. The latest
   lines are kept as far as there is room: memory does not grow with the file. A zeroed struct knows nothing yet. */

#include <stddef.h>
#include <stdint.h>

/* Lines beyond that many bytes are not kept. */
#define DARK__CSV_KNOWN_LENGTH 116

typedef struct dark__csv_line {
  uint64_t note; /* 0: none */
  uint32_t length;
  unsigned char bytes[DARK__CSV_KNOWN_LENGTH]; /* [length] */
} dark__csv_line;

typedef struct dark__csv_known {
  dark__csv_line *lines; /* by hash; NULL for the first lines of a file, and when memory is short: then none is ever known */
  size_t n_asked, n_found;
} dark__csv_known;

/* The line that begins at `bytes` and ends before a line feed within those `n`: with its note when it is known, else with none.
   NULL: this line is not kept. Valid until the next call. */
dark__csv_line *dark__csv_known_find(dark__csv_known *known, const unsigned char *bytes, size_t n);

void dark__csv_known_free(dark__csv_known *known);

#endif
