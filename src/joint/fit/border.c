/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/fit/border.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/halt.h"
#include "joint/fit/constants.h"
#include "joint/fit/estimate.h"
#include "numeric/cholesky.h"

static size_t n_histories_of(const dark__border *of) { return dark__n_histories(of->design.strata); }

/* ---- the model */

static dark_status take_memory(dark__border *of, dark_error *err) {
  const size_t n_cells = of->design.strata->n_strata * n_histories_of(of);
  of->moments = malloc((3 * n_cells + 1) * sizeof *of->moments);
  of->margins = malloc((n_cells + 1) * sizeof *of->margins);
  of->reduced = malloc((of->design.n_columns + 1) * sizeof *of->reduced);
  return of->moments == NULL || of->margins == NULL || of->reduced == NULL ? dark__fail_memory(err) : DARK_OK;
}

static void sum_up(dark__border *of, const dark__joint_cells *cells) {
  const size_t n = n_histories_of(of);
  for (size_t x = 0; x < of->design.strata->n_strata; x++) {
    dark__joint_sum(&of->fit, cells->counts + x * n, cells->in_use + x * n);
    memcpy(of->margins + x * n, of->fit.lattice, n * sizeof *of->margins);
    dark__joint_sum(&of->fit, of->fit.means + x * n, cells->in_use + x * n);
    memcpy(of->moments + 3 * x * n, of->fit.lattice, 3 * n * sizeof *of->moments);
  }
}

/* Is it the maximum, and do all observable cells have a mean there? A model whose estimate lies on a face is not: some means are on their way to 0. What is left of
   the way stays in of->reduced, the score reduced by the factor, so that steps have the observed margins. */
static bool is_maximum(dark__border *of, const dark__joint_cells *cells) {
  dark__joint_fit *fit = &of->fit;
  const size_t p = of->design.n_columns;
  double decrement = 0;
  if (!isfinite(fit->log_lik) || !(fit->smallest_pivot > DARK__JOINT_CERTAIN_PIVOT)) return false;
  memcpy(of->reduced, fit->score, p * sizeof *of->reduced);
  dark__cholesky_forward(fit->factor, p, of->reduced);
  for (size_t j = 0; j < p; j++) decrement += of->reduced[j] * of->reduced[j];
  return decrement < DARK__JOINT_NOISE && dark__joint_has_means(fit, cells->in_use);
}

dark_status dark__border_make(dark__border *out, const dark__joint_strata *strata, const dark__joint_terms *terms,
                              const double *counts, const double *coefficients, dark_error *err) {
  *out = (dark__border){.is_usable = false};
  unsigned char *kinds = malloc(strata->n_strata * dark__n_histories(strata) + 1);
  dark_status status = kinds == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) status = dark__joint_design_make(&out->design, strata, terms, true, err);
  if (status == DARK_OK) status = dark__joint_fit_new(&out->fit, &out->design, err);
  if (status == DARK_OK) status = take_memory(out, err);
  if (status == DARK_OK) {
    dark__joint_kinds(kinds, strata, counts);
    status = dark__joint_existence_certain(&out->existence, &out->design, kinds, err);
  }
  free(kinds);
  if (status != DARK_OK) return status;
  const dark__joint_cells cells = {counts, out->existence.on_face};
  memcpy(out->fit.coefficients, coefficients, out->design.n_columns * sizeof *coefficients);
  dark__joint_set_targets(&out->fit, &cells);
  out->fit.log_lik = dark__joint_evaluate(&out->fit, &cells);
  dark__joint_inform(&out->fit, &cells);
  sum_up(out, &cells);
  out->is_usable = is_maximum(out, &cells);
  return DARK_OK;
}

void dark__border_clear(dark__border *of) {
  dark__joint_fit_clear(&of->fit);
  dark__joint_design_clear(&of->design);
  dark__joint_existence_clear(&of->existence);
  free(of->moments);
  free(of->margins);
  free(of->reduced);
  free(of->cross);
  *of = (dark__border){.is_usable = false};
}

/* ---- its border */

/* The parts of what was taken for a term. */
typedef struct border {
  double *cross;  /* [n x n_columns] */
  double *corner; /* [n^2] */
  double *own;    /* [n] the corner's diagonal before it is reduced */
} border;

static dark_status take_border(border *out, dark__border *of, size_t n, dark_error *err) {
  const size_t p = of->design.n_columns, needed = n * p + n * n + 2 * n;
  if (needed > of->capacity) {
    free(of->cross);
    of->cross = malloc(needed * sizeof *of->cross);
    of->capacity = of->cross == NULL ? 0 : needed;
    if (of->cross == NULL) return dark__fail_memory(err);
  }
  memset(of->cross, 0, needed * sizeof *of->cross);
  *out = (border){of->cross, of->cross + n * p, of->cross + n * p + n * n};
  of->step = out->own + n;
  of->n_added = n;
  return DARK_OK;
}

/* Moments of the new columns, one of which at most is not 0 in a stratum, with all others: information, and score into of->step. */
static void fill_border(border *out, dark__border *of, dark__joint_term added) {
  const dark__joint_design *design = &of->design;
  const unsigned n_lists = design->strata->n_lists;
  for (size_t x = 0, column; x < design->strata->n_strata; x++) {
    if (dark__joint_is_silent(&of->fit, x) || !dark__joint_dummy_at(&column, design->strata, added, x)) continue;
    const double *sums = of->moments + ((3 * x) << n_lists), people = of->fit.people[x];
    const double moment = sums[added.lists], mean = moment / people;
    double *row = out->cross + column * design->n_columns;
    for (const dark__active *a = design->active + design->starts[x]; a < design->active + design->starts[x + 1]; a++) {
      const double *of_power = sums + ((size_t)a->monomial.power << n_lists);
      row[a->column] += a->value * (of_power[added.lists | a->monomial.lists] - mean * of_power[a->monomial.lists]);
    }
    out->own[column] += moment - mean * moment;
    of->step[column] += of->margins[(x << n_lists) + added.lists] - moment;
  }
}

static double product(const double *a, const double *b, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

/* The corner less what the model's columns make of it, factored. False when the new columns are not told from these, or hardly. */
static bool reduce_corner(border *at, const dark__border *of) {
  const size_t n = of->n_added, p = of->design.n_columns;
  for (size_t i = 0; i < n; i++) dark__cholesky_forward(of->fit.factor, p, at->cross + i * p);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j <= i; j++)
      at->corner[i * n + j] = (i == j ? at->own[i] : 0) - product(at->cross + i * p, at->cross + j * p, p);
  dark__cholesky_factor(at->corner, n, DARK__JOINT_ALIASED_PIVOT);
  for (size_t i = 0; i < n; i++) {
    const double reciprocal = at->corner[i * n + i];
    if (!(reciprocal > 0) || !(1 / (reciprocal * reciprocal) > DARK__JOINT_CERTAIN_PIVOT * at->own[i])) return false;
  }
  return true;
}

static void find_step(border *at, dark__border *of) {
  const size_t n = of->n_added, p = of->design.n_columns;
  double *step = of->fit.step;
  for (size_t i = 0; i < n; i++) of->step[i] -= product(at->cross + i * p, of->reduced, p);
  dark__cholesky_solve(at->corner, n, of->step);
  memcpy(step, of->reduced, p * sizeof *step);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < p; j++) step[j] -= at->cross[i * p + j] * of->step[i];
  dark__cholesky_backward(of->fit.factor, p, step);
}

/* ---- what the step does */

/* The change of log means in a stratum, `change` [2^t]; returns by how much the intercept gives way. */
static double change_of(double *change, dark__border *of, dark__joint_term added, const unsigned char *in_use, size_t x) {
  const size_t n = n_histories_of(of);
  const double *means = of->fit.means + x * n;
  double sum = 0;
  size_t column;
  dark__joint_predict(change, &of->fit, of->fit.step, x);
  const double own = dark__joint_dummy_at(&column, of->design.strata, added, x) ? of->step[column] : 0;
  for (size_t w = 0; w < n; w++) {
    if ((added.lists & ~w) == 0) change[w] += own;
    if (in_use[w]) sum += means[w] * change[w];
  }
  return sum / of->fit.people[x];
}

/* Adds the divergence of a stratum; false when the step's table is not positive there. */
static bool add_divergence(double *sum, dark__border *of, dark__joint_term added, size_t x) {
  const size_t n = n_histories_of(of);
  double *change = of->fit.lattice + 2 * n;
  const unsigned char *in_use = of->existence.on_face + x * n;
  const double mean = change_of(change, of, added, in_use, x);
  for (size_t w = 0; w < n; w++) {
    if (!in_use[w]) continue;
    const double d = change[w] - mean;
    if (!(d > -0.5)) return false;
    *sum += of->fit.means[x * n + w] * dark__step_divergence(d);
  }
  return true;
}

dark_status dark__border_try(bool *is_bound, dark__border *of, dark__joint_term added, dark_error *err) {
  border at;
  *is_bound = false;
  dark_status status = dark__halt_check(err);
  if (status == DARK_OK) status = take_border(&at, of, dark__joint_n_dummies(of->design.strata, added), err);
  if (status != DARK_OK || !of->is_usable) return status;
  fill_border(&at, of, added);
  if (!reduce_corner(&at, of)) return DARK_OK;
  find_step(&at, of);
  double divergence = 0;
  bool is_positive = true;
  for (size_t x = 0; is_positive && x < of->design.strata->n_strata; x++)
    if (!dark__joint_is_silent(&of->fit, x)) is_positive = add_divergence(&divergence, of, added, x);
  of->log_lik = of->fit.log_lik + divergence;
  *is_bound = is_positive && isfinite(divergence);
  return DARK_OK;
}

/* ---- without a term */

/* Columns of the inverse information from `first` on, at->cross [n x n_columns], and of these the rows of the columns themselves, at->corner. */
static void invert_columns(border *at, const dark__border *of, size_t first) {
  const size_t n = of->n_added, p = of->design.n_columns;
  for (size_t i = 0; i < n; i++) {
    double *column = at->cross + i * p;
    column[first + i] = 1;
    dark__cholesky_solve(of->fit.factor, p, column);
    for (size_t j = 0; j <= i; j++) at->corner[i * n + j] = column[first + j];
  }
}

/* From the rest of the way to the maximum, on to where the term's coefficients are 0. Returns what that costs the log-likelihood, as far as the tangent tells. */
static double drop(border *at, dark__border *of, size_t first) {
  const size_t n = of->n_added, p = of->design.n_columns;
  double *step = of->fit.step, loss = 0;
  memcpy(step, of->reduced, p * sizeof *step);
  dark__cholesky_backward(of->fit.factor, p, step);
  for (size_t i = 0; i < n; i++) of->step[i] = of->fit.coefficients[first + i] + step[first + i];
  dark__cholesky_solve(at->corner, n, of->step);
  for (size_t i = 0; i < n; i++) {
    loss += of->step[i] * of->fit.coefficients[first + i];
    for (size_t j = 0; j < p; j++) step[j] -= at->cross[i * p + j] * of->step[i];
  }
  return loss;
}

dark_status dark__border_drop(bool *is_bound, dark__border *of, size_t term, dark_error *err) {
  border at;
  const size_t first = of->design.term_starts[term], n = of->design.term_starts[term + 1] - first;
  *is_bound = false;
  dark_status status = dark__halt_check(err);
  if (status == DARK_OK) status = take_border(&at, of, n, err);
  if (status != DARK_OK || !of->is_usable) return status;
  invert_columns(&at, of, first);
  if (!(dark__cholesky_factor(at.corner, n, DARK__JOINT_ALIASED_PIVOT) > DARK__JOINT_CERTAIN_PIVOT)) return DARK_OK;
  double divergence;
  const double loss = drop(&at, of, first);
  const double share = dark__joint_step_share(&of->fit, of->existence.on_face);
  *is_bound = dark__joint_step_divergence(&divergence, &of->fit, of->existence.on_face, share);
  of->log_lik = of->fit.log_lik - share * loss + divergence;
  *is_bound = *is_bound && isfinite(of->log_lik);
  return DARK_OK;
}
