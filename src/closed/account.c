/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closed/account.h"
#include "closed/beyond.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "lattice/chao_bound.h"
#include "numeric/exponential.h"

/* An estimate with more bias than this share of it carries a reason. */
static const double LARGE_BIAS = 0.1;

/* ---- fitted counts */

/* Which of the fit's lists are in a history of the problem. */
static uint32_t squeeze(const dark__closed_fit *fit, uint32_t history) {
  uint32_t result = 0;
  for (unsigned j = 0; j < fit->design.n_lists; j++)
    if ((history >> fit->lists[j]) & 1) result |= (uint32_t)1 << j;
  return result;
}

static double mean_of(const dark__closed_fit *fit, uint32_t history) {
  const unsigned k = (unsigned)__builtin_popcount(history);
  if (k >= fit->design.end) return 0;
  double mean = fit->regression.rates[k];
  if (fit->design.n_lists == 0) return mean;
  const uint32_t own = squeeze(fit, history);
  if (__builtin_popcount(own) != (int)k) return 0; /* a list that caught nobody */
  for (uint32_t rest = own; rest != 0; rest &= rest - 1) mean *= fit->regression.odds[__builtin_ctz(rest)];
  return mean;
}

static dark_status fill_fitted(dark_explanation *out, const dark__closed *closed, const dark__closed_fit *fit, dark_error *err) {
  if (!dark__problem_has_cells(closed->problem)) return DARK_OK;
  const uint32_t n_cells = (uint32_t)1 << closed->problem->n_lists;
  out->fitted = calloc(n_cells, sizeof *out->fitted);
  if (out->fitted == NULL) return dark__fail_memory(err);
  out->fitted[0] = dark__exp(fit->regression.coefficients[DARK__INTERCEPT]);
  for (uint32_t history = 1; history < n_cells; history++) out->fitted[history] = mean_of(fit, history);
  return DARK_OK;
}

/* ---- coefficients */

static void name_column(dark_term *term, const dark__closed_model *model, unsigned place) {
  if (place == DARK__INTERCEPT) snprintf(term->name, sizeof term->name, "intercept");
  else if (place == DARK__SLOPE) snprintf(term->name, sizeof term->name, "each list");
  else if (model->heterogeneity != DARK__HETEROGENEITY_CHAO) snprintf(term->name, sizeof term->name, "heterogeneity");
  else snprintf(term->name, sizeof term->name, "each list beyond %u", place - DARK__FIRST_SHAPE + 2);
}

/* The fit has h(k) - k h(1) for h(k): the effect that it gives a list, or all of them, is high by tau h(1). Returns which coefficient tau
   is, n when there is none, and h(1). */
static size_t find_shape(double *lift, const dark__closed_model *model, const dark__closed_fit *fit) {
  size_t m = 0;
  while (m < fit->design.n_columns && fit->places[m] != DARK__FIRST_SHAPE) m++;
  const int has_shape = m < fit->design.n_columns && model->heterogeneity != DARK__HETEROGENEITY_CHAO;
  *lift = has_shape ? dark__heterogeneity_at(model, 1) : 0;
  return has_shape ? m : fit->regression.n;
}

static dark_status fill_terms(dark_explanation *out, const dark__closed *closed, const dark__closed_fit *fit,
                              const double *covariances, dark_error *err) {
  const size_t n = fit->regression.n, n_columns = fit->design.n_columns;
  double lift;
  const size_t shape = find_shape(&lift, &closed->model, fit);
  out->terms = calloc(n, sizeof *out->terms);
  if (out->terms == NULL) return dark__fail_memory(err);
  out->n_parameters = n;
  for (size_t i = 0; i < n; i++) {
    dark_term *term = &out->terms[i];
    if (i < n_columns) name_column(term, &closed->model, fit->places[i]);
    else dark__list_write(term->name, sizeof term->name, fit->lists[i - n_columns], &closed->problem->naming);
    term->coefficient = fit->regression.coefficients[i];
    double variance = covariances[i * n + i];
    if (shape < n && (i >= n_columns || fit->places[i] == DARK__SLOPE)) {
      term->coefficient -= lift * fit->regression.coefficients[shape];
      variance += lift * (lift * covariances[shape * n + shape] - 2 * covariances[i * n + shape]);
    }
    term->se = sqrt(variance);
  }
  return DARK_OK;
}

/* ---- bias */

/* The row of the design matrix that belongs to a cell: columns, then lists. */
static void fill_row(double *row, const dark__closed_fit *fit, unsigned k, uint32_t cell) {
  const unsigned n_columns = fit->design.n_columns;
  for (unsigned m = 0; m < n_columns; m++) row[m] = fit->design.columns[m][k];
  for (unsigned j = 0; j < fit->design.n_lists; j++) row[n_columns + j] = (cell >> j) & 1;
}

static double quadratic_form(const double *matrix, const double *x, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) sum += x[i] * matrix[i * n + j] * x[j];
  return sum;
}

/* Add a cell's (or row's) part of X'W diag(X V X'). */
static void add_leverage(double *psi, const dark__closed_fit *fit, const double *covariances, unsigned k, uint32_t cell,
                         double mean) {
  double row[DARK__MOST_COEFFICIENTS] = {0};
  const size_t n = fit->regression.n;
  fill_row(row, fit, k, cell);
  const double leverage = mean * quadratic_form(covariances, row, n);
  for (size_t i = 0; i < n; i++) psi[i] += leverage * row[i];
}

double dark__closed_bias(const dark__closed_fit *fit, const double *covariances) {
  const dark__regression *of = &fit->regression;
  double psi[DARK__MOST_COEFFICIENTS] = {-1}, sum = 0;
  if (fit->design.n_lists == 0)
    for (unsigned k = 1; k < fit->design.end; k++) add_leverage(psi, fit, covariances, k, 0, of->means[k]);
  for (uint32_t cell = 1; fit->design.n_lists > 0 && cell < (uint32_t)1 << fit->design.n_lists; cell++) {
    const unsigned k = (unsigned)__builtin_popcount(cell);
    double mean = of->rates[k];
    for (uint32_t rest = cell; rest != 0; rest &= rest - 1) mean *= of->odds[__builtin_ctz(rest)];
    add_leverage(psi, fit, covariances, k, cell, mean);
  }
  for (size_t i = 0; i < of->n; i++) sum += covariances[i] * psi[i];
  return -0.5 * dark__exp(of->coefficients[DARK__INTERCEPT]) * sum;
}

/* ---- Chao's bound */

/* How the logarithm of the hidden number moves with a count of the cell: x' V e_0. */
static double move_of(const dark__closed_fit *fit, const double *covariances, uint32_t history) {
  double row[DARK__MOST_COEFFICIENTS] = {0}, sum = 0;
  fill_row(row, fit, (unsigned)__builtin_popcount(history), squeeze(fit, history));
  for (size_t i = 0; i < fit->regression.n; i++) sum += covariances[i] * row[i];
  return sum;
}

/* The same where only numbers of captures are known: the part of the bound's error that it shares with the estimate is that of people
   captured once and twice. */
static void bound_captures(dark_explanation *out, const dark__closed_fit *fit, const double *covariances, double hidden) {
  const double once = fit->counts.rows[1], twice = fit->counts.rows[2], t = fit->design.end - 1;
  double shared = 0;
  const double by_count[2] = {2 / once, -1 / (twice + 1)};
  for (unsigned k = 1; k <= 2; k++) {
    double row[DARK__MOST_COEFFICIENTS] = {0}, move = 0;
    fill_row(row, fit, k, 0);
    for (size_t i = 0; i < fit->regression.n; i++) move += covariances[i] * row[i];
    shared += by_count[k - 1] * fit->counts.rows[k] * move;
  }
  out->bound = (dark_bound){.n_pairs = 1, .hidden = (t - 1) / t * once * fmax(once - 1, 0) / (2 * (twice + 1))};
  const double of_ratio = 4 / once + 1 / (twice + 1) - 2 * shared + covariances[0];
  out->bound.error = of_ratio > 0 && once > 0 ? sqrt(of_ratio) : 0;
  dark__bound_compare(&out->bound, hidden);
}

/* Of the models without heterogeneity, which leave out every pair. The others say themselves how lists hang together. */
static dark_status fill_bound(dark_explanation *out, const dark__closed *closed, const dark__closed_fit *fit,
                              const double *covariances, const double *weights, dark_error *err) {
  const dark__problem *problem = closed->problem;
  uint32_t pairs[DARK__MOST_PAIRS];
  if (closed->model.heterogeneity != DARK__HETEROGENEITY_NONE) return DARK_OK;
  if (problem->captures != NULL) {
    bound_captures(out, fit, covariances, dark__exp(fit->regression.coefficients[DARK__INTERCEPT]));
    return DARK_OK;
  }
  if (!dark__problem_has_cells(problem)) {
    out->bound = dark__pairs_bound(closed, fit, covariances, weights);
    return DARK_OK;
  }
  const uint32_t n_cells = UINT32_C(1) << problem->n_lists;
  double *counts = calloc(n_cells, sizeof *counts), *moves = calloc(n_cells, sizeof *moves);
  if (counts != NULL && moves != NULL) {
    for (size_t i = 0; i < problem->n_records; i++) counts[problem->records[i].history] += weights[i];
    for (uint32_t history = 1; history < n_cells; history++) moves[history] = move_of(fit, covariances, history);
    const dark__chao_scene scene = {.n_lists = problem->n_lists,
                                    .pairs = pairs,
                                    .n_pairs = dark__pairs_left_out(pairs, problem->n_lists, NULL, 0, NULL, 0),
                                    .counts = counts,
                                    .means = out->fitted,
                                    .moves = moves,
                                    .hidden = out->fitted[0]};
    out->bound = dark__chao_bound(&scene);
  }
  const int has_memory = counts != NULL && moves != NULL;
  free(counts);
  free(moves);
  return has_memory ? DARK_OK : dark__fail_memory(err);
}

/* Of the estimated number; NaN where nobody knows it: lists with effects of their own, people who differ, and too many histories to look at. */
static double find_bias(const dark__closed *closed, const dark__closed_fit *fit, const double *covariances) {
  if (fit->design.n_lists == 0 || fit->design.n_lists <= DARK_MAX_LISTS) return dark__closed_bias(fit, covariances);
  return closed->model.heterogeneity == DARK__HETEROGENEITY_NONE ? dark__independent_bias(fit, covariances) : (double)NAN;
}

/* ---- together */

static void account_goodness(dark_explanation *out, const dark__closed *closed, const dark__closed_fit *fit,
                             const double *weights) {
  dark__tally tally;
  dark__tally_count(&tally, closed->problem, weights);
  double expected = 0;
  for (unsigned k = 1; k < fit->design.end; k++) expected += fit->regression.means[k];
  if (closed->problem->captures != NULL) dark__account_captures(out, &tally, fit->regression.means, fit->design.end);
  else dark__account_goodness(out, closed->problem, weights, closed->model.lists_differ ? (double)NAN : expected);
}

dark_status dark__account_for(dark_explanation *out, const dark__closed *closed, dark__closed_fit *fit, const double *weights,
                              dark_error *err) {
  const double hidden = dark__exp(fit->regression.coefficients[DARK__INTERCEPT]);
  double *covariances = calloc(fit->regression.n * fit->regression.n, sizeof *covariances);
  if (covariances == NULL) return dark__fail_memory(err);
  dark__regression_covariances(covariances, &fit->regression, &fit->design);
  *out = (dark_explanation){.se = sqrt(hidden + hidden * hidden * covariances[0]), .n_candidates = 1, .is_complete = 1};
  dark_status status = fill_fitted(out, closed, fit, err);
  if (status == DARK_OK) status = fill_bound(out, closed, fit, covariances, weights, err);
  if (status == DARK_OK && !closed->model.is_corrected) {
    out->has_model = 1;
    out->log_lik = fit->regression.log_lik;
    status = fill_terms(out, closed, fit, covariances, err);
  }
  if (status == DARK_OK && out->has_model) {
    account_goodness(out, closed, fit, weights);
    if (fabs(find_bias(closed, fit, covariances)) > LARGE_BIAS * (closed->problem->n_observed + hidden))
      out->reasons |= DARK_REASON_BIT(DARK_REASON_LARGE_BIAS);
  }
  free(covariances);
  return status;
}
