/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_STUDY_ANSWER_H
#define DARKFIGURE_STUDY_ANSWER_H

/* A study for other languages: run, watched and stopped like any other answer, and read as frames (answer.h). The core library
   (docs/api.md), which has no store of results, does not have this. */

#include <darkfigure/answer.h>
#include <darkfigure/study.h>

DARK_PUBLIC_BEGIN

/* dark_tasks_new, watched: where the data are large and many scenarios filter them, which is to read them again, that takes its time. watch
   NULL: nobody hears. Errors: as of dark_tasks_new; DARK_EINTERRUPTED. */
DARK_MUST_CHECK dark_status dark_tasks_new_watched(dark_tasks **out, const dark_study *study, const dark_watch *watch,
                                                   dark_error *err);

/* Run what the store of a study does not have yet, and answer with all that it then has. `tasks` is borrowed: it must outlive the answer.
   options NULL: the usual ones; their `store` NULL: the results are kept in memory, as long as the answer; their `progress` is not called.
   watch NULL: nobody hears. Whoever watches and stops it waits for no block of replicates: blocks that are begun are lost, what was
   committed to the store stays, and the same call goes on from there.
   Frames, read from the store as it is then: estimates (columns of `study export --format csv`, a row for each task, category and level;
   of a task that failed one with its reason in `failure`), differences (of `study compare --format csv`, no row without comparisons),
   tasks (data, scenario, method, state, reason, and how many replicates there are to be and are stored), notes. dark_answer_write:
   DARK_FORMAT_TABLE, CSV and JSON as `study export`. dark_answer_has_estimate: whether all tasks are done.
   Errors: as of dark_study_run; DARK_EINTERRUPTED. That a task cannot be done is none. Any thread. */
DARK_MUST_CHECK dark_status dark_answer_study(dark_answer **out, const dark_tasks *tasks, const dark_run_options *options,
                                              const dark_watch *watch, dark_error *err);

DARK_PUBLIC_END

#endif
