/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/exponential.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* log 2 in two pieces; the first has 21 zero bits at its end, so that its product with a whole number is exact. */
static const double LOG2_HIGH = 0x1.62e42fee00000p-1, LOG2_LOW = 0x1.a39ef35793c76p-33, LOG2_INVERSE = 0x1.71547652b82fep+0;
/* Adding and subtracting it rounds to the nearest whole number. */
static const double ROUNDER = 0x1.8p52;

/* exp(r) - 1 - r for |r| <= log(2)/2. */
static double tail(double r) {
  static const double inverse_factorials[] = {
    1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0, 1.0 / 362880.0, 1.0 / 40320.0,
    1.0 / 5040.0,       1.0 / 720.0,       1.0 / 120.0,      1.0 / 24.0,      1.0 / 6.0,      0.5};
  double sum = inverse_factorials[0];
  for (int k = 1; k < 12; k++) sum = sum * r + inverse_factorials[k];
  return sum * r * r;
}

double dark__exp(double x) {
  if (!(x >= -708.0)) return isnan(x) ? x : 0.0;
  if (x > 709.0) return INFINITY;
  const double whole = (x * LOG2_INVERSE + ROUNDER) - ROUNDER;
  const double high = x - whole * LOG2_HIGH, low = whole * LOG2_LOW;
  const double r = high - low;
  const double lost = (high - r) - low;
  const double fraction = 1.0 + (r + (tail(r) + lost));
  const uint64_t bits = (uint64_t)((int64_t)whole + 1023) << 52;
  double scale;
  memcpy(&scale, &bits, sizeof scale);
  return fraction * scale;
}
