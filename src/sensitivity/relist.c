/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sensitivity/relist.h"

#include <stdlib.h>

#include "base/error.h"
#include "table/occasions.h"

/* Lists of the new table in the input's order, and the cells in bits of that order. */
typedef struct work {
  const dark_table *table;
  const char *names[DARK_MAX_TABLE_LISTS]; /* [n_lists] */
  size_t n_lists;
  uint64_t bits[DARK_MAX_TABLE_LISTS]; /* [lists of the table] 0 where a list is left out */
  dark_cell *cells;                    /* [n_cells] */
  size_t n_cells;
} work;

dark__relist dark__relist_start(const dark_table *table) {
  dark__relist relist = {0};
  for (size_t l = 0; l < dark_table_n_lists(table); l++) {
    relist.becomes[l] = l;
    relist.names[l] = dark_table_list_name(table, l);
  }
  return relist;
}

static uint64_t relisted(uint64_t history, const dark__relist *relist) {
  uint64_t now = 0;
  if ((history & relist->required) != relist->required) return 0;
  for (; history != 0; history &= history - 1) {
    const size_t list = relist->becomes[__builtin_ctzll(history)];
    if (list != DARK__NO_LIST) now |= UINT64_C(1) << list;
  }
  return now;
}

static size_t count_records(const dark_table *table) {
  size_t n = 0;
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    size_t n_here;
    dark_table_records(table, s, &n_here);
    n += n_here;
  }
  return n;
}

/* Cells in bits of the old lists that stand for others; returns the lists that caught anybody. */
static uint64_t relist_cells(work *w, const dark__relist *relist) {
  uint64_t caught = 0;
  for (size_t s = 0; s < dark_table_n_strata(w->table); s++) {
    size_t n;
    const dark_record *records = dark_table_records(w->table, s, &n);
    for (size_t r = 0; r < n; r++) {
      const uint64_t history = relisted(records[r].history, relist);
      if (history == 0) continue;
      w->cells[w->n_cells++] = (dark_cell){s, history, records[r].count};
      caught |= history;
    }
  }
  return caught;
}

/* With nobody left, all lists stay. */
static void place_lists(work *w, const dark__relist *relist, uint64_t caught) {
  const size_t n = dark_table_n_lists(w->table);
  for (size_t position = 0; position < n; position++) {
    for (size_t l = 0; l < n; l++) {
      if (dark_table_list_position(w->table, l) != position || relist->becomes[l] != l) continue;
      if (caught != 0 && (caught >> l & 1u) == 0) continue;
      w->bits[l] = UINT64_C(1) << w->n_lists;
      w->names[w->n_lists++] = relist->names[l];
    }
  }
}

static dark_status copy_categories(dark_category **out, const char ***levels, const dark_table *table, dark_error *err) {
  const size_t n = dark_table_n_categories(table);
  size_t n_levels = 0, used = 0;
  for (size_t c = 0; c < n; c++) n_levels += dark_table_n_levels(table, c);
  *out = calloc(n + 1, sizeof **out);
  *levels = calloc(n_levels + 1, sizeof **levels);
  if (*out == NULL || *levels == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n; c++) {
    (*out)[c] = (dark_category){dark_table_category_name(table, c), *levels + used, dark_table_n_levels(table, c)};
    for (size_t i = 0; i < (*out)[c].n_levels; i++) (*levels)[used++] = dark_table_level_name(table, c, i);
  }
  return DARK_OK;
}

/* A table with these lists and the strata of the old one, without people. */
static dark_status make_shape(dark_table **out, const work *w, dark_error *err) {
  dark_category *categories = NULL;
  const char **levels = NULL;
  dark_status status = copy_categories(&categories, &levels, w->table, err);
  if (status == DARK_OK)
    status = dark_table_new_empty(out, w->names, w->n_lists, categories, dark_table_n_categories(w->table), err);
  if (status == DARK_OK) dark__table_keep_occasions(*out, w->names, w->n_lists, w->table);
  free(categories);
  free(levels);
  return status;
}

static uint64_t in_bits(uint64_t history, const uint64_t *bits) {
  uint64_t now = 0;
  for (; history != 0; history &= history - 1) now |= bits[__builtin_ctzll(history)];
  return now;
}

/* From the old lists to those of the new table, which are sorted by name. */
static void move_cells(work *w, const dark_table *shape) {
  uint64_t sorted[DARK_MAX_TABLE_LISTS] = {0};
  for (size_t l = 0; l < dark_table_n_lists(shape); l++) sorted[dark_table_list_position(shape, l)] = UINT64_C(1) << l;
  for (size_t i = 0; i < w->n_cells; i++) w->cells[i].history = in_bits(in_bits(w->cells[i].history, w->bits), sorted);
}

dark_status dark__relist_table(dark_table **out, const dark_table *table, const dark__relist *relist, dark_error *err) {
  work w = {.table = table, .cells = calloc(count_records(table) + 1, sizeof *w.cells)};
  dark_table *shape = NULL;
  *out = NULL;
  if (w.cells == NULL) return dark__fail_memory(err);
  place_lists(&w, relist, relist_cells(&w, relist));
  dark_status status = make_shape(&shape, &w, err);
  if (status == DARK_OK) {
    move_cells(&w, shape);
    status = dark_table_new_like(out, shape, w.cells, w.n_cells, err);
  }
  dark_table_free(shape);
  free(w.cells);
  return status;
}
