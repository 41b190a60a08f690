/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/tally/patterns.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

dark_status dark__patterns_find(size_t *i, dark__patterns *patterns, const uint32_t *key, const char *place, dark_error *err) {
  const size_t n_before = patterns->keys.n;
  const dark_status status = dark__keys_add(i, &patterns->keys, key, patterns->n_words * sizeof *key, err);
  if (status != DARK_OK || *i < n_before) return status;
  if (n_before == DARK__MOST_PATTERNS) {
    return dark__fail(err, DARK_EDATA,
                      "%s: more than %d different combinations of columns that may be lists; --lists names the lists", place,
                      (int)DARK__MOST_PATTERNS);
  }
  dark__pattern *all = dark__array_grow(patterns->all, &patterns->all_capacity, n_before + 1, sizeof *all);
  if (all == NULL) return dark__fail_memory(err);
  patterns->all = all;
  dark__head_count *counts = dark__array_grow(patterns->counts, &patterns->counts_capacity, n_before + 1, sizeof *counts);
  if (counts == NULL) return dark__fail_memory(err);
  patterns->counts = counts;
  counts[*i] = (dark__head_count){0, 0};
  all[*i] = (dark__pattern){.least = UINT32_MAX};
  return DARK_OK;
}

/* Keys are bytes without alignment. */
void dark__patterns_key(uint32_t *key, const dark__patterns *patterns, size_t i) {
  memcpy(key, dark__keys_at(&patterns->keys, i), patterns->n_words * sizeof *key);
}

void dark__patterns_free(dark__patterns *patterns) {
  dark__keys_free(&patterns->keys);
  free(patterns->all);
  free(patterns->counts);
  *patterns = (dark__patterns){0};
}
