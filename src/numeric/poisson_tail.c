/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/poisson_tail.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

/* Below this GSL's tails lose digits to underflow and the leading terms of the series take over. */
static const double UNDERFLOW = 1e-280;

/* log{ P(X = n) (1 + ratio_1 + ratio_1 ratio_2 + ...) }; far in a tail the ratios of successive terms are well below 1. */
static double log_series(double n, double mean, int upwards) {
  double sum = 1, term = 1;
  for (double k = 1; term > 1e-17 * sum && k < 1e6; k++) {
    term *= upwards ? mean / (n + k) : (n - k + 1) / mean;
    sum += term;
  }
  return n * log(mean) - mean - gsl_sf_lngamma(n + 1) + log(sum);
}

double dark__log_poisson_tail(double n, double mean) {
  if (mean <= 0) return n > 0 ? -INFINITY : 0;
  const double at_most = gsl_cdf_gamma_Q(mean, n + 1, 1);
  const double at_least = n > 0 ? gsl_cdf_gamma_P(mean, n, 1) : 1;
  const double smaller = at_most < at_least ? at_most : at_least;
  return smaller > UNDERFLOW ? log(smaller) : log_series(n, mean, n > mean);
}
