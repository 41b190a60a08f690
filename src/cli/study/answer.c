/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/study/answer.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/study/asked.h"
#include "cli/study/study.h"
#include "study/run/assemble.h"
#include "writing/numbers.h"

bool dark__is_study(const dark__request *request, const char *path) {
  static const char *const endings[] = {".yaml", ".yml"};
  if (request->study.store != NULL) return true;
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
    if (dark__has_ending(path, endings[i])) return true;
  return false;
}

/* ---- Two documents, from what is open */

typedef struct opened {
  const char *path; /* of the study file */
  dark__study_files files;
  dark__store store;
  dark__comparisons comparisons;
} opened;

static dark_status write_baseline(dark__document **out, opened *of, size_t task, const dark__ready *ready, dark_error *err) {
  const dark__asked asked = {.study = of->files.study, .task = dark_tasks_at(of->files.tasks, task), .path = of->path};
  const dark_run run = dark__asked_run(&asked, "fit");
  dark_results *results = NULL;
  dark__output output;
  dark_status status = dark__assemble_task(&results, &of->store, of->files.tasks, task, ready->plan, NULL, err);
  if (status == DARK_OK) {
    status = dark__output_open(&output, err);
    if (status == DARK_OK) status = dark_report_results(output.stream, DARK_FORMAT_JSON, results, ready->table, &run, err);
    if (status == DARK_OK) status = dark__take_document(out, &output, of->path, err);
    dark__output_close(&output);
  }
  dark_results_free(results);
  return status;
}

typedef struct looked_for {
  size_t task;
  char state;
} looked_for;

static void see_state(void *context, size_t task, char state) {
  looked_for *of = context;
  if (task == of->task) of->state = state;
}

/* Only what was done is handed on: a task that failed tells why when it is made ready again. */
static dark_status check_done(opened *of, size_t task, dark_error *err) {
  const dark_task *item = dark_tasks_at(of->files.tasks, task);
  looked_for state = {task, 'm'};
  const dark_status status = dark__store_each_state(&of->store, see_state, &state, err);
  if (status != DARK_OK || state.state != 'm') return status;
  return dark__fail(err, DARK_EDATA,
                    "%s: the baseline (data '%s', scenario '%s', method '%s') has no results there: run "
                    "'darkfigure study run' with the same study and store",
                    dark__show_path(of->files.store).text, dark__show(dark_study_data_at(of->files.study, item->data)->name).text,
                    dark__show(dark_study_scenario_at(of->files.study, item->scenario)->name).text,
                    dark__show(dark_study_method_at(of->files.study, item->method)->name).text);
}

static size_t baseline_of(const opened *of) { return of->comparisons.n > 0 ? of->comparisons.items[0].baseline : 0; }

static dark_status make_ready(dark__ready *ready, const opened *of, dark_error *err) {
  const dark_status status = dark__ready_make(ready, of->files.tasks, baseline_of(of), err);
  if (status != DARK_OK || ready->plan != NULL) return status;
  return dark__fail(err, DARK_EDATA, "%s: the baseline has no estimate: %s", dark__show_path(of->path).text, ready->reason);
}

static dark_status make_baseline(dark__document **out, opened *of, dark_error *err) {
  dark__ready ready = {0};
  dark_status status = check_done(of, baseline_of(of), err);
  if (status == DARK_OK) status = make_ready(&ready, of, err);
  if (status == DARK_OK) status = write_baseline(out, of, baseline_of(of), &ready, err);
  dark__ready_clear(&ready);
  return status;
}

static void say_what_is_missing(const opened *of, const dark__study_differences *differences, const dark__request *request) {
  if (differences->n_missing == 0 || request->output.is_quiet) return;
  dark__note("%s of %s comparisons have no results yet; 'darkfigure study run' makes them",
             dark__count_size(differences->n_missing).text, dark__count_size(of->comparisons.n).text);
}

static dark_status make_comparisons(dark__document **out, opened *of, const dark__request *request, dark_error *err) {
  dark__study_differences differences = {
      .study = of->files.study, .tasks = of->files.tasks, .store = &of->store, .comparisons = &of->comparisons};
  dark__output output;
  if (of->comparisons.n == 0) return DARK_OK;
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = dark__differences_json(output.stream, &differences, err);
  if (status == DARK_OK) status = dark__take_document(out, &output, of->path, err);
  dark__output_close(&output);
  if (status == DARK_OK) say_what_is_missing(of, &differences, request);
  return status;
}

/* ---- Opening it */

static dark_status read_store(dark__study_answer *answer, opened *of, dark__study_need need, const dark__request *request,
                              dark_error *err) {
  dark_status status = dark__store_read(&of->store, of->files.store, of->files.tasks, err);
  if (status == DARK_OK) status = make_baseline(&answer->baseline, of, err);
  if (status == DARK_OK && need == DARK__NEED_COMPARISONS) status = make_comparisons(&answer->comparisons, of, request, err);
  dark__store_close(&of->store);
  return status;
}

/* The first of them is the source. */
static dark_status ask_models(dark__study_answer *answer, const dark__asked *asked, dark_error *err) {
  const dark_status status = dark__ask_models(&answer->models, &answer->n_models, asked, err);
  if (status != DARK_OK) return status;
  answer->baseline = answer->models[0];
  answer->models[0] = NULL;
  return DARK_OK;
}

static dark_status ask(dark__study_answer *answer, const opened *of, dark__study_need need, const dark__request *request,
                       dark_error *err) {
  dark__ready ready = {0};
  const dark__asked asked = {of->files.study, dark_tasks_at(of->files.tasks, baseline_of(of)), &ready, of->path};
  dark_status status = make_ready(&ready, of, err);
  if (status == DARK_OK && need == DARK__NEED_MODELS) status = ask_models(answer, &asked, err);
  else if (status == DARK_OK) status = dark__ask_sensitivity(&answer->baseline, &asked, need == DARK__NEED_THINNED, request, err);
  dark__ready_clear(&ready);
  return status;
}

static dark_status read_needed(dark__study_answer *answer, opened *of, dark__study_need need, const dark__request *request,
                               dark_error *err) {
  const bool is_stored = need == DARK__NEED_BASELINE || need == DARK__NEED_COMPARISONS;
  return is_stored ? read_store(answer, of, need, request, err) : ask(answer, of, need, request, err);
}

dark_status dark__study_answer_read(dark__study_answer *answer, const dark__request *request, const char *path,
                                    dark__study_need need, dark_error *err) {
  opened of = {.path = path};
  *answer = (dark__study_answer){0};
  dark_status status = dark__study_files_open_at(&of.files, request, path, err);
  if (status == DARK_OK && dark_study_n_comparisons(of.files.study) > 0)
    status = dark__comparisons_make(&of.comparisons, of.files.tasks, NULL, err);
  if (status == DARK_OK) status = read_needed(answer, &of, need, request, err);
  dark__comparisons_clear(&of.comparisons);
  answer->store = of.files.store;
  of.files.store = NULL;
  dark__study_files_clear(&of.files);
  return status;
}

void dark__study_answer_clear(dark__study_answer *answer) {
  dark__documents_free(answer->models, answer->n_models);
  dark__document_free(answer->comparisons);
  dark__document_free(answer->baseline);
  free(answer->store);
  *answer = (dark__study_answer){0};
}
