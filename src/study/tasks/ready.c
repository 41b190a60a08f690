/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/tasks/ready.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "study/scene/staging.h"
#include "study/tasks/tasks.h"

static dark_status give_reason(dark__ready *ready, const char *reason, dark_error *err) {
  ready->reason = dark__copy_text(reason, strlen(reason));
  return ready->reason == NULL ? dark__fail_memory(err) : DARK_OK;
}

/* A plan, or why there is none. */
static dark_status make_plan(dark_plan **plan, dark__ready *ready, const dark_table *table, const dark_settings *settings,
                             dark_error *err) {
  dark_error cause = DARK_ERROR_INIT;
  const dark_status status = dark_plan_new(plan, table, settings, &cause);
  if (status == DARK_ENOMEM) return dark__fail_memory(err);
  if (status == DARK_EINTERRUPTED) return dark__fail(err, status, "%s", cause.message);
  return status == DARK_OK ? DARK_OK : give_reason(ready, cause.message, err);
}

/* Detection needs an estimate first; its odds lead to the table of next year. */
static dark_status look_ahead(dark__ready *ready, dark__staging *staging, const dark_settings *settings, dark_error *err) {
  dark_plan *plan = NULL;
  dark_status status = make_plan(&plan, ready, staging->scene->table, settings, err);
  if (status == DARK_OK && plan != NULL) status = dark__staging_detect(staging, plan, err);
  dark_plan_free(plan);
  if (status != DARK_OK || ready->reason != NULL) return status;
  status = dark__scene_table(&ready->own, staging->scene, staging->expected, staging->is_impossible, err);
  ready->table = ready->own;
  return status;
}

/* Only what is drawn from the people observed can be the same people in every scenario. */
static dark_status stage(dark__ready *ready, const dark__scene *scene, const dark_task *task, uint64_t seed, dark_error *err) {
  dark__staging *staging = ready->private = calloc(1, sizeof *staging);
  if (staging == NULL) return dark__fail_memory(err);
  ready->table = scene->table;
  dark_status status = dark__staging_make(staging, scene, seed, err);
  if (status == DARK_OK && dark__staging_detects(scene)) status = look_ahead(ready, staging, &task->settings, err);
  if (status == DARK_OK && task->settings.resample == DARK_RESAMPLE_OBSERVED) ready->draws = dark__staging_draws(staging);
  return status;
}

dark_status dark__ready_make(dark__ready *ready, const dark_tasks *tasks, size_t task, dark_error *err) {
  const dark_task *item = dark_tasks_at(tasks, task);
  const dark__scene *scene = dark__tasks_scene(tasks, item->data, item->scenario);
  *ready = (dark__ready){.table = dark__tasks_scene_table(tasks, item->data, item->scenario)};
  dark_status status = DARK_OK;
  if (scene != NULL) status = stage(ready, scene, item, dark_study_method_at(tasks->study, item->method)->seed, err);
  if (status != DARK_OK || ready->reason != NULL) return status;
  return make_plan(&ready->plan, ready, ready->table, &item->settings, err);
}

size_t dark__ready_cells(const double **people, const dark_tasks *tasks, size_t data) {
  *people = tasks->decks[data].whole.sub_shares;
  return tasks->decks[data].whole.n;
}

/* In the table as read: the last of its categories varies fastest in the finest table. */
static bool find_as_read(size_t *part, size_t *record, const dark__decks *decks, const dark_cell *cell) {
  size_t n;
  *part = cell->stratum / (dark_table_n_strata(decks->fine) / dark_table_n_strata(decks->coarse));
  const dark_record *records = dark_table_records(decks->coarse, *part, &n);
  for (*record = 0; *record < n && records[*record].history != cell->history;) ++*record;
  return *record < n;
}

bool dark__ready_find_cell(size_t *part, size_t *record, const dark_tasks *tasks, size_t task, size_t cell) {
  const dark_task *item = dark_tasks_at(tasks, task);
  const dark__decks *decks = &tasks->decks[item->data];
  const dark__scene *scene = dark__tasks_scene(tasks, item->data, item->scenario);
  if (scene == NULL) return find_as_read(part, record, decks, &decks->whole.cells[cell]);
  const size_t slot = scene->routes[dark_table_n_strata(decks->coarse)][cell];
  if (slot == DARK__NONE) return false;
  *part = dark__scene_stratum_of(scene, slot);
  *record = slot - scene->strata[*part].first;
  return true;
}

void dark__ready_clear(dark__ready *ready) {
  dark_plan_free(ready->plan);
  dark_table_free(ready->own);
  if (ready->private != NULL) dark__staging_clear(ready->private);
  free(ready->private);
  free(ready->reason);
  *ready = (dark__ready){0};
}
