/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_TASKS_NOTES_H
#define DARK__STUDY_TASKS_NOTES_H

/* Notes of a list of tasks. All return DARK_ENOMEM. */

#include "study/tasks/list.h"
#include "writing/paper.h"

/* Takes over the text on the paper and clears it. */
DARK_MUST_CHECK dark_status dark__tasks_note(dark_tasks *tasks, dark__paper *paper, dark_error *err);
/* Notes of a table of a data set, the first of each kind, that the table `but` (may be NULL) has not; `scenario` is NULL for the table as read. */
DARK_MUST_CHECK dark_status dark__note_table(dark_tasks *tasks, size_t data, const dark_study_scenario *scenario,
                                             const dark_table *table, const dark_table *but, dark_error *err);
/* Once all are there: how many more data sets the notes stand for that were said of the first of a kind only. */
DARK_MUST_CHECK dark_status dark__note_numbers(dark_tasks *tasks, dark_error *err);
/* A scenario after which nothing can be estimated, and tasks that are the same, are no mistakes, but hardly meant. */
DARK_MUST_CHECK dark_status dark__note_shape(dark_tasks *tasks, const dark__shape *shape, dark_error *err);
DARK_MUST_CHECK dark_status dark__note_same(dark_tasks *tasks, dark_error *err);

#endif
