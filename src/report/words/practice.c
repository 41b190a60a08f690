/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/practice.h"

#include <math.h>

#include "report/words/rows.h"

const dark_row *dark__practice_row(const dark_results *results, size_t r) {
  if (results->practice == NULL || r >= results->practice->n_rows) return NULL;
  const dark_row *row = &results->practice->rows[r];
  return dark__row_has_estimate(row) ? row : NULL;
}

/* A limit that the data do not set keeps nothing out. */
static bool is_outside(double total, const dark_interval *interval) { return total < interval->lower || total > interval->upper; }

bool dark__rows_disagree(const dark_row *a, const dark_row *b) {
  return is_outside(a->total, &b->interval) || is_outside(b->total, &a->interval);
}

unsigned dark__practice_order(const dark_results *practice) {
  unsigned order = 0;
  for (size_t d = 0; d < practice->n_details; d++)
    if (practice->details[d].max_order > order) order = practice->details[d].max_order;
  return order;
}

bool dark__practice_has_pairs_only(const dark_results *practice) {
  enum { PAIR = 2 };
  return dark__practice_order(practice) == PAIR && practice->n_lists > PAIR + 1;
}

dark__disagreement dark__practice_disagrees(const dark_results *results) {
  dark__disagreement result = {0};
  for (size_t r = 0; r < results->n_rows; r += results->n_levels) {
    const dark_row *own = &results->rows[r], *other = dark__practice_row(results, r);
    if (other == NULL || !dark__row_has_estimate(own)) continue;
    result.n_compared++;
    result.is_total = dark__rows_disagree(own, other);
    result.n_apart += result.is_total;
  }
  return result;
}
