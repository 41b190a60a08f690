/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/study/asked.h"

#include <string.h>

#include <darkfigure/sensitivity.h>

#include "base/error.h"
#include "base/show.h"
#include "cli/console/interrupt.h"
#include "cli/console/output.h"
#include "cli/console/progress.h"
#include "fitting/inquiry.h"
#include "fitting/ranking.h"

enum { TOP = 1000 };
static const char top_in_words[] = "1000";

dark_status dark__take_document(dark__document **out, dark__output *output, const char *place, dark_error *err) {
  const dark_status status = dark__output_finish(output, err);
  return status == DARK_OK ? dark__document_parse(out, place, output->text, output->size, err) : status;
}

/* The file of the data, or the study where several were linked; hashes are not handed on. */
dark_run dark__asked_run(const dark__asked *of, const char *command) {
  const dark_study_data *data = dark_study_data_at(of->study, of->task->data);
  return (dark_run){.command = command, .path = data->path != NULL ? data->path : of->path};
}

/* ---- Models */

static dark_status fail_categories(const dark__asked *of, dark_error *err) {
  return dark__fail(
      err, DARK_EUSAGE,
      "%s: its baseline estimates each category by itself, and models are ranked for one table: 'darkfigure models --where "
      "COL=VALUE --top 1000 --format json -o models.json FILE' writes those of one category, and 'darkfigure plot models "
      "models.json' draws them",
      dark__show_path(of->path).text);
}

static dark_status check_table(const dark__asked *of, dark_error *err) {
  const bool has_categories = dark_table_n_categories(of->ready->table) > 0;
  return dark__ranking_check(has_categories, of->task->settings.method, NULL) == DARK_OK ? DARK_OK : fail_categories(of, err);
}

/* A method that ranks none says so; what to type is said here. */
static dark_status rank(dark__ranking *ranked, const dark__asked *of, dark_error *err) {
  dark_error why = DARK_ERROR_INIT;
  const dark_status status = dark__ranking_make(ranked, of->ready->plan, TOP, &why);
  if (status == DARK_EUSAGE)
    return dark__fail(
        err, DARK_EUSAGE,
        "%s: of its baseline, %s; those of a method that does are written by 'darkfigure models --method bic --top 1000 --format "
        "json -o models.json FILE', and drawn by 'darkfigure plot models models.json'",
        dark__show_path(of->path).text, why.message);
  if (status != DARK_OK && err != NULL) *err = why;
  return status;
}

static dark_status write_models(dark__output *output, const dark__ranking *ranked, const dark__asked *of, dark_error *err) {
  static const char *const options[] = {"where", "", "top", top_in_words};
  dark_run run = dark__asked_run(of, "models");
  run.options = options;
  run.n_options = 2;
  run.dependence = dark_plan_dependence(of->ready->plan);
  run.chosen = ranked->has_chosen ? &ranked->chosen : NULL;
  dark_status status = dark__output_open(output, err);
  if (status != DARK_OK) return status;
  return dark_report_candidates(output->stream, DARK_FORMAT_JSON, ranked->candidates, dark__words_items(&ranked->names),
                                ranked->n, of->ready->table, &run, err);
}

dark_status dark__ask_models(dark__document **out, const dark__asked *of, dark_error *err) {
  dark__ranking ranked = {.n = 0};
  dark__output output = {0};
  dark_status status = check_table(of, err);
  if (status == DARK_OK) status = rank(&ranked, of, err);
  if (status == DARK_OK) status = write_models(&output, &ranked, of, err);
  if (status == DARK_OK) status = dark__take_document(out, &output, of->path, err);
  dark__output_close(&output);
  dark__ranking_clear(&ranked);
  return status;
}

/* ---- Sensitivity */

static dark_status settle(dark__inquiry *wanted, const dark__asked *of, bool has_thinnings, const dark__request *request,
                          dark_error *err) {
  const dark_study_method *method = dark_study_method_at(of->study, of->task->method);
  *wanted = (dark__inquiry){.uncertainty = DARK__UNCERTAINTY_INIT, .n_thinnings = has_thinnings ? SIZE_MAX : 0};
  wanted->uncertainty.seed = method->seed;
  wanted->uncertainty.levels[0] = method->levels[0];
  wanted->uncertainty.n_threads = request->resampling.uncertainty.n_threads;
  return dark__inquiry_settle(wanted, of->ready->table, of->task->settings.method, err);
}

static dark_status inquire(dark_sensitivity **found, const dark__asked *of, const dark__inquiry *wanted,
                           const dark__request *request, dark_error *err) {
  dark_sensitivity_options options = dark__inquiry_options(wanted);
  dark__progress progress;
  options.progress = dark__progress_report;
  options.context = &progress;
  dark__progress_start(&progress, request->resampling.progress, request->output.is_quiet, "sensitivity");
  dark__interrupt_hold();
  const dark_status status = dark_sensitivity_new(found, of->ready->table, &of->task->settings, &options, err);
  dark__interrupt_release();
  dark__progress_end(&progress);
  return dark__interrupt_asked() ? dark__fail(err, DARK_EINTERRUPTED, "interrupted") : status;
}

static dark_status write_sensitivity(dark__output *output, const dark_sensitivity *found, const dark__asked *of,
                                     dark_error *err) {
  const dark_run run = dark__asked_run(of, "sensitivity");
  const dark_status status = dark__output_open(output, err);
  return status == DARK_OK ? dark_report_sensitivity(output->stream, DARK_FORMAT_JSON, found, of->ready->table, &run, err)
                           : status;
}

dark_status dark__ask_sensitivity(dark__document **out, const dark__asked *of, bool has_thinnings, const dark__request *request,
                                  dark_error *err) {
  dark__inquiry wanted;
  dark_sensitivity *found = NULL;
  dark__output output = {0};
  dark_status status = settle(&wanted, of, has_thinnings, request, err);
  if (status == DARK_OK) status = inquire(&found, of, &wanted, request, err);
  if (status == DARK_OK) status = write_sensitivity(&output, found, of, err);
  if (status == DARK_OK) status = dark__take_document(out, &output, of->path, err);
  dark__output_close(&output);
  dark_sensitivity_free(found);
  return status;
}
