/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_WALK_H
#define DARK__JOINT_SEARCH_WALK_H

/* Branch and bound over the subsets of one model with independent columns, by downdating. V and b are variance and estimate of its undecided columns, those
   in or fixed being in. A term t that leaves adds b_t' V_tt^-1 b_t to the loss, and the others' variance and estimate become

     V - V_.t V_tt^-1 V_t.,   b - V_.t V_tt^-1 b_t     (Furnival & Wilson 1974, Technometrics 16:499);

   one that stays is only left out of what is undecided. Terms are decided in the order of V's columns, so that the many nodes far down have small
   matrices. */

#include "joint/search/best.h"

/* Upper triangles only. */
typedef struct dark__open_form {
  double *variance; /* [n x stride] */
  double *estimate; /* [n] */
  size_t n, stride;
} dark__open_form;

typedef struct dark__open_term {
  uint64_t bit;
  size_t df;
  double price; /* of all its columns */
} dark__open_term;

/* A model whose subsets are to be walked through. */
typedef struct dark__opening {
  dark__open_form form; /* its columns in the order of `terms` */
  dark__open_term *terms;
  size_t n_terms;
  uint64_t in;   /* terms that all its subsets have */
  uint64_t twin; /* a subset with all of these is met elsewhere under another name; 0: none is */
  double loss;   /* of all that are in or open, without any price */
  double price;  /* of what is in */
} dark__opening;

/* Less than what the undecided terms of a node cost (joint/search/floor.h). */
typedef struct dark__floor {
  double *inverses; /* of all terms, one behind the other: D_tt^-1 / (s g_t), [df x df] */
  size_t *starts;   /* [n_terms] where that of a term begins */
} dark__floor;

/* What all walks of a pass add up. */
typedef struct dark__tally {
  dark__best_subsets best;
  double origin;  /* weights are relative to a subset of this loss */
  double least;   /* loss so far, at most the origin */
  double log_cut; /* nodes whose best subset weighs less, relative to `least`, are left */
  double
      cover; /* once the best are as many as are kept and weigh less than this share of what was met, nodes that are worse than they are left, too; 0: none for that */
  double weight; /* met */
  double kept;   /* of that, by the best */
  double missed; /* at most */
  size_t n_nodes, most_nodes;
  bool is_complete;
} dark__tally;

/* Are the best as many as are kept, and weigh less than `cover` of what was met? */
bool dark__tally_is_settled(const dark__tally *of);

/* b_t' V_tt^-1 b_t of the columns from `first`; work [df^2 + df]. */
double dark__open_loss(const dark__open_form *of, size_t first, size_t df, double *work);

/* Without its first column: what is left, in place, whose place in memory moves on by one. Returns the loss. */
double dark__open_remove(dark__open_form *of);

/* `floor` is that of the opening (joint/search/floor.h), by which nodes are left; NULL: none. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__walk_run(dark__tally *tally, const dark__opening *from, const dark__floor *floor,
                                           dark_error *err);

#endif
