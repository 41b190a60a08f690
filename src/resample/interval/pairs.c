/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/interval/pairs.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/strata.h"
#include "resample/interval/limits.h"
#include "resample/replicates/replicates.h"

static void add_pair(dark__pairs *out, double x, double y) {
  out->n_failed += isfinite(x) && isfinite(y) ? 0 : 1;
  if (!isfinite(x) && !isfinite(y)) return;
  out->differences[out->n] = !isfinite(x) ? -(double)INFINITY : !isfinite(y) ? (double)INFINITY : y - x;
  out->ratios[out->n++] = !isfinite(x) ? 0 : !isfinite(y) ? (double)INFINITY : y / x;
}

dark_status dark__pairs_make(dark__pairs *out, const dark__sum *a, const dark__sum *b, size_t shift, dark_error *err) {
  const size_t n_a = dark_replicates_n(a->replicates), n_b = dark_replicates_n(b->replicates), n = n_a < n_b ? n_a : n_b;
  *out = (dark__pairs){.differences = calloc(n + 1, sizeof(double)), .ratios = calloc(n + 1, sizeof(double))};
  if (out->differences == NULL || out->ratios == NULL) return dark__fail_memory(err);
  for (size_t r = 0; r < n; r++) add_pair(out, a->values[r], b->values[(r + shift) % n]);
  return DARK_OK;
}

void dark__pairs_clear(dark__pairs *of) {
  free(of->differences);
  free(of->ratios);
  *of = (dark__pairs){0};
}

/* ---- limits */

static dark_reasons read_limits(dark__change *out, double *values, size_t n, dark_interval_type type, double level) {
  const dark__limits limits = type == DARK_INTERVAL_BCA ? dark__bca_limits(values, n, out->estimate, out->acceleration, level)
                                                        : dark__percentile_limits(values, n, level);
  out->lower = limits.lower;
  out->upper = limits.upper;
  const bool is_in_tail = n > 0 && limits.reasons == 0 && limits.lower != limits.upper && dark__limits_in_tail(&limits);
  return limits.reasons | (is_in_tail ? DARK_REASON_BIT(DARK_REASON_LIMIT_IN_TAIL) : 0);
}

dark_reasons dark__pairs_limits(dark__change *difference, dark__change *ratio, dark__pairs *of, size_t n_replicates,
                                dark_interval_type type, double level) {
  dark_reasons unstable = read_limits(difference, of->differences, of->n, type, level);
  unstable |= read_limits(ratio, of->ratios, of->n, type, level);
  if (difference->estimate < difference->lower || difference->estimate > difference->upper)
    unstable |= DARK_REASON_BIT(DARK_REASON_OUTSIDE);
  if (dark__too_many_failed(of->n_failed, n_replicates)) unstable |= DARK_REASON_BIT(DARK_REASON_REPLICATES_FAILED);
  return unstable;
}

/* ---- acceleration */

typedef struct cubes {
  double cubes, squares;
  bool has_all;
} cubes;

static void add_cases(cubes *of, const dark_record *records, const double *estimates, size_t n) {
  of->has_all = of->has_all && dark__acceleration_add(&of->cubes, &of->squares, records, estimates, n);
}

/* All records of a group, and differences and ratios without one case of each. */
static void collect(dark_record *records, double *differences, double *ratios, const dark__sum *a, const dark__sum *b,
                    const dark__strata *strata) {
  for (size_t s = 0; s < strata->n; s++) {
    size_t n;
    const dark_record *own = dark_plan_records(a->replicates->plan, strata->parts[s], &n);
    for (size_t k = 0; k < n; k++) {
      const size_t at = strata->starts[s] + k;
      const double x = dark__sum_without(a, strata->parts[s], k), y = dark__sum_without(b, strata->parts[s], k);
      records[at] = own[k];
      differences[at] = y - x;
      ratios[at] = y / x;
    }
  }
}

static dark_status add_group(cubes *difference, cubes *ratio, const dark__sum *a, const dark__sum *b, size_t group,
                             dark_error *err) {
  const dark__strata strata = dark__plan_strata(a->replicates->plan, group);
  const size_t n = strata.starts[strata.n];
  dark_record *records = malloc((n + 1) * sizeof *records);
  double *differences = malloc((n + 1) * sizeof *differences), *ratios = malloc((n + 1) * sizeof *ratios);
  const bool is_complete = records != NULL && differences != NULL && ratios != NULL;
  if (is_complete) {
    collect(records, differences, ratios, a, b, &strata);
    add_cases(difference, records, differences, n);
    add_cases(ratio, records, ratios, n);
  }
  free(records);
  free(differences);
  free(ratios);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

static bool is_in(const dark__sum *sum, size_t group) {
  for (size_t i = 0; i < sum->n_parts; i++)
    if (dark__sum_has(sum, i) && dark__plan_group(sum->replicates->plan, sum->parts[i]) == group) return true;
  return false;
}

dark_status dark__pairs_accelerate(dark__change *difference, dark__change *ratio, const dark__sum *a, const dark__sum *b,
                                   dark_error *err) {
  const size_t n_groups = dark__plan_n_groups(a->replicates->plan);
  cubes of_difference = {.has_all = true}, of_ratio = {.has_all = true};
  dark_status status = DARK_OK;
  for (size_t g = 0; status == DARK_OK && g < n_groups; g++)
    if (is_in(a, g) || is_in(b, g)) status = add_group(&of_difference, &of_ratio, a, b, g, err);
  difference->acceleration = of_difference.has_all ? dark__acceleration(of_difference.cubes, of_difference.squares) : (double)NAN;
  ratio->acceleration = of_ratio.has_all ? dark__acceleration(of_ratio.cubes, of_ratio.squares) : (double)NAN;
  return status;
}
