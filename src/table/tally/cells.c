/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/tally/cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

void dark__cells_put_history(uint32_t key[DARK__CELL_WORDS], uint64_t history) {
  key[0] = (uint32_t)history;
  key[1] = (uint32_t)(history >> 32);
}

dark_status dark__cells_find(size_t *i, dark__cells *cells, const uint32_t *key, dark_error *err) {
  const size_t n_before = cells->keys.n;
  const dark_status status = dark__keys_add(i, &cells->keys, key, (DARK__CELL_WORDS + cells->n_levels) * sizeof *key, err);
  if (status != DARK_OK || *i < n_before) return status;
  uint64_t *counts = dark__array_grow(cells->counts, &cells->counts_capacity, n_before + 1, sizeof *counts);
  if (counts == NULL) return dark__fail_memory(err);
  cells->counts = counts;
  counts[*i] = 0;
  return DARK_OK;
}

dark_status dark__cells_add(bool *is_new, dark__cells *cells, const uint32_t *key, uint64_t count, dark_error *err) {
  const size_t n_before = cells->keys.n;
  size_t i;
  const dark_status status = dark__cells_find(&i, cells, key, err);
  if (status != DARK_OK) return status;
  *is_new = i == n_before;
  cells->counts[i] += count;
  return DARK_OK;
}

/* Keys are bytes without alignment. */
static uint32_t word_at(const dark__cells *cells, size_t i, size_t word) {
  uint32_t value;
  memcpy(&value, dark__keys_at(&cells->keys, i) + word * sizeof value, sizeof value);
  return value;
}

uint64_t dark__cells_history(const dark__cells *cells, size_t i) {
  return (uint64_t)word_at(cells, i, 1) << 32 | word_at(cells, i, 0);
}

uint32_t dark__cells_level(const dark__cells *cells, size_t i, size_t category) {
  return word_at(cells, i, DARK__CELL_WORDS + category);
}

uint64_t dark__cells_lists(const dark__cells *cells) {
  uint64_t lists = 0;
  for (size_t i = 0; i < cells->keys.n; i++) {
    if (cells->counts[i] > 0) lists |= dark__cells_history(cells, i);
  }
  return lists;
}

void dark__cells_free(dark__cells *cells) {
  dark__keys_free(&cells->keys);
  free(cells->counts);
  *cells = (dark__cells){0};
}
