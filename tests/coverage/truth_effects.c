/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "coverage/truth.h"

/* What a fit leaves of an effect that is not there. */
static const double ROUNDING = 1e-6;

/* The alternating sum over the subsets of `set`; 0 where a smaller one is empty already, infinite where the set itself is. */
static double effect_of(const double *probabilities, uint32_t set) {
  double sum = 0;
  for (uint32_t inside = set;; inside = (inside - 1) & set) {
    const int sign = (__builtin_popcount(set) - __builtin_popcount(inside)) % 2 == 0 ? 1 : -1;
    if (inside != set && !(probabilities[inside] > 0)) return 0;
    sum += sign * log(probabilities[inside]);
    if (inside == 0) return sum;
  }
}

void find_effects(bool *effects, const double *probabilities, size_t n_lists) {
  for (uint32_t set = 0; set < UINT32_C(1) << n_lists; set++)
    effects[set] = __builtin_popcount(set) > 1 && fabs(effect_of(probabilities, set)) > ROUNDING;
}

static bool is_inside_any(uint32_t set, const uint32_t *generators, size_t n) {
  for (size_t g = 0; g < n; g++)
    if ((set & ~generators[g]) == 0) return true;
  return false;
}

bool has_effects(const bool *effects, size_t n_lists, const uint32_t *generators, size_t n) {
  for (uint32_t set = 0; set < UINT32_C(1) << n_lists; set++)
    if (effects[set] && !is_inside_any(set, generators, n)) return false;
  return true;
}
