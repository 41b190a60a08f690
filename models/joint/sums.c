/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/sums.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

dark_status dark__joint_sum_error(double *out, const void *of, const size_t *places, size_t n, dark_error *err) {
  const dark__joint_plan *plan = of;
  *out = NAN;
  if (plan->is_partial) return dark__joint_partial_error(out, &plan->partial, places, n, err);
  if (!plan->has_fit) return DARK_OK;
  double *weights = calloc(plan->group.strata.n_strata + 1, sizeof *weights);
  double *projected = calloc(plan->design.n_columns + 1, sizeof *projected);
  const bool is_complete = weights != NULL && projected != NULL;
  if (is_complete) {
    for (size_t i = 0; i < n; i++) weights[places[i]] = 1;
    dark__hidden_project(projected, &plan->fit.hidden, &plan->fit.fit, weights);
    *out = sqrt(dark__hidden_covariance(&plan->fit.hidden, weights, projected, weights, projected, true));
  }
  free(weights);
  free(projected);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

/* ---- averages over models */

/* Whether a target sums over these strata and, besides, over strata without people only. `is_in` [n_strata] */
static bool is_sum_of(const dark__joint_plan *plan, size_t target, const unsigned char *is_in) {
  const size_t n = plan->group.strata.n_strata;
  for (size_t x = 0; x < n; x++)
    if (plan->n_here[x] > 0 && !dark__joint_is_missing(&plan->group, x) && (plan->targets[target * n + x] > 0) != (is_in[x] != 0))
      return false;
  return true;
}

dark_status dark__joint_target_of(size_t *out, const dark__joint_plan *plan, const size_t *places, size_t n, dark_error *err) {
  unsigned char *is_in = calloc(plan->group.strata.n_strata + 1, 1);
  if (is_in == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) is_in[places[i]] = 1;
  for (*out = 0; *out < plan->n_targets && !is_sum_of(plan, *out, is_in);) ++*out;
  free(is_in);
  return DARK_OK;
}

/* Who is known to be in these strata; whatever the model, the same people. */
static double count_people(const dark__joint_plan *plan, size_t target, const size_t *places, size_t n) {
  double people = 0;
  if (plan->found.found[0].seen != NULL) return plan->found.found[0].seen[target];
  for (size_t i = 0; i < n; i++) people += plan->n_here[places[i]];
  return people;
}

static const double FAR = 0.1;

bool dark__joint_is_far(double limit, double other) { return !(fabs(log(limit / other)) <= log1p(FAR)); }

/* Where weight is missing, the better half of what was found says how much more might do: with other limits nothing can be relied on, nor with less than half
   of all. */
static dark_status find_settled(bool *is_settled, const dark__joint_plan *plan, size_t target, double level,
                                const dark_interval *all, double people, dark_error *err) {
  double low = NAN, high = NAN;
  dark__joint_search half = plan->found;
  *is_settled = plan->found.covered >= plan->criteria.cover;
  if (*is_settled || plan->found.covered < DARK__JOINT_LEAST_COVERED) return DARK_OK;
  half.n = dark__joint_better_half(&plan->found);
  const dark_status status = dark__joint_mata(&low, &high, &half, target, level, err);
  *is_settled = !dark__joint_is_far(people + low, all->lower) && !dark__joint_is_far(people + high, all->upper);
  return status;
}

dark_status dark__joint_sum_interval(dark_interval *out, const void *of, const size_t *places, size_t n, dark_interval_type type,
                                     double level, dark_error *err) {
  const dark__joint_plan *plan = of;
  const dark_interval_type own = plan->criteria.is_bic ? DARK_INTERVAL_MATA_BIC : DARK_INTERVAL_MATA_AIC;
  double low = NAN, high = NAN;
  size_t target = plan->n_targets;
  dark_status status = DARK_OK;
  if (plan->is_search && type == own) status = dark__joint_target_of(&target, plan, places, n, err);
  if (status == DARK_OK && target == plan->n_targets) out->reasons |= DARK_REASON_BIT(DARK_REASON_NOT_OFFERED);
  if (status != DARK_OK || target == plan->n_targets) return status;
  status = dark__joint_mata(&low, &high, &plan->found, target, level, err);
  if (status != DARK_OK) return status;
  if (isnan(low) || isnan(high)) {
    out->reasons |= DARK_REASON_BIT(DARK_REASON_NO_STANDARD_ERROR);
    return DARK_OK;
  }
  bool is_settled = false;
  const double people = count_people(plan, target, places, n);
  out->type = type;
  out->lower = people + low;
  out->upper = people + high;
  out->missed_weight = 1 - plan->found.covered;
  status = find_settled(&is_settled, plan, target, level, out, people, err);
  if (!is_settled) out->reasons |= DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE);
  return status;
}
