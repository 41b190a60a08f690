/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_RUN_CREW_H
#define DARK__STUDY_RUN_CREW_H

/* The threads that run a study: they take work from one queue and write into one store, both in turns; in between each works alone. */

#include "study/run/queue.h"

/* Do all that the queue has. Asked to stop by options->progress, a thread finishes the block that it is at; when whoever the calling thread
   heeds (base/halt.h) says so it drops it, which ends the call within a fifth of a second. Errors: those of the store, DARK_ENOMEM,
   DARK_EINTERRUPTED; what was committed stays. A task that cannot be done is no error: its reason is stored. */
DARK_MUST_CHECK dark_status dark__crew_run(dark__store *store, dark__queue *queue, const dark_tasks *tasks,
                                           const dark_run_options *options, dark_error *err);

#endif
