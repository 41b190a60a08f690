/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/quantile.h"

#include <float.h>
#include <math.h>

static size_t clamp_rank(double rank, size_t n) {
  if (rank < 1) return 1;
  return rank > (double)n ? n : (size_t)rank;
}

dark__quantile dark__quantile_at(const double *sorted, size_t n, double p) {
  const double h = 1.0 / 3.0 + p * ((double)n + 1.0 / 3.0);
  const double fuzz = 4 * DBL_EPSILON * fmax(h, 1); /* a whole h that rounding has moved is still whole */
  const double whole = floor(h + fuzz);
  const double part = fabs(h - whole) < fuzz ? 0 : h - whole;
  dark__quantile quantile = {.below = clamp_rank(whole, n), .above = clamp_rank(part > 0 ? whole + 1 : whole, n)};
  const double low = sorted[quantile.below - 1], high = sorted[quantile.above - 1];
  quantile.value = low == high ? low : (1 - part) * low + part * high;
  return quantile;
}
