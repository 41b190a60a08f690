/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/symmetric.h"

void dark__symmetric_sums(double *sums, const double *values, size_t n) {
  sums[0] = 1;
  for (size_t i = 0; i < n; i++) {
    sums[i + 1] = values[i] * sums[i];
    for (size_t k = i; k > 0; k--) sums[k] += values[i] * sums[k - 1];
  }
}
