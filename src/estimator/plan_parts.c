/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan says of its parts, groups and targets, whatever is asked of it. */
#include <math.h>

#include "estimator/plan.h"

static const dark__part *part_of(const dark_plan *plan, size_t part) {
  return plan != NULL && part < plan->n_parts ? &plan->parts[part] : NULL;
}

/* ---- Parts */

size_t dark_plan_n_parts(const dark_plan *plan) { return plan == NULL ? 0 : plan->n_parts; }
size_t dark_plan_pooled_part(const dark_plan *plan) { return plan == NULL ? 0 : plan->pooled; }
const dark_table *dark_plan_table(const dark_plan *plan) { return plan == NULL ? NULL : plan->table; }
dark_resample dark_plan_resample(const dark_plan *plan) { return plan == NULL ? DARK_RESAMPLE_OBSERVED : plan->resample; }
const dark_dependence *dark_plan_dependence(const dark_plan *plan) { return plan == NULL ? NULL : &plan->assumed.shown; }

const dark_estimate *dark_plan_estimate(const dark_plan *plan, size_t part) {
  const dark__part *here = part_of(plan, part);
  return here == NULL ? NULL : &here->estimate;
}

const dark_estimator *dark_plan_estimator(const dark_plan *plan, size_t part) {
  const dark__part *here = part_of(plan, part);
  return here == NULL ? NULL : here->estimator;
}

size_t dark_plan_n_lists(const dark_plan *plan, size_t part) {
  const dark__part *here = part_of(plan, part);
  return here == NULL ? 0 : here->problem.n_lists;
}

double dark_plan_n_observed(const dark_plan *plan, size_t part) {
  const dark__part *here = part_of(plan, part);
  return here == NULL ? (double)NAN : here->problem.n_observed;
}

int dark_plan_departs(const dark_plan *plan, size_t part) {
  const dark__part *here = part_of(plan, part);
  return here != NULL && dark__dependence_is_departure(&here->given);
}

unsigned dark_plan_max_order(const dark_plan *plan, size_t part) {
  const dark__part *here = part_of(plan, part);
  if (here == NULL || here->estimator == NULL || here->estimator->max_order == NULL) return 0;
  return here->estimator->max_order(here->plan);
}

const dark_record *dark_plan_records(const dark_plan *plan, size_t part, size_t *n_records) {
  const dark__part *here = part_of(plan, part);
  if (n_records != NULL) *n_records = here == NULL ? 0 : here->problem.n_records;
  return here == NULL || n_records == NULL ? NULL : here->records;
}

char *dark_plan_candidate_name(char *buffer, size_t size, const dark_plan *plan, size_t part, dark_model_id model) {
  const dark__part *here = part_of(plan, part);
  if (buffer == NULL) return NULL;
  if (size > 0) buffer[0] = '\0';
  if (size > 0 && here != NULL && here->estimator != NULL && here->estimator->candidate_name != NULL)
    here->estimator->candidate_name(buffer, size, here->plan, model);
  return buffer;
}

char *dark_plan_model_name(char *buffer, size_t size, const dark_plan *plan, size_t part, dark_model_id model) {
  const dark__part *here = part_of(plan, part);
  if (buffer == NULL) return NULL;
  if (size > 0) buffer[0] = '\0';
  if (size > 0 && here != NULL && here->estimator != NULL && here->estimator->model_name != NULL)
    here->estimator->model_name(buffer, size, here->plan, model);
  return buffer;
}

uint64_t dark__plan_lists(const dark_plan *plan, size_t part) {
  const dark__part *here = part_of(plan, part);
  uint64_t lists = 0;
  for (unsigned l = 0; here != NULL && l < here->problem.n_lists; l++) lists |= UINT64_C(1) << here->in_whole[l];
  return lists;
}

const double *dark__plan_completed(const dark_plan *plan, size_t part) {
  const dark__part *here = part_of(plan, part);
  return here == NULL ? NULL : here->completed;
}

/* ---- Groups */

size_t dark__plan_n_groups(const dark_plan *plan) { return plan->n_groups; }
size_t dark__plan_group(const dark_plan *plan, size_t part) { return plan->parts[part].group; }
size_t dark__plan_place(const dark_plan *plan, size_t part) { return plan->parts[part].place; }

dark__strata dark__plan_strata(const dark_plan *plan, size_t group) {
  static const size_t none[] = {0};
  if (group >= plan->n_groups) return (dark__strata){.starts = none};
  const dark__group *here = &plan->groups[group];
  return (dark__strata){.n = here->n, .parts = here->parts, .starts = here->starts};
}

/* ---- Targets */

size_t dark_plan_n_targets(const dark_plan *plan) { return plan == NULL ? 0 : plan->targets.n; }

const size_t *dark_plan_target_parts(const dark_plan *plan, size_t target, size_t *n_parts) {
  const bool is_there = target < dark_plan_n_targets(plan);
  if (n_parts != NULL) *n_parts = is_there ? plan->targets.starts[target + 1] - plan->targets.starts[target] : 0;
  return is_there && n_parts != NULL ? plan->targets.strata + plan->targets.starts[target] : NULL;
}

const char *dark_plan_target_level(const dark_plan *plan, size_t target, size_t category) {
  if (target >= dark_plan_n_targets(plan) || category >= plan->targets.n_categories) return NULL;
  return dark__targets_level(&plan->targets, plan->table, target, category);
}
