/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/suppress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "table/notes.h"

/* Combinations of lists and categories where those without a row are suppressed too. */
enum { MOST_CELLS = 1 << 16 };

uint64_t dark__suppressed_lists(const dark__tally *tally) {
  uint64_t lists = 0;
  for (size_t i = 0; i < tally->suppressed.n; i++)
    if (tally->suppressed.rows[i].cell != DARK__NONE) lists |= dark__cells_history(&tally->cells, tally->suppressed.rows[i].cell);
  return lists;
}

/* ---- where the cells of the tally are */

static uint64_t history_of(const dark_table *table, const dark__tally *tally, size_t cell) {
  const uint64_t draft = dark__cells_history(&tally->cells, cell);
  uint64_t history = 0;
  for (size_t l = 0; l < table->n_lists; l++)
    for (size_t i = 0; i < tally->lists.n; i++)
      if ((draft >> i & 1) != 0 && strcmp(table->lists[l].name, tally->lists.names[i]) == 0) history |= UINT64_C(1) << l;
  return history;
}

static size_t level_of(const dark__category *category, const char *value) {
  size_t level = 0;
  while (level + 1 < category->n_levels && strcmp(category->levels[level], value) != 0) level++;
  return level;
}

static size_t stratum_of(const dark_table *table, const dark__tally *tally, size_t cell) {
  size_t stratum = 0;
  for (size_t c = 0; c < table->n_categories; c++) {
    const char *value = dark__keys_at(&tally->categories.all[c].values, dark__cells_level(&tally->cells, cell, c));
    stratum = stratum * table->categories[c].n_levels + level_of(&table->categories[c], value);
  }
  return stratum;
}

/* ---- the list of them */

static int compare(const void *a, const void *b) {
  const dark_suppressed_cell *x = a, *y = b;
  if (x->stratum != y->stratum) return x->stratum < y->stratum ? -1 : 1;
  return (x->history > y->history) - (x->history < y->history);
}

static size_t count_cells(const dark__tally *tally) {
  size_t n = 0;
  for (size_t i = 0; i < tally->suppressed.n; i++) n += tally->suppressed.rows[i].cell != DARK__NONE;
  return n;
}

static void take_rows(dark_suppressed_cell *cells, const dark_table *table, const dark__tally *tally) {
  size_t n = 0;
  for (size_t i = 0; i < tally->suppressed.n; i++) {
    const dark__suppressed_row *row = &tally->suppressed.rows[i];
    if (row->cell == DARK__NONE) continue;
    cells[n++] = (dark_suppressed_cell){.stratum = stratum_of(table, tally, row->cell),
                                        .history = history_of(table, tally, row->cell),
                                        .least = row->range.least,
                                        .most = row->range.most};
  }
  if (n > 1) qsort(cells, n, sizeof *cells, compare);
}

/* ---- their records */

static dark_record *find_record(dark__stratum *stratum, uint64_t history) {
  for (size_t i = 0; i < stratum->n_records; i++)
    if (stratum->records[i].history == history) return &stratum->records[i];
  return NULL;
}

/* Of those that may be 0 there is none yet. */
static dark_status need_record(dark__stratum *stratum, uint64_t history, dark_error *err) {
  if (find_record(stratum, history) != NULL) return DARK_OK;
  dark_record *records = realloc(stratum->records, (stratum->n_records + 1) * sizeof *records);
  if (records == NULL) return dark__fail_memory(err);
  stratum->records = records;
  size_t at = stratum->n_records++;
  for (; at > 0 && records[at - 1].history > history; at--) records[at] = records[at - 1];
  records[at] = (dark_record){history, 0};
  return DARK_OK;
}

static void add_people(dark_table *table, const dark_suppressed_cell *cell, uint64_t n) {
  dark__stratum *stratum = &table->strata[cell->stratum];
  find_record(stratum, cell->history)->count += (double)n;
  stratum->n_observed += (double)n;
  table->n_people += (double)n;
}

/* ---- those without a row */

static dark_status check_size(const dark_table *table, dark_error *err) {
  if (table->n_lists <= 16 && table->n_strata << table->n_lists <= MOST_CELLS) return DARK_OK;
  return dark__fail(
      err, DARK_ELIMIT,
      "--suppressed from 0 on: there are more than %d combinations of lists and categories that may have a suppressed "
      "count; --suppressed from 1 on takes those without a row for 0",
      (int)MOST_CELLS);
}

/* Of rows that say 0, in order; their number. */
static size_t take_zeros(dark_suppressed_cell *zeros, const dark_table *table, const dark__tally *tally) {
  size_t n = 0;
  for (size_t i = 0; i < tally->cells.keys.n; i++)
    if (tally->cells.counts[i] == 0)
      zeros[n++] = (dark_suppressed_cell){.stratum = stratum_of(table, tally, i), .history = history_of(table, tally, i)};
  if (n > 1) qsort(zeros, n, sizeof *zeros, compare);
  return n;
}

/* Cells [*n] with room for all combinations. What has neither a record nor a row, be it of 0 people or suppressed, is added. */
static dark_status add_unlisted(dark_suppressed_cell *cells, size_t *n, const dark_table *table, const dark__tally *tally,
                                dark_error *err) {
  const dark__range range = tally->suppressed.range;
  dark_suppressed_cell *zeros = calloc(tally->cells.keys.n + 1, sizeof *zeros);
  if (zeros == NULL) return dark__fail_memory(err);
  const size_t n_zeros = take_zeros(zeros, table, tally);
  for (size_t s = 0; s < table->n_strata; s++)
    for (uint64_t history = 1; history >> table->n_lists == 0; history++) {
      const dark_suppressed_cell cell = {s, history, range.least, range.most};
      if (find_record(&table->strata[s], history) != NULL) continue;
      if (n_zeros == 0 || bsearch(&cell, zeros, n_zeros, sizeof cell, compare) == NULL) cells[(*n)++] = cell;
    }
  if (*n > 1) qsort(cells, *n, sizeof *cells, compare);
  free(zeros);
  return DARK_OK;
}

/* ---- what is known of all */

static void sum_up(dark_suppression *of) {
  of->least = of->most = 0;
  for (size_t i = 0; i < of->n; i++) {
    of->least += of->cells[i].least;
    of->most += of->cells[i].most;
  }
}

static dark_status take_total(dark_suppression *of, const uint64_t *total, dark_error *err) {
  if (total == NULL) return DARK_OK;
  if (*total > DARK_MAX_SUPPRESSED_TOTAL)
    return dark__fail(err, DARK_EUSAGE, "--suppressed-total is %" PRIu64 ", and may be %u at most", *total,
                      DARK_MAX_SUPPRESSED_TOTAL);
  if (*total < of->least || *total > of->most)
    return dark__fail(err, DARK_EUSAGE,
                      "--suppressed-total is %" PRIu64 ", and the %zu suppressed counts hold at least %" PRIu64
                      " and at most %" PRIu64 " people",
                      *total, of->n, of->least, of->most);
  of->has_total = 1;
  of->total = of->least = of->most = *total;
  return DARK_OK;
}

/* Where a total is known so much more as they have room, in equal shares of it; what is left by rounding goes to the first. */
static void fill_up(dark_table *table, const dark_suppression *of) {
  uint64_t least = 0, room = 0, given = 0, n_left;
  for (size_t i = 0; i < of->n; i++) least += of->cells[i].least, room += of->cells[i].most - of->cells[i].least;
  if (!of->has_total || room == 0) return;
  const uint64_t more = of->total - least;
  for (size_t i = 0; i < of->n; i++) {
    const uint64_t share = more * (of->cells[i].most - of->cells[i].least) / room;
    add_people(table, &of->cells[i], share);
    given += share;
  }
  n_left = more - given;
  for (size_t i = 0; n_left > 0 && i < of->n; i++) {
    const uint64_t own = of->cells[i].most - of->cells[i].least;
    if (more * own / room == own) continue;
    add_people(table, &of->cells[i], 1);
    n_left--;
  }
}

static int is_suppressed(const dark_suppression *of, size_t stratum, uint64_t history) {
  const dark_suppressed_cell cell = {.stratum = stratum, .history = history};
  return bsearch(&cell, of->cells, of->n, sizeof cell, compare) != NULL;
}

static int is_in_any(const dark_suppression *of, double count) {
  for (size_t i = 0; i < of->n; i++)
    if (count >= (double)of->cells[i].least && count <= (double)of->cells[i].most) return 1;
  return 0;
}

/* Counts that were given and lie within a range; those of combinations without a record, which are 0, once. */
static size_t count_given(const dark_table *table, const dark_suppression *of) {
  size_t n = 0, n_all = 0;
  for (size_t s = 0; s < table->n_strata; s++) {
    const dark__stratum *here = &table->strata[s];
    n_all += here->n_records;
    for (size_t i = 0; i < here->n_records; i++)
      n += !is_suppressed(of, s, here->records[i].history) && is_in_any(of, here->records[i].count);
  }
  const size_t n_each = table->n_lists < 40 ? ((size_t)1 << table->n_lists) - 1 : SIZE_MAX / (table->n_strata + 1);
  return n + (n_all < n_each * table->n_strata && is_in_any(of, 0));
}

/* ---- notes */

static dark_status note_people(dark_table *table, const dark_suppression *of, dark_error *err) {
  const char *one = dark__plural(of->n, "1 count is suppressed and holds", "counts are suppressed and hold");
  char number[24] = "";
  if (of->n != 1) snprintf(number, sizeof number, "%zu ", of->n);
  if (of->has_total)
    return dark__table_add_note(table, err, "%s%s %" PRIu64 " people, as --suppressed-total says", number, one, of->total);
  return dark__table_add_note(
      table, err,
      "%s%s at least %" PRIu64 " and at most %" PRIu64
      " people; where people are counted, it is with the least; --suppressed-total says how many they are",
      number, one, of->least, of->most);
}

static dark_status note(dark_table *table, const dark_suppression *of, size_t n_given, size_t n_unlisted, dark_error *err) {
  dark_status status = note_people(table, of, err);
  if (status == DARK_OK && n_unlisted > 0)
    status = dark__table_add_note(
        table, err, "%zu of them are of combinations of lists that no row has, since a suppressed count may be 0", n_unlisted);
  if (status == DARK_OK && n_given > 0)
    status =
        dark__table_add_note(table, err,
                             "small counts are not suppressed everywhere: others were given that lie between the same numbers; "
                             "replicates suppress those alone that the file does");
  return status;
}

/* ---- all of it */

static dark_status make_records(dark_table *table, const dark_suppression *of, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < of->n; i++)
    status = need_record(&table->strata[of->cells[i].stratum], of->cells[i].history, err);
  return status;
}

static dark_status settle(dark_table *table, dark_suppression *of, const dark__tally *tally, size_t n_listed, dark_error *err) {
  sum_up(of);
  dark_status status = take_total(of, tally->options->suppressed_total, err);
  if (status == DARK_OK) status = make_records(table, of, err);
  if (status != DARK_OK) return status;
  fill_up(table, of);
  const size_t n_given = count_given(table, of);
  of->is_rule = n_given == 0;
  return note(table, of, n_given, of->n - n_listed, err);
}

dark_status dark__table_suppress(dark_table *table, const dark__tally *tally, dark_error *err) {
  const size_t n_listed = count_cells(tally);
  const bool has_unlisted = n_listed > 0 && tally->suppressed.has_range && tally->suppressed.range.least == 0;
  if (n_listed == 0 && tally->options->suppressed_total != NULL)
    return dark__fail(err, DARK_EUSAGE, "--suppressed-total: no count of %s is suppressed", tally->place);
  if (n_listed == 0) return DARK_OK;
  dark_status status = has_unlisted ? check_size(table, err) : DARK_OK;
  if (status != DARK_OK) return status;
  const size_t room = n_listed + (has_unlisted ? table->n_strata << table->n_lists : 0);
  dark_suppression *of = table->suppression = calloc(1, sizeof *of);
  dark_suppressed_cell *cells = calloc(room, sizeof *cells);
  if (of == NULL || cells == NULL) {
    free(cells);
    return dark__fail_memory(err);
  }
  of->cells = cells;
  of->n = n_listed;
  take_rows(cells, table, tally);
  if (has_unlisted) status = add_unlisted(cells, &of->n, table, tally, err);
  return status == DARK_OK ? settle(table, of, tally, n_listed, err) : status;
}
