/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_NEAR_H
#define DARK__JOINT_SEARCH_NEAR_H

/* What the quadratic form of the model with all terms says of a subset: where it is likely to be, and how good it can be at most. */

#include "joint/search/full.h"

/* Where to begin the fit of a subset of ranked terms: at the least of the quadratic form. Valid until the next call. */
dark__joint_start dark__near_start(dark__full *of, uint64_t subset);

/* Whether what was asked for last proves that the subset's estimate exists; *log_lik is no less than its log-likelihood then. With m and b the means and
   coefficients of all terms, M their information and c those of the subset, the table m (1 + d), d = X (c - b), has the margins of the subset, and no table that
   has them allows for more (Csiszar 1975, Ann. Probab. 3:146) than log L(b) + b' M (c - b) + sum of m {(1 + d) log(1 + d) - d}. A share of c - b will do, too. */
bool dark__near_bound(double *log_lik, dark__full *of);

#endif
