/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_PAIRS_H
#define DARK__MODELS_JOINT_PAIRS_H

#include "models/joint/plan.h"

/* Slot of the contract: limits of differences and ratios of two sums over strata, by tail areas averaged over the models of a search, of
   the type that goes with its criterion, as those of one sum (sums.h). In each model the logarithms of the two hidden numbers are
   jointly normal, with variances and covariance of the delta method, cov(a, b) = {var(a + b) - var(a) - var(b)} / 2, each model being
   fitted once more from where its fit ended. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__joint_pair_limits(dark__pair_limits *out, const void *plan, const dark__pair_of_sums *pairs,
                                                    size_t n, dark_interval_type type, const double *levels, size_t n_levels,
                                                    dark_error *err);

#endif
