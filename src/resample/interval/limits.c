/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/interval/limits.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "numeric/quantile.h"
#include "resample/interval/limit_error.h"

/* Replicates this near the estimate, or each other, are the same number up to rounding. */
static const double TIE = 1e-9;

static int compare_values(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void read_lower(dark__limits *limits, const double *sorted, double p, double noise) {
  const dark__quantile quantile = dark__quantile_at(sorted, limits->n_used, p);
  limits->probability_lower = p;
  limits->lower = quantile.value;
  limits->ranks_lower[0] = quantile.below;
  limits->ranks_lower[1] = quantile.above;
  limits->error_lower = dark__limit_error(sorted, limits->n_used, p, noise);
}

static void read_upper(dark__limits *limits, const double *sorted, double p, double noise) {
  const dark__quantile quantile = dark__quantile_at(sorted, limits->n_used, p);
  limits->probability_upper = p;
  limits->upper = quantile.value;
  limits->ranks_upper[0] = quantile.below;
  limits->ranks_upper[1] = quantile.above;
  limits->error_upper = dark__limit_error(sorted, limits->n_used, p, noise);
}

static dark__limits no_limits(size_t n) {
  return (dark__limits){.lower = NAN,
                        .upper = NAN,
                        .probability_lower = NAN,
                        .probability_upper = NAN,
                        .error_lower = INFINITY,
                        .error_upper = INFINITY,
                        .z0 = NAN,
                        .n_used = n};
}

dark__limits dark__percentile_limits(double *values, size_t n, double level) {
  dark__limits limits = no_limits(n);
  if (n == 0) return limits;
  for (size_t i = 0; i < n; i++)
    if (isnan(values[i])) values[i] = INFINITY;
  qsort(values, n, sizeof *values, compare_values);
  read_lower(&limits, values, (1 - level) / 2, DARK__NOISE_PERCENTILE);
  read_upper(&limits, values, (1 + level) / 2, DARK__NOISE_PERCENTILE);
  if (isinf(limits.lower)) {
    limits.lower = NAN;
    limits.reasons |= DARK_REASON_BIT(DARK_REASON_LOWER_UNBOUNDED);
  }
  if (isinf(limits.upper)) {
    limits.upper = NAN;
    limits.reasons |= DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED);
  }
  return limits;
}

/* Move the finite values to the front; returns their number. */
static size_t drop_failed(double *values, size_t n) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++)
    if (isfinite(values[i])) values[kept++] = values[i];
  return kept;
}

/* The share of replicates below the estimate, those that tie with it counting half, and the variance of one replicate's part in it. */
typedef struct share {
  double value, variance;
} share;

static share share_below(const double *values, size_t n, double estimate) {
  double below = 0, tied = 0;
  for (size_t i = 0; i < n; i++) {
    if (fabs(values[i] - estimate) <= TIE * fabs(estimate)) tied += 1;
    else if (values[i] < estimate) below += 1;
  }
  const double value = (below + 0.5 * tied) / (double)n;
  return (share){value, (below + 0.25 * tied) / (double)n - value * value};
}

/* Where BCa reads, for a normal quantile z; NaN where the correction has no meaning. */
typedef struct corrected {
  double probability, noise;
} corrected;

static corrected correct(const share *below, double z0, double a, double z) {
  const double room = 1 - a * (z0 + z), w = z0 + (z0 + z) / room;
  if (!(room > 0)) return (corrected){NAN, NAN};
  const double probability = gsl_cdf_ugaussian_P(w);
  const double slope = gsl_ran_ugaussian_pdf(w) * (1 + 1 / (room * room)) / gsl_ran_ugaussian_pdf(z0);
  return (corrected){probability, dark__noise_of_bca(probability, slope, below->value, below->variance)};
}

dark__limits dark__bca_limits(double *values, size_t n, double estimate, double acceleration, double level) {
  n = drop_failed(values, n);
  dark__limits limits = no_limits(n);
  if (n == 0) {
    limits.reasons = DARK_REASON_BIT(DARK_REASON_BCA_BIAS);
    return limits;
  }
  qsort(values, n, sizeof *values, compare_values);
  if (values[n - 1] - values[0] <= TIE * fabs(values[0])) {
    limits.lower = limits.upper = values[0];
    limits.error_lower = limits.error_upper = 0;
    return limits;
  }
  const share below = share_below(values, n, estimate);
  if (below.value <= 0 || below.value >= 1) limits.reasons |= DARK_REASON_BIT(DARK_REASON_BCA_BIAS);
  if (!isfinite(acceleration)) limits.reasons |= DARK_REASON_BIT(DARK_REASON_BCA_ACCELERATION);
  if (limits.reasons != 0) return limits;
  limits.z0 = gsl_cdf_ugaussian_Pinv(below.value);
  const double z = gsl_cdf_ugaussian_Pinv((1 + level) / 2);
  const corrected lower = correct(&below, limits.z0, acceleration, -z), upper = correct(&below, limits.z0, acceleration, z);
  if (isnan(lower.probability) || isnan(upper.probability)) {
    limits.reasons |= DARK_REASON_BIT(DARK_REASON_BCA_ACCELERATION);
    return limits;
  }
  read_lower(&limits, values, lower.probability, lower.noise);
  read_upper(&limits, values, upper.probability, upper.noise);
  return limits;
}

enum { EXTREME = 10 };
static const double MOST_FAILED = 0.05;

static bool is_extreme(double limit, const size_t ranks[2], size_t n) {
  return isfinite(limit) && (ranks[0] <= EXTREME || ranks[1] + EXTREME > n);
}

bool dark__limits_in_tail(const dark__limits *limits) {
  return is_extreme(limits->lower, limits->ranks_lower, limits->n_used) ||
         is_extreme(limits->upper, limits->ranks_upper, limits->n_used);
}

bool dark__too_many_failed(size_t n_failed, size_t n) { return (double)n_failed > MOST_FAILED * (double)n; }

int dark__acceleration_add(double *cubes, double *squares, const dark_record *records, const double *estimates, size_t n) {
  double people = 0, mean = 0;
  for (size_t i = 0; i < n; i++) {
    if (!(records[i].count > 0)) continue;
    if (!isfinite(estimates[i])) return 0;
    people += records[i].count;
    mean += records[i].count * estimates[i];
  }
  mean /= people;
  for (size_t i = 0; i < n; i++) {
    if (!(records[i].count > 0)) continue;
    const double d = mean - estimates[i];
    *cubes += records[i].count * d * d * d;
    *squares += records[i].count * d * d;
  }
  return 1;
}

double dark__acceleration(double cubes, double squares) { return squares > 0 ? cubes / (6 * pow(squares, 1.5)) : NAN; }
