/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/study/stratum.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "table/positions.h"
#include "writing/paper.h"

/* The lists that caught somebody, by name: bit l of the union of all histories. */
static uint64_t lists_of(const dark_table *whole, size_t stratum, bool keeps_lists) {
  size_t n;
  const dark_record *records = dark_table_records(whole, stratum, &n);
  uint64_t lists = 0;
  for (size_t r = 0; r < n; r++) lists |= records[r].history;
  for (size_t l = 0; keeps_lists && l < dark_table_n_lists(whole); l++) lists |= (uint64_t)1 << l;
  return lists;
}

/* Lists that are left keep their order by name, so that each moves down by those before it that are not. */
static uint64_t history_within(uint64_t history, uint64_t lists) {
  uint64_t within = 0, bit = 1;
  for (; lists != 0; lists &= lists - 1, bit <<= 1)
    if ((history & lists & (~lists + 1)) != 0) within |= bit;
  return within;
}

static dark_status make_empty(dark_table **out, const dark_table *whole, uint64_t lists, dark_error *err) {
  const char *names[DARK_MAX_TABLE_LISTS];
  size_t order[DARK_MAX_TABLE_LISTS], n = 0;
  dark__lists_by_position(order, whole);
  for (size_t i = 0; i < dark_table_n_lists(whole); i++)
    if ((lists >> order[i] & 1) != 0) names[n++] = dark_table_list_name(whole, order[i]);
  return dark_table_new_empty(out, names, n, NULL, 0, err);
}

static dark_status fill(dark_table **out, const dark_table *empty, const dark_table *whole, size_t stratum, uint64_t lists,
                        dark_error *err) {
  size_t n;
  const dark_record *records = dark_table_records(whole, stratum, &n);
  dark_cell *cells = calloc(n + 1, sizeof *cells);
  if (cells == NULL) return dark__fail_memory(err);
  for (size_t r = 0; r < n; r++)
    cells[r] = (dark_cell){.history = history_within(records[r].history, lists), .count = records[r].count};
  const dark_status status = dark_table_new_like(out, empty, cells, n, err);
  free(cells);
  return status;
}

dark_status dark__stratum_table(dark_table **out, const dark_table *whole, size_t stratum, bool keeps_lists, dark_error *err) {
  const uint64_t lists = lists_of(whole, stratum, keeps_lists);
  dark_table *empty = NULL;
  *out = NULL;
  dark_status status = make_empty(&empty, whole, lists, err);
  if (status == DARK_OK) status = fill(out, empty, whole, stratum, lists, err);
  dark_table_free(empty);
  return status;
}

void dark__stratum_conditions(dark__words *options, const dark_table *whole, size_t stratum) {
  for (size_t c = 0; c < dark_table_n_categories(whole); c++) {
    const size_t level = dark_table_stratum_level(whole, stratum, c);
    dark__paper condition = {0};
    dark__paper_add(&condition, "%s=%s", dark_table_category_name(whole, c), dark_table_level_name(whole, c, level));
    dark__words_add(options, "where", strlen("where"));
    dark__words_add(options, dark__paper_text(&condition), strlen(dark__paper_text(&condition)));
    if (condition.failed) options->failed = true;
    dark__paper_clear(&condition);
  }
}
