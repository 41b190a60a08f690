/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/tally/variety.h"

#include <string.h>

/* What is few, and the part of many that may repeat. */
enum { FEW = 10, PART = 10 };

/* A permutation of 64 bits (splitmix64). */
static uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
  return x ^ (x >> 31);
}

/* Where the hash is or belongs. */
static size_t find(const dark__variety *variety, uint64_t hash) {
  size_t low = 0, high = variety->n_kept;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (variety->least[middle] < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}

static void insert(dark__variety *variety, size_t at, uint64_t hash) {
  const size_t n = variety->n_kept < DARK__VARIETY_KEPT ? variety->n_kept : DARK__VARIETY_KEPT - 1;
  memmove(variety->least + at + 1, variety->least + at, (n - at) * sizeof *variety->least);
  memmove(variety->rows + at + 1, variety->rows + at, (n - at) * sizeof *variety->rows);
  variety->least[at] = hash;
  variety->rows[at] = 1;
  variety->n_kept = n + 1;
}

static void add_large(dark__variety *variety, uint64_t number) {
  const uint64_t hash = mix(number);
  if (variety->n_kept == DARK__VARIETY_KEPT && hash > variety->least[DARK__VARIETY_KEPT - 1]) return;
  const size_t at = find(variety, hash);
  if (at < variety->n_kept && variety->least[at] == hash) variety->rows[at]++;
  else insert(variety, at, hash);
}

void dark__variety_add(dark__variety *variety, uint64_t number) {
  if (number >= DARK__VARIETY_SMALL) {
    add_large(variety, number);
    return;
  }
  uint64_t *word = &variety->seen[number / 64];
  const uint64_t bit = UINT64_C(1) << (number % 64);
  variety->n_small++;
  variety->n_small_repeats += (*word & bit) != 0;
  *word |= bit;
}

bool dark__variety_is_great(const dark__variety *variety) {
  uint64_t n = variety->n_small, n_repeats = variety->n_small_repeats;
  for (size_t i = 0; i < variety->n_kept; i++) {
    n += variety->rows[i];
    n_repeats += variety->rows[i] - 1;
  }
  return n > 0 && (n < FEW ? n_repeats == 0 : n_repeats * PART <= n);
}
