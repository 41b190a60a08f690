/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closed/explained.h"

#include <stdlib.h>

#include "base/error.h"
#include "closed/tally.h"

dark_status dark__explain_fit(dark_explanation *out, const dark__accountable *way, const dark__problem *problem, const void *plan,
                              const dark_estimate *observed, dark_error *err) {
  double *weights = dark__observed_weights(problem);
  void *fit = malloc(way->fit_size);
  dark_status status = weights != NULL && fit != NULL ? DARK_OK : dark__fail_memory(err);
  if (status == DARK_OK && way->fit_weights(fit, plan, weights) != DARK_N_REASONS)
    status = dark__fail(err, DARK_ENUMERIC, "a model without an estimate cannot be explained");
  if (status == DARK_OK) status = way->account_for(out, plan, fit, weights, err);
  free(fit);
  free(weights);
  if (status == DARK_OK) out->model = observed->model;
  else dark_explanation_clear(out);
  return status;
}

dark_status dark__deviance_of_fit(double *out, const dark__accountable *way, const void *plan, const double *weights,
                                  dark_error *err) {
  dark_explanation account = {0};
  void *fit = malloc(way->fit_size);
  if (fit == NULL) return dark__fail_memory(err);
  dark_status status = way->fit_weights(fit, plan, weights) == DARK_N_REASONS ? DARK_OK : DARK_ENUMERIC;
  if (status == DARK_OK) status = way->account_for(&account, plan, fit, weights, err);
  else status = dark__fail(err, DARK_ENUMERIC, "a model without an estimate has no deviance");
  *out = account.deviance;
  dark_explanation_clear(&account);
  free(fit);
  return status;
}
