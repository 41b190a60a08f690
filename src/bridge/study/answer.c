/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/text.h"
#include "bridge/study/study.h"
#include "report/study/study.h"
#include "study/run/run.h"

/* ---- Running it */

static dark_status run_into(dark__study_held *held, dark__store *store, const dark__watcher *watcher, int n_threads,
                            dark_error *err) {
  dark_run_options options = *held->options;
  options.progress = watcher->progress;
  options.context = watcher->context;
  if (options.n_threads == 0) options.n_threads = n_threads;
  if (watcher->begin != NULL) watcher->begin(watcher->context, "study");
  return dark__run_into(&held->state, store, held->tasks, &options, err);
}

static dark_status work(void *what, const dark__watcher *watcher, int n_threads, dark_error *err) {
  dark__study_held *held = dark__study_held_by(what);
  dark__store file;
  const dark__shard shard = {held->options->shard, held->options->n_shards};
  dark__store *store = held->path == NULL ? &held->memory : &file;
  dark_status status = held->path == NULL ? dark__store_open_in_memory(store, held->tasks, shard, err)
                                          : dark__store_open(store, held->path, held->tasks, shard, err);
  if (status == DARK_OK) status = run_into(held, store, watcher, n_threads, err);
  if (store == &file) dark__store_close(&file);
  return status;
}

static void clear(void *content) {
  dark__study_held *held = content;
  if (held->path == NULL) dark__store_close(&held->memory);
  if (held->has_lock) pthread_mutex_destroy(&held->lock);
  free(held->path);
}

static bool has_estimate(const dark_answer *answer) {
  const dark_run_state *state = &dark__study_held_by(answer)->state;
  return state->n_done == state->n_tasks;
}

/* ---- Reading it */

static dark_status write_open(FILE *stream, const dark__study_view *view, dark__answers_writer *writer, dark_error *err) {
  const dark_tasks *tasks = view->held->tasks;
  dark__study_answers answers = {.study = tasks->study, .tasks = tasks, .store = view->store};
  dark_status status = dark__answers_look(&answers, err);
  if (status == DARK_OK) status = writer(stream, &answers, err);
  dark__words_free(&answers.categories);
  return status;
}

static dark_status write(FILE *stream, const dark_answer *answer, dark_format format, dark_error *err) {
  static dark__answers_writer *const writers[] = {dark__answers_text, dark__answers_csv, dark__answers_json};
  dark__study_view view;
  if (format >= sizeof writers / sizeof writers[0])
    return dark__fail(err, DARK_EUSAGE, "studies are written as table, CSV or JSON");
  dark_status status = dark__study_open(&view, answer, err);
  if (status == DARK_OK) status = write_open(stream, &view, writers[format], err);
  dark__study_close(&view);
  return status;
}

/* ---- Its tasks */

typedef struct forming {
  dark_tasks **out;
  const dark_study *study;
} forming;

static dark_status form(void *what, const dark__watcher *watcher, int n_threads, dark_error *err) {
  const forming *f = what;
  (void)watcher, (void)n_threads;
  return dark_tasks_new(f->out, f->study, err);
}

dark_status dark_tasks_new_watched(dark_tasks **out, const dark_study *study, const dark_watch *watch, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(study, err);
  const dark_status status = dark__attend(form, &(forming){out, study}, watch, err);
  if (status == DARK_OK) return DARK_OK;
  dark_tasks_free(*out); /* who stops it at its very end has it all the same */
  *out = NULL;
  return status;
}

/* ---- The answer */

static const dark__answer_kind kind = {dark__study_frames, write, has_estimate, clear};

static dark_status hold(dark_answer *answer, const dark_tasks *tasks, const dark_run_options *options, dark_error *err) {
  dark__study_held *held = answer->content = calloc(1, sizeof *held);
  if (held == NULL) return dark__fail_memory(err);
  held->tasks = tasks;
  held->options = options;
  if (options->store != NULL) held->path = dark__copy_text(options->store, strlen(options->store));
  if (options->store != NULL && held->path == NULL) return dark__fail_memory(err);
  held->has_lock = pthread_mutex_init(&held->lock, NULL) == 0;
  return held->has_lock ? DARK_OK : dark__fail_memory(err);
}

dark_status dark_answer_study(dark_answer **out, const dark_tasks *tasks, const dark_run_options *options,
                              const dark_watch *watch, dark_error *err) {
  static const dark_run_options usual = DARK_RUN_OPTIONS_INIT;
  dark_answer *answer = NULL;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(tasks, err);
  if (options == NULL) options = &usual;
  dark_status status = dark__run_options_check(options, err);
  if (status == DARK_OK) status = dark__answer_new(&answer, &kind, NULL, NULL, NULL, err);
  if (status == DARK_OK) status = hold(answer, tasks, options, err);
  if (status == DARK_OK) status = dark__attend(work, answer, watch, err);
  if (status == DARK_OK) {
    dark__study_held_by(answer)->options = NULL; /* the caller's */
    *out = answer;
  } else {
    dark_answer_free(answer);
  }
  return status;
}
