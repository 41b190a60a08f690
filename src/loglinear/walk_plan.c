/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/walk_plan.h"

#include <stdlib.h>

#include "base/error.h"
#include "loglinear/fit/deviance.h"
#include "loglinear/fit/explain.h"
#include "loglinear/fit/profile.h"
#include "loglinear/rank/average.h"
#include "loglinear/rank/ranking.h"
#include "loglinear/search/searched.h"

dark_status dark__walk_new(dark__walk **out, const dark__problem *problem, unsigned max_order, dark_error *err) {
  *out = NULL;
  dark__walk *walk = calloc(1, sizeof *walk);
  if (walk == NULL) return dark__fail_memory(err);
  walk->problem = problem;
  const dark_status status = dark__searched_lattice(&walk->lattice, problem, max_order, err);
  if (status == DARK_OK) *out = walk;
  else free(walk);
  return status;
}

void dark__walk_free(void *plan) { free(plan); }

dark_status dark__walk_workspace_new(void **workspace, const void *plan, dark_error *err) {
  dark__crowd *crowd;
  const dark__walk *walk = plan;
  const dark_status status = dark__crowd_new(&crowd, walk->problem, dark__lattice_most_terms(&walk->lattice), err);
  *workspace = crowd;
  return status;
}

void dark__walk_model_name(char *buffer, size_t size, const void *plan, dark_model_id model) {
  const dark__walk *walk = plan;
  dark__candidate_name(buffer, size, walk->problem, &walk->lattice, model);
}

unsigned dark__walk_max_order(const void *plan) { return ((const dark__walk *)plan)->lattice.max_order; }

dark_status dark__walk_explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  const dark__walk *walk = plan;
  uint32_t terms[DARK__MAX_TERMS];
  const size_t n_terms = dark__lattice_expand(terms, &walk->lattice, dark__id_set(observed->model));
  const dark_status status = dark__explain_model(out, walk->problem, terms, n_terms, err);
  if (status != DARK_OK) return status;
  out->model = observed->model;
  out->is_selected = out->is_complete = 1;
  return DARK_OK;
}

dark_status dark__walk_rank(dark_candidate **candidates, size_t *n_candidates, const void *plan, size_t n, double within,
                            dark_error *err) {
  const dark__walk *walk = plan;
  return dark__rank_models(candidates, n_candidates, walk->problem, walk->lattice.max_order, walk->criterion, n, within, err);
}

dark_status dark__walk_interval(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                                double level, dark_error *err) {
  const dark__walk *walk = plan;
  if (type == DARK_INTERVAL_PROFILE) return dark__profile_chosen(out, walk->problem, &walk->lattice, observed, level, err);
  return dark__mata_of_problem(out, walk->problem, walk->lattice.max_order, type, level, err);
}

dark_status dark__walk_deviance(double *out, const void *plan, const dark_estimate *estimate, const double *weights,
                                dark_error *err) {
  const dark__walk *walk = plan;
  return dark__lattice_deviance(out, walk->problem, &walk->lattice, estimate->model, weights, err);
}

dark_status dark__walk_candidate_bound(dark_bound *out, const void *plan, dark_model_id model, dark_error *err) {
  const dark__walk *walk = plan;
  return dark__candidate_bound(out, walk->problem, &walk->lattice, model, err);
}
