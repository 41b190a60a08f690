/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ONELIST_BOUND_H
#define DARK__ONELIST_BOUND_H

/* Chao's lower bound for counts of captures beside the estimate of a regression. With f1 people captured once and f2 twice,

     B = f1 (f1 - 1) / {2 (f2 + 1)}   (Chao 1989, Biometrics 45:427),
     var{log(B / hidden)} = 4/f1 + 1/(f2 + 1) - 2 {2 d_1/f1 - d_2/(f2 + 1)} + var(log hidden),

   d_k = sum over people captured k times of the change of log(hidden) with each: how it moves when all of these count a little more. It is
   found by fitting again, since the score of a single person is not to be had in every family. */

#include <darkfigure/plan.h>

#include "onelist/maximum.h"

/* `observed`: the maximum for `weights` [n_records], of a population of `hidden` people never captured with the variance `variance` of its
   logarithm under Poisson counts. No bound for families on which it does not bear. Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__onelist_bound(dark_bound *out, const dark__truncated *of, const dark__maximum *observed,
                                                const double *weights, double hidden, double variance, dark_error *err);

#endif
