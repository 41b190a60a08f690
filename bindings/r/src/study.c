/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies, where the library has them: the core that the package may bring along does not, and R code asks the command then. */
#include "glue.h"

#ifdef DARK_CORE

SEXP dark_r_study(SEXP plan, SEXP is_text, SEXP store, SEXP threads, SEXP listener) {
  (void)plan, (void)is_text, (void)store, (void)threads, (void)listener;
  return R_NilValue;
}

#else

#include <string.h>

#include <darkfigure/study_answer.h>

static void free_study(void *object) { dark_study_free(object); }
static void forget_study(SEXP handle) { dark_r_release(handle, free_study); }
static void free_tasks(void *object) { dark_tasks_free(object); }
static void forget_tasks(SEXP handle) { dark_r_release(handle, free_tasks); }
static void free_answer(void *object) { dark_answer_free(object); }
static void forget_answer(SEXP handle) { dark_r_release(handle, free_answer); }

/* Into handles that keep each other: the study, its tasks, the answer. */
static dark_status read(SEXP study, SEXP plan, SEXP is_text, dark_error *err) {
  dark_study *read = NULL;
  const char *text = dark_r_text(plan, 0);
  const dark_status status =
      LOGICAL(is_text)[0] ? dark_study_parse(&read, text, strlen(text), err) : dark_study_read(&read, text, err);
  R_SetExternalPtrAddr(study, read);
  return status;
}

static dark_status list(SEXP tasks, SEXP study, SEXP listener, dark_error *err) {
  dark_tasks *made = NULL;
  dark_r_ear ear;
  const dark_watch watch = dark_r_watch(&ear, listener);
  const dark_status status = dark_tasks_new_watched(&made, R_ExternalPtrAddr(study), &watch, err);
  R_SetExternalPtrAddr(tasks, made);
  return status;
}

static dark_status run(SEXP answer, SEXP tasks, const dark_run_options *options, SEXP listener, dark_error *err) {
  dark_answer *made = NULL;
  dark_r_ear ear;
  const dark_watch watch = dark_r_watch(&ear, listener);
  const dark_status status = dark_answer_study(&made, R_ExternalPtrAddr(tasks), options, &watch, err);
  R_SetExternalPtrAddr(answer, made);
  return status;
}

SEXP dark_r_study(SEXP plan, SEXP is_text, SEXP store, SEXP threads, SEXP listener) {
  dark_error err = DARK_ERROR_INIT;
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  SEXP study = PROTECT(dark_r_handle("study", forget_study, R_NilValue));
  SEXP tasks = PROTECT(dark_r_handle("tasks", forget_tasks, study));
  SEXP answer = PROTECT(dark_r_handle(DARK_R_ANSWER, forget_answer, tasks));
  if (store != R_NilValue) options.store = dark_r_text(store, 0);
  options.n_threads = Rf_asInteger(threads);
  dark_status status = read(study, plan, is_text, &err);
  if (status == DARK_OK) status = list(tasks, study, listener, &err);
  if (status == DARK_OK) status = run(answer, tasks, &options, listener, &err);
  SEXP result = status == DARK_OK ? answer : dark_r_failure(&err);
  UNPROTECT(3);
  return result;
}

#endif
