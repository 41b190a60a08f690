/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SEARCH_NODE_H
#define DARK__LOGLINEAR_SEARCH_NODE_H

/* Nodes on the way down through the models of a lattice (branch.h says what they stand for). */

#include "loglinear/search/branch.h"

/* The models between inner and outer. */
typedef struct dark__branch_node {
  dark__term_set inner, outer;
  size_t next; /* branching terms before order[next] are settled */
} dark__branch_node;

/* A node that is being visited, for the tables that still need it. Arrays are the space's, one for each depth of the way down. */
typedef struct dark__visit {
  dark__branch_node node;
  size_t *active; /* [n_active] tables of the crowd that need this node */
  size_t n_active;
  double *log_lik_most; /* [n_room] by table: of outer, and so of every model between */
  double *effects;      /* [n_room x n_effects] by table: of outer */
  dark__outer *outers;  /* [n_room] by table, for a quest that wants them; else NULL */
  size_t depth;
  const struct dark__visit *above; /* whose child this is; NULL at the root */
} dark__visit;

/* Terms of a model with these optional ones: the intercept, the lists and they. */
static inline size_t dark__n_terms_of(const dark__branch *branch, dark__term_set model) {
  return 1 + branch->lattice.n_lists + dark__set_size(model);
}

/* Whether the model is one of the guesses, which are looked at before the descent. */
bool dark__branch_is_guess(const dark__branch *branch, dark__term_set model);

/* Pass over the branching terms that the node has settled. */
void dark__node_settle(dark__branch_node *here, const dark__branch *branch);

/* Divide a node by its next branching term: one part is the child, the models without the term and all above it; the node keeps the
   models with the term and all inside it. */
dark__branch_node dark__node_divide(dark__branch_node *here, const dark__branch *branch);

/* All models of the lattice, for tables [n] (copied); log_lik_most is without bound until it is found, and effects are those to start from. */
void dark__visit_root(dark__visit *root, const dark__branch *branch, const dark__branch_space *space, const size_t *tables,
                      size_t n);

/* A child of a node, for the same tables; its effects are not found yet. */
void dark__visit_child(dark__visit *child, const dark__visit *here, const dark__branch_node *node,
                       const dark__branch_space *space);

/* Effects of a table. */
static inline double *dark__visit_effects(const dark__visit *here, const dark__branch_space *space, size_t table) {
  return here->effects + table * space->n_effects;
}

/* Tables that a test says true of are moved to out [n_active], and stay no longer. Returns how many. */
typedef bool dark__visit_test(void *context, const dark__visit *here, size_t table);
size_t dark__visit_split(size_t *out, dark__visit *here, dark__visit_test *test, void *context);

#endif
