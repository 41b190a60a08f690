/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people are on exactly which lists, over all categories: what figures of overlaps are drawn from. */
#include <darkfigure/captures.h>
#include <darkfigure/suppression.h>
#include <stdlib.h>

#include "report/json/json.h"
#include "table/positions.h"

static int by_history(const void *a, const void *b) {
  const dark_record *first = a, *second = b;
  return (first->history > second->history) - (first->history < second->history);
}

/* Most people first. */
static int by_count(const void *a, const void *b) {
  const dark_record *first = a, *second = b;
  if (first->count != second->count) return first->count < second->count ? 1 : -1;
  return by_history(a, b);
}

static size_t count_records(const dark_table *table) {
  size_t n = 0;
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    size_t n_records = 0;
    (void)dark_table_records(table, s, &n_records);
    n += n_records;
  }
  return n;
}

static void copy_records(dark_record *all, const dark_table *table) {
  for (size_t s = 0, n = 0; s < dark_table_n_strata(table); s++) {
    size_t n_records = 0;
    const dark_record *records = dark_table_records(table, s, &n_records);
    for (size_t r = 0; r < n_records; r++) all[n++] = records[r];
  }
}

/* Those of one history, added up. Returns how many are left. */
static size_t merge(dark_record *all, size_t n) {
  size_t n_merged = 0;
  qsort(all, n, sizeof *all, by_history);
  for (size_t r = 0; r < n; r++) {
    if (n_merged > 0 && all[n_merged - 1].history == all[r].history) all[n_merged - 1].count += all[r].count;
    else all[n_merged++] = all[r];
  }
  return n_merged;
}

static void put_history(dark__json *json, json_t *array, const dark_table *table, const dark_record *record) {
  const char *names[DARK_MAX_LISTS];
  size_t lists[DARK_MAX_TABLE_LISTS] = {0}, n = 0;
  json_t *item = dark__json_append_object(json, array);
  dark__lists_by_position(lists, table);
  for (size_t i = 0; i < dark_table_n_lists(table); i++)
    if ((record->history >> lists[i] & 1u) != 0) names[n++] = dark_table_list_name(table, lists[i]);
  dark__json_put(json, item, "lists", dark__json_texts(names, n));
  dark__json_put(json, item, "people", dark__json_count(record->count));
}

void dark__json_put_histories(dark__json *json, const dark_table *table) {
  if (dark_table_captures(table) != NULL || dark_table_suppression(table) != NULL || dark_table_n_lists(table) > DARK_MAX_LISTS)
    return;
  json_t *array = dark__json_put_array(json, json->root, "histories");
  const size_t n = count_records(table);
  if (n == 0) return;
  dark_record *all = calloc(n, sizeof *all);
  if (all == NULL) {
    json->failed = true;
    return;
  }
  copy_records(all, table);
  const size_t n_merged = merge(all, n);
  qsort(all, n_merged, sizeof *all, by_count);
  for (size_t r = 0; r < n_merged; r++) put_history(json, array, table, &all[r]);
  free(all);
}
