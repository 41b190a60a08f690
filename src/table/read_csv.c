/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arguments.h"
#include "base/show.h"
#include "table/form/form.h"
#include "table/long_csv.h"
#include "table/notes.h"
#include "table/read_options.h"
#include "table/rows.h"

static dark_status feed(const void *context, dark_table *table, const dark__csv_sink *sink, dark_error *err) {
  const dark__form_source *source = context;
  dark__remarks remarks = {0};
  dark_status status = dark__form_read(table->sha256, source, sink, &remarks, err);
  if (status == DARK_OK) status = dark__table_add_remarks(table, &remarks, err);
  dark__remarks_free(&remarks);
  return status;
}

dark_status dark_table_read_csv(dark_table **out, const char *path, const dark_read_options *options, dark_error *err) {
  static const dark_read_options defaults = DARK_READ_OPTIONS_INIT;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(path, err);
  if (options == NULL) options = &defaults;
  const dark_status known = dark__read_options_check(options, err);
  if (known != DARK_OK) return known;
  if (options->long_key != NULL) return dark__table_read_long(out, path, options, err);
  const dark__shown place = dark__show_path(path);
  dark__form_source file = {path, place.text, options->delimiter, options->encoding, true, options};
  const dark__rows_source source = {.place = place.text, .path = path, .feed = feed, .context = &file};
  return dark__table_from_rows(out, &source, options, err);
}
