/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__HIERARCHICAL_HIERARCHY_H
#define DARK__HIERARCHICAL_HIERARCHY_H

/* A log-linear model with effects of all lists, pairs and triples of lists (three lists: none of the triple, which would say how many are
   hidden all by itself), whose interactions come from distributions of their own:

     count of history w ~ Poisson(mu_w), the hidden ones (w = 0) included,   log mu_w = sum of effects of the sets inside w,
     intercept and effects of lists: flat,
     phi of a pair ~ N(m, s_2^2),   m ~ N(0, mean^2),   s_2 half-normal(pairs),
     psi of a triple ~ N(0, s_3^2),   s_3 half-normal(triples).

   The flat intercept says that a priori the log of the hidden number is anything with equal chance. Scales of half-normals are the standard
   deviations of the normals of which they are one half. Gelman 2006, Bayesian Anal. 1:515 (scales); King & Brooks 2001, Biometrika 88:317
   (normal interactions with a common variance in models of several lists).

   What is given beforehand (lattice/dependence.h) is a base measure here too: the interaction of a pair whose odds ratio is given is no effect
   but its logarithm, triples around such a pair are none, and mu_0 is xi times smaller. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lattice/dependence.h"

enum {
  DARK__HIERARCHY_MOST_LISTS = 8,
  DARK__HIERARCHY_MOST_CELLS = 1 << DARK__HIERARCHY_MOST_LISTS,
  DARK__HIERARCHY_MOST_PAIRS = 28,
  DARK__HIERARCHY_MOST_EFFECTS = 1 + 8 + DARK__HIERARCHY_MOST_PAIRS + 56
};

/* mean >= 0, pairs > 0; triples 0: there are none. */
typedef struct dark__priors {
  double mean, pairs, triples;
} dark__priors;

typedef struct dark__hierarchy {
  dark__priors priors;
  unsigned n_lists;
  size_t n_cells;                              /* 2^n_lists */
  uint32_t sets[DARK__HIERARCHY_MOST_EFFECTS]; /* intercept, lists, pairs, triples */
  size_t n_effects, n_pairs, n_triples;        /* the last n_triples effects are triples, the n_pairs before them pairs */
  uint32_t given[DARK__HIERARCHY_MOST_PAIRS];  /* pairs whose log odds ratios are given */
  double log_odds[DARK__HIERARCHY_MOST_PAIRS];
  size_t n_given;
  double log_xi;
} dark__hierarchy;

/* The two standard deviations that the rest is found given. */
typedef struct dark__scales {
  double pair, triple;
} dark__scales;

/* n_lists from 2 to 8; `given` is between these lists, and NULL when nothing is. Forced terms need nothing: pairs and triples are there. */
void dark__hierarchy_make(dark__hierarchy *hierarchy, unsigned n_lists, const dark__priors *priors,
                          const dark__dependence *given);

static inline size_t dark__first_pair(const dark__hierarchy *hierarchy) { return 1 + hierarchy->n_lists; }
static inline size_t dark__first_triple(const dark__hierarchy *hierarchy) {
  return dark__first_pair(hierarchy) + hierarchy->n_pairs;
}

/* The log density of the interactions among effects [n_effects] given the scales, m integrated out, without the factors 2 pi; the share of
   an effect in its gradient; and the same added to the lower triangle of minus its second derivatives [n_effects x n_effects]. With

     kappa = mean^2 / (s_2^2 + P mean^2),   P pairs,

   the pairs have precision (I - kappa 11') / s_2^2 and their covariance the determinant s_2^(2 (P - 1)) (s_2^2 + P mean^2). */
double dark__prior_log_density(const dark__hierarchy *hierarchy, const dark__scales *scales, const double *effects);
void dark__prior_add_gradient(double *gradient, const dark__hierarchy *hierarchy, const dark__scales *scales,
                              const double *effects);
void dark__prior_add_precision(double *information, const dark__hierarchy *hierarchy, const dark__scales *scales);

#endif
