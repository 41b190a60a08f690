/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/node.h"

#include <math.h>

bool dark__branch_is_guess(const dark__branch *branch, dark__term_set model) {
  for (size_t i = 0; i < branch->n_guesses; i++)
    if (dark__set_equal(branch->guesses[i].model, model)) return true;
  return false;
}

double *dark__branch_effects(const dark__branch_space *space, const dark__branch *branch, size_t depth) {
  return space->effects + (depth << branch->lattice.n_lists) * space->lanes->kernel->width;
}

double *dark__node_root(dark__branch_node *root, const dark__branch *branch, dark__branch_space *space, unsigned active) {
  const size_t width = space->lanes->kernel->width, n_cells = (size_t)1 << branch->lattice.n_lists;
  double *keep = dark__branch_effects(space, branch, 0);
  *root = (dark__branch_node){
      .inner = branch->lattice.forced, .outer = dark__lattice_all(&branch->lattice), .active = active, .start = keep};
  for (size_t cell = 0; cell < n_cells; cell++)
    for (size_t lane = 0; lane < width; lane++) keep[cell * width + lane] = branch->root[cell];
  for (size_t lane = 0; lane < width; lane++) root->log_lik_most[lane] = INFINITY;
  return keep;
}

double *dark__node_without(dark__branch_node *child, const dark__branch_node *here, size_t term, const dark__branch *branch,
                           dark__branch_space *space) {
  *child = *here;
  child->outer = dark__set_minus(here->outer, branch->lattice.above[term]);
  child->depth = here->depth + 1;
  child->next = here->next + 1;
  return dark__branch_effects(space, branch, child->depth);
}

static bool is_settled(const dark__branch_node *here, size_t term) {
  return dark__set_has(&here->inner, term) || !dark__set_has(&here->outer, term);
}

void dark__node_settle(dark__branch_node *here, const dark__branch *branch) {
  while (here->next < branch->lattice.n_optional && is_settled(here, branch->order[here->next])) here->next++;
}
