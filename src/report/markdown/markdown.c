/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "report/sheets/sheets.h"
#include "report/words/format.h"
#include "writing/numbers.h"

/* What has a meaning to some reader of Markdown, and has none behind a backslash. */
static void put_text(FILE *stream, const char *text) {
  for (; *text != '\0'; text++) {
    if (strchr("\\`*_[]<>|~&$^@#", *text) != NULL) fputc('\\', stream);
    fputc(*text, stream);
  }
}

static dark__number number_of(const dark__cell *cell) {
  switch (cell->kind) {
    case DARK__CELL_COUNT: return dark__count(cell->value);
    case DARK__CELL_PEOPLE: return dark__people(cell->value, cell->unit);
    case DARK__CELL_SHARE: return dark__coverage(cell->value);
    default: return dark__statistic(cell->value);
  }
}

/* Differences may be negative, of which dark__people knows nothing. */
static void put_number(FILE *stream, const dark__cell *cell) {
  dark__cell size = *cell;
  if (isnan(cell->value)) return;
  size.value = fabs(cell->value);
  fprintf(stream, "%s%s", cell->value < 0 ? "−" : "", number_of(&size).text);
}

static void put_row(FILE *stream, const dark__cell *cells, size_t n) {
  fputc('|', stream);
  for (size_t c = 0; c < n; c++) {
    fputc(' ', stream);
    if (cells[c].kind == DARK__CELL_TEXT) put_text(stream, cells[c].text);
    else put_number(stream, &cells[c]);
    fputs(" |", stream);
  }
  fputc('\n', stream);
}

/* A column of numbers stands at the right; the first row tells. */
static void put_rule(FILE *stream, const dark__sheet *sheet) {
  fputc('|', stream);
  for (size_t c = 0; c < sheet->n_columns; c++) {
    const size_t below = sheet->n_columns + c;
    const bool is_number = below < sheet->n_cells && sheet->cells[below].kind != DARK__CELL_TEXT;
    fputs(is_number ? "---:|" : "---|", stream);
  }
  fputc('\n', stream);
}

static void put_sheet(FILE *stream, const dark__sheet *sheet) {
  fprintf(stream, "## %s\n\n", sheet->name);
  for (size_t i = 0; sheet->n_columns > 0 && i < sheet->n_cells; i += sheet->n_columns) {
    put_row(stream, sheet->cells + i, sheet->n_columns);
    if (i == 0) put_rule(stream, sheet);
  }
}

dark_status dark__put_markdown(FILE *stream, const dark__book *book, dark_error *err) {
  (void)err;
  for (size_t s = 0; s < book->n; s++) {
    if (s > 0) fputc('\n', stream);
    put_sheet(stream, &book->sheets[s]);
  }
  return DARK_OK;
}

static dark_status write_results(FILE *stream, const dark_results *results, const dark_table *table, const dark_run *run,
                                 dark_error *err) {
  return dark__deliver_results(stream, dark__put_markdown, results, table, run, err);
}

static dark_status write_descriptions(FILE *stream, const dark_descriptions *descriptions, const dark_table *table,
                                      const dark_run *run, dark_error *err) {
  return dark__deliver_descriptions(stream, dark__put_markdown, descriptions, table, run, err);
}

dark_status dark__differences_markdown(FILE *stream, dark__study_differences *differences, dark_error *err) {
  return dark__deliver_differences(stream, dark__put_markdown, differences, err);
}

const dark__format dark__format_markdown = {.write_results = write_results, .write_descriptions = write_descriptions};
