/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/show.h"
#include "base/text.h"
#include "table/csv/file.h"
#include "table/from_tally.h"
#include "table/read_options.h"

/* One file on its way into a table. */
typedef struct reading {
  const char *place;
  const dark_read_options *options;
  dark__tally tally;
  dark_table *table;
} reading;

static dark_status take_header(void *context, const dark__row *header, dark_error *err) {
  reading *r = context;
  return dark__tally_begin(&r->tally, r->place, header, r->options, err);
}

static dark_status take_record(void *context, const dark__row *row, dark_error *err) {
  reading *r = context;
  return dark__tally_add(&r->tally, row, err);
}

static dark_status read_file(reading *r, const char *path, dark_error *err) {
  const dark__csv_sink sink = {take_header, take_record, r};
  const dark_status status = dark__csv_read_path(r->table->sha256, path, r->place, r->options->delimiter, &sink, err);
  if (status != DARK_OK) return status;
  if (r->tally.n_rows == 0) return dark__fail(err, DARK_EDATA, "%s: no records, only a header", r->place);
  return dark__tally_settle(&r->tally, err);
}

static dark_status read_table(reading *r, const char *path, dark_error *err) {
  r->table->path = dark__copy_text(path, strlen(path));
  if (r->table->path == NULL) return dark__fail_memory(err);
  const dark_status status = read_file(r, path, err);
  return status == DARK_OK ? dark__table_from_tally(r->table, &r->tally, err) : status;
}

dark_status dark_table_read_csv(dark_table **out, const char *path, const dark_read_options *options, dark_error *err) {
  static const dark_read_options defaults = DARK_READ_OPTIONS_INIT;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(path, err);
  if (options == NULL) options = &defaults;
  const dark_status known = dark__read_options_check(options, err);
  if (known != DARK_OK) return known;
  const dark__shown place = dark__show_path(path);
  reading r = {.place = place.text, .options = options, .table = calloc(1, sizeof *r.table)};
  const dark_status status = r.table == NULL ? dark__fail_memory(err) : read_table(&r, path, err);
  dark__tally_free(&r.tally);
  if (status == DARK_OK) {
    *out = r.table;
  } else {
    dark_table_free(r.table);
  }
  return status;
}
