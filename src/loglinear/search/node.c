/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/node.h"

#include <math.h>
#include <string.h>

bool dark__branch_is_guess(const dark__branch *branch, dark__term_set model) {
  for (size_t i = 0; i < branch->n_guesses; i++)
    if (dark__set_equal(branch->guesses[i].model, model)) return true;
  return false;
}

static bool is_settled(const dark__branch_node *here, size_t term) {
  return dark__set_has(&here->inner, term) || !dark__set_has(&here->outer, term);
}

void dark__node_settle(dark__branch_node *here, const dark__branch *branch) {
  while (here->next < branch->lattice.n_optional && is_settled(here, branch->order[here->next])) here->next++;
}

dark__branch_node dark__node_divide(dark__branch_node *here, const dark__branch *branch) {
  const size_t term = branch->order[here->next];
  const dark__branch_node child = {here->inner, dark__set_minus(here->outer, branch->lattice.above[term]), here->next + 1};
  here->inner = dark__set_join(here->inner, branch->inside[term]);
  return child;
}

/* The arrays of a depth. */
static void settle_in(dark__visit *here, const dark__branch_space *space, size_t depth) {
  here->depth = depth;
  here->active = space->active + depth * space->n_room;
  here->log_lik_most = space->log_lik_most + depth * space->n_room;
  here->effects = space->effects + depth * space->n_room * space->n_effects;
  here->outers = space->outers != NULL ? space->outers + depth * space->n_room : NULL;
}

void dark__visit_root(dark__visit *root, const dark__branch *branch, const dark__branch_space *space, const size_t *tables,
                      size_t n) {
  *root = (dark__visit){.node = {.inner = branch->lattice.forced, .outer = dark__lattice_all(&branch->lattice)}, .n_active = n};
  settle_in(root, space, 0);
  for (size_t k = 0; k < n; k++) {
    root->active[k] = tables[k];
    root->log_lik_most[tables[k]] = INFINITY;
    memcpy(dark__visit_effects(root, space, tables[k]), branch->root, space->n_effects * sizeof *branch->root);
  }
}

void dark__visit_child(dark__visit *child, const dark__visit *here, const dark__branch_node *node,
                       const dark__branch_space *space) {
  *child = (dark__visit){.node = *node, .n_active = here->n_active, .above = here};
  settle_in(child, space, here->depth + 1);
  for (size_t k = 0; k < here->n_active; k++) {
    const size_t table = child->active[k] = here->active[k];
    child->log_lik_most[table] = here->log_lik_most[table];
  }
}

size_t dark__visit_split(size_t *out, dark__visit *here, dark__visit_test *test, void *context) {
  size_t n_out = 0, n_kept = 0;
  for (size_t k = 0; k < here->n_active; k++) {
    const size_t table = here->active[k];
    if (test(context, here, table)) out[n_out++] = table;
    else here->active[n_kept++] = table;
  }
  here->n_active = n_kept;
  return n_out;
}
