/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "lattice/transform.h"
#include "loglinear/fit/fit_constants.h"
#include "numeric/cholesky.h"
#include "numeric/exponential.h"

dark_status dark__fit_space_new(dark__fit_space *space, unsigned n_lists, size_t max_terms, dark_error *err) {
  *space = (dark__fit_space){.n_lists = n_lists, .max_terms = max_terms};
  if (max_terms > DARK__MOST_TERMS)
    return dark__fail(err, DARK_ELIMIT, "a model of %zu effects is too large; at most %d can be fitted", max_terms,
                      (int)DARK__MOST_TERMS);
  const size_t n_cells = (size_t)1 << n_lists;
  double **by_cell[] = {&space->effects, &space->means, &space->sums, &space->change};
  double **by_term[] = {&space->step, &space->coefficients, &space->previous};
  int complete = 1;
  for (size_t i = 0; i < 4; i++) complete &= (*by_cell[i] = calloc(n_cells, sizeof(double))) != NULL;
  for (size_t i = 0; i < 3; i++) complete &= (*by_term[i] = calloc(max_terms, sizeof(double))) != NULL;
  complete &= (space->information = calloc(max_terms * max_terms, sizeof(double))) != NULL;
  complete &= (space->kept = calloc(max_terms, sizeof *space->kept)) != NULL;
  complete &= (space->emptied = calloc(max_terms, sizeof *space->emptied)) != NULL;
  if (complete) return DARK_OK;
  dark__fit_space_clear(space);
  return dark__fail_memory(err);
}

void dark__fit_space_clear(dark__fit_space *space) {
  free(space->effects);
  free(space->means);
  free(space->sums);
  free(space->change);
  free(space->information);
  free(space->step);
  free(space->coefficients);
  free(space->previous);
  free(space->kept);
  free(space->emptied);
  *space = (dark__fit_space){0};
}

static size_t n_cells_of(const dark__fit_space *space) { return (size_t)1 << space->n_lists; }

/* Sort terms into kept and emptied; copy the starting effects of the kept ones. False when a start is missing. */
static bool sort_terms(dark__fit_space *space, const dark__counts *counts, const dark__fit_request *request) {
  bool complete = request->start != NULL;
  space->n_kept = space->n_emptied = 0;
  for (size_t i = 0; i < request->n_terms; i++) {
    const uint32_t term = request->terms[i];
    if (!(counts->margins[term] > 0)) {
      space->emptied[space->n_emptied++] = term;
      continue;
    }
    if (complete) {
      space->coefficients[space->n_kept] = request->start[i];
      complete = isfinite(request->start[i]);
    }
    space->kept[space->n_kept++] = term;
  }
  return complete;
}

static size_t n_pairs_of(const dark__fit_space *space) { return space->given != NULL ? space->given->n_pairs : 0; }

/* values[w] = sum over terms inside w of kept coefficients and of `emptied` for emptied terms. */
static void add_up_terms(double *values, const dark__fit_space *space, const double *coefficients, double emptied) {
  for (size_t i = 0; i < space->n_kept; i++) values[space->kept[i]] = coefficients[i];
  for (size_t i = 0; i < space->n_emptied; i++) values[space->emptied[i]] = emptied;
  dark__subset_sums(values, space->n_lists);
}

/* How the linear predictors change with the coefficients: what is given beforehand does not. */
static void predict_change(double *values, const dark__fit_space *space, const double *changes) {
  memset(values, 0, n_cells_of(space) * sizeof *values);
  add_up_terms(values, space, changes, 0);
}

/* The linear predictors: the logarithm of the base measure, and minus infinity in emptied cells. A given odds ratio is a coefficient like
   others, on a place that no term of the model can have. */
static void predict(double *values, const dark__fit_space *space, const double *coefficients) {
  memset(values, 0, n_cells_of(space) * sizeof *values);
  for (size_t i = 0; i < n_pairs_of(space); i++) values[space->given->pairs[i]] = space->given->log_odds[i];
  add_up_terms(values, space, coefficients, DARK__MINUS_INFINITY_EFFECT);
  if (space->first_cell == 0 && space->given != NULL) values[0] -= space->given->log_xi;
}

/* Lower triangle of the information matrix from superset sums of weights. */
static void gather_information(dark__fit_space *space) {
  const size_t n = space->n_kept;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j <= i; j++) space->information[i * n + j] = space->sums[space->kept[i] | space->kept[j]];
}

/* First coefficients from the data alone: weighted least squares of log((n + 0.1) / b) with weights n + 0.1, as generalised linear model
   software starts. With all coefficients 0 the linear predictor is log b. */
static void start_from_data(dark__fit_space *space, const dark__counts *counts) {
  const size_t n_cells = n_cells_of(space);
  memset(space->coefficients, 0, space->n_kept * sizeof *space->coefficients);
  predict(space->effects, space, space->coefficients);
  space->sums[0] = space->change[0] = 0;
  for (size_t cell = space->first_cell; cell < n_cells; cell++) {
    const double weight = space->effects[cell] < DARK__SURELY_EMPTIED ? 0 : counts->cells[cell] + 0.1;
    space->sums[cell] = weight;
    space->change[cell] = weight > 0 ? weight * log(weight) - weight * space->effects[cell] : 0;
  }
  dark__superset_sums(space->sums, space->n_lists);
  dark__superset_sums(space->change, space->n_lists);
  gather_information(space);
  dark__cholesky_factor(space->information, space->n_kept, DARK__ALIASED_PIVOT);
  for (size_t i = 0; i < space->n_kept; i++) space->coefficients[i] = space->change[space->kept[i]];
  dark__cholesky_solve(space->information, space->n_kept, space->coefficients);
}

/* The part of the log-likelihood that no coefficient changes: sum of n log b. */
static double given_log_lik(const dark__fit_space *space, const dark__counts *counts, double log_lik) {
  for (size_t i = 0; i < n_pairs_of(space); i++) log_lik += space->given->log_odds[i] * counts->margins[space->given->pairs[i]];
  if (space->first_cell == 0 && space->given != NULL) log_lik -= space->given->log_xi * counts->cells[0];
  return log_lik;
}

/* Means, their superset sums and the log-likelihood at the present coefficients. */
static double evaluate(dark__fit_space *space, const dark__counts *counts) {
  const size_t n_cells = n_cells_of(space);
  predict(space->effects, space, space->coefficients);
  space->means[0] = 0;
  for (size_t cell = space->first_cell; cell < n_cells; cell++) space->means[cell] = dark__exp(space->effects[cell]);
  memcpy(space->sums, space->means, n_cells * sizeof *space->sums);
  dark__superset_sums(space->sums, space->n_lists);
  double log_lik = given_log_lik(space, counts, -space->sums[0]);
  for (size_t i = 0; i < space->n_kept; i++) log_lik += space->coefficients[i] * counts->margins[space->kept[i]];
  return log_lik;
}

/* Newton's step at the present means; returns the squared decrement, *smallest_pivot on the way. */
static double newton_step(dark__fit_space *space, const dark__counts *counts, double *smallest_pivot) {
  gather_information(space);
  *smallest_pivot = dark__cholesky_factor(space->information, space->n_kept, DARK__ALIASED_PIVOT);
  for (size_t i = 0; i < space->n_kept; i++) space->step[i] = counts->margins[space->kept[i]] - space->sums[space->kept[i]];
  dark__cholesky_solve(space->information, space->n_kept, space->step);
  double decrement = 0;
  for (size_t i = 0; i < space->n_kept; i++)
    decrement += space->step[i] * (counts->margins[space->kept[i]] - space->sums[space->kept[i]]);
  return decrement;
}

/* How far the step moves the linear predictors of the kept cells. */
typedef struct reach {
  double least, most;   /* change of the linear predictor */
  double smallest_mean; /* over kept cells */
} reach;

static reach measure_step(dark__fit_space *space) {
  predict_change(space->change, space, space->step);
  reach range = {0, 0, INFINITY};
  const size_t n_cells = n_cells_of(space);
  for (size_t cell = space->first_cell; cell < n_cells; cell++) {
    if (space->effects[cell] < DARK__SURELY_EMPTIED) continue;
    const double change = space->change[cell];
    if (change < range.least) range.least = change;
    if (change > range.most) range.most = change;
    if (space->means[cell] < range.smallest_mean) range.smallest_mean = space->means[cell];
  }
  return range;
}

/* Does the table mu (1 + u) have the observed margins? Always, unless an unknown was left out for a vanishing pivot although its column is
   independent, as happens when fitted means run to zero. Needs the step's reach; overwrites the superset sums of the means. */
static bool step_meets_margins(dark__fit_space *space, const dark__counts *counts) {
  const size_t n_cells = n_cells_of(space);
  for (size_t cell = 0; cell < n_cells; cell++) space->sums[cell] = space->means[cell] * (1 + space->change[cell]);
  dark__superset_sums(space->sums, space->n_lists);
  for (size_t i = 0; i < space->n_kept; i++) {
    const double margin = counts->margins[space->kept[i]];
    if (!(fabs(space->sums[space->kept[i]] - margin) <= DARK__MARGIN_ERROR * margin)) return false;
  }
  return true;
}

static void move(dark__fit_space *space, double share) {
  memcpy(space->previous, space->coefficients, space->n_kept * sizeof *space->previous);
  for (size_t i = 0; i < space->n_kept; i++) space->coefficients[i] += share * space->step[i];
}

/* Evaluate at the new coefficients; while that is worse than `log_lik`, go back half of the way. NaN when nothing helps. */
static double evaluate_damped(dark__fit_space *space, const dark__counts *counts, double log_lik, bool is_noise) {
  for (int halvings = 0; halvings < DARK__MOST_HALVINGS; halvings++) {
    const double next = evaluate(space, counts);
    if (isfinite(next) && (next >= log_lik || is_noise)) return next;
    for (size_t i = 0; i < space->n_kept; i++) space->coefficients[i] = 0.5 * (space->coefficients[i] + space->previous[i]);
  }
  return NAN;
}

/* From the coefficients set, to the end. */
static dark__fit iterate(dark__fit_space *space, const dark__counts *counts, const dark__fit_request *request) {
  dark__fit fit = {.end = DARK__FIT_FAILED, .log_lik_most = INFINITY, .hidden = NAN};
  fit.log_lik = evaluate(space, counts);
  if (!isfinite(fit.log_lik)) return fit;
  double last_decrement = INFINITY;
  for (int n_steps = 0; n_steps < DARK__MOST_STEPS; n_steps++) {
    double smallest_pivot;
    const double decrement = newton_step(space, counts, &smallest_pivot);
    if (!isfinite(decrement)) return fit;
    const reach range = measure_step(space);
    if (range.least >= -1 && (smallest_pivot > DARK__CERTAIN_PIVOT || step_meets_margins(space, counts))) {
      const double most = fit.log_lik + decrement;
      if (most < fit.log_lik_most) fit.log_lik_most = most;
    }
    if (fit.log_lik_most < request->floor) fit.end = DARK__FIT_WORTHLESS;
    if (request->loose > 0 && fit.log_lik_most - fit.log_lik < request->loose) fit.end = DARK__FIT_BOUNDED;
    if (fit.end != DARK__FIT_FAILED) return fit;
    const double longest = fmax(range.most, -range.least);
    move(space, longest > DARK__LONGEST_CHANGE ? DARK__LONGEST_CHANGE / longest : 1);
    const bool is_noise = decrement < DARK__NOISE_DECREMENT + DARK__NOISE_SHARE * fabs(fit.log_lik);
    const bool is_stalled = is_noise && decrement >= DARK__STALLED_SHARE * last_decrement && longest < DARK__STALLED_CHANGE;
    const double next = evaluate_damped(space, counts, fit.log_lik, is_noise);
    if (isnan(next)) return fit;
    fit.log_lik = next;
    last_decrement = decrement;
    if (decrement >= DARK__CONVERGED_DECREMENT && !is_stalled) continue;
    fit.end = DARK__FIT_CONVERGED;
    fit.hidden = dark__exp(space->coefficients[0]) / (space->given != NULL ? space->given->xi : 1);
    fit.certain = range.least > -0.5 && range.smallest_mean > DARK__CERTAIN_MEAN && smallest_pivot > DARK__CERTAIN_PIVOT;
    return fit;
  }
  return fit;
}

dark__fit dark__fit_model(dark__fit_space *space, const dark__counts *counts, const dark__fit_request *request) {
  space->first_cell = request->has_unseen ? 0 : 1;
  const bool warm = sort_terms(space, counts, request);
  if (warm) {
    const dark__fit fit = iterate(space, counts, request);
    if (fit.end != DARK__FIT_FAILED) return fit;
  }
  start_from_data(space, counts);
  return iterate(space, counts, request);
}

void dark__fit_effects(double *effects, const dark__fit_space *space, const dark__fit_request *request) {
  size_t kept = 0;
  for (size_t i = 0; i < request->n_terms; i++) {
    const bool is_kept = kept < space->n_kept && space->kept[kept] == request->terms[i];
    effects[i] = is_kept ? space->coefficients[kept++] : -INFINITY;
  }
}

double dark__fit_intercept_variance(dark__fit_space *space, double *variances) {
  const size_t n = space->n_kept;
  gather_information(space);
  dark__cholesky_factor(space->information, n, DARK__ALIASED_PIVOT);
  for (size_t i = 0; variances != NULL && i < n; i++) {
    memset(space->step, 0, n * sizeof *space->step);
    space->step[i] = 1;
    dark__cholesky_solve(space->information, n, space->step);
    variances[i] = space->step[i];
  }
  return dark__cholesky_inverse_first(space->information, n, space->step);
}
