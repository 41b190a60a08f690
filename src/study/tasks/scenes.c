/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of scenarios, and the people that all scenarios of a data set are drawn from. */
#include <stdlib.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "base/error.h"
#include "base/halt.h"
#include "study/document/plain_words.h"
#include "study/file/reading.h"
#include "study/tasks/canonical_fields.h"
#include "study/tasks/notes.h"
#include "study/tasks/tasks.h"

static size_t place_of(const dark_tasks *tasks, size_t data, size_t scenario) {
  return data * tasks->study->n_scenarios + scenario;
}

/* Assumptions about the estimate leave the data alone. */
static bool is_about_data(const dark_study_scenario *scenario) {
  for (size_t i = 0; i < scenario->n_steps; i++)
    if (scenario->steps[i].kind != DARK_STEP_ODDS_RATIO && scenario->steps[i].kind != DARK_STEP_XI) return true;
  return false;
}

static bool is_made(const dark_tasks *tasks, size_t data, size_t scenario) {
  const dark__scenario_entry *entry = &tasks->study->scenarios[scenario];
  return (entry->on_data == NULL || entry->on_data[data]) && is_about_data(&entry->scenario);
}

static bool names_column(const dark_step *step) { return step->kind == DARK_STEP_WHERE || step->kind == DARK_STEP_SPLIT_LISTS; }

static void add_once(const char **columns, size_t *n, const char *column) {
  for (size_t i = 0; i < *n; i++)
    if (strcmp(columns[i], column) == 0) return;
  columns[(*n)++] = column;
}

/* by [room for all]: the categories, and the columns that scenarios of this data set filter or split lists by. */
static size_t collect_columns(const char **by, const dark_tasks *tasks, size_t data) {
  const dark_study *study = tasks->study;
  const dark_read_options *options = &study->data[data].data.options;
  size_t n = 0;
  for (size_t i = 0; i < options->n_by; i++) by[n++] = options->by[i];
  for (size_t s = 0; s < study->n_scenarios; s++) {
    const dark_study_scenario *scenario = &study->scenarios[s].scenario;
    for (size_t i = 0; i < scenario->n_steps && is_made(tasks, data, s); i++)
      if (names_column(&scenario->steps[i])) add_once(by, &n, scenario->steps[i].column);
  }
  return n;
}

static size_t count_steps(const dark_study *study) {
  size_t n = 0;
  for (size_t s = 0; s < study->n_scenarios; s++) n += study->scenarios[s].scenario.n_steps;
  return n;
}

static dark_status put_table(dark__paper *out, const char *key, const dark_table *table, dark_error *err) {
  char digest[65] = "";
  const dark_status status = dark__canonical_table(digest, table, err);
  dark__put_field(out, key, digest);
  return status;
}

static dark_status put_dealt_by(dark__paper *out, const dark_tasks *tasks, size_t data, dark_error *err) {
  const dark_study *study = tasks->study;
  const size_t n_own = study->data[data].data.options.n_by;
  const char **by = calloc(n_own + count_steps(study) + 1, sizeof *by);
  if (by == NULL) return dark__fail_memory(err);
  const size_t n = collect_columns(by, tasks, data);
  dark__put_sorted(out, "dealt_by", by + n_own, n - n_own);
  free(by);
  return DARK_OK;
}

dark_status dark__canonical_columns(dark__paper *out, const dark_tasks *tasks, const dark_task *task, dark_error *err) {
  const dark_study_scenario *of = &tasks->study->scenarios[task->scenario].scenario;
  bool looks = false;
  for (size_t i = 0; i < of->n_steps; i++) looks = looks || names_column(&of->steps[i]);
  if (!looks) return DARK_OK;
  dark_status status = put_table(out, "scene", dark__tasks_scene_table(tasks, task->data, task->scenario), err);
  if (status != DARK_OK || task->n_replicates == 0) return status;
  status = put_dealt_by(out, tasks, task->data, err);
  const dark_table *fine = tasks->fine[task->data];
  return status == DARK_OK && fine != NULL ? put_table(out, "fine", fine, err) : status;
}

/* The data set with all these categories, when there are more than it has itself. */
static dark_status read_fine(dark_tasks *tasks, size_t data, const char *const *by, size_t n, dark_error *err) {
  const dark__data_entry *entry = &tasks->study->data[data];
  dark_error cause = DARK_ERROR_INIT;
  dark_study_data finer = entry->data;
  if (n == finer.options.n_by) return DARK_OK;
  finer.options.by = by;
  finer.options.n_by = n;
  const dark_status status = dark__study_read_table(&tasks->fine[data], &finer, &cause);
  if (status == DARK_OK) return DARK_OK;
  return dark__fail_in_study(entry->node, entry->node, "with the columns that scenarios name: ", &cause, err);
}

static dark_status make_decks(dark_tasks *tasks, size_t data, dark_error *err) {
  const dark_study *study = tasks->study;
  const char **by = calloc(study->data[data].data.options.n_by + count_steps(study) + 1, sizeof *by);
  if (by == NULL) return dark__fail_memory(err);
  const size_t n = collect_columns(by, tasks, data);
  dark_status status = read_fine(tasks, data, by, n, err);
  free(by);
  const dark_table *coarse = tasks->tables[data], *fine = tasks->fine[data];
  return status == DARK_OK ? dark__decks_make(&tasks->decks[data], coarse, fine == NULL ? coarse : fine, err) : status;
}

static dark_status make_scene(dark_tasks *tasks, size_t data, size_t scenario, dark_error *err) {
  dark__scene **scene = &tasks->scenes[place_of(tasks, data, scenario)];
  const dark_status halted = dark__halt_check(err);
  if (halted != DARK_OK) return halted;
  *scene = calloc(1, sizeof **scene);
  if (*scene == NULL) return dark__fail_memory(err);
  return dark__scene_make(*scene, &tasks->shapes[place_of(tasks, data, scenario)], &tasks->decks[data], err);
}

/* One list with counts of captures has no combinations to draw from: the filtered table is kept, and drawn from by itself. */
static dark_status keep_filtered(dark_tasks *tasks, size_t data, size_t scenario) {
  dark__shape *shape = &tasks->shapes[place_of(tasks, data, scenario)];
  tasks->filtered[place_of(tasks, data, scenario)] = shape->filtered;
  shape->filtered = NULL;
  return DARK_OK;
}

dark_status dark__tasks_make_scenes(dark_tasks *tasks, dark_error *err) {
  const size_t n_data = tasks->study->n_data, n_scenarios = tasks->study->n_scenarios;
  tasks->fine = calloc(n_data, sizeof *tasks->fine);
  tasks->decks = calloc(n_data, sizeof *tasks->decks);
  tasks->scenes = calloc(n_data * n_scenarios, sizeof *tasks->scenes);
  tasks->filtered = calloc(n_data * n_scenarios, sizeof *tasks->filtered);
  if (tasks->fine == NULL || tasks->decks == NULL || tasks->scenes == NULL || tasks->filtered == NULL)
    return dark__fail_memory(err);
  dark_status status = DARK_OK;
  for (size_t d = 0; status == DARK_OK && d < n_data; d++) {
    const bool is_one_list = dark_table_captures(tasks->tables[d]) != NULL;
    if (!is_one_list) status = make_decks(tasks, d, err);
    for (size_t s = 0; status == DARK_OK && s < n_scenarios; s++) {
      if (!is_made(tasks, d, s)) continue;
      status = is_one_list ? keep_filtered(tasks, d, s) : make_scene(tasks, d, s, err);
    }
  }
  return status;
}

void dark__tasks_clear_scenes(dark_tasks *tasks) {
  const size_t n_data = tasks->study->n_data, n_places = n_data * tasks->study->n_scenarios;
  for (size_t i = 0; i < n_places; i++) {
    if (tasks->scenes != NULL && tasks->scenes[i] != NULL) {
      dark__scene_clear(tasks->scenes[i]);
      free(tasks->scenes[i]);
    }
    if (tasks->filtered != NULL) dark_table_free(tasks->filtered[i]);
  }
  for (size_t d = 0; d < n_data; d++) {
    if (tasks->decks != NULL) dark__decks_clear(&tasks->decks[d]);
    if (tasks->fine != NULL) dark_table_free(tasks->fine[d]);
  }
  free(tasks->scenes);
  free(tasks->filtered);
  free(tasks->decks);
  free(tasks->fine);
}

const dark__scene *dark__tasks_scene(const dark_tasks *tasks, size_t data, size_t scenario) {
  return tasks->scenes[place_of(tasks, data, scenario)];
}

const dark_table *dark__tasks_scene_table(const dark_tasks *tasks, size_t data, size_t scenario) {
  const dark__scene *scene = dark__tasks_scene(tasks, data, scenario);
  const dark_table *filtered = tasks->filtered[place_of(tasks, data, scenario)];
  if (scene != NULL) return scene->table;
  return filtered != NULL ? filtered : tasks->tables[data];
}
