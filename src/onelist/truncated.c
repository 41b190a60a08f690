/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onelist/truncated.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_linalg.h>

#include "base/error.h"
#include "numeric/cholesky.h"

/* A pivot below ALIASED of its diagonal marks a column that others make up. Steps below SETTLED of a parameter end the iteration; it takes
   about ten. Tables hold 4e9 people with up to 1e6 captures each, so that at a maximum no predictor is below -23 or above 14: coefficients
   that bring one beyond FAR grow without bound. */
static const double ALIASED = 1e-10, FAR = 24, SETTLED = 1e-12;
enum { MOST_STEPS = 100, MOST_HALVINGS = 40 };

static size_t n_all(const dark__truncated *of) { return of->n_columns + (of->family->extra_name != NULL ? 1 : 0); }

dark_status dark__truncated_fit_make(dark__truncated_fit *fit, const dark__truncated *of, dark_error *err) {
  const size_t n = of->n_columns + 1;
  *fit = (dark__truncated_fit){.parameters = calloc(n, sizeof(double)),
                               .best = calloc(n, sizeof(double)),
                               .trial = calloc(n, sizeof(double)),
                               .gradient = calloc(n, sizeof(double)),
                               .information = calloc(n * n, sizeof(double)),
                               .factor = calloc(n * n, sizeof(double)),
                               .order = calloc(n, sizeof(size_t)),
                               .is_aliased = calloc(n, 1),
                               .step = calloc(n, sizeof(double)),
                               .reduced = calloc(n, sizeof(double))};
  const bool has_all = fit->parameters != NULL && fit->best != NULL && fit->trial != NULL && fit->gradient != NULL &&
                       fit->information != NULL && fit->factor != NULL && fit->order != NULL && fit->is_aliased != NULL &&
                       fit->step != NULL && fit->reduced != NULL;
  if (has_all) return DARK_OK;
  dark__truncated_fit_clear(fit);
  return dark__fail_memory(err);
}

void dark__truncated_fit_clear(dark__truncated_fit *fit) {
  free(fit->parameters);
  free(fit->best);
  free(fit->trial);
  free(fit->gradient);
  free(fit->information);
  free(fit->factor);
  free(fit->order);
  free(fit->is_aliased);
  free(fit->step);
  free(fit->reduced);
  *fit = (dark__truncated_fit){0};
}

static double predictor(const dark__truncated *of, size_t record, const double *parameters) {
  const double *x = of->design + record * of->n_columns;
  double eta = 0;
  for (size_t j = 0; j < of->n_columns; j++) eta += x[j] * parameters[j];
  return eta;
}

/* Whether a record says something about the parameters. */
static bool counts(const dark__truncated *of, const double *weights, size_t record) {
  return weights[record] > 0 && of->captures[record] <= of->family->most_captures;
}

/* Add one record's negative second derivatives to the lower triangle of `information` [n x n]. */
static void add_information(double *information, const dark__truncated *of, size_t record, double weight,
                            const dark__likelihood *at) {
  const size_t n = n_all(of), p = of->n_columns;
  const double *x = of->design + record * p;
  for (size_t j = 0; j < p; j++)
    for (size_t k = 0; k <= j; k++) information[j * n + k] -= weight * at->eta_eta * x[j] * x[k];
  if (n == p) return;
  for (size_t k = 0; k < p; k++) information[p * n + k] -= weight * at->eta_extra * x[k];
  information[p * n + p] -= weight * at->extra_extra;
}

/* Mark the columns that those before them make up among the records that count. */
static void mark_aliased(dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  const size_t p = of->n_columns;
  memset(fit->information, 0, p * p * sizeof *fit->information);
  for (size_t i = 0; i < of->n_records; i++) {
    if (!counts(of, weights, i)) continue;
    const double *x = of->design + i * p;
    for (size_t j = 0; j < p; j++)
      for (size_t k = 0; k <= j; k++) fit->information[j * p + k] += weights[i] * x[j] * x[k];
  }
  dark__cholesky_factor(fit->information, p, ALIASED);
  for (size_t j = 0; j < p; j++) fit->is_aliased[j] = !(fit->information[j * p + j] > 0);
}

/* Take the aliased columns out of gradient and information [n x n]: their coefficients stay 0. */
static void leave_out_aliased(dark__truncated_fit *fit, size_t n, size_t p) {
  for (size_t j = 0; j < p; j++) {
    if (!fit->is_aliased[j]) continue;
    fit->gradient[j] = 0;
    for (size_t k = 0; k < n; k++) fit->information[j * n + k] = fit->information[k * n + j] = 0;
    fit->information[j * n + j] = 1;
  }
}

/* Log likelihood at `parameters`, with its gradient and the observed information in `fit`; -infinity, and neither, where a predictor or the
   extra parameter is beyond FAR. */
static double evaluate(dark__truncated_fit *fit, const dark__truncated *of, const double *weights, const double *parameters) {
  const size_t n = n_all(of), p = of->n_columns;
  double sum = 0;
  if (n > p && !(fabs(parameters[p]) < FAR)) return -INFINITY;
  memset(fit->gradient, 0, n * sizeof *fit->gradient);
  memset(fit->information, 0, n * n * sizeof *fit->information);
  for (size_t i = 0; i < of->n_records; i++) {
    if (!counts(of, weights, i)) continue;
    const double eta = predictor(of, i, parameters), *x = of->design + i * p;
    if (!(fabs(eta) < FAR)) return -INFINITY;
    dark__likelihood at;
    of->family->likelihood(&at, of->captures[i], eta, parameters[p]);
    sum += weights[i] * at.value;
    for (size_t j = 0; j < p; j++) fit->gradient[j] += weights[i] * at.eta * x[j];
    if (n > p) fit->gradient[p] += weights[i] * at.extra;
    add_information(fit->information, of, i, weights[i], &at);
  }
  leave_out_aliased(fit, n, p);
  return sum;
}

/* Solve information * step = gradient. With an extra parameter the likelihood is not concave everywhere: the modified factor (Gill, Murray
   & Wright 1981) adds to the diagonal what makes it so; *is_bent tells that it did. */
static void solve(dark__truncated_fit *fit, const dark__truncated *of, bool *is_bent) {
  const size_t n = n_all(of);
  memcpy(fit->step, fit->gradient, n * sizeof *fit->step);
  memcpy(fit->factor, fit->information, n * n * sizeof *fit->factor);
  *is_bent = dark__cholesky_factor(fit->factor, n, 0) <= 0;
  if (!*is_bent) {
    dark__cholesky_solve(fit->factor, n, fit->step);
    return;
  }
  for (size_t j = 0; j < n; j++)
    for (size_t k = 0; k <= j; k++) fit->factor[j * n + k] = fit->factor[k * n + j] = fit->information[j * n + k];
  gsl_matrix_view matrix = gsl_matrix_view_array(fit->factor, n, n);
  gsl_vector_view step = gsl_vector_view_array(fit->step, n), added = gsl_vector_view_array(fit->trial, n);
  gsl_permutation order = {n, fit->order};
  gsl_linalg_mcholesky_decomp(&matrix.matrix, &order, &added.vector);
  gsl_linalg_mcholesky_svx(&matrix.matrix, &order, &step.vector);
}

static bool is_settled(const dark__truncated_fit *fit, size_t n) {
  for (size_t j = 0; j < n; j++)
    if (!(fabs(fit->step[j]) <= SETTLED * (1 + fabs(fit->parameters[j])))) return false;
  return true;
}

/* Half the step until it rises, from a full one; false when no step does, or a full one leads out of bounds. Gradient and information are
   then those of the new place. */
static bool move(dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  const size_t n = n_all(of);
  double length = 1;
  for (int halvings = 0; halvings < MOST_HALVINGS; halvings++, length /= 2) {
    for (size_t j = 0; j < n; j++) fit->trial[j] = fit->parameters[j] + length * fit->step[j];
    const double value = evaluate(fit, of, weights, fit->trial);
    if (value >= fit->log_lik - 1e-13 * fabs(fit->log_lik)) {
      memcpy(fit->parameters, fit->trial, n * sizeof *fit->parameters);
      fit->log_lik = value;
      return true;
    }
    if (isinf(value) && halvings > 2) return false;
  }
  return false;
}

/* Newton's method from fit->parameters. */
static dark__truncated_end climb(dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  fit->log_lik = evaluate(fit, of, weights, fit->parameters);
  for (int steps = 0; steps < MOST_STEPS; steps++) {
    bool is_bent;
    solve(fit, of, &is_bent);
    if (is_settled(fit, n_all(of))) return is_bent ? DARK__TRUNCATED_DIVERGED : DARK__TRUNCATED_FOUND;
    if (!move(fit, of, weights)) return DARK__TRUNCATED_DIVERGED;
  }
  return DARK__TRUNCATED_DIVERGED;
}

/* Where single-parameter fits begin: everybody alike, with the odds of a further capture that the mean shows. */
static bool start(dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  double people = 0, captures = 0;
  for (size_t i = 0; i < of->n_records; i++) {
    if (!counts(of, weights, i)) continue;
    people += weights[i];
    captures += weights[i] * of->captures[i];
  }
  memset(fit->parameters, 0, (of->n_columns + 1) * sizeof *fit->parameters);
  if (!(people > 0)) return false;
  const double more = fmax(captures / people - 1, 0.01);
  fit->parameters[0] = log(more < 0.5 ? 2 * more : more + 1 - exp(-more - 1));
  return true;
}

/* The best of several climbs, from different values of the extra parameter and the coefficients of the fit without it. */
static dark__truncated_end climb_with_extra(dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  static const double starts[] = {-2, 0, 2};
  const size_t n = n_all(of);
  double best = -INFINITY;
  memcpy(fit->reduced, fit->parameters, n * sizeof *fit->reduced);
  for (size_t s = 0; s < sizeof starts / sizeof starts[0]; s++) {
    memcpy(fit->parameters, fit->reduced, n * sizeof *fit->parameters);
    fit->parameters[n - 1] = starts[s];
    if (climb(fit, of, weights) != DARK__TRUNCATED_FOUND || fit->log_lik <= best) continue;
    best = fit->log_lik;
    memcpy(fit->best, fit->parameters, n * sizeof *fit->best);
  }
  memcpy(fit->parameters, fit->best, n * sizeof *fit->parameters);
  fit->log_lik = best;
  return best > -INFINITY ? DARK__TRUNCATED_FOUND : DARK__TRUNCATED_DIVERGED;
}

/* The supremum of the negative binomial likelihood at an infinite dispersion: that of the logarithmic series. -infinity where even that
   has no maximum. */
static double log_series_supremum(dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  dark__truncated series = *of;
  series.family = &dark__log_series_family;
  if (!start(fit, &series, weights) || climb(fit, &series, weights) != DARK__TRUNCATED_FOUND) return -INFINITY;
  return fit->log_lik;
}

/* Two values of a log likelihood that differ by less are the same maximum. */
static bool is_higher(double a, double b) { return a > b + 1e-9 * (1 + fabs(b)); }

static dark__truncated_end run_with_extra(dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  const size_t n = n_all(of);
  dark__truncated without = *of;
  without.family = of->family->without_extra;
  if (!start(fit, &without, weights)) return DARK__TRUNCATED_EMPTY;
  if (climb(fit, &without, weights) != DARK__TRUNCATED_FOUND) return DARK__TRUNCATED_DIVERGED;
  const double log_lik_without = fit->log_lik;
  const dark__truncated_end end = climb_with_extra(fit, of, weights);
  const double inside = end == DARK__TRUNCATED_FOUND ? fit->log_lik : -INFINITY;
  if (of->family == &dark__ztnegbin_family) {
    memcpy(fit->best, fit->parameters, n * sizeof *fit->best);
    const double outside = log_series_supremum(fit, of, weights);
    if (!is_higher(fmax(inside, log_lik_without), outside)) return DARK__TRUNCATED_UNBOUNDED;
    memcpy(fit->parameters, fit->best, n * sizeof *fit->parameters);
  }
  fit->log_lik = inside;
  if (is_higher(inside, log_lik_without)) return DARK__TRUNCATED_FOUND;
  memcpy(fit->parameters, fit->reduced, n * sizeof *fit->parameters);
  fit->parameters[n - 1] = -INFINITY;
  fit->log_lik = log_lik_without;
  return DARK__TRUNCATED_REDUCED;
}

dark__truncated_end dark__truncated_run(dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  mark_aliased(fit, of, weights);
  if (of->family->extra_name != NULL) return run_with_extra(fit, of, weights);
  return start(fit, of, weights) ? climb(fit, of, weights) : DARK__TRUNCATED_EMPTY;
}

/* The regression that the fit really is: a reduced one has no extra parameter. */
static dark__truncated fitted_regression(const dark__truncated_fit *fit, const dark__truncated *of) {
  dark__truncated actual = *of;
  if (of->family->extra_name != NULL && isinf(fit->parameters[of->n_columns])) actual.family = of->family->without_extra;
  return actual;
}

void dark__truncated_variance(double *variance, dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  const dark__truncated actual = fitted_regression(fit, of);
  const size_t n = n_all(&actual), stride = n_all(of);
  memset(variance, 0, stride * stride * sizeof *variance);
  (void)evaluate(fit, &actual, weights, fit->parameters);
  dark__cholesky_factor(fit->information, n, 0);
  for (size_t j = 0; j < n; j++) {
    if (j < of->n_columns && fit->is_aliased[j]) continue;
    memset(fit->step, 0, n * sizeof *fit->step);
    fit->step[j] = 1;
    dark__cholesky_solve(fit->information, n, fit->step);
    for (size_t k = 0; k < n; k++) variance[k * stride + j] = fit->step[k];
  }
}

static double quadratic_form(const double *matrix, const double *vector, size_t n) {
  double sum = 0;
  for (size_t j = 0; j < n; j++)
    for (size_t k = 0; k < n; k++) sum += vector[j] * matrix[j * n + k] * vector[k];
  return sum;
}

dark__population_sum dark__truncated_population(const dark__truncated_fit *fit, const dark__truncated *of, const double *weights,
                                                const unsigned char *is_member, const double *variance, double *work) {
  const dark__truncated actual = fitted_regression(fit, of);
  const size_t n = n_all(of), p = of->n_columns;
  dark__population_sum sum = {0};
  if (variance != NULL) memset(work, 0, n * sizeof *work);
  for (size_t i = 0; i < of->n_records; i++) {
    if (!(weights[i] > 0) || (is_member != NULL && !is_member[i])) continue;
    dark__contribution at;
    actual.family->contribution(&at, of->captures[i], predictor(of, i, fit->parameters), fit->parameters[p]);
    sum.observed += weights[i];
    sum.total += weights[i] * at.value;
    sum.variance += weights[i] * at.variance;
    for (size_t j = 0; variance != NULL && j < p; j++) work[j] += weights[i] * at.eta * of->design[i * p + j];
    if (variance != NULL && n > p) work[p] += weights[i] * at.extra;
  }
  if (variance != NULL) sum.variance += quadratic_form(variance, work, n);
  return sum;
}
