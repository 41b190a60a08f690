/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/tally/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/kind.h"
#include "base/show.h"
#include "base/text.h"
#include "table/columns/indicator.h"

/* What the list columns and the count of one row say. */
typedef struct sighting {
  uint32_t history; /* after dropping and merging */
  bool is_listed;   /* on any list of the file, also a dropped one */
  bool has_count;
  uint64_t count; /* 1 for a row that is a person, 0 without a count */
} sighting;

dark_status dark__tally_begin(dark__tally *tally, const char *place, const dark__row *header, const dark_read_options *options,
                              dark_error *err) {
  *tally = (dark__tally){.options = options, .place = place, .cells.n_levels = options->n_by};
  dark_status status = dark__header_read(&tally->header, place, header, err);
  if (status == DARK_OK) status = dark__columns_claim(&tally->columns, &tally->header, options, err);
  if (status == DARK_OK) status = dark__filter_read(&tally->filter, &tally->header, options, err);
  if (status == DARK_OK) status = dark__categories_read(&tally->categories, &tally->header, options, err);
  if (status == DARK_OK) status = dark__sightings_begin(&tally->sightings, &tally->header, options, err);
  if (status != DARK_OK) return status;
  tally->key = calloc(options->n_by + 1, sizeof *tally->key);
  tally->n_missing_values = calloc(options->n_by + 1, sizeof *tally->n_missing_values);
  return tally->key == NULL || tally->n_missing_values == NULL ? dark__fail_memory(err) : DARK_OK;
}

static dark_status fail_indicator(const dark__tally *tally, const dark__row *row, size_t column, dark_error *err) {
  const char *value = dark__row_field(row, column);
  const dark__shown name = dark__header_show(&tally->header, column), kind = dark__kind(value);
  if (dark__is_missing(value)) {
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s is a missing membership (list %s)", tally->place, row->line, column + 1,
                      kind.text, name.text);
  }
  const bool may_be_count = tally->lists.is_guessed && value[strspn(value, "0123456789")] == '\0';
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s is not 0 or 1 (list %s)%s", tally->place, row->line, column + 1, kind.text,
                    name.text, may_be_count ? "; a column of counts is named by --count" : "");
}

static dark_status read_history(sighting *seen, dark__tally *tally, const dark__row *row, dark_error *err) {
  const dark__lists *lists = &tally->lists;
  if (tally->sightings.name != NULL) {
    seen->is_listed = true;
    return dark__sightings_find(&seen->history, &tally->sightings, row, &tally->header, err);
  }
  uint32_t history = 0, is_listed = 0;
  for (size_t i = 0; i < lists->n_columns; i++) {
    const int indicator = dark__indicator_parse(dark__row_field(row, lists->columns[i].column));
    if (indicator == DARK__INDICATOR_BAD) return fail_indicator(tally, row, lists->columns[i].column, err);
    /* Without a branch on what no processor can foresee. */
    history |= lists->columns[i].bit * (uint32_t)indicator;
    is_listed |= (uint32_t)indicator;
  }
  seen->history = history;
  seen->is_listed = is_listed != 0;
  return DARK_OK;
}

static dark_status fail_count(const dark__tally *tally, const dark__row *row, const char *what, dark_error *err) {
  const size_t column = tally->columns.count;
  if (column == DARK__NONE) return dark__fail(err, DARK_EDATA, "%s:%zu: this row %s", tally->place, row->line, what);
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s %s (column %s)", tally->place, row->line, column + 1,
                    dark__kind(dark__row_field(row, column)).text, what, dark__header_show(&tally->header, column).text);
}

/* "more than the limit" when `text` is a whole number, which then is too large, else that it is none. */
static dark_status fail_number(const dark__tally *tally, const dark__row *row, const char *text, dark_error *err) {
  char what[64] = "is not a whole number of people";
  if (text[strspn(text, "0123456789")] == '\0') snprintf(what, sizeof what, "is more than %u people", DARK_MAX_COUNT);
  return fail_count(tally, row, what, err);
}

static dark_status read_count(sighting *seen, const dark__tally *tally, const dark__row *row, dark_error *err) {
  seen->has_count = true;
  seen->count = 1;
  if (tally->columns.count == DARK__NONE) return DARK_OK;
  const char *text = dark__row_field(row, tally->columns.count);
  if (dark__is_missing(text)) {
    seen->has_count = false;
    seen->count = 0;
    return seen->is_listed ? fail_count(tally, row, "is a missing count of people who are on a list", err) : DARK_OK;
  }
  return dark__parse_whole(&seen->count, text, DARK_MAX_COUNT) ? DARK_OK : fail_number(tally, row, text, err);
}

/* An all-zero row: the unknown cell, or people who are known but on no list. */
static dark_status leave_out_unlisted(dark__tally *tally, const sighting *seen, const dark__row *row, dark_error *err) {
  if (seen->count == 0) {
    tally->n_unknown_cells++;
  } else if (tally->options->drop_unlisted) {
    tally->n_unlisted += seen->count;
  } else {
    return fail_count(tally, row, "counts people who are on no list; --drop-unlisted leaves them out", err);
  }
  return DARK_OK;
}

/* Count people whose value is missing, in some category; returns whether the row has such a category. */
static bool count_missing_values(dark__tally *tally, const sighting *seen, const dark__row *row) {
  bool is_any = false;
  for (size_t i = 0; i < tally->categories.n; i++) {
    if (!dark__is_missing(dark__row_field(row, tally->categories.all[i].column))) continue;
    tally->n_missing_values[i] += seen->count;
    is_any = true;
  }
  return is_any;
}

/* Leaves a note for the next time that the line of the row comes, when count_again then does the same. */
static dark_status count_people(dark__tally *tally, const sighting *seen, const dark__row *row, dark_error *err) {
  tally->n_people += seen->count;
  if (tally->n_people > DARK_MAX_COUNT) {
    char what[64];
    snprintf(what, sizeof what, "brings the total above %u people", DARK_MAX_COUNT);
    return fail_count(tally, row, what, err);
  }
  const bool is_any_missing = count_missing_values(tally, seen, row);
  tally->key[0] = seen->history;
  const size_t n_before = tally->cells.keys.n;
  size_t cell;
  const dark_status status = dark__cells_find(&cell, &tally->cells, tally->key, err);
  if (status != DARK_OK) return status;
  tally->cells.counts[cell] += seen->count;
  if (cell < n_before) tally->n_repeats++;
  if (row->note != NULL && !is_any_missing) *row->note = (uint64_t)(cell + 1) << 32 | seen->count;
  return DARK_OK;
}

/* Count the people of a row by the note that count_people left for its line: the number of the cell + 1, and the people. */
static void count_again(dark__tally *tally, uint64_t *note) {
  const uint64_t cell = (*note >> 32) - 1, count = *note & UINT32_MAX;
  if (tally->n_people + count > DARK_MAX_COUNT) {
    *note = 0; /* dark__tally_add fails and needs a field for it */
    return;
  }
  tally->n_rows++;
  tally->n_repeats++;
  tally->n_people += count;
  tally->cells.counts[cell] += count;
}

dark_status dark__tally_add(dark__tally *tally, const dark__row *row, dark_error *err) {
  dark_status status = DARK_OK;
  if (row->n_fields == 0) {
    count_again(tally, row->note);
    return DARK_OK;
  }
  if (tally->n_rows++ == 0 && tally->sightings.name == NULL) {
    status = dark__lists_settle(&tally->lists, &tally->columns, &tally->header, row, tally->options, err);
    if (status != DARK_OK) return status;
  }
  bool passes;
  sighting seen = {0};
  status = dark__filter_pass(&passes, &tally->filter, row, 1, err);
  if (status != DARK_OK || !passes) return status;
  status = dark__categories_find(tally->key + 1, &tally->categories, row, &tally->header, err);
  if (status == DARK_OK) status = read_history(&seen, tally, row, err);
  if (status == DARK_OK) status = read_count(&seen, tally, row, err);
  if (status != DARK_OK) return status;
  if (!seen.is_listed) return leave_out_unlisted(tally, &seen, row, err);
  if (seen.history != 0) return count_people(tally, &seen, row, err);
  tally->n_dropped += seen.count;
  return DARK_OK;
}

void dark__tally_free(dark__tally *tally) {
  dark__header_free(&tally->header);
  dark__columns_free(&tally->columns);
  dark__filter_free(&tally->filter);
  dark__categories_free(&tally->categories);
  dark__lists_free(&tally->lists);
  dark__sightings_free(&tally->sightings);
  dark__cells_free(&tally->cells);
  free(tally->key);
  free(tally->n_missing_values);
}
