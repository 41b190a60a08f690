/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/rows.h"

#include <math.h>

#include "writing/numbers.h"

void dark__add_limits(dark__paper *paper, const dark_interval *interval, double unit) {
  const bool has_lower = isfinite(interval->lower), has_upper = isfinite(interval->upper);
  const dark__number lower = dark__people(interval->lower, unit), upper = dark__people(interval->upper, unit);
  if (has_lower && has_upper) dark__paper_add(paper, "%s–%s", lower.text, upper.text);
  else if (has_lower) dark__paper_add(paper, "%s or more, no upper limit", lower.text);
  else if (has_upper) dark__paper_add(paper, "no lower limit, up to %s", upper.text);
  else dark__paper_add(paper, "no interval");
}

bool dark__row_is_first(const dark_results *results, size_t r) {
  return r == 0 || results->rows[r].target != results->rows[r - 1].target;
}

bool dark__row_has_estimate(const dark_row *row) { return row->state != DARK_STATE_NO_ESTIMATE && isfinite(row->total); }

bool dark__row_is_partial(const dark_row *row) {
  return dark__row_has_estimate(row) &&
         (row->state == DARK_STATE_PARTIAL || (row->reasons & DARK_REASON_BIT(DARK_REASON_PART_FAILED)) != 0);
}

bool dark__row_is_unstable(const dark_row *row) {
  return dark__row_has_estimate(row) && (row->state == DARK_STATE_UNSTABLE || row->interval.unstable);
}

bool dark__row_is_lower_limit(const dark_row *row) { return !dark__row_has_estimate(row) && isfinite(row->interval.lower); }

bool dark__any_estimate(const dark_results *results) {
  for (size_t r = 0; r < results->n_rows; r++)
    if (dark__row_has_estimate(&results->rows[r])) return true;
  return false;
}
