/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of a table that is handed on. */
#include <math.h>

#include "base/error.h"
#include "report/handout/handout.h"
#include "report/sheets/sheets.h"
#include "writing/csv.h"
#include "writing/grid.h"
#include "writing/numbers.h"
#include "writing/page.h"

/* ---- CSV: names as they are in the lists, one number a column */

static void put_csv_header(FILE *stream, const dark__handout *of) {
  for (size_t c = 0; c < of->n_categories; c++) dark__put_csv_text(stream, of->categories[c]);
  fputs("recorded,recorded_display,total,lower,upper,level,hidden,", stream);
  if (of->has_rates) fputs("rate,rate_lower,rate_upper,", stream);
  fputs("state,remark\n", stream);
}

static void put_csv_row(FILE *stream, const dark__handout *of, const dark__handout_row *row) {
  for (size_t c = 0; c < of->n_categories; c++) dark__put_csv_text(stream, row->levels[c]);
  dark__put_csv_number(stream, row->recorded);
  fprintf(stream, "%s,", row->display);
  dark__put_csv_number(stream, row->total);
  dark__put_csv_number(stream, row->lower);
  dark__put_csv_number(stream, row->upper);
  fprintf(stream, "%s,", dark__shortest(row->level).text);
  dark__put_csv_number(stream, row->hidden);
  if (of->has_rates) {
    dark__put_csv_number(stream, row->rate);
    dark__put_csv_number(stream, row->rate_lower);
    dark__put_csv_number(stream, row->rate_upper);
  }
  fprintf(stream, "%s,", row->state);
  dark__put_text(stream, row->remark);
  fputc('\n', stream);
}

static dark_status write_csv(FILE *stream, const dark__handout *of) {
  put_csv_header(stream, of);
  for (size_t r = 0; r < of->n_rows; r++) put_csv_row(stream, of, &of->rows[r]);
  return DARK_OK;
}

/* ---- A book: numbers for a workbook, which shows them as its reader is used to; else texts in the language */

typedef struct making {
  dark__book *book;
  const dark__handout *of;
  bool is_typed;
} making;

static void put_heading(const making *on, dark__saying saying) {
  dark__paper text = {0};
  dark__say(&text, on->of->language, saying, NULL, 0);
  dark__book_paper(on->book, &text);
}

static void put_headings(const making *on) {
  static const dark__saying columns[] = {DARK__SAY_COLUMN_RECORDED, DARK__SAY_COLUMN_TOTAL, DARK__SAY_COLUMN_LOWER,
                                         DARK__SAY_COLUMN_UPPER,    DARK__SAY_COLUMN_LEVEL, DARK__SAY_COLUMN_HIDDEN};
  static const dark__saying rates[] = {DARK__SAY_COLUMN_RATE, DARK__SAY_COLUMN_LOWER, DARK__SAY_COLUMN_UPPER};
  for (size_t c = 0; c < on->of->n_categories; c++) dark__book_text(on->book, on->of->category_labels[c]);
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) put_heading(on, columns[i]);
  for (size_t i = 0; on->of->has_rates && i < sizeof rates / sizeof rates[0]; i++) put_heading(on, rates[i]);
  put_heading(on, DARK__SAY_COLUMN_REMARK);
  dark__book_rows(on->book);
}

static void put_people(const making *on, double people) {
  if (on->is_typed) dark__book_number(on->book, DARK__CELL_COUNT, people);
  else dark__book_text(on->book, isfinite(people) ? dark__argue_count(on->of->language, people).text : "");
}

static void put_rate(const making *on, double rate) {
  if (on->is_typed) dark__book_number(on->book, DARK__CELL_DECIMAL, rate);
  else dark__book_text(on->book, isfinite(rate) ? dark__argue_ratio(on->of->language, rate).text : "");
}

static void put_row(const making *on, const dark__handout_row *row) {
  for (size_t c = 0; c < on->of->n_categories; c++) dark__book_text(on->book, row->labels[c]);
  if (row->recorded_text != NULL) dark__book_text(on->book, row->recorded_text);
  else put_people(on, row->recorded);
  put_people(on, row->total);
  put_people(on, row->lower);
  put_people(on, row->upper);
  dark__book_text(on->book, dark__argue_level(on->of->language, row->level).text);
  put_people(on, row->hidden);
  if (on->of->has_rates) {
    put_rate(on, row->rate);
    put_rate(on, row->rate_lower);
    put_rate(on, row->rate_upper);
  }
  dark__book_text(on->book, row->remark);
}

static void make_book(const making *on) {
  dark__book_sheet(on->book, "Estimates");
  put_headings(on);
  for (size_t r = 0; r < on->of->n_rows; r++) put_row(on, &on->of->rows[r]);
  dark__book_sheet(on->book, "About");
  put_heading(on, DARK__SAY_HANDOUT_ABOUT);
  dark__book_rows(on->book);
  for (size_t i = 0; i < on->of->n_lines; i++) dark__book_text(on->book, on->of->lines[i]);
}

/* ---- For a terminal */

/* The categories and the remark stand at the left of their columns, numbers at the right. */
static void add_columns(dark__paper *columns, size_t n, size_t n_categories) {
  for (size_t c = 0; c < n; c++) dark__paper_add(columns, c < n_categories || c + 1 == n ? "l" : "r");
}

static dark_status put_text(FILE *stream, const dark__book *book, const dark__handout *of, dark_error *err) {
  const dark__sheet *table = &book->sheets[0], *about = &book->sheets[1];
  dark__paper columns = {0}, page = {0};
  add_columns(&columns, table->n_columns, of->n_categories);
  dark__grid grid = {.columns = dark__paper_text(&columns)};
  for (size_t i = 0; i < table->n_cells; i++) dark__grid_add(&grid, table->cells[i].text);
  dark__grid_put(&page, &grid, 0);
  dark__paper_add(&page, "\n");
  for (size_t i = 1; i < about->n_cells; i++) dark__paper_add(&page, "%s\n", about->cells[i].text);
  if (columns.failed) page.failed = true;
  dark__paper_clear(&columns);
  return dark__paper_finish(&page, stream, err);
}

dark_status dark__handout_write(FILE *stream, dark_format format, const dark__handout *handout, dark_error *err) {
  dark__book book = {.n = 0};
  const making on = {&book, handout, format == DARK_FORMAT_XLSX};
  if (format == DARK_FORMAT_CSV) return write_csv(stream, handout);
  make_book(&on);
  dark_status status = book.failed ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK)
    status = format == DARK_FORMAT_XLSX       ? dark__put_workbook(stream, &book, err)
             : format == DARK_FORMAT_MARKDOWN ? dark__put_markdown(stream, &book, err)
                                              : put_text(stream, &book, handout, err);
  dark__book_clear(&book);
  return status;
}
