/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/deviance.h"

#include <math.h>

#include <gsl/gsl_sf_log.h>

double dark__half_deviance(double count, double mean) {
  if (!(count > 0)) return -mean;
  gsl_sf_result difference; /* log(1 + x) - x */
  if (gsl_sf_log_1plusx_mx_e((mean - count) / count, &difference) != 0) return -INFINITY;
  return count * difference.val;
}
