/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/commands/commands.h"
#include "cli/commands/material.h"
#include "cli/console/complain.h"
#include "cli/console/delivery.h"
#include "cli/console/output.h"
#include "cli/options/request.h"
#include "report/handout/handout.h"
#include "report/page/page.h"
#include "report/protection/disclosure.h"

static const struct argp_child groups[] = {{&dark__page_group, 0, "The page:", 1},
                                           {&dark__handout_group, 0, "Output:", 2},
                                           {&dark__output_file_group, 0, NULL, 2},
                                           {&dark__help_group, 0, "Help:", 3},
                                           {0}};

static const char help[] =
    "Write a page to hand on from what 'darkfigure fit --format json' wrote: one HTML file that needs nothing else, in English "
    "or Finnish. Small numbers of people on the lists are not shown, nor what would give them away; what repeats the page goes "
    "into a "
    "private file beside it, report.repro.json. COMPARISONS, what 'darkfigure study compare --format json' wrote, puts scenarios "
    "beside their baseline on it; SENSITIVITY, what 'darkfigure sensitivity --format json' wrote about the same lists, shows "
    "what the "
    "answer depends on most; METHODS, the JSON of 'darkfigure methods FILE', with --disclosure none only, what each method "
    "says; MODELS, the JSON of 'darkfigure models', likewise what each model says, of all people or, with its --where, of a "
    "category. SOURCE may also be a study file: the page then is about the baseline of its first comparison, with all that is "
    "compared, from its results store.\v"
    "Examples:\n"
    "  darkfigure fit --by form --format json -o fit.json lists.csv\n"
    "  darkfigure report --about about.yaml -o report.html fit.json\n"
    "  darkfigure study compare --format json -o compare.json study.yaml\n"
    "  darkfigure sensitivity --by form --format json -o sensitivity.json lists.csv\n"
    "  darkfigure report --about about.yaml -o report.html fit.json compare.json sensitivity.json\n"
    "  darkfigure report --format xlsx -o estimates.xlsx fit.json\n"
    "  darkfigure report --about about.yaml -o report.html study.yaml\n\n"
    "Exit status: 0 done, 1 no estimate, 2 wrong usage, also in the files of --about and --labels, 3 the source is not what fit "
    "writes, 4 input, output or system failure.";

static const struct argp syntax = {.parser = dark__request_take,
                                   .args_doc = "SOURCE [COMPARISONS] [SENSITIVITY] [METHODS] [MODELS...]",
                                   .doc = help,
                                   .children = groups};

/* A page, and where what is private goes. */
typedef struct handout {
  dark__material material;
  dark__beside beside;
  char *private_path; /* NULL: nowhere */
} handout;

/* ---- Where it goes */

/* How long the path is without the ending of its form. */
static size_t n_without_ending(const char *path) {
  static const char *const endings[] = {".html", ".csv", ".md", ".xlsx", ".txt"};
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
    if (dark__has_ending(path, endings[i])) return strlen(path) - strlen(endings[i]);
  return strlen(path);
}

/* "report.repro.json" beside "report.html". Nowhere beside what is no file. */
static dark_status name_private(handout *of, const dark__request *request, dark_error *err) {
  static const char own[] = ".repro.json";
  const char *path = request->output.path;
  if (!dark__is_protected(request) || path == NULL || dark__is_written_directly(path)) return DARK_OK;
  const size_t n = n_without_ending(path);
  of->private_path = malloc(n + sizeof own);
  if (of->private_path == NULL) return dark__fail_memory(err);
  memcpy(of->private_path, path, n);
  memcpy(of->private_path + n, own, sizeof own);
  return DARK_OK;
}

/* The page and what is private must not take the place of what they are made from. */
static dark_status check_output(const handout *of, const dark__request *request, dark_error *err) {
  const dark_status status = dark__material_check_output(request, request->output.path, err);
  if (status != DARK_OK || of->private_path == NULL) return status;
  return dark__material_check_output(request, of->private_path, err);
}

/* Those of a study, which come with it. */
static dark_status take_comparisons(handout *of, dark_error *err) {
  dark__document *comparisons = of->material.answer.comparisons;
  of->material.answer.comparisons = NULL;
  if (comparisons == NULL) return DARK_OK;
  return dark__beside_take_comparisons(&of->beside, comparisons, of->material.source.path, err);
}

static dark_status read_all(handout *of, const dark__request *request, dark_error *err) {
  const dark__words *paths = &request->input.paths;
  dark_status status = dark__material_read(&of->material, &dark__way_of_comparisons, request, paths->items[0], err);
  if (status == DARK_OK) status = take_comparisons(of, err);
  for (size_t i = 1; status == DARK_OK && i < paths->n; i++)
    status = dark__beside_read(&of->beside, &of->material.source, paths->items[i], err);
  return status;
}

/* ---- Writing it */

static dark_status compose_private(dark__output *output, const handout *of, dark_error *err) {
  dark_status status = dark__output_open(output, err);
  if (status == DARK_OK) status = dark__protection_write(output->stream, &of->material.protection, err);
  return status == DARK_OK ? dark__output_finish(output, err) : status;
}

static dark_status write_table(FILE *stream, const handout *of, const dark__page_options *options, const dark__request *request,
                               dark_error *err) {
  dark__handout table = {0};
  dark_status status = dark__handout_make(&table, &of->material.source, options, err);
  if (status == DARK_OK) status = dark__handout_write(stream, request->output.format, &table, err);
  dark__handout_clear(&table);
  return status;
}

static dark_status compose(dark__output *output, const handout *of, const dark__request *request, dark_error *err) {
  dark__page_options options = dark__material_options(&of->material, request);
  if (dark__has_comparisons(&of->beside)) options.comparisons = &of->beside.comparisons;
  if (dark__has_what_ifs(&of->beside)) options.what_ifs = &of->beside.what_ifs;
  if (dark__has_methods(&of->beside)) options.methods = &of->beside.methods;
  options.models = of->beside.models;
  options.n_models = of->beside.n_models;
  dark_status status = dark__output_open(output, err);
  if (status == DARK_OK)
    status = request->page.is_table ? write_table(output->stream, of, &options, request, err)
                                    : dark__page_write(output->stream, &of->material.source, &options, err);
  return status == DARK_OK ? dark__output_finish(output, err) : status;
}

/* The page and what is private: both or none. */
static dark_status deliver(const handout *of, const dark__request *request, dark_error *err) {
  const dark__output_options beside = {.path = of->private_path, .is_private = true};
  dark__output page = {0}, private = {0};
  dark_status status = compose(&page, of, request, err);
  if (status == DARK_OK && beside.path != NULL) {
    status = compose_private(&private, of, err);
    if (status == DARK_OK) status = dark__deliver_outputs(&private, &beside, &page, &request->output, err);
  } else if (status == DARK_OK) status = dark__output_deliver(&page, &request->output, err);
  dark__output_close(&page);
  dark__output_close(&private);
  return status;
}

static const char *example_path(const dark__request *request) {
  if (!request->page.is_table) return "report.html";
  switch (request->output.format) {
    case DARK_FORMAT_CSV: return "report.csv";
    case DARK_FORMAT_MARKDOWN: return "report.md";
    case DARK_FORMAT_XLSX: return "report.xlsx";
    default: return "report.txt";
  }
}

static void say_what_is_private(const handout *of, const dark__request *request) {
  if (request->output.is_quiet || !dark__is_protected(request)) return;
  if (dark__has_methods(&of->beside))
    dark__note("what each method says is not on the page: small numbers could be found from it; --disclosure none shows it");
  if (of->beside.n_models > 0)
    dark__note("what each model says is not on the page: small numbers could be found from it; --disclosure none shows it");
  if (of->private_path == NULL)
    dark__note("what repeats the %s is not %s it, and goes into a file beside it: give -o %s",
               request->page.is_table ? "table" : "page", request->page.is_table ? "in" : "on", example_path(request));
  else dark__note("%s has small numbers and all digits: it stays with those who may see the lists", of->private_path);
}

/* What goes beside the results goes onto a page alone. */
static dark_status check_form(const dark__request *request, dark_error *err) {
  if (!request->page.is_table || request->input.paths.n <= 1) return DARK_OK;
  return dark__fail(
      err, DARK_EUSAGE,
      "option '--format': tables have the estimates alone; leave out all files but the first, or leave '--format' out "
      "for a page");
}

static dark_status report(dark__request *request, dark_error *err) {
  handout of = {0};
  dark_status status = check_form(request, err);
  if (status == DARK_OK) status = name_private(&of, request, err);
  if (status == DARK_OK) status = check_output(&of, request, err);
  if (status == DARK_OK) status = read_all(&of, request, err);
  if (status == DARK_OK) status = deliver(&of, request, err);
  if (status == DARK_OK) say_what_is_private(&of, request);
  if (status == DARK_OK && !dark_results_any(&of.material.source.results)) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  free(of.private_path);
  dark__beside_clear(&of.beside);
  dark__material_clear(&of.material);
  return status;
}

int dark__cmd_report(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "report");
  request.operand = "SOURCE";
  request.most_operands = SIZE_MAX; /* each is checked for what it is */
  request.page.least_shown = DARK__USUAL_K;
  request.has_papers = true;
  return dark__request_serve(&request, &syntax, argc, argv, report);
}
