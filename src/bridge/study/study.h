/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BRIDGE_STUDY_STUDY_H
#define DARK__BRIDGE_STUDY_STUDY_H

/* What the answer of a study holds. No room of the core: there is no store of results. */

#include <pthread.h>

#include <darkfigure/study_answer.h>

#include "bridge/answer/answer.h"
#include "study/store/store.h"

typedef struct dark__study_held {
  const dark_tasks *tasks;
  const dark_run_options *options; /* while it is run */
  dark_run_state state;
  char *path;           /* of the store; NULL: it is in memory */
  dark__store memory;   /* where path is NULL */
  pthread_mutex_t lock; /* who reads from memory takes turns */
  bool has_lock;
} dark__study_held;

static inline dark__study_held *dark__study_held_by(const dark_answer *answer) { return answer->content; }

/* view.c: the store for reading; dark__study_close in any case. Errors of dark__store_read. */
typedef struct dark__study_view {
  dark__study_held *held;
  dark__store file;
  dark__store *store;
} dark__study_view;
DARK_MUST_CHECK dark_status dark__study_open(dark__study_view *view, const dark_answer *answer, dark_error *err);
void dark__study_close(dark__study_view *view);

/* frames.c */
extern const dark__named_frame dark__study_frames[];

#endif
