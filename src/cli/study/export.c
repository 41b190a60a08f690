/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/study/study.h"
#include "study/run/assemble.h"
#include "writing/numbers.h"

static const struct argp_child groups[] = {
    {&dark__export_group, 0, "Results:", 1}, {&dark__output_group, 0, "Output:", 2}, {&dark__help_group, 0, "Help:", 3}, {0}};

static const char help[] = "Write the results that a study's store holds: one row for each task, category and level, in the "
                           "order of the study file. They "
                           "are the same bytes however the study was run. Tasks that are missing are told on standard error.\v"
                           "Examples:\n"
                           "  darkfigure study export --format csv -o results.csv study.yaml\n"
                           "  darkfigure study export --level 0.5,0.9 --format csv study.yaml\n\n"
                           "Exit status: 0 all tasks are done, 1 some are missing or failed, 2 wrong usage, also in the study "
                           "file, 3 bad data, 4 input, "
                           "output or system failure.";

static const struct argp syntax = {.parser = dark__request_take, .args_doc = "STUDY", .doc = help, .children = groups};

static dark_status write(const dark__study_answers *answers, const dark__request *request, dark_error *err) {
  static dark__answers_writer *const writers[] = {
      [DARK_FORMAT_TABLE] = dark__answers_text, [DARK_FORMAT_CSV] = dark__answers_csv, [DARK_FORMAT_JSON] = dark__answers_json};
  dark__output output;
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = writers[request->output.format](output.stream, answers, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  return status;
}

static void say_missing(const dark__study_answers *answers, const char *store, const dark__request *request) {
  if (request->output.is_quiet || answers->n_missing == 0) return;
  dark__note("%s of %s tasks are missing in %s; 'darkfigure study run' goes on with them",
             dark__count_size(answers->n_missing).text, dark__count_size(answers->n_tasks).text, dark__show_path(store).text);
}

/* The residents go with the data of every task. */
static dark_status open_residents(dark_residents **out, const dark__study_files *files, const dark__request *request,
                                  dark_error *err) {
  dark_status status = dark__residents_open(out, request, err);
  for (size_t d = 0; status == DARK_OK && *out != NULL && d < dark_study_n_data(files->study); d++)
    status = dark_residents_check(*out, dark_tasks_table(files->tasks, d), err);
  return status;
}

static dark_status export(const dark__study_files *files, dark__request *request, dark_error *err) {
  dark__store store;
  dark_residents *residents = NULL;
  dark__study_answers answers = {
      .study = files->study, .tasks = files->tasks, .store = &store, .has_hashes = request->output.has_hashes};
  const dark__levels levels = {request->resampling.uncertainty.levels, request->resampling.uncertainty.n_levels};
  dark_status status = dark__store_read(&store, files->store, files->tasks, err);
  if (status == DARK_OK) status = open_residents(&residents, files, request, err);
  answers.residents = residents;
  if (status == DARK_OK && request->resampling.uncertainty.has_levels)
    status = dark__assemble_aside(&store, files->tasks, &levels, err);
  if (status == DARK_OK) status = dark__answers_look(&answers, err);
  if (status == DARK_OK) status = write(&answers, request, err);
  if (status == DARK_OK) say_missing(&answers, files->store, request);
  if (answers.n_missing + answers.n_failed > 0) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  dark__words_free(&answers.categories);
  dark_residents_free(residents);
  dark__store_close(&store);
  return status;
}

/* A relative of dark__study_check_output: nor may it be the store. */
static dark_status check_output(const dark__study_files *files, const dark__request *request, dark_error *err) {
  dark__words inputs = {0};
  dark__words_add(&inputs, files->store, strlen(files->store));
  const dark_status status = inputs.failed ? dark__fail_memory(err) : dark__output_check(&request->output, &inputs, err);
  dark__words_free(&inputs);
  return status;
}

static dark_status serve(dark__request *request, dark_error *err) {
  dark__study_files files;
  dark_status status = dark__study_files_open(&files, request, err);
  if (status == DARK_OK) status = check_output(&files, request, err);
  if (status == DARK_OK) status = export(&files, request, err);
  dark__study_files_clear(&files);
  return status;
}

int dark__study_export(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "study export");
  request.operand = "STUDY";
  return dark__request_serve(&request, &syntax, argc, argv, serve);
}
