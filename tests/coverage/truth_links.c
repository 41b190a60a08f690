/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdint.h>

#include "coverage/truth.h"

void link_falsely(double *people, double *probabilities, size_t n_lists, double share) {
  double alone[DARK_MAX_LISTS], all = 0;
  for (size_t i = 0; i < n_lists; i++) all += alone[i] = probabilities[(size_t)1 << i];
  double merged = 0;
  for (size_t i = 0; i < n_lists; i++)
    for (size_t j = 0; j < n_lists; j++) {
      if (i == j || !(all > alone[i])) continue;
      const double pairs = share * alone[i] * alone[j] / (all - alone[i]); /* people of list i taken for people of list j */
      probabilities[(size_t)1 << i] -= pairs;
      probabilities[(size_t)1 << j] -= pairs;
      probabilities[(size_t)1 << i | (size_t)1 << j] += pairs;
      merged += pairs;
    }
  for (size_t history = 0; history < (size_t)1 << n_lists; history++) probabilities[history] /= 1 - merged;
  *people = round(*people * (1 - merged));
}
