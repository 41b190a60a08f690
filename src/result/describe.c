/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/arguments.h"
#include "result/arena.h"
#include "result/margins.h"
#include "result/verdict.h"

#include <darkfigure/result.h>

/* What is at hand while a table is described. */
typedef struct scene {
  const dark_table *table;
  dark__arena *arena;
  size_t order[DARK_MAX_TABLE_LISTS]; /* the table's lists in the input's order */
} scene;

static dark_status take_numbers(dark_description *item, dark__arena *arena, size_t n_lists, dark_error *err) {
  item->list_sizes = dark__arena_take(arena, n_lists, sizeof *item->list_sizes);
  item->overlaps = dark__arena_take(arena, n_lists * n_lists, sizeof *item->overlaps);
  item->captures = dark__arena_take(arena, item->n_captures, sizeof *item->captures);
  const int has_all = item->list_sizes != NULL && item->overlaps != NULL && item->captures != NULL;
  return has_all ? DARK_OK : dark__fail_memory(err);
}

static void copy_numbers(dark_description *item, const dark__margins *margins, const size_t *order) {
  const size_t n = margins->n_lists;
  for (size_t p = 0; p < n; p++) {
    item->list_sizes[p] = margins->sizes[order[p]];
    for (size_t q = 0; q < n; q++) item->overlaps[p * n + q] = margins->overlaps[order[p]][order[q]];
  }
  for (size_t k = 0; k < item->n_captures; k++) item->captures[k] = margins->captures[k + 1];
  item->observed = margins->n_observed;
  item->sample_coverage = dark__margins_coverage(margins);
  item->chao_lower_bound = dark__margins_chao_bound(margins);
  item->obstacle = dark__margins_obstacle(margins);
}

static dark_status write_words(dark_description *item, const scene *s, const dark__margins *margins, dark_error *err) {
  dark__absorbing absorbing;
  const dark_status status = dark__absorbing_find(&absorbing, margins, err);
  if (status != DARK_OK) return status;
  item->absorbing = absorbing.is_found ? dark_table_list_name(s->table, absorbing.list) : NULL;
  dark__verdict_write(item->verdict, sizeof item->verdict, margins, &absorbing, s->table, s->order);
  return DARK_OK;
}

static dark_status describe_margins(dark_description *item, const scene *s, const dark__margins *margins, dark_error *err) {
  item->n_captures = margins->has_captures ? DARK__MARGINS_CAPTURES : margins->n_lists;
  const dark_status status = take_numbers(item, s->arena, margins->n_lists, err);
  if (status != DARK_OK) return status;
  copy_numbers(item, margins, s->order);
  return write_words(item, s, margins, err);
}

static dark_status describe_stratum(dark_description *item, const scene *s, size_t stratum, dark_error *err) {
  const size_t n_categories = dark_table_n_categories(s->table);
  item->levels = dark__arena_take(s->arena, n_categories, sizeof *item->levels);
  if (item->levels == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n_categories; c++)
    item->levels[c] = dark_table_level_name(s->table, c, dark_table_stratum_level(s->table, stratum, c));
  dark__margins margins = dark__margins_start(s->table);
  dark__margins_add(&margins, s->table, stratum);
  return describe_margins(item, s, &margins, err);
}

static dark_status describe_whole(dark_description *item, const scene *s, dark_error *err) {
  const size_t n_categories = dark_table_n_categories(s->table);
  item->levels = dark__arena_take(s->arena, n_categories, sizeof *item->levels);
  if (item->levels == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n_categories; c++) item->levels[c] = "(all)";
  dark__margins margins = dark__margins_start(s->table);
  dark__margins_add_all(&margins, s->table);
  return describe_margins(item, s, &margins, err);
}

static dark_status fill_items(dark_descriptions *descriptions, const scene *s, dark_error *err) {
  const size_t n_strata = dark_table_n_categories(s->table) > 0 ? dark_table_n_strata(s->table) : 0;
  descriptions->items = dark__arena_take(s->arena, n_strata + 1, sizeof *descriptions->items);
  if (descriptions->items == NULL) return dark__fail_memory(err);
  descriptions->n_items = n_strata + 1;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n_strata; i++) status = describe_stratum(&descriptions->items[i], s, i, err);
  return status == DARK_OK ? describe_whole(&descriptions->items[n_strata], s, err) : status;
}

static dark_status fill_names(dark_descriptions *descriptions, const scene *s, dark_error *err) {
  const size_t n_lists = dark_table_n_lists(s->table), n_categories = dark_table_n_categories(s->table);
  descriptions->lists = dark__arena_take(s->arena, n_lists, sizeof *descriptions->lists);
  descriptions->categories = dark__arena_take(s->arena, n_categories, sizeof *descriptions->categories);
  if (descriptions->lists == NULL || descriptions->categories == NULL) return dark__fail_memory(err);
  for (size_t p = 0; p < n_lists; p++) descriptions->lists[p] = dark_table_list_name(s->table, s->order[p]);
  for (size_t c = 0; c < n_categories; c++) descriptions->categories[c] = dark_table_category_name(s->table, c);
  descriptions->n_lists = n_lists;
  descriptions->n_categories = n_categories;
  return DARK_OK;
}

static dark_status fill_descriptions(dark_descriptions *descriptions, const dark_table *table, dark_error *err) {
  scene s = {.table = table, .arena = dark__arena_new()};
  if (s.arena == NULL) return dark__fail_memory(err);
  descriptions->memory = s.arena;
  const size_t n_lists = dark_table_n_lists(table);
  for (size_t l = 0; l < n_lists; l++) s.order[dark_table_list_position(table, l)] = l;
  const dark_status status = fill_names(descriptions, &s, err);
  return status == DARK_OK ? fill_items(descriptions, &s, err) : status;
}

dark_status dark_describe(dark_descriptions **out, const dark_table *table, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(table, err);
  dark_descriptions *descriptions = calloc(1, sizeof *descriptions);
  if (descriptions == NULL) return dark__fail_memory(err);
  const dark_status status = fill_descriptions(descriptions, table, err);
  if (status == DARK_OK) *out = descriptions;
  else dark_descriptions_free(descriptions);
  return status;
}

void dark_descriptions_free(dark_descriptions *descriptions) {
  if (descriptions == NULL) return;
  dark__arena_free(descriptions->memory);
  free(descriptions);
}
