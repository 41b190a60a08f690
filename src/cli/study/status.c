/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/study/study.h"

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

static dark_status report(dark__store *store, dark__request *request, dark_error *err) {
  static dark__status_writer *const writers[] = {
      [DARK_FORMAT_TABLE] = dark__status_text, [DARK_FORMAT_CSV] = dark__status_csv, [DARK_FORMAT_JSON] = dark__status_json};
  dark__progress_of_study state = {
      .store = store, .lists_missing = request->study.is_missing, .is_verified = request->study.verifies};
  dark__output output;
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = dark__store_meta(state.name, sizeof state.name, store, "study", err);
  if (status == DARK_OK) status = dark__store_shard(&state.shard, store, err);
  if (status == DARK_OK) status = writers[request->output.format](output.stream, &state, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
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
