/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json/json.h"

#include <math.h>

#include "table/account.h"

static json_t *pair(const dark_descriptions *all, size_t a, size_t b) {
  const char *names[] = {all->lists[a], all->lists[b]};
  return dark__json_texts(names, 2);
}

static void put_sizes(dark__json *json, json_t *object, const dark_descriptions *all, const dark_description *item) {
  json_t *array = dark__json_put_array(json, object, "list_sizes");
  for (size_t l = 0; l < all->n_lists; l++) dark__json_put_list_size(json, array, all->lists[l], item->list_sizes[l]);
}

/* coverage_of_first: the share of the second list's people whom the first caught too. */
static void put_overlaps(dark__json *json, json_t *object, const dark_descriptions *all, const dark_description *item) {
  const size_t n = all->n_lists;
  json_t *array = dark__json_put_array(json, object, "overlaps");
  for (size_t a = 0; a < n; a++) {
    for (size_t b = a + 1; b < n; b++) {
      const double both = item->overlaps[a * n + b];
      json_t *overlap = dark__json_append_object(json, array);
      dark__json_put(json, overlap, "lists", pair(all, a, b));
      dark__json_put(json, overlap, "both", dark__json_count(both));
      dark__json_put(json, overlap, "coverage_of_first",
                     dark__json_real(item->list_sizes[b] > 0 ? both / item->list_sizes[b] : (double)NAN));
      dark__json_put(json, overlap, "coverage_of_second",
                     dark__json_real(item->list_sizes[a] > 0 ? both / item->list_sizes[a] : (double)NAN));
    }
  }
}

static void append_description(dark__json *json, json_t *array, const dark_descriptions *all, const dark_description *item) {
  json_t *object = dark__json_append_object(json, array);
  json_t *levels = dark__json_put_object(json, object, "categories");
  dark__json_put_levels(json, levels, all->categories, item->levels, all->n_categories);
  dark__json_put(json, object, "observed", dark__json_count(item->observed));
  put_sizes(json, object, all, item);
  put_overlaps(json, object, all, item);
  json_t *captures = dark__json_put_array(json, object, "captures");
  for (size_t k = 0; k < item->n_captures; k++) dark__json_append(json, captures, dark__json_count(item->captures[k]));
  dark__json_put(json, object, "sample_coverage", dark__json_real(item->sample_coverage));
  dark__json_put(json, object, "chao_lower_bound", dark__json_real(item->chao_lower_bound));
  const int has_obstacle = item->obstacle != DARK_N_REASONS;
  dark__json_put(json, object, "obstacle", has_obstacle ? dark__json_text(dark_reason_code(item->obstacle)) : json_null());
  dark__json_put(json, object, "absorbing", item->absorbing == NULL ? json_null() : dark__json_text(item->absorbing));
  dark__json_put(json, object, "verdict", dark__json_text(item->verdict));
}

/* Rows of linked files stand with each of them. */
static void put_account(dark__json *json, const dark_table *table) {
  const dark__account *account = dark__table_account(table);
  json_t *object = dark__json_put_object(json, json->root, "account");
  const int has_rows = account != NULL && dark_table_link(table) == NULL;
  dark__json_put(json, object, "rows", has_rows ? dark__json_size(account->n_rows) : json_null());
  json_t *columns = dark__json_put_array(json, object, "columns");
  for (size_t i = 0; account != NULL && i < account->n; i++) {
    json_t *column = dark__json_append_object(json, columns);
    dark__json_put(json, column, "column", dark__json_text(account->columns[i].name));
    dark__json_put(json, column, "use", dark__json_text(account->columns[i].what));
  }
}

dark_status dark__json_descriptions(FILE *stream, const dark_descriptions *descriptions, const dark_table *table,
                                    const dark_run *run, dark_error *err) {
  dark__json json;
  dark__json_start(&json, table, run);
  put_account(&json, table);
  dark__json_put(&json, json.root, "lists", dark__json_texts(descriptions->lists, descriptions->n_lists));
  dark__json_put(&json, json.root, "categories", dark__json_texts(descriptions->categories, descriptions->n_categories));
  json_t *array = dark__json_put_array(&json, json.root, "descriptions");
  for (size_t i = 0; i < descriptions->n_items; i++) append_description(&json, array, descriptions, &descriptions->items[i]);
  return dark__json_finish(&json, stream, run, err);
}
