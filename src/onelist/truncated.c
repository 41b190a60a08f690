/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onelist/truncated.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_linalg.h>

#include "base/error.h"
#include "numeric/cholesky.h"

/* A pivot below ALIASED of its diagonal marks a column that others make up. Newton's steps square: one below ARRIVING of a parameter is the
   last, one below SETTLED is not taken. Tables hold 4e9 people with up to 1e6 captures each, so that at a maximum no predictor is below
   -23 or above 14: coefficients that bring one beyond FAR grow without bound. */
static const double ALIASED = 1e-10, FAR = 24, ARRIVING = 1e-7, SETTLED = 1e-12, ROUGHLY = 2e-2;
enum { MOST_STEPS = 100, MOST_HALVINGS = 40 };

size_t dark__truncated_n_parameters(const dark__truncated *of) {
  return of->n_columns + (of->family->extra_name != NULL ? 1 : 0);
}

dark_status dark__truncated_fit_make(dark__truncated_fit *fit, const dark__truncated *of, dark_error *err) {
  const size_t n = of->n_columns + 1;
  *fit = (dark__truncated_fit){.parameters = calloc(n, sizeof(double)),
                               .is_aliased = calloc(n, 1),
                               .people = calloc(of->n_counts + 1, sizeof(double)),
                               .trial = calloc(n, sizeof(double)),
                               .gradient = calloc(n, sizeof(double)),
                               .information = calloc(n * n, sizeof(double)),
                               .factor = calloc(n * n, sizeof(double)),
                               .step = calloc(n, sizeof(double)),
                               .order = calloc(n, sizeof(size_t))};
  const bool has_all = fit->parameters != NULL && fit->is_aliased != NULL && fit->people != NULL && fit->trial != NULL &&
                       fit->gradient != NULL && fit->information != NULL && fit->factor != NULL && fit->step != NULL &&
                       fit->order != NULL;
  if (has_all) return DARK_OK;
  dark__truncated_fit_clear(fit);
  return dark__fail_memory(err);
}

void dark__truncated_fit_clear(dark__truncated_fit *fit) {
  free(fit->parameters);
  free(fit->is_aliased);
  free(fit->people);
  free(fit->trial);
  free(fit->gradient);
  free(fit->information);
  free(fit->factor);
  free(fit->step);
  free(fit->order);
  *fit = (dark__truncated_fit){0};
}

void dark__truncated_copy(dark__truncated_fit *fit, const dark__truncated_fit *from, const dark__truncated *of) {
  memcpy(fit->parameters, from->parameters, (of->n_columns + 1) * sizeof *fit->parameters);
  memcpy(fit->is_aliased, from->is_aliased, of->n_columns + 1);
  memcpy(fit->people, from->people, of->n_counts * sizeof *fit->people);
  fit->log_lik = from->log_lik;
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
static void add_information(double *restrict information, const double *restrict x, size_t p, size_t n, double weight,
                            const dark__likelihood *at) {
  const double bend = weight * at->eta_eta, twist = weight * at->eta_extra;
  for (size_t j = 0; j < p; j++) {
    const double bent = bend * x[j];
    for (size_t k = 0; k <= j; k++) information[j * n + k] -= bent * x[k];
  }
  for (size_t k = 0; n > p && k < p; k++) information[p * n + k] -= twist * x[k];
  if (n > p) information[p * n + p] -= weight * at->extra_extra;
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

/* What depends on the number of captures alone: added to the derivatives in `fit`, its value returned. */
static double add_counts(dark__truncated_fit *fit, const dark__truncated *of, const dark__extra *extra) {
  const size_t n = dark__truncated_n_parameters(of), p = of->n_columns;
  dark__likelihood sum = {0};
  if (of->family->add_counts != NULL) of->family->add_counts(&sum, of->counts, fit->people, of->n_counts, extra);
  if (n > p) {
    fit->gradient[p] += sum.extra;
    fit->information[p * n + p] -= sum.extra_extra;
  }
  return sum.value;
}

/* Log likelihood at `parameters`, with its gradient and the observed information in `fit`; -infinity, and neither, where a predictor or the
   extra parameter is beyond FAR. */
static double evaluate(dark__truncated_fit *fit, const dark__truncated *of, const double *weights, const double *parameters) {
  const size_t n = dark__truncated_n_parameters(of), p = of->n_columns;
  double sum = 0;
  if (n > p && !(fabs(parameters[p]) < FAR)) return -INFINITY;
  const dark__extra extra = dark__extra_at(n > p ? parameters[p] : 0);
  memset(fit->gradient, 0, n * sizeof *fit->gradient);
  memset(fit->information, 0, n * n * sizeof *fit->information);
  for (size_t i = 0; i < of->n_records; i++) {
    if (!counts(of, weights, i)) continue;
    const double eta = predictor(of, i, parameters), *x = of->design + i * p;
    if (!(fabs(eta) < FAR)) return -INFINITY;
    dark__likelihood at;
    of->family->likelihood(&at, of->captures[i], eta, &extra);
    sum += weights[i] * at.value;
    for (size_t j = 0; j < p; j++) fit->gradient[j] += weights[i] * at.eta * x[j];
    if (n > p) fit->gradient[p] += weights[i] * at.extra;
    add_information(fit->information, x, p, n, weights[i], &at);
  }
  sum += add_counts(fit, of, &extra);
  leave_out_aliased(fit, n, p);
  return sum;
}

/* Solve information * step = gradient. With an extra parameter the likelihood is not concave everywhere: the modified factor (Gill, Murray
   & Wright 1981) adds to the diagonal what makes it so; *is_bent tells that it did. */
static void solve(dark__truncated_fit *fit, const dark__truncated *of, bool *is_bent) {
  const size_t n = dark__truncated_n_parameters(of);
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

static bool is_step_within(const dark__truncated_fit *fit, size_t n, double size) {
  for (size_t j = 0; j < n; j++)
    if (!(fabs(fit->step[j]) <= size * (1 + fabs(fit->parameters[j])))) return false;
  return true;
}

/* Take the last step, after which nothing would change but last bits: there the likelihood is its second-order expansion. */
static void arrive(dark__truncated_fit *fit, size_t n) {
  for (size_t j = 0; j < n; j++) {
    fit->parameters[j] += fit->step[j];
    fit->log_lik += fit->gradient[j] * fit->step[j] / 2;
  }
}

/* Half the step until it rises, from a full one; false when no step does, or a full one leads out of bounds. Gradient and information are
   then those of the new place. */
static bool move(dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  const size_t n = dark__truncated_n_parameters(of);
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

dark__truncated_end dark__truncated_climb(dark__truncated_fit *fit, const dark__truncated *of, const double *weights,
                                          bool is_rough) {
  const size_t n = dark__truncated_n_parameters(of);
  fit->log_lik = evaluate(fit, of, weights, fit->parameters);
  for (int steps = 0; steps < MOST_STEPS; steps++) {
    bool is_bent;
    solve(fit, of, &is_bent);
    if (is_step_within(fit, n, is_rough ? ROUGHLY : ARRIVING)) {
      if (!is_step_within(fit, n, SETTLED)) arrive(fit, n);
      return is_bent ? DARK__TRUNCATED_DIVERGED : DARK__TRUNCATED_FOUND;
    }
    if (!move(fit, of, weights)) return DARK__TRUNCATED_DIVERGED;
  }
  return DARK__TRUNCATED_DIVERGED;
}

void dark__truncated_weigh(dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  mark_aliased(fit, of, weights);
  memset(fit->people, 0, of->n_counts * sizeof *fit->people);
  for (size_t i = 0; i < of->n_records; i++)
    if (counts(of, weights, i)) fit->people[of->count_of[i]] += weights[i];
}

/* The regression that the fit really is: a reduced one has no extra parameter. */
static dark__truncated fitted_regression(const dark__truncated_fit *fit, const dark__truncated *of) {
  dark__truncated actual = *of;
  if (of->family->extra_name != NULL && isinf(fit->parameters[of->n_columns])) actual.family = of->family->without_extra;
  return actual;
}

void dark__truncated_variance(double *variance, dark__truncated_fit *fit, const dark__truncated *of, const double *weights) {
  const dark__truncated actual = fitted_regression(fit, of);
  const size_t n = dark__truncated_n_parameters(&actual), stride = dark__truncated_n_parameters(of);
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
  const size_t n = dark__truncated_n_parameters(of), p = of->n_columns;
  const dark__extra extra = dark__extra_at(n > p ? fit->parameters[p] : 0);
  dark__population_sum sum = {0};
  if (variance != NULL) memset(work, 0, n * sizeof *work);
  for (size_t i = 0; i < of->n_records; i++) {
    if (!(weights[i] > 0) || (is_member != NULL && !is_member[i])) continue;
    dark__contribution at;
    actual.family->contribution(&at, of->captures[i], predictor(of, i, fit->parameters), &extra);
    sum.observed += weights[i];
    sum.total += weights[i] * at.value;
    sum.variance += weights[i] * at.variance;
    for (size_t j = 0; variance != NULL && j < p; j++) work[j] += weights[i] * at.eta * of->design[i * p + j];
    if (variance != NULL && n > p) work[p] += weights[i] * at.extra;
  }
  if (variance != NULL) sum.variance += quadratic_form(variance, work, n);
  return sum;
}
