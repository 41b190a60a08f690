/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_CSV_SPLIT_H
#define DARK__TABLE_CSV_SPLIT_H

/* The lines that nearly all files consist of, cut into fields several times faster than libcsv does it. What libcsv makes of a
   line is what is right: lines with anything unusual about them are left to it. */

#include <stdint.h>

#include "table/csv/row.h"

typedef struct dark__csv_splitter {
  size_t n_fields;    /* of a row */
  uint8_t kinds[256]; /* what each byte is in a line */
} dark__csv_splitter;

/* A splitter for rows of n_fields > 0. */
dark__csv_splitter dark__csv_splitter_for(size_t n_fields, char delimiter);

/* Find the fields of the line at `line`, where a row begins, for a row that has room for n_fields and then borrows the bytes of the
   line. Returns the length of the line without its line end, or 0 when it is left to libcsv.
   line: text without NUL and with a line end in it. */
size_t dark__csv_split(const dark__csv_splitter *splitter, dark__row *row, unsigned char *line);

/* Put a NUL behind each field of that row, in the line itself; its line end may be overwritten. */
void dark__csv_end_fields(dark__row *row);

#endif
