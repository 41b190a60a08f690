/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hierarchical/hierarchy.h"

#include <math.h>

static bool has_given_pair(const dark__hierarchy *hierarchy, uint32_t set) {
  for (size_t i = 0; i < hierarchy->n_given; i++)
    if ((hierarchy->given[i] & ~set) == 0) return true;
  return false;
}

/* Append all sets of `size` lists that are effects, in the order of their bits. Returns how many. */
static size_t add_sets(dark__hierarchy *hierarchy, int size) {
  const size_t before = hierarchy->n_effects;
  for (uint32_t set = 0; set < hierarchy->n_cells; set++)
    if (__builtin_popcount(set) == size && !has_given_pair(hierarchy, set)) hierarchy->sets[hierarchy->n_effects++] = set;
  return hierarchy->n_effects - before;
}

static void suppose(dark__hierarchy *hierarchy, const dark__dependence *given) {
  hierarchy->log_xi = given->log_xi;
  for (size_t i = 0; i < given->n_pairs; i++) {
    hierarchy->given[hierarchy->n_given] = given->pairs[i];
    hierarchy->log_odds[hierarchy->n_given++] = given->log_odds[i];
  }
}

void dark__hierarchy_make(dark__hierarchy *hierarchy, unsigned n_lists, const dark__priors *priors,
                          const dark__dependence *given) {
  *hierarchy = (dark__hierarchy){.priors = *priors, .n_lists = n_lists, .n_cells = (size_t)1 << n_lists};
  if (given != NULL) suppose(hierarchy, given);
  add_sets(hierarchy, 0);
  add_sets(hierarchy, 1);
  hierarchy->n_pairs = add_sets(hierarchy, 2);
  if (n_lists > 3 && priors->triples > 0) hierarchy->n_triples = add_sets(hierarchy, 3);
}

static double kappa_of(const dark__hierarchy *hierarchy, const dark__scales *scales) {
  const double variance = hierarchy->priors.mean * hierarchy->priors.mean;
  return variance / (scales->pair * scales->pair + (double)hierarchy->n_pairs * variance);
}

static double sum_of(const double *x, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[i];
  return sum;
}

static double squares_of(const double *x, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[i] * x[i];
  return sum;
}

/* Half the log determinant of the covariances. */
static double half_log_determinant(const dark__hierarchy *hierarchy, const dark__scales *scales) {
  const double n_pairs = (double)hierarchy->n_pairs, mean = hierarchy->priors.mean;
  const double pairs = (n_pairs - 1) * log(scales->pair) + log(scales->pair * scales->pair + n_pairs * mean * mean) / 2;
  return pairs + (hierarchy->n_triples > 0 ? (double)hierarchy->n_triples * log(scales->triple) : 0);
}

double dark__prior_log_density(const dark__hierarchy *hierarchy, const dark__scales *scales, const double *effects) {
  const double *pairs = effects + dark__first_pair(hierarchy), *triples = effects + dark__first_triple(hierarchy);
  const double sum = sum_of(pairs, hierarchy->n_pairs);
  double result = squares_of(pairs, hierarchy->n_pairs) - kappa_of(hierarchy, scales) * sum * sum;
  result /= scales->pair * scales->pair;
  if (hierarchy->n_triples > 0) result += squares_of(triples, hierarchy->n_triples) / (scales->triple * scales->triple);
  return -result / 2 - half_log_determinant(hierarchy, scales);
}

void dark__prior_add_gradient(double *gradient, const dark__hierarchy *hierarchy, const dark__scales *scales,
                              const double *effects) {
  const size_t first = dark__first_pair(hierarchy), end = dark__first_triple(hierarchy);
  const double common = kappa_of(hierarchy, scales) * sum_of(effects + first, hierarchy->n_pairs);
  for (size_t i = first; i < end; i++) gradient[i] -= (effects[i] - common) / (scales->pair * scales->pair);
  for (size_t i = end; i < hierarchy->n_effects; i++) gradient[i] -= effects[i] / (scales->triple * scales->triple);
}

void dark__prior_add_precision(double *information, const dark__hierarchy *hierarchy, const dark__scales *scales) {
  const size_t n = hierarchy->n_effects, first = dark__first_pair(hierarchy), end = dark__first_triple(hierarchy);
  const double precision = 1 / (scales->pair * scales->pair), common = kappa_of(hierarchy, scales) * precision;
  for (size_t i = first; i < end; i++) {
    for (size_t j = first; j <= i; j++) information[i * n + j] -= common;
    information[i * n + i] += precision;
  }
  for (size_t i = end; i < n; i++) information[i * n + i] += 1 / (scales->triple * scales->triple);
}
