/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best hierarchical log-linear model by BIC = k log(people observed) - 2 log-likelihood, over all of order up to --max-order whose
   extended maximum likelihood estimate exists and is unique (Silverman, Chan & Vincent 2024, Stat. Comput. 34:44). k counts the
   intercept and effects of minus infinity. The search is branch and bound, exact for any number of models. Where we differ from the
   paper: ties are settled by rule, and a resampled table is searched over all candidate models, not over those that were best on the
   observed table (--set top=K restores that). */

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/tables.h"
#include "loglinear/branch_plan.h"
#include "loglinear/fit/explain.h"
#include "loglinear/fit/profile.h"
#include "loglinear/rank/average.h"
#include "loglinear/rank/ranking.h"
#include "loglinear/search/searched.h"

enum { TOP, CRITERION, BUDGET, N_OPTIONS };

/* Searches of resampled tables start from this many good models of the observed one. */
enum { N_GUESSES = 8 };

/* Models are counted for people to read, as far as that takes no time. */
static const size_t MOST_COUNTED = 10000000;

static const dark_option options[N_OPTIONS] = {
    [TOP] = {"top", DARK_OPTION_WHOLE, 0, 0, 100000, NULL, "search only the K best models of the observed table; 0: all"},
    [CRITERION] = DARK__CRITERION_OPTION,
    [BUDGET] = {
        "budget", DARK_OPTION_WHOLE, 0, 0, 1e12, NULL,
        "most nodes of one search; 0: 10000, and of a replicate's ten times what the observed table took if that is more"}};

/* Without a budget: nodes of the search of the observed table, and of any other as many or so many times what that one took. */
enum { LEAST_BUDGET = 10000, TIMES_OBSERVED = 10 };

typedef struct bic_plan {
  dark__branch_plan base;
  bool top_only;
} bic_plan;

/* Resampled tables are harder than the observed one, whose best models they start from, but seldom so much harder. Where even that one was not
   searched to the end there is no telling. */
static size_t budget_of_replicates(const dark__branch_report *observed) {
  const size_t times = TIMES_OBSERVED * observed->n_nodes;
  return observed->complete && times > LEAST_BUDGET ? times : LEAST_BUDGET;
}

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  *plan = NULL;
  bic_plan *mine = calloc(1, sizeof *mine);
  if (mine == NULL) return dark__fail_memory(err);
  const unsigned order = config->max_order != 0 ? config->max_order : dark__search_order(problem->n_lists);
  const size_t top = (size_t)config->options[TOP], budget = (size_t)config->options[BUDGET];
  mine->top_only = top > 0;
  const dark_status status = dark__branch_new(&mine->base.branch, problem, order, (dark__criterion)config->options[CRITERION],
                                              mine->top_only ? top : N_GUESSES, budget > 0 ? budget : LEAST_BUDGET, err);
  if (status == DARK_OK && budget == 0) mine->base.branch->budget = budget_of_replicates(&mine->base.branch->report);
  if (status == DARK_OK) *plan = mine;
  else dark__branch_plan_free(mine);
  return status;
}

static dark_status take_best(dark_estimate *out, const bic_plan *mine, dark__branch_space *space, size_t table,
                             const dark__branch_report *report, dark_error *err) {
  const dark__shortlist *best = &space->best[table];
  dark_reason reason = DARK_REASON_SEARCH_INCOMPLETE;
  dark_status status = DARK_OK;
  if (best->n == 0 && report->complete)
    status = dark__no_model_reason(&reason, &mine->base.branch->lattice, &space->crowd->counts[table], err);
  if (best->n > 0) dark__estimate_succeeds(out, best->found[0].hidden, dark__set_id(best->found[0].model));
  else dark__estimate_fails(out, reason);
  out->is_incomplete = !report->complete || (mine->top_only && !mine->base.branch->report.complete);
  return status;
}

static dark_status estimate_few(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                dark_error *err) {
  const bic_plan *mine = plan;
  dark__branch_space *space = workspace;
  dark__branch_report reports[DARK__CROWD_MOST];
  dark__crowd_load(space->crowd, weights, n);
  for (size_t table = 0; table < n; table++) space->best[table].n = 0;
  dark_status status = dark__branch_search(space->best, reports, mine->base.branch, space, mine->top_only, err);
  for (size_t table = 0; status == DARK_OK && table < n; table++)
    status = take_best(&out[table], mine, space, table, &reports[table], err);
  return status;
}

static dark_status estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                            dark_error *err) {
  return dark__estimate_by(dark__branch_room(workspace), estimate_few, out, plan, workspace, weights, n, err);
}

/* The search behind the estimate, which starts from the best models that the plan met and may end where the plan's own did not; of the best
   K models that one decides, and the plan's found them. */
static dark_status repeat_search(dark__branch_report *report, const bic_plan *mine, dark_error *err) {
  dark__branch_space *space;
  *report = mine->base.branch->report;
  if (mine->top_only || report->complete) return DARK_OK;
  dark_status status = dark__branch_space_new(&space, mine->base.branch, err);
  if (status == DARK_OK) status = dark__crowd_load_observed(space->crowd, err);
  if (status == DARK_OK) status = dark__branch_search(space->best, report, mine->base.branch, space, false, err);
  dark__branch_space_free(space);
  return status;
}

static dark_status explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  const bic_plan *mine = plan;
  uint32_t terms[DARK__MAX_TERMS];
  const size_t n_terms = dark__lattice_expand(terms, &mine->base.branch->lattice, dark__id_set(observed->model));
  dark__branch_report report;
  dark_status status = repeat_search(&report, mine, err);
  if (status == DARK_OK) status = dark__explain_model(out, mine->base.branch->problem, terms, n_terms, err);
  if (status != DARK_OK) return status;
  out->model = observed->model;
  out->is_selected = 1;
  out->n_candidates =
      mine->top_only ? mine->base.branch->n_guesses : dark__lattice_count(&mine->base.branch->lattice, MOST_COUNTED);
  out->is_complete = !observed->is_incomplete;
  out->missed_criterion = report.open_bound;
  out->criterion = mine->base.branch->criterion == DARK__CRITERION_AIC ? out->aic : out->bic;
  out->missed_gap = out->is_complete ? 0 : fmax(0, out->criterion - out->missed_criterion);
  out->n_nodes = report.n_nodes;
  return DARK_OK;
}

static dark_status interval(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                            double level, dark_error *err) {
  const dark__branch *branch = ((const dark__branch_plan *)plan)->branch;
  if (type == DARK_INTERVAL_PROFILE) return dark__profile_chosen(out, branch->problem, &branch->lattice, observed, level, err);
  return dark__mata_interval(out, branch, type, level, err);
}

const dark_estimator dark__bic_estimator = {
    .name = "bic",
    .assumption =
        "one of the searched models of dependence between lists is true, and everybody is equally likely to be caught by a list",
    .advice = "the usual choice with three to six lists; replicates repeat the whole choice of model",
    .source = "Silverman, Chan & Vincent 2024, Stat. Comput. 34:44",
    .max_lists = DARK_MAX_LISTS,
    .options = options,
    .n_options = N_OPTIONS,
    DARK__BRANCH_SLOTS,
    .plan_new = plan_new,
    .estimate = estimate,
    .model_name = dark__branch_candidate_name,
    .explain = explain,
    .deviance = dark__branch_deviance,
    .intervals = 1u << DARK_INTERVAL_PROFILE | 1u << DARK_INTERVAL_MATA_AIC | 1u << DARK_INTERVAL_MATA_BIC,
    .interval = interval};
