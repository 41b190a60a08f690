/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Study files: the reader of documents, the schema, and the list of tasks when the study names no file of its own choice.

   The input is a study file. It is read as what is in memory and as a file; what the tree says is walked. Paths in it would be opened,
   so that tasks are made only of studies whose every path is FUZZ, which stands for a small table. */

#include "fuzz/fuzz.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "study/document/document.h"
#include "study/file/study.h"

#define PLACE "s.yaml"

/* More tasks than these are not worked on: one input should take milliseconds. */
enum { MOST_TASKS = 300, MOST_READINGS = 40 };

static const char table[] = "A,B,C,form,sex,count\n1,0,0,labour,f,10\n0,1,0,labour,m,9\n0,1,1,labour,m,4\n1,1,0,sexual,f,5\n"
                            "1,0,1,sexual,f,3\n0,0,1,begging,m,2\n";

/* ---- The tree */

/* Every node has its place, keys are texts and different, and what is found by its key is what stands there. */
static void check_node(const dark__node *node, size_t depth) {
  MUST(node->line > 0 && node->column > 0 && depth <= DARK__DOCUMENT_DEPTH, "line %zu, column %zu", node->line, node->column);
  if (node->kind == DARK__NODE_TEXT) {
    MUST(node->text != NULL && dark__utf8_is_valid(node->text), "a text that is none");
    return;
  }
  for (size_t i = 0; i < node->n; i++) {
    check_node(node->items[i], depth + 1);
    if (node->kind != DARK__NODE_MAP) continue;
    check_node(node->keys[i], depth + 1);
    MUST(dark__map_get(node, node->keys[i]->text) == node->items[i], "key '%s' is not found", node->keys[i]->text);
    MUST(dark__map_key(node, node->keys[i]->text) == node->keys[i], "key '%s' is not found", node->keys[i]->text);
  }
}

/* ---- The study */

/* "s.yaml: ..." or "s.yaml:LINE:COLUMN: ..." */
static void check_place(dark_status status, const dark_error *err) {
  fuzz_check_failure(status, err, 1);
  MUST(strncmp(err->message, PLACE ":", strlen(PLACE ":")) == 0, "no place: %s", err->message);
}

static void check_methods(const dark_study *study) {
  for (size_t m = 0; m < dark_study_n_methods(study); m++) {
    const dark_study_method *method = dark_study_method_at(study, m);
    MUST(method->n_levels > 0 && method->levels[0] > 0 && method->levels[0] < 1, "method '%s' has no level", method->name);
    MUST(method->interval < DARK_N_INTERVALS, "method '%s' has interval %d", method->name, (int)method->interval);
  }
  MUST(dark_study_method_at(study, dark_study_n_methods(study)) == NULL, "a method beyond the end");
}

static void check_scenarios(const dark_study *study) {
  for (size_t s = 0; s < dark_study_n_scenarios(study); s++) {
    const dark_study_scenario *scenario = dark_study_scenario_at(study, s);
    fuzz_check_line(scenario->definition, 1);
    for (size_t i = 1; i < scenario->n_steps; i++)
      MUST(scenario->steps[i - 1].kind <= scenario->steps[i].kind, "steps of '%s' are out of order", scenario->name);
  }
}

/* Whether all paths are FUZZ: then they can be read. Files of links are left alone. */
static bool is_ours(const dark_study *study) {
  for (size_t d = 0; d < dark_study_n_data(study); d++) {
    const char *path = dark_study_data_at(study, d)->path;
    if (path == NULL || strcmp(path, "FUZZ") != 0) return false;
  }
  return dark_study_n_data(study) * dark_study_n_scenarios(study) <= MOST_READINGS &&
         dark_study_n_data(study) * dark_study_n_scenarios(study) * dark_study_n_methods(study) <= MOST_TASKS;
}

static void check_deal(const dark_tasks *tasks) {
  const size_t n = dark_tasks_n(tasks);
  size_t *shards = calloc(n, sizeof *shards);
  MUST(shards != NULL, "the fuzz target itself is out of memory");
  MUST(dark_tasks_deal(shards, tasks, 3, NULL) == DARK_OK, "tasks cannot be dealt");
  for (size_t i = 0; i < n; i++) {
    const dark_task *task = dark_tasks_at(tasks, i);
    MUST(task->same_as <= i && shards[i] < 3 && shards[i] == shards[task->same_as], "task %zu is in shard %zu", i, shards[i]);
    MUST(strcmp(task->id, dark_tasks_at(tasks, task->same_as)->id) == 0, "tasks %zu and %zu differ", i, task->same_as);
    MUST(task->seconds >= 0 && task->n_people >= 0 && task->n_lists <= DARK_MAX_LISTS, "task %zu makes no sense", i);
  }
  free(shards);
}

static void check_tasks(dark_study *study) {
  static char path[64];
  dark_tasks *tasks = NULL, *again = NULL;
  dark_error err = DARK_ERROR_INIT, other = DARK_ERROR_INIT;
  strcpy(path, fuzz_file(table, strlen(table)));
  for (size_t d = 0; d < study->n_data; d++) study->data[d].data.path = path;
  const dark_status status = dark_tasks_new(&tasks, study, &err);
  MUST(dark_tasks_new(&again, study, &other) == status && strcmp(err.message, other.message) == 0, "%s, then: %s", err.message,
       other.message);
  if (status == DARK_OK) {
    MUST(strcmp(dark_tasks_sha256(tasks), dark_tasks_sha256(again)) == 0, "twice the same is not the same");
    check_deal(tasks);
    for (size_t i = 0; i < dark_tasks_n_notes(tasks); i++) fuzz_check_line(dark_tasks_note(tasks, i), 1);
  } else {
    check_place(status, &err);
  }
  dark_tasks_free(tasks);
  dark_tasks_free(again);
}

static void check_study(dark__document *document) {
  dark_study *study = NULL;
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = dark__study_from(&study, document, "", &err); /* takes the document over */
  if (status != DARK_OK) {
    check_place(status, &err);
    return;
  }
  fuzz_check_line(dark_study_name(study), 1);
  check_methods(study);
  check_scenarios(study);
  if (is_ours(study)) check_tasks(study);
  dark_study_free(study);
}

/* The same bytes in a file: the same study, or the same complaint behind another name. */
static void check_file(const uint8_t *data, size_t size, dark_status expected, const dark_error *message) {
  dark__document *document = NULL;
  dark_error err = DARK_ERROR_INIT;
  const char *path = fuzz_file(data, size);
  MUST(dark__document_read(&document, path, &err) == expected, "%s, from a file: %s", message->message, err.message);
  if (expected != DARK_OK) {
    const size_t n = strlen(path);
    MUST(strncmp(err.message, path, n) == 0, "no place: %s", err.message);
    MUST(strlen(err.message) > 900 || strcmp(err.message + n, message->message + strlen(PLACE)) == 0, "%s, from a file: %s",
         message->message, err.message);
  }
  dark__document_free(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  dark__document *document = NULL;
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = dark__document_parse(&document, PLACE, (const char *)data, size, &err);
  MUST((status == DARK_OK) == (document != NULL), "status %d and document %p", (int)status, (const void *)document);
  if (status != DARK_OK) check_place(status, &err);
  check_file(data, size, status, &err);
  if (document == NULL) return 0;
  check_node(document->root, 1);
  check_study(document);
  return 0;
}
