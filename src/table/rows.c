/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "table/from_tally.h"
#include "table/histories.h"

/* Rows on their way into a table. */
typedef struct reading {
  const dark__rows_source *source;
  const dark_read_options *options;
  dark__histories histories; /* when a column holds them */
  dark__tally tally;
  dark_table *table;
} reading;

static dark_status begin(reading *r, const dark__row *header, const dark_read_options *options, dark_error *err) {
  const dark__rows_source *source = r->source;
  const dark_status status = dark__tally_begin(&r->tally, source->place, header, options, err);
  return status == DARK_OK && source->expect != NULL ? source->expect(source->context, &r->tally.categories, err) : status;
}

static dark_status take_header(void *context, const dark__row *header, dark_error *err) {
  reading *r = context;
  if (r->options->history != NULL) return dark__histories_begin(&r->histories, r->source->place, header, r->options, err);
  return begin(r, header, r->options, err);
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
  if (status == DARK_OK && is_first) status = begin(r, &r->histories.wide, &r->histories.options, err);
  if (status == DARK_OK) status = dark__histories_widen(&r->histories, row, err);
  return status == DARK_OK ? dark__tally_add(&r->tally, &r->histories.wide, err) : status;
}

static dark_status read_rows(reading *r, dark_error *err) {
  const dark__rows_source *source = r->source;
  const dark__csv_sink sink = {take_header, r->options->history != NULL ? take_history : take_columns, r};
  const dark_status status = source->feed(source->context, r->table, &sink, err);
  if (status != DARK_OK) return status;
  if (r->tally.n_rows == 0)
    return dark__fail(err, DARK_EDATA,
                      "%s: no records, only a header; below it each row is a person, or with a column "
                      "'count' so many people",
                      source->place);
  return dark__tally_settle(&r->tally, err);
}

static dark_status read_table(reading *r, dark_error *err) {
  r->table->path = dark__copy_text(r->source->path, strlen(r->source->path));
  if (r->table->path == NULL) return dark__fail_memory(err);
  const dark_status status = read_rows(r, err);
  return status == DARK_OK ? dark__table_from_tally(r->table, &r->tally, err) : status;
}

dark_status dark__table_from_rows(dark_table **out, const dark__rows_source *source, const dark_read_options *options,
                                  dark_error *err) {
  reading r = {.source = source, .options = options, .table = calloc(1, sizeof *r.table)};
  const dark_status status = r.table == NULL ? dark__fail_memory(err) : read_table(&r, err);
  dark__tally_free(&r.tally);
  dark__histories_free(&r.histories);
  if (status == DARK_OK) {
    *out = r.table;
  } else {
    dark_table_free(r.table);
  }
  return status;
}
