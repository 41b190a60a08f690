/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lattice/transform.h"

#include <stddef.h>

void dark__subset_sums(double *values, unsigned n_lists) {
  const size_t n = (size_t)1 << n_lists;
  for (size_t bit = 1; bit < n; bit <<= 1)
    for (size_t block = 0; block < n; block += 2 * bit)
      for (size_t i = block; i < block + bit; i++) values[i + bit] += values[i];
}

void dark__subset_products(double *values, unsigned n_lists) {
  const size_t n = (size_t)1 << n_lists;
  for (size_t bit = 1; bit < n; bit <<= 1)
    for (size_t block = 0; block < n; block += 2 * bit)
      for (size_t i = block; i < block + bit; i++) values[i + bit] *= values[i];
}

void dark__superset_sums(double *values, unsigned n_lists) {
  const size_t n = (size_t)1 << n_lists;
  for (size_t bit = 1; bit < n; bit <<= 1)
    for (size_t block = 0; block < n; block += 2 * bit)
      for (size_t i = block; i < block + bit; i++) values[i] += values[i + bit];
}
