/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lattice/chao_bound.h"

#include <math.h>
#include <stdbool.h>

/* A variance below this share of what it is the difference of is rounding. */
static const double ROUNDING = 1e-12;

static uint32_t lowest(uint32_t pair) { return pair & (~pair + 1); }
static uint32_t highest(uint32_t pair) { return pair & (pair - 1); }

typedef struct sums {
  double products, both; /* S and f2 */
} sums;

static sums add_up(const dark__chao_scene *of, const double *people) {
  sums all = {0, 0};
  for (size_t i = 0; i < of->n_pairs; i++) {
    all.products += people[lowest(of->pairs[i])] * people[highest(of->pairs[i])];
    all.both += people[of->pairs[i]];
  }
  return all;
}

static bool is_left_out(const dark__chao_scene *of, uint32_t history) {
  for (size_t i = 0; i < of->n_pairs; i++)
    if (of->pairs[i] == history) return true;
  return false;
}

/* u: how log B moves with a count. */
static double move_of_bound(const dark__chao_scene *of, const sums *fitted, uint32_t history) {
  const int n_on = __builtin_popcount(history);
  if (n_on == 2) return is_left_out(of, history) ? -1 / fitted->both : 0;
  double partners = 0;
  for (size_t i = 0; n_on == 1 && i < of->n_pairs; i++)
    if ((of->pairs[i] & history) != 0) partners += of->means[of->pairs[i] ^ history];
  return partners / fitted->products;
}

static double find_error(const dark__chao_scene *of) {
  const sums fitted = add_up(of, of->means);
  const uint32_t n_cells = UINT32_C(1) << of->n_lists;
  double variance = 0, apart = 0;
  for (uint32_t history = 1; history < n_cells; history++) {
    if (!(of->means[history] > 0)) continue;
    const double u = move_of_bound(of, &fitted, history), v = of->moves[history];
    variance += of->means[history] * (u - v) * (u - v);
    apart += of->means[history] * (u * u + v * v);
  }
  return variance > ROUNDING * apart ? sqrt(variance) : 0;
}

dark_bound dark__chao_bound(const dark__chao_scene *of) {
  dark_bound bound = {.n_pairs = of->n_pairs};
  if (of->n_pairs == 0) return bound;
  const sums observed = add_up(of, of->counts);
  bound.hidden = observed.products / (observed.both + 1);
  bound.error = find_error(of);
  dark__bound_compare(&bound, of->hidden);
  return bound;
}

void dark__bound_compare(dark_bound *bound, double hidden) {
  bound->z = bound->error > 0 ? log(bound->hidden / hidden) / bound->error : (double)NAN;
}

static bool is_among(uint32_t term, const uint32_t *terms, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (terms[i] == term) return true;
  return false;
}

size_t dark__pairs_left_out(uint32_t pairs[DARK__MOST_PAIRS], unsigned n_lists, const uint32_t *terms, size_t n_terms,
                            const uint32_t *given, size_t n_given) {
  size_t n = 0;
  for (unsigned b = 1; b < n_lists; b++)
    for (unsigned a = 0; a < b; a++) {
      const uint32_t pair = UINT32_C(1) << a | UINT32_C(1) << b;
      if (!is_among(pair, terms, n_terms) && !is_among(pair, given, n_given)) pairs[n++] = pair;
    }
  return n;
}
