/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_SUBSETS_H
#define DARK__JOINT_SEARCH_SUBSETS_H

/* The subsets of terms that matter, by a quadratic form (Lawless & Singhal 1978, Biometrics 34:318). With b and M estimate and information of a model of
   which all others are part, of columns that may depend on each other,

     -2 log L(S) ~ -2 log L(all) + b' M b - r_S' M_SS^-1 r_S,   r = M b,

   and a subset weighs exp(-{that + price df(S)} / 2). Subsets with columns that depend on each other are none, and of those that
   are one model (all but any one of terms of one column that make up each other, as H and all pairs of lists do) the one without the first is taken. Branch and bound: a node has terms in, out
   and undecided U; all its subsets together weigh at most what all undecided terms for nothing would, times the product over U of
   1 + exp(-price df / 2), and what is left unlooked at is added up. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

enum { DARK__MOST_OPTIONAL = 64 };

typedef struct dark__subset_problem {
  size_t n_columns;
  const double *information; /* [n_columns^2] M, both triangles */
  const double *estimate;    /* [n_columns] b */
  size_t n_fixed;            /* columns that are always in come first */
  size_t n_terms;            /* optional, at most DARK__MOST_OPTIONAL */
  const size_t *starts;      /* [n_terms + 1] first column of each */
  double price;              /* of a column */
  double miss;       /* nodes are left the lighter the finer, until at most this share of all weight is missed; 0: none is left */
  size_t most_nodes; /* of one pass */
  size_t most_subsets; /* to be kept, at least 1 */
  double cover;        /* > 0: it is enough to have found all that are kept, where they weigh less than this share of all */
} dark__subset_problem;

typedef struct dark__subset {
  uint64_t terms;
  double loss; /* what is left of b' M b, plus price df */
} dark__subset;

typedef struct dark__subsets {
  dark__subset *found; /* [n] by increasing loss; free() */
  size_t n;
  size_t n_nodes; /* of the last pass */
  double
      cut; /* of a complete pass: whatever weighs this share of the best or more is found, or else all that is found is better */
  double weight;    /* of all subsets that were met, kept or not, relative to the best: exp(-(loss - loss of the best) / 2) */
  double missed;    /* others weigh at most this share of all */
  bool is_complete; /* a pass ended within most_nodes; else those near a good one are found (joint/search/neighbours.h) */
  size_t order[DARK__MOST_OPTIONAL]; /* of terms, the strongest first */
} dark__subsets;

/* DARK_ENOMEM. Any thread. */
DARK_MUST_CHECK dark_status dark__subsets_find(dark__subsets *out, const dark__subset_problem *problem, dark_error *err);

#endif
