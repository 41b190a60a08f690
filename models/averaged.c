/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The average over all hierarchical log-linear models up to --max-order that have an estimate,

     log h = sum of w_k log h_k,   w_k proportional to exp(-AIC_k / 2) or exp(-BIC_k / 2),   N = people observed + h,

   with the model-averaged tail-area interval: Buckland, Burnham & Augustin (1997, Biometrics 53:603); Turek & Fletcher (2012, Comput. Stat.
   Data Anal. 56:2809); see loglinear/rank/average.h for standard errors. Models are averaged on the scale of log h: on that of people a
   model of weight 1/1000 whose estimate ran off to millions would carry the average with it. With AIC the interval kept its level in
   simulations in which the model was chosen among the same models. The weights are exact but for models that together weigh less than is
   said. */

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/tables.h"
#include "loglinear/branch_plan.h"
#include "loglinear/rank/average.h"

enum { CRITERION, BUDGET, N_OPTIONS };

/* The pairs of nine lists are more than have been tried. */
enum { MOST_LISTS = 8, N_GUESSES = 8, SEARCH_BUDGET = 10000 };

/* An average that leaves out more than this share of the best model is the only one of the observed table: its estimate comes from there. */
static const double COARSE = 1e-9;

static const dark_option options[N_OPTIONS] = {
    [CRITERION] = {"criterion", DARK_OPTION_CHOICE, 0, 0, 1, "aic|bic", "which weights the models have"},
    [BUDGET] = {"budget", DARK_OPTION_WHOLE, 2e4, 1, 1e12, NULL,
                "most nodes of the search of one table; what it leaves open is reported"}};

typedef struct averaged_plan {
  dark__branch_plan base;
  dark__criterion criterion;
  size_t budget;
  dark__averaged observed;
} averaged_plan;

static void plan_free(void *plan) {
  if (plan != NULL) free(((averaged_plan *)plan)->observed.parts);
  dark__branch_plan_free(plan);
}

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  *plan = NULL;
  averaged_plan *mine = calloc(1, sizeof *mine);
  if (mine == NULL) return dark__fail_memory(err);
  const unsigned order = config->max_order != 0 ? config->max_order : dark__average_order(problem->n_lists);
  mine->criterion = config->options[CRITERION] > 0 ? DARK__CRITERION_BIC : DARK__CRITERION_AIC;
  mine->budget = (size_t)config->options[BUDGET];
  dark_status status = dark__branch_new(&mine->base.branch, problem, order, mine->criterion, N_GUESSES, SEARCH_BUDGET, err);
  if (status == DARK_OK) status = dark__average_models(&mine->observed, mine->base.branch, mine->criterion, err);
  if (status == DARK_OK) *plan = mine;
  else plan_free(mine);
  return status;
}

static bool is_observed(const averaged_plan *mine, const double *weights) {
  const dark__problem *problem = mine->base.branch->problem;
  for (size_t i = 0; i < problem->n_records; i++)
    if (weights[i] != problem->records[i].count) return false;
  return true;
}

/* From the average that stands in the plan, where it has taken more than a table is given. */
static void estimate_observed(dark_estimate *out, const averaged_plan *mine) {
  double mean, variance;
  if (mine->observed.n == 0) return;
  dark__mixture_moments(&mean, &variance, mine->observed.parts, mine->observed.n);
  dark__estimate_succeeds(out, exp(mean), (dark_model_id){{0, 0}});
  out->is_incomplete = mine->observed.missed > DARK__MOST_MISSED;
}

static dark_status estimate_few(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                dark_error *err) {
  const averaged_plan *mine = plan;
  dark__branch_space *space = workspace;
  dark__crowd_load(space->crowd, weights, n);
  const dark_status status =
      dark__average_tables(out, mine->base.branch, space, mine->criterion, mine->observed.cut, mine->budget, err);
  for (size_t table = 0; status == DARK_OK && mine->observed.cut > COARSE && table < n; table++)
    if (is_observed(mine, weights[table])) estimate_observed(&out[table], mine);
  return status;
}

static dark_status estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                            dark_error *err) {
  return dark__estimate_by(dark__branch_room(workspace), estimate_few, out, plan, workspace, weights, n, err);
}

static dark_status explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  const dark__averaged *all = &((const averaged_plan *)plan)->observed;
  double mean, variance;
  (void)err;
  dark__mixture_moments(&mean, &variance, all->parts, all->n);
  *out = (dark_explanation){.is_average = 1,
                            .se = observed->hidden * sqrt(variance),
                            .n_candidates = all->n,
                            .is_complete = all->missed <= DARK__MOST_MISSED && !observed->is_incomplete,
                            .missed_criterion = NAN,
                            .missed_gap = NAN,
                            .criterion = NAN,
                            .n_nodes = all->n_nodes};
  return DARK_OK;
}

static dark_status interval(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                            double level, dark_error *err) {
  const averaged_plan *mine = plan;
  const dark__branch *branch = mine->base.branch;
  (void)observed;
  if (dark__mata_criterion(type) != mine->criterion) return dark__mata_interval(out, branch, type, level, err);
  return dark__mata_of_average(out, &mine->observed, branch->problem->n_observed, type, level, err);
}

static dark_interval_type usual_interval(const void *plan) {
  return ((const averaged_plan *)plan)->criterion == DARK__CRITERION_AIC ? DARK_INTERVAL_MATA_AIC : DARK_INTERVAL_MATA_BIC;
}

const dark_estimator dark__averaged_estimator = {
    .name = "averaged",
    .assumption = "one of the models averaged over, or something between them, is true, and everybody is equally likely to be "
                  "caught by a list",
    .advice = "beside bic with three to five lists: no single model decides, and its interval needs no resampling",
    .source = "Buckland, Burnham & Augustin 1997, Biometrics 53:603; Turek & Fletcher 2012, Comput. Stat. Data Anal. 56:2809",
    .max_lists = MOST_LISTS,
    .options = options,
    .n_options = N_OPTIONS,
    DARK__BRANCH_SLOTS_BUT_FREE,
    .plan_free = plan_free,
    .plan_new = plan_new,
    .estimate = estimate,
    .explain = explain,
    .intervals = 1u << DARK_INTERVAL_MATA_AIC | 1u << DARK_INTERVAL_MATA_BIC,
    .interval = interval,
    .usual_interval = usual_interval};
