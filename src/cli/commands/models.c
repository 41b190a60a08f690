/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "cli/commands/commands.h"
#include "cli/commands/expected.h"
#include "cli/commands/fitting.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/options/value.h"
#include "fitting/ranking.h"

enum { TOP = 0x100, MOST_TOP = 1000000 };

static const struct argp_option options[] = {{"top", TOP, "K", 0, "How many models to show (default 10)", 0}, {0}};

static const struct argp_child groups[] = {{&dark__categories_group, 0, "Input:", 1},
                                           {&dark__search_group, 0, "Estimation:", 2},
                                           {&dark__output_group, 0, "Output:", 3},
                                           {&dark__help_group, 0, "Help:", 4},
                                           {0}};

static const char help[] =
    "Rank the candidate models of one table: terms, fit, criteria, the total each estimates, and whether it can be estimated at "
    "all "
    "(code 0; 1: no extended maximum likelihood estimate; 2: not identifiable; 3: both). Categories are thrown together; --where "
    "chooses one, and with --joint the models are those of all categories of --by.\v"
    "Examples:\n"
    "  darkfigure models --top 20 --max-order 2 lists.csv\n"
    "  darkfigure models --joint auto --by sex,age people.csv\n\n" DARK__EXIT_HELP;

static error_t take(int key, char *argument, struct argp_state *state) {
  if (key != TOP) return dark__request_take(key, argument, state);
  dark__request *request = state->input;
  uint64_t top = 0;
  const dark_status status = dark__value_whole(&top, "--top", argument, 1, MOST_TOP, &request->err);
  request->top = (size_t)top;
  return dark__request_proceed(status);
}

static const struct argp syntax = {
    .options = options, .parser = take, .args_doc = DARK__FILES_DOC, .doc = help, .children = groups};

static dark_status report(const dark__ranking *ranked, const char *method, const dark_plan *plan, const dark__request *request,
                          dark_error *err) {
  const dark_table *table = dark_plan_table(plan);
  dark_run run;
  char top[32];
  dark__words shown = {0};
  dark__output output;
  dark__input_show(&shown, request);
  dark__search_show(&shown, request, method);
  snprintf(top, sizeof top, "%zu", request->top);
  dark__show_pair(&shown, "top", top);
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = dark__run_describe(&run, &shown, request, table, err);
  run.dependence = dark_plan_dependence(plan);
  run.chosen = ranked->has_chosen ? &ranked->chosen : NULL;
  if (status == DARK_OK)
    status = dark_report_candidates(output.stream, request->output.format, ranked->candidates, dark__words_items(&ranked->names),
                                    ranked->n, table, &run, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  dark__words_free(&shown);
  return status;
}

static dark_status rank(dark__ranking *ranked, const dark_plan *plan, const dark__request *request, dark_error *err) {
  const dark_status status = dark__ranking_make(ranked, plan, request->top, err);
  if (ranked->obstacle != DARK_N_REASONS) dark__complain("no model has an estimate: %s", dark_reason_sentence(ranked->obstacle));
  return status;
}

static dark_status models(dark__request *request, dark_error *err) {
  const char *method = dark__request_method(request, "bic");
  dark_table *table = NULL;
  dark_plan *plan = NULL;
  dark__ranking ranked = {.n = 0};
  dark_status status = dark__ranking_check(request->input.by.n > 0, method, err);
  if (status == DARK_OK) status = dark__request_read_table(&table, request, err);
  if (status == DARK_OK) dark__announce_ranking(table, method, request);
  if (status == DARK_OK) status = dark__plan_make(&plan, table, method, request, err);
  if (status == DARK_OK) status = rank(&ranked, plan, request, err);
  if (status == DARK_OK) status = report(&ranked, method, plan, request, err);
  if (status == DARK_OK && !dark__ranking_is_usable(&ranked)) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  dark__ranking_clear(&ranked);
  dark_plan_free(plan);
  dark_table_free(table);
  return status;
}

int dark__cmd_models(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "models");
  return dark__request_serve(&request, &syntax, argc, argv, models);
}
