/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_SHEET_H
#define DARK__TABLE_WORKBOOK_SHEET_H

/* Cells of a sheet made into the rows that a CSV file with the same table would give. The first row with anything in it is the header,
   but for rows above it with something in the first column only, which are a title;
   rows with nothing in them are passed over, as blank lines are; what is missing at the end of a row is empty. */

#include <stdbool.h>
#include <stdint.h>

#include "table/csv/stream.h"
#include "table/workbook/remarks.h"

enum { DARK__MOST_COLUMNS = 16384, DARK__MOST_ROWS = 1048576 };

typedef struct dark__sheet {
  const char *place; /* how messages call it; borrowed */
  const dark__csv_sink *sink;
  dark__remarks *remarks; /* may be NULL */
  dark__row header, row;
  dark__row title; /* the row in hand before, which is the header or a title above it; no fields: there is none */
  size_t n_titles;
  bool has_header;
  bool is_row_hidden, is_row_filtered;
  uint64_t n_cells;                                /* handed on */
  size_t n_hidden_rows, n_filtered_rows, n_errors; /* of those with something in them */
  size_t error_line, error_column;                 /* of the first cell with an error of a formula; from 1 */
  uint8_t hidden[DARK__MOST_COLUMNS / 8];          /* columns, a bit each */
} dark__sheet;

/* Begin row number `line` from 1. DARK_EDATA: rows out of order, or too many. */
dark_status dark__sheet_begin_row(dark__sheet *sheet, uint64_t line, dark_error *err);

/* A cell of the row in hand, in a column from 0; blanks around the text go. A byte behind `text` [length] is there to be read. DARK_EDATA: columns out of order or too many, more than
   1 MiB. DARK_ENOMEM. */
dark_status dark__sheet_add(dark__sheet *sheet, uint64_t column, const char *text, size_t length, dark_error *err);

/* A cell whose formula failed, with the word that it shows: "#N/A" becomes NA. */
dark_status dark__sheet_add_error(dark__sheet *sheet, uint64_t column, const char *text, dark_error *err);

/* Hand the row on, `times` > 0 times. What the sink says; DARK_EDATA: more fields than the header has; DARK_ELIMIT: too many cells. */
dark_status dark__sheet_end_row(dark__sheet *sheet, uint64_t times, dark_error *err);

/* Columns first to last, from 0, are hidden. */
void dark__sheet_hide(dark__sheet *sheet, uint64_t first, uint64_t last);

/* Whether a cell of the table, or one above it, is merged with others: to be refused, since only one of them has a value. DARK_EDATA. */
dark_status dark__sheet_check_merged(const dark__sheet *sheet, uint64_t line, uint64_t column, uint64_t last_line,
                                     uint64_t last_column, dark_error *err);

/* With the last row: say what was hidden. DARK_EDATA: no rows at all. is_filtered: hidden rows are those of a filter. */
dark_status dark__sheet_finish(dark__sheet *sheet, bool is_filtered, dark_error *err);

/* Overwrites what was in the cells. */
void dark__sheet_free(dark__sheet *sheet);

/* The name of a column, "A" to "XFD". */
typedef struct dark__column_name {
  char text[8];
} dark__column_name;
dark__column_name dark__column_name_of(uint64_t column);

#endif
