/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "table/workbook/excel.h"
#include "table/workbook/xml.h"

enum { MOST_TEXT = 4 << 20 };

/* How the value of a cell is to be understood. */
typedef enum type { NUMBER, SHARED, INLINE, TEXT, BOOLEAN, ERROR, ISO_DATE } type;

typedef struct reading {
  dark__sheet *sheet;
  const dark__excel *excel;
  dark__buffer text; /* of the cell in hand */
  uint64_t line;     /* of the row in hand, from 1 */
  uint64_t column;   /* of the cell in hand, from 0; between cells, where one without an address would be */
  type type;         /* of that cell */
  size_t style;      /* likewise */
  bool is_in_value;  /* within <v>, or the <t> of an inline text */
  bool is_in_inline; /* within <is> */
  bool is_aid;       /* within <rPh>: how a text is pronounced */
  bool has_formula, has_value;
  bool is_filtered; /* hidden rows are those of a filter */
} reading;

static type type_of(const char *text) {
  static const struct {
    const char *text;
    type type;
  } all[] = {{"n", NUMBER}, {"s", SHARED}, {"inlineStr", INLINE}, {"str", TEXT}, {"b", BOOLEAN}, {"e", ERROR}, {"d", ISO_DATE}};
  for (size_t i = 0; text != NULL && i < sizeof all / sizeof all[0]; i++)
    if (strcmp(text, all[i].text) == 0) return all[i].type;
  return NUMBER;
}

/* The letters at the beginning of an address, as a column from 0; returns what is behind them. */
static const char *read_letters(uint64_t *column, const char *address) {
  uint64_t n = 0;
  for (; *address >= 'A' && *address <= 'Z' && n <= DARK__MOST_COLUMNS; address++) n = 26 * n + (uint64_t)(*address - 'A') + 1;
  *column = n - 1;
  return address;
}

/* Digits; returns what is behind them. */
static const char *read_digits(uint64_t *number, const char *text) {
  for (*number = 0; *text >= '0' && *text <= '9' && *number <= DARK__MOST_ROWS; text++)
    *number = 10 * *number + (uint64_t)(*text - '0');
  return text;
}

static dark_status begin_cell(reading *r, const char **attributes, dark_error *err) {
  const char *address = NULL, *kind = NULL;
  r->style = 0;
  for (; attributes[0] != NULL; attributes += 2) {
    if (strcmp(attributes[0], "r") == 0) address = attributes[1];
    else if (strcmp(attributes[0], "t") == 0) kind = attributes[1];
    else if (strcmp(attributes[0], "s") == 0) {
      uint64_t style;
      read_digits(&style, attributes[1]);
      r->style = (size_t)style;
    }
  }
  if (address != NULL) read_letters(&r->column, address);
  r->type = type_of(kind);
  r->is_in_value = r->is_in_inline = r->is_aid = r->has_formula = r->has_value = false;
  return dark__buffer_clear(&r->text, err);
}

static dark_status begin_row(reading *r, const char **attributes, dark_error *err) {
  r->line = dark__xml_number(attributes, "r", UINT32_MAX, r->line + 1);
  r->column = 0;
  const dark_status status = dark__sheet_begin_row(r->sheet, r->line, err);
  r->sheet->is_row_hidden = dark__xml_is_set(attributes, "hidden");
  return status;
}

static void hide_columns(reading *r, const char **attributes) {
  const uint64_t first = dark__xml_number(attributes, "min", DARK__MOST_COLUMNS, 0);
  const uint64_t last = dark__xml_number(attributes, "max", DARK__MOST_COLUMNS, 0);
  if (dark__xml_is_set(attributes, "hidden") && first > 0 && last > 0) dark__sheet_hide(r->sheet, first - 1, last - 1);
}

/* "A3:B7" */
static dark_status check_merged(const reading *r, const char *range, dark_error *err) {
  uint64_t line, column, last_line, last_column;
  range = read_digits(&line, read_letters(&column, range));
  if (*range++ != ':') return DARK_OK;
  read_digits(&last_line, read_letters(&last_column, range));
  return dark__sheet_check_merged(r->sheet, line, column, last_line, last_column, err);
}

static dark_status take_start(void *context, const char *name, const char **attributes, dark_error *err) {
  reading *r = context;
  if (strcmp(name, "c") == 0) return begin_cell(r, attributes, err);
  if (strcmp(name, "v") == 0) r->is_in_value = r->has_value = true;
  else if (strcmp(name, "row") == 0) return begin_row(r, attributes, err);
  else if (strcmp(name, "t") == 0) r->is_in_value = r->is_in_inline && !r->is_aid;
  else if (strcmp(name, "is") == 0) r->is_in_inline = r->has_value = true;
  else if (strcmp(name, "rPh") == 0) r->is_aid = true;
  else if (strcmp(name, "f") == 0) r->has_formula = true;
  else if (strcmp(name, "col") == 0) hide_columns(r, attributes);
  else if (strcmp(name, "sheetPr") == 0) r->is_filtered = r->is_filtered || dark__xml_is_set(attributes, "filterMode");
  else if (strcmp(name, "filterColumn") == 0) r->is_filtered = true;
  else if (strcmp(name, "mergeCell") == 0) {
    const char *range = dark__xml_attribute(attributes, "ref");
    return range == NULL ? DARK_OK : check_merged(r, range, err);
  }
  return DARK_OK;
}

static dark_status fail_cell(const reading *r, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s", r->sheet->place, (size_t)r->line, (size_t)r->column + 1, what);
}

static dark_status add_shared(reading *r, dark_error *err) {
  uint64_t i;
  const bool is_number = *read_digits(&i, r->text.bytes) == '\0' && r->text.n > 0;
  if (!is_number || i >= r->excel->strings.n) return fail_cell(r, "a damaged workbook: a text that is not there", err);
  const char *text = dark__strings_at(&r->excel->strings, (size_t)i);
  return dark__sheet_add(r->sheet, r->column, text, strlen(text), err);
}

static dark_status add_number(reading *r, dark__number_kind kind, dark_error *err) {
  char text[64];
  const size_t n = dark__number_write(text, sizeof text, r->text.bytes, kind, r->excel->is_1904);
  return dark__sheet_add(r->sheet, r->column, text, n, err);
}

/* "2013-05-31T00:00:00" is the day alone. */
static dark_status add_iso_date(reading *r, dark_error *err) {
  char *time = strchr(r->text.bytes, 'T');
  if (time != NULL && strncmp(time, "T00:00:00", 9) == 0) *time = '\0';
  else if (time != NULL) *time = ' ';
  return dark__sheet_add(r->sheet, r->column, r->text.bytes, strlen(r->text.bytes), err);
}

static dark_status add_cell(reading *r, dark_error *err) {
  switch (r->type) {
    case SHARED: return add_shared(r, err);
    case BOOLEAN:
      return r->text.bytes[0] == '1' ? dark__sheet_add(r->sheet, r->column, "TRUE", 4, err)
                                     : dark__sheet_add(r->sheet, r->column, "FALSE", 5, err);
    case ERROR: return dark__sheet_add_error(r->sheet, r->column, r->text.bytes, err);
    case ISO_DATE: return add_iso_date(r, err);
    case NUMBER: return add_number(r, dark__styles_at(&r->excel->styles, r->style), err);
    default: return dark__sheet_add(r->sheet, r->column, r->text.bytes, r->text.n, err);
  }
}

static dark_status end_cell(reading *r, dark_error *err) {
  dark_status status = DARK_OK;
  if (r->has_formula && !r->has_value)
    return fail_cell(r, "a formula without its value; open the workbook in a spreadsheet program and save it", err);
  if (r->text.n > 0) status = add_cell(r, err);
  r->column++;
  return status;
}

static dark_status take_end(void *context, const char *name, dark_error *err) {
  reading *r = context;
  if (strcmp(name, "c") == 0) return end_cell(r, err);
  if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) r->is_in_value = false;
  else if (strcmp(name, "row") == 0) return dark__sheet_end_row(r->sheet, 1, err);
  else if (strcmp(name, "is") == 0) r->is_in_inline = false;
  else if (strcmp(name, "rPh") == 0) r->is_aid = false;
  return DARK_OK;
}

static dark_status take_text(void *context, const char *text, size_t length, dark_error *err) {
  reading *r = context;
  return r->is_in_value ? dark__buffer_add(&r->text, text, length, MOST_TEXT, err) : DARK_OK;
}

dark_status dark__excel_read_sheet(dark__sheet *sheet, const dark__package *package, int64_t part, const dark__excel *excel,
                                   dark_error *err) {
  reading r = {.sheet = sheet, .excel = excel};
  const dark__xml_sink sink = {take_start, take_end, take_text, &r};
  dark_status status = dark__xml_read(package, part, &sink, err);
  if (status == DARK_OK) status = dark__sheet_finish(sheet, r.is_filtered, err);
  dark__buffer_free(&r.text);
  return status;
}
