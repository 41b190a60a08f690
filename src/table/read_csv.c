/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "table/assemble.h"
#include "table/csv_stream.h"
#include "table/read_notes.h"
#include "table/show.h"
#include "table/tally.h"

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

static dark_status read_file(reading *r, FILE *file, dark_error *err) {
  const dark__csv_source source = {file, r->place, r->options->delimiter};
  const dark__csv_sink sink = {take_header, take_record, r};
  const dark_status status = dark__csv_read(r->table->sha256, &source, &sink, err);
  if (status != DARK_OK || r->tally.n_rows > 0) return status;
  return dark__fail(err, DARK_EDATA, "%s: no records, only a header", r->place);
}

static dark_status open_and_read(reading *r, const char *path, dark_error *err) {
  if (strcmp(path, "-") == 0) return read_file(r, stdin, err);
  FILE *file = fopen(path, "rb");
  if (file == NULL) return dark__fail(err, DARK_EIO, "%s: cannot be opened: %s", r->place, strerror(errno));
  const dark_status status = read_file(r, file, err);
  fclose(file);
  return status;
}

/* Lists that caught nobody go, unless there is nobody at all. */
static dark_status make_table(reading *r, dark_error *err) {
  const dark__tally *tally = &r->tally;
  const uint32_t used = dark__cells_lists(&tally->cells);
  dark__draft draft = {.lists = tally->lists.names,
                       .n_lists = tally->lists.n,
                       .kept_lists = used == 0 ? UINT32_MAX : used,
                       .categories = &tally->categories,
                       .cells = &tally->cells};
  dark_status status = dark__categories_cross(&draft.n_strata, &tally->categories, r->place, err);
  if (status == DARK_OK) status = dark__table_assemble(r->table, &draft, err);
  if (status == DARK_OK) status = dark__read_notes(r->table, tally, draft.kept_lists, err);
  return status;
}

static dark_status read_table(reading *r, const char *path, dark_error *err) {
  r->table->path = dark__copy_text(path, strlen(path));
  if (r->table->path == NULL) return dark__fail_memory(err);
  const dark_status status = open_and_read(r, path, err);
  return status == DARK_OK ? make_table(r, err) : status;
}

dark_status dark_table_read_csv(dark_table **out, const char *path, const dark_read_options *options, dark_error *err) {
  static const dark_read_options defaults = DARK_READ_OPTIONS_INIT;
  *out = NULL;
  if (options == NULL) options = &defaults;
  if (options->version != 1) return dark__fail(err, DARK_EUSAGE, "read options of unknown version %d", options->version);
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
