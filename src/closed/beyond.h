/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_BEYOND_H
#define DARK__CLOSED_BEYOND_H

/* What a fit says of itself where there are more lists than histories can be looked at one by one (dark__problem_has_cells): the same numbers as from
   all 2^t of them, from sums in closed form. */

#include "closed/closed.h"

/* Chao's bound (lattice/chao_bound.h) of a model without heterogeneity, which leaves out every pair: from people on one list and on two.
   covariances [n x n] of the fit's coefficients; weights [n_records]. */
dark_bound dark__pairs_bound(const dark__closed *closed, const dark__closed_fit *fit, const double *covariances,
                             const double *weights);

/* Bias of second order (dark__closed_bias) of Mt, whose lists are independent. */
double dark__independent_bias(const dark__closed_fit *fit, const double *covariances);

#endif
