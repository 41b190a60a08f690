/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json/json.h"
#include "report/study/study.h"

typedef struct json_writer {
  dark__json *json;
  json_t *tasks;
  dark__progress_of_study *status;
} json_writer;

static void put_json(dark__json *json, json_t *array, const dark__progress_of_task *task) {
  json_t *object = dark__json_append_object(json, array);
  dark__json_put(json, object, "task", dark__json_size(task->task + 1));
  dark__json_put(json, object, "data", dark__json_text(task->data));
  dark__json_put(json, object, "scenario", dark__json_text(task->scenario));
  dark__json_put(json, object, "method", dark__json_text(task->method));
  dark__json_put(json, object, "state", dark__json_text(dark__state_name(task->state)));
  dark__json_put(json, object, "replicates", dark__json_size(task->n_replicates));
  dark__json_put(json, object, "stored", dark__json_size(task->n_stored));
  dark__json_put(json, object, "reason", task->state == 'f' ? dark__json_text(task->reason) : json_null());
}

static dark_status see_task(void *context, const dark__progress_of_task *task, dark_error *err) {
  const json_writer *writer = context;
  (void)err;
  if (dark__status_count(writer->status, task)) put_json(writer->json, writer->tasks, task);
  return DARK_OK;
}

dark_status dark__status_json(FILE *stream, dark__progress_of_study *status, dark_error *err) {
  dark__json json = {.root = json_object()};
  dark__json_put_program(&json);
  dark__json_put(&json, json.root, "command", dark__json_text("study status"));
  dark__json_put(&json, json.root, "study", dark__json_text(status->name));
  dark__json_put(&json, json.root, "shard", dark__json_size(status->shard.number));
  dark__json_put(&json, json.root, "shards", dark__json_size(status->shard.count));
  json_writer writer = {&json, dark__json_put_array(&json, json.root, "tasks"), status};
  const dark_status seen = dark__store_each_task(status->store, see_task, &writer, err);
  dark__json_put(&json, json.root, "done", dark__json_size(status->n_done));
  dark__json_put(&json, json.root, "missing", dark__json_size(status->n_missing));
  dark__json_put(&json, json.root, "failed", dark__json_size(status->n_failed));
  dark__json_put(&json, json.root, "verified", json_boolean(status->is_verified));
  if (seen == DARK_OK) return dark__json_write(&json, stream, err);
  json_decref(json.root);
  return seen;
}
