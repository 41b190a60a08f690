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

static reach measure_step(dark__joint_fit *fit, const unsigned char *all_in_use) {
  const size_t n = dark__n_histories(fit->design->strata);
  reach range = {0, 0, INFINITY};
  for (size_t x = 0; x < fit->design->strata->n_strata; x++) {
    if (dark__joint_is_silent(fit, x)) continue;
    const unsigned char *in_use = all_in_use + x * n;
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
    const reach range = measure_step(fit, cells->in_use);
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

/* ---- steps, and what no further one can reach */

bool dark__joint_has_means(const dark__joint_fit *fit, const unsigned char *in_use) {
  const size_t n = dark__n_histories(fit->design->strata);
  for (size_t x = 0; x < fit->design->strata->n_strata; x++) {
    if (dark__joint_is_silent(fit, x)) continue;
    for (size_t c = x * n; c < (x + 1) * n; c++)
      if (in_use[c] && !(fit->means[c] > DARK__JOINT_CERTAIN_MEAN)) return false;
  }
  return true;
}

bool dark__joint_step_divergence(double *sum, dark__joint_fit *fit, const unsigned char *in_use, double share) {
  const size_t n = dark__n_histories(fit->design->strata);
  double mean;
  *sum = 0;
  for (size_t x = 0; x < fit->design->strata->n_strata; x++) {
    if (dark__joint_is_silent(fit, x)) continue;
    const double *change = change_of(&mean, fit, in_use + x * n, x);
    for (size_t w = 0; w < n; w++) {
      if (!in_use[x * n + w]) continue;
      const double d = share * (change[w] - mean);
      if (!(d > -0.5)) return false;
      *sum += fit->means[x * n + w] * dark__step_divergence(d);
    }
  }
  return true;
}

double dark__joint_step_share(dark__joint_fit *fit, const unsigned char *in_use) {
  const reach range = measure_step(fit, in_use);
  return range.least > -0.5 ? 1 : -0.49 / range.least;
}

/* What a step came to. */
typedef enum passage { PASSAGE_PROVED, PASSAGE_TAKEN, PASSAGE_LOST } passage;

/* A whole step; where it proves that the estimate exists, with what the log-likelihood is at most higher than before it. */
static passage take_whole_step(double *divergence, dark__joint_fit *fit, const dark__joint_cells *cells) {
  if (!isfinite(fit->log_lik) || !isfinite(find_step(fit, cells))) return PASSAGE_LOST;
  if (!(fit->smallest_pivot > DARK__JOINT_CERTAIN_PIVOT) || !dark__joint_has_means(fit, cells->in_use)) return PASSAGE_LOST;
  const bool is_proof = dark__joint_step_divergence(divergence, fit, cells->in_use, 1);
  if (is_proof ? !isfinite(*divergence) : measure_step(fit, cells->in_use).most > DARK__JOINT_LONGEST_CHANGE) return PASSAGE_LOST;
  for (size_t j = 0; j < fit->design->n_columns; j++) fit->coefficients[j] += fit->step[j];
  return is_proof ? PASSAGE_PROVED : PASSAGE_TAKEN;
}

bool dark__joint_lacks_people(const dark__joint_fit *fit) {
  for (size_t j = 0; j < fit->design->n_columns; j++)
    if (!(fit->targets[j] > 0)) return true;
  return false;
}

/* Coefficients as near to the maximum as log-likelihoods tell. */
static bool is_reached(double bound, double log_lik) {
  return bound - log_lik < DARK__JOINT_REACHED + DARK__JOINT_NOISE_SHARE * fabs(bound);
}

bool dark__joint_fit_bound(dark__joint_fit *fit, const dark__joint_cells *cells, int most_proofs) {
  double divergence = INFINITY, bound = INFINITY;
  int n_proofs = 0;
  fit->has_converged = fit->is_certain = false;
  for (fit->n_steps = 0; n_proofs < most_proofs || divergence < DARK__JOINT_FAR; fit->n_steps++) {
    fit->log_lik = dark__joint_evaluate(fit, cells);
    fit->has_converged = is_reached(bound, fit->log_lik);
    if (fit->has_converged) return true;
    if (n_proofs >= most_proofs) break;
    const passage step = take_whole_step(&divergence, fit, cells);
    if (step == PASSAGE_LOST || (step == PASSAGE_TAKEN && fit->n_steps >= DARK__JOINT_MOST_APPROACHES)) return false;
    if (step == PASSAGE_TAKEN) divergence = INFINITY;
    else bound = fit->log_lik + divergence, n_proofs++;
  }
  fit->log_lik = bound;
  return true;
}
