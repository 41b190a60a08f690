/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/newton.h"

#include <math.h>
#include <string.h>

#include "loglinear/fit/fit_constants.h"
#include "numeric/cholesky.h"
#include "numeric/exponential.h"

/* The step from the last evaluation. Returns the squared decrement: score times step. */
static double newton_step(const dark__newton *at, double *smallest_pivot) {
  dark__fit_space *space = at->space;
  const size_t n = space->n_kept;
  at->form->gather_information(at);
  *smallest_pivot = dark__cholesky_factor(space->information, n, DARK__ALIASED_PIVOT);
  for (size_t i = 0; i < n; i++) space->step[i] = at->counts->margins[space->kept[i]] - at->form->margin(at, i);
  dark__cholesky_solve(space->information, n, space->step);
  double decrement = 0;
  for (size_t i = 0; i < n; i++) decrement += space->step[i] * (at->counts->margins[space->kept[i]] - at->form->margin(at, i));
  return decrement;
}

bool dark__newton_is_met(double found, double observed) { return fabs(found - observed) <= DARK__MARGIN_ERROR * observed; }

static void move(dark__fit_space *space, double share) {
  memcpy(space->previous, space->coefficients, space->n_kept * sizeof *space->previous);
  for (size_t i = 0; i < space->n_kept; i++) space->coefficients[i] += share * space->step[i];
}

/* Evaluate at the new coefficients; while that is worse than `log_lik`, go back half of the way. NaN when nothing helps. */
static double evaluate_damped(const dark__newton *at, double log_lik, bool is_noise) {
  dark__fit_space *space = at->space;
  for (int halvings = 0; halvings < DARK__MOST_HALVINGS; halvings++) {
    const double next = at->form->evaluate(at);
    if (isfinite(next) && (next >= log_lik || is_noise)) return next;
    for (size_t i = 0; i < space->n_kept; i++) space->coefficients[i] = 0.5 * (space->coefficients[i] + space->previous[i]);
  }
  return NAN;
}

static double hidden_of(const dark__fit_space *space) {
  return dark__exp(space->coefficients[0]) / (space->given != NULL ? space->given->xi : 1);
}

dark__fit dark__newton_iterate(const dark__newton *at, const dark__fit_request *request) {
  dark__fit fit = {.end = DARK__FIT_FAILED, .log_lik_most = INFINITY, .hidden = NAN};
  fit.log_lik = at->form->evaluate(at);
  if (!isfinite(fit.log_lik)) return fit;
  double last_decrement = INFINITY;
  for (int n_steps = 0; n_steps < DARK__MOST_STEPS; n_steps++) {
    double smallest_pivot;
    const double decrement = newton_step(at, &smallest_pivot);
    if (!isfinite(decrement)) return fit;
    const dark__reach range = at->form->measure_step(at);
    if (range.least >= -1 && (smallest_pivot > DARK__CERTAIN_PIVOT || at->form->step_meets_margins(at))) {
      const double most = fit.log_lik + decrement;
      if (most < fit.log_lik_most) fit.log_lik_most = most;
    }
    if (fit.log_lik_most < request->floor) fit.end = DARK__FIT_WORTHLESS;
    if (request->loose > 0 && fit.log_lik_most - fit.log_lik < request->loose) fit.end = DARK__FIT_BOUNDED;
    if (fit.end != DARK__FIT_FAILED) return fit;
    const double longest = fmax(range.most, -range.least);
    move(at->space, longest > DARK__LONGEST_CHANGE ? DARK__LONGEST_CHANGE / longest : 1);
    const bool is_noise = decrement < DARK__NOISE_DECREMENT + DARK__NOISE_SHARE * fabs(fit.log_lik);
    const bool is_stalled = is_noise && decrement >= DARK__STALLED_SHARE * last_decrement && longest < DARK__STALLED_CHANGE;
    const double next = evaluate_damped(at, fit.log_lik, is_noise);
    if (isnan(next)) return fit;
    fit.log_lik = next;
    last_decrement = decrement;
    if (decrement >= DARK__CONVERGED_DECREMENT && !is_stalled) continue;
    fit.end = DARK__FIT_CONVERGED;
    fit.hidden = hidden_of(at->space);
    fit.certain = range.least > -0.5 && range.smallest_mean > DARK__CERTAIN_MEAN && smallest_pivot > DARK__CERTAIN_PIVOT;
    return fit;
  }
  return fit;
}
