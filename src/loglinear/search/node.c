/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/node.h"

#include <math.h>
#include <string.h>

bool dark__branch_is_guess(const dark__branch *branch, dark__term_set model) {
  for (size_t i = 0; i < branch->n_guesses; i++)
    if (dark__set_equal(branch->guesses[i].model, model)) return true;
  return false;
}

/* The arrays of a depth. */
static void settle_in(dark__branch_node *node, const dark__branch_space *space, size_t depth) {
  node->depth = depth;
  node->active = space->active + depth * space->n_room;
  node->log_lik_most = space->log_lik_most + depth * space->n_room;
  node->effects = space->effects + depth * space->n_room * space->n_effects;
}

void dark__node_root(dark__branch_node *root, const dark__branch *branch, const dark__branch_space *space, const size_t *tables,
                     size_t n) {
  *root = (dark__branch_node){.inner = branch->lattice.forced, .outer = dark__lattice_all(&branch->lattice), .n_active = n};
  settle_in(root, space, 0);
  for (size_t k = 0; k < n; k++) {
    root->active[k] = tables[k];
    root->log_lik_most[tables[k]] = INFINITY;
    memcpy(root->effects + tables[k] * space->n_effects, branch->root, space->n_effects * sizeof *branch->root);
  }
}

void dark__node_without(dark__branch_node *child, const dark__branch_node *here, size_t term, const dark__branch *branch,
                        const dark__branch_space *space) {
  *child = *here;
  settle_in(child, space, here->depth + 1);
  child->outer = dark__set_minus(here->outer, branch->lattice.above[term]);
  child->next = here->next + 1;
  for (size_t k = 0; k < here->n_active; k++) {
    const size_t table = child->active[k] = here->active[k];
    child->log_lik_most[table] = here->log_lik_most[table];
  }
}

static bool is_settled(const dark__branch_node *here, size_t term) {
  return dark__set_has(&here->inner, term) || !dark__set_has(&here->outer, term);
}

void dark__node_settle(dark__branch_node *here, const dark__branch *branch) {
  while (here->next < branch->lattice.n_optional && is_settled(here, branch->order[here->next])) here->next++;
}

size_t dark__node_split(size_t *out, dark__branch_node *here, dark__node_test *test, void *context) {
  size_t n_out = 0, n_kept = 0;
  for (size_t k = 0; k < here->n_active; k++) {
    const size_t table = here->active[k];
    if (test(context, here, table)) out[n_out++] = table;
    else here->active[n_kept++] = table;
  }
  here->n_active = n_kept;
  return n_out;
}
