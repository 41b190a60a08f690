/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/profile.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_roots.h>

#include "base/error.h"
#include "base/halt.h"
#include "numeric/stirling.h"

/* Everything is searched on the scale of log hidden, between a millionth of a person and more people than there can be. */
static const double LEAST_HIDDEN = 1e-6, MOST_HIDDEN = 1e15;
static const double FIRST_STEP = 0.05, MAXIMUM_WIDTH = 1e-7, ROOT_WIDTH = 1e-11;
/* Stands for minus infinity, which no root finder bears. */
static const double RULED_OUT = -1e100;
enum { MOST_ITERATIONS = 200 };

/* The profile as a function of log hidden. Once the log-likelihood has failed it is not asked again, and the value is 0: solvers end their
   work on something finite, and what they find is thrown away. */
typedef struct profile {
  double n_observed;
  dark__profile_log_lik *log_lik;
  void *context;
  double target; /* subtracted from the value */
  dark_status status;
  dark_error *err;
} profile;

static double value_at(double x, void *of) {
  profile *p = of;
  const double hidden = exp(x);
  double half_deviance = 0;
  if (p->status == DARK_OK) p->status = dark__halt_check(p->err);
  if (p->status == DARK_OK) p->status = p->log_lik(&half_deviance, p->context, hidden, p->err);
  if (p->status != DARK_OK) return 0;
  const double value = half_deviance + dark__stirling_rest(p->n_observed + hidden) - dark__stirling_rest(hidden);
  return fmax(value, RULED_OUT) - p->target;
}

static double negative_at(double x, void *of) { return -value_at(x, of); }

typedef struct point {
  double x, value;
} point;

static point point_at(profile *p, double x) {
  const double bounded = fmin(fmax(x, log(LEAST_HIDDEN)), log(MOST_HIDDEN));
  return (point){bounded, value_at(bounded, p)};
}

static bool is_at_end(point at, double direction) { return direction < 0 ? at.x <= log(LEAST_HIDDEN) : at.x >= log(MOST_HIDDEN); }

/* Walk uphill in growing steps until the middle of three points is the highest; *middle is the end of the range when there is none. */
static void climb(point *behind, point *middle, point *ahead, profile *p, double direction) {
  double step = direction * FIRST_STEP;
  while (p->status == DARK_OK && !(ahead->value < middle->value) && !is_at_end(*ahead, direction)) {
    *behind = *middle;
    *middle = *ahead;
    *ahead = point_at(p, middle->x + (step *= 2));
  }
  if (!(ahead->value < middle->value)) *middle = *ahead;
}

/* Brent's minimiser on three points of which the middle one is the highest. */
static dark_status refine_maximum(point *best, profile *p, point left, point right, dark_error *err) {
  gsl_function negative = {.function = negative_at, .params = p};
  gsl_min_fminimizer *minimizer = gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent);
  if (minimizer == NULL) return dark__fail_memory(err);
  int failed =
      gsl_min_fminimizer_set_with_values(minimizer, &negative, best->x, -best->value, left.x, -left.value, right.x, -right.value);
  for (int i = 0; failed == 0 && p->status == DARK_OK && i < MOST_ITERATIONS; i++) {
    failed = gsl_min_fminimizer_iterate(minimizer);
    const double low = gsl_min_fminimizer_x_lower(minimizer), high = gsl_min_fminimizer_x_upper(minimizer);
    if (gsl_min_test_interval(low, high, MAXIMUM_WIDTH, 0) == GSL_SUCCESS) break;
  }
  /* A failure means that no step lowers the value any more: the last point is as good as can be had. */
  const point found = {gsl_min_fminimizer_x_minimum(minimizer), -gsl_min_fminimizer_f_minimum(minimizer)};
  if (found.value > best->value) *best = found;
  gsl_min_fminimizer_free(minimizer);
  return p->status;
}

static dark_status find_maximum(point *best, profile *p, double hidden, dark_error *err) {
  point left, right;
  *best = point_at(p, hidden > 0 ? log(hidden) : log(LEAST_HIDDEN));
  left = point_at(p, best->x - FIRST_STEP);
  right = point_at(p, best->x + FIRST_STEP);
  if (p->status == DARK_OK && right.value >= best->value) climb(&left, best, &right, p, 1);
  else if (p->status == DARK_OK && left.value >= best->value) climb(&right, best, &left, p, -1);
  if (p->status != DARK_OK) return p->status;
  if (best->x <= log(LEAST_HIDDEN) || best->x >= log(MOST_HIDDEN)) return DARK_OK;
  return refine_maximum(best, p, left, right, err);
}

/* The root between two points whose values differ in sign. */
static dark_status find_root(double *x, profile *p, point a, point b, dark_error *err) {
  gsl_function function = {.function = value_at, .params = p};
  gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  if (solver == NULL) return dark__fail_memory(err);
  int failed = gsl_root_fsolver_set(solver, &function, fmin(a.x, b.x), fmax(a.x, b.x));
  int tested = GSL_CONTINUE;
  for (int i = 0; failed == 0 && p->status == DARK_OK && tested == GSL_CONTINUE && i < MOST_ITERATIONS; i++) {
    failed = gsl_root_fsolver_iterate(solver);
    tested = gsl_root_test_interval(gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver), ROOT_WIDTH, 0);
  }
  *x = gsl_root_fsolver_root(solver);
  gsl_root_fsolver_free(solver);
  if (p->status == DARK_OK && (failed != 0 || tested != GSL_SUCCESS))
    return dark__fail(err, DARK_ENUMERIC, "a limit of the profile likelihood was not found");
  return p->status;
}

/* Walk from the maximum to where the value falls below 0; *hidden is NaN when it does not. */
static dark_status find_limit(double *hidden, profile *p, point maximum, double direction, dark_error *err) {
  point inside = maximum, outside = maximum;
  for (double step = direction * FIRST_STEP; p->status == DARK_OK && outside.value >= 0; step *= 2) {
    inside = outside;
    *hidden = NAN;
    if (is_at_end(inside, direction)) return DARK_OK;
    outside = point_at(p, inside.x + step);
  }
  double x = NAN;
  const dark_status status = p->status != DARK_OK ? p->status : find_root(&x, p, inside, outside, err);
  *hidden = exp(x);
  return status;
}

static void report(dark_interval *out, double n_observed, point maximum, double lower, double upper) {
  const bool rises_for_ever = maximum.x >= log(MOST_HIDDEN);
  out->type = DARK_INTERVAL_PROFILE;
  out->likeliest = rises_for_ever ? NAN : n_observed + (maximum.x <= log(LEAST_HIDDEN) ? 0 : exp(maximum.x));
  out->lower = isnan(lower) ? n_observed : n_observed + lower;
  out->upper = n_observed + upper;
  if (isnan(lower)) out->reasons |= DARK_REASON_BIT(DARK_REASON_LOWER_AT_OBSERVED);
  if (!isnan(upper)) return;
  out->reasons |= DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED);
  out->unstable = 1;
}

dark_status dark__profile_interval(dark_interval *out, double n_observed, double hidden, double level,
                                   dark__profile_log_lik *log_lik, void *context, dark_error *err) {
  profile p = {.n_observed = n_observed, .log_lik = log_lik, .context = context, .err = err};
  point maximum;
  double lower = NAN, upper = NAN;
  dark_status status = find_maximum(&maximum, &p, hidden, err);
  p.target = maximum.value - gsl_cdf_chisq_Pinv(level, 1) / 2;
  maximum.value -= p.target;
  if (status == DARK_OK) status = find_limit(&lower, &p, maximum, -1, err);
  if (status == DARK_OK) status = find_limit(&upper, &p, maximum, 1, err);
  if (status == DARK_OK) report(out, n_observed, maximum, lower, upper);
  return status;
}
