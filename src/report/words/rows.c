/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/rows.h"

#include <math.h>

#include "report/words/names.h"
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

bool dark__row_has_point(const dark_row *row) { return dark__row_has_estimate(row) && !dark__row_is_unstable(row); }

bool dark__row_is_lower_limit(const dark_row *row) { return !dark__row_has_estimate(row) && isfinite(row->interval.lower); }

bool dark__any_estimate(const dark_results *results) {
  for (size_t r = 0; r < results->n_rows; r++)
    if (dark__row_has_estimate(&results->rows[r])) return true;
  return false;
}

static size_t is_estimated(const dark_detail *detail) { return detail->estimate.reason == DARK_N_REASONS ? 1 : 0; }

dark__parts dark__row_parts(const dark_results *results, const dark_row *row) {
  const dark_detail *own = dark__detail_of(results, row);
  if (own != NULL) return (dark__parts){1, is_estimated(own)};
  dark__parts parts = {0, 0};
  for (size_t d = 0; d < results->n_details; d++) {
    const dark_detail *detail = &results->details[d];
    if (!dark__row_covers(results, row, detail->levels)) continue;
    parts.n++;
    parts.n_estimated += is_estimated(detail);
  }
  return parts;
}

void dark__add_partial(dark__paper *paper, const dark_results *results, const dark_row *row) {
  const dark__parts parts = dark__row_parts(results, row);
  dark__paper_add(paper, "the %s of %s that can be estimated", dark__count_size(parts.n_estimated).text,
                  dark__count_size(parts.n).text);
}
