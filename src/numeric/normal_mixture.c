/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/normal_mixture.h"

#include <math.h>

#include "numeric/root.h"
#include <gsl/gsl_cdf.h>

static const double ROOT_WIDTH = 1e-12;

static double total_weight(const dark__normal *parts, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += parts[i].weight;
  return sum;
}

void dark__mixture_moments(double *mean, double *variance, const dark__normal *parts, size_t n) {
  const double total = total_weight(parts, n);
  *mean = *variance = 0;
  for (size_t i = 0; i < n; i++) *mean += parts[i].weight / total * parts[i].mean;
  for (size_t i = 0; i < n; i++) {
    const double deviation = parts[i].mean - *mean;
    *variance += parts[i].weight / total * (parts[i].sd * parts[i].sd + deviation * deviation);
  }
}

double dark__mixture_cdf(double x, const dark__normal *parts, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += parts[i].weight * gsl_cdf_ugaussian_P((x - parts[i].mean) / parts[i].sd);
  return sum / total_weight(parts, n);
}

typedef struct mixture {
  const dark__normal *parts;
  size_t n;
  double target; /* probability times the total weight */
} mixture;

static double excess_at(double x, void *of) {
  const mixture *whole = of;
  double sum = 0;
  for (size_t i = 0; i < whole->n; i++)
    sum += whole->parts[i].weight * gsl_cdf_ugaussian_P((x - whole->parts[i].mean) / whole->parts[i].sd);
  return sum - whole->target;
}

/* The quantile of the mixture lies between the smallest and the largest of the parts' own. */
dark_status dark__mixture_quantile(double *x, const dark__normal *parts, size_t n, double probability, dark_error *err) {
  mixture whole = {.parts = parts, .n = n, .target = probability * total_weight(parts, n)};
  const double z = gsl_cdf_ugaussian_Pinv(probability);
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < n; i++) {
    low = fmin(low, parts[i].mean + z * parts[i].sd);
    high = fmax(high, parts[i].mean + z * parts[i].sd);
  }
  const double margin = ROOT_WIDTH * (1 + fabs(low) + fabs(high)); /* the ends themselves may be roots, or miss one by rounding */
  return dark__root_find(x, excess_at, &whole, low - margin, high + margin, "a quantile of a mixture", err);
}
