/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fitting/uncertainty.h"

#include <darkfigure/suppression.h>

#include "base/error.h"
#include "estimator/estimator.h"

void dark__uncertainty_settle(dark__uncertainty *uncertainty, const dark_table *table) {
  if (!uncertainty->has_replicates && !uncertainty->is_given) uncertainty->n_replicates = dark_replicates_advised(table);
}

/* DARK_EUSAGE, naming the intervals that the first method of the plan offers. */
static dark_status fail_not_offered(const dark_plan *plan, dark_interval_type wanted, dark_error *err) {
  size_t part = 0;
  while (dark_plan_estimator(plan, part) == NULL) part++;
  return dark__fail_not_offered(dark_plan_estimator(plan, part), wanted, err);
}

/* Some category at least must have it; those whose method has none say so in their rows. */
static dark_status check_offered(const dark_plan *plan, dark_interval_type wanted, dark_error *err) {
  bool is_any = false, is_offered = false;
  for (size_t part = 0; part < dark_plan_n_parts(plan); part++) {
    is_any |= dark_plan_estimator(plan, part) != NULL;
    is_offered |= dark_plan_offers(plan, part, wanted) != 0;
  }
  return is_any && !is_offered ? fail_not_offered(plan, wanted, err) : DARK_OK;
}

/* Replicates in published studies. */
enum { USUAL_IN_PRACTICE = 1000 };

bool dark__uncertainty_leaves_interval(const dark__uncertainty *uncertainty, bool has_practice) {
  const bool wants_replicates = (uncertainty->has_replicates && uncertainty->n_replicates > 0 && !has_practice) ||
                                uncertainty->is_given || uncertainty->has_resample;
  return !uncertainty->has_interval && !wants_replicates;
}

dark_status dark__uncertainty_settle_interval(dark__uncertainty *uncertainty, const dark_plan *plan, dark_error *err) {
  const bool has_practice = dark_plan_practice(plan) != NULL;
  if (uncertainty->interval == DARK_INTERVAL_BCA && dark_table_suppression(dark_plan_table(plan)) != NULL)
    return dark__fail(
        err, DARK_EUSAGE,
        "bca intervals leave one person out of each count, and of suppressed ones nobody knows how many are in them; "
        "--interval percentile does without");
  if (dark__uncertainty_leaves_interval(uncertainty, has_practice)) uncertainty->interval = dark_plan_usual_interval(plan);
  if (dark_interval_needs_replicates(uncertainty->interval)) return DARK_OK;
  const bool is_many = !uncertainty->has_replicates && uncertainty->n_replicates > USUAL_IN_PRACTICE;
  uncertainty->n_beside = !has_practice ? 0 : is_many ? USUAL_IN_PRACTICE : uncertainty->n_replicates;
  uncertainty->n_replicates = 0;
  return uncertainty->has_interval ? check_offered(plan, uncertainty->interval, err) : DARK_OK;
}

dark_bootstrap_options dark__uncertainty_options(const dark__uncertainty *uncertainty, size_t n_tables) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  options.n_replicates = n_tables;
  options.seed = uncertainty->seed;
  options.n_threads = uncertainty->n_threads;
  return options;
}
