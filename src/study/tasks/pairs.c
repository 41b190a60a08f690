/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/halt.h"
#include "base/keys.h"
#include "base/show.h"
#include "study/tasks/notes.h"
#include "study/tasks/pairs.h"

/* What a side selects; DARK__NONE for what it leaves open. */
typedef struct selection {
  dark__span scenarios;
  size_t data, method;
} selection;

static size_t find(const dark__keys *names, const char *name) {
  return name == NULL ? DARK__NONE : dark__keys_find(names, name, strlen(name));
}

static selection select_side(const dark_study *study, const dark_study_side *side) {
  const size_t id = find(&study->scenario_names, side->scenario);
  return (selection){id == DARK__NONE ? (dark__span){0, study->n_scenarios} : study->spans[id],
                     find(&study->data_names, side->data), find(&study->method_names, side->method)};
}

static bool is_selected(const dark_task *task, const selection *by) {
  return by->scenarios.first <= task->scenario && task->scenario < by->scenarios.end &&
         (by->data == DARK__NONE || by->data == task->data) && (by->method == DARK__NONE || by->method == task->method);
}

static dark_status add_pair(dark_tasks *tasks, dark_task_pair pair, dark_error *err) {
  if (tasks->n_pairs == DARK_MAX_TASKS)
    return dark__fail(err, DARK_ELIMIT, "%s: more than %d pairs of tasks to compare", tasks->study->document->place,
                      DARK_MAX_TASKS);
  dark_task_pair *grown = dark__array_grow(tasks->pairs, &tasks->pairs_room, tasks->n_pairs + 1, sizeof *grown);
  if (grown == NULL) return dark__fail_memory(err);
  tasks->pairs = grown;
  tasks->pairs[tasks->n_pairs++] = pair;
  return DARK_OK;
}

static dark_status note_itself(dark_tasks *tasks, const dark_task *task, const dark__node *node, dark_error *err) {
  dark__paper paper = {0};
  dark__paper_add(&paper, "%s:%zu: a comparison sets scenario ", node->document->place, node->line);
  dark__paper_add_foreign(&paper, tasks->study->scenarios[task->scenario].scenario.name);
  dark__paper_add(&paper, " against itself, so that the difference is 0");
  return dark__tasks_note(tasks, &paper, err);
}

static bool is_same_category(const dark_study_side *a, const dark_study_side *b) {
  for (size_t i = 0; i < a->n_category; i++) {
    size_t k = 0;
    while (k < b->n_category && strcmp(a->category[i].name, b->category[k].name) != 0) k++;
    if (k == b->n_category || strcmp(a->category[i].members[0], b->category[k].members[0]) != 0) return false;
  }
  return a->n_category == b->n_category;
}

/* Replicates pair when both sides resample the same people alike. */
static dark_status check_pairing(const dark_tasks *tasks, const dark_task *a, const dark_task *b, const dark__node *node,
                                 dark_error *err) {
  const dark_study_method *x = &tasks->study->methods[a->method].method, *y = &tasks->study->methods[b->method].method;
  if (a->n_replicates == 0 || b->n_replicates == 0)
    return dark__node_fail(node, err, "a comparison needs replicates, and method '%s' has none",
                           dark__show(a->n_replicates == 0 ? x->name : y->name).text);
  if (a->n_replicates != b->n_replicates)
    return dark__node_fail(node, err, "one side has %zu replicates and the other %zu; set 'replicates' to make them equal",
                           a->n_replicates, b->n_replicates);
  const char *different = a->data != b->data                             ? NULL
                          : x->seed != y->seed                           ? "seed"
                          : x->settings.resample != y->settings.resample ? "resample"
                                                                         : NULL;
  if (different == NULL) return DARK_OK;
  return dark__node_fail(node, err, "methods '%s' and '%s' differ in '%s', so that their replicates do not pair",
                         dark__show(x->name).text, dark__show(y->name).text, different);
}

/* What the side names as category is there in the task, "(all)" aside. A category that comes from the baseline is looked for at its place. */
static dark_status check_category(const dark_tasks *tasks, const dark_study_side *side, const dark__node *node, size_t task,
                                  dark_error *err) {
  const dark_task *here = &tasks->items[task];
  const dark__shape *shape = &tasks->shapes[here->data * tasks->study->n_scenarios + here->scenario];
  const dark__node *place = node->kind == DARK__NODE_MAP ? dark__map_get(node, "category") : NULL;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < side->n_category; i++) {
    size_t category;
    const char *value = side->category[i].members[0];
    status = dark__shape_find_category(&category, shape, side->category[i].name, place == NULL ? node : place, err);
    if (status == DARK_OK && strcmp(value, "(all)") != 0)
      status = dark__shape_find_value(shape, category, value, true, place == NULL ? node : place, err);
  }
  return status;
}

static dark_status pair_up(dark_tasks *tasks, size_t comparison, size_t against, size_t baseline, size_t other, dark_error *err) {
  const dark__comparison_entry *entry = &tasks->study->comparisons[comparison];
  const dark_study_side *side = &entry->comparison.against[against];
  const dark__node *node = entry->against_nodes[against];
  dark_status status = dark__halt_check(err);
  if (status == DARK_OK) status = check_pairing(tasks, &tasks->items[baseline], &tasks->items[other], node, err);
  if (status == DARK_OK) status = check_category(tasks, &entry->comparison.baseline, entry->baseline_node, baseline, err);
  if (status == DARK_OK) status = check_category(tasks, side, node, other, err);
  if (status == DARK_OK && baseline == other && is_same_category(&entry->comparison.baseline, side))
    status = note_itself(tasks, &tasks->items[other], node, err);
  if (status != DARK_OK) return status;
  return add_pair(tasks, (dark_task_pair){comparison, against, baseline, other}, err);
}

/* The tasks of one side that belong to one task of the baseline. A side that names the baseline's scenario, or none, takes the one that the
   task has. */
static dark_status pair_task(dark_tasks *tasks, size_t comparison, size_t against, size_t baseline, const selection *by,
                             dark_error *err) {
  const dark_study_comparison *whole = &tasks->study->comparisons[comparison].comparison;
  const dark_task *task = &tasks->items[baseline];
  const size_t data = by->data == DARK__NONE ? task->data : by->data,
               method = by->method == DARK__NONE ? task->method : by->method;
  const char *scenario = whole->against[against].scenario;
  const bool is_shared =
      scenario == NULL || (whole->baseline.scenario != NULL && strcmp(scenario, whole->baseline.scenario) == 0);
  const dark__span scenarios = is_shared ? (dark__span){task->scenario, task->scenario + 1} : by->scenarios;
  dark_status status = DARK_OK;
  for (size_t s = scenarios.first; status == DARK_OK && s < scenarios.end; s++) {
    const size_t other = dark__tasks_find(tasks, data, s, method);
    if (other != DARK__NONE) status = pair_up(tasks, comparison, against, baseline, other, err);
  }
  return status;
}

static dark_status pair_side(dark_tasks *tasks, size_t comparison, size_t against, dark_error *err) {
  const dark__comparison_entry *entry = &tasks->study->comparisons[comparison];
  const selection baseline = select_side(tasks->study, &entry->comparison.baseline);
  const selection by = select_side(tasks->study, &entry->comparison.against[against]);
  const size_t n_before = tasks->n_pairs;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < tasks->n; i++)
    if (is_selected(&tasks->items[i], &baseline)) status = pair_task(tasks, comparison, against, i, &by, err);
  if (status != DARK_OK || tasks->n_pairs > n_before) return status;
  return dark__node_fail(entry->against_nodes[against], err,
                         "no task of this side has a counterpart in the baseline; do 'data' and 'methods' keep them apart?");
}

dark_status dark__tasks_pair(dark_tasks *tasks, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t c = 0; c < tasks->study->n_comparisons; c++)
    for (size_t a = 0; status == DARK_OK && a < tasks->study->comparisons[c].comparison.n_against; a++)
      status = pair_side(tasks, c, a, err);
  return status;
}
