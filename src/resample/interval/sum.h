/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_INTERVAL_SUM_H
#define DARK__RESAMPLE_INTERVAL_SUM_H

/* The sum over those of some parts that have an estimate, replicate by replicate. */

#include <stdbool.h>

#include <darkfigure/replicates.h>

typedef struct dark__sum {
  const dark_replicates *replicates; /* borrowed, like the parts */
  const size_t *parts;               /* [n_parts] */
  size_t n_parts;
  double estimate; /* NaN when no part has one */
  double *values;  /* [n] totals; NaN when a part of it fails */
  size_t n_failed;
  bool is_drawn; /* false: a part has nothing to draw from */
} dark__sum;

/* DARK_ENOMEM. dark__sum_clear in any case. */
DARK_MUST_CHECK dark_status dark__sum_make(dark__sum *sum, const dark_replicates *replicates, const size_t *parts, size_t n_parts,
                                           dark_error *err);
void dark__sum_clear(dark__sum *sum);

/* Whether part i of the sum has an estimate. */
bool dark__sum_has(const dark__sum *sum, size_t i);

/* *acceleration of bca limits for the sum (Efron 1987), from one case less in each record of the groups that its parts are in; NaN where there is none.
   DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__sum_acceleration(double *acceleration, const dark__sum *sum, dark_error *err);

/* The sum without one case of a record of a part, which need not be in it; the part has an estimate, as has what is without the case. */
double dark__sum_without(const dark__sum *sum, size_t part, size_t record);

#endif
