/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/deviance.h"

#include <math.h>

#include <gsl/gsl_sf_log.h>

/* GSL has no logarithm of 1 + x where it is 0, as it is rounded to when the mean is nothing beside the count. */
double dark__half_deviance(double count, double mean) {
  if (!(count > 0)) return -mean;
  const double excess = (mean - count) / count;
  gsl_sf_result difference; /* log(1 + x) - x */
  if (!isfinite(excess)) return -INFINITY;
  if (!(excess > -1)) return mean > 0 ? count * log(mean / count) + count - mean : -INFINITY;
  if (gsl_sf_log_1plusx_mx_e(excess, &difference) != 0) return -INFINITY;
  return count * difference.val;
}
