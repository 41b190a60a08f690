/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_INTERVAL_LIMITS_H
#define DARK__RESAMPLE_INTERVAL_LIMITS_H

/* Limits of a confidence interval from replicate values: pure functions on arrays, without tables or parts. */

#include <stdbool.h>
#include <stddef.h>

#include <darkfigure/replicates.h>

/* Percentile interval (Efron & Tibshirani 1993, chapter 13) from values [n], NaN = no estimate, which counts as larger than any; the
   array is sorted in place. Limits, percentiles read and their reasons are filled in; ranks tell where the limits were read. */
typedef struct dark__limits {
  double lower, upper;
  double probability_lower, probability_upper;
  double error_lower, error_upper; /* of the logarithms of the limits (limit_error.h); infinite where there is no limit */
  double z0;
  size_t ranks_lower[2], ranks_upper[2]; /* order statistics between which the limits lie, from 1 */
  size_t n_used;                         /* replicates that the ranks count */
  dark_reasons reasons;
} dark__limits;

dark__limits dark__percentile_limits(double *values, size_t n, double level);

/* BCa interval (Efron 1987): values without an estimate are dropped; ties with `estimate` (within 1e-9 relative) count half in
     z0 = Phi^-1(share of values below the estimate),   p = Phi(z0 + (z0 + z)/(1 - a (z0 + z))).
   Constant values give that constant as both limits. */
dark__limits dark__bca_limits(double *values, size_t n, double estimate, double acceleration, double level);

/* The guard: limits read off the outermost ten replicates, or beside more than 5% of replicates without an estimate, are not to be relied
   on. A limit that is not reported is not extreme. */
bool dark__limits_in_tail(const dark__limits *limits);
bool dark__too_many_failed(size_t n_failed, size_t n);

/* Sums for the acceleration of one part, delete-one estimates weighted by counts (Silverman, Chan & Vincent 2024):
     d_w = mean - estimate without a case of w,  *cubes += sum n_w d_w^3,  *squares += sum n_w d_w^2.
   Records with count 0 are passed over. Returns 0 when an estimate is missing, else 1. */
int dark__acceleration_add(double *cubes, double *squares, const dark_record *records, const double *estimates, size_t n);

/* a = cubes / (6 squares^{3/2}); NaN when the squares vanish. */
double dark__acceleration(double cubes, double squares);

#endif
