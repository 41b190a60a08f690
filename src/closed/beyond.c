/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closed/beyond.h"

#include <math.h>

#include "lattice/chao_bound.h"
#include "numeric/exponential.h"

/* ---- Chao's bound */

/* Each list of the problem in the fit, where lists that caught nobody are not. */
typedef struct cells {
  double observed[DARK_MAX_TABLE_LISTS]; /* people on the list alone */
  double mean[DARK_MAX_TABLE_LISTS];     /* the same, expected */
  double move[DARK_MAX_TABLE_LISTS];     /* what an effect of the list's own adds to how log(hidden) moves with a count */
  double odds[DARK_MAX_TABLE_LISTS];     /* times the rate of a row: people on lists together */
  double both;                           /* people on two lists */
} cells;

/* How the logarithm of the hidden number moves with a count in row k, but for effects of the lists' own: x' V e_0. */
static double row_move(const dark__closed_fit *fit, const double *covariances, unsigned k) {
  double sum = 0;
  for (unsigned m = 0; m < fit->design.n_columns; m++) sum += covariances[m] * fit->design.columns[m][k];
  return sum;
}

static void count_cells(cells *out, const dark__problem *problem, const double *weights) {
  for (size_t i = 0; i < problem->n_records; i++) {
    const uint64_t history = problem->records[i].history;
    const int n_on = __builtin_popcountll(history);
    if (n_on == 1) out->observed[__builtin_ctzll(history)] += weights[i];
    if (n_on == 2) out->both += weights[i];
  }
}

static void expect_cells(cells *out, const dark__closed_fit *fit, const double *covariances, unsigned n_lists) {
  const unsigned n_own = fit->design.n_lists;
  for (unsigned j = 0; n_own == 0 && j < n_lists; j++) out->odds[j] = 1;
  for (unsigned j = 0; j < n_own; j++) {
    out->odds[fit->lists[j]] = fit->regression.odds[j];
    out->move[fit->lists[j]] = covariances[fit->design.n_columns + j];
  }
  for (unsigned j = 0; j < n_lists; j++) out->mean[j] = fit->regression.rates[1] * out->odds[j];
}

/* Sums over pairs of lists. */
typedef struct sums {
  double observed, products, both; /* S as observed and as expected, f2 as expected */
} sums;

static sums add_up(const cells *of, const dark__closed_fit *fit, unsigned n_lists) {
  sums all = {0, 0, 0};
  for (unsigned k = 1; k < n_lists; k++)
    for (unsigned j = 0; j < k; j++) {
      all.observed += of->observed[j] * of->observed[k];
      all.products += of->mean[j] * of->mean[k];
      all.both += fit->regression.rates[2] * of->odds[j] * of->odds[k];
    }
  return all;
}

/* s^2 = sum of mu (u - v)^2 over all histories, of which sum of mu v^2 is the variance of log(hidden); u is 0 but for people on one list and on
   two. */
static double find_variance(const cells *of, const dark__closed_fit *fit, const double *covariances, const sums *fitted,
                            unsigned n_lists) {
  const double once = row_move(fit, covariances, 1), twice = row_move(fit, covariances, 2), of_pair = -1 / fitted->both;
  double variance = covariances[0], everybody = 0;
  for (unsigned j = 0; j < n_lists; j++) everybody += of->mean[j];
  for (unsigned k = 0; k < n_lists; k++) {
    const double u = (everybody - of->mean[k]) / fitted->products;
    variance += of->mean[k] * u * (u - 2 * (once + of->move[k]));
    for (unsigned j = 0; j < k; j++) {
      const double mean = fit->regression.rates[2] * of->odds[j] * of->odds[k];
      variance += mean * of_pair * (of_pair - 2 * (twice + of->move[j] + of->move[k]));
    }
  }
  return variance;
}

dark_bound dark__pairs_bound(const dark__closed *closed, const dark__closed_fit *fit, const double *covariances,
                             const double *weights) {
  const unsigned n_lists = closed->problem->n_lists;
  cells of = {.both = 0};
  count_cells(&of, closed->problem, weights);
  expect_cells(&of, fit, covariances, n_lists);
  const sums all = add_up(&of, fit, n_lists);
  dark_bound bound = {.n_pairs = (size_t)n_lists * (n_lists - 1) / 2, .hidden = all.observed / (of.both + 1)};
  const double variance = find_variance(&of, fit, covariances, &all, n_lists);
  bound.error = variance > 0 ? sqrt(variance) : 0;
  dark__bound_compare(&bound, dark__exp(fit->regression.coefficients[DARK__INTERCEPT]));
  return bound;
}

/* ---- bias of second order */

/* With N people, each on list j with probability p_j whatever the other lists, the sum over all histories of mu q x_m, q = x' V x being quadratic
   in memberships, is N E[q] for the intercept and N p_m E[q | on list m] for a list; the history of nobody is taken out again. */
double dark__independent_bias(const dark__closed_fit *fit, const double *covariances) {
  const dark__regression *of = &fit->regression;
  const unsigned t = fit->design.n_lists;
  const size_t n = of->n;
  const double hidden = dark__exp(of->coefficients[DARK__INTERCEPT]);
  double p[DARK_MAX_TABLE_LISTS], linear[DARK_MAX_TABLE_LISTS], others[DARK_MAX_TABLE_LISTS] = {0};
  double total = hidden, mean = covariances[0];
  for (unsigned j = 0; j < t; j++) {
    total *= 1 + of->odds[j];
    p[j] = of->odds[j] / (1 + of->odds[j]);
    linear[j] = 2 * covariances[j + 1] + covariances[(j + 1) * n + j + 1];
  }
  for (unsigned j = 0; j < t; j++) {
    for (unsigned i = 0; i < t; i++) others[j] += i == j ? 0 : covariances[(j + 1) * n + i + 1] * p[i];
    mean += p[j] * (linear[j] + others[j]);
  }
  double sum = covariances[0] * (total * mean - hidden * covariances[0] - 1);
  for (unsigned j = 0; j < t; j++) sum += covariances[j + 1] * total * p[j] * (mean + (1 - p[j]) * (linear[j] + 2 * others[j]));
  return -0.5 * hidden * sum;
}
