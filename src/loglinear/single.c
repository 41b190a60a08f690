/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/single.h"
#include "estimator/tables.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "lattice/chao_bound.h"
#include "lattice/common.h"
#include "loglinear/fit/deviance.h"
#include "loglinear/fit/explain.h"
#include "loglinear/fit/profile.h"
#include "loglinear/rank/ranking.h"
#include "loglinear/search/searched.h"

static dark__fit_request request_of(const dark__single *single) {
  return (dark__fit_request){.terms = single->terms, .n_terms = single->n_terms, .start = single->start, .floor = -INFINITY};
}

/* Fit the observed table once, for warm starts. */
static dark_status find_start(dark__single *single, dark_error *err) {
  dark__engine *engine = NULL;
  dark__verdict verdict;
  const dark__fit_request request = request_of(single);
  dark_status status = dark__engine_new(&engine, single->problem, single->n_terms, err);
  if (status == DARK_OK) status = dark__engine_load_observed(engine, err);
  if (status == DARK_OK) status = dark__engine_judge(&verdict, engine, &request, err);
  if (status == DARK_OK && verdict.code == 0) {
    single->start = malloc(single->n_terms * sizeof *single->start);
    if (single->start == NULL) status = dark__fail_memory(err);
    else dark__fit_effects(single->start, &engine->space, &request);
  }
  dark__engine_free(engine);
  return status;
}

/* Where there are fewer lists, or odds ratios are given, H may be left one pair, which it is then, or none. */
static void settle_common(dark__single *single) {
  const dark__problem *problem = single->problem;
  const dark__dependence *given = problem->given;
  uint32_t pairs[DARK__MOST_PAIRS];
  if (!dark__has_common(single->terms, single->n_terms, problem->n_lists)) return;
  const size_t n = dark__pairs_left_out(pairs, problem->n_lists, single->terms, single->n_terms,
                                        given != NULL ? given->pairs : NULL, given != NULL ? given->n_pairs : 0);
  if (n >= DARK__FEWEST_COMMON_PAIRS) return;
  single->n_terms--;
  if (n == 1) dark__terms_insert(single->terms, &single->n_terms, pairs[0]);
}

dark_status dark__single_new(dark__single **out, const dark__problem *problem, const uint32_t *generators, size_t n,
                             dark_error *err) {
  *out = NULL;
  dark__single *single = calloc(1, sizeof *single);
  if (single == NULL) return dark__fail_memory(err);
  single->problem = problem;
  dark_status status = dark__terms_close(&single->terms, &single->n_terms, problem->n_lists, generators, n, err);
  if (status == DARK_OK) settle_common(single);
  if (status == DARK_OK) status = dark__check_given(single->terms, single->n_terms, problem, err);
  if (status == DARK_OK) status = find_start(single, err);
  if (status == DARK_OK) *out = single;
  else dark__single_free(single);
  return status;
}

void dark__single_free(void *plan) {
  dark__single *single = plan;
  if (single == NULL) return;
  free(single->terms);
  free(single->start);
  free(single);
}

dark_status dark__single_workspace_new(void **workspace, const void *plan, dark_error *err) {
  const dark__single *single = plan;
  dark__lanes *lanes;
  const dark_status status = dark__lanes_new(&lanes, single->problem, single->n_terms, err);
  *workspace = lanes;
  return status;
}

static void give_verdict(dark_estimate *out, const dark__verdict *verdict) {
  if (verdict->code == 0) dark__estimate_succeeds(out, verdict->hidden, (dark_model_id){{0, 0}});
  else dark__estimate_fails(out, dark__code_reason(verdict->code));
}

static dark_status estimate_few(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                dark_error *err) {
  const dark__single *single = plan;
  dark__lanes *lanes = workspace;
  const size_t width = lanes->kernel->width;
  dark__block_request request = {.terms = single->terms, .n_terms = single->n_terms, .active = (1u << n) - 1};
  for (size_t lane = 0; lane < width; lane++) request.floor[lane] = -INFINITY;
  if (single->start != NULL) request.start = lanes->starts;
  for (size_t i = 0; single->start != NULL && i < single->n_terms; i++)
    for (size_t lane = 0; lane < width; lane++) lanes->starts[i * width + lane] = single->start[i];
  for (size_t lane = 0; lane < n; lane++) dark__lanes_load(lanes, lane, weights[lane]);
  dark__block_result result;
  dark__lanes_fit(&result, lanes, &request, NULL);
  for (size_t lane = 0; lane < n; lane++) {
    dark__verdict verdict;
    const dark_status status =
        dark__judge_fit(&verdict, &result.lanes[lane], single->terms, single->n_terms, lanes->block->lanes[lane], err);
    if (status != DARK_OK) return status;
    give_verdict(&out[lane], &verdict);
  }
  return DARK_OK;
}

dark_status dark__single_estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                  dark_error *err) {
  return dark__estimate_by(dark__lanes_width(workspace), estimate_few, out, plan, workspace, weights, n, err);
}

void dark__single_model_name(char *buffer, size_t size, const void *plan, dark_model_id model) {
  const dark__single *single = plan;
  (void)model;
  dark__model_write(buffer, size, single->terms, single->n_terms, &single->problem->naming);
}

dark_status dark__single_explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  const dark__single *single = plan;
  const dark_status status = dark__explain_model(out, single->problem, single->terms, single->n_terms, err);
  if (status != DARK_OK) return status;
  out->model = observed->model;
  out->n_candidates = 1;
  out->is_complete = 1;
  return DARK_OK;
}

dark_status dark__single_deviance(double *out, const void *plan, const dark_estimate *estimate, const double *weights,
                                  dark_error *err) {
  const dark__single *single = plan;
  (void)estimate; /* there is one model */
  return dark__model_deviance(out, single->problem, single->terms, single->n_terms, weights, err);
}

static unsigned ranked_order(const dark__problem *problem) {
  const unsigned usual = dark__search_order(problem->n_lists), forced = dark__forced_order(problem);
  return usual > forced ? usual : forced;
}

/* The models that a search would have chosen between: what the given one leaves out of account. */
dark_status dark__single_rank(dark_candidate **candidates, size_t *n_candidates, const void *plan, size_t n, double within,
                              dark_error *err) {
  const dark__problem *problem = ((const dark__single *)plan)->problem;
  return dark__rank_models(candidates, n_candidates, problem, ranked_order(problem), DARK__CRITERION_BIC, n, within, err);
}

void dark__single_candidate_name(char *buffer, size_t size, const void *plan, dark_model_id model) {
  const dark__problem *problem = ((const dark__single *)plan)->problem;
  dark__lattice lattice;
  buffer[0] = '\0';
  if (dark__searched_lattice(&lattice, problem, ranked_order(problem), NULL) == DARK_OK)
    dark__candidate_name(buffer, size, problem, &lattice, model);
}

dark_status dark__single_candidate_bound(dark_bound *out, const void *plan, dark_model_id model, dark_error *err) {
  const dark__problem *problem = ((const dark__single *)plan)->problem;
  dark__lattice lattice;
  const dark_status status = dark__searched_lattice(&lattice, problem, ranked_order(problem), err);
  return status == DARK_OK ? dark__candidate_bound(out, problem, &lattice, model, err) : status;
}

dark_status dark__single_interval(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                                  double level, dark_error *err) {
  const dark__single *single = plan;
  (void)type; /* none but profile is offered */
  return dark__profile_model(out, single->problem, single->terms, single->n_terms, observed->hidden, level, err);
}
