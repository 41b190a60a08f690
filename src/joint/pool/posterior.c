/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/pool/posterior.h"

#include <math.h>
#include <string.h>

#include "joint/fit/constants.h"
#include "numeric/cholesky.h"

static size_t n_columns_of(const dark__pool_posterior *of) { return of->fit->design->n_columns; }

static double evaluate(dark__pool_posterior *of, const double *taus) {
  const double log_lik = dark__joint_evaluate(of->fit, of->cells);
  return log_lik - dark__penalty_at(of->penalty, taus, of->fit->coefficients);
}

/* Score and factored precision at the present means. */
static void inform(dark__pool_posterior *of, const double *taus) {
  dark__joint_fit *fit = of->fit;
  dark__joint_gather(fit, of->cells);
  dark__penalty_add(of->penalty, taus, fit->coefficients, fit->score, fit->factor, n_columns_of(of));
  fit->smallest_pivot = dark__cholesky_factor(fit->factor, n_columns_of(of), DARK__JOINT_ALIASED_PIVOT);
}

static double find_step(dark__pool_posterior *of, const double *taus) {
  dark__joint_fit *fit = of->fit;
  double decrement = 0;
  inform(of, taus);
  memcpy(fit->step, fit->score, n_columns_of(of) * sizeof *fit->step);
  dark__cholesky_solve(fit->factor, n_columns_of(of), fit->step);
  for (size_t j = 0; j < n_columns_of(of); j++) decrement += fit->step[j] * fit->score[j];
  return decrement;
}

/* The step, or as many halves of it as it takes; NaN when nothing helps. */
static double take_step(dark__pool_posterior *of, const double *taus, double last, bool is_noise) {
  dark__joint_fit *fit = of->fit;
  const size_t p = n_columns_of(of);
  memcpy(fit->previous, fit->coefficients, p * sizeof *fit->previous);
  for (size_t j = 0; j < p; j++) fit->coefficients[j] += fit->step[j];
  for (int halvings = 0; halvings < DARK__JOINT_MOST_HALVINGS; halvings++) {
    const double next = evaluate(of, taus);
    if (isfinite(next) && (next >= last || is_noise)) return next;
    for (size_t j = 0; j < p; j++) fit->coefficients[j] = 0.5 * (fit->coefficients[j] + fit->previous[j]);
  }
  return NAN;
}

/* The height of the maximum; of->has_converged says whether it is one. */
static double climb(dark__pool_posterior *of, const double *taus) {
  double last_decrement = INFINITY, height = evaluate(of, taus);
  for (int i = 0; i < DARK__JOINT_MOST_STEPS && isfinite(height) && !of->has_converged; i++) {
    const double decrement = find_step(of, taus);
    if (!isfinite(decrement)) return NAN;
    const bool is_noise = decrement < DARK__JOINT_NOISE + DARK__JOINT_NOISE_SHARE * fabs(height);
    const bool is_stalled = is_noise && decrement >= DARK__JOINT_STALLED_SHARE * last_decrement;
    height = take_step(of, taus, height, is_noise);
    last_decrement = decrement;
    of->has_converged = isfinite(height) && (decrement < DARK__JOINT_CONVERGED || is_stalled);
  }
  return height;
}

/* log |I + P|^(1/2), without aliased columns: the diagonal has reciprocals. */
static double log_root_det(const dark__joint_fit *fit) {
  const size_t p = fit->design->n_columns;
  double sum = 0;
  for (size_t j = 0; j < p; j++)
    if (fit->factor[j * p + j] > 0) sum -= log(fit->factor[j * p + j]);
  return sum;
}

/* tr (I + P)^-1 I over pooled columns is their number less tr (I + P)^-1 P. */
static double count_effective(dark__pool_posterior *of, const double *taus) {
  double *solved = of->fit->step, sum = 0;
  for (size_t i = 0; i < of->penalty->n; i++) {
    const dark__pool_block *block = &of->penalty->blocks[i];
    const double precision = 1 / (taus[block->pool] * taus[block->pool]);
    for (size_t j = 0; j < block->n; j++) {
      memset(solved, 0, n_columns_of(of) * sizeof *solved);
      for (size_t k = 0; k < block->n; k++)
        solved[block->first + k] = precision * ((j == k ? 1 : 0) - 1 / (double)(block->n + 1));
      dark__cholesky_solve(of->fit->factor, n_columns_of(of), solved);
      sum += 1 - solved[block->first + j];
    }
  }
  return sum;
}

void dark__pool_posterior_find(dark__pool_posterior *of, const double *taus) {
  of->has_converged = false;
  dark__joint_set_targets(of->fit, of->cells);
  const double height = climb(of, taus);
  inform(of, taus);
  of->log_marginal = height + dark__penalty_log_det(of->penalty, taus) - log_root_det(of->fit);
  of->n_effective = count_effective(of, taus);
}
