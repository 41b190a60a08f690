/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_RUN_LEFT_H
#define DARK__STUDY_RUN_LEFT_H

/* How long what is left of a shard takes. */

#include "study/store/store.h"

/* *seconds of one core for the tasks and blocks of the shard that the store at `path` does not have; all of them when there is no store yet.
   Errors: DARK_EUSAGE (a shard that is none), DARK_ENOMEM, and those of dark__store_read. */
DARK_MUST_CHECK dark_status dark__seconds_left(double *seconds, const dark_tasks *tasks, dark__shard shard, const char *path,
                                               dark_error *err);

#endif
