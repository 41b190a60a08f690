/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/run/assemble.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/show.h"
#include "resample/replicates/replicates.h"

dark_status dark__assemble_replicates(dark_replicates **out, dark__store *store, const dark_tasks *tasks, size_t task,
                                      const dark_plan *plan, dark_error *err) {
  const dark_task *item = dark_tasks_at(tasks, task);
  *out = NULL;
  if (item->n_replicates == 0) return DARK_OK;
  dark_status status = dark__replicates_new(out, plan, item->n_replicates, err);
  if (status == DARK_OK) status = dark__store_get_replicates(*out, store, item->same_as, err);
  if (status == DARK_OK) return DARK_OK;
  dark_replicates_free(*out);
  *out = NULL;
  return status;
}

dark_status dark__assemble_results(dark_results **out, const dark_tasks *tasks, size_t task, const dark_plan *plan,
                                   const dark_replicates *replicates, const dark__levels *levels, dark_error *err) {
  const dark_task *item = dark_tasks_at(tasks, task);
  const dark_study_method *method = dark_study_method_at(tasks->study, item->method);
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  options.interval = item->interval == DARK_INTERVAL_NONE ? dark_plan_usual_interval(plan) : item->interval;
  options.levels = levels == NULL ? method->levels : levels->values;
  options.n_levels = levels == NULL ? method->n_levels : levels->n;
  options.seed = method->seed;
  options.asked_method = item->settings.method;
  const bool needs = dark_interval_needs_replicates(options.interval);
  return dark_results_new(out, plan, needs ? replicates : NULL, &options, err);
}

dark_status dark__assemble_task(dark_results **out, dark__store *store, const dark_tasks *tasks, size_t task,
                                const dark_plan *plan, const dark__levels *levels, dark_error *err) {
  dark_replicates *replicates;
  *out = NULL;
  dark_status status = dark__assemble_replicates(&replicates, store, tasks, task, plan, err);
  if (status == DARK_OK) status = dark__assemble_results(out, tasks, task, plan, replicates, levels, err);
  dark_replicates_free(replicates);
  return status;
}

/* ---- Other levels */

/* The tasks that are done. */
typedef struct done_tasks {
  size_t n_tasks;
  char *states;
} done_tasks;

static void see_state(void *context, size_t task, char state) {
  const done_tasks *done = context;
  if (task < done->n_tasks) done->states[task] = state;
}

static dark_status put_aside(dark__store *store, const dark_tasks *tasks, size_t task, const dark__ready *ready,
                             const dark__levels *levels, dark_error *err) {
  dark_results *results;
  dark_status status = dark__assemble_task(&results, store, tasks, task, ready->plan, levels, err);
  if (status == DARK_OK) status = dark__store_put_results(store, task, results, err);
  dark_results_free(results);
  return status;
}

static dark_status put_task_aside(dark__store *store, const dark_tasks *tasks, size_t task, const dark__levels *levels,
                                  dark_error *err) {
  dark__ready ready;
  dark_status status = dark__ready_make(&ready, tasks, task, err);
  if (status == DARK_OK && ready.plan == NULL)
    status = dark__fail(err, DARK_EDATA, "%s: damaged: task %zu is done there and fails here: %s",
                        dark__show_path(store->sql.path).text, task + 1, ready.reason);
  if (status == DARK_OK) status = put_aside(store, tasks, task, &ready, levels, err);
  dark__ready_clear(&ready);
  return status;
}

dark_status dark__assemble_aside(dark__store *store, const dark_tasks *tasks, const dark__levels *levels, dark_error *err) {
  const size_t n = dark_tasks_n(tasks);
  done_tasks done = {n, calloc(n + 1, 1)};
  dark_status status = done.states == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) status = dark__store_each_state(store, see_state, &done, err);
  if (status == DARK_OK) status = dark__store_set_aside(store, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++)
    if (done.states[i] == 'd') status = put_task_aside(store, tasks, i, levels, err);
  free(done.states);
  return status;
}
