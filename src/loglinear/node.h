/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_NODE_H
#define DARK__LOGLINEAR_NODE_H

/* Nodes on the way down through the models of a lattice (branch.h says what they stand for). Searching for the best models and weighing all
   of them go the same way; what a node is worth, and when it is left, each of them says itself. */

#include "loglinear/branch.h"

/* The models between inner and outer, for the tables that still need them. */
typedef struct dark__branch_node {
  dark__term_set inner, outer;
  unsigned active;                       /* bit l: table l needs this node */
  double log_lik_most[DARK__MOST_LANES]; /* of outer, and so of every model between */
  const double *start;                   /* [2^t x width] effects of outer, or of its parent's outer */
  size_t depth, next;                    /* branching terms before order[next] are settled */
} dark__branch_node;

static inline bool dark__is_active(unsigned active, size_t lane) { return (active >> lane) & 1; }

static inline const dark__counts *dark__lane_counts(const dark__lanes *lanes, size_t lane) { return lanes->block->lanes[lane]; }

/* Terms of a model with these optional ones: the intercept, the lists and they. */
static inline size_t dark__n_terms_of(const dark__branch *branch, dark__term_set model) {
  return 1 + branch->lattice.n_lists + dark__set_size(model);
}

/* Room of the space for effects at a depth of the way down: [2^t x width]. */
double *dark__branch_effects(const dark__branch_space *space, const dark__branch *branch, size_t depth);

/* Whether the model is one of the guesses, which are looked at before the descent. */
bool dark__branch_is_guess(const dark__branch *branch, dark__term_set model);

/* All models of the lattice, for the active tables. Returns where the effects of its outer model go: [2^t x width] of the space, which hold the
   effects to start from; log_lik_most is without bound until it is found. */
double *dark__node_root(dark__branch_node *root, const dark__branch *branch, dark__branch_space *space, unsigned active);

/* The models of the node without a term and all above it; where the effects of its outer model go. */
double *dark__node_without(dark__branch_node *child, const dark__branch_node *here, size_t term, const dark__branch *branch,
                           dark__branch_space *space);

/* Pass over the branching terms that the node has settled. */
void dark__node_settle(dark__branch_node *here, const dark__branch *branch);

#endif
