/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closed/closed.h"
#include "estimator/tables.h"

#include <stdlib.h>

#include "base/error.h"
#include "closed/account.h"
#include "closed/explained.h"
#include "estimator/profile.h"
#include "numeric/exponential.h"

/* Fit the observed table once, for warm starts. */
static dark_status find_start(dark__closed *closed, dark_error *err) {
  dark__tally tally;
  dark__closed_fit *fit = malloc(sizeof *fit);
  double *weights = dark__observed_weights(closed->problem);
  const int has_memory = fit != NULL && weights != NULL;
  if (has_memory) {
    dark__tally_count(&tally, closed->problem, weights);
    closed->has_start = dark__closed_fit_tally(fit, &closed->model, &tally, NULL) == DARK_N_REASONS;
    if (closed->has_start) dark__closed_effects_of(&closed->start, fit);
  }
  free(fit);
  free(weights);
  return has_memory ? DARK_OK : dark__fail_memory(err);
}

dark_status dark__closed_new(void **plan, const dark__problem *problem, const dark__closed_model *model, dark_error *err) {
  *plan = NULL;
  dark__closed *closed = calloc(1, sizeof *closed);
  if (closed == NULL) return dark__fail_memory(err);
  closed->problem = problem;
  closed->model = *model;
  const dark_status status = find_start(closed, err);
  if (status == DARK_OK) *plan = closed;
  else free(closed);
  return status;
}

void dark__closed_free(void *plan) { free(plan); }

dark_status dark__closed_workspace_new(void **workspace, const void *plan, dark_error *err) {
  (void)plan;
  *workspace = malloc(sizeof(dark__closed_fit));
  return *workspace != NULL ? DARK_OK : dark__fail_memory(err);
}

void dark__closed_workspace_free(void *workspace) { free(workspace); }

static dark_reason fit_weights(void *fit, const void *plan, const double *weights) {
  const dark__closed *closed = plan;
  dark__tally tally;
  dark__tally_count(&tally, closed->problem, weights);
  return dark__closed_fit_tally(fit, &closed->model, &tally, closed->has_start ? &closed->start : NULL);
}

static dark_status estimate_one(dark_estimate *out, const void *plan, void *workspace, const double *weights, dark_error *err) {
  const dark__closed_fit *fit = workspace;
  const dark_reason reason = fit_weights(workspace, plan, weights);
  (void)err;
  if (reason != DARK_N_REASONS) dark__estimate_fails(out, reason);
  else dark__estimate_succeeds(out, dark__exp(fit->regression.coefficients[DARK__INTERCEPT]), (dark_model_id){{0, 0}});
  return DARK_OK;
}

dark_status dark__closed_estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                  dark_error *err) {
  return dark__estimate_each(estimate_one, out, plan, workspace, weights, n, err);
}

static dark_status account_for(dark_explanation *out, const void *plan, void *fit, const double *weights, dark_error *err) {
  return dark__account_for(out, plan, fit, weights, err);
}

static const dark__accountable way = {sizeof(dark__closed_fit), fit_weights, account_for};

dark_status dark__closed_explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  return dark__explain_fit(out, &way, ((const dark__closed *)plan)->problem, plan, observed, err);
}

dark_status dark__closed_deviance(double *out, const void *plan, const dark_estimate *estimate, const double *weights,
                                  dark_error *err) {
  (void)estimate; /* there is one model */
  return dark__deviance_of_fit(out, &way, plan, weights, err);
}

/* ---- profile */

typedef struct profile_context {
  const dark__closed *closed;
  dark__closed_fit *fit;
  dark__tally tally;
  dark__closed_effects start; /* of the last fit */
} profile_context;

static dark_status profile_log_lik(double *out, void *context, double hidden, dark_error *err) {
  profile_context *at = context;
  (void)err;
  *out = dark__closed_profile(at->fit, &at->closed->model, &at->tally, hidden, &at->start);
  dark__closed_effects_of(&at->start, at->fit);
  return DARK_OK;
}

dark_status dark__closed_interval(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                                  double level, dark_error *err) {
  const dark__closed *closed = plan;
  (void)type;
  profile_context context = {.closed = closed, .fit = malloc(sizeof *context.fit), .start = closed->start};
  double *weights = dark__observed_weights(closed->problem);
  dark_status status = context.fit != NULL && weights != NULL ? DARK_OK : dark__fail_memory(err);
  if (status == DARK_OK) {
    dark__tally_count(&context.tally, closed->problem, weights);
    status = dark__profile_interval(out, context.tally.n, observed->hidden, level, profile_log_lik, &context, err);
  }
  free(context.fit);
  free(weights);
  return status;
}
