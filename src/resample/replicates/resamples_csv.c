/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/kind.h"
#include "base/show.h"
#include "base/text.h"
#include "resample/replicates/replicates.h"
#include "table/form/form.h"

/* PASSED_OVER marks a column that is not a history. */
static const uint64_t PASSED_OVER = UINT64_MAX;

typedef struct reading {
  dark_resamples *out;
  const dark_table *table;
  const char *place;
  uint64_t *columns; /* [n_fields] history of each field, or PASSED_OVER */
  size_t n_fields, n_room;
} reading;

/* The list whose place in the input is `position`. */
static size_t list_at(const dark_table *table, size_t position) {
  size_t list = 0;
  while (dark_table_list_position(table, list) != position) list++;
  return list;
}

/* A name such as "h101" or "101", one digit a list in the input's order. False when it is none. */
static bool read_history(uint64_t *history, const char *name, const dark_table *table) {
  const size_t n_lists = dark_table_n_lists(table);
  if (*name == 'h') name++;
  if (strlen(name) != n_lists || strspn(name, "01") != n_lists) return false;
  *history = 0;
  for (size_t position = 0; position < n_lists; position++)
    if (name[position] == '1') *history |= (uint64_t)1 << list_at(table, position);
  return true;
}

static dark_status take_name(reading *from, const dark__row *header, size_t field, dark_error *err) {
  const char *name = dark__row_field(header, field);
  uint64_t *column = &from->columns[field];
  *column = PASSED_OVER;
  if (strcmp(name, "rep") == 0 || strcmp(name, "estimate") == 0) return DARK_OK;
  if (!read_history(column, name, from->table))
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s is not a history of %zu lists, such as h%.*s", from->place, header->line,
                      field + 1, dark__kind(name).text, dark_table_n_lists(from->table), (int)dark_table_n_lists(from->table),
                      "1010101010101010");
  if (*column == 0)
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: '%s' is the history of people on no list", from->place, header->line,
                      field + 1, dark__show(name).text);
  for (size_t j = 0; j < from->out->n_columns; j++)
    if (from->out->histories[j] == *column)
      return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: history '%s' has two columns", from->place, header->line, field + 1,
                        dark__show(name).text);
  from->out->histories[from->out->n_columns++] = *column;
  return DARK_OK;
}

static dark_status take_header(void *context, const dark__row *header, dark_error *err) {
  reading *from = context;
  from->n_fields = header->n_fields;
  from->columns = malloc((header->n_fields + 1) * sizeof *from->columns);
  from->out->histories = calloc(header->n_fields + 1, sizeof *from->out->histories);
  if (from->columns == NULL || from->out->histories == NULL) return dark__fail_memory(err);
  for (size_t field = 0; field < header->n_fields; field++) {
    const dark_status status = take_name(from, header, field, err);
    if (status != DARK_OK) return status;
  }
  return from->out->n_columns > 0 ? DARK_OK : dark__fail(err, DARK_EDATA, "%s: no column is named by a history", from->place);
}

static dark_status make_room(reading *from, dark_error *err) {
  dark_resamples *out = from->out;
  if (out->n_replicates < from->n_room) return DARK_OK;
  const size_t n_room = from->n_room == 0 ? 1024 : 2 * from->n_room;
  double *counts = realloc(out->counts, n_room * out->n_columns * sizeof *counts);
  if (counts == NULL) return dark__fail_memory(err);
  out->counts = counts;
  from->n_room = n_room;
  return DARK_OK;
}

static dark_status take_record(void *context, const dark__row *row, dark_error *err) {
  reading *from = context;
  const dark_status status = make_room(from, err);
  if (status != DARK_OK) return status;
  double *counts = from->out->counts + from->out->n_replicates * from->out->n_columns;
  for (size_t field = 0, j = 0; field < row->n_fields; field++) {
    uint64_t count;
    if (from->columns[field] == PASSED_OVER) continue;
    if (!dark__parse_whole(&count, dark__row_field(row, field), DARK_MAX_COUNT))
      return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s is not a count of people", from->place, row->line, field + 1,
                        dark__kind(dark__row_field(row, field)).text);
    counts[j++] = (double)count;
  }
  from->out->n_replicates++;
  return DARK_OK;
}

static dark_status read_file(reading *from, const char *path, dark_error *err) {
  char sha256[65];
  const dark__csv_sink sink = {take_header, take_record, from};
  const dark__form_source source = {.path = path, .place = from->place};
  const dark_status status = dark__form_read(sha256, &source, &sink, NULL, err);
  if (status != DARK_OK || from->out->n_replicates > 0) return status;
  return dark__fail(err, DARK_EDATA, "%s: no replicates, only a header", from->place);
}

dark_status dark_resamples_read_csv(dark_resamples *out, const char *path, const dark_table *table, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = (dark_resamples){0};
  DARK__REQUIRE(path, err);
  DARK__REQUIRE(table, err);
  const dark__shown place = dark__show_path(path);
  reading from = {.out = out, .table = table, .place = place.text};
  const dark_status status = read_file(&from, path, err);
  free(from.columns);
  if (status != DARK_OK) dark_resamples_clear(out);
  return status;
}
