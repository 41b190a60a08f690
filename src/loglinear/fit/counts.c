/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "lattice/common.h"
#include "lattice/transform.h"
#include "loglinear/fit/fit.h"

dark_status dark__counts_new(dark__counts *counts, unsigned n_lists, dark_error *err) {
  *counts = (dark__counts){.n_lists = n_lists};
  const size_t n_cells = (size_t)1 << n_lists;
  counts->cells = calloc(n_cells, sizeof *counts->cells);
  counts->margins = calloc(n_cells + 1, sizeof *counts->margins);
  if (counts->cells != NULL && counts->margins != NULL) return DARK_OK;
  dark__counts_clear(counts);
  return dark__fail_memory(err);
}

void dark__counts_clear(dark__counts *counts) {
  free(counts->cells);
  free(counts->margins);
  *counts = (dark__counts){0};
}

static double common_margin(const dark__counts *counts) {
  double sum = 0;
  for (uint32_t cell = 0; cell >> counts->n_lists == 0; cell++)
    if (counts->cells[cell] > 0) sum += counts->cells[cell] * dark__common_pairs(cell, counts->given);
  return sum;
}

void dark__counts_set(dark__counts *counts, const uint32_t *histories, const double *weights, size_t n) {
  const size_t n_bytes = ((size_t)1 << counts->n_lists) * sizeof *counts->cells;
  memset(counts->cells, 0, n_bytes);
  counts->log_factorials = counts->saturated = 0;
  for (size_t i = 0; i < n; i++) {
    if (!(weights[i] > 0)) continue;
    counts->cells[histories[i]] = weights[i];
    counts->log_factorials += gsl_sf_lngamma(weights[i] + 1);
    counts->saturated += weights[i] * (log(weights[i]) - 1);
  }
  memcpy(counts->margins, counts->cells, n_bytes);
  dark__superset_sums(counts->margins, counts->n_lists);
  counts->margins[dark__common_term(counts->n_lists)] = common_margin(counts);
}

size_t dark__count_emptied(const uint32_t *terms, size_t n_terms, const dark__counts *counts) {
  size_t n = 0;
  for (size_t i = 0; i < n_terms; i++) n += counts->margins[terms[i]] > 0 ? 0 : 1;
  return n;
}
