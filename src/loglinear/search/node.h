/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_NODE_H
#define DARK__LOGLINEAR_NODE_H

/* Nodes on the way down through the models of a lattice (branch.h says what they stand for). Searching for the best models and weighing all
   of them go the same way; what a node is worth, and when it is left, each of them says itself. */

#include "loglinear/search/branch.h"

/* The models between inner and outer, for the tables that still need them. Arrays are the space's, one for each depth of the way down. */
typedef struct dark__branch_node {
  dark__term_set inner, outer;
  size_t *active; /* [n_active] tables of the crowd that need this node */
  size_t n_active;
  double *log_lik_most; /* [n_room] by table: of outer, and so of every model between */
  double *effects;      /* [n_room x n_effects] by table: of outer */
  size_t depth, next;   /* branching terms before order[next] are settled */
} dark__branch_node;

/* Terms of a model with these optional ones: the intercept, the lists and they. */
static inline size_t dark__n_terms_of(const dark__branch *branch, dark__term_set model) {
  return 1 + branch->lattice.n_lists + dark__set_size(model);
}

/* Whether the model is one of the guesses, which are looked at before the descent. */
bool dark__branch_is_guess(const dark__branch *branch, dark__term_set model);

/* All models of the lattice, for tables [n] (copied); log_lik_most is without bound until it is found, and effects are those to start from. */
void dark__node_root(dark__branch_node *root, const dark__branch *branch, const dark__branch_space *space, const size_t *tables,
                     size_t n);

/* The models of the node without a term and all above it, for the same tables; its effects are not found yet. */
void dark__node_without(dark__branch_node *child, const dark__branch_node *here, size_t term, const dark__branch *branch,
                        const dark__branch_space *space);

/* Pass over the branching terms that the node has settled. */
void dark__node_settle(dark__branch_node *here, const dark__branch *branch);

/* Tables of the node that a test says true of are moved to out [n_active], and stay no longer. Returns how many. */
typedef bool dark__node_test(void *context, const dark__branch_node *here, size_t table);
size_t dark__node_split(size_t *out, dark__branch_node *here, dark__node_test *test, void *context);

#endif
