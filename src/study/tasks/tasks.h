/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_TASKS_TASKS_H
#define DARK__STUDY_TASKS_TASKS_H

/* What a list of tasks is made with, a file for each part. */

#include "study/tasks/list.h"
#include "writing/paper.h"

/* ---- tasks/scenes.c */

/* Make the scenes from the shapes. DARK_EUSAGE (too many combinations of categories), DARK_EDATA, DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__tasks_make_scenes(dark_tasks *tasks, dark_error *err);
void dark__tasks_clear_scenes(dark_tasks *tasks);
/* What a scenario that looks at further columns reads of the data: the people it leaves, and where replicates are drawn the columns by
   which they are dealt out, with the people in them. Part of the id of its tasks, and nothing for others. After dark__tasks_make_scenes.
   DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__canonical_columns(dark__paper *out, const dark_tasks *tasks, const dark_task *task,
                                                    dark_error *err);
/* The scene of a scenario, NULL for one that leaves the data as they are; and its table, or that of the data. */
const dark__scene *dark__tasks_scene(const dark_tasks *tasks, size_t data, size_t scenario);
const dark_table *dark__tasks_scene_table(const dark_tasks *tasks, size_t data, size_t scenario);

/* ---- settings_check.c: does the method fit what the scenario leaves of the data set? DARK_EUSAGE or DARK_ELIMIT at its place. */
DARK_MUST_CHECK dark_status dark__settings_check(const dark__shape *shape, const dark__method_entry *entry, const dark_task *task,
                                                 dark_error *err);
/* Fail with the status and message of `cause`, for the same reader. */
dark_status dark__settings_fail(const dark__shape *shape, const dark__method_entry *entry, const dark_error *cause,
                                dark_error *err);

/* ---- cost.c: seconds of one core. DARK_ELIMIT when there are too many models to search. */
DARK_MUST_CHECK dark_status dark__task_cost(double *seconds, const dark__shape *shape, const dark_settings *settings,
                                            size_t n_replicates, dark_error *err);
/* The estimator that the method stands for with so many lists. */
const dark_estimator *dark__task_estimator(const dark__shape *shape, const dark_settings *settings);

/* ---- canonical.c: what the ids of tasks are made of. `out` [65]; texts are added to papers, whose failure shows in the digest's status. */
DARK_MUST_CHECK dark_status dark__canonical_data(dark__paper *out, const dark_study_data *data, const dark_table *table,
                                                 dark_error *err);
void dark__canonical_scenario(dark__paper *out, const dark_study_scenario *scenario);
/* The settings and replicates of the task. */
void dark__canonical_method(dark__paper *out, const dark_task *task, uint64_t seed);
/* The whole study, once the tasks and pairs are there. */
void dark__canonical_tasks(dark__paper *out, const dark_tasks *tasks);
/* ---- canonical_table.c: `out` [65] is the digest of what was counted. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__canonical_table(char *out, const dark_table *table, dark_error *err);
DARK_MUST_CHECK dark_status dark__canonical_digest(char *out, const dark__paper *const *parts, size_t n, dark_error *err);

#endif
