/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The average over all hierarchical log-linear models up to --max-order that have an estimate,

     log h = sum of w_k log h_k,   w_k proportional to exp(-AIC_k / 2) or exp(-BIC_k / 2),   N = people observed + h,

   with the model-averaged tail-area interval: Buckland, Burnham & Augustin (1997, Biometrics 53:603); Turek & Fletcher (2012, Comput. Stat.
   Data Anal. 56:2809); see loglinear/average.h for standard errors. Models are averaged on the scale of log h: on that of people a
   model of weight 1/1000 whose estimate ran off to millions would carry the average with it. With AIC the interval kept its level in
   simulations in which the model was chosen among the same models. The weights are exact but for models that together weigh less than is
   said. */

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/tables.h"
#include "loglinear/branch_plan.h"
#include "loglinear/rank/average.h"
#include "loglinear/rank/ranking.h"

enum { CRITERION, BUDGET, N_OPTIONS };

/* The models of seven lists are too many to be weighed. */
enum { MOST_LISTS = 6, N_GUESSES = 8, SEARCH_BUDGET = 10000 };

static const dark_option options[N_OPTIONS] = {
    [CRITERION] = {"criterion", DARK_OPTION_CHOICE, 0, 0, 1, "aic|bic", "which weights the models have"},
    [BUDGET] = {"budget", DARK_OPTION_WHOLE, 2e4, 1, 1e12, NULL,
                "most nodes of the search of one table; what it leaves open is reported"}};

typedef struct averaged_plan {
  dark__branch_plan base;
  dark__criterion criterion;
  size_t budget;
} averaged_plan;

/* Pairs from five lists on, for which the interval has been tried: of the 6,212 models of order three for five lists most are weighed by
   AIC as if they mattered, and for six lists there are millions. */
static unsigned default_order(unsigned n_lists) { return n_lists > 4 ? 2 : dark__search_order(n_lists); }

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  *plan = NULL;
  averaged_plan *mine = calloc(1, sizeof *mine);
  if (mine == NULL) return dark__fail_memory(err);
  const unsigned order = config->max_order != 0 ? config->max_order : default_order(problem->n_lists);
  mine->criterion = config->options[CRITERION] > 0 ? DARK__CRITERION_BIC : DARK__CRITERION_AIC;
  mine->budget = (size_t)config->options[BUDGET];
  const dark_status status = dark__branch_new(&mine->base.branch, problem, order, mine->criterion, N_GUESSES, SEARCH_BUDGET, err);
  if (status == DARK_OK) *plan = mine;
  else dark__branch_plan_free(mine);
  return status;
}

static dark_status estimate_few(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                dark_error *err) {
  const averaged_plan *mine = plan;
  dark__branch_space *space = workspace;
  dark__crowd_load(space->crowd, weights, n);
  return dark__average_tables(out, mine->base.branch, space, mine->criterion, mine->budget, err);
}

static dark_status estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                            dark_error *err) {
  return dark__estimate_by(dark__branch_room(workspace), estimate_few, out, plan, workspace, weights, n, err);
}

static dark_status explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  const averaged_plan *mine = plan;
  dark__averaged all;
  const dark_status status = dark__average_models(&all, mine->base.branch, mine->criterion, err);
  if (status != DARK_OK) return status;
  double mean, variance;
  dark__mixture_moments(&mean, &variance, all.parts, all.n);
  free(all.parts);
  *out = (dark_explanation){.is_average = 1,
                            .se = observed->hidden * sqrt(variance),
                            .n_candidates = all.n,
                            .is_complete = all.missed <= DARK__MOST_MISSED && !observed->is_incomplete,
                            .missed_criterion = NAN,
                            .criterion = NAN,
                            .n_nodes = all.n_nodes};
  return DARK_OK;
}

static dark_status interval(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                            double level, dark_error *err) {
  (void)observed;
  return dark__mata_interval(out, ((const dark__branch_plan *)plan)->branch, type, level, err);
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
    DARK__BRANCH_SLOTS,
    .plan_new = plan_new,
    .estimate = estimate,
    .explain = explain,
    .intervals = 1u << DARK_INTERVAL_MATA_AIC | 1u << DARK_INTERVAL_MATA_BIC,
    .interval = interval,
    .usual_interval = usual_interval};
