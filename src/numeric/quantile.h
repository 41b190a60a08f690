/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_QUANTILE_H
#define DARK__NUMERIC_QUANTILE_H

#include <stddef.h>

/* Sample quantiles of type 8 (Hyndman & Fan 1996): h = 1/3 + p (n + 1/3). GSL has type 7 only. */
typedef struct dark__quantile {
  double value;
  size_t below, above; /* ranks (from 1) of the order statistics that the value lies between */
} dark__quantile;

/* `sorted [n]` in increasing order, n > 0; infinite values at the ends are allowed. 0 <= p <= 1. Any thread. */
dark__quantile dark__quantile_at(const double *sorted, size_t n, double p);

#endif
