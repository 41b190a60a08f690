/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "base/arguments.h"
#include "report/words/format.h"
#include "report/words/names.h"
#include "table/positions.h"
#include "writing/csv.h"

/* Rows between two looks at whether to go on. */
enum { PATIENCE = 65536 };

typedef struct writing {
  FILE *stream;
  const dark_table *table;
  dark_people_form form;
  size_t lists[DARK_MAX_TABLE_LISTS]; /* by position */
  int (*go_on)(void *context);
  void *context;
  size_t n_rows;
} writing;

static void put_header(const writing *w) {
  const size_t n_categories = dark_table_n_categories(w->table), n_lists = dark_table_n_lists(w->table);
  for (size_t c = 0; c < n_categories; c++) {
    dark__put_value(w->stream, dark_table_category_name(w->table, c));
    fputc(',', w->stream);
  }
  for (size_t i = 0; i < n_lists; i++) {
    if (i > 0) fputc(',', w->stream);
    dark__put_value(w->stream, dark_table_list_name(w->table, w->lists[i]));
  }
  fputs(w->form == DARK_PEOPLE_COUNTS ? ",count\n" : "\n", w->stream);
}

/* "labour,f," of a stratum; NULL when memory is exhausted. The caller frees it. */
static char *make_prefix(const dark_table *table, size_t stratum) {
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  if (stream == NULL) return NULL;
  for (size_t c = 0; c < dark_table_n_categories(table); c++) {
    dark__put_value(stream, dark_table_level_name(table, c, dark_table_stratum_level(table, stratum, c)));
    fputc(',', stream);
  }
  const int has_error = ferror(stream);
  if (fclose(stream) == 0 && has_error == 0) return text;
  free(text);
  return NULL;
}

/* "0,1,1" of a history, in `text` [2 x DARK_MAX_TABLE_LISTS]. */
static void write_history(char *text, const writing *w, uint64_t history) {
  const size_t n_lists = dark_table_n_lists(w->table);
  for (size_t i = 0; i < n_lists; i++) {
    text[2 * i] = (history >> w->lists[i] & 1) != 0 ? '1' : '0';
    text[2 * i + 1] = i + 1 < n_lists ? ',' : '\0';
  }
}

static dark_status put_record(writing *w, const char *prefix, const dark_record *record, dark_error *err) {
  char history[2 * DARK_MAX_TABLE_LISTS];
  write_history(history, w, record->history);
  const bool is_counted = w->form == DARK_PEOPLE_COUNTS;
  for (uint64_t left = is_counted ? 1 : (uint64_t)record->count; left > 0; left--) {
    fputs(prefix, w->stream);
    fputs(history, w->stream);
    if (is_counted) fprintf(w->stream, ",%.0f", record->count);
    fputc('\n', w->stream);
    if (++w->n_rows % PATIENCE != 0) continue;
    if (w->go_on != NULL && w->go_on(w->context) == 0) return dark__fail(err, DARK_EINTERRUPTED, "interrupted");
    if (ferror(w->stream) != 0) return DARK_OK; /* found by the end */
  }
  return DARK_OK;
}

static dark_status put_stratum(writing *w, size_t stratum, dark_error *err) {
  size_t n;
  const dark_record *records = dark_table_records(w->table, stratum, &n);
  if (n == 0) return DARK_OK;
  char *prefix = make_prefix(w->table, stratum);
  dark_status status = prefix == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) status = put_record(w, prefix, &records[i], err);
  free(prefix);
  return status;
}

dark_status dark_report_people(FILE *stream, const dark_table *table, dark_people_form form, int (*go_on)(void *context),
                               void *context, dark_error *err) {
  writing w = {.stream = stream, .table = table, .form = form, .go_on = go_on, .context = context};
  dark_status status = DARK_OK;
  DARK__REQUIRE(stream, err);
  DARK__REQUIRE(table, err);
  DARK__REQUIRE_BELOW(form, DARK_PEOPLE_COUNTS + 1, err);
  if (dark_table_captures(table) != NULL)
    return dark__fail(err, DARK_EUSAGE, "people are written by lists, and there is one with counts of captures");
  dark__lists_by_position(w.lists, table);
  put_header(&w);
  for (size_t s = 0; status == DARK_OK && s < dark_table_n_strata(table); s++) status = put_stratum(&w, s, err);
  return status == DARK_OK ? dark__report_finish(stream, status, err) : status;
}
