/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onelist/onelist.h"
#include "estimator/tables.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "onelist/bound.h"
#include "onelist/design.h"
#include "onelist/maximum.h"

typedef struct plan {
  const dark__problem *problem;
  dark__design design;
  dark__truncated regression;
  double *captures, *rows, *counts; /* of the regression */
  size_t *count_of;
  dark__maximum observed; /* of the people observed: others are looked for from there */
} plan;

static int compare_numbers(const void *left, const void *right) {
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

/* The different numbers of captures, and which of them each record has. */
static void number_counts(plan *p) {
  const size_t n = p->problem->n_records;
  size_t n_counts = 0;
  memcpy(p->counts, p->captures, n * sizeof *p->counts);
  qsort(p->counts, n, sizeof *p->counts, compare_numbers);
  for (size_t i = 0; i < n; i++)
    if (i == 0 || p->counts[i] != p->counts[i - 1]) p->counts[n_counts++] = p->counts[i];
  for (size_t i = 0; i < n; i++) {
    const double *found = bsearch(&p->captures[i], p->counts, n_counts, sizeof *p->counts, compare_numbers);
    p->count_of[i] = (size_t)(found - p->counts);
  }
  p->regression.counts = p->counts;
  p->regression.count_of = p->count_of;
  p->regression.n_counts = n_counts;
}

/* The maximum of the people observed. */
static dark_status fit_observed(plan *p, dark_error *err) {
  const size_t n = p->problem->n_records;
  double *weights = calloc(n + 1, sizeof *weights);
  dark_status status = weights == NULL ? dark__fail_memory(err) : dark__maximum_make(&p->observed, &p->regression, err);
  for (size_t i = 0; i < n && status == DARK_OK; i++) weights[i] = p->problem->records[i].count;
  if (status == DARK_OK) (void)dark__maximum_find(&p->observed, &p->regression, weights, NULL);
  free(weights);
  return status;
}

static dark_status fill_plan(plan *p, dark_error *err) {
  const dark__problem *problem = p->problem;
  const size_t n = problem->n_records;
  const dark_status status = dark__design_make(&p->design, problem->captures, err);
  if (status != DARK_OK) return status;
  p->captures = calloc(n + 1, sizeof *p->captures);
  p->rows = calloc(n * p->design.n_columns + 1, sizeof *p->rows);
  p->counts = calloc(n + 1, sizeof *p->counts);
  p->count_of = calloc(n + 1, sizeof *p->count_of);
  if (p->captures == NULL || p->rows == NULL || p->counts == NULL || p->count_of == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) {
    const size_t sighting = problem->records[i].history - 1;
    p->captures[i] = problem->captures->captures[sighting];
    dark__design_row(p->rows + i * p->design.n_columns, &p->design, sighting);
  }
  p->regression.captures = p->captures;
  p->regression.design = p->rows;
  p->regression.n_records = n;
  p->regression.n_columns = p->design.n_columns;
  number_counts(p);
  return fit_observed(p, err);
}

dark_status dark__onelist_plan(void **out, const dark__problem *problem, const dark__family *family, dark_error *err) {
  *out = NULL;
  if (problem->captures == NULL) return dark__fail(err, DARK_EUSAGE, "method %s needs counts of captures", family->name);
  plan *p = calloc(1, sizeof *p);
  if (p == NULL) return dark__fail_memory(err);
  p->problem = problem;
  p->regression.family = family;
  const dark_status status = fill_plan(p, err);
  if (status == DARK_OK) *out = p;
  else dark__onelist_plan_free(p);
  return status;
}

void dark__onelist_plan_free(void *memory) {
  plan *p = memory;
  if (p == NULL) return;
  dark__design_clear(&p->design);
  free(p->captures);
  free(p->rows);
  free(p->counts);
  free(p->count_of);
  dark__maximum_clear(&p->observed);
  free(p);
}

dark_status dark__onelist_workspace(void **out, const void *memory, dark_error *err) {
  const plan *p = memory;
  *out = NULL;
  dark__maximum *maximum = calloc(1, sizeof *maximum);
  if (maximum == NULL) return dark__fail_memory(err);
  const dark_status status = dark__maximum_make(maximum, &p->regression, err);
  if (status == DARK_OK) *out = maximum;
  else dark__onelist_workspace_free(maximum);
  return status;
}

void dark__onelist_workspace_free(void *workspace) {
  if (workspace != NULL) dark__maximum_clear(workspace);
  free(workspace);
}

/* Counts that do not differ cannot tell how rare captures are; whether nobody or everybody was captured again makes no difference. */
static bool are_all_equal(const plan *p, const double *weights) {
  double first = 0;
  for (size_t i = 0; i < p->regression.n_records; i++) {
    if (!(weights[i] > 0)) continue;
    if (first == 0) first = p->captures[i];
    if (p->captures[i] != first) return false;
  }
  return true;
}

/* Whether people captured once are lacking among those with a value of a factor; any of them for a covariate SIZE_MAX. */
static bool lacks_once(const plan *p, const double *weights, size_t covariate, uint32_t value) {
  const dark_captures *captures = p->problem->captures;
  bool has_people = false, has_once = false;
  for (size_t i = 0; i < p->regression.n_records; i++) {
    const size_t sighting = p->problem->records[i].history - 1;
    const bool is_in = covariate == SIZE_MAX || captures->values[sighting * captures->n_covariates + covariate] == value;
    if (!is_in || !(weights[i] > 0)) continue;
    has_people = true;
    has_once = has_once || p->captures[i] == 1;
  }
  return has_people && !has_once;
}

/* Why rates of capture run away: the data may lack people captured again, or people captured once. */
static dark_reason reason_of_flight(const plan *p, const double *weights) {
  const dark_captures *captures = p->problem->captures;
  if (lacks_once(p, weights, SIZE_MAX, 0)) return DARK_REASON_NOBODY_ONCE;
  for (size_t c = 0; c < captures->n_covariates; c++)
    for (uint32_t k = 0; captures->covariates[c].numbers == NULL && k < captures->covariates[c].n_values; k++)
      if (lacks_once(p, weights, c, k)) return DARK_REASON_NOBODY_ONCE;
  return DARK_REASON_AT_INFINITY;
}

static dark_status estimate_one(dark_estimate *out, const void *memory, void *workspace, const double *weights, dark_error *err) {
  (void)err;
  const plan *p = memory;
  dark__maximum *maximum = workspace;
  if (are_all_equal(p, weights)) {
    dark__estimate_fails(out, DARK_REASON_SINGLE_COUNT);
    return DARK_OK;
  }
  const dark__truncated_end end = dark__maximum_find(maximum, &p->regression, weights, &p->observed);
  if (end == DARK__TRUNCATED_UNBOUNDED) {
    dark__estimate_fails(out, DARK_REASON_DISPERSION);
  } else if (end == DARK__TRUNCATED_FOUND || end == DARK__TRUNCATED_REDUCED) {
    const dark__population_sum all = dark__truncated_population(&maximum->fit, &p->regression, weights, NULL, NULL, NULL);
    dark__estimate_succeeds(out, all.total - all.observed, (dark_model_id){{1, 0}});
  } else {
    dark__estimate_fails(out, reason_of_flight(p, weights));
  }
  return DARK_OK;
}

dark_status dark__onelist_estimate(dark_estimate *out, const void *memory, void *workspace, const double *const *weights,
                                   size_t n, dark_error *err) {
  return dark__estimate_each(estimate_one, out, memory, workspace, weights, n, err);
}

void dark__onelist_model_name(char *buffer, size_t size, const void *memory, dark_model_id model) {
  (void)model;
  const dark_captures *captures = ((const plan *)memory)->problem->captures;
  size_t used = (size_t)snprintf(buffer, size, captures->n_covariates == 0 ? "~1" : "~");
  for (size_t c = 0; c < captures->n_covariates && used < size; c++)
    used += (size_t)snprintf(buffer + used, size - used, "%s%s", c == 0 ? "" : "+", captures->covariates[c].name);
}

/* ---- for people */

/* What an explanation is made from. */
typedef struct scene {
  const plan *plan;
  dark__truncated_fit fit;
  double *weights, *variance, *work;
  unsigned char *is_member;
} scene;

static dark_status make_scene(scene *s, const plan *p, dark_error *err) {
  const size_t n = dark__truncated_n_parameters(&p->regression), n_records = p->problem->n_records;
  *s = (scene){.plan = p,
               .weights = calloc(n_records + 1, sizeof *s->weights),
               .variance = calloc(n * n, sizeof *s->variance),
               .work = calloc(n, sizeof *s->work),
               .is_member = calloc(n_records + 1, 1)};
  if (s->weights == NULL || s->variance == NULL || s->work == NULL || s->is_member == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n_records; i++) s->weights[i] = p->problem->records[i].count;
  const dark_status status = dark__truncated_fit_make(&s->fit, &p->regression, err);
  if (status != DARK_OK) return status;
  dark__truncated_copy(&s->fit, &p->observed.fit, &p->regression);
  dark__truncated_variance(s->variance, &s->fit, &p->regression, s->weights);
  return DARK_OK;
}

static void clear_scene(scene *s) {
  dark__truncated_fit_clear(&s->fit);
  free(s->weights);
  free(s->variance);
  free(s->work);
  free(s->is_member);
}

static void fill_terms(dark_explanation *out, const scene *s) {
  const plan *p = s->plan;
  const size_t n = dark__truncated_n_parameters(&p->regression);
  for (size_t j = 0; j < n; j++) {
    const bool is_extra = j == p->design.n_columns;
    if (is_extra ? isinf(s->fit.parameters[j]) : s->fit.is_aliased[j]) continue;
    dark_term *term = &out->terms[out->n_parameters++];
    *term = (dark_term){.coefficient = s->fit.parameters[j], .se = sqrt(s->variance[j * n + j])};
    if (is_extra) snprintf(term->name, sizeof term->name, "%s", p->regression.family->extra_name);
    else dark__design_name(term->name, sizeof term->name, &p->design, j);
  }
}

static void fill_level(dark_level *level, scene *s, size_t covariate, uint32_t value) {
  const plan *p = s->plan;
  const dark_captures *captures = p->problem->captures;
  for (size_t i = 0; i < p->problem->n_records; i++) {
    const size_t sighting = p->problem->records[i].history - 1;
    s->is_member[i] = captures->values[sighting * captures->n_covariates + covariate] == value;
  }
  const dark__population_sum sum =
      dark__truncated_population(&s->fit, &p->regression, s->weights, s->is_member, s->variance, s->work);
  *level = (dark_level){.covariate = captures->covariates[covariate].name,
                        .value = captures->covariates[covariate].values[value],
                        .observed = sum.observed,
                        .total = sum.total,
                        .se = sqrt(sum.variance)};
}

static void fill_levels(dark_explanation *out, scene *s) {
  const dark_captures *captures = s->plan->problem->captures;
  for (size_t c = 0; c < captures->n_covariates; c++)
    for (uint32_t k = 0; captures->covariates[c].numbers == NULL && k < captures->covariates[c].n_values; k++)
      fill_level(&out->levels[out->n_levels++], s, c, k);
}

static dark_status allocate(dark_explanation *out, const plan *p, dark_error *err) {
  const dark_captures *captures = p->problem->captures;
  size_t n_levels = 0;
  for (size_t c = 0; c < captures->n_covariates; c++)
    if (captures->covariates[c].numbers == NULL) n_levels += captures->covariates[c].n_values;
  out->terms = calloc(dark__truncated_n_parameters(&p->regression), sizeof *out->terms);
  out->levels = calloc(n_levels + 1, sizeof *out->levels);
  return out->terms == NULL || out->levels == NULL ? dark__fail_memory(err) : DARK_OK;
}

static dark_status fill_criteria(dark_explanation *out, const scene *s, dark_error *err) {
  const double people = s->plan->problem->n_observed;
  out->log_lik = s->fit.log_lik;
  out->aic = 2 * (double)out->n_parameters - 2 * out->log_lik;
  out->bic = (double)out->n_parameters * log(people) - 2 * out->log_lik;
  out->deviance = out->pearson = out->missed_criterion = out->missed_gap = out->criterion = (double)NAN;
  const dark__population_sum all =
      dark__truncated_population(&s->fit, &s->plan->regression, s->weights, NULL, s->variance, s->work);
  out->se = sqrt(all.variance);
  /* That of N given the people there are; Poisson counts do without the chance of who of them are seen. */
  const double hidden = all.total - all.observed, variance = (all.variance - hidden) / (hidden * hidden);
  return dark__onelist_bound(&out->bound, &s->plan->regression, &s->plan->observed, s->weights, hidden, variance, err);
}

dark_status dark__onelist_explain(dark_explanation *out, const void *memory, const dark_estimate *observed, dark_error *err) {
  (void)observed;
  const plan *p = memory;
  scene s;
  *out = (dark_explanation){.has_model = 1, .model = {{1, 0}}, .n_candidates = 1, .is_complete = 1};
  dark_status status = make_scene(&s, p, err);
  if (status == DARK_OK) status = allocate(out, p, err);
  if (status == DARK_OK) {
    fill_terms(out, &s);
    fill_levels(out, &s);
    status = fill_criteria(out, &s, err);
  }
  clear_scene(&s);
  if (status != DARK_OK) dark_explanation_clear(out);
  return status;
}
