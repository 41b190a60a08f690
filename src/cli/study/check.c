/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/threads.h"
#include "cli/console/clock.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/study/study.h"
#include "report/study/study.h"

static const struct argp_child groups[] = {{&dark__output_group, 0, "Output:", 1}, {&dark__help_group, 0, "Help:", 2}, {0}};

static const char help[] =
    "Read a study file and the data that it names, and say what it asks for: data sets, methods, what each scenario does, tasks, "
    "comparisons, and about how long it takes. Nothing is estimated and nothing is written. Whatever is wrong is told with file, "
    "line and "
    "column.\v"
    "The manual has the keys of a study file; data/examples has one.\n\n"
    "Example: darkfigure study check study.yaml\n\n"
    "Exit status: 0 the study can be run, 2 wrong usage, also in the study file, 3 bad data, 4 input, output or system failure.";

static const struct argp syntax = {.parser = dark__request_take, .args_doc = "STUDY", .doc = help, .children = groups};

static dark_status report(const dark__request *request, const dark_study *study, const dark_tasks *tasks, dark_error *err) {
  static dark__plan_writer *const writers[] = {
      [DARK_FORMAT_TABLE] = dark__plan_text, [DARK_FORMAT_CSV] = dark__plan_csv, [DARK_FORMAT_JSON] = dark__plan_json};
  const dark__study_plan plan = {.study = study,
                                 .tasks = tasks,
                                 .path = request->input.paths.items[0],
                                 .run = {.command = request->command,
                                         .has_hashes = request->output.has_hashes,
                                         .n_threads = dark__n_threads(0),
                                         .seconds = dark__seconds() - request->started}};
  dark__output output;
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = writers[request->output.format](output.stream, &plan, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  return status;
}

static dark_status check(dark__request *request, dark_error *err) {
  dark_study *study = NULL;
  dark_tasks *tasks = NULL;
  dark_status status = dark_study_read(&study, request->input.paths.items[0], err);
  if (status == DARK_OK) status = dark__study_check_output(request, study, err);
  if (status == DARK_OK) status = dark__study_make_tasks(&tasks, study, err);
  for (size_t i = 0; status == DARK_OK && !request->output.is_quiet && i < dark_tasks_n_notes(tasks); i++)
    dark__note("%s", dark_tasks_note(tasks, i));
  if (status == DARK_OK) status = report(request, study, tasks, err);
  dark_tasks_free(tasks);
  dark_study_free(study);
  return status;
}

int dark__study_check(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "study check");
  request.operand = "STUDY";
  return dark__request_serve(&request, &syntax, argc, argv, check);
}
