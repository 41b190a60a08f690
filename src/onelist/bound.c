/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onelist/bound.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "lattice/chao_bound.h"

/* How much more, and less, people count: the error of the difference is of its square. */
static const double STEP = 1e-3;

static double people_captured(const dark__truncated *of, const double *weights, double times) {
  double people = 0;
  for (size_t i = 0; i < of->n_records; i++) people += of->captures[i] == times ? weights[i] : 0;
  return people;
}

/* Logarithm of the hidden number when those captured so often count `factor` times; NaN without an estimate. */
static double log_hidden_at(dark__maximum *scratch, double *scaled, const dark__truncated *of, const dark__maximum *observed,
                            const double *weights, double times, double factor) {
  for (size_t i = 0; i < of->n_records; i++) scaled[i] = weights[i] * (of->captures[i] == times ? factor : 1);
  const dark__truncated_end end = dark__maximum_find(scratch, of, scaled, observed);
  if (end != DARK__TRUNCATED_FOUND && end != DARK__TRUNCATED_REDUCED) return (double)NAN;
  const dark__population_sum all = dark__truncated_population(&scratch->fit, of, scaled, NULL, NULL, NULL);
  return log(all.total - all.observed);
}

static dark_status find_changes(double changes[2], const dark__truncated *of, const dark__maximum *observed,
                                const double *weights, dark_error *err) {
  dark__maximum scratch = {0};
  double *scaled = malloc((of->n_records + 1) * sizeof *scaled);
  const dark_status status = scaled == NULL ? dark__fail_memory(err) : dark__maximum_make(&scratch, of, err);
  for (int k = 0; status == DARK_OK && k < 2; k++)
    changes[k] = (log_hidden_at(&scratch, scaled, of, observed, weights, k + 1, 1 + STEP) -
                  log_hidden_at(&scratch, scaled, of, observed, weights, k + 1, 1 - STEP)) /
                 (2 * STEP);
  dark__maximum_clear(&scratch);
  free(scaled);
  return status;
}

dark_status dark__onelist_bound(dark_bound *out, const dark__truncated *of, const dark__maximum *observed, const double *weights,
                                double hidden, double variance, dark_error *err) {
  const double once = people_captured(of, weights, 1), twice = people_captured(of, weights, 2);
  double changes[2];
  *out = (dark_bound){0};
  if (!of->family->is_bounded) return DARK_OK;
  const dark_status status = find_changes(changes, of, observed, weights, err);
  if (status != DARK_OK) return status;
  *out = (dark_bound){.n_pairs = 1, .hidden = once * (once - 1) / (2 * (twice + 1))};
  const double alone = 4 / once + 1 / (twice + 1), shared = 2 * changes[0] / once - changes[1] / (twice + 1);
  const double of_ratio = alone - 2 * shared + variance;
  out->error = of_ratio > 0 ? sqrt(of_ratio) : 0; /* 0 also where it is no number */
  dark__bound_compare(out, hidden);
  return DARK_OK;
}
