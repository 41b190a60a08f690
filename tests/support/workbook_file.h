/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_WORKBOOK_FILE_H
#define DARK_TESTS_WORKBOOK_FILE_H

/* Workbooks made from CSV, or from what a test has to say in the language of their parts. */

#include <stddef.h>

typedef struct zip_part {
  const char *name;
  const char *text;
} zip_part;

/* A zip archive of these parts; level 0: stored, else packed. */
void zip_write(const char *path, const zip_part *parts, size_t n, int level);

/* A sheet: the inside of <worksheet> or of <table:table>. */
typedef struct book_sheet {
  const char *name;
  const char *xml;
  int is_hidden;
} book_sheet;

/* Workbooks as Excel and LibreOffice lay them out. styles: the inside of <styleSheet>, strings: of <sst>; NULL: there are none.
   is_1904: days count from 1904. */
typedef struct excel_book {
  const book_sheet *sheets; /* [n_sheets] */
  size_t n_sheets;
  const char *strings, *styles;
  int is_1904;
} excel_book;
void excel_write(const char *path, const excel_book *book);
void opendocument_write(const char *path, const book_sheet *sheets, size_t n_sheets);

/* CSV without quotes as such a sheet: whole numbers as numbers, all else as text. The caller frees it. */
char *excel_sheet_of(const char *csv);
char *opendocument_sheet_of(const char *csv);

/* The whole workbook of one sheet, "Sheet1". */
void excel_write_csv(const char *path, const char *csv);
void opendocument_write_csv(const char *path, const char *csv);

#endif
