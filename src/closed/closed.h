/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_CLOSED_H
#define DARK__CLOSED_CLOSED_H

/* Estimators that fit one log-linear model of a closed population (model.h). */

#include "closed/model.h"

typedef struct dark__closed {
  const dark__problem *problem;
  dark__closed_model model;
  dark__closed_effects start; /* on the observed table */
  int has_start;
} dark__closed;

/* A plan for the model, which is copied. */
DARK_MUST_CHECK dark_status dark__closed_new(void **plan, const dark__problem *problem, const dark__closed_model *model,
                                             dark_error *err);

/* Slots of the estimator contract; plan is a dark__closed, the workspace a dark__closed_fit. */
void dark__closed_free(void *plan);
dark_status dark__closed_workspace_new(void **workspace, const void *plan, dark_error *err);
void dark__closed_workspace_free(void *workspace);
dark_status dark__closed_estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                  dark_error *err);
dark_status dark__closed_explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err);
dark_status dark__closed_deviance(double *out, const void *plan, const dark_estimate *estimate, const double *weights,
                                  dark_error *err);
/* The profile-likelihood interval; with Chao's columns, those that are negative are found anew at every population size. */
dark_status dark__closed_interval(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                                  double level, dark_error *err);

/* All but the last of these slots in a row, for the constant struct of an estimator, and the last. */
#define DARK__CLOSED_SLOTS                                                                                                    \
  .plan_free = dark__closed_free, .workspace_new = dark__closed_workspace_new, .workspace_free = dark__closed_workspace_free, \
  .estimate = dark__closed_estimate, .explain = dark__closed_explain, .deviance = dark__closed_deviance
#define DARK__CLOSED_PROFILE .intervals = 1u << DARK_INTERVAL_PROFILE, .interval = dark__closed_interval

#endif
