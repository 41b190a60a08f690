/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/study/study.h"
#include "report/json/json.h"
#include "report/text/text.h"
#include "writing/csv.h"

static const struct argp_child groups[] = {
    {&dark__status_group, 0, "Status:", 1}, {&dark__output_group, 0, "Output:", 2}, {&dark__help_group, 0, "Help:", 3}, {0}};

static const char help[] = "Say how far a study is: how many tasks are done, missing or failed, and why they failed. May be "
                           "asked while the study runs.\v"
                           "Examples:\n"
                           "  darkfigure study status study.yaml\n"
                           "  darkfigure study status --missing --format csv --store study.2-of-8.db\n"
                           "  darkfigure study status --verify study.yaml\n\n"
                           "Exit status: 0 all tasks are done, 1 some are missing or failed, 2 wrong usage, also in the study "
                           "file, 3 bad data or a damaged store, 4 input, "
                           "output or system failure.";

static const struct argp syntax = {
    .parser = dark__request_take, .args_doc = "STUDY\n--store=FILE", .doc = help, .children = groups};

/* The contract: users' scripts read these columns by name. */
#define STATUS_COLUMNS "task,data,scenario,method,state,replicates,stored,reason"

/* What is counted, and where tasks are written: to all that are not NULL. */
typedef struct status_of_study {
  char name[128];
  dark__shard shard;
  size_t n_tasks, n_done, n_missing, n_failed, n_replicates, n_stored;
  bool lists_missing; /* only what is not done, and all of it */
  bool is_verified;
  FILE *csv;
  dark__json *json;
  json_t *tasks;
  dark__grid *failed, *missing;
} status_of_study;

static const char *state_name(char state) { return state == 'd' ? "done" : state == 'f' ? "failed" : "missing"; }

static void put_csv(FILE *stream, const dark__progress_of_task *task) {
  const char *const texts[] = {task->data, task->scenario, task->method, state_name(task->state)};
  fprintf(stream, "%zu,", task->task + 1);
  for (size_t i = 0; i < 4; i++) {
    dark__put_text(stream, texts[i]);
    fputc(',', stream);
  }
  fprintf(stream, "%zu,%zu,", task->n_replicates, task->n_stored);
  dark__put_text(stream, task->reason);
  fputc('\n', stream);
}

static void put_json(dark__json *json, json_t *array, const dark__progress_of_task *task) {
  json_t *object = dark__json_append_object(json, array);
  dark__json_put(json, object, "task", dark__json_size(task->task + 1));
  dark__json_put(json, object, "data", dark__json_text(task->data));
  dark__json_put(json, object, "scenario", dark__json_text(task->scenario));
  dark__json_put(json, object, "method", dark__json_text(task->method));
  dark__json_put(json, object, "state", dark__json_text(state_name(task->state)));
  dark__json_put(json, object, "replicates", dark__json_size(task->n_replicates));
  dark__json_put(json, object, "stored", dark__json_size(task->n_stored));
  dark__json_put(json, object, "reason", task->state == 'f' ? dark__json_text(task->reason) : json_null());
}

static void put_line(dark__grid *grid, const dark__progress_of_task *task) {
  dark__grid_add(grid, dark__count_size(task->task + 1).text);
  dark__grid_add_foreign(grid, task->data);
  dark__grid_add_foreign(grid, task->scenario);
  dark__grid_add_foreign(grid, task->method);
  if (task->state == 'f') dark__grid_add_foreign(grid, task->reason);
  else
    dark__grid_add(grid, dark__percent(task->n_replicates == 0 ? 0 : (double)task->n_stored / (double)task->n_replicates).text);
}

static dark_status see_task(void *context, const dark__progress_of_task *task, dark_error *err) {
  status_of_study *status = context;
  (void)err;
  status->n_tasks++;
  status->n_done += task->state == 'd';
  status->n_missing += task->state == 'm';
  status->n_failed += task->state == 'f';
  status->n_replicates += task->n_replicates;
  status->n_stored += task->n_stored;
  if (task->state == 'f' && status->failed != NULL) put_line(status->failed, task);
  if (task->state == 'm' && status->missing != NULL && status->lists_missing) put_line(status->missing, task);
  if (status->lists_missing && task->state == 'd') return DARK_OK;
  if (status->csv != NULL) put_csv(status->csv, task);
  if (status->json != NULL) put_json(status->json, status->tasks, task);
  return DARK_OK;
}

/* ---- The three forms */

static dark_status write_csv(FILE *stream, status_of_study *status, dark__store *store, dark_error *err) {
  status->csv = stream;
  fputs(STATUS_COLUMNS "\n", stream);
  return dark__store_each_task(store, see_task, status, err);
}

static dark_status write_json(FILE *stream, status_of_study *status, dark__store *store, dark_error *err) {
  dark__json json = {.root = json_object()};
  dark__json_put_program(&json);
  dark__json_put(&json, json.root, "command", dark__json_text("study status"));
  dark__json_put(&json, json.root, "study", dark__json_text(status->name));
  dark__json_put(&json, json.root, "shard", dark__json_size(status->shard.number));
  dark__json_put(&json, json.root, "shards", dark__json_size(status->shard.count));
  status->json = &json;
  status->tasks = dark__json_put_array(&json, json.root, "tasks");
  const dark_status seen = dark__store_each_task(store, see_task, status, err);
  dark__json_put(&json, json.root, "done", dark__json_size(status->n_done));
  dark__json_put(&json, json.root, "missing", dark__json_size(status->n_missing));
  dark__json_put(&json, json.root, "failed", dark__json_size(status->n_failed));
  dark__json_put(&json, json.root, "verified", json_boolean(status->is_verified));
  if (seen == DARK_OK) return dark__json_write(&json, stream, err);
  json_decref(json.root);
  return seen;
}

static void put_summary(dark__paper *page, const status_of_study *status) {
  dark__paper text = {0};
  const double share = status->n_replicates == 0 ? 1 : (double)status->n_stored / (double)status->n_replicates;
  dark__paper_add(page, "Study ");
  dark__paper_add_foreign(page, status->name);
  if (status->shard.count > 1) dark__paper_add(page, ", shard %zu of %zu", status->shard.number, status->shard.count);
  dark__paper_add(page, "\n\n");
  dark__paper_add(&text, "%s of %s tasks", dark__count_size(status->n_done).text, dark__count_size(status->n_tasks).text);
  dark__put_entry(page, "Done", &text);
  dark__paper_add(&text, "%s", dark__count_size(status->n_missing).text);
  dark__put_entry(page, "Missing", &text);
  dark__paper_add(&text, "%s", dark__count_size(status->n_failed).text);
  dark__put_entry(page, "Failed", &text);
  dark__paper_add(&text, "%s of %s stored (%s)", dark__count_size(status->n_stored).text,
                  dark__count_size(status->n_replicates).text, dark__percent(share).text);
  dark__put_entry(page, "Replicates", &text);
  if (!status->is_verified) return;
  dark__paper_add(&text, "every row, replicate and page of the store is as it was written");
  dark__put_entry(page, "Verified", &text);
}

static void put_tasks(dark__paper *page, const char *heading, dark__grid *grid) {
  if (grid->cells.length > 0) dark__paper_heading(page, heading);
  dark__grid_put(page, grid, 2);
}

static dark_status write_text(FILE *stream, status_of_study *status, dark__store *store, dark_error *err) {
  dark__paper page = {0};
  dark__grid failed = {.columns = "rllll"}, missing = {.columns = "rlllr"};
  status->failed = &failed;
  status->missing = &missing;
  const dark_status seen = dark__store_each_task(store, see_task, status, err);
  put_summary(&page, status);
  put_tasks(&page, "Failed", &failed);
  put_tasks(&page, "Missing, and how much of their replicates is stored", &missing);
  if (seen == DARK_OK) return dark__paper_finish(&page, stream, err);
  dark__paper_clear(&page);
  return seen;
}

typedef dark_status status_writer(FILE *stream, status_of_study *status, dark__store *store, dark_error *err);

static dark_status report(dark__store *store, dark__request *request, dark_error *err) {
  static status_writer *const writers[] = {
      [DARK_FORMAT_TABLE] = write_text, [DARK_FORMAT_CSV] = write_csv, [DARK_FORMAT_JSON] = write_json};
  status_of_study state = {.lists_missing = request->study.is_missing, .is_verified = request->study.verifies};
  dark__output output;
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = dark__store_meta(state.name, sizeof state.name, store, "study", err);
  if (status == DARK_OK) status = dark__store_shard(&state.shard, store, err);
  if (status == DARK_OK) status = writers[request->output.format](output.stream, &state, store, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, request->output.path, err);
  dark__output_close(&output);
  if (state.n_missing + state.n_failed > 0) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  return status;
}

/* With a study, the store must be of it. */
static dark_status serve(dark__request *request, dark_error *err) {
  dark__study_files files = {0};
  dark__store store = {0};
  dark_status status = DARK_OK;
  if (request->input.paths.n > 0) status = dark__study_files_open(&files, request, err);
  else if (request->study.store == NULL)
    status = dark__fail(err, DARK_EUSAGE, "study status needs a STUDY, or a store: --store FILE");
  if (status == DARK_OK)
    status = dark__store_read(&store, files.store != NULL ? files.store : request->study.store, files.tasks, err);
  if (status == DARK_OK && request->study.verifies) status = dark__store_verify_bytes(&store, err);
  if (status == DARK_OK) status = report(&store, request, err);
  dark__store_close(&store);
  dark__study_files_clear(&files);
  return status;
}

int dark__study_status(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "study status");
  request.operand = "STUDY";
  request.needs_file = false;
  return dark__request_serve(&request, &syntax, argc, argv, serve);
}
