/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/suppressed.h"

#include "base/error.h"

dark_status dark__joint_suppressed_check(const dark__config *config, bool has_missing, dark_error *err) {
  if (config->n_absent > 0)
    return dark__fail(
        err, DARK_EUSAGE,
        "--absent is not for tables with suppressed counts; --drop-list leaves the list out, and --where takes only "
        "the rows in which it existed");
  if (has_missing)
    return dark__fail(err, DARK_EUSAGE,
                      "values of categories are missing and counts are suppressed, which no model here takes together; --missing "
                      "category makes a category of those of whom it is missing");
  if (config->pool) return dark__fail(err, DARK_EUSAGE, "--pool is not for tables with suppressed counts; leave it out");
  return DARK_OK;
}

dark_reasons dark__joint_suppressed_reasons(const dark__joint_plan *plan) {
  const dark__joint_rule *rule = &plan->group.rule;
  dark_reasons reasons = 0;
  if (rule->is_any && !(rule->has_total && plan->group.strata.n_strata == 1))
    reasons |= DARK_REASON_BIT(DARK_REASON_COUNTS_SUPPRESSED);
  for (size_t c = 0; plan->partial.expected != NULL && c < rule->n_cells; c++)
    if (rule->own[c].n > 0 && !(plan->partial.expected[c] > 0)) reasons |= DARK_REASON_BIT(DARK_REASON_SUPPRESSED_AT_ZERO);
  return reasons;
}

dark_status dark__joint_complete(double *counts, const void *of, dark_error *err) {
  const dark__joint_stratum *stratum = of;
  const dark__joint_plan *plan = stratum->plan;
  const dark__problem *problem = plan->group.problems[stratum->x];
  const size_t first = stratum->x * dark__n_histories(&plan->group.strata);
  (void)err;
  for (size_t r = 0; r < problem->n_records; r++) {
    const size_t cell = first + problem->records[r].history;
    const bool is_expected = plan->has_fit && plan->partial.expected != NULL && plan->group.rule.own[cell].n > 0;
    counts[r] = is_expected ? plan->partial.expected[cell] : problem->records[r].count;
  }
  return DARK_OK;
}
