/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Greedy descent of the criterion over neighbouring hierarchical models, from the main effects on (Silverman, Chan & Vincent 2024,
   Stat. Comput. 34:44, section 4). It ends in a local optimum: on the UK five-list table at 12,262 where the best model says 25,311.
   Where we differ: no silent end after 20 rounds, and ties are settled by rule. */

#include "estimator/tables.h"
#include "loglinear/walk_plan.h"

static const dark_option options[] = {DARK__CRITERION_OPTION};

/* The largest order whose terms a model id can hold. */
static unsigned default_order(unsigned n_lists) { return n_lists <= 7 ? n_lists - 1 : n_lists <= 9 ? 3 : 2; }

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  dark__walk *walk;
  const unsigned order = config->max_order != 0 ? config->max_order : default_order(problem->n_lists);
  const dark_status status = dark__walk_new(&walk, problem, order, err);
  *plan = walk;
  if (status == DARK_OK) walk->criterion = (dark__criterion)config->options[0];
  return status;
}

static dark_status estimate_few(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                dark_error *err) {
  dark__crowd_load(workspace, weights, n);
  return dark__walk_downhill(out, plan, workspace, err);
}

static dark_status estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                            dark_error *err) {
  return dark__estimate_by(dark__crowd_room(workspace), estimate_few, out, plan, workspace, weights, n, err);
}

const dark_estimator dark__downhill_estimator = {
    .name = "downhill",
    .assumption = "as bic, and the greedy path from independence leads to the true model",
    .advice = "where bic has too many models to search; a local optimum, to be compared with other starts or stepwise",
    .source = "Silverman, Chan & Vincent 2024, Stat. Comput. 34:44",
    .min_lists = 2,
    .max_lists = DARK_MAX_LISTS,
    .options = options,
    .n_options = 1,
    .takes_max_order = 1,
    .plan_new = plan_new,
    .estimate = estimate,
    DARK__WALK_SLOTS};
