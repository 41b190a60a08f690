/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/cholesky.h"

#include <math.h>

static double dot(const double *x, const double *y, size_t n) {
  double sum = 0;
  for (size_t k = 0; k < n; k++) sum += x[k] * y[k];
  return sum;
}

double dark__cholesky_factor(double *a, size_t n, double aliased) {
  double smallest = 1;
  for (size_t i = 0; i < n; i++) {
    double *row = a + i * n;
    for (size_t j = 0; j < i; j++) {
      const double *above = a + j * n;
      row[j] = (row[j] - dot(row, above, j)) * above[j];
    }
    const double diagonal = row[i];
    const double pivot = diagonal - dot(row, row, i);
    const double ratio = diagonal > 0 ? pivot / diagonal : 0;
    if (ratio < smallest) smallest = ratio;
    row[i] = ratio > aliased ? 1 / sqrt(pivot) : 0;
  }
  return smallest > 0 ? smallest : 0;
}

void dark__cholesky_solve(const double *factor, size_t n, double *b) {
  for (size_t i = 0; i < n; i++) b[i] = (b[i] - dot(factor + i * n, b, i)) * factor[i * n + i];
  for (size_t i = n; i-- > 0;) {
    b[i] *= factor[i * n + i];
    for (size_t k = 0; k < i; k++) b[k] -= factor[i * n + k] * b[i];
  }
}

double dark__cholesky_inverse_first(const double *factor, size_t n, double *work) {
  if (n == 0) return 0;
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    work[i] = ((i == 0 ? 1.0 : 0.0) - dot(factor + i * n, work, i)) * factor[i * n + i];
    sum += work[i] * work[i];
  }
  return sum;
}
