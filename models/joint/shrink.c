/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/shrink.h"

#include <math.h>

#include "base/error.h"
#include "models/joint/sums.h"

/* Points of the grid of each tau, in equal shares of its prior. */
enum { N_TAUS = 8 };

static dark_status refuse(const dark__joint_plan *plan, dark_error *err) {
  if (plan->is_partial)
    return dark__fail(
        err, DARK_EUSAGE,
        "--pool knows no missing values of categories and no lists that did not exist everywhere; --missing drop and "
        "--missing category leave no values missing");
  if (!plan->model.is_saturated)
    return dark__fail(err, DARK_EUSAGE,
                      "--pool is for formulas without terms of categories alone; leave these out, or add --set margin=saturated");
  return DARK_OK;
}

static bool has_pooled(const dark__joint_terms *terms) {
  for (size_t i = 0; i < terms->n; i++)
    if (dark__is_pooled(terms->terms[i])) return true;
  return false;
}

dark_status dark__joint_shrink(dark__joint_plan *plan, dark_error *err) {
  const dark__pool_request request = {.strata = &plan->group.strata,
                                      .counts = plan->observed,
                                      .terms = &plan->model.terms,
                                      .targets = plan->targets,
                                      .n_targets = plan->n_targets,
                                      .scale = plan->criteria.scale,
                                      .n_taus = N_TAUS};
  if (!plan->criteria.is_pooling || plan->group.strata.n_categories == 0 || !plan->has_fit) return DARK_OK;
  dark_status status = refuse(plan, err);
  if (status != DARK_OK || (plan->is_search && !has_pooled(&plan->model.terms))) return status;
  status = dark__pool_find(&plan->pooled, &request, err);
  plan->has_pooled = status == DARK_OK;
  return status;
}

dark_status dark__joint_sum_shrunken(dark_shrunken *out, const void *of, const size_t *places, size_t n, double level,
                                     dark_error *err) {
  const dark__joint_plan *plan = of;
  size_t target = plan->n_targets;
  double average, low, high, people = 0;
  *out = (dark_shrunken){NAN, NAN, NAN};
  dark_status status = plan->has_pooled ? dark__joint_target_of(&target, plan, places, n, err) : DARK_OK;
  if (status != DARK_OK || target == plan->n_targets) return status;
  for (size_t i = 0; i < n; i++) people += plan->n_here[places[i]];
  status = dark__pool_interval(&average, &low, &high, &plan->pooled, target, level, err);
  if (status == DARK_OK) *out = (dark_shrunken){people + average, people + low, people + high};
  return status;
}

bool dark__joint_shrinkage(dark_shrinkage *out, const void *of) {
  const dark__joint_plan *plan = of;
  *out = (dark_shrinkage){0};
  if (!plan->criteria.is_pooling || !plan->has_fit || plan->group.strata.n_categories == 0) return false;
  out->sd[0] = out->sd[1] = NAN;
  for (size_t g = 0; plan->has_pooled && g < DARK__MOST_POOLS; g++) {
    out->n_effects[g] = plan->pooled.n_columns[g];
    out->sd[g] = plan->pooled.n_columns[g] > 0 ? plan->pooled.tau[g] : (double)NAN;
  }
  out->n_effective = plan->pooled.n_effective;
  return true;
}
