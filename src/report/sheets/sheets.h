/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SHEETS_SHEETS_H
#define DARK__REPORT_SHEETS_SHEETS_H

/* A report as sheets of typed cells, which are written as tables of a paper (report/markdown) and as a workbook (report/workbook). A book is filled
   sheet by sheet, row by row; when memory is exhausted it is marked as failed, so that only the end needs a check. Start with a zeroed one. */

#include <darkfigure/report.h>

#include "report/study/study.h"

typedef enum dark__cell_kind {
  DARK__CELL_TEXT,
  DARK__CELL_COUNT,  /* people counted */
  DARK__CELL_PEOPLE, /* people estimated, of whom not all digits are meant */
  DARK__CELL_SHARE,  /* of 0..1, three decimals */
  DARK__CELL_DECIMAL /* a ratio, a rate, a statistic */
} dark__cell_kind;

typedef struct dark__cell {
  dark__cell_kind kind;
  char *text;   /* of texts, with nothing in it that cannot be seen */
  double value; /* of numbers; NaN: an empty cell */
  double unit;  /* of people: to which they are rounded where they are read */
} dark__cell;

typedef struct dark__sheet {
  const char *name;  /* static */
  size_t n_columns;  /* headings are the first row */
  dark__cell *cells; /* [n_cells], whole rows */
  size_t n_cells, capacity;
  bool is_open; /* columns are still being added */
} dark__sheet;

enum { DARK__MOST_SHEETS = 8 };

typedef struct dark__book {
  dark__sheet sheets[DARK__MOST_SHEETS];
  size_t n;
  bool failed;
} dark__book;

/* Begin a sheet; what follows is its headings up to dark__book_rows, then its cells from left to right. */
void dark__book_sheet(dark__book *book, const char *name);
void dark__book_rows(dark__book *book);
/* A text, as it is or from the user's file: what cannot be seen is escaped in any case. */
void dark__book_text(dark__book *book, const char *text);
/* Move what was written onto the paper into a cell, and clear it. */
void dark__book_paper(dark__book *book, dark__paper *paper);
void dark__book_number(dark__book *book, dark__cell_kind kind, double value);
void dark__book_people(dark__book *book, double value, double unit);
void dark__book_clear(dark__book *book);

/* ---- what is in them */

void dark__book_results(dark__book *book, const dark_results *results, const dark_table *table, const dark_run *run);
void dark__book_descriptions(dark__book *book, const dark_descriptions *all, const dark_table *table, const dark_run *run);
DARK_MUST_CHECK dark_status dark__book_differences(dark__book *book, dark__study_differences *differences, dark_error *err);

/* contrast.c: two answers set against each other: headings and cells of a row; `sides`: what they have in common; `missing`: why there is nothing, NULL: there is. And a sheet of contrasts of
   categories, where any were asked for. */
void dark__book_contrast_headings(dark__book *book);
void dark__book_contrast(dark__book *book, const dark_contrast *of, const char *sides, const char *missing);
void dark__book_category_contrasts(dark__book *book, const dark_results *results);

/* deliver.c: the same, written by a format, and done with. `put` sees whole books only. */
typedef dark_status dark__book_put(FILE *stream, const dark__book *book, dark_error *err);
DARK_MUST_CHECK dark__book_put dark__put_markdown, dark__put_workbook;
DARK_MUST_CHECK dark_status dark__deliver_results(FILE *stream, dark__book_put *put, const dark_results *results,
                                                  const dark_table *table, const dark_run *run, dark_error *err);
DARK_MUST_CHECK dark_status dark__deliver_descriptions(FILE *stream, dark__book_put *put, const dark_descriptions *all,
                                                       const dark_table *table, const dark_run *run, dark_error *err);
DARK_MUST_CHECK dark_status dark__deliver_differences(FILE *stream, dark__book_put *put, dark__study_differences *differences,
                                                      dark_error *err);

/* method.c: a sheet of what was done, item by item: the program, the input, people known and left out, the options, notes. */
void dark__book_method(dark__book *book, const dark_table *table, const dark_run *run);
void dark__book_item(dark__book *book, const char *item, const char *what);
/* Begin it, with the program; `command` may be NULL. */
void dark__book_method_begin(dark__book *book, const char *command);

#endif
