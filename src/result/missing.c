/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of how many people of a history a category is not known, where a model says in which categories they may be or leaves them out. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "result/assembly.h"
#include "table/columns/categories.h"

/* A model that parts have together, or none of them. */
static bool has_spread(const dark__assembly *assembly) {
  for (size_t part = 0; part < dark_plan_n_parts(assembly->plan); part++) {
    const dark_reason reason = dark_plan_estimate(assembly->plan, part)->reason;
    if (reason == DARK_REASON_CATEGORY_MISSING || reason == DARK_REASON_CATEGORY_DROPPED) return true;
  }
  return false;
}

static bool lacks(const dark_table *table, size_t stratum, size_t category) {
  const size_t level = dark_table_stratum_level(table, stratum, category);
  return strcmp(dark_table_level_name(table, category, level), DARK__LEVEL_MISSING) == 0;
}

/* people, missing [2^lists]; of all of them at 0, which is no history. */
static void count_people(double *people, double *missing, const dark_table *table, size_t category) {
  const size_t n = (size_t)1 << dark_table_n_lists(table);
  memset(people, 0, n * sizeof *people);
  memset(missing, 0, n * sizeof *missing);
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    size_t n_records;
    const dark_record *records = dark_table_records(table, s, &n_records);
    const bool is_lacking = lacks(table, s, category);
    for (size_t r = 0; r < n_records; r++) {
      people[records[r].history] += records[r].count;
      people[0] += records[r].count;
      missing[records[r].history] += is_lacking ? records[r].count : 0;
      missing[0] += is_lacking ? records[r].count : 0;
    }
  }
}

/* By category; all people before histories, then those with most missing. */
static int compare(const void *a, const void *b) {
  const dark_missing_share *left = a, *right = b;
  if (left->category != right->category) return left->category < right->category ? -1 : 1;
  if (left->missing != right->missing) return left->missing > right->missing ? -1 : 1;
  return left->history < right->history ? -1 : left->history > right->history;
}

static size_t add_shares(dark_missing_share *shares, size_t category, const double *people, const double *missing, size_t n) {
  size_t added = 0;
  for (size_t history = 0; history < n; history++) {
    if (!(missing[history] > 0)) continue;
    if (shares != NULL) shares[added] = (dark_missing_share){category, history, people[history], missing[history]};
    added++;
  }
  return added;
}

static dark_status fill(dark_results *results, const dark__assembly *assembly, double *people, double *missing, dark_error *err) {
  const size_t n = (size_t)1 << dark_table_n_lists(assembly->table), n_categories = dark_table_n_categories(assembly->table);
  size_t n_shares = 0;
  for (size_t c = 0; c < n_categories; c++) {
    count_people(people, missing, assembly->table, c);
    n_shares += add_shares(NULL, c, people, missing, n);
  }
  results->missing = dark__arena_take(assembly->arena, n_shares, sizeof *results->missing);
  if (results->missing == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n_categories; c++) {
    count_people(people, missing, assembly->table, c);
    results->n_missing += add_shares(results->missing + results->n_missing, c, people, missing, n);
  }
  qsort(results->missing, results->n_missing, sizeof *results->missing, compare);
  return DARK_OK;
}

dark_status dark__missing_fill(dark_results *results, const dark__assembly *assembly, dark_error *err) {
  if (dark_table_n_lists(assembly->table) > DARK_MAX_LISTS || !has_spread(assembly)) return DARK_OK;
  const size_t n = (size_t)1 << dark_table_n_lists(assembly->table);
  double *people = malloc(n * sizeof *people), *missing = malloc(n * sizeof *missing);
  const bool is_complete = people != NULL && missing != NULL;
  const dark_status status = is_complete ? fill(results, assembly, people, missing, err) : dark__fail_memory(err);
  free(people);
  free(missing);
  return status;
}
