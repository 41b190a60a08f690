/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/density.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

dark_status dark__density_make(dark__density *density, double start, double step, size_t n, dark_error *err) {
  *density = (dark__density){.start = start, .step = step, .n = n};
  density->at = calloc(n, sizeof *density->at);
  density->below = calloc(n, sizeof *density->below);
  return density->at != NULL && density->below != NULL ? DARK_OK : dark__fail_memory(err);
}

void dark__density_clear(dark__density *density) {
  free(density->at);
  free(density->below);
  *density = (dark__density){0};
}

void dark__density_settle(dark__density *density) {
  density->below[0] = 0;
  for (size_t i = 1; i < density->n; i++)
    density->below[i] = density->below[i - 1] + (density->at[i - 1] + density->at[i]) / 2 * density->step;
  const double whole = density->below[density->n - 1];
  for (size_t i = 0; i < density->n; i++) {
    density->at[i] /= whole;
    density->below[i] /= whole;
  }
}

double dark__density_cdf(const dark__density *density, double x) {
  const double place = (x - density->start) / density->step;
  if (!(place > 0)) return 0;
  if (place >= (double)(density->n - 1)) return 1;
  const size_t i = (size_t)place;
  const double share = place - (double)i, height = density->at[i], rise = density->at[i + 1] - height;
  return density->below[i] + density->step * share * (height + rise * share / 2);
}

/* The last point with a probability of at most p below it, and a point after it. */
static size_t find_place(const dark__density *density, double p) {
  size_t low = 0, high = density->n - 1;
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (density->below[middle] <= p) low = middle;
    else high = middle;
  }
  return low;
}

/* Between two points the probability is a quadratic of the share of the way; its root in the form that does not cancel. */
double dark__density_quantile(const dark__density *density, double p) {
  const size_t i = find_place(density, p);
  const double height = density->at[i], rise = density->at[i + 1] - height;
  const double wanted = fmax(p - density->below[i], 0) / density->step;
  const double root = height + sqrt(fmax(height * height + 2 * rise * wanted, 0));
  const double share = root > 0 ? fmin(2 * wanted / root, 1) : 0;
  return density->start + density->step * ((double)i + share);
}

/* Sums over the points, which are dense where the density bends. */
double dark__density_mean(const dark__density *density) {
  double sum = 0, first = 0;
  const double middle = dark__density_quantile(density, 0.5);
  for (size_t i = 0; i < density->n; i++) {
    sum += density->at[i];
    first += density->at[i] * (density->start + density->step * (double)i - middle);
  }
  return middle + first / sum;
}

double dark__density_sd(const dark__density *density) {
  double sum = 0, first = 0, second = 0;
  const double middle = dark__density_quantile(density, 0.5);
  for (size_t i = 0; i < density->n; i++) {
    const double x = density->start + density->step * (double)i - middle;
    sum += density->at[i];
    first += density->at[i] * x;
    second += density->at[i] * x * x;
  }
  first /= sum;
  return sqrt(fmax(second / sum - first * first, 0));
}
