/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_SUMS_H
#define DARK__MODELS_JOINT_SUMS_H

#include "models/joint/plan.h"

/* Standard error, given the model of the observed table, of the hidden people of strata places [n] together, by the delta method
   (joint/fit/hidden.h). *out is NaN where one of them has no estimate. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_sum_error(double *out, const void *plan, const size_t *places, size_t n, dark_error *err);

/* The target that is the sum of strata places [n]; plan->n_targets when none is. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_target_of(size_t *out, const dark__joint_plan *plan, const size_t *places, size_t n,
                                                  dark_error *err);

/* An average over models that lack weight is relied on where those found have at least half of all, and the better half of these gives limits that are not
   far from those of all. */
#define DARK__JOINT_LEAST_COVERED 0.5
/* By more than a tenth, as Monte Carlo error makes an interval of replicates unstable. */
bool dark__joint_is_far(double limit, double other);

/* Interval for the total of strata places [n]: model-averaged tail areas over the models of a search, of the type that goes with its criterion.
   *out as in slot `interval` of the contract. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__joint_sum_interval(dark_interval *out, const void *plan, const size_t *places, size_t n,
                                                     dark_interval_type type, double level, dark_error *err);

#endif
