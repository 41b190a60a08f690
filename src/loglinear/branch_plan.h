/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_BRANCH_PLAN_H
#define DARK__LOGLINEAR_BRANCH_PLAN_H

/* Slots of the estimator contract that estimators share which search a lattice by branch and bound. Their plans begin with a
   dark__branch_plan, and their workspaces are dark__branch_spaces. */

#include "loglinear/search/branch.h"

typedef struct dark__branch_plan {
  dark__branch *branch;
} dark__branch_plan;

/* The whole plan, whatever follows. */
void dark__branch_plan_free(void *plan);
dark_status dark__branch_workspace_new(void **workspace, const void *plan, dark_error *err);
void dark__branch_workspace_free(void *workspace);
size_t dark__branch_room(const void *workspace);
unsigned dark__branch_max_order(const void *plan);
dark_status dark__branch_rank(dark_candidate **candidates, size_t *n_candidates, const void *plan, size_t n, double within,
                              dark_error *err);

void dark__branch_candidate_name(char *buffer, size_t size, const void *plan, dark_model_id model);
dark_status dark__branch_deviance(double *out, const void *plan, const dark_estimate *estimate, const double *weights,
                                  dark_error *err);
dark_status dark__branch_candidate_bound(dark_bound *out, const void *plan, dark_model_id model, dark_error *err);

#define DARK__BRANCH_SLOTS .plan_free = dark__branch_plan_free, DARK__BRANCH_SLOTS_BUT_FREE

#define DARK__BRANCH_SLOTS_BUT_FREE                                                                                            \
  .min_lists = 2, .takes_max_order = 1, .takes_common = 1, .takes_dependence = 1, .workspace_new = dark__branch_workspace_new, \
  .workspace_free = dark__branch_workspace_free, .max_order = dark__branch_max_order, .rank = dark__branch_rank,               \
  .candidate_name = dark__branch_candidate_name, .candidate_bound = dark__branch_candidate_bound

#endif
