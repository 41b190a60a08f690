/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/kind.h"
#include "table/tally/doubts.h"

/* What a pattern is once the lists are known. */
typedef struct sighting {
  uint64_t history; /* after dropping and merging */
  bool is_listed;   /* on any list of the file, also a dropped one */
} sighting;

/* The first row that cannot be counted. */
typedef struct refusal {
  size_t line;   /* 0: there is none */
  char room[72]; /* kind of its count */
  const char *what;
} refusal;

/* The kind of a whole number of so many digits. */
static void write_digits(char *room, uint32_t n_digits) {
  char digits[65] = "";
  memset(digits, '9', n_digits < 64 ? n_digits : 64);
  snprintf(room, 72, "%.71s", dark__kind(digits).text);
}

static dark_status refuse(const dark__tally *tally, const refusal *of, dark_error *err) {
  const size_t column = tally->columns.count;
  if (column == DARK__NONE) return dark__fail(err, DARK_EDATA, "%s:%zu: this row %s", tally->place, of->line, of->what);
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s %s (column %s)", tally->place, of->line, column + 1, of->room, of->what,
                    dark__header_show(&tally->header, column).text);
}

/* Places among the candidates, in the order of the list columns. */
static sighting see(const dark__tally *tally, const uint32_t *key) {
  const dark__lists *lists = &tally->lists;
  if (tally->sightings.name != NULL) return (sighting){key[0], true};
  sighting seen = {0, false};
  size_t candidate = 0;
  for (size_t i = 0; i < lists->n_columns; i++) {
    while (tally->candidates.all[candidate].column != lists->columns[i].column) candidate++;
    if (!dark__candidates_bit(key, candidate)) continue;
    seen.history |= lists->columns[i].bit;
    seen.is_listed = true;
  }
  return seen;
}

static void find_refusal(refusal *first, const dark__tally *tally, size_t i, bool is_listed) {
  const dark__pattern *pattern = &tally->patterns.all[i];
  const bool is_missing = is_listed && pattern->missing_line != 0;
  const bool is_unlisted = !is_listed && tally->patterns.counts[i].n_people > 0 && !tally->options->drop_unlisted;
  const size_t line = is_missing ? pattern->missing_line : is_unlisted ? pattern->people_line : 0;
  if (line == 0 || (first->line != 0 && first->line <= line)) return;
  first->line = line;
  first->what = is_missing                 ? "is a missing count of people who are on a list"
                : tally->is_count_in_doubt ? "counts people who are on no list; if a column holds counts, --count names it"
                                           : "counts people who are on no list; --drop-unlisted leaves them out";
  if (is_missing) snprintf(first->room, sizeof first->room, "%.71s", dark__kind(pattern->is_missing_na ? "NA" : "").text);
  else write_digits(first->room, pattern->n_digits);
}

static void count_missing_values(dark__tally *tally, const uint32_t *levels, uint64_t n) {
  for (size_t c = 0; c < tally->categories.n; c++) {
    const char *value = dark__keys_at(&tally->categories.all[c].values, levels[c]);
    if (strcmp(value, DARK__LEVEL_MISSING) == 0) tally->n_missing_values[c] += n;
  }
}

/* Count a pattern's people into their cell; key [words of the pattern] holds its key, of which the last words before the levels, and one word
   in front of it all, become the history. */
static dark_status fill_cell(dark__tally *tally, uint32_t *key, const dark__head_count *counts, const sighting *seen,
                             dark_error *err) {
  bool is_new = false;
  uint32_t *cell = key + tally->candidates.n_words - DARK__CELL_WORDS;
  dark__cells_put_history(cell, seen->history);
  if (tally->sightings.are_of_lists) {
    uint32_t id;
    const dark_status found = dark__sightings_of(&id, &tally->sightings, (uint32_t)__builtin_popcountll(seen->history), err);
    if (found != DARK_OK) return found;
    dark__cells_put_history(cell, id);
  }
  count_missing_values(tally, cell + DARK__CELL_WORDS, counts->n_people);
  tally->n_people += counts->n_people;
  const dark_status status = dark__cells_add(&is_new, &tally->cells, cell, counts->n_people, err);
  tally->n_repeats += counts->n_rows - is_new;
  return status;
}

static dark_status fill_cells(dark__tally *tally, refusal *first, dark_error *err) {
  uint32_t *key = tally->key + DARK__CELL_WORDS - 1;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < tally->patterns.keys.n; i++) {
    const dark__head_count *counts = &tally->patterns.counts[i];
    dark__patterns_key(key, &tally->patterns, i);
    const sighting seen = see(tally, key);
    find_refusal(first, tally, i, seen.is_listed);
    if (!seen.is_listed) {
      tally->n_unknown_cells += tally->patterns.all[i].n_empty;
      tally->n_unlisted += counts->n_people;
    } else if (seen.history == 0) {
      tally->n_dropped += counts->n_people;
    } else {
      status = fill_cell(tally, key, counts, &seen, err);
    }
  }
  return status;
}

static dark_status refuse_too_many(const dark__tally *tally, dark_error *err) {
  char what[64];
  refusal of = {.line = tally->limit_line, .what = what};
  snprintf(what, sizeof what, "brings the total above %u people", DARK_MAX_COUNT);
  write_digits(of.room, tally->limit_digits == 0 ? 1 : tally->limit_digits);
  return refuse(tally, &of, err);
}

/* Which columns say yes of anybody. */
static void find_catching(bool *catches, dark__tally *tally) {
  for (size_t i = 0; i < tally->patterns.keys.n; i++) {
    if (tally->patterns.counts[i].n_people == 0) continue;
    dark__patterns_key(tally->key, &tally->patterns, i);
    for (size_t c = 0; c < tally->candidates.n; c++)
      if (dark__candidates_bit(tally->key, c)) catches[tally->candidates.all[c].column] = true;
  }
}

static dark_status settle_lists(dark__tally *tally, dark_error *err) {
  uint64_t n_rows = 0;
  for (size_t i = 0; i < tally->patterns.keys.n; i++) n_rows += tally->patterns.counts[i].n_rows;
  dark_status status = dark__find_identifiers(tally, err);
  if (status != DARK_OK) return status;
  tally->judgement =
      (dark__judgement){.candidates = &tally->candidates, .header = &tally->header, .is_identifier = tally->is_identifier};
  status = dark__judge(&tally->judgement, &tally->columns, n_rows, err);
  bool *catches = calloc(tally->columns.n_columns + 1, sizeof *catches);
  if (catches == NULL) return dark__fail_memory(err);
  find_catching(catches, tally);
  if (status == DARK_OK)
    status = dark__lists_settle(&tally->lists, &tally->columns, &tally->header, tally->options, catches, err);
  free(catches);
  return status == DARK_OK ? dark__doubt_counts(tally, err) : status;
}

/* ---- Suppressed counts */

/* The cell of a pattern that the table has, else DARK__NONE. */
static dark_status find_cell(size_t *cell, dark__tally *tally, size_t pattern, dark_error *err) {
  uint32_t *key = tally->key + DARK__CELL_WORDS - 1, *own = key + tally->candidates.n_words - DARK__CELL_WORDS;
  dark__patterns_key(key, &tally->patterns, pattern);
  const sighting seen = see(tally, key);
  *cell = DARK__NONE;
  if (!seen.is_listed || seen.history == 0) return DARK_OK;
  dark__cells_put_history(own, seen.history);
  return dark__cells_find(cell, &tally->cells, own, err);
}

/* n_rows [cells] that were added up. */
static dark_status count_rows(uint64_t *n_rows, dark__tally *tally, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < tally->patterns.keys.n; i++) {
    size_t cell;
    status = find_cell(&cell, tally, i, err);
    if (status == DARK_OK && cell != DARK__NONE) n_rows[cell] += tally->patterns.counts[i].n_rows;
  }
  return status;
}

static dark_status place_row(dark__tally *tally, dark__suppressed_row *row, const uint64_t *n_rows, dark_error *err) {
  const dark_status status = find_cell(&row->cell, tally, row->pattern, err);
  if (status != DARK_OK) return status;
  if (row->cell == DARK__NONE && tally->options->suppressed_total != NULL)
    return dark__fail(
        err, DARK_EDATA,
        "%s:%zu: this suppressed count is of people who are left out, so that --suppressed-total says nothing of the "
        "others",
        tally->place, row->line);
  if (row->cell == DARK__NONE || n_rows[row->cell] == 1) return DARK_OK;
  return dark__fail(
      err, DARK_EDATA,
      "%s:%zu: this count is suppressed, and others have the same lists and categories, so that they would be added up; "
      "--by names the columns that tell them apart, and --drop-list and --merge-lists do not go with it",
      tally->place, row->line);
}

static dark_status settle_suppressed(dark__tally *tally, dark_error *err) {
  dark__suppressed *of = &tally->suppressed;
  if (of->n == 0) return DARK_OK;
  uint64_t *n_rows = calloc(tally->cells.keys.n + 1, sizeof *n_rows);
  dark_status status = n_rows == NULL ? dark__fail_memory(err) : count_rows(n_rows, tally, err);
  for (size_t i = 0; status == DARK_OK && i < of->n; i++) status = place_row(tally, &of->rows[i], n_rows, err);
  free(n_rows);
  return status;
}

dark_status dark__tally_settle(dark__tally *tally, dark_error *err) {
  refusal first = {.line = 0};
  dark_status status = tally->sightings.name == NULL ? settle_lists(tally, err) : DARK_OK;
  if (status == DARK_OK) status = fill_cells(tally, &first, err);
  if (status != DARK_OK) return status;
  if (first.line != 0) return refuse(tally, &first, err);
  return tally->n_people > DARK_MAX_COUNT ? refuse_too_many(tally, err) : settle_suppressed(tally, err);
}
