/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_RUN_RUN_H
#define DARK__STUDY_RUN_RUN_H

/* Running a study into a store that is open. */

#include <darkfigure/study.h>

#include "study/store/store.h"

/* All options but the store. DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__run_options_check(const dark_run_options *options, dark_error *err);

/* As dark_study_run, which has checked the options, in a store that is open for writing; options->store is not read. *out is filled when the
   status is DARK_OK or DARK_EINTERRUPTED. Whom the calling thread heeds (base/halt.h) can stop it: blocks that are begun are lost then. */
DARK_MUST_CHECK dark_status dark__run_into(dark_run_state *out, dark__store *store, const dark_tasks *tasks,
                                           const dark_run_options *options, dark_error *err);

#endif
