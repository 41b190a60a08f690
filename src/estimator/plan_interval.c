/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/arguments.h"
#include "estimator/interval.h"
#include "estimator/plan.h"

bool dark__estimator_offers(const dark_estimator *estimator, dark_interval_type type) {
  if (estimator == NULL || (size_t)type >= DARK_N_INTERVALS) return false;
  if (type == DARK_INTERVAL_LOG_NORMAL && estimator->explain != NULL) return true;
  return dark_interval_needs_replicates(type) || ((estimator->intervals >> type) & 1u) != 0;
}

static void append_name(char *names, size_t size, const char *name) {
  const size_t used = strlen(names);
  snprintf(names + used, size - used, "%s%s", used > 0 ? ", " : "", name);
}

dark_status dark__fail_not_offered(const dark_estimator *estimator, dark_interval_type wanted, dark_error *err) {
  char types[256] = "", methods[512] = "";
  const dark_estimator *other;
  for (int type = 1; type < DARK_N_INTERVALS; type++)
    if (dark__estimator_offers(estimator, (dark_interval_type)type))
      append_name(types, sizeof types, dark_interval_name((dark_interval_type)type));
  for (size_t i = 0; (other = dark_estimator_at(i)) != NULL; i++)
    if (dark__estimator_offers(other, wanted)) append_name(methods, sizeof methods, other->name);
  return dark__fail(err, DARK_EUSAGE, "method %s has no interval of type %s; it has: %s; methods that have one: %s",
                    estimator->name, dark_interval_name(wanted), types, methods);
}

int dark_plan_offers(const dark_plan *plan, size_t part, dark_interval_type type) {
  return dark__estimator_offers(dark_plan_estimator(plan, part), type);
}

dark_interval_type dark__part_usual_interval(const dark_plan *plan, size_t part) {
  const dark_estimator *estimator = dark_plan_estimator(plan, part);
  if (estimator == NULL) return DARK_INTERVAL_NONE;
  return estimator->usual_interval == NULL ? DARK_INTERVAL_PERCENTILE : estimator->usual_interval(plan->parts[part].plan);
}

/* Of parts whose own intervals all need no replicates, the first one's: the others have theirs beside it. */
dark_interval_type dark_plan_usual_interval(const dark_plan *plan) {
  dark_interval_type first = DARK_INTERVAL_NONE;
  if (plan == NULL) return DARK_INTERVAL_NONE;
  for (size_t part = 0; part < plan->n_parts; part++) {
    const dark_interval_type own = dark__part_usual_interval(plan, part);
    if (own == DARK_INTERVAL_NONE) continue;
    if (dark_interval_needs_replicates(own)) return DARK_INTERVAL_PERCENTILE;
    if (first == DARK_INTERVAL_NONE) first = own;
  }
  return first != DARK_INTERVAL_NONE ? first : DARK_INTERVAL_PERCENTILE;
}

const char *dark_plan_practice(const dark_plan *plan) {
  for (size_t i = 0; plan != NULL && i < plan->n_parts; i++)
    if (plan->parts[i].estimator != NULL && plan->parts[i].estimator->practice != NULL) return plan->parts[i].estimator->practice;
  return NULL;
}

/* From the standard error given the model. */
static dark_status log_normal(dark_interval *out, const dark__part *part, double level, dark_error *err) {
  dark_explanation explanation = {0};
  const dark_status status = part->estimator->explain(&explanation, part->plan, &part->estimate, err);
  if (status != DARK_OK) return status;
  *out = dark__interval_log_normal(part->problem.n_observed, part->estimate.hidden,
                                   dark__log_normal_se(&explanation, part->estimate.hidden), level);
  if (explanation.is_selected) out->reasons |= DARK_REASON_BIT(DARK_REASON_CONDITIONAL);
  dark_explanation_clear(&explanation);
  return DARK_OK;
}

dark_status dark_plan_interval(dark_interval *out, const dark_plan *plan, size_t part, dark_interval_type type, double level,
                               dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = dark__interval_none(level);
  DARK__REQUIRE(plan, err);
  DARK__REQUIRE_BELOW(type, DARK_N_INTERVALS, err);
  if (part >= plan->n_parts) return dark__fail(err, DARK_EUSAGE, "there is no part %zu", part);
  if (!(level > 0 && level < 1)) return dark__fail(err, DARK_EUSAGE, "level %g is not between 0 and 1", level);
  if (dark_interval_needs_replicates(type))
    return dark__fail(err, DARK_EUSAGE, "%s intervals need replicates", dark_interval_name(type));
  const dark__part *here = &plan->parts[part];
  if (here->estimate.reason != DARK_N_REASONS) {
    out->reasons = DARK_REASON_BIT(here->estimate.reason);
    return DARK_OK;
  }
  if (!dark__estimator_offers(here->estimator, type)) {
    out->reasons = DARK_REASON_BIT(DARK_REASON_NOT_OFFERED);
    return DARK_OK;
  }
  const dark_status status = type == DARK_INTERVAL_LOG_NORMAL
                                 ? log_normal(out, here, level, err)
                                 : here->estimator->interval(out, here->plan, &here->estimate, type, level, err);
  if (status == DARK_OK) dark__interval_guard(out, here->estimate.total);
  if (status != DARK_ENUMERIC) return status;
  *out = dark__interval_none(level);
  out->reasons = DARK_REASON_BIT(DARK_REASON_NOT_CONVERGED);
  return DARK_OK;
}
