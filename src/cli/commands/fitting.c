/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/fitting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "base/error.h"
#include "cli/commands/expected.h"
#include "cli/console/complain.h"
#include "cli/console/interrupt.h"
#include "cli/console/progress.h"
#include "estimator/deviance.h"

/* A plan, and what it is for. */
typedef struct planning {
  dark_plan **out;
  const dark_table *table;
  bool is_parametric; /* whatever the user wants of replicates */
  bool is_other;      /* by another method than the options were meant for */
  unsigned order;     /* of its models; 0: as asked */
} planning;

static dark_status make_plan(const dark_settings *settings, void *context, dark_error *err) {
  const planning *asked = context;
  dark_settings mine = *settings;
  if (asked->is_parametric) mine.resample = DARK_RESAMPLE_PARAMETRIC;
  if (asked->is_other) mine.n_set = 0, mine.common_dependence = DARK_COMMON_NO;
  if (asked->order != 0) mine.max_order = asked->order;
  return dark_plan_new(asked->out, asked->table, &mine, err);
}

/* An interaction of all lists cannot be told from the number of those on none. */
static void note_order(const dark_table *table, const dark__request *request) {
  const size_t n_lists = dark_table_n_lists(table), order = request->estimation.max_order;
  if (order < n_lists || n_lists < 2 || request->output.is_quiet) return;
  dark__note("--max-order %zu is more than %zu lists have: models have interactions of up to %zu lists", order, n_lists,
             n_lists - 1);
}

dark_status dark__plan_make(dark_plan **out, const dark_table *table, const char *method, const dark__request *request,
                            dark_error *err) {
  planning asked = {.out = out, .table = table};
  note_order(table, request);
  *out = NULL;
  return dark__settings_use(method, request, make_plan, &asked, err);
}

/* What takes long: draw tables and estimate them by `plan`; the result goes where `out` points. */
typedef dark_status labour(void *out, const dark_plan *plan, const dark_bootstrap_options *options, dark_error *err);

static dark_status draw_replicates(void *out, const dark_plan *plan, const dark_bootstrap_options *options, dark_error *err) {
  dark_replicates **replicates = out;
  return dark_bootstrap(replicates, plan, options, err);
}

static dark_status draw_goodness(void *out, const dark_plan *plan, const dark_bootstrap_options *options, dark_error *err) {
  dark_goodness *goodness = out;
  return dark_goodness_test(goodness, plan, options, err);
}

/* Do it with the meter running and requests to stop heard. */
static dark_status attend(labour *work, void *out, const dark_plan *plan, dark_bootstrap_options *options, const char *label,
                          const dark__request *request, dark_error *err) {
  dark__progress progress;
  dark__progress_start(&progress, request->resampling.progress, request->output.is_quiet, label);
  options->progress = dark__progress_report;
  options->context = &progress;
  dark__interrupt_hold();
  dark_status status = work(out, plan, options, err);
  dark__interrupt_release();
  dark__progress_end(&progress);
  if (dark__interrupt_asked()) status = dark__fail(err, DARK_EINTERRUPTED, "interrupted");
  return status;
}

/* So many tables, with the seed and the threads asked for. */
static dark_bootstrap_options drawing(const dark__fit *fit, size_t n_tables) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  options.n_replicates = n_tables;
  options.seed = fit->resampling.seed;
  options.n_threads = fit->resampling.n_threads;
  return options;
}

static dark_status bootstrap(dark__fit *fit, dark_bootstrap_options *options, const char *method, const dark__request *request,
                             dark_error *err) {
  return attend(draw_replicates, &fit->replicates, fit->plan, options, strcmp(method, "auto") == 0 ? "resampling" : method,
                request, err);
}

static dark_status resample(dark__fit *fit, const char *method, const dark__request *request, dark_error *err) {
  const dark__resampling_options *resampling = &fit->resampling;
  dark_bootstrap_options options = drawing(fit, resampling->n_replicates);
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

/* Draws come from a plan of their own: one that knows the cells in which nobody was observed. */
static dark_status test_by(dark_goodness *out, const dark__fit *fit, const char *method, planning by,
                           const dark__request *request, dark_error *err) {
  dark_plan *plan = NULL;
  by.out = &plan;
  by.is_parametric = true;
  dark_bootstrap_options options = drawing(fit, fit->n_draws);
  dark_status status = dark__settings_use(method, request, make_plan, &by, err);
  if (status == DARK_OK) status = attend(draw_goodness, out, plan, &options, "testing the fit", request, err);
  dark_plan_free(plan);
  return status;
}

/* Plans take long, and averages have nothing for this test. */
static bool has_any_deviance(const dark_plan *plan) {
  bool any = false;
  for (size_t i = 0; i < dark_plan_n_parts(plan); i++) any |= dark__plan_has_deviance(plan, i);
  return any;
}

/* An average has no model of its own; the largest that it is over, of all interactions of this many lists, is what can be contradicted.
   0: the part was tested, has no such model, one that leaves nothing to test, or one against which something is supposed. */
static unsigned order_to_test(const dark__fit *fit, size_t part) {
  const unsigned order = dark_plan_max_order(fit->plan, part);
  if (fit->goodness[part].n_draws > 0 || dark_plan_departs(fit->plan, part)) return 0;
  return order + 1 < dark_plan_n_lists(fit->plan, part) ? order : 0;
}

static dark_status test_largest(dark__fit *fit, const dark_table *table, unsigned order, const dark__request *request,
                                dark_error *err) {
  const size_t n_parts = dark_plan_n_parts(fit->plan);
  const planning by = {.table = table, .is_other = true, .order = order};
  dark_goodness *found = calloc(n_parts + 1, sizeof *found);
  if (found == NULL) return dark__fail_memory(err);
  const dark_status status = test_by(found, fit, "saturated", by, request, err);
  for (size_t i = 0; status == DARK_OK && i < n_parts; i++)
    if (order_to_test(fit, i) == order) fit->goodness[i] = found[i];
  free(found);
  return status;
}

static bool is_order_wanted(const dark__fit *fit, unsigned order) {
  bool any = false;
  for (size_t i = 0; i < dark_plan_n_parts(fit->plan); i++) any |= order_to_test(fit, i) == order;
  return any;
}

static dark_status test_fit(dark__fit *fit, const dark_table *table, const char *method, const dark__request *request,
                            dark_error *err) {
  const size_t n_replicates = fit->replicates != NULL ? dark_replicates_n(fit->replicates) : fit->resampling.n_beside;
  fit->n_draws = dark__goodness_draws(&request->goodness, n_replicates);
  if (fit->n_draws == 0 || dark_table_captures(table) != NULL || dark_table_n_lists(table) > DARK_MAX_LISTS) return DARK_OK;
  fit->goodness = calloc(dark_plan_n_parts(fit->plan) + 1, sizeof *fit->goodness);
  if (fit->goodness == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < dark_plan_n_parts(fit->plan); i++) fit->goodness[i].p = NAN;
  dark_status status = DARK_OK;
  if (has_any_deviance(fit->plan)) status = test_by(fit->goodness, fit, method, (planning){.table = table}, request, err);
  for (unsigned order = 1; status == DARK_OK && order < DARK_MAX_LISTS; order++)
    if (is_order_wanted(fit, order)) status = test_largest(fit, table, order, request, err);
  return status;
}

/* Of many lists published studies search models of pairs, not the order that this program would choose. */
static unsigned order_in_practice(const dark_table *table, const dark__request *request) {
  enum { MANY_LISTS = 6, PAIRS = 2 };
  return request->estimation.max_order == 0 && dark_table_n_lists(table) >= MANY_LISTS ? PAIRS : 0;
}

/* What published studies would have answered, to stand beside. */
static dark_status answer_in_practice(dark__fit *fit, const dark_table *table, const dark__request *request, dark_error *err) {
  const dark__resampling_options *resampling = &fit->resampling;
  const char *method = dark_plan_practice(fit->plan);
  planning asked = {.out = &fit->practice.plan, .table = table, .is_other = true, .order = order_in_practice(table, request)};
  dark_bootstrap_options options = drawing(fit, resampling->n_beside);
  const dark_result_options shown = {.version = DARK_RESULT_OPTIONS_VERSION,
                                     .interval = DARK_INTERVAL_PERCENTILE,
                                     .levels = resampling->levels,
                                     .n_levels = resampling->n_levels,
                                     .seed = resampling->seed,
                                     .asked_method = method};
  if (method == NULL || options.n_replicates == 0) return DARK_OK;
  dark_status status = dark__settings_use(method, request, make_plan, &asked, err);
  if (status == DARK_OK)
    status = attend(draw_replicates, &fit->practice.replicates, fit->practice.plan, &options, "as published", request, err);
  if (status != DARK_OK) return status;
  return dark_results_new(&fit->practice.results, fit->practice.plan, fit->practice.replicates, &shown, err);
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
  if (status == DARK_OK) status = test_fit(fit, table, method, request, err);
  if (status == DARK_OK) status = answer_in_practice(fit, table, request, err);
  options.interval = resampling->interval;
  options.goodness = fit->goodness;
  options.practice = fit->practice.results;
  options.contrasts = dark__words_items(&request->contrasts);
  options.n_contrasts = request->contrasts.n;
  if (status == DARK_OK) status = dark_results_new(&fit->results, fit->plan, fit->replicates, &options, err);
  return status;
}

void dark__fit_clear(dark__fit *fit) {
  dark_results_free(fit->results);
  dark_results_free(fit->practice.results);
  dark_replicates_free(fit->practice.replicates);
  dark_plan_free(fit->practice.plan);
  free(fit->goodness);
  dark_replicates_free(fit->replicates);
  dark_plan_free(fit->plan);
  *fit = (dark__fit){0};
}
