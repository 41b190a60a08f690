/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/symmetric.h"

void dark__symmetric_sums_to(double *sums, size_t most, const double *values, size_t n) {
  sums[0] = 1;
  for (size_t i = 0; i < n; i++) {
    if (i < most) sums[i + 1] = values[i] * sums[i];
    for (size_t k = i < most ? i : most; k > 0; k--) sums[k] += values[i] * sums[k - 1];
  }
}

void dark__symmetric_sums(double *sums, const double *values, size_t n) { dark__symmetric_sums_to(sums, n, values, n); }
