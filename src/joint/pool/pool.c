/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/pool/pool.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_math.h>

#include "base/error.h"
#include "base/halt.h"
#include "joint/fit/estimate.h"
#include "joint/pool/posterior.h"
#include "numeric/normal_mixture.h"

void dark__pool_clear(dark__pooled *of) {
  for (size_t i = 0; i < of->n; i++) {
    free(of->points[i].hidden);
    free(of->points[i].sd);
  }
  free(of->points);
  free(of->status);
  free(of->unpooled);
  free(of->unpooled_sd);
  *of = (dark__pooled){0};
}

/* ---- the unpooled fit, and the face of what is not pooled, on which the pooled one is made */

typedef struct pooling {
  const dark__pool_request *request;
  dark__pooled *out;
  dark__joint_design design, plain; /* with and without the pooled terms */
  dark__joint_estimate unpooled, bare;
  dark__penalty penalty;
  double *projected; /* [n_columns] */
} pooling;

static void measure(double *hidden, double *sd, pooling *of, const dark__hidden *people) {
  for (size_t i = 0; i < of->request->n_targets; i++) {
    const double *weights = of->request->targets + i * of->request->strata->n_strata;
    hidden[i] = dark__hidden_sum(people, weights);
    dark__hidden_project(of->projected, people, &of->unpooled.fit, weights);
    sd[i] = sqrt(dark__hidden_covariance(people, weights, of->projected, weights, of->projected, true));
    if (!isfinite(hidden[i])) sd[i] = NAN;
  }
}

static dark_status make_plain(pooling *of, dark_error *err) {
  dark__joint_terms left = {0};
  dark_status status = DARK_OK;
  for (size_t t = 0; status == DARK_OK && t < of->request->terms->n; t++) {
    bool is_pooled = false;
    for (size_t i = 0; i < of->penalty.n; i++) is_pooled = is_pooled || of->penalty.blocks[i].first == of->design.term_starts[t];
    const bool has_columns = of->design.term_starts[t + 1] > of->design.term_starts[t];
    if (!(is_pooled && has_columns)) status = dark__joint_terms_add(&left, of->request->terms->terms[t], err);
  }
  if (status == DARK_OK) status = dark__joint_design_make(&of->plain, of->request->strata, &left, true, err);
  dark__joint_terms_clear(&left);
  return status;
}

static dark_status take_memory(pooling *of, dark_error *err) {
  dark__pooled *out = of->out;
  const size_t n = of->request->n_targets, n_strata = of->request->strata->n_strata;
  out->n_targets = n;
  out->status = malloc((n_strata + 1) * sizeof *out->status);
  out->unpooled = malloc((n + 1) * sizeof *out->unpooled);
  out->unpooled_sd = malloc((n + 1) * sizeof *out->unpooled_sd);
  of->projected = malloc((of->design.n_columns + 1) * sizeof *of->projected);
  const bool is_complete = out->status != NULL && out->unpooled != NULL && out->unpooled_sd != NULL && of->projected != NULL;
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

static dark_status begin(pooling *of, dark_error *err) {
  dark_status status = dark__joint_design_make(&of->design, of->request->strata, of->request->terms, true, err);
  if (status == DARK_OK) status = dark__penalty_make(&of->penalty, &of->design, of->request->terms, err);
  if (status == DARK_OK && of->penalty.n == 0)
    return dark__fail(err, DARK_EUSAGE,
                      "the model has no effect of a list, or of two, that differs by category: nothing to pool");
  if (status == DARK_OK) status = take_memory(of, err);
  if (status == DARK_OK) status = make_plain(of, err);
  if (status == DARK_OK) status = dark__joint_estimate_find(&of->unpooled, &of->design, of->request->counts, err);
  if (status == DARK_OK) status = dark__joint_estimate_find(&of->bare, &of->plain, of->request->counts, err);
  if (status != DARK_OK) return status;
  memcpy(of->out->n_columns, of->penalty.n_columns, sizeof of->out->n_columns);
  memcpy(of->out->status, of->unpooled.existence.hidden, of->request->strata->n_strata * sizeof *of->out->status);
  measure(of->out->unpooled, of->out->unpooled_sd, of, &of->unpooled.hidden);
  return DARK_OK;
}

static void finish(pooling *of) {
  free(of->projected);
  dark__penalty_clear(&of->penalty);
  dark__joint_estimate_clear(&of->unpooled);
  dark__joint_estimate_clear(&of->bare);
  dark__joint_design_clear(&of->design);
  dark__joint_design_clear(&of->plain);
}

/* ---- the grid */

/* Half-Cauchy quantiles: scale tan(pi q / 2). */
static double tau_at(const dark__pool_request *request, size_t i) {
  if (request->taus != NULL) return request->taus[i];
  return request->scale * tan(M_PI_2 * ((double)i + 0.5) / (double)request->n_taus);
}

static dark_status add_point(pooling *of, const double *taus, dark_error *err) {
  const size_t n = of->request->n_targets;
  dark__pool_point *point = &of->out->points[of->out->n++];
  *point = (dark__pool_point){.hidden = malloc((n + 1) * sizeof(double)), .sd = malloc((n + 1) * sizeof(double))};
  if (point->hidden == NULL || point->sd == NULL) return dark__fail_memory(err);
  memcpy(point->taus, taus, sizeof point->taus);
  const dark__joint_cells cells = {of->request->counts, of->bare.existence.on_face};
  dark__pool_posterior posterior = {.fit = &of->unpooled.fit, .cells = &cells, .penalty = &of->penalty};
  dark__pool_posterior_find(&posterior, taus);
  if (!posterior.has_converged) return dark__fail(err, DARK_ENUMERIC, "the pooled fit found no maximum at tau = %g", taus[0]);
  point->weight = posterior.log_marginal;
  point->n_effective = posterior.n_effective;
  dark__hidden people;
  const dark__joint_existence existence = {.on_face = of->bare.existence.on_face, .hidden = of->out->status};
  const dark_status status = dark__hidden_find(&people, posterior.fit, &existence, err);
  if (status == DARK_OK) measure(point->hidden, point->sd, of, &people);
  dark__hidden_clear(&people);
  return status;
}

/* From the widest taus, where the unpooled fit is near, to the narrowest. */
static dark_status run_grid(pooling *of, dark_error *err) {
  const size_t n = of->request->n_taus;
  size_t n_of[DARK__MOST_POOLS];
  for (size_t g = 0; g < DARK__MOST_POOLS; g++) n_of[g] = of->penalty.n_columns[g] > 0 ? n : 1;
  of->out->points = malloc(n_of[0] * n_of[1] * sizeof *of->out->points);
  if (of->out->points == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  for (size_t i = n_of[0]; status == DARK_OK && i-- > 0;)
    for (size_t j = n_of[1]; status == DARK_OK && j-- > 0;) {
      const double taus[DARK__MOST_POOLS] = {tau_at(of->request, i), tau_at(of->request, j)};
      status = dark__halt_check(err);
      if (status == DARK_OK) status = add_point(of, taus, err);
    }
  return status;
}

static void weigh(dark__pooled *out) {
  double largest = -INFINITY, sum = 0;
  for (size_t i = 0; i < out->n; i++) largest = fmax(largest, out->points[i].weight);
  for (size_t i = 0; i < out->n; i++) sum += out->points[i].weight = exp(out->points[i].weight - largest);
  for (size_t i = 0; i < out->n; i++) {
    out->points[i].weight /= sum;
    out->n_effective += out->points[i].weight * out->points[i].n_effective;
    for (size_t g = 0; g < DARK__MOST_POOLS; g++) out->tau[g] += out->points[i].weight * out->points[i].taus[g];
  }
}

dark_status dark__pool_find(dark__pooled *out, const dark__pool_request *request, dark_error *err) {
  *out = (dark__pooled){0};
  pooling of = {.request = request, .out = out};
  dark_status status = begin(&of, err);
  if (status == DARK_OK) status = run_grid(&of, err);
  if (status == DARK_OK) weigh(out);
  finish(&of);
  return status;
}

/* ---- what it says */

static bool has_people(const dark__pooled *of, size_t target) {
  for (size_t i = 0; i < of->n; i++)
    if (!(of->points[i].hidden[target] > 0) || !(of->points[i].sd[target] > 0)) return false;
  return of->n > 0;
}

dark_status dark__pool_interval(double *average, double *low, double *high, const dark__pooled *of, size_t target, double level,
                                dark_error *err) {
  *average = *low = *high = NAN;
  if (!has_people(of, target)) return DARK_OK;
  dark__normal *parts = malloc(of->n * sizeof *parts);
  if (parts == NULL) return dark__fail_memory(err);
  double variance;
  for (size_t i = 0; i < of->n; i++) {
    const dark__pool_point *point = &of->points[i];
    parts[i] = (dark__normal){point->weight, log(point->hidden[target]), point->sd[target] / point->hidden[target]};
  }
  dark__mixture_moments(average, &variance, parts, of->n);
  dark_status status = dark__mixture_quantile(low, parts, of->n, (1 - level) / 2, err);
  if (status == DARK_OK) status = dark__mixture_quantile(high, parts, of->n, (1 + level) / 2, err);
  *average = exp(*average);
  *low = exp(*low);
  *high = exp(*high);
  free(parts);
  return status;
}
