/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/fit/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "joint/fit/constants.h"
#include "lattice/transform.h"
#include "numeric/cholesky.h"
#include "numeric/exponential.h"

dark_status dark__joint_fit_new(dark__joint_fit *fit, const dark__joint_design *design, dark_error *err) {
  *fit = (dark__joint_fit){.design = design};
  const size_t n = design->n_columns, n_histories = dark__n_histories(design->strata), n_strata = design->strata->n_strata;
  fit->coefficients = calloc(n + 1, sizeof(double));
  fit->memory = calloc(4 * n + n * n + n_strata + n_strata * n_histories + 3 * n_histories, sizeof(double));
  if (fit->coefficients == NULL || fit->memory == NULL) return dark__fail_memory(err);
  fit->score = fit->memory;
  fit->targets = fit->score + n;
  fit->step = fit->targets + n;
  fit->previous = fit->step + n;
  fit->factor = fit->previous + n;
  fit->people = fit->factor + n * n;
  fit->means = fit->people + n_strata;
  fit->lattice = fit->means + n_strata * n_histories;
  return DARK_OK;
}

void dark__joint_fit_clear(dark__joint_fit *fit) {
  free(fit->coefficients);
  free(fit->memory);
  *fit = (dark__joint_fit){0};
}

static size_t n_histories_of(const dark__joint_fit *fit) { return dark__n_histories(fit->design->strata); }

static const dark__active *first_active(const dark__joint_fit *fit, size_t x) {
  return fit->design->active + fit->design->starts[x];
}

static const dark__active *end_active(const dark__joint_fit *fit, size_t x) {
  return fit->design->active + fit->design->starts[x + 1];
}

void dark__joint_predict(double *eta, dark__joint_fit *fit, const double *coefficients, size_t x) {
  const size_t n = n_histories_of(fit);
  double *slopes = fit->lattice;
  memset(eta, 0, n * sizeof *eta);
  memset(slopes, 0, n * sizeof *slopes);
  for (const dark__active *a = first_active(fit, x); a < end_active(fit, x); a++)
    (a->monomial.power > 0 ? slopes : eta)[a->monomial.lists] += a->value * coefficients[a->column];
  dark__subset_sums(eta, fit->design->strata->n_lists);
  if (!fit->design->has_common) return;
  dark__subset_sums(slopes, fit->design->strata->n_lists);
  for (size_t w = 0; w < n; w++) eta[w] += fit->design->common[w] * slopes[w];
}

void dark__joint_sum(dark__joint_fit *fit, const double *weights, const unsigned char *chosen) {
  const size_t n = n_histories_of(fit);
  double *sums = fit->lattice;
  for (size_t w = 0; w < n; w++) sums[w] = chosen == NULL || chosen[w] ? weights[w] : 0;
  for (size_t w = 0; fit->design->has_common && w < n; w++) {
    sums[n + w] = sums[w] * fit->design->common[w];
    sums[2 * n + w] = sums[n + w] * fit->design->common[w];
  }
  for (size_t power = 0; power < (fit->design->has_common ? 3 : 1); power++)
    dark__superset_sums(sums + power * n, fit->design->strata->n_lists);
}

void dark__joint_set_targets(dark__joint_fit *fit, const dark__joint_cells *cells) {
  const size_t n = n_histories_of(fit);
  memset(fit->targets, 0, fit->design->n_columns * sizeof *fit->targets);
  for (size_t x = 0; x < fit->design->strata->n_strata; x++) {
    dark__joint_sum(fit, cells->counts + x * n, cells->in_use + x * n);
    fit->people[x] = fit->lattice[0];
    for (const dark__active *a = first_active(fit, x); a < end_active(fit, x); a++)
      fit->targets[a->column] += a->value * dark__joint_moment(fit, a->monomial);
  }
}

/* Means of a stratum; returns what its intercept adds to the log-likelihood beside the columns. */
static double evaluate_stratum(dark__joint_fit *fit, const unsigned char *in_use, size_t x) {
  const size_t n = n_histories_of(fit);
  double *means = fit->means + x * n, sum = 0;
  if (dark__joint_is_silent(fit, x)) {
    memset(means, 0, n * sizeof *means);
    return 0;
  }
  dark__joint_predict(means, fit, fit->coefficients, x);
  dark__exp_all(means, means, n);
  for (size_t w = 0; w < n; w++)
    if (in_use[w]) sum += means[w];
  if (!fit->design->is_saturated) return -sum;
  const double people = fit->people[x];
  for (size_t w = 0; w < n; w++) means[w] *= people / sum;
  return people * log(people / sum) - people;
}

double dark__joint_evaluate(dark__joint_fit *fit, const dark__joint_cells *cells) {
  double log_lik = 0;
  for (size_t x = 0; x < fit->design->strata->n_strata; x++)
    log_lik += evaluate_stratum(fit, cells->in_use + x * n_histories_of(fit), x);
  for (size_t j = 0; j < fit->design->n_columns; j++) log_lik += fit->coefficients[j] * fit->targets[j];
  return log_lik;
}

/* Add the moments that stand in the lattice of a stratum whose weights add up to `total` to the information. */
static void add_information(dark__joint_fit *fit, size_t x, double total) {
  const size_t p = fit->design->n_columns;
  const double share = fit->design->is_saturated && total > 0 ? 1 / total : 0;
  for (const dark__active *a = first_active(fit, x); a < end_active(fit, x); a++) {
    const double mean = share * dark__joint_moment(fit, a->monomial);
    double *row = fit->factor + a->column * p;
    for (const dark__active *b = first_active(fit, x); b <= a; b++)
      row[b->column] += a->value * b->value *
                        (dark__joint_second_moment(fit, a->monomial, b->monomial) - mean * dark__joint_moment(fit, b->monomial));
  }
}

void dark__joint_gather(dark__joint_fit *fit, const dark__joint_cells *cells) {
  const size_t n = n_histories_of(fit), p = fit->design->n_columns;
  memset(fit->factor, 0, p * p * sizeof *fit->factor);
  memcpy(fit->score, fit->targets, p * sizeof *fit->score);
  for (size_t x = 0; x < fit->design->strata->n_strata; x++) {
    if (dark__joint_is_silent(fit, x)) continue;
    dark__joint_sum(fit, fit->means + x * n, cells->in_use + x * n);
    add_information(fit, x, fit->people[x]);
    for (const dark__active *a = first_active(fit, x); a < end_active(fit, x); a++)
      fit->score[a->column] -= a->value * dark__joint_moment(fit, a->monomial);
  }
}

void dark__joint_inform(dark__joint_fit *fit, const dark__joint_cells *cells) {
  dark__joint_gather(fit, cells);
  fit->smallest_pivot = dark__cholesky_factor(fit->factor, fit->design->n_columns, DARK__JOINT_ALIASED_PIVOT);
}

/* ---- the start: weighted least squares of log(n + 0.1), with weights n + 0.1, on the columns, and on the strata where they have intercepts */

static void start_stratum(dark__joint_fit *fit, const dark__joint_cells *cells, size_t x) {
  const size_t n = n_histories_of(fit);
  const double *counts = cells->counts + x * n;
  const unsigned char *in_use = cells->in_use + x * n;
  double *weights = fit->means + x * n; /* not needed before the first evaluation */
  double total = 0, products = 0;
  for (size_t w = 0; w < n; w++) {
    weights[w] = in_use[w] ? counts[w] + 0.1 : 0;
    total += weights[w];
    products += weights[w] > 0 ? weights[w] * log(weights[w]) : 0;
  }
  dark__joint_sum(fit, weights, in_use);
  add_information(fit, x, total);
  const double level = fit->design->is_saturated && total > 0 ? products / total : 0;
  for (size_t w = 0; w < n; w++) weights[w] *= weights[w] > 0 ? log(weights[w]) - level : 0;
  dark__joint_sum(fit, weights, in_use);
  for (const dark__active *a = first_active(fit, x); a < end_active(fit, x); a++)
    fit->coefficients[a->column] += a->value * dark__joint_moment(fit, a->monomial);
}

void dark__joint_start_from_data(dark__joint_fit *fit, const dark__joint_cells *cells) {
  const size_t p = fit->design->n_columns;
  memset(fit->coefficients, 0, p * sizeof *fit->coefficients);
  memset(fit->factor, 0, p * p * sizeof *fit->factor);
  for (size_t x = 0; x < fit->design->strata->n_strata; x++)
    if (!dark__joint_is_silent(fit, x)) start_stratum(fit, cells, x);
  dark__cholesky_factor(fit->factor, p, DARK__JOINT_ALIASED_PIVOT);
  dark__cholesky_solve(fit->factor, p, fit->coefficients);
}
