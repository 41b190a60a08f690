/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/fitting.h"

#include "base/error.h"
#include "cli/commands/expected.h"
#include "cli/console/complain.h"
#include "cli/console/interrupt.h"
#include "cli/console/progress.h"

/* An interaction of all lists cannot be told from the number of those on none. */
static void note_order(const dark_table *table, const dark__request *request) {
  const size_t n_lists = dark_table_n_lists(table), order = request->estimation.max_order;
  if (order < n_lists || n_lists < 2 || request->output.is_quiet) return;
  dark__note("--max-order %zu is more than %zu lists have: models have interactions of up to %zu lists", order, n_lists,
             n_lists - 1);
}

/* ---- With the meter running and requests to stop heard */

typedef struct attention {
  dark__progress progress; /* first: what dark__progress_report gets */
  const dark__request *request;
} attention;

static void begin(void *context, const char *stage) {
  attention *mine = context;
  const dark__request *request = mine->request;
  dark__progress_start(&mine->progress, request->resampling.progress, request->output.is_quiet, stage);
  dark__interrupt_hold();
}

static int report(void *context, double share, size_t n_tables) {
  attention *mine = context;
  return dark__progress_report(&mine->progress, share, n_tables);
}

static dark_status end(void *context, dark_status status, dark_error *err) {
  attention *mine = context;
  dark__interrupt_release();
  dark__progress_end(&mine->progress);
  return dark__interrupt_asked() ? dark__fail(err, DARK_EINTERRUPTED, "interrupted") : status;
}

/* ---- What is wished for */

/* The tables of --resamples. */
static dark_status read_resamples(dark_resamples *out, const dark_table *table, const dark__uncertainty *uncertainty,
                                  const void *context, dark_error *err) {
  const dark__request *request = context;
  const char *path = request->resampling.resamples;
  const dark_status status = dark_resamples_read_csv(out, path, table, err);
  if (status != DARK_OK || !uncertainty->has_replicates || uncertainty->n_replicates == out->n_replicates) return status;
  return dark__fail(err, DARK_EUSAGE, "%s holds %zu tables, not %zu as '--replicates' says", path, out->n_replicates,
                    uncertainty->n_replicates);
}

/* A job that is done with the settings of the command line. */
typedef struct job {
  dark__fit *fit;   /* NULL: the plan alone ... */
  dark_plan **plan; /* ... which goes here */
  const dark_table *table;
  const char *method;
  const dark__request *request;
} job;

static dark_status do_job(const dark_settings *settings, void *context, dark_error *err) {
  const job *mine = context;
  const dark__request *request = mine->request;
  attention heard = {.request = request};
  const dark__wish wish = {.method = mine->method,
                           .settings = settings,
                           .uncertainty = request->resampling.uncertainty,
                           .tests_fit = request->goodness.is_offered,
                           .has_draws = request->goodness.has_draws,
                           .n_draws = request->goodness.n_draws,
                           .contrasts = dark__words_items(&request->contrasts),
                           .n_contrasts = request->contrasts.n,
                           .read_resamples = read_resamples,
                           .context = request,
                           .watcher = {begin, report, end, &heard}};
  return mine->fit == NULL ? dark__wish_plan(mine->plan, mine->table, &wish, err)
                           : dark__fit_table(mine->fit, mine->table, &wish, err);
}

dark_status dark__plan_make(dark_plan **out, const dark_table *table, const char *method, const dark__request *request,
                            dark_error *err) {
  job asked = {NULL, out, table, method, request};
  *out = NULL;
  note_order(table, request);
  return dark__settings_use(method, request, do_job, &asked, err);
}

dark_status dark__fit_run(dark__fit *fit, const dark_table *table, const char *method, const dark__request *request,
                          dark_error *err) {
  job asked = {fit, NULL, table, method, request};
  *fit = (dark__fit){.uncertainty = request->resampling.uncertainty};
  dark__announce_fit(table, method, request);
  note_order(table, request);
  return dark__settings_use(method, request, do_job, &asked, err);
}

dark__resampling_options dark__fit_resampling(const dark__fit *fit, const dark__request *request) {
  dark__resampling_options done = request->resampling;
  done.uncertainty = fit->uncertainty;
  return done;
}
