/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_RUN_ASSEMBLE_H
#define DARK__STUDY_RUN_ASSEMBLE_H

/* Results of a task from what its store holds. */

#include "study/store/store.h"
#include "study/tasks/ready.h"

/* All replicates of the task and its jackknife; NULL without replicates. `plan` is that of the task, ready. DARK_EDATA when they are not all
   there, or damaged. The caller's to free. */
DARK_MUST_CHECK dark_status dark__assemble_replicates(dark_replicates **out, dark__store *store, const dark_tasks *tasks,
                                                      size_t task, const dark_plan *plan, dark_error *err);

/* Levels other than those of the task's method. */
typedef struct dark__levels {
  const double *values; /* [n] */
  size_t n;
} dark__levels;

/* The results with the intervals that the task asks for; `levels` may be NULL. Errors as of dark_results_new. */
DARK_MUST_CHECK dark_status dark__assemble_results(dark_results **out, const dark_tasks *tasks, size_t task,
                                                   const dark_plan *plan, const dark_replicates *replicates,
                                                   const dark__levels *levels, dark_error *err);

/* Both: the results of the task with what the store holds of it. */
DARK_MUST_CHECK dark_status dark__assemble_task(dark_results **out, dark__store *store, const dark_tasks *tasks, size_t task,
                                                const dark_plan *plan, const dark__levels *levels, dark_error *err);

/* Put results of all tasks that are done, at other levels, beside the store (dark__store_set_aside). */
DARK_MUST_CHECK dark_status dark__assemble_aside(dark__store *store, const dark_tasks *tasks, const dark__levels *levels,
                                                 dark_error *err);

#endif
