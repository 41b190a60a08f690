/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/rates.h"

#include <math.h>

#include "writing/numbers.h"

dark_resident_rate dark__row_rate(const dark_results *results, const dark_row *row, const dark_run *run) {
  const dark_interval *interval = &row->interval;
  const double total = row->state == DARK_STATE_NO_ESTIMATE ? (double)NAN : row->total;
  return dark_residents_rate(run->residents, results->categories, row->levels, results->n_categories, total, interval->lower,
                             interval->upper);
}

void dark__add_rate(dark__paper *paper, const dark_resident_rate *rate) {
  const bool has_rate = isfinite(rate->rate), has_lower = isfinite(rate->lower), has_upper = isfinite(rate->upper);
  const dark__number lower = dark__statistic(rate->lower), upper = dark__statistic(rate->upper);
  if (!has_rate) {
    dark__paper_add(paper, has_lower ? "at least %s" : "–", lower.text);
    return;
  }
  dark__paper_add(paper, "%s", dark__statistic(rate->rate).text);
  if (has_lower && has_upper) dark__paper_add(paper, " (%s–%s)", lower.text, upper.text);
  else if (has_lower) dark__paper_add(paper, " (%s or more)", lower.text);
  else if (has_upper) dark__paper_add(paper, " (up to %s)", upper.text);
}
