/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hierarchical/mode.h"

#include <math.h>
#include <string.h>

#include "lattice/transform.h"
#include "numeric/cholesky.h"
#include "numeric/deviance.h"
#include "numeric/exponential.h"

enum { MOST_STEPS = 200, MOST_HALVINGS = 60 };
/* Twice what L is still to gain. The determinant is then known to about the root of this. */
static const double SETTLED = 1e-10;

void dark__mode_load(dark__mode *mode, const dark__hierarchy *hierarchy, const double *counts) {
  mode->hierarchy = hierarchy;
  memcpy(mode->counts, counts, hierarchy->n_cells * sizeof *counts);
  mode->counts[0] = 0;
  memcpy(mode->margins, mode->counts, hierarchy->n_cells * sizeof *counts);
  dark__superset_sums(mode->margins, hierarchy->n_lists);
}

void dark__mode_begin(dark__mode *mode, double log_hidden) {
  const double total = mode->margins[0] + dark__exp(log_hidden);
  memset(mode->effects, 0, sizeof mode->effects);
  mode->effects[0] = log(total) + mode->hierarchy->log_xi;
  for (unsigned list = 0; list < mode->hierarchy->n_lists; list++) {
    const double caught = mode->margins[(size_t)1 << list];
    mode->effects[1 + list] = log(caught / (total - caught));
    mode->effects[0] += log1p(-caught / total);
  }
}

/* Fill in `means` and return L. */
static double height_at(dark__mode *mode, const dark__scales *scales, const double *effects) {
  const dark__hierarchy *of = mode->hierarchy;
  double *predictors = mode->sums, sum;
  memset(predictors, 0, of->n_cells * sizeof *predictors);
  for (size_t i = 0; i < of->n_effects; i++) predictors[of->sets[i]] = effects[i];
  for (size_t i = 0; i < of->n_given; i++) predictors[of->given[i]] = of->log_odds[i];
  dark__subset_sums(predictors, of->n_lists);
  predictors[0] -= of->log_xi;
  dark__exp_all(mode->means, predictors, of->n_cells);
  sum = dark__half_deviance(mode->hidden, mode->means[0]);
  for (size_t w = 1; w < of->n_cells; w++) sum += mode->counts[w] * predictors[w] - mode->means[w];
  return sum + dark__prior_log_density(of, scales, effects);
}

/* The gradient into `step`, and the information's factor. */
static void find_gradient(dark__mode *mode, const dark__scales *scales) {
  const dark__hierarchy *of = mode->hierarchy;
  const size_t n = of->n_effects;
  memcpy(mode->sums, mode->means, of->n_cells * sizeof *mode->sums);
  dark__superset_sums(mode->sums, of->n_lists);
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j <= i; j++) mode->factor[i * n + j] = mode->sums[of->sets[i] | of->sets[j]];
    mode->step[i] = mode->margins[of->sets[i]] - mode->sums[of->sets[i]];
  }
  mode->step[0] += mode->hidden;
  dark__prior_add_gradient(mode->step, of, scales, mode->effects);
  dark__prior_add_precision(mode->factor, of, scales);
  dark__cholesky_factor(mode->factor, n, 0);
}

/* Half of Newton's step g' I^-1: L^-1 g, in place of the gradient. Returns twice the gain that the step promises. */
static double begin_step(dark__mode *mode) {
  const size_t n = mode->hierarchy->n_effects;
  double gain = 0;
  dark__cholesky_forward(mode->factor, n, mode->step);
  for (size_t i = 0; i < n; i++) gain += mode->step[i] * mode->step[i];
  return gain;
}

/* Go along the step as far as L does not fall by more than rounding; false when it falls everywhere. */
static bool climb(dark__mode *mode, const dark__scales *scales) {
  const size_t n = mode->hierarchy->n_effects;
  double share = 1;
  for (int halvings = 0; halvings < MOST_HALVINGS; halvings++, share /= 2) {
    for (size_t i = 0; i < n; i++) mode->tried[i] = mode->effects[i] + share * mode->step[i];
    const double height = height_at(mode, scales, mode->tried);
    if (!(height >= mode->height - 1e-12 * fabs(mode->height))) continue;
    memcpy(mode->effects, mode->tried, n * sizeof *mode->effects);
    mode->height = height;
    return true;
  }
  return false;
}

/* d effects / d log h = h I^-1 (1, 0, ..., 0)'. */
static void find_slope(dark__mode *mode) {
  memset(mode->slope, 0, sizeof mode->slope);
  mode->slope[0] = mode->hidden;
  dark__cholesky_solve(mode->factor, mode->hierarchy->n_effects, mode->slope);
}

static double half_log_determinant(const dark__mode *mode) {
  const size_t n = mode->hierarchy->n_effects;
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum -= log(mode->factor[i * n + i]);
  return sum;
}

double dark__mode_find(dark__mode *mode, const dark__scales *scales, double log_hidden) {
  mode->hidden = dark__exp(log_hidden);
  mode->height = height_at(mode, scales, mode->effects);
  if (!isfinite(mode->height)) return NAN;
  for (int steps = 0; steps < MOST_STEPS; steps++) {
    find_gradient(mode, scales);
    const double gain = begin_step(mode);
    if (!isfinite(gain)) return NAN;
    if (gain <= SETTLED) {
      find_slope(mode);
      return mode->height + gain / 2 - half_log_determinant(mode) + log_hidden / 2;
    }
    dark__cholesky_backward(mode->factor, mode->hierarchy->n_effects, mode->step);
    if (!climb(mode, scales)) return NAN;
  }
  return NAN;
}
