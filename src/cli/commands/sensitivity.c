/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/commands/expected.h"
#include "cli/commands/fitting.h"
#include "cli/console/complain.h"
#include "cli/console/interrupt.h"
#include "cli/console/output.h"
#include "cli/console/progress.h"
#include "cli/options/value.h"
#include "fitting/inquiry.h"

enum { THINNINGS = 0x200, MOST_THINNINGS = 1000000 };

static const struct argp_option options[] = {
    {"thinnings", THINNINGS, "N", 0,
     "Draws of fewer people, for each share of them (default 200, 50 for mixture, which takes longer); 0: none", 0},
    {0}};

static const struct argp_child groups[] = {{&dark__ordered_group, 0, "Input:", 1},
                                           {&dark__estimation_group, 0, "Estimation:", 2},
                                           {&dark__resampling_group, 0, "Resampling:", 3},
                                           {&dark__output_group, 0, "Output:", 4},
                                           {&dark__help_group, 0, "Help:", 5},
                                           {0}};

static const char help[] =
    "Show how far the estimate depends on each list, on each pair of lists, on single people, on assumptions that no data can "
    "test, and on how many were observed; and how well the method does where the answer is known: the sizes of the lists.\v"
    "Options are those of fit. There is one level, and there are no replicates unless they are asked for: intervals are those "
    "that "
    "need none then. Tables of replicates cannot be given, for there are many tables here.\n\n"
    "Examples:\n"
    "  darkfigure sensitivity lists.csv\n"
    "  darkfigure sensitivity --replicates 1000 --format csv -o all.csv lists.csv\n\n" DARK__EXIT_HELP;

static error_t take(int key, char *argument, struct argp_state *state) {
  if (key != THINNINGS) return dark__request_take(key, argument, state);
  dark__request *request = state->input;
  uint64_t whole = 0;
  const dark_status status = dark__value_whole(&whole, "--thinnings", argument, 0, MOST_THINNINGS, &request->err);
  request->n_thinnings = (size_t)whole;
  return dark__request_proceed(status);
}

static const struct argp syntax = {
    .options = options, .parser = take, .args_doc = DARK__FILES_DOC, .doc = help, .children = groups};

/* What is asked of every table. */
static dark_status settle(dark__request *request, const dark_table *table, const char *method, dark_error *err) {
  dark__inquiry settled = {.uncertainty = request->resampling.uncertainty, .n_thinnings = request->n_thinnings};
  const dark_status status = dark__inquiry_settle(&settled, table, method, err);
  if (settled.ignores_replicates && !request->output.is_quiet)
    dark__note("no replicates are drawn: the method's own intervals need none; '--interval percentile' draws them");
  request->resampling.uncertainty = settled.uncertainty;
  request->n_thinnings = settled.n_thinnings;
  return status;
}

/* A question, and where the answer goes. */
typedef struct inquiry {
  dark_sensitivity **out;
  const dark_table *table;
  dark_sensitivity_options options;
} inquiry;

static dark_status ask(const dark_settings *settings, void *context, dark_error *err) {
  const inquiry *asked = context;
  return dark_sensitivity_new(asked->out, asked->table, settings, &asked->options, err);
}

static dark_sensitivity_options options_for(const dark__request *request, dark__progress *progress) {
  const dark__inquiry wanted = {.uncertainty = request->resampling.uncertainty, .n_thinnings = request->n_thinnings};
  dark_sensitivity_options options_asked = dark__inquiry_options(&wanted);
  options_asked.progress = dark__progress_report;
  options_asked.context = progress;
  return options_asked;
}

/* With the meter running and requests to stop heard. */
static dark_status inquire(dark_sensitivity **out, const dark_table *table, const char *method, const dark__request *request,
                           dark_error *err) {
  dark__progress progress;
  inquiry asked = {out, table, options_for(request, &progress)};
  dark__announce_sensitivity(table, method, request, &asked.options);
  dark__progress_start(&progress, request->resampling.progress, request->output.is_quiet, "sensitivity");
  dark__interrupt_hold();
  dark_status status = dark__settings_use(method, request, ask, &asked, err);
  dark__interrupt_release();
  dark__progress_end(&progress);
  if (dark__interrupt_asked()) status = dark__fail(err, DARK_EINTERRUPTED, "interrupted");
  return status;
}

static void show_options(dark__words *shown, const dark__request *request, const char *method) {
  char number[32];
  dark__resampling_options resampling = request->resampling;
  if (resampling.uncertainty.n_replicates == 0 && !resampling.uncertainty.has_interval)
    resampling.uncertainty.interval = DARK_INTERVAL_NONE;
  dark__input_show(shown, request);
  dark__search_show(shown, request, method);
  if (request->estimation.model != NULL) dark__show_pair(shown, "model", request->estimation.model);
  dark__resampling_show(shown, &resampling);
  snprintf(number, sizeof number, "%zu", request->n_thinnings);
  dark__show_pair(shown, "thinnings", number);
}

static dark_status report(const dark_sensitivity *found, const char *method, const dark_table *table,
                          const dark__request *request, dark_error *err) {
  dark_run run;
  dark__words shown = {0};
  dark__output output;
  show_options(&shown, request, method);
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = dark__run_describe(&run, &shown, request, table, err);
  if (status == DARK_OK) status = dark_report_sensitivity(output.stream, request->output.format, found, table, &run, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  dark__words_free(&shown);
  return status;
}

static dark_status sensitivity(dark__request *request, dark_error *err) {
  const char *method = dark__request_method(request, "auto");
  dark_table *table = NULL;
  dark_sensitivity *found = NULL;
  dark_status status = dark__request_read_table(&table, request, err);
  if (status == DARK_OK) status = settle(request, table, method, err);
  if (status == DARK_OK) status = inquire(&found, table, method, request, err);
  if (status == DARK_OK) status = report(found, method, table, request, err);
  if (status == DARK_OK && !dark__inquiry_any(found)) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  dark_sensitivity_free(found);
  dark_table_free(table);
  return status;
}

int dark__cmd_sensitivity(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "sensitivity");
  request.reports_notes = true;
  return dark__request_serve(&request, &syntax, argc, argv, sensitivity);
}
