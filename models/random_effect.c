/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mh-normal, mth-normal: log odds of being caught that are normal in the population (src/closed/random_effect.h has the model).

     N = n / (1 - G_0),   var = N G_0/(1 - G_0) + N^2 b'Vb,   b = (dG_0/d effects) / (1 - G_0), V their covariances,

   from the observed information. Where we differ from Rcapture 1.4-4: its standard errors take the Hessian of the deviance for that of minus
   the log-likelihood, so that the part of the variance that comes of the effects is half of what it should be; and where sigma would be
   0 it reports the place where its optimiser stopped. There the model without heterogeneity is the estimate, and a reason says so. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "closed/account.h"
#include "closed/assumptions.h"
#include "closed/explained.h"
#include "closed/random_effect.h"
#include "estimator/tables.h"
#include "numeric/exponential.h"

typedef struct effect_plan {
  const dark__problem *problem;
  int lists_differ;
  dark__nodes nodes;
  int has_start;
  dark__effect_start start; /* on the observed table */
} effect_plan;

static double hidden_of(const dark__effect_fit *fit) {
  return fit->is_boundary ? dark__exp(fit->plain.regression.coefficients[DARK__INTERCEPT]) : fit->n * fit->odds_unseen;
}

/* ---- what the fit says of itself */

/* Covariances [(n_groups + 1)^2]; at the boundary those of the fit without heterogeneity, and none of sigma. Returns the variance of the
   hidden number. */
static double find_covariances(double *covariances, dark__effect_fit *fit, const dark__nodes *nodes) {
  const size_t size = fit->n_groups + 1;
  const double hidden = hidden_of(fit);
  if (fit->is_boundary) {
    double plain[DARK__MOST_COEFFICIENTS * DARK__MOST_COEFFICIENTS];
    dark__regression_covariances(plain, &fit->plain.regression, &fit->plain.design);
    for (size_t i = 0; i < fit->n_groups; i++) covariances[i * size + i] = plain[(i + 1) * fit->plain.regression.n + i + 1];
    covariances[size * size - 1] = NAN;
    return hidden + hidden * hidden * plain[0];
  }
  dark__effect_covariances(covariances, fit, nodes);
  const double total = fit->n + hidden;
  double sum = 0;
  for (size_t i = 0; i < size; i++)
    for (size_t j = 0; j < size; j++) sum += fit->slope_unseen[i] * fit->slope_unseen[j] * covariances[i * size + j];
  return total * fit->odds_unseen + total * total * fit->odds_unseen * fit->odds_unseen * sum;
}

static void fill_terms(dark_explanation *out, const effect_plan *plan, const dark__effect_fit *fit, const double *covariances,
                       double variance) {
  const double hidden = hidden_of(fit);
  const size_t size = fit->n_groups + 1;
  dark_term *term = out->terms;
  snprintf(term->name, sizeof term->name, "intercept");
  term->coefficient = log(hidden);
  term->se = sqrt(variance - hidden) / hidden;
  for (size_t i = 0; i < size; i++) {
    term = &out->terms[i + 1];
    if (i == fit->n_groups) snprintf(term->name, sizeof term->name, "standard deviation");
    else if (!plan->lists_differ) snprintf(term->name, sizeof term->name, "each list");
    else dark__list_write(term->name, sizeof term->name, fit->lists[i], &plan->problem->naming);
    term->coefficient = fit->effects[i];
    term->se = sqrt(covariances[i * size + i]);
  }
}

static double effect_of_list(const effect_plan *plan, const dark__effect_fit *fit, unsigned list) {
  if (!plan->lists_differ) return fit->effects[0];
  for (unsigned g = 0; g < fit->n_groups; g++)
    if (fit->lists[g] == list) return fit->effects[g];
  return -INFINITY;
}

static void fill_fitted(dark_explanation *out, const effect_plan *plan, const dark__effect_fit *fit) {
  const double total = fit->n + hidden_of(fit);
  out->fitted[0] = hidden_of(fit);
  for (uint32_t history = 1; history < (uint32_t)1 << plan->problem->n_lists; history++) {
    double sum = log(total * fit->shares[__builtin_popcount(history)]);
    for (uint32_t rest = history; rest != 0; rest &= rest - 1) sum += effect_of_list(plan, fit, (unsigned)__builtin_ctz(rest));
    out->fitted[history] = dark__exp(sum);
  }
}

static void account_captures(dark_explanation *out, const effect_plan *plan, const dark__effect_fit *fit, const double *weights) {
  double means[DARK__MOST_ROWS] = {0}, n_cells = 1;
  const double total = fit->n + hidden_of(fit), t = fit->n_lists[0];
  dark__tally tally;
  for (unsigned k = 1; k < fit->n_rows; k++) {
    n_cells *= (t - k + 1) / k;
    means[k] = n_cells * total * fit->shares[k] * dark__exp(k * fit->effects[0]);
  }
  dark__tally_count(&tally, plan->problem, weights);
  dark__account_captures(out, &tally, means, fit->n_rows);
}

static dark_status account_for(dark_explanation *out, const void *of, void *made, const double *weights, dark_error *err) {
  const effect_plan *plan = of;
  dark__effect_fit *fit = made;
  double covariances[DARK__MOST_EFFECTS * DARK__MOST_EFFECTS];
  const double variance = find_covariances(covariances, fit, &plan->nodes), n = fit->n;
  *out = (dark_explanation){.has_model = 1, .se = sqrt(variance), .n_candidates = 1, .is_complete = 1};
  out->n_parameters = fit->n_groups + 2;
  out->terms = calloc(out->n_parameters, sizeof *out->terms);
  const int has_lists = plan->problem->captures == NULL, has_cells = dark__problem_has_cells(plan->problem);
  if (has_cells) out->fitted = calloc((size_t)1 << plan->problem->n_lists, sizeof *out->fitted);
  if (out->terms == NULL || (out->fitted == NULL && has_cells)) return dark__fail_memory(err);
  if (fit->is_boundary) out->reasons |= DARK_REASON_BIT(DARK_REASON_NO_HETEROGENEITY);
  fill_terms(out, plan, fit, covariances, variance);
  if (has_cells) fill_fitted(out, plan, fit);
  out->log_lik =
      fit->log_lik + n * log(n) - n; /* l leaves out the number of people: n log N(1 - G_0) - N(1 - G_0), N(1 - G_0) = n */
  if (has_lists) dark__account_goodness(out, plan->problem, weights, plan->lists_differ ? (double)NAN : n);
  else account_captures(out, plan, fit, weights);
  return DARK_OK;
}

/* ---- slots */

static dark_reason fit_weights(void *fit, const void *of, const double *weights) {
  const effect_plan *plan = of;
  dark__tally tally;
  dark__tally_count(&tally, plan->problem, weights);
  return dark__effect_fit_tally(fit, &plan->nodes, plan->lists_differ, &tally, plan->has_start ? &plan->start : NULL);
}

/* Fit the observed table once, for warm starts. */
static dark_status find_start(effect_plan *plan, dark_error *err) {
  double *weights = dark__observed_weights(plan->problem);
  dark__effect_fit *fit = malloc(sizeof *fit);
  const dark_status status = weights != NULL && fit != NULL ? DARK_OK : dark__fail_memory(err);
  if (status == DARK_OK && fit_weights(fit, plan, weights) == DARK_N_REASONS) {
    dark__effect_start_of(&plan->start, fit);
    plan->has_start = 1;
  }
  free(fit);
  free(weights);
  return status;
}

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  *plan = NULL;
  effect_plan *mine = calloc(1, sizeof *mine);
  if (mine == NULL) return dark__fail_memory(err);
  mine->problem = problem;
  mine->lists_differ = *(const int *)config->variant;
  dark_status status = dark__nodes_make(&mine->nodes, err);
  if (status == DARK_OK) status = find_start(mine, err);
  if (status == DARK_OK) *plan = mine;
  else free(mine);
  return status;
}

static void plan_free(void *plan) { free(plan); }

static dark_status workspace_new(void **workspace, const void *plan, dark_error *err) {
  (void)plan;
  *workspace = malloc(sizeof(dark__effect_fit));
  return *workspace != NULL ? DARK_OK : dark__fail_memory(err);
}

static void workspace_free(void *workspace) { free(workspace); }

static dark_status estimate_one(dark_estimate *out, const void *plan, void *workspace, const double *weights, dark_error *err) {
  const dark_reason reason = fit_weights(workspace, plan, weights);
  (void)err;
  if (reason != DARK_N_REASONS) dark__estimate_fails(out, reason);
  else dark__estimate_succeeds(out, hidden_of(workspace), (dark_model_id){{0, 0}});
  return DARK_OK;
}

static dark_status estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                            dark_error *err) {
  return dark__estimate_each(estimate_one, out, plan, workspace, weights, n, err);
}

static const dark__accountable way = {sizeof(dark__effect_fit), fit_weights, account_for};

static dark_status explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  return dark__explain_fit(out, &way, ((const effect_plan *)plan)->problem, plan, observed, err);
}

static dark_status deviance(double *out, const void *plan, const dark_estimate *estimate, const double *weights,
                            dark_error *err) {
  (void)estimate; /* there is one model */
  return dark__deviance_of_fit(out, &way, plan, weights, err);
}

#define FAMILY                                                                                                \
  .min_lists = 3, .max_lists = DARK_MAX_TABLE_LISTS, .plan_new = plan_new, .plan_free = plan_free,            \
  .workspace_new = workspace_new, .workspace_free = workspace_free, .estimate = estimate, .explain = explain, \
  .deviance = deviance

const dark_estimator dark__mh_normal_estimator = {.name = "mh-normal",
                                                  .assumption = DARK__ASSUMES_PEOPLE_DIFFER DARK__SHAPE_NORMAL,
                                                  .advice = "heterogeneity with a plain meaning; " DARK__HARD_TO_TELL,
                                                  .source = "Coull & Agresti 1999, Biometrics 55:294",
                                                  .traits = DARK__EQUAL_LISTS | DARK__COUNTS_ONLY | DARK__ONE_SIDED,
                                                  .variant = &(const int){0},
                                                  FAMILY};

const dark_estimator dark__mth_normal_estimator = {
    .name = "mth-normal",
    .assumption = DARK__ASSUMES_BOTH_DIFFER DARK__SHAPE_NORMAL,
    .advice = "heterogeneity with a plain meaning; " DARK__HARD_TO_TELL,
    .source = "Coull & Agresti 1999, Biometrics 55:294; Rivest 2011, Int. J. Biostat. 7:23",
    .traits = DARK__ONE_SIDED,
    .variant = &(const int){1},
    FAMILY};
