/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/show.h"
#include "base/text.h"
#include "table/form/form.h"
#include "table/from_tally.h"
#include "table/histories.h"
#include "table/long_csv.h"
#include "table/notes.h"
#include "table/read_options.h"

/* One file on its way into a table. */
typedef struct reading {
  const char *place;
  const dark_read_options *options;
  dark__histories histories; /* when a column holds them */
  dark__tally tally;
  dark__remarks remarks;
  dark_table *table;
} reading;

static dark_status take_header(void *context, const dark__row *header, dark_error *err) {
  reading *r = context;
  if (r->options->history != NULL) return dark__histories_begin(&r->histories, r->place, header, r->options, err);
  return dark__tally_begin(&r->tally, r->place, header, r->options, err);
}

/* Of the many records of a file in columns each instruction counts: which form it is, is asked once. */
static dark_status take_columns(void *context, const dark__row *row, dark_error *err) {
  reading *r = context;
  return dark__tally_add(&r->tally, row, err);
}

static dark_status take_history(void *context, const dark__row *row, dark_error *err) {
  reading *r = context;
  dark_status status = DARK_OK;
  const bool is_first = r->histories.n_occasions == 0;
  if (row->n_fields == 0) return dark__tally_add(&r->tally, row, err); /* a line that came before */
  if (is_first) status = dark__histories_number(&r->histories, row, err);
  if (status == DARK_OK && is_first)
    status = dark__tally_begin(&r->tally, r->place, &r->histories.wide, &r->histories.options, err);
  if (status == DARK_OK) status = dark__histories_widen(&r->histories, row, err);
  return status == DARK_OK ? dark__tally_add(&r->tally, &r->histories.wide, err) : status;
}

static dark_status read_file(reading *r, const char *path, dark_error *err) {
  const dark__csv_sink sink = {take_header, r->options->history != NULL ? take_history : take_columns, r};
  const dark__form_source source = {path, r->place, r->options->delimiter, r->options->encoding, true, r->options};
  dark_status status = dark__form_read(r->table->sha256, &source, &sink, &r->remarks, err);
  if (status == DARK_OK) status = dark__table_add_remarks(r->table, &r->remarks, err);
  if (status != DARK_OK) return status;
  if (r->tally.n_rows == 0)
    return dark__fail(err, DARK_EDATA,
                      "%s: no records, only a header; below it each row is a person, or with a column "
                      "'count' so many people",
                      r->place);
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
  if (options->long_key != NULL) return dark__table_read_long(out, path, options, err);
  const dark__shown place = dark__show_path(path);
  reading r = {.place = place.text, .options = options, .table = calloc(1, sizeof *r.table)};
  const dark_status status = r.table == NULL ? dark__fail_memory(err) : read_table(&r, path, err);
  dark__tally_free(&r.tally);
  dark__histories_free(&r.histories);
  dark__remarks_free(&r.remarks);
  if (status == DARK_OK) {
    *out = r.table;
  } else {
    dark_table_free(r.table);
  }
  return status;
}
