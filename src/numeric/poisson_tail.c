/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/poisson_tail.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

/* log P(X = n) = n (log(1 + u) - u) - log(2 pi n) / 2 - log gammastar(n) with mean = n (1 + u): Loader's saddle-point form, in which
   nothing large cancels. */
static double log_mass(double n, double mean) {
  if (n <= 0) return -mean;
  const double excess = (mean - n) / n;
  const double deviance = fabs(excess) < 0.5 ? gsl_sf_log_1plusx_mx(excess) : log(mean / n) - excess;
  return n * deviance - log(2 * M_PI * n) / 2 - log(gsl_sf_gammastar(n));
}

/* log{ P(X = n) (1 + ratio_1 + ratio_1 ratio_2 + ...) }, away from the mean, so that terms fall: some 9 sqrt(mean) of them at most. */
static double log_tail(double n, double mean, int upwards) {
  double sum = 1, term = 1;
  for (double k = 1; term > 1e-17 * sum; k++) {
    term *= upwards ? mean / (n + k) : (n - k + 1) / mean;
    sum += term;
  }
  return log_mass(n, mean) + log(sum);
}

/* The median lies between mean - log 2 and mean + 1/3: only next to the mean may either tail be the smaller. */
double dark__log_poisson_tail(double n, double mean) {
  if (mean <= 0) return n > 0 ? -INFINITY : 0;
  const double at_most = n < mean + 1 ? log_tail(n, mean, 0) : 0;
  const double at_least = n > mean - 1 ? log_tail(n, mean, 1) : 0;
  return at_most < at_least ? at_most : at_least;
}

double dark__poisson_tail_usual(double log_p) {
  const double z = log_p < -M_LN2 ? gsl_cdf_ugaussian_Pinv(exp(log_p)) : 0;
  return z * z / 2;
}

/* More than rounding can take from h. */
static const double ROUNDING = 1e-12;

bool dark__poisson_tail_is_usual(double n, double mean, double usual) {
  if (!(mean > 0)) return false;
  const double h = n > 0 ? n * log(n / mean) - (n - mean) : mean;
  return h + ROUNDING * (n + mean) < usual * (1 - ROUNDING);
}
