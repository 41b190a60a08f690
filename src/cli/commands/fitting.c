/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/fitting.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/threads.h"
#include "cli/console/complain.h"
#include "cli/console/interrupt.h"
#include "cli/console/progress.h"
#include "resample/cost.h"

dark_status dark__settings_use(const char *method, const dark__request *request, dark__settings_user *use, void *context,
                               dark_error *err) {
  const dark__estimation_options *estimation = &request->estimation;
  dark_settings settings = DARK_SETTINGS_INIT;
  settings.method = method;
  settings.model = estimation->model;
  settings.max_order = estimation->max_order;
  settings.set = dark__words_items(&estimation->set);
  settings.n_set = estimation->set.n;
  settings.ordered = request->input.ordered;
  settings.resample = request->resampling.resample;
  return dark__use_dependence(&settings, estimation, use, context, err);
}

/* What is to be done, and how long it takes. */
typedef struct announcement {
  dark__workload work;
  size_t n_replicates;
  double seconds; /* of one core */
  const char *estimator;
} announcement;

/* A plan, and what it is for. */
typedef struct planning {
  dark_plan **out;
  const dark_table *table;
} planning;

static dark_status make_plan(const dark_settings *settings, void *context, dark_error *err) {
  const planning *asked = context;
  return dark_plan_new(asked->out, asked->table, settings, err);
}

dark_status dark__plan_make(dark_plan **out, const dark_table *table, const char *method, const dark__request *request,
                            dark_error *err) {
  planning asked = {out, table};
  *out = NULL;
  return dark__settings_use(method, request, make_plan, &asked, err);
}

/* Seconds from which on a run is announced. */
static const double LONG = 30;

/* "50 seconds", "7 minutes", "3 hours", in round numbers: the estimate is no better. */
static void write_duration(char *text, size_t size, double seconds) {
  if (seconds < 90) snprintf(text, size, "%.0f seconds", 10 * ceil(seconds / 10));
  else if (seconds < 5400) snprintf(text, size, "%.0f minutes", ceil(seconds / 60));
  else if (seconds < 172800) snprintf(text, size, "%.0f hours", ceil(seconds / 3600));
  else snprintf(text, size, "%.0f days", ceil(seconds / 86400));
}

static dark_status add_cost(const dark_settings *settings, void *context, dark_error *err) {
  announcement *of = context;
  const dark_status status = dark__cost_seconds(&of->seconds, &of->work, settings, of->n_replicates, err);
  of->estimator = dark__cost_estimator(&of->work, settings, NULL)->name;
  return status;
}

/* Before it starts, that a run will take long, and what would be quicker. What cannot be estimated is told by the plan. */
static void announce(const dark_table *table, const char *method, const dark__request *request) {
  const dark__resampling_options *resampling = &request->resampling;
  const int n_threads = dark__n_threads(resampling->n_threads);
  dark_error err = DARK_ERROR_INIT;
  announcement of = {.work = dark__cost_workload(table),
                     .n_replicates = resampling->resamples == NULL ? resampling->n_replicates : 0};
  char duration[32];
  if (request->output.is_quiet || dark__settings_use(method, request, add_cost, &of, &err) != DARK_OK) return;
  const double seconds = of.n_replicates > 0 ? of.seconds / n_threads : of.seconds;
  if (!(seconds > LONG)) return;
  write_duration(duration, sizeof duration, seconds);
  if (of.n_replicates > 0)
    dark__note(
        "this will take about %s (method %s, %zu lists, %zu replicates, %d %s); fewer '--replicates' or another '--method' take "
        "less, and '--progress always' shows how far it is",
        duration, of.estimator, of.work.n_lists, of.n_replicates, n_threads, n_threads == 1 ? "thread" : "threads");
  else
    dark__note("this will take about %s (method %s, %zu lists); another '--method' or fewer lists take less", duration,
               of.estimator, of.work.n_lists);
}

/* Resample with the meter running and requests to stop heard. */
static dark_status bootstrap(dark__fit *fit, dark_bootstrap_options *options, const char *method, const dark__request *request,
                             dark_error *err) {
  dark__progress progress;
  dark__progress_start(&progress, request->resampling.progress, request->output.is_quiet,
                       strcmp(method, "auto") == 0 ? "resampling" : method);
  options->progress = dark__progress_report;
  options->context = &progress;
  dark__interrupt_hold();
  dark_status status = dark_bootstrap(&fit->replicates, fit->plan, options, err);
  dark__interrupt_release();
  dark__progress_end(&progress);
  if (dark__interrupt_asked()) status = dark__fail(err, DARK_EINTERRUPTED, "interrupted");
  return status;
}

static dark_status resample(dark__fit *fit, const char *method, const dark__request *request, dark_error *err) {
  const dark__resampling_options *resampling = &fit->resampling;
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  options.n_replicates = resampling->n_replicates;
  options.seed = resampling->seed;
  options.n_threads = resampling->n_threads;
  if (resampling->resamples == NULL) return options.n_replicates == 0 ? DARK_OK : bootstrap(fit, &options, method, request, err);
  dark_resamples given = {0};
  dark_status status = dark_resamples_read_csv(&given, resampling->resamples, dark_plan_table(fit->plan), err);
  if (status == DARK_OK && resampling->has_replicates && resampling->n_replicates != given.n_replicates)
    status = dark__fail(err, DARK_EUSAGE, "%s holds %zu tables, not %zu as '--replicates' says", resampling->resamples,
                        given.n_replicates, resampling->n_replicates);
  options.resamples = &given;
  options.n_replicates = given.n_replicates;
  if (status == DARK_OK) status = bootstrap(fit, &options, method, request, err);
  dark_resamples_clear(&given);
  return status;
}

dark_status dark__fit_run(dark__fit *fit, const dark_table *table, const char *method, const dark__request *request,
                          dark_error *err) {
  *fit = (dark__fit){.resampling = request->resampling};
  const dark__resampling_options *resampling = &fit->resampling;
  dark_result_options options = {.version = 1,
                                 .levels = resampling->levels,
                                 .n_levels = resampling->n_levels,
                                 .seed = resampling->seed,
                                 .asked_method = method};
  announce(table, method, request);
  dark_status status = dark__plan_make(&fit->plan, table, method, request, err);
  if (status == DARK_OK) status = dark__resampling_settle_interval(&fit->resampling, fit->plan, err);
  if (status == DARK_OK) status = resample(fit, method, request, err);
  options.interval = resampling->interval;
  if (status == DARK_OK) status = dark_results_new(&fit->results, fit->plan, fit->replicates, &options, err);
  return status;
}

void dark__fit_clear(dark__fit *fit) {
  dark_results_free(fit->results);
  dark_replicates_free(fit->replicates);
  dark_plan_free(fit->plan);
  *fit = (dark__fit){0};
}
