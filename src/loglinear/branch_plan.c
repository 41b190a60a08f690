/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/branch_plan.h"

#include <stdlib.h>

#include "loglinear/fit/deviance.h"
#include "loglinear/rank/ranking.h"

static const dark__branch *branch_of(const void *plan) { return ((const dark__branch_plan *)plan)->branch; }

void dark__branch_plan_free(void *plan) {
  if (plan == NULL) return;
  dark__branch_free(((dark__branch_plan *)plan)->branch);
  free(plan);
}

dark_status dark__branch_workspace_new(void **workspace, const void *plan, dark_error *err) {
  dark__branch_space *space;
  const dark_status status = dark__branch_space_new(&space, branch_of(plan), err);
  *workspace = space;
  return status;
}

void dark__branch_workspace_free(void *workspace) { dark__branch_space_free(workspace); }

size_t dark__branch_room(const void *workspace) { return ((const dark__branch_space *)workspace)->n_room; }

unsigned dark__branch_max_order(const void *plan) { return branch_of(plan)->lattice.max_order; }

dark_status dark__branch_rank(dark_candidate **candidates, size_t *n_candidates, const void *plan, size_t n, double within,
                              dark_error *err) {
  const dark__branch *branch = branch_of(plan);
  return dark__rank_models(candidates, n_candidates, branch->problem, branch->lattice.max_order, branch->criterion, n, within,
                           err);
}

void dark__branch_candidate_name(char *buffer, size_t size, const void *plan, dark_model_id model) {
  const dark__branch *branch = branch_of(plan);
  dark__candidate_name(buffer, size, branch->problem, &branch->lattice, model);
}

dark_status dark__branch_deviance(double *out, const void *plan, const dark_estimate *estimate, const double *weights,
                                  dark_error *err) {
  const dark__branch *branch = branch_of(plan);
  return dark__lattice_deviance(out, branch->problem, &branch->lattice, estimate->model, weights, err);
}

dark_status dark__branch_candidate_bound(dark_bound *out, const void *plan, dark_model_id model, dark_error *err) {
  const dark__branch *branch = branch_of(plan);
  return dark__candidate_bound(out, branch->problem, &branch->lattice, model, err);
}
