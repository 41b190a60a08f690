/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/deviance.h"

#include <math.h>

#include "base/error.h"
#include "estimator/plan.h"

bool dark__plan_has_deviance(const dark_plan *plan, size_t part) {
  const dark_estimator *estimator = plan->parts[part].estimator;
  return estimator != NULL && estimator->deviance != NULL;
}

dark_status dark__plan_deviance(double *out, const dark_plan *plan, size_t part, const dark_estimate *estimate,
                                const double *weights, dark_error *err) {
  const dark__part *here = &plan->parts[part];
  dark_error why = DARK_ERROR_INIT;
  *out = NAN;
  if (estimate->reason != DARK_N_REASONS) return DARK_OK;
  const dark_status status = here->estimator->deviance(out, here->plan, estimate, weights, &why);
  if (status == DARK_OK) return DARK_OK;
  *out = NAN;
  return status == DARK_ENUMERIC ? DARK_OK : dark__fail(err, status, "%s", why.message);
}
