/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/tasks/tasks.h"

#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/halt.h"
#include "base/keys.h"
#include "study/file/reading.h"
#include "study/tasks/notes.h"
#include "study/tasks/pairs.h"

/* Canonical texts of the three things that make a task. */
typedef struct task_texts {
  dark__paper *data, *scenarios; /* [n_data], [n_scenarios] */
} task_texts;

/* ---- Tasks */

static dark_status read_tables(dark_tasks *tasks, task_texts *texts, dark_error *err) {
  const dark_study *study = tasks->study;
  dark_status status = DARK_OK;
  for (size_t d = 0; status == DARK_OK && d < study->n_data; d++) {
    status = dark__study_read_data(&tasks->tables[d], study, d, err);
    if (status == DARK_OK) status = dark__note_table(tasks, d, NULL, tasks->tables[d], NULL, err);
    if (status == DARK_OK) status = dark__canonical_data(&texts->data[d], &study->data[d].data, tasks->tables[d], err);
  }
  return status;
}

/* Replicates of all scenarios of a data set have the same number, so that they pair. */
static size_t count_replicates(const dark_study_method *method, const dark_table *table) {
  return method->has_replicates ? method->n_replicates : dark_replicates_advised(table);
}

/* A method whose own interval needs no replicates has them for comparisons alone. */
enum { USUAL_FOR_COMPARING = 500 };

static size_t count_for_comparing(const dark_study_method *method) {
  return method->has_replicates ? method->n_replicates : USUAL_FOR_COMPARING;
}

/* What the method says, with what the scenario and the data set change. */
static dark_settings settle(const dark_study *study, const dark_task *task) {
  const dark_study_scenario *scenario = &study->scenarios[task->scenario].scenario;
  dark_settings settings = study->methods[task->method].method.settings;
  settings.ordered = study->data[task->data].data.ordered;
  settings.dependence = scenario->dependence;
  if (scenario->method != NULL) {
    settings.method = scenario->method;
    settings.model = scenario->model;
    settings.max_order = 0;
    settings.common_dependence = DARK_COMMON_USUAL;
    settings.set = NULL;
    settings.n_set = 0;
    settings.absent = NULL;
    settings.n_absent = 0;
    settings.missing = DARK_MISSING_USUAL;
    settings.missing_odds = NULL;
    settings.pool = 0;
  }
  if (scenario->max_order != 0) settings.max_order = scenario->max_order;
  return settings;
}

static dark_status make_task(dark_task *task, const dark_tasks *tasks, const dark__shape *shape, dark_error *err) {
  const dark__method_entry *entry = &tasks->study->methods[task->method];
  dark_error cause = DARK_ERROR_INIT;
  task->n_lists = shape->n_lists;
  task->n_parts = shape->n_parts;
  task->n_people = shape->n_people;
  task->settings = settle(tasks->study, task);
  const dark_estimator *estimator = dark__task_estimator(shape, &task->settings);
  task->interval = dark__method_interval(&entry->method, estimator);
  if (dark_interval_needs_replicates(task->interval))
    task->n_replicates = count_replicates(&entry->method, tasks->tables[task->data]);
  else if (task->interval == DARK_INTERVAL_NONE) task->n_replicates = count_for_comparing(&entry->method);
  dark_status status = dark__settings_check(shape, entry, task, err);
  if (status != DARK_OK) return status;
  status = dark__task_cost(&task->seconds, shape, &task->settings, task->n_replicates, &cause);
  return status == DARK_OK ? DARK_OK : dark__settings_fail(shape, entry, &cause, err);
}

static bool is_selected(dark__selection selection, size_t i) { return selection == NULL || selection[i]; }

static dark_status add_tasks(dark_tasks *tasks, size_t data, size_t scenario, dark_error *err) {
  const dark_study *study = tasks->study;
  const dark__scenario_entry *entry = &study->scenarios[scenario];
  const size_t place = data * study->n_scenarios + scenario;
  dark__shape *shape = &tasks->shapes[place];
  if (!is_selected(entry->on_data, data)) return DARK_OK;
  dark_status status = dark__shape_make(shape, study, data, scenario, tasks->tables[data], err);
  if (status == DARK_OK) status = dark__note_shape(tasks, shape, err);
  if (status == DARK_OK && shape->filtered != NULL)
    status = dark__note_table(tasks, data, &entry->scenario, shape->filtered, tasks->tables[data], err);
  for (size_t m = 0; status == DARK_OK && m < study->n_methods; m++) {
    if (!is_selected(entry->on_methods, m) || !is_selected(study->methods[m].on_data, data)) continue;
    dark_task *task = &tasks->items[tasks->n];
    *task = (dark_task){.data = data, .scenario = scenario, .method = m};
    status = dark__halt_check(err);
    if (status == DARK_OK) status = make_task(task, tasks, shape, err);
    tasks->index[place * study->n_methods + m] = tasks->n++;
  }
  return status;
}

static dark_status make_tasks(dark_tasks *tasks, task_texts *texts, dark_error *err) {
  const dark_study *study = tasks->study;
  dark_status status = read_tables(tasks, texts, err);
  for (size_t s = 0; s < study->n_scenarios; s++) dark__canonical_scenario(&texts->scenarios[s], &study->scenarios[s].scenario);
  for (size_t d = 0; status == DARK_OK && d < study->n_data; d++)
    for (size_t s = 0; status == DARK_OK && s < study->n_scenarios; s++) status = add_tasks(tasks, d, s, err);
  if (status == DARK_OK) status = dark__note_numbers(tasks, err);
  if (status != DARK_OK || tasks->n > 0) return status;
  return dark__node_fail(study->document->root, err, "the study has no task: 'data' and 'methods' keep everything apart");
}

/* Once the tables of scenarios are there: ids are made of what was read. */
static dark_status make_id(dark_task *task, const dark_tasks *tasks, const task_texts *texts, dark_error *err) {
  dark__paper method = {0};
  const dark_status halted = dark__halt_check(err);
  if (halted != DARK_OK) return halted;
  dark__canonical_method(&method, task, tasks->study->methods[task->method].method.seed);
  dark_status status = dark__canonical_columns(&method, tasks, task, err);
  const dark__paper *const parts[] = {&texts->data[task->data], &texts->scenarios[task->scenario], &method};
  if (status == DARK_OK) status = dark__canonical_digest(task->id, parts, 3, err);
  dark__paper_clear(&method);
  return status;
}

static dark_status make_ids(dark_tasks *tasks, const task_texts *texts, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < tasks->n; i++) status = make_id(&tasks->items[i], tasks, texts, err);
  return status;
}

/* Find tasks whose ids are equal; the first does the work of all. */
static dark_status find_same(dark_tasks *tasks, dark_error *err) {
  dark__keys ids = {0};
  dark_status status = DARK_OK;
  size_t *firsts = calloc(tasks->n, sizeof *firsts);
  if (firsts == NULL) return dark__fail_memory(err);
  for (size_t i = 0; status == DARK_OK && i < tasks->n; i++) {
    size_t id = 0;
    const size_t n_before = ids.n;
    status = dark__keys_add(&id, &ids, tasks->items[i].id, 64, err);
    if (status != DARK_OK) break; /* id is no index then */
    if (ids.n > n_before) firsts[id] = i;
    tasks->items[i].same_as = firsts[id];
    if (firsts[id] != i) tasks->items[i].seconds = 0;
  }
  dark__keys_free(&ids);
  free(firsts);
  return status;
}

/* ---- The list */

static dark_status make(dark_tasks *tasks, task_texts *texts, dark_error *err) {
  dark__paper whole = {0};
  const dark__paper *const parts[] = {&whole};
  dark_status status = make_tasks(tasks, texts, err);
  if (status == DARK_OK) status = dark__tasks_make_scenes(tasks, err);
  if (status == DARK_OK) status = make_ids(tasks, texts, err);
  if (status == DARK_OK) status = find_same(tasks, err);
  if (status == DARK_OK) status = dark__note_same(tasks, err);
  if (status == DARK_OK) status = dark__tasks_pair(tasks, err);
  if (status != DARK_OK) return status;
  dark__canonical_tasks(&whole, tasks);
  status = dark__canonical_digest(tasks->sha256, parts, 1, err);
  dark__paper_clear(&whole);
  return status;
}

static void clear_shapes(dark_tasks *tasks) {
  for (size_t i = 0; tasks->shapes != NULL && i < tasks->study->n_data * tasks->study->n_scenarios; i++)
    dark__shape_clear(&tasks->shapes[i]);
  free(tasks->shapes);
  tasks->shapes = NULL;
}

static void clear_texts(task_texts *texts, const dark_study *study) {
  for (size_t d = 0; texts->data != NULL && d < study->n_data; d++) dark__paper_clear(&texts->data[d]);
  for (size_t s = 0; texts->scenarios != NULL && s < study->n_scenarios; s++) dark__paper_clear(&texts->scenarios[s]);
  free(texts->data);
  free(texts->scenarios);
}

/* *n = product, when it is no more than DARK_MAX_TASKS. */
static dark_status count_tasks(size_t *n, const dark_study *study, dark_error *err) {
  const size_t n_shapes = study->n_data * study->n_scenarios; /* each is limited in the file */
  *n = n_shapes * study->n_methods;
  if (n_shapes <= DARK_MAX_TASKS && *n <= DARK_MAX_TASKS) return DARK_OK;
  return dark__fail(err, DARK_ELIMIT, "%s: %zu data sets, %zu scenarios and %zu methods make more than %d tasks",
                    study->document->place, study->n_data, study->n_scenarios, study->n_methods, DARK_MAX_TASKS);
}

dark_status dark_tasks_new(dark_tasks **out, const dark_study *study, dark_error *err) {
  size_t n;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(study, err);
  if (count_tasks(&n, study, err) != DARK_OK) return DARK_ELIMIT;
  dark_tasks *tasks = calloc(1, sizeof *tasks);
  if (tasks == NULL) return dark__fail_memory(err);
  task_texts texts = {calloc(study->n_data, sizeof(dark__paper)), calloc(study->n_scenarios, sizeof(dark__paper))};
  tasks->study = study;
  tasks->tables = calloc(study->n_data, sizeof *tasks->tables);
  tasks->shapes = calloc(study->n_data * study->n_scenarios, sizeof *tasks->shapes);
  tasks->items = calloc(n, sizeof *tasks->items);
  tasks->index = malloc(n * sizeof *tasks->index);
  const bool failed = texts.data == NULL || texts.scenarios == NULL || tasks->tables == NULL || tasks->shapes == NULL ||
                      tasks->items == NULL || tasks->index == NULL;
  for (size_t i = 0; !failed && i < n; i++) tasks->index[i] = DARK__NONE;
  const dark_status status = failed ? dark__fail_memory(err) : make(tasks, &texts, err);
  clear_texts(&texts, study);
  clear_shapes(tasks);
  if (status == DARK_OK) *out = tasks;
  else dark_tasks_free(tasks);
  return status;
}

void dark_tasks_free(dark_tasks *tasks) {
  if (tasks == NULL) return;
  dark__tasks_clear_scenes(tasks); /* before the tables that they borrow */
  for (size_t d = 0; tasks->tables != NULL && d < tasks->study->n_data; d++) dark_table_free(tasks->tables[d]);
  for (size_t i = 0; i < tasks->n_notes; i++) free(tasks->notes[i]);
  free(tasks->tables);
  free(tasks->items);
  free(tasks->index);
  free(tasks->pairs);
  free(tasks->notes);
  free(tasks->alike);
  dark__keys_free(&tasks->note_kinds);
  free(tasks);
}

size_t dark_tasks_n(const dark_tasks *tasks) { return tasks == NULL ? 0 : tasks->n; }
const dark_task *dark_tasks_at(const dark_tasks *tasks, size_t i) { return i < dark_tasks_n(tasks) ? &tasks->items[i] : NULL; }

const dark_table *dark_tasks_table(const dark_tasks *tasks, size_t data) {
  return tasks != NULL && data < tasks->study->n_data ? tasks->tables[data] : NULL;
}

size_t dark_tasks_n_pairs(const dark_tasks *tasks) { return tasks == NULL ? 0 : tasks->n_pairs; }
const dark_task_pair *dark_tasks_pair(const dark_tasks *tasks, size_t i) {
  return i < dark_tasks_n_pairs(tasks) ? &tasks->pairs[i] : NULL;
}

size_t dark_tasks_n_notes(const dark_tasks *tasks) { return tasks == NULL ? 0 : tasks->n_notes; }
const char *dark_tasks_note(const dark_tasks *tasks, size_t i) { return i < dark_tasks_n_notes(tasks) ? tasks->notes[i] : NULL; }

const char *dark_tasks_sha256(const dark_tasks *tasks) { return tasks == NULL ? NULL : tasks->sha256; }
