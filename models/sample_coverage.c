/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sample coverage (Chao & Tsay 1998, JASA 93:283; Tsay & Chao 2001, J. Appl. Stat. 28:25; Chao et al. 2001, Stat. Med. 20:3123). t lists of n_j people, s_j
   of them on list j alone, n_ij on i and j:

     C = 1 - mean s_j/n_j,  D = n - mean s_j
     gamma_ij(N) = N n_ij/(n_i n_j) - 1,  a_ij = s_i + s_j + 2 (people on i and j and nowhere else)
     coverage        N0 = D / C
     coverage-high   N solves N = N0 + sum a_ij gamma_ij(N) / (t C)
     coverage-low    N1 = N0 + sum a_ij gamma_ij(N') / (t C) with N' = N0 + sum a_ij gamma_ij(N0) / (t C)

   a_ij is the general form of what the papers write out for three lists: people on i, or on j, who are on no third list. With two lists N0 and N1
   are Lincoln-Petersen, and N is 0/0. Where published software returns N = n because the formula of coverage-high has no positive
   solution or one below n, there is no estimate. The papers take standard errors from the bootstrap, and so does this. */

#include <math.h>

#include "closed/formula.h"

/* Sums over the lists that caught somebody. */
typedef struct coverage {
  double n, found, share; /* n, D, C */
  double weight;          /* sum of a_ij / t */
  double slope;           /* sum of a_ij n_ij/(n_i n_j) / t: sum a_ij gamma_ij(N) / t = N slope - weight */
} coverage;

typedef struct pairs {
  double alone[DARK_MAX_TABLE_LISTS], totals[DARK_MAX_TABLE_LISTS];
  double both[DARK_MAX_TABLE_LISTS][DARK_MAX_TABLE_LISTS],
      only_both[DARK_MAX_TABLE_LISTS][DARK_MAX_TABLE_LISTS]; /* [i][j], i < j */
} pairs;

static void count_history(pairs *of, uint64_t history, double people) {
  const int n_on = __builtin_popcountll(history);
  for (uint64_t first = history; first != 0; first &= first - 1) {
    const int i = __builtin_ctzll(first);
    of->totals[i] += people;
    if (n_on == 1) of->alone[i] += people;
    for (uint64_t second = first & (first - 1); second != 0; second &= second - 1) {
      const int j = __builtin_ctzll(second);
      of->both[i][j] += people;
      if (n_on == 2) of->only_both[i][j] += people;
    }
  }
}

static void add_pair(coverage *out, const pairs *of, unsigned i, unsigned j) {
  if (!(of->totals[i] > 0 && of->totals[j] > 0)) return;
  const double a = of->alone[i] + of->alone[j] + 2 * of->only_both[i][j];
  out->weight += a;
  out->slope += a * of->both[i][j] / (of->totals[i] * of->totals[j]);
}

static coverage measure(const dark__problem *problem, const double *weights) {
  pairs of = {.alone = {0}};
  coverage out = {.n = 0};
  double t = 0, uncovered = 0, alone = 0;
  for (size_t r = 0; r < problem->n_records; r++) {
    out.n += weights[r];
    count_history(&of, problem->records[r].history, weights[r]);
  }
  for (unsigned j = 0; j < problem->n_lists; j++) {
    if (!(of.totals[j] > 0)) continue;
    t++;
    alone += of.alone[j];
    uncovered += of.alone[j] / of.totals[j];
    for (unsigned i = 0; i < j; i++) add_pair(&out, &of, i, j);
  }
  out.found = out.n - alone / t;
  out.share = 1 - uncovered / t;
  out.weight /= t;
  out.slope /= t;
  return out;
}

/* Nobody on two lists: nothing is covered. Sums of fractions may leave a rounding error there. */
static int is_uncovered(const coverage *of) { return !(of->share > 1e-12); }

static dark__formula_value conclude(const coverage *of, double total) {
  if (!isfinite(total) || !(total >= of->n * (1 - 1e-12))) return dark__formula_fails(DARK_REASON_NEGATIVE);
  return (dark__formula_value){.hidden = fmax(0, total - of->n), .variance = NAN, .reason = DARK_N_REASONS};
}

static dark__formula_value independent(const dark__problem *problem, const double *weights, const double *options) {
  const coverage of = measure(problem, weights);
  (void)options;
  if (is_uncovered(&of)) return dark__formula_fails(DARK_REASON_NO_OVERLAP);
  return conclude(&of, of.found / of.share);
}

/* Rounding leaves a part of 10^-16 of the terms where they cancel. */
static dark__formula_value high(const dark__problem *problem, const double *weights, const double *options) {
  const coverage of = measure(problem, weights);
  const double level = of.found - of.weight, remainder = of.share - of.slope;
  (void)options;
  if (is_uncovered(&of)) return dark__formula_fails(DARK_REASON_NO_OVERLAP);
  if (!(level > 1e-12 * of.found && remainder > 1e-12 * of.share)) return dark__formula_fails(DARK_REASON_NEGATIVE);
  return conclude(&of, level / remainder);
}

static dark__formula_value low(const dark__problem *problem, const double *weights, const double *options) {
  const coverage of = measure(problem, weights);
  (void)options;
  if (is_uncovered(&of)) return dark__formula_fails(DARK_REASON_NO_OVERLAP);
  const double start = of.found / of.share;
  const double once = start + (start * of.slope - of.weight) / of.share;
  return conclude(&of, start + (once * of.slope - of.weight) / of.share);
}

const dark_estimator dark__coverage_estimator = {
    .name = "coverage",
    .assumption = "lists are independent of each other on average, whatever their sizes",
    .advice =
        "as the starting point of the other two; sample coverage is the share of people who are on some list, seen from a person "
        "caught by another",
    .source = "Chao & Tsay 1998, JASA 93:283; Chao et al. 2001, Stat. Med. 20:3123",
    .min_lists = 2,
    .max_lists = DARK_MAX_TABLE_LISTS,
    .variant = &(dark__formula *const){independent},
    DARK__FORMULA_SLOTS};

const dark_estimator dark__coverage_high_estimator = {
    .name = "coverage-high",
    .assumption = "dependence between lists is pairwise, from whatever cause, and the lists together cover most people",
    .advice = "when sample coverage (see describe) is above about 55%; below, it is too uncertain",
    .source = "Chao & Tsay 1998, JASA 93:283; Chao et al. 2001, Stat. Med. 20:3123",
    .min_lists = 3,
    .max_lists = DARK_MAX_TABLE_LISTS,
    .variant = &(dark__formula *const){high},
    DARK__FORMULA_SLOTS};

const dark_estimator dark__coverage_low_estimator = {
    .name = "coverage-low",
    .assumption = "dependence between lists is pairwise, from whatever cause; where it is positive the estimate is a lower bound",
    .advice = "when sample coverage is too low for coverage-high: it moves a part of the way, for less spread",
    .source = "Tsay & Chao 2001, J. Appl. Stat. 28:25; Chao et al. 2001, Stat. Med. 20:3123",
    .min_lists = 2,
    .max_lists = DARK_MAX_TABLE_LISTS,
    .variant = &(dark__formula *const){low},
    DARK__FORMULA_SLOTS};
