/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_TARGETS_H
#define DARK__MODELS_JOINT_TARGETS_H

/* The sums over strata that numbers are given for, as weights. */

#include "estimator/estimator.h"

/* *weights [*n x strata of the group], 1 for the strata that a target of the table sums over and 0 for others, target by target: the strata in the table's order
   first, the total last. Of all strata thrown together one target, its only stratum. The caller's to free(). Errors: DARK_ELIMIT (more than 4,000
   strata, or too many categories), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_targets_make(double **weights, size_t *n, const dark__problems *problems,
                                                     dark_error *err);

#endif
