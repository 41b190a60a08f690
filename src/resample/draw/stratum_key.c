/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/draw/stratum_key.h"

#include <string.h>

#include "numeric/stream.h"

/* The category that comes next in name order behind `last` (NULL: the first), or n_categories. */
static size_t next_category(const dark_table *table, const char *last) {
  const size_t n = dark_table_n_categories(table);
  size_t next = n;
  for (size_t k = 0; k < n; k++) {
    const char *name = dark_table_category_name(table, k);
    if (last != NULL && strcmp(name, last) <= 0) continue;
    if (next == n || strcmp(name, dark_table_category_name(table, next)) < 0) next = k;
  }
  return next;
}

uint64_t dark__stratum_key(const dark_table *table, size_t stratum, const char *purpose, uint64_t seed) {
  uint64_t key = dark__stream_key(seed, purpose, strlen(purpose));
  if (stratum == DARK__WHOLE_TABLE) return key;
  const char *last = NULL;
  for (size_t k = next_category(table, last); k < dark_table_n_categories(table); k = next_category(table, last)) {
    last = dark_table_category_name(table, k);
    const char *level = dark_table_level_name(table, k, dark_table_stratum_level(table, stratum, k));
    key = dark__stream_key(key, last, strlen(last));
    key = dark__stream_key(key, level, strlen(level));
  }
  return key;
}
