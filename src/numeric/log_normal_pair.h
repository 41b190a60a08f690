/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_LOG_NORMAL_PAIR_H
#define DARK__NUMERIC_LOG_NORMAL_PAIR_H

/* Mixtures of pairs X, Y of log-normal numbers, and quantiles of the difference and of the ratio of k_Y + Y and k_X + X. Both are asked
   for by one probability,

     P(Y < a + b X) = integral of Phi({log(a + b e^x) - E(log Y | log X = x)} / sd(log Y | log X)) over the density of log X,   a >= 0 < b,

   and for a < 0 by the same with X and Y changing places, so that what is below the logarithm never is negative. The integrand is smooth
   and vanishes at both ends, where the trapezoidal rule is exact but for a share that falls exponentially with the steps (Trefethen &
   Weideman 2014, SIAM Review 56:385); there are as many steps as the steepest place of Phi asks for. */

#include <stddef.h>

#include <darkfigure/status.h>

typedef struct dark__log_normal_pair {
  double weight;      /* >= 0; not all of a mixture's are 0 */
  double mean[2];     /* of log X and log Y */
  double sd[2];       /* of them, > 0 */
  double correlation; /* -1..1 */
} dark__log_normal_pair;

/* P(Y < a + b X), b > 0; to 1e-8. */
double dark__pair_below(const dark__log_normal_pair *of, double a, double b);

/* *x: the `probability` quantile, 0 < probability < 1, of (known[1] + Y) - (known[0] + X), known >= 0, over a mixture [n]. Exchanging X
   and Y changes its sign, and the quantile at 0 is that of the ratio at 1. Errors: DARK_ENOMEM, DARK_ENUMERIC. Any thread. */
DARK_MUST_CHECK dark_status dark__pair_difference(double *x, const dark__log_normal_pair *parts, size_t n, const double known[2],
                                                  double probability, dark_error *err);
/* The same of (known[1] + Y) / (known[0] + X). */
DARK_MUST_CHECK dark_status dark__pair_ratio(double *x, const dark__log_normal_pair *parts, size_t n, const double known[2],
                                             double probability, dark_error *err);

#endif
