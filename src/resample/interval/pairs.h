/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_INTERVAL_PAIRS_H
#define DARK__RESAMPLE_INTERVAL_PAIRS_H

/* Two sums over parts set against each other, replicate by replicate. */

#include "resample/interval/sum.h"

typedef struct dark__pairs {
  double *differences, *ratios; /* [n] b - a and b / a; infinite where one side has no estimate, and 0 or infinite */
  size_t n;
  size_t n_failed; /* replicates in which either side has none; those without both are left out */
} dark__pairs;

/* Replicate r of a with r + shift of b, counted around: 0, or 1 where both come from the same random numbers and shall not pair.
   DARK_ENOMEM. dark__pairs_clear in any case. */
DARK_MUST_CHECK dark_status dark__pairs_make(dark__pairs *out, const dark__sum *a, const dark__sum *b, size_t shift,
                                             dark_error *err);
void dark__pairs_clear(dark__pairs *of);

/* What is read off them, for the difference and for the ratio. */
typedef struct dark__change {
  double estimate, acceleration; /* the second for bca limits (Efron 1987); NaN where there is none */
  double lower, upper;           /* NaN where there is none */
} dark__change;

/* Fill in the limits at a level, 0 < level < 1, from replicates of n_replicates; the pairs are sorted. Percentile limits take a pair
   that fails on one side for a difference without bounds; bca limits leave it out. Returns why the limits are not to be relied on. */
dark_reasons dark__pairs_limits(dark__change *difference, dark__change *ratio, dark__pairs *of, size_t n_replicates,
                                dark_interval_type type, double level);

/* Accelerations of both, where both sums are of the same replicates: from one case less in each record of the groups that their parts
   are in. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__pairs_accelerate(dark__change *difference, dark__change *ratio, const dark__sum *a,
                                                   const dark__sum *b, dark_error *err);

#endif
