/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables from columns: each row as that of a file. */
#include <string.h>

#include "base/arguments.h"
#include "base/halt.h"
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

/* After how many rows it is asked whether to go on. */
enum { STRIDE = 4096 };

static dark_status take_row(dark__row *row, const dark_data *data, size_t i, const dark__csv_sink *sink, dark_error *err) {
  const dark_status halted = i % STRIDE == 0 ? dark__halt_check(err) : DARK_OK;
  if (halted != DARK_OK) return halted;
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

static dark_status read_data(dark_table **out, const void *from, const dark_read_options *options, dark_error *err) {
  const dark_data *data = from;
  const dark__rows_source source = {.place = "data", .path = "", .feed = feed, .expect = expect, .context = data};
  dark_status status = dark__read_options_check(options, err);
  if (status == DARK_OK) status = dark__unread_check(data, options, err);
  if (status != DARK_OK) return status;
  if (data->n_arrays == 0) return dark__fail(err, DARK_EUSAGE, "the data have no columns");
  return dark__table_from_rows(out, &source, options, err);
}

/* ---- The door, as of data and as of a file (file.c) */

static dark_status make(void *what, const dark__watcher *watcher, int n_threads, dark_error *err) {
  const dark__table_wish *wish = what;
  dark__asked asked = {.map = NULL};
  dark_error cause = DARK_ERROR_INIT;
  (void)watcher, (void)n_threads;
  dark_status status = dark__asked_data(&asked, wish->request, wish->is_file, err);
  if (status == DARK_OK) {
    status = wish->read(wish->out, wish->source, &asked.options, &cause);
    if (status != DARK_OK) status = dark__asked_fail(&asked, &cause, err);
  }
  dark__asked_clear(&asked);
  return status;
}

dark_status dark__table_make(dark__table_wish *wish, const dark_watch *watch, dark_error *err) {
  const dark_status status = dark__attend(make, wish, watch, err);
  if (status == DARK_OK) return DARK_OK;
  dark_table_free(*wish->out); /* who stops it at its very end has it all the same */
  *wish->out = NULL;
  return status;
}

dark_status dark_table_from_data_watched(dark_table **out, const dark_data *data, const dark_request *request,
                                         const dark_watch *watch, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(data, err);
  return dark__table_make(&(dark__table_wish){out, data, read_data, false, request}, watch, err);
}

dark_status dark_table_from_data(dark_table **out, const dark_data *data, const dark_request *request, dark_error *err) {
  return dark_table_from_data_watched(out, data, request, NULL, err);
}
