/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/fitting.h"

#include <string.h>

#include "base/error.h"
#include "cli/commands/expected.h"
#include "cli/console/interrupt.h"
#include "cli/console/progress.h"

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
  dark__announce_fit(table, method, request);
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
