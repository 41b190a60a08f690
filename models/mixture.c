/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mixture: two answers as one distribution of the log hidden number, half and half.

     F(x) = 1/2 sum of w_k Phi{(x - x_k) / s_k} + 1/2 P(x)

   The first is the average over all hierarchical log-linear models with and without a common dependence H, weighted by AIC (loglinear/rank/average.h);
   it selects among dependences that are each there or not, and misses what is weak and everywhere. The second is the posterior under
   interactions that are all there and small (hierarchical/hierarchy.h); it misses what is large and alone. Estimate and limits are the
   median and quantiles of F; those of a resampled table too. A table has an estimate when both parts have one. */

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/tables.h"
#include "hierarchical/table_posterior.h"
#include "loglinear/branch_plan.h"
#include "loglinear/rank/average.h"
#include "loglinear/search/searched.h"
#include "numeric/root.h"

enum { BUDGET, MEAN, PAIRS, TRIPLES, N_OPTIONS };

enum { MOST_LISTS = 6, N_GUESSES = 8, SEARCH_BUDGET = 10000 };

static const dark_option options[N_OPTIONS] = {
    [BUDGET] = {"budget", DARK_OPTION_WHOLE, 2e5, 1, 1e12, NULL,
                "most nodes of the search of one table; what it leaves open is reported"},
    [MEAN] = {"mean", DARK_OPTION_REAL, 1, 0, 10, NULL,
              "of the posterior: prior standard deviation of the mean log odds ratio of all pairs of lists; 0: the mean is 0"},
    [PAIRS] = {"pairs", DARK_OPTION_REAL, 1, 0.001, 10, NULL,
               "of the posterior: prior scale of the standard deviation of the log odds ratios of pairs around that mean"},
    [TRIPLES] = {
        "triples", DARK_OPTION_REAL, 0.5, 0, 10, NULL,
        "of the posterior: prior scale of the standard deviation of the interactions of three lists; 0: there are none"}};

/* The distribution of one table. */
typedef struct distribution {
  dark__averaged average;
  dark__posterior posterior;
} distribution;

typedef struct mixture_plan {
  dark__branch_plan base;
  size_t budget;
  dark__priors priors;
  distribution observed; /* of no parts, or an empty posterior, where the table has no estimate */
} mixture_plan;

typedef struct mixture_space {
  dark__branch_space *models;
  dark__table_posterior *posterior;
} mixture_space;

static void clear(distribution *of) {
  free(of->average.parts);
  of->average.parts = NULL;
  dark__posterior_clear(&of->posterior);
}

static void plan_free(void *plan) {
  if (plan != NULL) clear(&((mixture_plan *)plan)->observed);
  dark__branch_plan_free(plan);
}

static dark_status find_observed(mixture_plan *mine, dark_error *err) {
  const dark__branch *branch = mine->base.branch;
  dark__branch_space *space;
  mine->observed = (distribution){.average = {.missed = 1}};
  dark_status status = dark__branch_space_new(&space, branch, err);
  if (status == DARK_OK) status = dark__crowd_load_observed(space->crowd, err);
  if (status == DARK_OK)
    status = dark__average_each(&mine->observed.average, branch, space, DARK__CRITERION_AIC, mine->budget, err);
  dark__branch_space_free(space);
  if (status == DARK_ENUMERIC) mine->observed.average.n = 0, status = DARK_OK;
  return status == DARK_OK ? dark__observed_posterior_find(&mine->observed.posterior, branch->problem, &mine->priors, err)
                           : status;
}

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  *plan = NULL;
  mixture_plan *mine = calloc(1, sizeof *mine);
  if (mine == NULL) return dark__fail_memory(err);
  const double *of = config->options;
  const unsigned order = config->max_order != 0 ? config->max_order : dark__average_order(problem->n_lists);
  mine->budget = (size_t)of[BUDGET];
  mine->priors = (dark__priors){.mean = of[MEAN], .pairs = of[PAIRS], .triples = of[TRIPLES]};
  dark_status status = dark__hierarchy_has_forced(problem, &mine->priors, err);
  if (status == DARK_OK)
    status = dark__branch_new(&mine->base.branch, problem, order, DARK__CRITERION_AIC, N_GUESSES, SEARCH_BUDGET, err);
  if (status == DARK_OK) status = find_observed(mine, err);
  if (status == DARK_OK) *plan = mine;
  else plan_free(mine);
  return status;
}

static void space_free(void *workspace) {
  mixture_space *space = workspace;
  if (space == NULL) return;
  dark__branch_space_free(space->models);
  dark__table_posterior_free(space->posterior);
  free(space);
}

static dark_status space_new(void **workspace, const void *plan, dark_error *err) {
  const dark__branch *branch = ((const mixture_plan *)plan)->base.branch;
  *workspace = NULL;
  mixture_space *space = calloc(1, sizeof *space);
  if (space == NULL) return dark__fail_memory(err);
  dark_status status = dark__branch_space_new(&space->models, branch, err);
  if (status == DARK_OK) status = dark__table_posterior_new(&space->posterior, branch->problem, err);
  if (status == DARK_OK) *workspace = space;
  else space_free(space);
  return status;
}

/* ---- the distribution of one table */

typedef struct wanted {
  const distribution *of;
  double probability;
} wanted;

static double excess(double x, void *context) {
  const wanted *at = context;
  const dark__averaged *average = &at->of->average;
  return (dark__mixture_cdf(x, average->parts, average->n) + dark__density_cdf(&at->of->posterior.log_hidden, x)) / 2 -
         at->probability;
}

/* Between the quantiles of the two. */
static dark_status quantile(double *x, const distribution *of, double probability, dark_error *err) {
  double first = NAN;
  wanted at = {of, probability};
  const dark_status status = dark__mixture_quantile(&first, of->average.parts, of->average.n, probability, err);
  if (status != DARK_OK) return status;
  const double second = dark__density_quantile(&of->posterior.log_hidden, probability),
               margin = 1e-9 * (1 + fabs(first) + fabs(second));
  return dark__root_find(x, excess, &at, fmin(first, second) - margin, fmax(first, second) + margin, "a quantile of a mixture",
                         err);
}

/* Half of the variance of each, and of their distance. */
static double sd(const distribution *of) {
  double mean, variance;
  dark__mixture_moments(&mean, &variance, of->average.parts, of->average.n);
  const double other = dark__density_sd(&of->posterior.log_hidden),
               distance = mean - dark__density_mean(&of->posterior.log_hidden);
  return sqrt((variance + other * other) / 2 + distance * distance / 4);
}

/* ---- tables */

/* The median of the table whose average is there. */
static dark_status settle(dark_estimate *out, distribution *of, mixture_space *space, size_t table, const mixture_plan *mine,
                          const double *weights, dark_error *err) {
  dark_reason reason;
  double median;
  if (of->average.n == 0) {
    dark_status status = dark__no_model_reason(&reason, &mine->base.branch->lattice, &space->models->crowd->counts[table], err);
    if (status == DARK_OK) dark__estimate_fails(out, reason);
    return status;
  }
  dark_status status = dark__table_posterior_find(&of->posterior, &reason, space->posterior, &mine->priors, weights, err);
  if (status == DARK_OK && reason != DARK_N_REASONS) dark__estimate_fails(out, reason);
  if (status != DARK_OK || reason != DARK_N_REASONS) return status;
  status = quantile(&median, of, 0.5, err);
  if (status != DARK_OK) return status;
  dark__estimate_succeeds(out, exp(median), (dark_model_id){{0, 0}});
  out->is_incomplete = of->average.missed > DARK__MOST_MISSED;
  return DARK_OK;
}

static dark_status estimate_few(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                dark_error *err) {
  const mixture_plan *mine = plan;
  mixture_space *space = workspace;
  dark__averaged averages[DARK__CROWD_MOST];
  dark__crowd_load(space->models->crowd, weights, n);
  dark_status status = dark__average_each(averages, mine->base.branch, space->models, DARK__CRITERION_AIC, mine->budget, err);
  for (size_t table = 0; table < n; table++) {
    distribution of = {.average = averages[table]};
    if (status == DARK_OK) status = settle(&out[table], &of, space, table, mine, weights[table], err);
    clear(&of);
  }
  return status;
}

static dark_status estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                            dark_error *err) {
  const size_t room = dark__branch_room(((const mixture_space *)workspace)->models);
  return dark__estimate_by(room, estimate_few, out, plan, workspace, weights, n, err);
}

/* ---- the observed table, which has an estimate */

static dark_status explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  const mixture_plan *mine = plan;
  const dark__averaged *average = &mine->observed.average;
  (void)err;
  *out = (dark_explanation){.is_average = 1,
                            .se = observed->hidden * sd(&mine->observed),
                            .n_candidates = average->n,
                            .is_complete = !observed->is_incomplete,
                            .missed_criterion = NAN,
                            .criterion = NAN,
                            .n_nodes = average->n_nodes};
  dark__priors_write(out->priors, sizeof out->priors, &mine->priors, mine->base.branch->problem->n_lists);
  return DARK_OK;
}

static dark_status find_limits(dark_interval *out, const distribution *of, double n_observed, double level, dark_error *err) {
  double lower = NAN, upper = NAN;
  const double tail = (1 - level) / 2;
  dark_status status = quantile(&lower, of, tail, err);
  if (status == DARK_OK) status = quantile(&upper, of, 1 - tail, err);
  if (status != DARK_OK) return status;
  out->lower = n_observed + exp(lower);
  out->upper = of->posterior.is_cut ? NAN : n_observed + exp(upper);
  out->n_models = of->average.n;
  out->missed_weight = of->average.missed;
  if (of->posterior.is_cut) out->reasons |= DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED);
  if (of->average.missed > DARK__MOST_MISSED) out->reasons |= DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE);
  out->unstable = out->reasons != 0;
  return DARK_OK;
}

static dark_status interval(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                            double level, dark_error *err) {
  const mixture_plan *mine = plan;
  (void)observed;
  out->type = type;
  return find_limits(out, &mine->observed, mine->base.branch->problem->n_observed, level, err);
}

static dark_interval_type usual_interval(const void *plan) {
  (void)plan;
  return DARK_INTERVAL_MIXTURE;
}

const dark_estimator dark__mixture_estimator = {
    .name = "mixture",
    .assumption = "one of the models averaged over is true, or every pair and every three lists depend on each other a little; "
                  "where people differ, all pairs of lists depend on each other alike",
    .advice = "with three to six lists, when dependence may be weak and everywhere or people may differ; no resampling needed",
    .source =
        "Turek & Fletcher 2012, Comput. Stat. Data Anal. 56:2809; Darroch, Fienberg, Glonek & Junker 1993, JASA 88:1137; King & "
        "Brooks 2001, Biometrika 88:317",
    .min_lists = 3,
    .max_lists = MOST_LISTS,
    .options = options,
    .n_options = N_OPTIONS,
    .takes_max_order = 1,
    .takes_common = 1,
    .usual_common = DARK_COMMON_SEARCH,
    .takes_dependence = 1,
    .traits = DARK__HAS_PRIORS,
    .plan_new = plan_new,
    .plan_free = plan_free,
    .workspace_new = space_new,
    .workspace_free = space_free,
    .estimate = estimate,
    .max_order = dark__branch_max_order,
    .rank = dark__branch_rank,
    .candidate_name = dark__branch_candidate_name,
    .candidate_bound = dark__branch_candidate_bound,
    .explain = explain,
    .intervals = 1u << DARK_INTERVAL_MIXTURE,
    .interval = interval,
    .usual_interval = usual_interval,
    .practice = "bic"};
