/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/study/study.h"

dark_status dark__study_open(dark__study_view *view, const dark_answer *answer, dark_error *err) {
  *view = (dark__study_view){.held = dark__study_held_by(answer)};
  view->store = view->held->path == NULL ? &view->held->memory : &view->file;
  if (view->held->path != NULL) return dark__store_read(&view->file, view->held->path, view->held->tasks, err);
  pthread_mutex_lock(&view->held->lock);
  return DARK_OK;
}

void dark__study_close(dark__study_view *view) {
  if (view->held->path == NULL) pthread_mutex_unlock(&view->held->lock);
  else dark__store_close(&view->file);
}
