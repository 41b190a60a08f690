/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/latent/latent.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/halt.h"
#include "joint/fit/constants.h"
#include "joint/latent/information.h"
#include "numeric/cholesky.h"
#include "numeric/exponential.h"

/* EM's steps before Newton's method is tried, and again when that fails; and how often. */
enum { MOST_EM = 3000, FEWEST_EM = 5, MOST_ROUNDS = 60, MOST_NEWTON = 60 };

/* EM hands over once a step gains less than this share of the log-likelihood's size. */
static const double HAND_OVER = 1e-7;

static size_t n_histories_of(const dark__latent *of) { return dark__n_histories(of->design->strata); }

static size_t n_cells_of(const dark__latent *of) { return of->design->strata->n_strata * n_histories_of(of); }

static dark_status make(dark__latent *out, const dark__joint_design *design, dark_error *err) {
  *out = (dark__latent){.design = design};
  out->n_unknowns = design->n_columns + (design->is_saturated ? design->strata->n_strata : 0);
  const size_t n = out->n_unknowns + 1;
  if (n > (size_t)2 * DARK__MOST_COLUMNS)
    return dark__fail(err, DARK_ELIMIT, "a model of %zu effects and strata is too large with missing values", n - 1);
  out->intercepts = calloc(design->strata->n_strata + 1, sizeof(double));
  out->expected = calloc(n_cells_of(out) + 1, sizeof(double));
  out->weights = calloc(n_cells_of(out) + 1, sizeof(double));
  out->factor = calloc(n * n, sizeof(double));
  out->score = calloc(n, sizeof(double));
  out->step = calloc(n, sizeof(double));
  out->previous = calloc(n, sizeof(double));
  out->left = calloc(n, sizeof(double));
  out->right = calloc(n, sizeof(double));
  const bool is_complete = out->intercepts != NULL && out->expected != NULL && out->weights != NULL && out->factor != NULL &&
                           out->score != NULL && out->step != NULL && out->previous != NULL && out->left != NULL &&
                           out->right != NULL;
  return is_complete ? dark__joint_fit_new(&out->fit, design, err) : dark__fail_memory(err);
}

void dark__latent_clear(dark__latent *of) {
  dark__joint_fit_clear(&of->fit);
  dark__joint_existence_clear(&of->existence);
  free(of->intercepts);
  free(of->expected);
  free(of->weights);
  free(of->factor);
  free(of->score);
  free(of->step);
  free(of->previous);
  free(of->left);
  free(of->right);
  *of = (dark__latent){0};
}

/* ---- the expectation */

static bool speaks(const dark__latent *of, size_t x) {
  return !of->design->is_saturated || of->existence.hidden[x] != DARK__HIDDEN_NO_RECORDS;
}

/* Observable cells off the face have mean 0 and take nobody. */
static double expect(dark__latent *of, const dark__emission *emission) {
  double sum = 0;
  for (size_t x = 0; x < of->design->strata->n_strata; x++)
    for (uint32_t w = 0; w < n_histories_of(of); w++) {
      const size_t c = x * n_histories_of(of) + w;
      if (of->existence.on_face[c]) sum += of->fit.means[c];
      else if (dark__is_observable(of->design->strata, x, w)) of->fit.means[c] = 0;
    }
  return emission->expect(emission->data, of->expected, of->fit.means) - sum;
}

/* Means at the present coefficients and intercepts. */
static double evaluate(dark__latent *of, const dark__emission *emission) {
  const size_t n = n_histories_of(of);
  for (size_t x = 0; x < of->design->strata->n_strata; x++) {
    double *means = of->fit.means + x * n;
    if (!speaks(of, x)) {
      memset(means, 0, n * sizeof *means);
      continue;
    }
    dark__joint_predict(means, &of->fit, of->fit.coefficients, x);
    for (size_t w = 0; w < n; w++) means[w] = dark__exp(means[w] + (of->design->is_saturated ? of->intercepts[x] : 0));
  }
  return expect(of, emission);
}

/* ---- EM */

static void maximise(dark__latent *of, bool cold) {
  const dark__joint_cells cells = {of->expected, of->existence.on_face};
  dark__joint_fit_run(&of->fit, &cells, cold);
}

/* One step; returns what it gained. */
static double step_em(dark__latent *of, const dark__emission *emission) {
  const double before = of->log_lik;
  maximise(of, false);
  of->log_lik = expect(of, emission);
  of->n_em++;
  return of->log_lik - before;
}

static void run_em(dark__latent *of, const dark__emission *emission, int fewest, double gain) {
  for (int i = 0; of->n_em < MOST_EM; i++)
    if (step_em(of, emission) < gain * (1 + fabs(of->log_lik)) && i >= fewest) return;
}

/* What the M-step made of the intercepts: the means of some cell say it. */
static void take_intercepts(dark__latent *of) {
  const size_t n = n_histories_of(of);
  for (size_t x = 0; of->design->is_saturated && x < of->design->strata->n_strata; x++) {
    of->intercepts[x] = 0;
    if (!speaks(of, x)) continue;
    double *eta = of->weights, best = 0;
    dark__joint_predict(eta, &of->fit, of->fit.coefficients, x);
    for (size_t w = 0; w < n; w++) {
      const double mean = of->fit.means[x * n + w];
      if (mean <= best || !isfinite(mean)) continue;
      best = mean;
      of->intercepts[x] = log(mean) - eta[w];
    }
  }
}

/* ---- Newton's method */

static double *unknown(dark__latent *of, size_t i) {
  return i < of->design->n_columns ? &of->fit.coefficients[i] : &of->intercepts[i - of->design->n_columns];
}

static double find_step(dark__latent *of, const dark__emission *emission) {
  double decrement = 0;
  dark__latent_inform(of, emission);
  memcpy(of->step, of->score, of->n_unknowns * sizeof *of->step);
  dark__cholesky_solve(of->factor, of->n_unknowns, of->step);
  of->largest_score = 0;
  for (size_t i = 0; i < of->n_unknowns; i++) {
    decrement += of->step[i] * of->score[i];
    of->largest_score = fmax(of->largest_score, fabs(of->score[i]));
  }
  return decrement;
}

static double take_step(dark__latent *of, const dark__emission *emission, bool is_noise) {
  for (size_t i = 0; i < of->n_unknowns; i++) {
    of->previous[i] = *unknown(of, i);
    *unknown(of, i) += of->step[i];
  }
  for (int halvings = 0; halvings < DARK__JOINT_MOST_HALVINGS; halvings++) {
    const double next = evaluate(of, emission);
    if (isfinite(next) && (next >= of->log_lik || is_noise)) return next;
    for (size_t i = 0; i < of->n_unknowns; i++) *unknown(of, i) = 0.5 * (*unknown(of, i) + of->previous[i]);
  }
  return NAN;
}

/* True once there. The log-likelihood need not be concave: what does not rise goes back to EM. */
static bool run_newton(dark__latent *of, const dark__emission *emission) {
  double last_decrement = INFINITY;
  for (int i = 0; i < MOST_NEWTON; i++, of->n_newton++) {
    const double decrement = find_step(of, emission);
    if (!isfinite(decrement) || decrement < 0) return false;
    const bool is_noise = decrement < DARK__JOINT_NOISE + DARK__JOINT_NOISE_SHARE * fabs(of->log_lik);
    const bool is_stalled = is_noise && decrement >= DARK__JOINT_STALLED_SHARE * last_decrement;
    const double next = take_step(of, emission, is_noise);
    if (isnan(next)) return false;
    of->log_lik = next;
    last_decrement = decrement;
    if (decrement < DARK__JOINT_CONVERGED || is_stalled) return true;
  }
  return false;
}

/* EM until Newton's method takes over, each time further. */
static void iterate(dark__latent *of, const dark__emission *emission) {
  double gain = HAND_OVER;
  run_em(of, emission, FEWEST_EM, gain);
  for (int round = 0; round < MOST_ROUNDS && !of->has_converged; round++) {
    take_intercepts(of);
    of->has_converged = run_newton(of, emission);
    gain /= 10;
    if (of->has_converged) continue;
    of->log_lik = expect(of, emission);
    run_em(of, emission, FEWEST_EM, gain);
  }
  dark__latent_inform(of, emission);
}

dark_status dark__latent_find(dark__latent *out, const dark__joint_design *design, const dark__emission *emission,
                              const unsigned char *kinds, const double *start, dark_error *err) {
  dark_status status = make(out, design, err);
  if (status == DARK_OK) status = dark__halt_check(err);
  if (status == DARK_OK) status = dark__joint_existence_find(&out->existence, design, kinds, err);
  if (status != DARK_OK) return status;
  memcpy(out->expected, start, n_cells_of(out) * sizeof *start);
  maximise(out, true);
  out->log_lik = expect(out, emission);
  iterate(out, emission);
  return DARK_OK;
}

/* ---- what it says */

double dark__latent_sum(const dark__latent *of, const double *weights, bool with_seen) {
  const size_t n = n_histories_of(of);
  double sum = 0;
  for (size_t x = 0; x < of->design->strata->n_strata; x++) {
    const dark__hidden_status status = of->existence.hidden[x];
    if (weights[x] == 0) continue;
    if (status == DARK__HIDDEN_UNDETERMINED || status == DARK__HIDDEN_NONID) sum += NAN;
    if (status == DARK__HIDDEN_INF) sum += weights[x] * INFINITY;
    for (uint32_t w = 0; w < n; w++) {
      const bool is_seen = dark__is_observable(of->design->strata, x, w);
      if (is_seen ? with_seen : status == DARK__HIDDEN_OK) sum += weights[x] * of->fit.means[x * n + w];
    }
  }
  return sum;
}

/* Forward substitution; an aliased unknown has a reciprocal pivot of 0. */
static void solve_forward(double *b, const double *factor, size_t n) {
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < i; j++) b[i] -= factor[i * n + j] * b[j];
    b[i] *= factor[i * n + i];
  }
}

void dark__latent_project_with(double *projected, dark__latent *of, const double *weights, const double *cells) {
  const size_t n = n_histories_of(of);
  unsigned char *chosen = (unsigned char *)of->weights;
  memset(projected, 0, of->n_unknowns * sizeof *projected);
  for (size_t x = 0; x < of->design->strata->n_strata; x++) {
    for (uint32_t w = 0; w < n; w++)
      chosen[w] = of->existence.hidden[x] == DARK__HIDDEN_OK && !dark__is_observable(of->design->strata, x, w);
    if (weights[x] != 0) dark__latent_add_gradient(projected, of, x, chosen, weights[x]);
    dark__latent_add_rows(projected, of, x, cells + x * n, of->existence.on_face + x * n, 1);
  }
  solve_forward(projected, of->factor, of->n_unknowns);
}

void dark__latent_project(double *projected, dark__latent *of, const double *weights, bool with_seen) {
  const size_t n = n_histories_of(of);
  unsigned char *chosen = (unsigned char *)of->weights; /* not needed between calls */
  memset(projected, 0, of->n_unknowns * sizeof *projected);
  for (size_t x = 0; x < of->design->strata->n_strata; x++) {
    const bool has_unseen = of->existence.hidden[x] == DARK__HIDDEN_OK;
    for (uint32_t w = 0; w < n; w++)
      chosen[w] = dark__is_observable(of->design->strata, x, w) ? with_seen && of->existence.on_face[x * n + w] : has_unseen;
    if (weights[x] != 0) dark__latent_add_gradient(projected, of, x, chosen, weights[x]);
  }
  solve_forward(projected, of->factor, of->n_unknowns);
}
