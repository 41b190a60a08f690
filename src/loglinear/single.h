/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SINGLE_H
#define DARK__LOGLINEAR_SINGLE_H

/* Estimators that fit one model settled beforehand. */

#include "loglinear/lanes/lanes.h"

typedef struct dark__single {
  const dark__problem *problem;
  uint32_t *terms; /* [n_terms] canonical order */
  size_t n_terms;
  double *start; /* [n_terms] effects on the observed table, NULL without an estimate there */
} dark__single;

/* The hierarchical model with these generators (bits = lists of the problem; [n] copied). Errors: DARK_EUSAGE when it contradicts what is
   given of the problem; DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__single_new(dark__single **out, const dark__problem *problem, const uint32_t *generators,
                                             size_t n, dark_error *err);

/* Slots of the estimator contract; plan is a dark__single. */
void dark__single_free(void *plan);
dark_status dark__single_workspace_new(void **workspace, const void *plan, dark_error *err);
dark_status dark__single_estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                  dark_error *err);
void dark__single_model_name(char *buffer, size_t size, const void *plan, dark_model_id model);
dark_status dark__single_explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err);
dark_status dark__single_rank(dark_candidate **candidates, size_t *n_candidates, const void *plan, size_t n, double within,
                              dark_error *err);
dark_status dark__single_interval(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                                  double level, dark_error *err);

void dark__single_candidate_name(char *buffer, size_t size, const void *plan, dark_model_id model);
dark_status dark__single_deviance(double *out, const void *plan, const dark_estimate *estimate, const double *weights,
                                  dark_error *err);
dark_status dark__single_candidate_bound(dark_bound *out, const void *plan, dark_model_id model, dark_error *err);

/* All these slots in a row, for the constant struct of an estimator. */
#define DARK__SINGLE_SLOTS                                                                                                      \
  .plan_free = dark__single_free, .workspace_new = dark__single_workspace_new, .workspace_free = dark__lanes_workspace_free,    \
  .estimate = dark__single_estimate, .model_name = dark__single_model_name, .explain = dark__single_explain,                    \
  .deviance = dark__single_deviance, .rank = dark__single_rank, .candidate_name = dark__single_candidate_name,                  \
  .candidate_bound = dark__single_candidate_bound, .intervals = 1u << DARK_INTERVAL_PROFILE, .interval = dark__single_interval, \
  .takes_dependence = 1

#endif
