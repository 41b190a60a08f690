/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Names longer than this, or more lists than this, are replaced by their numbers above the columns of a matrix. */
enum { SHORT_NAME = 6, FEW_LISTS = 9 };

static bool has_short_names(const dark_descriptions *all) {
  for (size_t l = 0; l < all->n_lists; l++)
    if (dark__text_width(all->lists[l]) > SHORT_NAME) return false;
  return all->n_lists <= FEW_LISTS;
}

static void add_label(dark__paper *text, const dark_descriptions *all, const dark_description *item) {
  dark__add_label(text, all->categories, item->levels, all->n_categories,
                  all->n_categories == 0 ? "Everybody" : "All categories");
}

/* ---- overview: one line per category */

static void add_overview_row(dark__grid *grid, const dark_descriptions *all, const dark_description *item) {
  for (size_t c = 0; c < all->n_categories; c++) dark__grid_add_foreign(grid, item->levels[c]);
  dark__grid_add(grid, dark__count(item->observed).text);
  double n_several = 0;
  for (size_t k = 1; k < item->n_captures; k++) n_several += item->captures[k];
  dark__grid_add(grid, dark__count(n_several).text);
  dark__grid_add(grid, dark__coverage(item->sample_coverage).text);
  dark__grid_add(grid, dark__estimate(item->chao_lower_bound).text);
  dark__grid_add(grid, item->obstacle == DARK_N_REASONS ? "yes" : "no");
}

static void put_overview(dark__paper *page, const dark_descriptions *all, bool has_captures) {
  char *columns = malloc(all->n_categories + 8);
  if (columns == NULL) {
    page->failed = true;
    return;
  }
  memset(columns, 'l', all->n_categories);
  strcpy(columns + all->n_categories, "rrrrl");
  dark__grid grid = {.columns = columns};
  for (size_t c = 0; c < all->n_categories; c++) dark__grid_add_foreign(&grid, all->categories[c]);
  const char *const heads[] = {"observed", has_captures ? "captured again" : "on 2 or more", "sample coverage", "Chao's bound",
                               "estimate possible"};
  for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) dark__grid_add(&grid, heads[h]);
  for (size_t i = 0; i < all->n_items; i++) {
    if (i > 0 && i + 1 == all->n_items) dark__grid_gap(&grid);
    add_overview_row(&grid, all, &all->items[i]);
  }
  dark__paper_add(page, "\n");
  dark__grid_put(page, &grid, 2);
  free(columns);
}

/* ---- one category */

/* Below the diagonal only: each pair once. An empty overlap is marked. */
static void add_matrix_row(dark__grid *grid, const dark_descriptions *all, const dark_description *item, size_t a, bool by_name) {
  const size_t n = all->n_lists;
  dark__paper_add(dark__grid_cell(grid), "%zu", a + 1);
  if (by_name) dark__paper_add(dark__grid_cell(grid), " ");
  dark__grid_add_foreign(grid, by_name ? all->lists[a] : "");
  dark__grid_add(grid, dark__count(item->list_sizes[a]).text);
  for (size_t b = 0; b + 1 < n; b++) {
    const double both = item->overlaps[a * n + b];
    if (b >= a) dark__grid_add(grid, "");
    else if (both > 0) dark__grid_add(grid, dark__count(both).text);
    else dark__grid_add(grid, "NONE");
  }
}

static void put_matrix(dark__paper *page, const dark_descriptions *all, const dark_description *item) {
  const bool by_name = has_short_names(all);
  char columns[DARK_MAX_TABLE_LISTS + 8] = "lr";
  size_t n_columns = 2;
  for (size_t b = 0; b + 1 < all->n_lists && b < DARK_MAX_TABLE_LISTS; b++) columns[n_columns++] = 'r';
  columns[n_columns] = '\0';
  dark__grid grid = {.columns = columns};
  dark__grid_add(&grid, "list");
  dark__grid_add(&grid, "people");
  for (size_t b = 0; b + 1 < all->n_lists; b++) {
    if (by_name) dark__paper_add_foreign(dark__grid_cell(&grid), all->lists[b]);
    else dark__paper_add(dark__grid_cell(&grid), "%zu", b + 1);
    dark__grid_next(&grid);
  }
  for (size_t a = 0; a < all->n_lists; a++) add_matrix_row(&grid, all, item, a, by_name);
  dark__grid_put(page, &grid, 2);
}

static void put_empty_overlaps(dark__paper *page, const dark_descriptions *all, const dark_description *item) {
  const size_t n = all->n_lists;
  size_t n_empty = 0;
  for (size_t a = 0; a < n; a++)
    for (size_t b = 0; b < a; b++) n_empty += item->overlaps[a * n + b] > 0 ? 0 : 1;
  if (n_empty == 0) return;
  dark__paper text = {0};
  dark__paper_add(&text, "NONE: nobody is on both lists (%s of %s pairs)", dark__count_size(n_empty).text,
                  dark__count_size(n * (n - 1) / 2).text);
  dark__paper_put(page, NULL, 2, 4, &text);
}

static void put_captures(dark__paper *page, const dark_descriptions *all, const dark_description *item) {
  dark__paper text = {0};
  size_t last = all->n_lists;
  while (last > 1 && !(item->captures[last - 1] > 0)) last--;
  for (size_t k = 0; k < last; k++)
    dark__paper_add(&text, "%s%s %s %zu list%s", dark__comma(k), dark__count(item->captures[k]).text,
                    k == 0 ? "people on exactly" : "on", k + 1, k == 0 ? "" : "s");
  dark__put_entry(page, "Captures", &text);
}

static void put_bounds(dark__paper *page, const dark_description *item, bool has_captures) {
  dark__paper text = {0};
  dark__add_sample_coverage(&text, item->sample_coverage);
  if (has_captures) dark__paper_clear(&text);
  else dark__put_entry(page, "Sample coverage", &text);
  if (isfinite(item->chao_lower_bound))
    dark__paper_add(&text, "%s people in all, seen and unseen, a lower bound but for chance%s",
                    dark__estimate(item->chao_lower_bound).text,
                    has_captures ? "" : ", by all pairs of lists (unless lists keep off each other's people)");
  else dark__paper_add(&text, "not defined: nobody %s", has_captures ? "was captured again" : "is on two lists");
  dark__put_entry(page, "Chao's bound", &text);
}

static void put_item(dark__paper *page, const dark_descriptions *all, const dark_description *item, bool has_captures) {
  dark__paper text = {0};
  add_label(&text, all, item);
  dark__paper_add(&text, ": %s people observed", dark__count(item->observed).text);
  dark__paper_add(page, "\n");
  dark__paper_put(page, NULL, 0, 2, &text);
  dark__paper_add_foreign(&text, item->verdict);
  dark__paper_put(page, NULL, 2, 2, &text);
  if (!(item->observed > 0)) return;
  dark__paper_add(page, "\n");
  if (has_captures) {
    dark__add_capture_counts(&text, item->captures, item->n_captures, item->n_captures);
    dark__put_entry(page, "Captures", &text);
  } else {
    put_matrix(page, all, item);
    put_empty_overlaps(page, all, item);
    dark__paper_add(page, "\n");
    put_captures(page, all, item);
  }
  put_bounds(page, item, has_captures);
}

dark_status dark__text_descriptions(FILE *stream, const dark_descriptions *descriptions, const dark_table *table,
                                    const dark_run *run, dark_error *err) {
  dark__paper page = {0};
  dark__paper_add(&page, "What the lists say, before any model\n\n");
  dark__put_input(&page, table, run);
  const dark_captures *captures = dark_table_captures(table);
  if (captures != NULL) dark__put_captures(&page, captures);
  else dark__put_lists(&page, descriptions->lists, descriptions->n_lists);
  dark__put_account(&page, table);
  dark__put_link(&page, table);
  if (descriptions->n_items > 1) put_overview(&page, descriptions, captures != NULL);
  for (size_t i = 0; i < descriptions->n_items; i++) put_item(&page, descriptions, &descriptions->items[i], captures != NULL);
  return dark__paper_finish(&page, stream, err);
}
