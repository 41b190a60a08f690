/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "table/workbook/buffer.h"
#include "table/workbook/date.h"
#include "table/workbook/opendocument.h"
#include "table/workbook/xml.h"

enum { MOST_TEXT = 4 << 20, TYPE = 16, SHORT = 64, MOST_SPANS = 8 };

/* Cells that are merged, from the first to the last. */
typedef struct span {
  uint64_t line, column, last_line, last_column;
} span;

typedef struct reading {
  dark__sheet *sheet;
  size_t chosen, n_tables; /* the number of the sheet; tables begun */
  size_t depth;            /* of tables within tables; 1: in a sheet */
  uint64_t line, times;    /* of the row in hand, from 1, and how often it is repeated */
  uint64_t column;         /* of the cell in hand, from 0 */
  uint64_t n_alike;        /* cells that it stands for */
  uint64_t described;      /* columns described so far */
  uint64_t n_rows_spanned, n_columns_spanned;
  span spans[MOST_SPANS]; /* [n_spans] met before the header, above which they may be a title */
  size_t n_spans;
  dark__buffer text; /* what the cell shows */
  char type[TYPE];   /* office:value-type; "": none */
  char value[SHORT]; /* of a number, a date, a truth value */
  bool is_error, has_formula, is_in_cell;
  size_t n_asides; /* elements within a note, a drawing or the like */
  size_t n_paragraphs, paragraph_depth;
} reading;

static bool is_ours(const reading *r) { return r->depth == 1 && r->n_tables == r->chosen + 1; }

static void copy_short(char *to, size_t room, const char *text) { snprintf(to, room, "%s", text == NULL ? "" : text); }

static dark_status begin_row(reading *r, const char **attributes, dark_error *err) {
  const char *visibility = dark__xml_attribute(attributes, "visibility");
  r->line += r->times;
  r->times = dark__xml_number(attributes, "number-rows-repeated", DARK__MOST_ROWS, 1);
  r->column = r->n_alike = 0;
  if (r->line > DARK__MOST_ROWS) return dark__fail(err, DARK_ELIMIT, "%s: more than %d rows", r->sheet->place, DARK__MOST_ROWS);
  const dark_status status = dark__sheet_begin_row(r->sheet, r->line, err);
  r->sheet->is_row_hidden = visibility != NULL && strcmp(visibility, "collapse") == 0;
  r->sheet->is_row_filtered = visibility != NULL && strcmp(visibility, "filter") == 0;
  return status;
}

static void describe_columns(reading *r, const char **attributes) {
  const uint64_t n = dark__xml_number(attributes, "number-columns-repeated", DARK__MOST_COLUMNS, 1);
  const char *visibility = dark__xml_attribute(attributes, "visibility");
  if (visibility != NULL && strcmp(visibility, "visible") != 0 && n > 0)
    dark__sheet_hide(r->sheet, r->described, r->described + n - 1);
  r->described += n;
}

static bool is_own_word(const char *name) { return strncmp(name, "calcext:", 8) != 0; }

static void take_value(reading *r, const char *name, const char *value) {
  if (strcmp(name, "value") == 0 || strcmp(name, "date-value") == 0 || strcmp(name, "boolean-value") == 0)
    copy_short(r->value, SHORT, value);
}

static dark_status begin_cell(reading *r, const char **attributes, dark_error *err) {
  r->column += r->n_alike;
  r->n_alike = r->n_rows_spanned = r->n_columns_spanned = 1;
  r->type[0] = r->value[0] = '\0';
  r->is_error = r->has_formula = false;
  r->is_in_cell = true;
  r->n_asides = r->n_paragraphs = r->paragraph_depth = 0;
  for (const char **a = attributes; a[0] != NULL; a += 2) {
    const char *name = dark__xml_local(a[0]);
    if (strcmp(name, "value-type") == 0 && is_own_word(a[0])) copy_short(r->type, TYPE, a[1]);
    else if (strcmp(name, "value-type") == 0) r->is_error = strcmp(a[1], "error") == 0;
    else if (strcmp(name, "formula") == 0) r->has_formula = true;
    else take_value(r, name, a[1]);
  }
  r->n_alike = dark__xml_number(attributes, "number-columns-repeated", DARK__MOST_COLUMNS, 1);
  r->n_rows_spanned = dark__xml_number(attributes, "number-rows-spanned", DARK__MOST_ROWS, 1);
  r->n_columns_spanned = dark__xml_number(attributes, "number-columns-spanned", DARK__MOST_COLUMNS, 1);
  return dark__buffer_clear(&r->text, err);
}

static dark_status add_text(reading *r, const char *text, size_t length, dark_error *err) {
  return dark__buffer_add(&r->text, text, length, MOST_TEXT, err);
}

/* What stands between the words of a paragraph. */
static dark_status add_spaces(reading *r, const char *name, const char **attributes, dark_error *err) {
  dark_status status = DARK_OK;
  if (strcmp(name, "tab") == 0) return add_text(r, "\t", 1, err);
  if (strcmp(name, "line-break") == 0) return add_text(r, "\n", 1, err);
  const uint64_t n = strcmp(name, "s") == 0 ? dark__xml_number(attributes, "c", 1024, 1) : 0;
  for (uint64_t i = 0; status == DARK_OK && i < n; i++) status = add_text(r, " ", 1, err);
  return status;
}

/* A paragraph of the cell itself, or something within one; all else is a note or a drawing. */
static dark_status enter_cell(reading *r, const char *name, const char **attributes, dark_error *err) {
  if (r->n_asides > 0 || (r->paragraph_depth == 0 && strcmp(name, "p") != 0) || strcmp(name, "annotation") == 0) {
    r->n_asides++;
    return DARK_OK;
  }
  if (r->paragraph_depth++ > 0) return add_spaces(r, name, attributes, err);
  return r->n_paragraphs++ > 0 ? add_text(r, "\n", 1, err) : DARK_OK;
}

static bool is_cell(const char *name) { return strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0; }

static dark_status take_start(void *context, const char *name, const char **attributes, dark_error *err) {
  reading *r = context;
  if (strcmp(name, "table") == 0) {
    if (r->depth++ == 0) r->n_tables++;
    return DARK_OK;
  }
  if (!is_ours(r)) return DARK_OK;
  if (r->is_in_cell) return enter_cell(r, name, attributes, err);
  if (is_cell(name)) return begin_cell(r, attributes, err);
  if (strcmp(name, "table-row") == 0) return begin_row(r, attributes, err);
  if (strcmp(name, "table-column") == 0) describe_columns(r, attributes);
  return DARK_OK;
}

static dark_status fail_cell(const reading *r, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s", r->sheet->place, (size_t)r->line, (size_t)r->column + 1, what);
}

static bool is_number(const reading *r) {
  return strcmp(r->type, "float") == 0 || strcmp(r->type, "percentage") == 0 || strcmp(r->type, "currency") == 0;
}

/* "2013-05-31T00:00:00" is the day alone. */
static dark_status add_date(reading *r, uint64_t column, dark_error *err) {
  char *time = strchr(r->value, 'T');
  if (time != NULL && strncmp(time, "T00:00:00", 9) == 0) *time = '\0';
  else if (time != NULL) *time = ' ';
  return dark__sheet_add(r->sheet, column, r->value, strlen(r->value), err);
}

static dark_status add_cell(reading *r, uint64_t column, dark_error *err) {
  char number[SHORT];
  const bool has_value = r->value[0] != '\0';
  const bool shows_error = r->is_error || (r->has_formula && strncmp(r->text.bytes, "Err:", 4) == 0);
  if (shows_error) return dark__sheet_add_error(r->sheet, column, r->text.bytes, err);
  if (has_value && is_number(r)) {
    const size_t n = dark__number_write(number, sizeof number, r->value, DARK__NUMBER, false);
    return dark__sheet_add(r->sheet, column, number, n, err);
  }
  if (has_value && strcmp(r->type, "date") == 0) return add_date(r, column, err);
  if (has_value && strcmp(r->type, "boolean") == 0) {
    const bool is_true = strcmp(r->value, "true") == 0;
    return dark__sheet_add(r->sheet, column, is_true ? "TRUE" : "FALSE", is_true ? 4 : 5, err);
  }
  return dark__sheet_add(r->sheet, column, r->text.bytes, r->text.n, err);
}

static dark_status check_span(const reading *r, const span *of, dark_error *err) {
  return dark__sheet_check_merged(r->sheet, of->line, of->column, of->last_line, of->last_column, err);
}

static dark_status take_span(reading *r, dark_error *err) {
  const span here = {r->line, r->column, r->line + r->n_rows_spanned - 1, r->column + r->n_columns_spanned - 1};
  if (r->sheet->has_header || r->n_spans == MOST_SPANS) return check_span(r, &here, err);
  r->spans[r->n_spans++] = here;
  return DARK_OK;
}

/* Judge those that were met before the header, once it is known. */
static dark_status check_spans(reading *r, dark_error *err) {
  dark_status status = DARK_OK;
  if (!r->sheet->has_header) return DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < r->n_spans; i++) status = check_span(r, &r->spans[i], err);
  r->n_spans = 0;
  return status;
}

static dark_status end_row(reading *r, dark_error *err) {
  const dark_status status = dark__sheet_end_row(r->sheet, r->times, err);
  return status == DARK_OK ? check_spans(r, err) : status;
}

/* Cells without anything in them are not many even where the sheet says that they are. */
static dark_status end_cell(reading *r, dark_error *err) {
  dark_status status = DARK_OK;
  r->is_in_cell = false;
  const bool is_empty = r->text.n == 0 && r->value[0] == '\0';
  if (r->has_formula && is_empty && r->type[0] == '\0')
    return fail_cell(r, "a formula without its value; open the workbook in a spreadsheet program and save it", err);
  if (r->n_rows_spanned > 1 || r->n_columns_spanned > 1) status = take_span(r, err);
  for (uint64_t i = 0; status == DARK_OK && !is_empty && i < r->n_alike; i++) status = add_cell(r, r->column + i, err);
  return status;
}

static dark_status leave_cell(reading *r, const char *name, dark_error *err) {
  if (r->n_asides > 0) r->n_asides--;
  else if (r->paragraph_depth > 0) r->paragraph_depth--;
  else if (is_cell(name)) return end_cell(r, err);
  return DARK_OK;
}

static dark_status take_end(void *context, const char *name, dark_error *err) {
  reading *r = context;
  if (is_ours(r) && r->is_in_cell) return leave_cell(r, name, err);
  if (is_ours(r) && strcmp(name, "table-row") == 0) return end_row(r, err);
  if (strcmp(name, "table") == 0) r->depth--;
  return DARK_OK;
}

static dark_status take_text(void *context, const char *text, size_t length, dark_error *err) {
  reading *r = context;
  return r->paragraph_depth > 0 && r->n_asides == 0 ? add_text(r, text, length, err) : DARK_OK;
}

dark_status dark__opendocument_read_sheet(dark__sheet *sheet, const dark__package *package, int64_t part, size_t chosen,
                                          dark_error *err) {
  reading r = {.sheet = sheet, .chosen = chosen, .line = 1};
  const dark__xml_sink sink = {take_start, take_end, take_text, &r};
  dark_status status = dark__xml_read(package, part, &sink, err);
  if (status == DARK_OK) status = dark__sheet_finish(sheet, false, err);
  if (status == DARK_OK) status = check_spans(&r, err);
  dark__buffer_free(&r.text);
  return status;
}
