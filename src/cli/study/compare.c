/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/study/study.h"
#include "writing/numbers.h"

static const struct argp_child groups[] = {
    {&dark__compare_group, 0, "Comparison:", 1}, {&dark__output_group, 0, "Output:", 2}, {&dark__help_group, 0, "Help:", 3}, {0}};

static const char help[] =
    "Set the answers of a study against each other: how many people more or fewer, and how many times as many, with intervals "
    "for "
    "the difference and the ratio themselves. Both sides of a comparison on one data set see the same resampled people, so that "
    "what they have in common falls out. Nothing is estimated anew.\v"
    "Examples:\n"
    "  darkfigure study compare study.yaml\n"
    "  darkfigure study compare --baseline as-observed --format csv -o differences.csv study.yaml\n\n"
    "Exit status: 0 everything is compared, 1 some comparison has no estimate or its task has not been done, 2 wrong usage, also "
    "in the study file, 3 bad data, 4 input, output or system failure.";

static const struct argp syntax = {.parser = dark__request_take, .args_doc = "STUDY", .doc = help, .children = groups};

static dark_status write(dark__study_differences *differences, const dark__request *request, dark_error *err) {
  static dark__differences_writer *const writers[] = {[DARK_FORMAT_TABLE] = dark__differences_text,
                                                      [DARK_FORMAT_CSV] = dark__differences_csv,
                                                      [DARK_FORMAT_JSON] = dark__differences_json,
                                                      [DARK_FORMAT_MARKDOWN] = dark__differences_markdown,
                                                      [DARK_FORMAT_XLSX] = dark__differences_workbook};
  dark__output output;
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = writers[request->output.format](output.stream, differences, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  return status;
}

static dark_status compare(const dark__study_files *files, dark__request *request, dark_error *err) {
  dark__store store;
  dark__comparisons comparisons;
  dark__study_differences differences = {
      .study = files->study, .tasks = files->tasks, .store = &store, .comparisons = &comparisons};
  if (request->resampling.uncertainty.has_levels) {
    differences.levels = request->resampling.uncertainty.levels;
    differences.n_levels = request->resampling.uncertainty.n_levels;
  }
  dark_status status = dark__comparisons_make(&comparisons, files->tasks, request->study.baseline, err);
  if (status == DARK_OK) {
    status = dark__store_read(&store, files->store, files->tasks, err);
    if (status == DARK_OK) status = write(&differences, request, err);
    dark__store_close(&store);
  }
  if (status == DARK_OK && differences.n_missing > 0 && !request->output.is_quiet)
    dark__note("%s of %s comparisons have no results yet; 'darkfigure study run' makes them",
               dark__count_size(differences.n_missing).text, dark__count_size(comparisons.n).text);
  if (differences.n_missing + differences.n_without > 0) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  dark__comparisons_clear(&comparisons);
  return status;
}

static dark_status serve(dark__request *request, dark_error *err) {
  dark__study_files files;
  dark_status status = dark__study_files_open(&files, request, err);
  if (status == DARK_OK) status = dark__study_check_output(request, files.study, err);
  if (status == DARK_OK) status = compare(&files, request, err);
  dark__study_files_clear(&files);
  return status;
}

int dark__study_compare(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "study compare");
  request.operand = "STUDY";
  request.has_papers = true;
  return dark__request_serve(&request, &syntax, argc, argv, serve);
}
