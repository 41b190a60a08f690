/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/sheet.h"

#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"

enum { MAX_FIELD = 1048576, MAX_CELLS = 1 << 26 };

dark__column_name dark__column_name_of(uint64_t column) {
  dark__column_name name = {""};
  size_t n = column < 26 ? 1 : column < 26 + 26 * 26 ? 2 : 3;
  if (column >= DARK__MOST_COLUMNS) return (dark__column_name){"?"};
  for (uint64_t rest = column + 1; n > 0; rest = (rest - 1) / 26) name.text[--n] = (char)('A' + (rest - 1) % 26);
  return name;
}

static dark_status fail_order(const dark__sheet *sheet, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s: a damaged workbook: %s out of order", sheet->place, what);
}

dark_status dark__sheet_begin_row(dark__sheet *sheet, uint64_t line, dark_error *err) {
  if (line > DARK__MOST_ROWS) return dark__fail(err, DARK_ELIMIT, "%s: more than %d rows", sheet->place, DARK__MOST_ROWS);
  if (line <= sheet->row.line) return fail_order(sheet, "rows", err);
  dark__row_clear(&sheet->row);
  sheet->row.line = (size_t)line;
  sheet->is_row_hidden = sheet->is_row_filtered = false;
  return DARK_OK;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static dark_status fill_up(dark__row *row, size_t n_fields, dark_error *err) {
  while (row->n_fields < n_fields)
    if (!dark__row_append(row, "", 0)) return dark__fail_memory(err);
  return DARK_OK;
}

dark_status dark__sheet_add(dark__sheet *sheet, uint64_t column, const char *text, size_t length, dark_error *err) {
  for (; length > 0 && is_blank(text[0]); text++) length--;
  while (length > 0 && is_blank(text[length - 1])) length--;
  if (column < sheet->row.n_fields) return fail_order(sheet, "cells", err);
  if (length == 0) return DARK_OK;
  if (column >= DARK__MOST_COLUMNS)
    return dark__fail(err, DARK_ELIMIT, "%s: more than %d columns", sheet->place, DARK__MOST_COLUMNS);
  if (length > MAX_FIELD) {
    return dark__fail(err, DARK_EDATA, "%s:%zu:%" PRIu64 ": a field of more than 1 MiB", sheet->place, sheet->row.line,
                      column + 1);
  }
  const dark_status status = fill_up(&sheet->row, (size_t)column, err);
  if (status != DARK_OK) return status;
  if (!dark__row_append(&sheet->row, text, length)) return dark__fail_memory(err);
  sheet->row.bytes[sheet->row.n_bytes - 1] = '\0'; /* a blank may have stood there */
  return DARK_OK;
}

dark_status dark__sheet_add_error(dark__sheet *sheet, uint64_t column, const char *text, dark_error *err) {
  if (strcmp(text, "#N/A") == 0) return dark__sheet_add(sheet, column, "NA", 2, err);
  if (sheet->n_errors++ == 0) {
    sheet->error_line = sheet->row.line;
    sheet->error_column = (size_t)column + 1;
  }
  return dark__sheet_add(sheet, column, text, strlen(text), err);
}

static dark_status take_header(dark__sheet *sheet, dark_error *err) {
  const size_t line = sheet->row.line;
  sheet->header = sheet->row;
  sheet->row = (dark__row){.line = line};
  sheet->has_header = true;
  return sheet->sink->header(sheet->sink->context, &sheet->header, err);
}

static void hold_title(dark__sheet *sheet) {
  const size_t line = sheet->row.line;
  sheet->title = sheet->row;
  sheet->row = (dark__row){.line = line};
}

/* Whether the row in hand may have names of columns, of which none is 0 or 1. */
static bool may_be_header(const dark__row *row) {
  size_t n_filled = 0;
  for (size_t i = 0; i < row->n_fields; i++) {
    const char *text = dark__row_field(row, i);
    if (strcmp(text, "0") == 0 || strcmp(text, "1") == 0) return false;
    n_filled += text[0] != '\0';
  }
  return n_filled > 1;
}

/* What was held is a title when a header follows, else it is the header. */
static dark_status settle_title(dark__sheet *sheet, dark_error *err) {
  if (may_be_header(&sheet->row)) {
    dark__row_free(&sheet->title);
    sheet->n_titles++;
    return DARK_OK;
  }
  dark__row next = sheet->row;
  sheet->row = sheet->title;
  sheet->title = (dark__row){.line = 0};
  const dark_status status = take_header(sheet, err);
  sheet->row = next;
  return status;
}

static dark_status fail_width(const dark__sheet *sheet, dark_error *err) {
  const size_t n = sheet->header.n_fields;
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: a cell beyond the header, which has %zu column%s in row %zu", sheet->place,
                    sheet->row.line, sheet->row.n_fields, n, n == 1 ? "" : "s", sheet->header.line);
}

dark_status dark__sheet_end_row(dark__sheet *sheet, uint64_t times, dark_error *err) {
  if (sheet->row.n_fields == 0) return DARK_OK;
  if (!sheet->has_header && times == 1 && sheet->row.n_fields == 1 && sheet->title.n_fields == 0) {
    hold_title(sheet);
    return DARK_OK;
  }
  if (!sheet->has_header && sheet->title.n_fields > 0) {
    const dark_status status = settle_title(sheet, err);
    if (status != DARK_OK) return status;
    if (!sheet->has_header && times == 1 && sheet->row.n_fields == 1) return DARK_OK;
  }
  if (!sheet->has_header) {
    const dark_status status = take_header(sheet, err);
    return status != DARK_OK || times == 1 ? status : fail_order(sheet, "repeated headers", err);
  }
  if (sheet->row.n_fields > sheet->header.n_fields) return fail_width(sheet, err);
  dark_status status = fill_up(&sheet->row, sheet->header.n_fields, err);
  if (sheet->is_row_filtered) sheet->n_filtered_rows += (size_t)times;
  if (sheet->is_row_hidden) sheet->n_hidden_rows += (size_t)times;
  for (uint64_t i = 0; status == DARK_OK && i < times; i++) {
    sheet->n_cells += sheet->row.n_fields;
    if (sheet->n_cells > MAX_CELLS) return dark__fail(err, DARK_ELIMIT, "%s: more than %d cells", sheet->place, MAX_CELLS);
    status = sheet->sink->record(sheet->sink->context, &sheet->row, err);
  }
  return status;
}

void dark__sheet_hide(dark__sheet *sheet, uint64_t first, uint64_t last) {
  for (uint64_t i = first; i <= last && i < DARK__MOST_COLUMNS; i++) sheet->hidden[i / 8] |= (uint8_t)(1u << (i % 8));
}

/* Merged cells above the table are a title; those beside and below it, a remark. */
dark_status dark__sheet_check_merged(const dark__sheet *sheet, uint64_t line, uint64_t column, uint64_t last_line,
                                     uint64_t last_column, dark_error *err) {
  const bool is_one = line >= last_line && column >= last_column;
  if (is_one || (sheet->has_header && (last_line < sheet->header.line || column >= sheet->header.n_fields))) return DARK_OK;
  return dark__fail(err, DARK_EDATA,
                    "%s:%" PRIu64 ":%" PRIu64 ": cells %s%" PRIu64 ":%s%" PRIu64
                    " are merged, so that only the first has a value; unmerge them and give each its own",
                    sheet->place, line, column + 1, dark__column_name_of(column).text, line,
                    dark__column_name_of(last_column).text, last_line);
}

/* The hidden columns of the table, as a context for dark__show_names. */
typedef struct hidden_columns {
  dark__column_name names[256];
  size_t n;
} hidden_columns;

static const char *hidden_at(const void *context, size_t i) { return ((const hidden_columns *)context)->names[i].text; }

static dark_status remark_columns(const dark__sheet *sheet, dark_error *err) {
  hidden_columns hidden = {.n = 0};
  for (size_t i = 0; i < sheet->header.n_fields && hidden.n < 256; i++)
    if ((sheet->hidden[i / 8] >> (i % 8) & 1) != 0) hidden.names[hidden.n++] = dark__column_name_of(i);
  if (hidden.n == 0) return DARK_OK;
  return dark__remarks_add(sheet->remarks, err, "%s: hidden column%s %s %s read as well", sheet->place, hidden.n == 1 ? "" : "s",
                           dark__show_names(hidden_at, &hidden, hidden.n).text, hidden.n == 1 ? "was" : "were");
}

static dark_status remark_rows(const dark__sheet *sheet, size_t n, const char *why, dark_error *err) {
  if (n == 0) return DARK_OK;
  return dark__remarks_add(sheet->remarks, err, "%s: %zu row%s %s %s read as well; what is not to be counted must be deleted",
                           sheet->place, n, n == 1 ? "" : "s", why, n == 1 ? "was" : "were");
}

static dark_status remark_titles(const dark__sheet *sheet, dark_error *err) {
  if (sheet->n_titles == 0) return DARK_OK;
  return dark__remarks_add(sheet->remarks, err, "%s: %zu row%s above the header %s left out", sheet->place, sheet->n_titles,
                           sheet->n_titles == 1 ? "" : "s", sheet->n_titles == 1 ? "was" : "were");
}

static dark_status remark_errors(const dark__sheet *sheet, dark_error *err) {
  if (sheet->n_errors == 0) return DARK_OK;
  return dark__remarks_add(sheet->remarks, err, "%s:%zu:%zu: %zu cell%s errors of formulas, which %s read as words", sheet->place,
                           sheet->error_line, sheet->error_column, sheet->n_errors, sheet->n_errors == 1 ? " shows" : "s show",
                           sheet->n_errors == 1 ? "was" : "were");
}

dark_status dark__sheet_finish(dark__sheet *sheet, bool is_filtered, dark_error *err) {
  const size_t n_hidden = is_filtered ? 0 : sheet->n_hidden_rows;
  const size_t n_filtered = sheet->n_filtered_rows + (is_filtered ? sheet->n_hidden_rows : 0);
  if (!sheet->has_header && sheet->title.n_fields > 0) {
    const dark_status status = settle_title(sheet, err);
    if (status != DARK_OK) return status;
  }
  if (!sheet->has_header) return dark__fail(err, DARK_EDATA, "%s: the sheet is empty", sheet->place);
  dark_status status = remark_titles(sheet, err);
  if (status == DARK_OK) status = remark_rows(sheet, n_hidden, "that the sheet hides", err);
  if (status == DARK_OK) status = remark_rows(sheet, n_filtered, "that a filter hides", err);
  if (status == DARK_OK) status = remark_columns(sheet, err);
  return status == DARK_OK ? remark_errors(sheet, err) : status;
}

void dark__sheet_free(dark__sheet *sheet) {
  dark__row_free(&sheet->header);
  dark__row_free(&sheet->title);
  dark__row_free(&sheet->row);
}
