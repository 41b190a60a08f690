/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_WALK_PLAN_H
#define DARK__LOGLINEAR_WALK_PLAN_H

/* Slots of the estimator contract that walking estimators share; a plan is a dark__walk, a model id its set of optional terms. */

#include "loglinear/search/walk.h"

DARK_MUST_CHECK dark_status dark__walk_new(dark__walk **out, const dark__problem *problem, unsigned max_order, dark_error *err);
void dark__walk_free(void *plan);
dark_status dark__walk_workspace_new(void **workspace, const void *plan, dark_error *err);
void dark__walk_model_name(char *buffer, size_t size, const void *plan, dark_model_id model);
unsigned dark__walk_max_order(const void *plan);
dark_status dark__walk_explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err);
dark_status dark__walk_rank(dark_candidate **candidates, size_t *n_candidates, const void *plan, size_t n, double within,
                            dark_error *err);
dark_status dark__walk_interval(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                                double level, dark_error *err);

dark_status dark__walk_deviance(double *out, const void *plan, const dark_estimate *estimate, const double *weights,
                                dark_error *err);
dark_status dark__walk_candidate_bound(dark_bound *out, const void *plan, dark_model_id model, dark_error *err);

#define DARK__WALK_SLOTS                                                                                                    \
  .plan_free = dark__walk_free, .workspace_new = dark__walk_workspace_new, .workspace_free = dark__crowd_workspace_free,    \
  .model_name = dark__walk_model_name, .max_order = dark__walk_max_order, .explain = dark__walk_explain,                    \
  .deviance = dark__walk_deviance, .rank = dark__walk_rank, .candidate_name = dark__walk_model_name,                        \
  .candidate_bound = dark__walk_candidate_bound, .interval = dark__walk_interval, .takes_common = 1, .takes_dependence = 1, \
  .intervals = 1u << DARK_INTERVAL_PROFILE | 1u << DARK_INTERVAL_MATA_AIC | 1u << DARK_INTERVAL_MATA_BIC

#endif
