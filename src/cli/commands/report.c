/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
    "or Finnish. Small numbers of people on the lists are not shown, nor what would give them away; what repeats the page goes "
    "into a "
    "private file beside it, report.repro.json. COMPARISONS, what 'darkfigure study compare --format json' wrote, puts scenarios "
    "beside their "
    "baseline on it.\v"
    "Examples:\n"
    "  darkfigure fit --by form --format json -o fit.json lists.csv\n"
    "  darkfigure report --about about.yaml -o report.html fit.json\n"
    "  darkfigure study compare --format json -o compare.json study.yaml\n"
    "  darkfigure report --about about.yaml -o report.html fit.json compare.json\n\n"
    "Exit status: 0 done, 1 no estimate, 2 wrong usage, also in the files of --about and --labels, 3 the source is not what fit "
    "writes, 4 input, output or system failure.";

static const struct argp syntax = {
    .parser = dark__request_take, .args_doc = "SOURCE [COMPARISONS]", .doc = help, .children = groups};

/* Smaller numbers are not shown. */
enum { DEFAULT_K = 5 };

/* All that goes onto the page. */
typedef struct material {
  dark__source source;
  dark__about about;
  dark__document *labels;
  dark__comparisons_source comparisons;
  dark__protection protection;
  char *private_path; /* NULL: nowhere */
} material;

/* The second file, or NULL. */
static const char *comparisons_of(const dark__request *request) {
  return request->input.paths.n > 1 ? request->input.paths.items[1] : NULL;
}

static bool is_protected(const dark__request *request) { return request->page.least_shown > 0; }

/* ---- Where it goes */

/* "report.repro.json" beside "report.html". Nowhere beside what is no file. */
static dark_status name_private(material *read, const dark__request *request, dark_error *err) {
  static const char ending[] = ".html", own[] = ".repro.json";
  const char *path = request->output.path;
  if (!is_protected(request) || path == NULL || dark__is_written_directly(path)) return DARK_OK;
  size_t n = strlen(path);
  if (n > strlen(ending) && strcmp(path + n - strlen(ending), ending) == 0) n -= strlen(ending);
  read->private_path = malloc(n + sizeof own);
  if (read->private_path == NULL) return dark__fail_memory(err);
  memcpy(read->private_path, path, n);
  memcpy(read->private_path + n, own, sizeof own);
  return DARK_OK;
}

/* The page and what is private must not take the place of what they are made from. */
static dark_status check_output(const material *read, const dark__request *request, dark_error *err) {
  const char *const inputs[] = {request->page.about, request->page.labels, request->input.paths.items[0],
                                comparisons_of(request)};
  const dark__output_options beside = {.path = read->private_path};
  dark__words files = {0};
  for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++)
    if (inputs[i] != NULL) dark__words_add(&files, inputs[i], strlen(inputs[i]));
  dark_status status = files.failed ? dark__fail_memory(err) : dark__output_check(&request->output, &files, err);
  if (status == DARK_OK && read->private_path != NULL) status = dark__output_check(&beside, &files, err);
  dark__words_free(&files);
  return status;
}

/* ---- What goes onto it */

static dark_status protect(material *read, const dark__request *request, dark_error *err) {
  const dark__page_request *page = &request->page;
  if (!is_protected(request)) return DARK_OK;
  return dark__protection_make(&read->protection, &read->source, (double)page->least_shown, page->hides_zeros, err);
}

static dark_status read_material(material *read, const dark__request *request, dark_error *err) {
  dark_status status = dark__source_read(&read->source, request->input.paths.items[0], err);
  if (status == DARK_OK) status = dark__about_read(&read->about, request->page.about, err);
  if (status == DARK_OK) status = dark__labels_read(&read->labels, request->page.labels, err);
  if (status == DARK_OK && comparisons_of(request) != NULL)
    status = dark__comparisons_source_read(&read->comparisons, comparisons_of(request), err);
  return status == DARK_OK ? protect(read, request, err) : status;
}

/* ---- Writing it */

static dark_status compose_private(dark__output *output, const material *read, dark_error *err) {
  dark_status status = dark__output_open(output, err);
  if (status == DARK_OK) status = dark__protection_write(output->stream, &read->protection, err);
  return status == DARK_OK ? dark__output_finish(output, err) : status;
}

static dark_status compose(dark__output *output, const material *read, const dark__request *request, dark_error *err) {
  const dark__page_options options = {.language = (dark__language)request->page.language,
                                      .about = &read->about,
                                      .labels = read->labels,
                                      .comparisons = comparisons_of(request) != NULL ? &read->comparisons : NULL,
                                      .protection = is_protected(request) ? &read->protection : NULL,
                                      .date = request->page.date};
  dark_status status = dark__output_open(output, err);
  if (status == DARK_OK) status = dark__page_write(output->stream, &read->source, &options, err);
  return status == DARK_OK ? dark__output_finish(output, err) : status;
}

/* The page, and before it what is private, so that there is no page without; a page that could not be written takes that back. */
static dark_status deliver(const material *read, const dark__request *request, dark_error *err) {
  const dark__output_options beside = {.path = read->private_path};
  dark__output page = {0}, private = {0};
  dark_status status = compose(&page, read, request, err);
  if (status == DARK_OK && beside.path != NULL) status = compose_private(&private, read, err);
  if (status == DARK_OK && beside.path != NULL) status = dark__output_deliver(&private, &beside, err);
  const bool is_beside = status == DARK_OK && beside.path != NULL;
  if (status == DARK_OK) status = dark__output_deliver(&page, &request->output, err);
  if (status != DARK_OK && is_beside) unlink(beside.path);
  dark__output_close(&page);
  dark__output_close(&private);
  return status;
}

static void say_what_is_private(const material *read, const dark__request *request) {
  if (request->output.is_quiet || !is_protected(request)) return;
  if (read->private_path == NULL)
    dark__note("what repeats the page is not on it, and goes into a file beside it: give -o report.html");
  else dark__note("%s has small numbers and all digits: it stays with those who may see the lists", read->private_path);
}

static void clear(material *read) {
  free(read->private_path);
  dark__protection_clear(&read->protection);
  dark__comparisons_source_clear(&read->comparisons);
  dark__document_free(read->labels);
  dark__about_clear(&read->about);
  dark__source_clear(&read->source);
}

static dark_status report(dark__request *request, dark_error *err) {
  material read = {0};
  dark_status status = name_private(&read, request, err);
  if (status == DARK_OK) status = check_output(&read, request, err);
  if (status == DARK_OK) status = read_material(&read, request, err);
  if (status == DARK_OK) status = deliver(&read, request, err);
  if (status == DARK_OK) say_what_is_private(&read, request);
  if (status == DARK_OK && !dark_results_any(&read.source.results)) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  clear(&read);
  return status;
}

int dark__cmd_report(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "report");
  request.operand = "SOURCE";
  request.most_operands = 2;
  request.second_operand = "COMPARISONS";
  request.page.least_shown = DEFAULT_K;
  return dark__request_serve(&request, &syntax, argc, argv, report);
}
