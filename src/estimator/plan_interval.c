/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "estimator/interval.h"
#include "estimator/plan.h"

static int offers(const dark_estimator *estimator, dark_interval_type type) {
  if (estimator == NULL) return 0;
  if (type == DARK_INTERVAL_LOG_NORMAL && estimator->explain != NULL) return 1;
  return dark_interval_needs_replicates(type) || ((estimator->intervals >> type) & 1u) != 0;
}

int dark_plan_offers(const dark_plan *plan, size_t part, dark_interval_type type) {
  return offers(plan->parts[part].estimator, type);
}

dark_interval_type dark_plan_usual_interval(const dark_plan *plan) {
  dark_interval_type common = DARK_INTERVAL_NONE;
  for (size_t i = 0; i < plan->n_parts; i++) {
    const dark__part *part = &plan->parts[i];
    if (part->estimator == NULL) continue;
    if (part->estimator->usual_interval == NULL) return DARK_INTERVAL_PERCENTILE;
    const dark_interval_type own = part->estimator->usual_interval(part->plan);
    if (common != DARK_INTERVAL_NONE && own != common) return DARK_INTERVAL_PERCENTILE;
    common = own;
  }
  return common != DARK_INTERVAL_NONE ? common : DARK_INTERVAL_PERCENTILE;
}

/* From the standard error given the model. */
static dark_status log_normal(dark_interval *out, const dark__part *part, double level, dark_error *err) {
  dark_explanation explanation = {0};
  const dark_status status = part->estimator->explain(&explanation, part->plan, &part->estimate, err);
  if (status != DARK_OK) return status;
  *out = dark__interval_log_normal(part->problem.n_observed, part->estimate.hidden, explanation.se, level);
  if (explanation.is_selected) out->reasons |= DARK_REASON_BIT(DARK_REASON_CONDITIONAL);
  dark_explanation_clear(&explanation);
  return DARK_OK;
}

dark_status dark_plan_interval(dark_interval *out, const dark_plan *plan, size_t part, dark_interval_type type, double level,
                               dark_error *err) {
  *out = dark__interval_none(level);
  if (part >= plan->n_parts) return dark__fail(err, DARK_EUSAGE, "there is no part %zu", part);
  if (!(level > 0 && level < 1)) return dark__fail(err, DARK_EUSAGE, "level %g is not between 0 and 1", level);
  if (dark_interval_needs_replicates(type))
    return dark__fail(err, DARK_EUSAGE, "%s intervals need replicates", dark_interval_name(type));
  const dark__part *here = &plan->parts[part];
  if (here->estimate.reason != DARK_N_REASONS) {
    out->reasons = DARK_REASON_BIT(here->estimate.reason);
    return DARK_OK;
  }
  if (!offers(here->estimator, type)) {
    out->reasons = DARK_REASON_BIT(DARK_REASON_NOT_OFFERED);
    return DARK_OK;
  }
  if (type == DARK_INTERVAL_LOG_NORMAL) return log_normal(out, here, level, err);
  return here->estimator->interval(out, here->plan, &here->estimate, type, level, err);
}
