/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LATTICE_COMMON_H
#define DARK__LATTICE_COMMON_H

/* The common dependence H: one log odds ratio eta that all pairs of lists share which a model leaves out,

     log mu_w = ... + eta n_w,   n_w = k (k - 1) / 2 for a history of k lists,

   Darroch's form of people who differ (Darroch, Fienberg, Glonek & Junker 1993, JASA 88:1137), mixed here with any hierarchical model: a pair that
   the model has takes up its own share. Pairs whose odds ratio is given are no part of it: n_w counts the others that are inside w.

   Among the terms of a model, which are sets of lists, H is written as the set of one list more than there are, and comes last. Its effect is that
   of every pair at once, and so it has no column of its own: in arrays over the 2^t histories its place is 2^t, and the upper half of an
   array of 2^(t+1) holds what the lower half does, weighted by n_w. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lattice/dependence.h"

/* Fewer pairs left out make H the same as one of them, or as nothing. */
enum { DARK__FEWEST_COMMON_PAIRS = 2 };

static inline uint32_t dark__common_term(unsigned n_lists) { return UINT32_C(1) << n_lists; }

/* Does a model (terms [n_terms], canonical order) have it? */
static inline bool dark__has_common(const uint32_t *terms, size_t n_terms, unsigned n_lists) {
  return n_terms > 0 && terms[n_terms - 1] == dark__common_term(n_lists);
}

/* The most that n_w can be: all pairs of the lists. */
static inline double dark__common_most(unsigned n_lists) { return 0.5 * (double)(n_lists * (n_lists - 1)); }

/* n_w of one history; `given` may be NULL. */
unsigned dark__common_pairs(uint32_t history, const dark__dependence *given);

/* n_w of all histories: values [2^t]. */
void dark__common_weights(double *values, unsigned n_lists, const dark__dependence *given);

/* Sum of values [2^t] over the pairs, each as often as H speaks for it: from superset sums of counts or means, their sum weighted by n_w. */
double dark__common_sum(const double *values, const double *weights, unsigned n_lists);

/* values [2^t + 1]: add the effect of H, values[2^t], to those of the pairs that it speaks for. */
void dark__common_spread(double *values, const double *weights, unsigned n_lists);

#endif
