/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_DEVIANCE_H
#define DARK__ESTIMATOR_DEVIANCE_H

/* How far a table is from the model that its estimate came from. */

#include <stdbool.h>

#include <darkfigure/plan.h>

/* Whether the estimates of a part come from models that have a deviance. */
bool dark__plan_has_deviance(const dark_plan *plan, size_t part);

/* *out = the deviance, on the table with these weights [n_records of the part], of the model that gave `estimate` there; NaN where there is
   no estimate, or where the fit does not converge. The part has deviances. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__plan_deviance(double *out, const dark_plan *plan, size_t part, const dark_estimate *estimate,
                                                const double *weights, dark_error *err);

#endif
