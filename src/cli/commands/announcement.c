/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/announcement.h"

#include <math.h>
#include <stdio.h>

#include "base/threads.h"
#include "cli/console/complain.h"
#include "cli/options/settings.h"
#include "resample/cost.h"

/* What is to be done, and how long it takes. */
typedef struct announcement {
  dark__workload work;
  size_t n_replicates;
  double seconds; /* of one core */
  const char *estimator;
} announcement;

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
  if (status == DARK_OK) of->estimator = dark__cost_estimator(&of->work, settings, NULL)->name;
  return status;
}

void dark__announce(const dark_table *table, const char *method, const dark__request *request) {
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
