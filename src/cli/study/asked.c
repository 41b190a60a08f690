/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/study/asked.h"

#include <stdlib.h>
#include <string.h>

#include <darkfigure/sensitivity.h>

#include "base/error.h"
#include "base/show.h"
#include "cli/console/interrupt.h"
#include "cli/console/output.h"
#include "cli/console/progress.h"
#include "cli/study/stratum.h"
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

/* One table that is ranked, and what is said of it. */
typedef struct subject {
  const dark__asked *of;
  const dark_table *table;
  const dark_plan *plan;
  dark__words options; /* pairs */
} subject;

/* A method that ranks none says so; what to type is said here. */
static dark_status rank(dark__ranking *ranked, const subject *one, dark_error *err) {
  dark_error why = DARK_ERROR_INIT;
  const dark_status status = dark__ranking_make(ranked, one->plan, TOP, &why);
  if (status == DARK_EUSAGE)
    return dark__fail(
        err, DARK_EUSAGE,
        "%s: of its baseline, %s; those of a method that does are written by 'darkfigure models --method bic --top 1000 --format "
        "json -o models.json FILE', and drawn by 'darkfigure plot models models.json'",
        dark__show_path(one->of->path).text, why.message);
  if (status != DARK_OK && err != NULL) *err = why;
  return status;
}

static dark_status write_models(dark__output *output, const dark__ranking *ranked, const subject *one, dark_error *err) {
  dark_run run = dark__asked_run(one->of, "models");
  run.options = dark__words_items(&one->options);
  run.n_options = one->options.n / 2;
  run.dependence = dark_plan_dependence(one->plan);
  run.chosen = ranked->has_chosen ? &ranked->chosen : NULL;
  const dark_status status = dark__output_open(output, err);
  if (status != DARK_OK) return status;
  return dark_report_candidates(output->stream, DARK_FORMAT_JSON, ranked->candidates, dark__words_items(&ranked->names),
                                ranked->n, one->table, &run, err);
}

static dark_status ask_subject(dark__document **out, subject *one, dark_error *err) {
  dark__ranking ranked = {.n = 0};
  dark__output output = {0};
  dark__words_add(&one->options, "top", strlen("top"));
  dark__words_add(&one->options, top_in_words, strlen(top_in_words));
  dark_status status = one->options.failed ? dark__fail_memory(err) : rank(&ranked, one, err);
  if (status == DARK_OK) status = write_models(&output, &ranked, one, err);
  if (status == DARK_OK) status = dark__take_document(out, &output, one->of->path, err);
  dark__output_close(&output);
  dark__ranking_clear(&ranked);
  dark__words_free(&one->options);
  return status;
}

/* Lists without anybody go, but those that the study supposes something of. */
static dark_status ask_stratum(dark__document **out, const dark__asked *of, size_t stratum, dark_error *err) {
  const dark_dependence *supposed = &of->task->settings.dependence;
  dark_table *table = NULL;
  dark_plan *plan = NULL;
  dark_status status =
      dark__stratum_table(&table, of->ready->table, stratum, supposed->n_odds_ratios + supposed->n_forced > 0, err);
  if (status == DARK_OK) status = dark_plan_new(&plan, table, &of->task->settings, err);
  if (status == DARK_OK) {
    subject one = {.of = of, .table = table, .plan = plan};
    dark__stratum_conditions(&one.options, of->ready->table, stratum);
    status = ask_subject(out, &one, err);
  }
  dark_plan_free(plan);
  dark_table_free(table);
  return status;
}

static dark_status ask_whole(dark__document **out, const dark__asked *of, dark_error *err) {
  subject one = {.of = of, .table = of->ready->table, .plan = of->ready->plan};
  return ask_subject(out, &one, err);
}

dark_status dark__ask_models(dark__document ***documents, size_t *n, const dark__asked *of, dark_error *err) {
  const dark_table *table = of->ready->table;
  const bool has_categories = dark_table_n_categories(table) > 0;
  const bool is_whole = dark__ranking_check(has_categories, of->task->settings.method, NULL) == DARK_OK;
  const size_t n_strata = dark_table_n_strata(table);
  dark_status status = DARK_OK;
  *n = 0;
  *documents = calloc(n_strata + 1, sizeof(dark__document *));
  if (*documents == NULL) return dark__fail_memory(err);
  if (is_whole) return ask_whole(&(*documents)[(*n)++], of, err);
  for (size_t s = 0; status == DARK_OK && s < n_strata; s++)
    if (dark_table_n_observed(table, s) > 0) status = ask_stratum(&(*documents)[(*n)++], of, s, err);
  return status;
}

void dark__documents_free(dark__document **documents, size_t n) {
  for (size_t i = 0; i < n; i++) dark__document_free(documents[i]);
  free(documents);
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
