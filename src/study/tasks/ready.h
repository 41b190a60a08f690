/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_TASKS_READY_H
#define DARK__STUDY_TASKS_READY_H

#include <stdbool.h>

#include <darkfigure/study.h>

#include "resample/draw/source.h"

/* A task made ready to be estimated: the scenario's table, its plan, and where its replicates come from. Read-only; shared by threads. */
typedef struct dark__ready {
  const dark_table *table; /* after the data steps of the scenario */
  dark_table *own;         /* the same when it was made here, else NULL */
  dark_plan *plan;         /* NULL when the task fails as a whole: then `reason` says why, in a sentence */
  char *reason;
  dark__draws draws; /* draws.draw == NULL: replicates are drawn from the plan's own records */
  void *private;
} dark__ready;

/* Make task number `task` ready; `tasks` is borrowed and must outlive it. dark__ready_clear in any case. A task that cannot be
   estimated is no error, but one with a reason. DARK_ENOMEM, DARK_EINTERRUPTED (base/halt.h). */
DARK_MUST_CHECK dark_status dark__ready_make(dark__ready *ready, const dark_tasks *tasks, size_t task, dark_error *err);
/* The people of a data set fall into [*n] cells, the same for all scenarios: *people [n], borrowed. None for counts of captures. */
size_t dark__ready_cells(const double **people, const dark_tasks *tasks, size_t data);
/* Where the people of a cell stand in the table of a task that is ready: *part and *record of its plan. False: the scenario leaves them out. */
bool dark__ready_find_cell(size_t *part, size_t *record, const dark_tasks *tasks, size_t task, size_t cell);

/* A zeroed one is allowed. */
void dark__ready_clear(dark__ready *ready);

#endif
