/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forward stepwise choice of pairwise interactions (Chan, Silverman & Vincent 2021, JASA 116:1297): from the main effects on, add the
   pair with the smallest p-value = min{P(X <= n), P(X >= n)}, X ~ Poisson(fitted margin), while it is below the threshold and the
   larger model has an estimate. With p = 1 the model of all pairs is taken when it has one. Where we differ from SparseMSE: the
   starting fit is checked too (impossible data give no estimate instead of 10^12), the threshold is validated, and p-values that
   underflow are still told apart. */

#include <math.h>

#include "estimator/tables.h"
#include "loglinear/walk_plan.h"

static const dark_option options[] = {{"p", DARK_OPTION_REAL, 0.02, 0, 1, NULL, "pairs enter while their p-value is below it"}};

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  dark__walk *walk;
  const dark_status status = dark__walk_new(&walk, problem, 2, err);
  *plan = walk;
  if (status != DARK_OK) return status;
  walk->threshold = log(config->options[0]);
  walk->allow_all_pairs = config->options[0] >= 1;
  return DARK_OK;
}

static dark_status estimate_few(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                dark_error *err) {
  dark__crowd_load(workspace, weights, n);
  return dark__walk_stepwise(out, plan, workspace, err);
}

static dark_status estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                            dark_error *err) {
  return dark__estimate_by(dark__crowd_room(workspace), estimate_few, out, plan, workspace, weights, n, err);
}

const dark_estimator dark__stepwise_estimator = {
    .name = "stepwise",
    .assumption = "dependence between lists is pairwise, and the pairs that matter stand out one after the other",
    .advice = "with more than six lists, or to compare with published results",
    .source = "Chan, Silverman & Vincent 2021, JASA 116:1297",
    .min_lists = 2,
    .max_lists = DARK_MAX_LISTS,
    .options = options,
    .n_options = 1,
    .plan_new = plan_new,
    .estimate = estimate,
    DARK__WALK_SLOTS};
