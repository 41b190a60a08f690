/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/stirling.h"

#include <math.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>

double dark__stirling_rest(double x) {
  gsl_sf_result star;
  if (x <= 0 || gsl_sf_gammastar_e(x, &star) != 0) return 0;
  return 0.5 * log(2 * M_PI * x) + log(star.val);
}
