/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables from columns: each row as that of a file. */
#include <string.h>

#include "base/arguments.h"
#include "bridge/call/call.h"
#include "bridge/data/data.h"
#include "bridge/request/asked.h"
#include "table/read_options.h"
#include "table/rows.h"

static dark_status take_header(dark__row *row, const dark_data *data, const dark__csv_sink *sink, dark_error *err) {
  for (size_t c = 0; c < data->n_arrays; c++)
    if (!dark__row_append(row, data->arrays[c].name, strlen(data->arrays[c].name))) return dark__fail_memory(err);
  return sink->header(sink->context, row, err);
}

static dark_status take_row(dark__row *row, const dark_data *data, size_t i, const dark__csv_sink *sink, dark_error *err) {
  dark__row_clear(row);
  row->line = i + 1;
  for (size_t c = 0; c < data->n_arrays; c++)
    if (!dark__array_append(row, &data->arrays[c], i)) return dark__fail_memory(err);
  return sink->record(sink->context, row, err);
}

/* The header stays as it is while rows come. */
static dark_status feed(const void *context, dark_table *table, const dark__csv_sink *sink, dark_error *err) {
  const dark_data *data = context;
  dark__row header = {.line = 0}, row = {.line = 0};
  (void)table;
  dark_status status = take_header(&header, data, sink, err);
  for (size_t i = 0; status == DARK_OK && i < data->n_rows; i++) status = take_row(&row, data, i, sink, err);
  dark__row_free(&row);
  dark__row_free(&header);
  return status;
}

static dark_status expect_levels(dark__keys *values, const dark__array *array, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t l = 0; status == DARK_OK && l < array->n_levels; l++) {
    size_t id;
    const char *level = dark__category_value(array->levels[l]);
    if (strcmp(level, DARK__LEVEL_ALL) == 0)
      return dark__fail(err, DARK_EDATA, "column '%s': '%s' stands for all values in results and cannot be a value", array->name,
                        level);
    status = dark__keys_add(&id, values, level, strlen(level), err);
  }
  return status;
}

/* Levels that no row has are values all the same. */
static dark_status expect(const void *context, dark__categories *categories, dark_error *err) {
  const dark_data *data = context;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < categories->n; i++)
    for (size_t c = 0; status == DARK_OK && c < data->n_arrays; c++)
      if (data->arrays[c].kind == DARK__ARRAY_CODES && strcmp(data->arrays[c].name, categories->all[i].name) == 0)
        status = expect_levels(&categories->all[i].values, &data->arrays[c], err);
  return status;
}

static dark_status read_data(dark_table **out, const dark_data *data, const dark_read_options *options, dark_error *err) {
  const dark__rows_source source = {.place = "data", .path = "", .feed = feed, .expect = expect, .context = data};
  dark_status status = dark__read_options_check(options, err);
  if (status == DARK_OK) status = dark__unread_check(data, options, err);
  if (status != DARK_OK) return status;
  if (data->n_arrays == 0) return dark__fail(err, DARK_EUSAGE, "the data have no columns");
  return dark__table_from_rows(out, &source, options, err);
}

dark_status dark_table_from_data(dark_table **out, const dark_data *data, const dark_request *request, dark_error *err) {
  dark__asked asked = {.map = NULL};
  dark_error cause = DARK_ERROR_INIT;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(data, err);
  dark__gsl_enter();
  dark_status status = dark__asked_data(&asked, request, false, err);
  if (status == DARK_OK) {
    status = read_data(out, data, &asked.options, &cause);
    if (status != DARK_OK) status = dark__asked_fail(&asked, &cause, err);
  }
  dark__gsl_leave();
  dark__asked_clear(&asked);
  return status;
}
