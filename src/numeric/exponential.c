/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/exponential.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "numeric/exponential_constants.h"

/* exp(r) - 1 - r for |r| <= log(2)/2. */
static double tail(double r) {
  double sum = dark__inverse_factorials[0];
  for (int k = 1; k < DARK__N_INVERSE_FACTORIALS; k++) sum = sum * r + dark__inverse_factorials[k];
  return sum * r * r;
}

double dark__exp(double x) {
  if (!(x >= -708.0)) return isnan(x) ? x : 0.0;
  if (x > 709.0) return INFINITY;
  const double whole = (x * DARK__LOG2_INVERSE + DARK__ROUNDER) - DARK__ROUNDER;
  const double high = x - whole * DARK__LOG2_HIGH, low = whole * DARK__LOG2_LOW;
  const double r = high - low;
  const double lost = (high - r) - low;
  const double fraction = 1.0 + (r + (tail(r) + lost));
  const uint64_t bits = (uint64_t)((int64_t)whole + 1023) << 52;
  double scale;
  memcpy(&scale, &bits, sizeof scale);
  return fraction * scale;
}
