/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton's method for a joint model. */

#include <math.h>
#include <string.h>

#include "joint/fit/constants.h"
#include "joint/fit/fit.h"
#include "numeric/cholesky.h"

/* What the step does to the log means of the cells in use. */
typedef struct reach {
  double least, most;
  double smallest_mean;
} reach;

/* The change [2^t] of the linear predictors of a stratum, and by how much its intercept gives way to it. Until the lattice is used again. */
static const double *change_of(double *mean, dark__joint_fit *fit, const unsigned char *in_use, size_t x) {
  const size_t n = dark__n_histories(fit->design->strata);
  double *change = fit->lattice + 2 * n, sum = 0;
  dark__joint_predict(change, fit, fit->step, x);
  for (size_t w = 0; fit->design->is_saturated && w < n; w++)
    if (in_use[w]) sum += fit->means[x * n + w] * change[w];
  *mean = fit->design->is_saturated ? sum / fit->people[x] : 0;
  return change;
}

static reach measure_step(dark__joint_fit *fit, const dark__joint_cells *cells) {
  const size_t n = dark__n_histories(fit->design->strata);
  reach range = {0, 0, INFINITY};
  for (size_t x = 0; x < fit->design->strata->n_strata; x++) {
    if (dark__joint_is_silent(fit, x)) continue;
    const unsigned char *in_use = cells->in_use + x * n;
    double mean;
    const double *change = change_of(&mean, fit, in_use, x);
    for (size_t w = 0; w < n; w++) {
      if (!in_use[w]) continue;
      const double moved = change[w] - mean, at = fit->means[x * n + w];
      if (moved < range.least) range.least = moved;
      if (moved > range.most) range.most = moved;
      if (at < range.smallest_mean) range.smallest_mean = at;
    }
  }
  return range;
}

static double find_step(dark__joint_fit *fit, const dark__joint_cells *cells) {
  const size_t p = fit->design->n_columns;
  double decrement = 0;
  dark__joint_inform(fit, cells);
  memcpy(fit->step, fit->score, p * sizeof *fit->step);
  dark__cholesky_solve(fit->factor, p, fit->step);
  for (size_t j = 0; j < p; j++) decrement += fit->step[j] * fit->score[j];
  return decrement;
}

/* Go `share` of the step, and half of the way back while that is worse. NaN when nothing helps. */
static double take_step(dark__joint_fit *fit, const dark__joint_cells *cells, double share, bool is_noise) {
  const size_t p = fit->design->n_columns;
  memcpy(fit->previous, fit->coefficients, p * sizeof *fit->previous);
  for (size_t j = 0; j < p; j++) fit->coefficients[j] += share * fit->step[j];
  for (int halvings = 0; halvings < DARK__JOINT_MOST_HALVINGS; halvings++) {
    const double next = dark__joint_evaluate(fit, cells);
    if (isfinite(next) && (next >= fit->log_lik || is_noise)) return next;
    for (size_t j = 0; j < p; j++) fit->coefficients[j] = 0.5 * (fit->coefficients[j] + fit->previous[j]);
  }
  return NAN;
}

/* Whether a whole step leaves a positive table. It has the observed margins then; when all columns are independent as well the estimate exists. */
static bool proves_existence(const dark__joint_fit *fit, const reach *step) {
  return step->least > -0.5 && step->smallest_mean > DARK__JOINT_CERTAIN_MEAN && fit->smallest_pivot > DARK__JOINT_CERTAIN_PIVOT;
}

static void iterate(dark__joint_fit *fit, const dark__joint_cells *cells) {
  double last_decrement = INFINITY;
  fit->log_lik = dark__joint_evaluate(fit, cells);
  for (fit->n_steps = 0; fit->n_steps < DARK__JOINT_MOST_STEPS && isfinite(fit->log_lik); fit->n_steps++) {
    const double decrement = find_step(fit, cells);
    if (!isfinite(decrement)) return;
    const reach range = measure_step(fit, cells);
    const double longest = fmax(range.most, -range.least);
    const bool is_noise = decrement < DARK__JOINT_NOISE + DARK__JOINT_NOISE_SHARE * fabs(fit->log_lik);
    const bool is_stalled =
        is_noise && decrement >= DARK__JOINT_STALLED_SHARE * last_decrement && longest < DARK__JOINT_STALLED_CHANGE;
    const double share = longest > DARK__JOINT_LONGEST_CHANGE ? DARK__JOINT_LONGEST_CHANGE / longest : 1;
    const double next = take_step(fit, cells, share, is_noise);
    if (isnan(next)) return;
    fit->log_lik = next;
    last_decrement = decrement;
    fit->has_converged = decrement < DARK__JOINT_CONVERGED || is_stalled;
    fit->is_certain = proves_existence(fit, &range);
    if (fit->has_converged) return;
  }
}

void dark__joint_fit_run(dark__joint_fit *fit, const dark__joint_cells *cells, bool cold) {
  fit->has_converged = fit->is_certain = false;
  dark__joint_set_targets(fit, cells);
  if (!cold) iterate(fit, cells);
  if (!fit->has_converged) {
    dark__joint_start_from_data(fit, cells);
    iterate(fit, cells);
  }
  dark__joint_inform(fit, cells);
}

/* ---- one step, and what no further one can reach */

/* sum of m {(1 + d) log(1 + d) - d} over the cells in use, or a little more: how far the table m (1 + d) is from the means m, d being what the step does to
   their logs. */
static double step_divergence(dark__joint_fit *fit, const dark__joint_cells *cells) {
  const size_t n = dark__n_histories(fit->design->strata);
  double sum = 0, mean;
  for (size_t x = 0; x < fit->design->strata->n_strata; x++) {
    if (dark__joint_is_silent(fit, x)) continue;
    const double *change = change_of(&mean, fit, cells->in_use + x * n, x);
    for (size_t w = 0; w < n; w++)
      if (cells->in_use[x * n + w]) sum += fit->means[x * n + w] * dark__step_divergence(change[w] - mean);
  }
  return sum;
}

bool dark__joint_fit_bound(dark__joint_fit *fit, const dark__joint_cells *cells) {
  dark__joint_set_targets(fit, cells);
  fit->log_lik = dark__joint_evaluate(fit, cells);
  if (!isfinite(fit->log_lik) || !isfinite(find_step(fit, cells))) return false;
  const reach step = measure_step(fit, cells);
  if (!proves_existence(fit, &step)) return false;
  fit->log_lik += step_divergence(fit, cells);
  for (size_t j = 0; j < fit->design->n_columns; j++) fit->coefficients[j] += fit->step[j];
  return true;
}
