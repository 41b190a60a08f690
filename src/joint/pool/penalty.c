/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/pool/penalty.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

static bool is_one_category(uint64_t parts) {
  return parts != 0 && (parts & (parts - 1)) == 0 && __builtin_ctzll(parts) % 8 == 0;
}

bool dark__is_pooled(dark__joint_term term) {
  const int n_lists = __builtin_popcount(term.lists);
  return (n_lists == 1 || n_lists == 2) && !term.common && is_one_category(term.parts);
}

/* What other effects contain stays flat: in their columns one level is left out of both. */
static bool is_free(const dark__joint_terms *terms, dark__joint_term term) {
  for (size_t t = 0; t < terms->n; t++)
    if (!dark__is_pooled(terms->terms[t]) && dark__joint_term_contains(terms->terms[t], term)) return false;
  return true;
}

dark_status dark__penalty_make(dark__penalty *out, const dark__joint_design *design, const dark__joint_terms *terms,
                               dark_error *err) {
  *out = (dark__penalty){.blocks = malloc((terms->n + 1) * sizeof *out->blocks)};
  if (out->blocks == NULL) return dark__fail_memory(err);
  for (size_t t = 0; t < terms->n; t++) {
    const size_t first = design->term_starts[t], n = design->term_starts[t + 1] - first;
    if (!dark__is_pooled(terms->terms[t]) || !is_free(terms, terms->terms[t]) || n == 0) continue;
    const unsigned pool = __builtin_popcount(terms->terms[t].lists) == 1 ? DARK__POOL_LISTS : DARK__POOL_PAIRS;
    out->blocks[out->n++] = (dark__pool_block){first, n, pool};
    out->n_columns[pool] += n;
  }
  return DARK_OK;
}

void dark__penalty_clear(dark__penalty *of) {
  free(of->blocks);
  *of = (dark__penalty){0};
}

/* The mean of b_1 = 0, b_2, ..., b_K. */
static double mean_of(const dark__pool_block *block, const double *b) {
  double sum = 0;
  for (size_t j = 0; j < block->n; j++) sum += b[block->first + j];
  return sum / (double)(block->n + 1);
}

double dark__penalty_at(const dark__penalty *of, const double *taus, const double *b) {
  double sum = 0;
  for (size_t i = 0; i < of->n; i++) {
    const dark__pool_block *block = &of->blocks[i];
    const double mean = mean_of(block, b), tau = taus[block->pool];
    double squares = mean * mean;
    for (size_t j = 0; j < block->n; j++) squares += (b[block->first + j] - mean) * (b[block->first + j] - mean);
    sum += squares / (2 * tau * tau);
  }
  return sum;
}

void dark__penalty_add(const dark__penalty *of, const double *taus, const double *b, double *score, double *information,
                       size_t n_columns) {
  for (size_t i = 0; i < of->n; i++) {
    const dark__pool_block *block = &of->blocks[i];
    const double precision = 1 / (taus[block->pool] * taus[block->pool]), mean = mean_of(block, b);
    for (size_t j = block->first; j < block->first + block->n; j++) {
      score[j] -= precision * (b[j] - mean);
      for (size_t k = block->first; k <= j; k++)
        information[j * n_columns + k] += precision * ((j == k ? 1 : 0) - 1 / (double)(block->n + 1));
    }
  }
}

double dark__penalty_log_det(const dark__penalty *of, const double *taus) {
  double sum = 0;
  for (size_t i = 0; i < of->n; i++)
    sum -= (double)of->blocks[i].n * log(taus[of->blocks[i].pool]) + 0.5 * log((double)(of->blocks[i].n + 1));
  return sum;
}
