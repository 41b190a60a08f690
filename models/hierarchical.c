/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hierarchical: interactions between lists that are all there, small unless the data say otherwise (src/hierarchical/hierarchy.h has the
   model). The estimate is the median of the posterior of the hidden number h, and a limit is a quantile of it,

     p(log h | table) = sum over scales s of p(s) integral of p(table, h | effects) p(effects | s) d effects,

   the integral by Laplace's method, the sum over a grid: no random numbers. With all interactions 0 and three lists or more it is

     p(h | table) ~ 1/N N!/h! product over lists of G(n_j) G(N - n_j) / G(N),   N = people observed + h

   (George & Robert 1992, Biometrika 79:677, with flat log odds of being caught). King & Brooks 2001, Biometrika 88:317 have normal interactions
   of a common variance, and choose between them; here none is chosen, their mean is estimated, and triples have a variance of their own. */

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/tables.h"
#include "hierarchical/table_posterior.h"

enum { MEAN, PAIRS, TRIPLES, N_OPTIONS };

static const dark_option options[N_OPTIONS] = {
    [MEAN] = {"mean", DARK_OPTION_REAL, 1, 0, 10, NULL,
              "prior standard deviation of the mean log odds ratio of all pairs of lists; 0: the mean is 0"},
    [PAIRS] = {"pairs", DARK_OPTION_REAL, 1, 0.001, 10, NULL,
               "prior scale of the standard deviation of the log odds ratios of pairs around that mean"},
    [TRIPLES] = {"triples", DARK_OPTION_REAL, 1, 0, 10, NULL,
                 "prior scale of the standard deviation of the interactions of three lists; 0: there are none"}};

typedef struct hierarchical_plan {
  const dark__problem *problem;
  dark__priors priors;
  dark__posterior observed;
} hierarchical_plan;

static void plan_free(void *plan) {
  hierarchical_plan *mine = plan;
  if (mine == NULL) return;
  dark__posterior_clear(&mine->observed);
  free(mine);
}

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  *plan = NULL;
  hierarchical_plan *mine = calloc(1, sizeof *mine);
  if (mine == NULL) return dark__fail_memory(err);
  *mine = (hierarchical_plan){
      .problem = problem,
      .priors = {.mean = config->options[MEAN], .pairs = config->options[PAIRS], .triples = config->options[TRIPLES]}};
  dark_status status = dark__hierarchy_has_forced(problem, &mine->priors, err);
  if (status == DARK_OK) status = dark__observed_posterior_find(&mine->observed, problem, &mine->priors, err);
  if (status == DARK_OK) *plan = mine;
  else plan_free(mine);
  return status;
}

static dark_status workspace_new(void **workspace, const void *plan, dark_error *err) {
  dark__table_posterior *space;
  const dark_status status = dark__table_posterior_new(&space, ((const hierarchical_plan *)plan)->problem, err);
  *workspace = space;
  return status;
}

static void workspace_free(void *workspace) { dark__table_posterior_free(workspace); }

/* ---- one table */

static dark_status estimate_one(dark_estimate *out, const void *plan, void *workspace, const double *weights, dark_error *err) {
  dark__posterior posterior;
  dark_reason reason;
  const dark_status status =
      dark__table_posterior_find(&posterior, &reason, workspace, &((const hierarchical_plan *)plan)->priors, weights, err);
  if (status == DARK_OK && reason == DARK_N_REASONS)
    dark__estimate_succeeds(out, exp(dark__density_quantile(&posterior.log_hidden, 0.5)), (dark_model_id){{0, 0}});
  else dark__estimate_fails(out, reason);
  dark__posterior_clear(&posterior);
  return status;
}

static dark_status estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                            dark_error *err) {
  return dark__estimate_each(estimate_one, out, plan, workspace, weights, n, err);
}

/* ---- of the observed table, which has an estimate */

static dark_status explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  const hierarchical_plan *mine = plan;
  (void)err;
  *out = (dark_explanation){.se = observed->hidden * dark__density_sd(&mine->observed.log_hidden),
                            .n_candidates = 1,
                            .is_complete = 1,
                            .missed_criterion = NAN,
                            .criterion = NAN};
  dark__priors_write(out->priors, sizeof out->priors, &mine->priors, mine->problem->n_lists);
  return DARK_OK;
}

static dark_status interval(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                            double level, dark_error *err) {
  const hierarchical_plan *mine = plan;
  const dark__density *log_hidden = &mine->observed.log_hidden;
  (void)observed, (void)err;
  out->type = type;
  out->lower = mine->problem->n_observed + exp(dark__density_quantile(log_hidden, (1 - level) / 2));
  out->upper = mine->problem->n_observed + exp(dark__density_quantile(log_hidden, (1 + level) / 2));
  if (mine->observed.is_cut) out->reasons |= DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED);
  if (mine->observed.is_cut) out->upper = NAN;
  return DARK_OK;
}

static dark_interval_type usual_interval(const void *plan) {
  (void)plan;
  return DARK_INTERVAL_CREDIBLE;
}

const dark_estimator dark__hierarchical_estimator = {
    .name = "hierarchical",
    .assumption = "every pair and every three lists may depend on each other, pairs by odds ratios that scatter around a common "
                  "mean, and not on all lists at once",
    .advice = "where people may differ or dependence is weak and everywhere, with three to eight lists: nothing is selected; the "
              "answer rests on the priors where the data are thin",
    .source = "King & Brooks 2001, Biometrika 88:317; Gelman 2006, Bayesian Anal. 1:515; Tierney & Kadane 1986, J. Am. Stat. "
              "Assoc. 81:82",
    .traits = DARK__HAS_PRIORS,
    .min_lists = 3,
    .max_lists = DARK__HIERARCHY_MOST_LISTS,
    .options = options,
    .n_options = N_OPTIONS,
    .takes_dependence = 1,
    .plan_new = plan_new,
    .plan_free = plan_free,
    .workspace_new = workspace_new,
    .workspace_free = workspace_free,
    .estimate = estimate,
    .explain = explain,
    .intervals = 1u << DARK_INTERVAL_CREDIBLE,
    .interval = interval,
    .usual_interval = usual_interval};
