/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing in it depends on how, when and where the study was run. */
#include "report/study/study.h"

#include <string.h>

#include "base/error.h"
#include "report/json/json.h"

typedef struct json_writer {
  dark__json json;
  const dark__study_answers *answers;
  json_t *tasks, *rows; /* rows of the task that was put last */
  size_t n_tasks, last;
} json_writer;

static void begin_task(json_writer *writer, const dark__answer *answer) {
  dark__json *json = &writer->json;
  const dark_task *task = dark_tasks_at(writer->answers->tasks, answer->task);
  const dark_study *study = writer->answers->study;
  char seed[32];
  snprintf(seed, sizeof seed, "%llu", (unsigned long long)dark_study_method_at(study, task->method)->seed);
  json_t *object = dark__json_append_object(json, writer->tasks);
  dark__json_put(json, object, "task", dark__json_size(answer->task + 1));
  dark__json_put(json, object, "id", dark__json_text(answer->id));
  dark__json_put(json, object, "data", dark__json_text(answer->data));
  dark__json_put(json, object, "scenario", dark__json_text(answer->scenario));
  dark__json_put(json, object, "definition", dark__json_text(dark_study_scenario_at(study, task->scenario)->definition));
  dark__json_put(json, object, "method", dark__json_text(answer->method));
  dark__json_put(json, object, "seed", dark__json_text(seed));
  dark__json_put(json, object, "failure", dark__json_text(answer->failure));
  writer->rows = dark__json_put_array(json, object, "results");
  writer->last = answer->task;
  writer->n_tasks++;
}

static void put_reasons(dark__json *json, json_t *object, const char *reasons) {
  json_t *array = dark__json_put_array(json, object, "reasons");
  while (*reasons != '\0') {
    const size_t length = strcspn(reasons, ";");
    dark__json_append(json, array, json_stringn(reasons, length));
    reasons += length + (reasons[length] == ';');
  }
}

static dark_status put_row(json_writer *writer, const dark__answer *answer, dark_error *err) {
  dark__json *json = &writer->json;
  json_t *object = dark__json_append_object(json, writer->rows);
  dark__json_put(json, object, "categories", json_loads(answer->categories, 0, NULL));
  dark__json_put(json, object, "estimator", dark__json_text(answer->estimator));
  dark__json_put(json, object, "model", dark__json_text(answer->model));
  dark__json_put(json, object, "lists", dark__json_text(answer->lists));
  dark__json_put(json, object, "observed", dark__json_count(answer->observed));
  dark__json_put(json, object, "excluded", dark__json_count(answer->excluded));
  dark__json_put(json, object, "hidden", dark__json_real(answer->hidden));
  dark__json_put(json, object, "total", dark__json_real(answer->total));
  dark__json_put(json, object, "se", dark__json_real(answer->se));
  dark__json_put(json, object, "level", dark__json_real(answer->level));
  dark__json_put(json, object, "lower", dark__json_real(answer->lower));
  dark__json_put(json, object, "upper", dark__json_real(answer->upper));
  dark__json_put(json, object, "interval", dark__json_text(answer->interval));
  dark__json_put(json, object, "replicates", dark__json_size(answer->n_replicates));
  dark__json_put(json, object, "failed", dark__json_size(answer->n_failed));
  dark__json_put(json, object, "state", dark__json_text(answer->state));
  put_reasons(json, object, answer->reasons);
  if (writer->answers->has_shrunken) {
    dark__json_put(json, object, "shrunken", dark__json_real(answer->shrunken.total));
    dark__json_put(json, object, "shrunken_lower", dark__json_real(answer->shrunken.lower));
    dark__json_put(json, object, "shrunken_upper", dark__json_real(answer->shrunken.upper));
  }
  dark_resident_rate rate;
  const dark_status status = dark__answer_rate(&rate, writer->answers, answer, err);
  if (status == DARK_OK && writer->answers->residents != NULL) dark__json_put_rate(json, object, &rate);
  return status;
}

static dark_status put_answer(void *context, const dark__answer *answer, dark_error *err) {
  json_writer *writer = context;
  if (answer->task >= dark_tasks_n(writer->answers->tasks))
    return dark__fail(err, DARK_EDATA, "the store is damaged: there is no task %zu", answer->task + 1);
  if (writer->n_tasks == 0 || writer->last != answer->task) begin_task(writer, answer);
  return answer->failure == NULL ? put_row(writer, answer, err) : DARK_OK;
}

static void put_data(dark__json *json, json_t *array, const char *name, const dark_table *table, bool has_hashes) {
  const bool is_shown = has_hashes || !dark_table_is_of_people(table);
  const dark_link *link = dark_table_link(table);
  json_t *object = dark__json_append_object(json, array);
  dark__json_put(json, object, "name", dark__json_text(name));
  json_t *files = dark__json_put_array(json, object, "sha256");
  if (link == NULL && is_shown) dark__json_append(json, files, dark__json_text(dark_table_sha256(table)));
  for (size_t i = 0; link != NULL && is_shown && i < link->n_files; i++)
    dark__json_append(json, files, dark__json_text(link->files[i].sha256));
  dark__json_put(json, object, "people", dark__json_count(dark_table_n_people(table)));
}

static void put_study(dark__json *json, const dark__study_answers *answers) {
  json_t *study = dark__json_put_object(json, json->root, "study");
  dark__json_put(json, study, "name", dark__json_text(dark_study_name(answers->study)));
  dark__json_put(json, study, "plan_sha256", dark__json_text(dark_tasks_sha256(answers->tasks)));
  json_t *data = dark__json_put_array(json, study, "data");
  for (size_t d = 0; d < dark_study_n_data(answers->study); d++)
    put_data(json, data, dark_study_data_at(answers->study, d)->name, dark_tasks_table(answers->tasks, d), answers->has_hashes);
  dark__json_put(json, study, "tasks", dark__json_size(answers->n_tasks));
  dark__json_put(json, study, "missing", dark__json_size(answers->n_missing));
  dark__json_put(json, study, "failed", dark__json_size(answers->n_failed));
}

dark_status dark__answers_json(FILE *stream, const dark__study_answers *answers, dark_error *err) {
  json_writer writer = {.json = {.root = json_object()}, .answers = answers};
  dark__json_put_program(&writer.json);
  dark__json_put(&writer.json, writer.json.root, "command", dark__json_text("study export"));
  put_study(&writer.json, answers);
  writer.tasks = dark__json_put_array(&writer.json, writer.json.root, "tasks");
  const dark_status status = dark__store_each_answer(answers->store, put_answer, &writer, err);
  if (status == DARK_OK) return dark__json_write(&writer.json, stream, err);
  json_decref(writer.json.root);
  return status;
}
