/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_OPENINGS_H
#define DARK__JOINT_SEARCH_OPENINGS_H

/* All subsets with independent columns, as those of a few models of which each has independent columns itself: where a set of terms depends on each other
   (H and all pairs of lists) at least one of them is out of every subset, which is told by the first of them that is. */

#include "joint/search/walk.h"

typedef struct dark__openings {
  dark__opening *openings; /* [n] */
  size_t n, capacity;
  dark__subset good;                 /* one that is likely to be among the best */
  bool is_complete;                  /* there are no more than are kept */
  size_t order[DARK__MOST_OPTIONAL]; /* of terms, the strongest first */
} dark__openings;

/* Clear it also after failure. n = 0 when all subsets have dependent columns. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__openings_find(dark__openings *out, const dark__subset_problem *problem, dark_error *err);
void dark__openings_clear(dark__openings *of);

/* The columns [at most n_columns] of a subset: those that are always in, then those of its terms in order. Returns how many. */
size_t dark__subset_columns(size_t *columns, const dark__subset_problem *of, uint64_t terms);

#endif
