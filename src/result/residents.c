/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/residents.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/error.h"
#include "base/kind.h"
#include "base/show.h"
#include "base/text.h"
#include "table/form/form.h"

/* What the columns are; NO_COLUMN for one that is not there. */
static const size_t NO_COLUMN = SIZE_MAX;

typedef struct reading {
  dark_residents *out;
  size_t people, lower, upper;
  size_t *lines; /* [n_room] of the rows */
} reading;

static bool takes_name(reading *from, const char *name, size_t field) {
  size_t *places[] = {&from->people, &from->lower, &from->upper};
  static const char *const names[] = {"people", "lower", "upper"};
  for (size_t i = 0; i < 3; i++) {
    if (strcmp(name, names[i]) != 0 || *places[i] != NO_COLUMN) continue;
    *places[i] = field;
    return true;
  }
  return false;
}

static dark_status take_name(reading *from, const dark__row *header, size_t field, dark_error *err) {
  const char *name = dark__row_field(header, field), *place = from->out->place;
  for (size_t before = 0; before < field; before++)
    if (strcmp(dark__row_field(header, before), name) == 0)
      return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: column '%s' stands there twice", place, header->line, field + 1,
                        dark__show(name).text);
  if (!takes_name(from, name, field)) dark__words_add(&from->out->columns, name, strlen(name));
  return from->out->columns.failed ? dark__fail_memory(err) : DARK_OK;
}

static dark_status take_header(void *context, const dark__row *header, dark_error *err) {
  reading *from = context;
  const char *place = from->out->place;
  for (size_t field = 0; field < header->n_fields; field++) {
    const dark_status status = take_name(from, header, field, err);
    if (status != DARK_OK) return status;
  }
  if (from->people == NO_COLUMN)
    return dark__fail(err, DARK_EDATA,
                      "%s:%zu: no column is called 'people'; expected are categories and people, such as sex,age,people, and "
                      "optionally lower,upper",
                      place, header->line);
  if ((from->lower == NO_COLUMN) != (from->upper == NO_COLUMN))
    return dark__fail(err, DARK_EDATA, "%s:%zu: there is a column '%s' and none called '%s'; limits need both", place,
                      header->line, from->lower == NO_COLUMN ? "upper" : "lower", from->lower == NO_COLUMN ? "lower" : "upper");
  return DARK_OK;
}

static dark_status take_number(double *out, const reading *from, const dark__row *row, size_t field, dark_error *err) {
  const char *text = dark__row_field(row, field);
  if (!dark__parse_real(out, text) || !isfinite(*out))
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s is no number of people, such as 2712327", from->out->place, row->line,
                      field + 1, dark__kind(text).text);
  if (*out > 0) return DARK_OK;
  return dark__fail(err, DARK_EDATA,
                    "%s:%zu:%zu: %s residents, by whom nothing can be divided; expected is a number above 0, or no such row",
                    from->out->place, row->line, field + 1, text);
}

static bool has_text(const dark__row *row, size_t field) { return field != NO_COLUMN && dark__row_length(row, field) > 0; }

static dark_status take_cell(dark__residents_cell *cell, const reading *from, const dark__row *row, dark_error *err) {
  dark_status status = take_number(&cell->people, from, row, from->people, err);
  cell->lower = cell->upper = cell->people;
  const bool has_lower = has_text(row, from->lower), has_upper = has_text(row, from->upper);
  if (status == DARK_OK && has_lower != has_upper)
    return dark__fail(err, DARK_EDATA, "%s:%zu: one limit is missing; give lower and upper, or neither", from->out->place,
                      row->line);
  if (status == DARK_OK && has_lower) status = take_number(&cell->lower, from, row, from->lower, err);
  if (status == DARK_OK && has_upper) status = take_number(&cell->upper, from, row, from->upper, err);
  if (status != DARK_OK || (cell->lower <= cell->people && cell->people <= cell->upper)) return status;
  return dark__fail(err, DARK_EDATA,
                    "%s:%zu: the limits %g and %g do not enclose %g people; expected is lower <= people <= upper",
                    from->out->place, row->line, cell->lower, cell->upper, cell->people);
}

static dark_status make_room(reading *from, dark_error *err) {
  dark_residents *out = from->out;
  if (out->n < out->n_room) return DARK_OK;
  const size_t n = out->n_room == 0 ? 64 : 2 * out->n_room;
  dark__residents_cell *cells = realloc(out->cells, n * sizeof *cells);
  if (cells != NULL) out->cells = cells;
  size_t *lines = realloc(from->lines, n * sizeof *lines);
  if (lines != NULL) from->lines = lines;
  if (cells == NULL || lines == NULL) return dark__fail_memory(err);
  out->n_room = n;
  return DARK_OK;
}

static bool is_alike(const dark_residents *residents, size_t i, size_t j) {
  for (size_t c = 0; c < residents->columns.n; c++)
    if (strcmp(dark__residents_level(residents, i, c), dark__residents_level(residents, j, c)) != 0) return false;
  return true;
}

static dark_status check_new(const reading *from, const dark__row *row, dark_error *err) {
  const dark_residents *out = from->out;
  for (size_t i = 0; i < out->n; i++)
    if (is_alike(out, i, out->n))
      return dark__fail(err, DARK_EDATA, "%s:%zu: the same %s as in line %zu; residents of one kind are one row", out->place,
                        row->line, out->columns.n > 0 ? "categories" : "people", from->lines[i]);
  return DARK_OK;
}

static dark_status take_record(void *context, const dark__row *row, dark_error *err) {
  reading *from = context;
  dark_residents *out = from->out;
  dark_status status = make_room(from, err);
  for (size_t field = 0; status == DARK_OK && field < row->n_fields; field++) {
    if (field == from->people || field == from->lower || field == from->upper) continue;
    dark__words_add(&out->levels, dark__row_field(row, field), dark__row_length(row, field));
    if (out->levels.failed) status = dark__fail_memory(err);
  }
  if (status == DARK_OK) status = check_new(from, row, err);
  if (status == DARK_OK) status = take_cell(&out->cells[out->n], from, row, err);
  if (status == DARK_OK) from->lines[out->n++] = row->line;
  return status;
}

static dark_status read_file(dark_residents *out, const char *path, dark_error *err) {
  char sha256[65];
  reading from = {out, NO_COLUMN, NO_COLUMN, NO_COLUMN, NULL};
  const dark__csv_sink sink = {take_header, take_record, &from};
  const dark__form_source source = {.path = path, .place = out->place};
  dark_status status = dark__form_read(sha256, &source, &sink, NULL, err);
  if (status == DARK_OK && out->n == 0) status = dark__fail(err, DARK_EDATA, "%s: no residents, only a header", out->place);
  free(from.lines);
  return status;
}

dark_status dark_residents_read(dark_residents **out, const char *path, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(path, err);
  dark_residents *made = calloc(1, sizeof *made);
  if (made == NULL) return dark__fail_memory(err);
  const dark__shown place = dark__show_path(path);
  made->place = dark__copy_text(place.text, strlen(place.text));
  const dark_status status = made->place == NULL ? dark__fail_memory(err) : read_file(made, path, err);
  if (status == DARK_OK) *out = made;
  else dark_residents_free(made);
  return status;
}

void dark_residents_free(dark_residents *residents) {
  if (residents == NULL) return;
  dark__words_free(&residents->columns);
  dark__words_free(&residents->levels);
  free(residents->cells);
  free(residents->place);
  free(residents);
}
