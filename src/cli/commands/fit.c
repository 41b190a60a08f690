/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/commands.h"
#include "cli/commands/fitting.h"
#include "cli/commands/sdg.h"
#include "cli/console/complain.h"
#include "cli/console/delivery.h"
#include "cli/console/output.h"
#include "report/csv/contrast.h"
#include "result/contrast_pairs.h"

static const struct argp_child groups[] = {{&dark__ordered_group, 0, "Input:", 1},
                                           {&dark__estimation_group, 0, "Estimation:", 2},
                                           {&dark__resampling_group, 0, "Resampling:", 3},
                                           {&dark__goodness_group, 0, NULL, 3},
                                           {&dark__residents_group, 0, "Output:", 4},
                                           {&dark__contrast_group, 0, NULL, 4},
                                           {&dark__output_group, 0, NULL, 4},
                                           {&dark__help_group, 0, "Help:", 5},
                                           {0}};

static const char help[] = "Estimate how many people are on none of the lists in FILE, per category and in total, with intervals "
                           "that repeat the choice of "
                           "the model in every resampled table.\v"
                           "Examples:\n"
                           "  darkfigure fit lists.csv\n"
                           "  darkfigure fit --by form,sex --format csv -o all.csv people.csv\n"
                           "  darkfigure fit --model '[12,3]' --replicates 0 lists.csv\n"
                           "  darkfigure fit --link pseudonym police.csv border.csv ngo=helped.csv\n\n" DARK__EXIT_HELP;

static const struct argp syntax = {.parser = dark__request_take, .args_doc = DARK__FILES_DOC, .doc = help, .children = groups};

static void show_options(dark__words *shown, const dark__fit *fitted, const dark__request *request, const char *method) {
  const dark__resampling_options resampling = dark__fit_resampling(fitted, request);
  dark__input_show(shown, request);
  dark__search_show(shown, request, method);
  if (request->estimation.model != NULL) dark__show_pair(shown, "model", request->estimation.model);
  dark__resampling_show(shown, &resampling);
  dark__goodness_show(shown, fitted->n_draws);
  if (request->contrasts.n > 0) dark__show_pairs(shown, "contrast", &request->contrasts);
  if (request->residents != NULL) dark__show_pair(shown, "residents", request->residents);
}

/* What is estimated, and by what it is divided. */
typedef struct asked {
  const char *method;
  dark_table *table, *everybody; /* the second for --sdg, where lists are left out */
  dark_residents *residents;
  dark__sdg sdg;
  dark__sdg_protection sdg_protection;
} asked;

static dark_status write(FILE *stream, const dark__fit *fitted, asked *what, const dark__words *shown,
                         const dark__request *request, dark_error *err) {
  dark_run run;
  dark_status status = dark__run_describe(&run, shown, request, what->table, err);
  if (status != DARK_OK) return status;
  run.residents = what->residents;
  what->sdg.results = fitted->results;
  if (!request->is_sdg) return dark_report_results(stream, request->output.format, fitted->results, what->table, &run, err);
  if (request->page.least_shown > 0)
    status = dark__sdg_protect(&what->sdg_protection, &what->sdg, (double)request->page.least_shown, err);
  if (status == DARK_OK) dark__sdg_write(stream, &what->sdg);
  return status;
}

/* ---- two outputs, both or none */

static dark_status deliver(dark__output *output, const dark__fit *fitted, const dark__request *request, dark_error *err) {
  dark__output contrasts;
  if (request->contrast_output == NULL) return dark__output_deliver(output, &request->output, err);
  const dark__output_options beside = {.path = dark__contrast_path(request), .is_csv_safe = request->output.is_csv_safe};
  dark_status status = dark__output_open(&contrasts, err);
  if (status == DARK_OK) {
    dark__csv_category_contrasts(contrasts.stream, fitted->results);
    status = dark__deliver_outputs(output, &request->output, &contrasts, &beside, err);
  }
  dark__output_close(&contrasts);
  return status;
}

static dark_status report(const dark__fit *fitted, asked *what, const dark__request *request, dark_error *err) {
  dark__words shown = {0};
  dark__output output;
  show_options(&shown, fitted, request, what->method);
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = write(output.stream, fitted, what, &shown, request, err);
  if (status == DARK_OK) status = deliver(&output, fitted, request, err);
  dark__output_close(&output);
  dark__words_free(&shown);
  return status;
}

static dark_status check_contrasts(const dark_table *table, const dark__request *request, dark_error *err) {
  dark__contrast_pairs pairs;
  const dark_status status =
      dark__contrast_pairs_read(&pairs, table, dark__words_items(&request->contrasts), request->contrasts.n, err);
  dark__contrast_pairs_clear(&pairs);
  return status;
}

/* Everything that can be wrong with it is said before anything is estimated. */
static dark_status open_asked(asked *what, dark__request *request, dark_error *err) {
  dark_status status = dark__request_read_table(&what->table, request, err);
  if (status == DARK_OK) status = check_contrasts(what->table, request, err);
  if (status == DARK_OK) status = dark__residents_open(&what->residents, request, err);
  if (status == DARK_OK && what->residents != NULL) status = dark_residents_check(what->residents, what->table, err);
  if (status == DARK_OK) status = dark__sdg_open(&what->sdg, &what->everybody, what->table, what->residents, request, err);
  return status;
}

static void close_asked(asked *what) {
  dark_residents_free(what->residents);
  dark__sdg_protection_clear(&what->sdg_protection);
  dark_table_free(what->everybody);
  dark_table_free(what->table);
}

static dark_status fit(dark__request *request, dark_error *err) {
  asked what = {.method = dark__request_method(request, "auto")};
  dark__fit fitted = {0};
  dark_status status = open_asked(&what, request, err);
  if (status == DARK_OK) dark__uncertainty_settle(&request->resampling.uncertainty, what.table);
  if (status == DARK_OK) status = dark__fit_run(&fitted, what.table, what.method, request, err);
  if (status == DARK_OK) status = report(&fitted, &what, request, err);
  if (status == DARK_OK && !dark_results_any(fitted.results)) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  dark__fit_clear(&fitted);
  close_asked(&what);
  return status;
}

int dark__cmd_fit(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "fit");
  request.reports_notes = true;
  request.has_papers = true;
  request.goodness.is_offered = true;
  return dark__request_serve(&request, &syntax, argc, argv, fit);
}
