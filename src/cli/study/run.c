/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/show.h"
#include "base/threads.h"
#include "cli/console/announce.h"
#include "cli/console/complain.h"
#include "cli/console/interrupt.h"
#include "cli/console/progress.h"
#include "cli/study/study.h"
#include "study/run/left.h"
#include "writing/numbers.h"

static const struct argp_child groups[] = {
    {&dark__run_group, 0, "Running:", 1}, {&dark__quiet_group, 0, "Output:", 2}, {&dark__help_group, 0, "Help:", 3}, {0}};

static const char help[] =
    "Do the tasks of a study that its results store does not have yet. Every 500 replicates are committed as soon as they are "
    "there: after an interruption, a kill or a power cut the same command goes on where it was, and ends with the same results. "
    "'darkfigure study export' writes them.\v"
    "Examples:\n"
    "  darkfigure study run study.yaml\n"
    "  darkfigure study run --shard 2/8 study.yaml    on the second of eight machines;\n"
    "    'darkfigure study merge' puts the stores together\n\n"
    "Exit status: 0 all tasks done, 1 a task failed, 2 wrong usage, also in the study file, 3 bad data, 4 input, output or "
    "system "
    "failure, 130 interrupted.";

static const struct argp syntax = {.parser = dark__request_take, .args_doc = "STUDY", .doc = help, .children = groups};

static const char *plural(size_t n) { return n == 1 ? "" : "s"; }

/* The store is read only where the whole study would be long. What cannot be estimated, such as what is left of a store that is none, is told by the run. */
static void announce(const dark__study_files *files, const dark__request *request) {
  const dark__shard shard = {request->study.shard, request->study.n_shards};
  const int n_threads = dark__n_threads(request->resampling.uncertainty.n_threads);
  dark_error err = DARK_ERROR_INIT;
  const size_t n_tasks = dark_tasks_n(files->tasks);
  double seconds;
  char what[96];
  if (request->output.is_quiet || !dark__is_long(dark__plan_seconds(files->tasks) / n_threads)) return;
  if (dark__seconds_left(&seconds, files->tasks, shard, files->store, &err) != DARK_OK) return;
  snprintf(what, sizeof what, "%s task%s, %d thread%s", dark__count_size(n_tasks).text, plural(n_tasks), n_threads,
           plural((size_t)n_threads));
  dark__announce(seconds / n_threads, what,
                 "it can be interrupted and goes on with the same command, and '--progress always' shows how far it is");
}

static dark_status run(dark_run_state *state, const dark__study_files *files, const dark__request *request, dark_error *err) {
  dark__progress progress;
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark__progress_start(&progress, request->resampling.progress, request->output.is_quiet, "study");
  options.store = files->store;
  options.n_threads = request->resampling.uncertainty.n_threads;
  options.shard = request->study.shard;
  options.n_shards = request->study.n_shards;
  options.progress = dark__progress_report;
  options.context = &progress;
  dark__interrupt_hold_patiently();
  const dark_status status = dark_study_run(state, files->tasks, &options, err);
  dark__interrupt_release();
  dark__progress_end(&progress);
  return status;
}

static void say(const dark_run_state *state, const dark__study_files *files, const dark__request *request, bool is_stopped) {
  char failed[64] = "";
  if (request->output.is_quiet) return;
  if (state->n_failed > 0) snprintf(failed, sizeof failed, ", %s failed", dark__count_size(state->n_failed).text);
  dark__note("%s of %s task%s done%s in %s; %s", dark__count_size(state->n_done).text, dark__count_size(state->n_tasks).text,
             plural(state->n_tasks), failed, dark__show_path(files->store).text,
             is_stopped                 ? "the same command goes on"
             : request->study.has_shard ? "'darkfigure study merge' puts shards together"
             : state->n_failed > 0      ? "'darkfigure study status' says why, 'darkfigure study export' writes the results"
                                        : "'darkfigure study export' writes the results");
}

static dark_status serve(dark__request *request, dark_error *err) {
  dark__study_files files;
  dark_run_state state;
  dark_status status = dark__study_files_open(&files, request, err);
  if (status == DARK_OK) {
    announce(&files, request);
    status = run(&state, &files, request, err);
    if (status == DARK_OK || status == DARK_EINTERRUPTED) say(&state, &files, request, status != DARK_OK);
    if (status == DARK_OK && state.n_failed > 0) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  }
  dark__study_files_clear(&files);
  return status;
}

int dark__study_run(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "study run");
  request.operand = "STUDY";
  return dark__request_serve(&request, &syntax, argc, argv, serve);
}
