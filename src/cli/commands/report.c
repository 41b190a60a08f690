/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/options/request.h"
#include "report/page/page.h"
#include "report/words/format.h"

static const struct argp_child groups[] = {
    {&dark__page_group, 0, "The page:", 1}, {&dark__output_file_group, 0, "Output:", 2}, {&dark__help_group, 0, "Help:", 3}, {0}};

static const char help[] =
    "Write a page to hand on from what 'darkfigure fit --format json' wrote: one HTML file that needs nothing else, in English "
    "or "
    "Finnish. Nothing protects small numbers yet, so that it is written only with --disclosure none, and says so.\v"
    "Examples:\n"
    "  darkfigure fit --by form --format json -o fit.json lists.csv\n"
    "  darkfigure report --disclosure none --about about.yaml -o report.html fit.json\n\n"
    "Exit status: 0 done, 1 no estimate, 2 wrong usage, also in the files of --about and --labels, 3 the source is not what fit "
    "writes, 4 input, output or system failure.";

static const struct argp syntax = {.parser = dark__request_take, .args_doc = "SOURCE", .doc = help, .children = groups};

/* All that goes onto the page. */
typedef struct material {
  dark__source source;
  dark__about about;
  dark__document *labels;
} material;

static dark_status check_disclosure(const dark__request *request, dark_error *err) {
  if (request->page.is_uncontrolled) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE,
                    "report cannot protect small numbers yet, which may point at a person; give --disclosure none if the page "
                    "stays with those who may see the lists");
}

/* The page must not take the place of what it is made from. */
static dark_status check_output(const dark__request *request, dark_error *err) {
  const char *const inputs[] = {request->page.about, request->page.labels};
  dark__words files = {0};
  for (size_t i = 0; i < 2; i++)
    if (inputs[i] != NULL) dark__words_add(&files, inputs[i], strlen(inputs[i]));
  const dark_status status = files.failed ? dark__fail_memory(err) : dark__output_check(&request->output, &files, err);
  dark__words_free(&files);
  return status;
}

static dark_status read_material(material *read, const dark__request *request, dark_error *err) {
  dark_status status = dark__source_read(&read->source, request->input.paths.items[0], err);
  if (status == DARK_OK) status = dark__about_read(&read->about, request->page.about, err);
  if (status == DARK_OK) status = dark__labels_read(&read->labels, request->page.labels, err);
  return status;
}

static dark_status deliver(const material *read, const dark__request *request, dark_error *err) {
  const dark__page_options options = {.language = (dark__language)request->page.language,
                                      .about = &read->about,
                                      .labels = read->labels,
                                      .date = request->page.date};
  dark__output output;
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = dark__page_write(output.stream, &read->source, &options, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  return status;
}

static dark_status report(dark__request *request, dark_error *err) {
  material read = {0};
  dark_status status = check_disclosure(request, err);
  if (status == DARK_OK) status = check_output(request, err);
  if (status == DARK_OK) status = read_material(&read, request, err);
  if (status == DARK_OK) status = deliver(&read, request, err);
  if (status == DARK_OK && !dark_results_any(&read.source.results)) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  dark__document_free(read.labels);
  dark__about_clear(&read.about);
  dark__source_clear(&read.source);
  return status;
}

int dark__cmd_report(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "report");
  request.operand = "SOURCE";
  return dark__request_serve(&request, &syntax, argc, argv, report);
}
