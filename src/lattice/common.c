/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lattice/common.h"

unsigned dark__common_pairs(uint32_t history, const dark__dependence *given) {
  const unsigned k = (unsigned)__builtin_popcount(history);
  unsigned n = k * (k - (k > 0)) / 2;
  for (size_t i = 0; given != NULL && i < given->n_pairs; i++) n -= (history & given->pairs[i]) == given->pairs[i];
  return n;
}

void dark__common_weights(double *values, unsigned n_lists, const dark__dependence *given) {
  for (uint32_t history = 0; history >> n_lists == 0; history++) values[history] = dark__common_pairs(history, given);
}

double dark__common_sum(const double *values, const double *weights, unsigned n_lists) {
  double sum = 0;
  for (unsigned a = 0; a < n_lists; a++)
    for (unsigned b = a + 1; b < n_lists; b++) {
      const size_t pair = (size_t)1 << a | (size_t)1 << b;
      sum += weights[pair] * values[pair];
    }
  return sum;
}

void dark__common_spread(double *values, const double *weights, unsigned n_lists) {
  const double effect = values[(size_t)1 << n_lists];
  for (unsigned a = 0; a < n_lists; a++)
    for (unsigned b = a + 1; b < n_lists; b++) {
      const size_t pair = (size_t)1 << a | (size_t)1 << b;
      values[pair] += weights[pair] * effect;
    }
}
