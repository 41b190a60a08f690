/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/commands/expected.h"
#include "cli/commands/fitting.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/options/value.h"

enum { TOP = 0x100, MOST_TOP = 1000000, MAX_NAME = 4096 };

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

/* The ranked models with their names. */
typedef struct ranking {
  dark_candidate *candidates; /* [n] */
  size_t n;
  dark__words names;       /* [n] */
  dark_explanation chosen; /* of the model that the search chose; zeroed without one */
  bool has_chosen;
} ranking;

/* A search of all strata together chose one model for all: what the first of them says of it is said of all. */
static dark_status explain_chosen(ranking *ranked, const dark_plan *plan, dark_error *err) {
  for (size_t part = 0; part < dark_plan_n_parts(plan); part++) {
    if (part == dark_plan_pooled_part(plan) || dark_plan_estimate(plan, part)->reason != DARK_N_REASONS) continue;
    const dark_status status = dark_plan_explain(&ranked->chosen, plan, part, err);
    ranked->has_chosen = status == DARK_OK;
    return status == DARK_ENUMERIC || status == DARK_EUSAGE ? DARK_OK : status;
  }
  return DARK_OK;
}

/* Models of several strata have a total in each of them. */
static dark_status add_strata(ranking *ranked, const dark_plan *plan, size_t top, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t part = 1; status == DARK_OK && part < dark_plan_pooled_part(plan); part++) {
    dark_candidate *here = NULL;
    size_t n = 0;
    status = dark_plan_rank(&here, &n, plan, part, top, INFINITY, err);
    for (size_t i = 0; status == DARK_OK && i < n && i < ranked->n; i++) ranked->candidates[i].total += here[i].total;
    free(here);
  }
  return status;
}

static dark_status rank_models(ranking *ranked, const dark_plan *plan, size_t top, dark_error *err) {
  char name[MAX_NAME];
  dark_status status = dark_plan_rank(&ranked->candidates, &ranked->n, plan, 0, top, INFINITY, err);
  if (status == DARK_OK) status = add_strata(ranked, plan, top, err);
  if (status == DARK_OK) status = explain_chosen(ranked, plan, err);
  for (size_t i = 0; status == DARK_OK && i < ranked->n; i++) {
    dark_plan_candidate_name(name, sizeof name, plan, 0, ranked->candidates[i].model);
    dark__words_add(&ranked->names, name, strlen(name));
    if (ranked->candidates[i].code == 0)
      status = dark_plan_candidate_bound(&ranked->candidates[i].bound, plan, 0, ranked->candidates[i].model, err);
  }
  return ranked->names.failed ? dark__fail_memory(err) : status;
}

static dark_status report(const ranking *ranked, const char *method, const dark_plan *plan, const dark__request *request,
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

/* A table in which an estimate is hopeless has no models to rank. */
static dark_status rank_or_explain(ranking *ranked, const dark_plan *plan, const dark__request *request, dark_error *err) {
  if (dark_plan_estimator(plan, 0) != NULL) return rank_models(ranked, plan, request->top, err);
  dark__complain("no model has an estimate: %s", dark_reason_sentence(dark_plan_estimate(plan, 0)->reason));
  return DARK_OK;
}

static bool has_usable(const ranking *ranked) {
  for (size_t i = 0; i < ranked->n; i++)
    if (ranked->candidates[i].code == 0) return true;
  return false;
}

/* Only models of all categories have something to say of each. */
static dark_status check_categories(const dark__request *request, const char *method, dark_error *err) {
  if (request->input.by.n == 0 || strcmp(method, "joint") == 0) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE,
                    "option '--by' goes with '--joint' here: other models are ranked for one table, which --where chooses");
}

static dark_status models(dark__request *request, dark_error *err) {
  const char *method = dark__request_method(request, "bic");
  dark_table *table = NULL;
  dark_plan *plan = NULL;
  ranking ranked = {0};
  dark_status status = check_categories(request, method, err);
  if (status == DARK_OK) status = dark__request_read_table(&table, request, err);
  if (status == DARK_OK) dark__announce_ranking(table, method, request);
  if (status == DARK_OK) status = dark__plan_make(&plan, table, method, request, err);
  if (status == DARK_OK) status = rank_or_explain(&ranked, plan, request, err);
  if (status == DARK_OK) status = report(&ranked, method, plan, request, err);
  if (status == DARK_OK && !has_usable(&ranked)) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  dark_explanation_clear(&ranked.chosen);
  dark__words_free(&ranked.names);
  free(ranked.candidates);
  dark_plan_free(plan);
  dark_table_free(table);
  return status;
}

int dark__cmd_models(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "models");
  return dark__request_serve(&request, &syntax, argc, argv, models);
}
