/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_TASKS_PAIRS_H
#define DARK__STUDY_TASKS_PAIRS_H

/* The pairs of tasks that comparisons set against each other. */

#include "study/tasks/list.h"

/* Fill the pairs of all comparisons, and notes about them. DARK_EUSAGE, DARK_ELIMIT, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__tasks_pair(dark_tasks *tasks, dark_error *err);

#endif
