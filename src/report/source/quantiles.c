/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/quantiles.h"

#include <math.h>

#include "base/error.h"
#include "base/show.h"
#include "report/words/rows.h"

static const double rounding = 1e-9;

/* The interval from quantile i to the one as far from the other end. */
static double level_of(size_t i) { return 1 - (2 * (double)i + 1) / DARK__N_QUANTILES; }

static const dark_row *row_at(const dark_results *results, size_t r, double level) {
  const size_t target = results->rows[r].target;
  for (; r < results->n_rows && results->rows[r].target == target; r++)
    if (fabs(results->rows[r].interval.level - level) < rounding) return &results->rows[r];
  return NULL;
}

bool dark__row_quantiles(double quantiles[DARK__N_QUANTILES], const dark_results *results, size_t r) {
  const bool has_estimate = dark__row_has_estimate(&results->rows[r]);
  for (size_t i = 0; i < DARK__N_QUANTILES / 2; i++) {
    const dark_row *row = row_at(results, r, level_of(i));
    if (row == NULL) return false;
    quantiles[i] = has_estimate ? row->interval.lower : NAN;
    quantiles[DARK__N_QUANTILES - 1 - i] = has_estimate ? row->interval.upper : NAN;
  }
  return true;
}

dark_status dark__source_check_quantiles(const dark__source *source, dark_error *err) {
  double quantiles[DARK__N_QUANTILES];
  for (size_t r = 0; r < source->results.n_rows; r++) {
    if (!dark__row_is_first(&source->results, r) || dark__row_quantiles(quantiles, &source->results, r)) continue;
    return dark__fail(err, DARK_EDATA,
                      "%s: it has no intervals at the levels that a distribution is drawn from; write it with 'fit --level "
                      "0.95,quantiles --format json' and the same other options",
                      dark__show_path(source->path).text);
  }
  return DARK_OK;
}
