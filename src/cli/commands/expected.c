/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/expected.h"

#include <stdio.h>

#include "base/threads.h"
#include "cli/console/announce.h"
#include "cli/options/settings.h"
#include "resample/cost.h"
#include "sensitivity/cost.h"

/* What is to be done, and how long it takes. */
typedef struct expectation {
  dark__workload work;
  size_t n_replicates;
  const dark_sensitivity_options *questions;  /* NULL: one estimation */
  const dark__resampling_options *resampling; /* NULL: n_replicates are drawn whatever the method */
  double seconds;                             /* of one core */
  const char *estimator;
} expectation;

/* Whether intervals will be those of the method, which need no replicates. */
static bool has_own_interval(const expectation *of, const dark_estimator *estimator) {
  return of->resampling != NULL && estimator->usual_interval != NULL &&
         dark__uncertainty_leaves_interval(&of->resampling->uncertainty, estimator->practice != NULL);
}

static dark_status expect(const dark_settings *settings, void *context, dark_error *err) {
  expectation *of = context;
  const dark_estimator *estimator = dark__cost_estimator(&of->work, settings);
  if (estimator == NULL || of->work.n_lists > estimator->max_lists) return DARK_EUSAGE;
  of->estimator = estimator->name;
  if (has_own_interval(of, estimator)) of->n_replicates = 0;
  return of->questions != NULL ? dark__sensitivity_cost(&of->seconds, of->work.table, settings, of->questions, err)
                               : dark__cost_seconds(&of->seconds, &of->work, settings, of->n_replicates, err);
}

static bool can_expect(expectation *of, const char *method, const dark__request *request) {
  dark_error err = DARK_ERROR_INIT;
  return !request->output.is_quiet && dark__settings_use(method, request, expect, of, &err) == DARK_OK;
}

/* "method bic, 16 lists, 100 replicates, 2 threads"; replicates only when there are some, and threads when they help. */
static void announce(const expectation *of, int n_threads, const char *quicker) {
  char what[160], replicates[48] = "", threads[32] = "";
  if (of->n_replicates > 0) snprintf(replicates, sizeof replicates, ", %zu replicates", of->n_replicates);
  if (n_threads > 0) snprintf(threads, sizeof threads, ", %d thread%s", n_threads, n_threads == 1 ? "" : "s");
  snprintf(what, sizeof what, "method %s, %zu lists%s%s", of->estimator, of->work.n_lists, replicates, threads);
  dark__announce(of->seconds / (n_threads > 0 ? n_threads : 1), what, quicker);
}

void dark__announce_fit(const dark_table *table, const char *method, const dark__request *request) {
  const dark__resampling_options *resampling = &request->resampling;
  expectation of = {.work = dark__cost_workload(table),
                    .resampling = resampling,
                    .n_replicates = resampling->resamples == NULL ? resampling->uncertainty.n_replicates : 0};
  if (!can_expect(&of, method, request)) return;
  if (of.n_replicates == 0) announce(&of, 0, "another '--method' or fewer lists take less");
  else
    announce(&of, dark__n_threads(resampling->uncertainty.n_threads),
             "fewer '--replicates' or another '--method' take less, and '--progress always' shows how far it is");
}

void dark__announce_ranking(const dark_table *table, const char *method, const dark__request *request) {
  expectation of = {.work = dark__cost_workload(table)};
  of.work.n_parts = 1;
  if (can_expect(&of, method, request)) announce(&of, 0, "a lower '--max-order' or fewer lists take less");
}

void dark__announce_sensitivity(const dark_table *table, const char *method, const dark__request *request,
                                const dark_sensitivity_options *options) {
  expectation of = {.work = dark__cost_workload(table), .n_replicates = options->n_replicates, .questions = options};
  if (can_expect(&of, method, request))
    announce(
        &of, dark__n_threads(options->n_threads),
        "fewer '--replicates' and '--thinnings' or another '--method' take less, and '--progress always' shows how far it is");
}
