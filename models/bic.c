/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best hierarchical log-linear model by BIC = k log(people observed) - 2 log-likelihood, over all of order up to --max-order whose
   extended maximum likelihood estimate exists and is unique (Silverman, Chan & Vincent 2024, Stat. Comput. 34:44). k counts the
   intercept and effects of minus infinity. Where we differ: ties are settled by rule, and a resampled table is searched over all
   candidate models, not over those that were best on the observed table (--set top=K restores that). */

#include "loglinear/catalogue.h"
#include "loglinear/explain.h"

enum { TOP, CRITERION, N_OPTIONS };

static const dark_option options[N_OPTIONS] = {
  [TOP] = {"top", DARK_OPTION_WHOLE, 0, 0, 1e9, NULL, "search only the K best models of the observed table; 0: all"},
  [CRITERION] = DARK__CRITERION_OPTION};

static unsigned default_order(unsigned n_lists) {
  unsigned order;
  dark_method_choose(n_lists, &order);
  return order > 0 ? order : n_lists <= 2 ? 1 : 2;
}

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  dark__catalogue *catalogue;
  const unsigned order = config->max_order != 0 ? config->max_order : default_order(problem->n_lists);
  const dark_status status = dark__catalogue_new(&catalogue, problem, order, (dark__criterion)config->options[CRITERION],
                                                 (size_t)config->options[TOP], err);
  *plan = catalogue;
  return status;
}

static void plan_free(void *plan) { dark__catalogue_free(plan); }

static dark_status workspace_new(void **workspace, const void *plan, dark_error *err) {
  const dark__catalogue *catalogue = plan;
  dark__engine *engine;
  const dark_status status = dark__engine_new(&engine, catalogue->problem, DARK__MAX_TERMS, err);
  *workspace = engine;
  return status;
}

static void workspace_free(void *workspace) { dark__engine_free(workspace); }

static dark_status estimate(dark_estimate *out, const void *plan, void *workspace, const double *weights, dark_error *err) {
  dark__engine_load(workspace, weights);
  return dark__catalogue_search(out, plan, workspace, false, err);
}

static size_t expand(uint32_t terms[DARK__MAX_TERMS], const dark__catalogue *catalogue, dark_model_id model) {
  return dark__lattice_expand(terms, &catalogue->lattice, catalogue->models[model.bits[0]]);
}

static void model_name(char *buffer, size_t size, const void *plan, dark_model_id model) {
  const dark__catalogue *catalogue = plan;
  uint32_t terms[DARK__MAX_TERMS];
  const size_t n_terms = expand(terms, catalogue, model);
  dark__model_write(buffer, size, terms, n_terms, &catalogue->problem->naming);
}

static unsigned max_order(const void *plan) { return ((const dark__catalogue *)plan)->lattice.max_order; }

static dark_status explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  const dark__catalogue *catalogue = plan;
  uint32_t terms[DARK__MAX_TERMS];
  const size_t n_terms = expand(terms, catalogue, observed->model);
  const dark_status status = dark__explain_model(out, catalogue->problem, terms, n_terms, err);
  if (status != DARK_OK) return status;
  out->model = observed->model;
  out->n_candidates = catalogue->n_models;
  out->n_usable = catalogue->n_usable;
  return DARK_OK;
}

static dark_status rank(dark_candidate **candidates, size_t *n_candidates, const void *plan, size_t n, dark_error *err) {
  return dark__catalogue_rank(candidates, n_candidates, plan, n, err);
}

const dark_estimator dark__bic_estimator = {
  .name = "bic",
  .assumption = "one of the searched models of dependence between lists is true, and everybody is equally likely to be caught by a list",
  .advice = "the usual choice with three to six lists; replicates repeat the whole choice of model",
  .source = "Silverman, Chan & Vincent 2024, Stat. Comput. 34:44",
  .min_lists = 2,
  .max_lists = DARK_MAX_LISTS,
  .options = options,
  .n_options = N_OPTIONS,
  .takes_max_order = 1,
  .plan_new = plan_new,
  .plan_free = plan_free,
  .workspace_new = workspace_new,
  .workspace_free = workspace_free,
  .estimate = estimate,
  .model_name = model_name,
  .max_order = max_order,
  .explain = explain,
  .rank = rank};
