/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_INTERVAL_LIMIT_ERROR_H
#define DARK__RESAMPLE_INTERVAL_LIMIT_ERROR_H

/* How far a limit moves from seed to seed: the standard deviation of its logarithm.

   A limit is the quantile of n replicates at a probability p. Let F be their distribution. To first order its place in F strays by

     F(limit) - p = dp - {F_n(limit) - p},   variance of the braces p (1 - p) / n.

   Of a percentile interval p is fixed and dp = 0. BCa reads at a p that is estimated from the same replicates: with g the share of them below
   the estimate, z0 = Phi^-1(g), dp = b dg with

     b = phi(w) {1 + 1/(1 - a (z0 + z))^2} / phi(z0),   w = Phi^-1(p),

   var(g) = v / n and cov(g, F_n(limit)) = {min(p, g) - p g} / n. (The acceleration a is from the jackknife, and the same for all seeds.) So
   the variance is that of a quantile at a fixed p times

     noise = 1 + [b^2 v - 2 b {min(p, g) - p g}] / {p (1 - p)}.

   Count the place U from the nearer end, in replicates: F n or (1 - F) n. log U has standard deviation s = sqrt(psi'(m)), as if U were gamma
   distributed with shape m = U / {(1 - U/n) noise}. Far from the ends that is 1 / sqrt(m), and it holds for a rank of 1 as well. The logarithm
   of the limit moves with log U at the slope that the replicates show between U e^-s and U e^s, and over the outermost ten where these reach
   further. Batches of replicates cannot tell: a tail read at 7 of 100,000 is the smallest replicate of any batch. */

#include <stddef.h>

/* Fewer replicates say too little of their own distribution. */
enum { DARK__LEAST_TOLD = 100 };

#define DARK__NOISE_PERCENTILE 1.0

/* `noise` of BCa: probability read, slope b of it in g, share below g and its variance v (per replicate). */
double dark__noise_of_bca(double probability, double slope, double below, double variance);

/* Of replicates sorted [n], n > 1, infinite ones allowed at the end: the error of the logarithm of the quantile at `probability`. Infinite
   when a replicate that it depends on is not positive and finite. Any thread. */
double dark__limit_error(const double *sorted, size_t n, double probability, double noise);

#endif
