/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "lattice/common.h"
#include "lattice/transform.h"
#include "loglinear/fit/factored.h"
#include "loglinear/fit/fit_constants.h"
#include "numeric/cholesky.h"
#include "numeric/exponential.h"

dark_status dark__fit_space_new(dark__fit_space *space, unsigned n_lists, size_t max_terms, dark_error *err) {
  *space = (dark__fit_space){.n_lists = n_lists, .max_terms = max_terms};
  if (max_terms > DARK__MOST_TERMS)
    return dark__fail(err, DARK_ELIMIT, "a model of %zu effects is too large; at most %d can be fitted", max_terms,
                      (int)DARK__MOST_TERMS);
  const size_t n_cells = (size_t)1 << n_lists;
  double **by_cell[] = {&space->effects, &space->means, &space->sums, &space->change, &space->common};
  double **by_term[] = {&space->step, &space->coefficients, &space->previous};
  int complete = 1;
  for (size_t i = 0; i < 5; i++)
    complete &= (*by_cell[i] = calloc((by_cell[i] == &space->sums ? 2 : 1) * n_cells + 1, sizeof(double))) != NULL;
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
  free(space->common);
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
  space->has_common = dark__has_common(request->terms, request->n_terms, space->n_lists);
  if (space->has_common) dark__common_weights(space->common, space->n_lists, space->given);
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

/* At each term its kept coefficient, or `emptied`. */
static void place_terms(double *values, const dark__fit_space *space, const double *coefficients, double emptied) {
  for (size_t i = 0; i < space->n_kept; i++) values[space->kept[i]] = coefficients[i];
  for (size_t i = 0; i < space->n_emptied; i++) values[space->emptied[i]] = emptied;
  if (space->has_common) dark__common_spread(values, space->common, space->n_lists);
}

/* How the linear predictors change with the coefficients: what is given beforehand does not. */
static void predict_change(double *values, const dark__fit_space *space, const double *changes) {
  memset(values, 0, n_cells_of(space) * sizeof *values);
  place_terms(values, space, changes, 0);
  dark__subset_sums(values, space->n_lists);
}

/* At each place its effect, minus infinity where it is emptied. A given odds ratio is a coefficient like others, on a place that no term of the
   model can have. */
static void place_effects(double *values, const dark__fit_space *space, const double *coefficients) {
  memset(values, 0, n_cells_of(space) * sizeof *values);
  for (size_t i = 0; i < n_pairs_of(space); i++) values[space->given->pairs[i]] = space->given->log_odds[i];
  place_terms(values, space, coefficients, DARK__MINUS_INFINITY_EFFECT);
}

/* Effects at their places become linear predictors: the logarithm of the base measure, and minus infinity in emptied cells. */
static void predict(double *values, const dark__fit_space *space) {
  dark__subset_sums(values, space->n_lists);
  if (space->first_cell == 0 && space->given != NULL) values[0] -= space->given->log_xi;
}

static bool keeps_common(const dark__fit_space *space) {
  return space->has_common && dark__has_common(space->kept, space->n_kept, space->n_lists);
}

void dark__fit_sum_means(dark__fit_space *space) {
  const size_t n_cells = n_cells_of(space);
  if (keeps_common(space)) {
    for (size_t cell = 0; cell < n_cells; cell++) space->sums[n_cells + cell] = space->sums[cell] * space->common[cell];
    dark__superset_sums(space->sums + n_cells, space->n_lists);
  }
  dark__superset_sums(space->sums, space->n_lists);
}

/* Lower triangle of the information matrix from superset sums of weights. */
static void gather_information(const dark__newton *at) {
  dark__fit_space *space = at->space;
  const size_t n = space->n_kept;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j <= i; j++) space->information[i * n + j] = space->sums[space->kept[i] | space->kept[j]];
  if (keeps_common(space))
    space->information[n * n - 1] = dark__common_sum(space->sums + n_cells_of(space), space->common, space->n_lists);
}

/* Superset sums, and in the place of H that of the pairs: what its score needs. */
static void sum_with_common(double *values, const dark__fit_space *space) {
  dark__superset_sums(values, space->n_lists);
  if (space->has_common) values[n_cells_of(space)] = dark__common_sum(values, space->common, space->n_lists);
}

/* With all coefficients 0 the linear predictor is log b. */
static void start_from_data(const dark__newton *at) {
  dark__fit_space *space = at->space;
  const size_t n_cells = n_cells_of(space);
  memset(space->coefficients, 0, space->n_kept * sizeof *space->coefficients);
  place_effects(space->effects, space, space->coefficients);
  predict(space->effects, space);
  space->sums[0] = space->change[0] = 0;
  for (size_t cell = space->first_cell; cell < n_cells; cell++) {
    const double weight = space->effects[cell] < DARK__SURELY_EMPTIED ? 0 : at->counts->cells[cell] + 0.1;
    space->sums[cell] = weight;
    space->change[cell] = weight > 0 ? weight * log(weight) - weight * space->effects[cell] : 0;
  }
  dark__fit_sum_means(space);
  sum_with_common(space->change, space);
  gather_information(at);
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

/* The most that the logarithm of a product of any factors of the means can be. */
static double reach_of(const dark__fit_space *space) {
  double reach = 0;
  for (size_t i = 0; i < n_pairs_of(space); i++) reach += fabs(space->given->log_odds[i]);
  for (size_t i = 0; i < space->n_kept; i++) reach += fabs(space->coefficients[i]);
  if (keeps_common(space)) reach += fabs(space->coefficients[space->n_kept - 1]) * dark__common_most(space->n_lists);
  return reach;
}

/* Means from effects at their places: an exponential for each effect, and one multiplication a list and half a cell. */
static void multiply_up(double *means, const dark__fit_space *space) {
  const size_t n_cells = n_cells_of(space);
  for (size_t cell = 0; cell < n_cells; cell++) means[cell] = space->effects[cell] != 0 ? dark__exp(space->effects[cell]) : 1;
  dark__subset_products(means, space->n_lists);
}

/* Linear predictors and means, from effects at their places. */
static void find_means(dark__fit_space *space) {
  const bool is_safe = space->n_lists >= DARK__FEWEST_FOR_PRODUCTS && reach_of(space) < DARK__MOST_REACH;
  if (is_safe) multiply_up(space->means, space);
  predict(space->effects, space);
  if (!is_safe) dark__exp_all(space->means, space->effects, n_cells_of(space));
  space->means[0] = space->first_cell == 0 ? dark__exp(space->effects[0]) : 0;
}

/* Means, their superset sums and the log-likelihood at the present coefficients. */
static double evaluate(const dark__newton *at) {
  dark__fit_space *space = at->space;
  const size_t n_cells = n_cells_of(space);
  place_effects(space->effects, space, space->coefficients);
  find_means(space);
  memcpy(space->sums, space->means, n_cells * sizeof *space->sums);
  dark__fit_sum_means(space);
  double log_lik = given_log_lik(space, at->counts, -space->sums[0]);
  for (size_t i = 0; i < space->n_kept; i++) log_lik += space->coefficients[i] * at->counts->margins[space->kept[i]];
  return log_lik;
}

static double margin(const dark__newton *at, size_t i) { return at->space->sums[at->space->kept[i]]; }

static dark__reach measure_step(const dark__newton *at) {
  dark__fit_space *space = at->space;
  predict_change(space->change, space, space->step);
  dark__reach range = {0, 0, INFINITY};
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

static bool step_meets_margins(const dark__newton *at) {
  dark__fit_space *space = at->space;
  const size_t n_cells = n_cells_of(space);
  for (size_t cell = 0; cell < n_cells; cell++) space->sums[cell] = space->means[cell] * (1 + space->change[cell]);
  sum_with_common(space->sums, space);
  for (size_t i = 0; i < space->n_kept; i++)
    if (!dark__newton_is_met(space->sums[space->kept[i]], at->counts->margins[space->kept[i]])) return false;
  return true;
}

static const dark__newton_form cell_by_cell = {.start = start_from_data,
                                               .evaluate = evaluate,
                                               .gather_information = gather_information,
                                               .margin = margin,
                                               .measure_step = measure_step,
                                               .step_meets_margins = step_meets_margins};

static dark__fit fit_in_form(const dark__newton *at, const dark__fit_request *request, bool is_warm) {
  if (is_warm) {
    const dark__fit fit = dark__newton_iterate(at, request);
    if (fit.end != DARK__FIT_FAILED) return fit;
  }
  at->form->start(at);
  return dark__newton_iterate(at, request);
}

dark__fit dark__fit_model(dark__fit_space *space, const dark__counts *counts, const dark__fit_request *request) {
  dark__newton at = {.form = &cell_by_cell, .space = space, .counts = counts};
  space->first_cell = request->has_unseen ? 0 : 1;
  const bool is_warm = sort_terms(space, counts, request);
  space->factored.parts.n = 0;
  if (!request->has_unseen && space->n_kept > 0 && dark__factored_is_worth(request->terms, request->n_terms, counts)) {
    dark__factored_take_apart(space, request);
    at.form = &dark__factored_form;
  }
  const dark__fit fit = fit_in_form(&at, request, is_warm);
  if (space->factored.parts.n == 0 || request->needs_no_means) return fit;
  space->factored.parts.n = 0;
  evaluate(&at);
  return fit;
}

double dark__fit_margin(const dark__fit_space *space, uint32_t term) {
  return space->factored.parts.n > 0 ? dark__factored_margin(space, term) : space->sums[term];
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
  const dark__newton at = {.space = space};
  if (space->factored.parts.n > 0) dark__factored_gather(&at);
  else gather_information(&at);
  dark__cholesky_factor(space->information, n, DARK__ALIASED_PIVOT);
  for (size_t i = 0; variances != NULL && i < n; i++) {
    memset(space->step, 0, n * sizeof *space->step);
    space->step[i] = 1;
    dark__cholesky_solve(space->information, n, space->step);
    variances[i] = space->step[i];
  }
  return dark__cholesky_inverse_first(space->information, n, space->step);
}
