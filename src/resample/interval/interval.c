/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "estimator/interval.h"
#include "resample/interval/limit_error.h"
#include "resample/interval/limits.h"
#include "resample/interval/sum.h"
#include "resample/replicates/replicates.h"

/* The guard, beside limits.h: limits that another seed would put elsewhere are not to be relied on either. */
static const double MOST_MONTE_CARLO = 0.1;

/* A sum, and what corrects its percentiles. */
typedef struct sum {
  dark__sum of;
  double acceleration; /* NaN where there is none */
} sum;

/* Limits from values [n], which are overwritten. */
static dark__limits find_limits(double *values, size_t n, const sum *the, dark_interval_type type, double level) {
  if (type == DARK_INTERVAL_BCA) return dark__bca_limits(values, n, the->of.estimate, the->acceleration, level);
  return dark__percentile_limits(values, n, level);
}

static void guard(dark_interval *out, const dark__sum *of, const dark__limits *limits) {
  dark_reasons reasons = limits->reasons;
  const bool constant = isnan(limits->probability_lower) && isfinite(limits->lower);
  if (!constant && dark__limits_in_tail(limits)) reasons |= DARK_REASON_BIT(DARK_REASON_LIMIT_IN_TAIL);
  if (out->monte_carlo_lower > MOST_MONTE_CARLO || out->monte_carlo_upper > MOST_MONTE_CARLO)
    reasons |= DARK_REASON_BIT(DARK_REASON_MONTE_CARLO);
  if (dark__too_many_failed(of->n_failed, of->replicates->n)) reasons |= DARK_REASON_BIT(DARK_REASON_REPLICATES_FAILED);
  out->unstable = reasons != 0;
  out->reasons = reasons;
  dark__interval_guard(out, of->estimate);
}

static dark_status compute(dark_interval *out, const sum *the, dark_error *err) {
  if (!the->of.is_drawn) {
    out->reasons = DARK_REASON_BIT(DARK_REASON_NO_REPLICATES);
    out->unstable = 1;
    return DARK_OK;
  }
  const size_t n = the->of.replicates->n;
  double *scratch = malloc((n + 1) * sizeof *scratch);
  if (scratch == NULL) return dark__fail_memory(err);
  memcpy(scratch, the->of.values, n * sizeof *scratch);
  const dark__limits limits = find_limits(scratch, n, the, out->type, out->level);
  out->lower = limits.lower;
  out->upper = limits.upper;
  out->probability_lower = limits.probability_lower;
  out->probability_upper = limits.probability_upper;
  out->z0 = limits.z0;
  out->acceleration = out->type == DARK_INTERVAL_BCA ? the->acceleration : NAN;
  const bool can_tell = n >= DARK__LEAST_TOLD;
  out->monte_carlo_lower = can_tell ? limits.error_lower : NAN;
  out->monte_carlo_upper = can_tell ? limits.error_upper : NAN;
  guard(out, &the->of, &limits);
  free(scratch);
  return DARK_OK;
}

static dark_status compute_sum(dark_interval *out, const dark_replicates *replicates, const size_t *parts, size_t n_parts,
                               dark_interval_type type, double level, dark_error *err) {
  *out = dark__interval_none(level);
  out->type = type;
  if (!(level > 0 && level < 1)) return dark__fail(err, DARK_EUSAGE, "level %g is not between 0 and 1", level);
  if (type != DARK_INTERVAL_PERCENTILE && type != DARK_INTERVAL_BCA)
    return dark__fail(err, DARK_EUSAGE, "replicates give percentile and bca intervals only");
  sum the = {.acceleration = (double)NAN};
  dark_status status = dark__sum_make(&the.of, replicates, parts, n_parts, err);
  if (status == DARK_OK) status = dark__sum_acceleration(&the.acceleration, &the.of, err);
  out->n_failed = the.of.n_failed;
  if (status == DARK_OK && !isnan(the.of.estimate) && replicates->n > 0) status = compute(out, &the, err);
  dark__sum_clear(&the.of);
  return status;
}

dark_status dark_interval_compute(dark_interval *out, const dark_replicates *replicates, size_t target, dark_interval_type type,
                                  double level, dark_error *err) {
  size_t n_parts;
  DARK__REQUIRE(out, err);
  *out = dark__interval_none(level);
  DARK__REQUIRE(replicates, err);
  if (target >= dark_plan_n_targets(replicates->plan)) return dark__fail(err, DARK_EUSAGE, "there is no target %zu", target);
  const size_t *parts = dark_plan_target_parts(replicates->plan, target, &n_parts);
  return compute_sum(out, replicates, parts, n_parts, type, level, err);
}

dark_status dark_interval_compute_part(dark_interval *out, const dark_replicates *replicates, size_t part,
                                       dark_interval_type type, double level, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = dark__interval_none(level);
  DARK__REQUIRE(replicates, err);
  if (part >= dark_plan_n_parts(replicates->plan)) return dark__fail(err, DARK_EUSAGE, "there is no part %zu", part);
  return compute_sum(out, replicates, &part, 1, type, level, err);
}
