/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/cholesky.h"

#include <math.h>

static double dot(const double *x, const double *y, size_t n) {
  double sum = 0;
  for (size_t k = 0; k < n; k++) sum += x[k] * y[k];
  return sum;
}

/* Element j of rows i .. n - 1, four at a time: each sum is that of dot, and waits for nothing but itself. */
static void reduce_column(double *a, size_t n, size_t j, size_t i) {
  const double *above = a + j * n;
  for (; i + 4 <= n; i += 4) {
    double *first = a + i * n, *second = first + n, *third = second + n, *fourth = third + n;
    double one = 0, two = 0, three = 0, four = 0;
    for (size_t k = 0; k < j; k++) {
      one += first[k] * above[k];
      two += second[k] * above[k];
      three += third[k] * above[k];
      four += fourth[k] * above[k];
    }
    first[j] = (first[j] - one) * above[j];
    second[j] = (second[j] - two) * above[j];
    third[j] = (third[j] - three) * above[j];
    fourth[j] = (fourth[j] - four) * above[j];
  }
  for (; i < n; i++) a[i * n + j] = (a[i * n + j] - dot(a + i * n, above, j)) * above[j];
}

/* By columns: the sums are those of the rows one by one, bit for bit. */
double dark__cholesky_factor(double *a, size_t n, double aliased) {
  double smallest = 1;
  for (size_t j = 0; j < n; j++) {
    double *row = a + j * n;
    const double diagonal = row[j];
    const double pivot = diagonal - dot(row, row, j);
    const double ratio = diagonal > 0 ? pivot / diagonal : 0;
    if (ratio < smallest) smallest = ratio;
    row[j] = ratio > aliased ? 1 / sqrt(pivot) : 0;
    reduce_column(a, n, j, j + 1);
  }
  return smallest > 0 ? smallest : 0;
}

void dark__cholesky_forward(const double *factor, size_t n, double *b) {
  for (size_t i = 0; i < n; i++) b[i] = (b[i] - dot(factor + i * n, b, i)) * factor[i * n + i];
}

void dark__cholesky_backward(const double *factor, size_t n, double *b) {
  for (size_t i = n; i-- > 0;) {
    b[i] *= factor[i * n + i];
    for (size_t k = 0; k < i; k++) b[k] -= factor[i * n + k] * b[i];
  }
}

void dark__cholesky_solve(const double *factor, size_t n, double *b) {
  dark__cholesky_forward(factor, n, b);
  dark__cholesky_backward(factor, n, b);
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
