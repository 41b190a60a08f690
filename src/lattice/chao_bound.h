/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LATTICE_CHAO_BOUND_H
#define DARK__LATTICE_CHAO_BOUND_H

/* A lower bound of the hidden number that does not need the model, to hold a model's estimate against.

   Chao's n_0 >= f1^2 / (2 f2) (Chao 1987, Biometrics 43:783) is for counts of captures. Of lists, a_j people being on list j alone and n_jk
   on j and k and no other, it counts pairs of a list with itself, and exceeds the truth where lists are independent and people equal. Over
   pairs of different lists, and of these the set Q that the model leaves out,

     S = sum over jk in Q of a_j a_k,   f2 = sum over jk in Q of n_jk,   B = S / (f2 + 1)

   (the 1 takes away the bias of 1/f2 and copes with 0). In means, S / f2 is the hidden number under any hierarchical model that leaves Q out;
   where it leaves out what is there, it is smaller than the hidden number if dependence in Q is positive on the whole: for people who differ with
   the same ups and downs on all lists, not for lists that reach different people.

     z = log(B / hidden) / s,   s^2 = sum over histories w of mu_w (u_w - v_w)^2

   with fitted means mu, u the change of log B with a count (of {j}: sum of mu_k over jk in Q, over S; of {j,k} in Q: -1 / f2; S and f2 from
   the means) and v that of log(hidden): the delta method for Poisson counts. */

#include <darkfigure/plan.h>

/* More than this is no chance: one in twenty where the estimate is right. */
#define DARK__BELOW_BOUND 1.645

/* What a bound is made from. Arrays [2^n_lists] are by history. */
typedef struct dark__chao_scene {
  unsigned n_lists;
  const uint32_t *pairs; /* [n_pairs] Q, sets of two lists */
  size_t n_pairs;
  const double *counts, *means; /* people observed and fitted; [0] is not looked at */
  const double *moves;          /* v */
  double hidden;                /* the estimate */
} dark__chao_scene;

/* No bound at all (n_pairs = 0) when Q is empty. Pure; any thread. */
dark_bound dark__chao_bound(const dark__chao_scene *of);

enum { DARK__MOST_PAIRS = 16 * 15 / 2 };

/* Pairs of lists that are neither among the terms [n_terms] nor among those given [n_given]. Returns how many. */
size_t dark__pairs_left_out(uint32_t pairs[DARK__MOST_PAIRS], unsigned n_lists, const uint32_t *terms, size_t n_terms,
                            const uint32_t *given, size_t n_given);

/* Set bound->z for an estimate: NaN where the bound has no error, because it is but the estimate in another form. */
void dark__bound_compare(dark_bound *bound, double hidden);
/* Whether an estimate is surely too low for its bound. */
static inline int dark__is_below_bound(const dark_bound *bound) { return bound->n_pairs > 0 && bound->z > DARK__BELOW_BOUND; }

#endif
