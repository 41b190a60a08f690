/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_COVERAGE_TRUTH_H
#define DARK_COVERAGE_TRUTH_H

/* From a design to the population that tables are drawn from. */

#include <stdbool.h>

#include <darkfigure/population.h>

#include "coverage/design.h"

typedef struct truth {
  dark_population *population;
  size_t n_strata;
  double *people; /* [n_strata of the population's shape] how many there are, also those whom false links hide from the drawing */
  double observed; /* how many people a table is expected to show */
  bool *effects; /* [2^lists of the population's shape] whether these lists, two or more, interact in the truth; NULL of strata */
} truth;

/* *out is zeroed first; truth_clear it whatever comes back. */
DARK_MUST_CHECK dark_status truth_make(truth *out, const design *of, dark_error *err);
void truth_clear(truth *of);

/* One stratum: n_lists, their names, people and the probabilities [2^n_lists] of histories, bit l = names[l]. */
typedef struct stratum_truth {
  size_t n_lists;
  char names[DARK_MAX_LISTS][32];
  double people;
  double *probabilities;
} stratum_truth;

/* truth_fitted.c, truth_made.c: the recipes. `people` is whole. The caller frees out->probabilities, whatever comes back. */
DARK_MUST_CHECK dark_status fitted_truth_make(stratum_truth *out, const fitted_truth *recipe, dark_error *err);
DARK_MUST_CHECK dark_status made_truth_make(stratum_truth *out, const made_truth *recipe, dark_error *err);

/* truth_effects.c: which interactions a truth has. In log p(u) = sum of a(v) over v inside u the effect of a set v is the alternating sum of log p
   over its subsets; it is there when it is not zero, or minus infinity where only p(v) is 0. effects [2^n_lists]. */
void find_effects(bool *effects, const double *probabilities, size_t n_lists);
/* Whether a hierarchical model, by its maximal terms [n], has all of them. */
bool has_effects(const bool *effects, size_t n_lists, const uint32_t *generators, size_t n);

/* truth_links.c: merge records falsely, in expectation. Each person who is on one list only is, with probability `share`, taken for a
   person who is on one other list only (each of those equally likely), and both become one record on the two lists. What remains to be
   drawn is *people, whole, with `probabilities` [2^n_lists] changed in place: history 0 loses nobody. */
void link_falsely(double *people, double *probabilities, size_t n_lists, double share);

#endif
