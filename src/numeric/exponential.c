/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/exponential.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "numeric/exponential_constants.h"

/* So many at a time: their sums need not wait for each other. */
enum { ABREAST = 4 };

static bool is_ordinary(double x) { return x >= -708.0 && x <= 709.0; }

/* exp(r) - 1 - r for |r| <= log(2)/2, of n <= ABREAST numbers. */
static inline void find_tails(double *tails, const double *r, int n) {
  for (int i = 0; i < n; i++) tails[i] = dark__inverse_factorials[0];
  for (int k = 1; k < DARK__N_INVERSE_FACTORIALS; k++)
    for (int i = 0; i < n; i++) tails[i] = tails[i] * r[i] + dark__inverse_factorials[k];
  for (int i = 0; i < n; i++) tails[i] = tails[i] * r[i] * r[i];
}

static double power_of_two(double whole) {
  const uint64_t bits = (uint64_t)((int64_t)whole + 1023) << 52;
  double scale;
  memcpy(&scale, &bits, sizeof scale);
  return scale;
}

/* Of n <= ABREAST ordinary numbers. */
static inline void find_powers(double *out, const double *x, int n) {
  double whole[ABREAST], r[ABREAST], lost[ABREAST], tails[ABREAST];
  for (int i = 0; i < n; i++) {
    whole[i] = (x[i] * DARK__LOG2_INVERSE + DARK__ROUNDER) - DARK__ROUNDER;
    const double high = x[i] - whole[i] * DARK__LOG2_HIGH, low = whole[i] * DARK__LOG2_LOW;
    r[i] = high - low;
    lost[i] = (high - r[i]) - low;
  }
  find_tails(tails, r, n);
  for (int i = 0; i < n; i++) out[i] = (1.0 + (r[i] + (tails[i] + lost[i]))) * power_of_two(whole[i]);
}

double dark__exp(double x) {
  if (!(x >= -708.0)) return isnan(x) ? x : 0.0;
  if (x > 709.0) return INFINITY;
  find_powers(&x, &x, 1);
  return x;
}

void dark__exp_all(double *out, const double *x, size_t n) {
  size_t i = 0;
  for (; i + ABREAST <= n; i += ABREAST) {
    bool are_ordinary = true;
    for (size_t k = i; k < i + ABREAST; k++) are_ordinary &= is_ordinary(x[k]);
    if (are_ordinary) find_powers(out + i, x + i, ABREAST);
    else
      for (size_t k = i; k < i + ABREAST; k++) out[k] = dark__exp(x[k]);
  }
  for (; i < n; i++) out[i] = dark__exp(x[i]);
}
