/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "cli/commands/commands.h"
#include "cli/commands/material.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/figure/drawing.h"
#include "cli/options/request.h"
#include "report/plot/plot.h"
#include "report/source/methods.h"
#include "writing/paper.h"

static const struct argp_child groups[] = {{&dark__page_group, 0, "The figure:", 1},
                                           {&dark__output_file_group, 0, "Output:", 2},
                                           {&dark__help_group, 0, "Help:", 3},
                                           {0}};

static const char help[] =
    "Draw a figure to hand on from what 'darkfigure fit --format json' wrote: SVG with real text, or PDF or PNG, whichever the "
    "name of the file ends in. It says inside it what its data are. Small numbers of people on the lists are not drawn, nor what "
    "would give them away. KIND is forest, the estimates with their intervals, a row for each category and sum; tornado, what "
    "moves each estimate furthest, from SENSITIVITY as well, the JSON of 'darkfigure sensitivity' about the same lists; "
    "series, the estimates by year, where a category is a year; flow, how many people lists have, known to any, left out, "
    "analysed; or "
    "overlaps, how many people are on exactly which lists, for those who may see small numbers (--disclosure none), as is "
    "methods, what each method says, from the JSON of 'darkfigure methods FILE'. SOURCE may also be a study file: its baseline, "
    "from "
    "its results store.\v"
    "Examples:\n"
    "  darkfigure fit --by form --format json -o fit.json lists.csv\n"
    "  darkfigure plot forest --about about.yaml -o estimates.svg fit.json\n"
    "  darkfigure sensitivity --by form --format json -o sensitivity.json lists.csv\n"
    "  darkfigure plot tornado -o moves.svg fit.json sensitivity.json\n"
    "  darkfigure plot series -o years.pdf fit-by-year.json\n"
    "  darkfigure plot overlaps --disclosure none -o overlaps.pdf fit.json\n\n"
    "Exit status: 0 done, 1 no estimate, 2 wrong usage, also in the files of --about and --labels, 3 a source is not what its "
    "command writes, 4 input, output or system failure.";

static const struct argp syntax = {
    .parser = dark__request_take, .args_doc = "KIND SOURCE [SENSITIVITY]", .doc = help, .children = groups};

/* What was asked for. */
typedef struct order {
  dark__plot_kind kind;
  dark__drawing drawing;
  const char *source, *beside; /* paths; the second NULL where the kind has none */
} order;

/* "forest, overlaps and tornado", or with another word before the last. */
static dark_status list_kinds(dark__paper *list, const char *before_last, dark_error *err) {
  for (int kind = 0; kind < (int)DARK__N_PLOTS; kind++)
    dark__paper_add(list, "%s%s", kind == 0 ? "" : kind + 1 < (int)DARK__N_PLOTS ? ", " : before_last, dark__plot_words[kind]);
  return list->failed ? dark__fail_memory(err) : DARK_OK;
}

static dark_status fail_kind(const char *word, dark_error *err) {
  dark__paper kinds = {0};
  dark_status status = list_kinds(&kinds, " and ", err);
  if (status == DARK_OK)
    status =
        dark__fail(err, DARK_EUSAGE, "'%s' is no KIND of figure; there are %s", dark__show(word).text, dark__paper_text(&kinds));
  dark__paper_clear(&kinds);
  return status;
}

static dark_status fail_too_few(dark_error *err) {
  dark__paper kinds = {0};
  dark_status status = list_kinds(&kinds, " or ", err);
  if (status == DARK_OK)
    status = dark__fail(err, DARK_EUSAGE, "plot needs a KIND (%s) and a SOURCE, which 'fit --format json' wrote",
                        dark__paper_text(&kinds));
  dark__paper_clear(&kinds);
  return status;
}

static dark_status take_kind(order *of, const char *word, dark_error *err) {
  for (int kind = 0; kind < (int)DARK__N_PLOTS; kind++) {
    of->kind = (dark__plot_kind)kind;
    if (strcmp(word, dark__plot_words[kind]) == 0) return DARK_OK;
  }
  return fail_kind(word, err);
}

/* One kind has a second source. */
static dark_status take_sources(order *of, const dark__words *operands, dark_error *err) {
  const bool needs_beside = of->kind == DARK__PLOT_TORNADO;
  of->source = operands->items[1];
  if (operands->n > 2) of->beside = operands->items[2];
  if (needs_beside && of->beside == NULL)
    return dark__fail(err, DARK_EUSAGE,
                      "plot tornado needs two files about the same lists: 'plot tornado fit.json sensitivity.json', which 'fit "
                      "--format json' and 'sensitivity --format json' wrote");
  if (needs_beside || of->beside == NULL) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "plot %s takes one SOURCE, and '%s' is one more", dark__plot_words[of->kind],
                    dark__show_path(of->beside).text);
}

/* Small numbers, or what could be turned back into them. */
static dark_status check_protection(const order *of, const dark__request *request, dark_error *err) {
  if (!dark__is_protected(request)) return DARK_OK;
  if (of->kind == DARK__PLOT_OVERLAPS)
    return dark__fail(err, DARK_EUSAGE,
                      "plot overlaps shows small numbers, how many people are on exactly which lists, and draws them only with "
                      "--disclosure none: for those who may see the lists");
  if (of->kind != DARK__PLOT_METHODS) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE,
                    "plot methods draws many estimates of the same lists, from which small numbers could be found, and only with "
                    "--disclosure none: for those who may see the lists");
}

static dark_status understand(order *of, const dark__request *request, dark_error *err) {
  const dark__words *operands = &request->input.paths;
  if (operands->n < 2) return fail_too_few(err);
  dark_status status = take_kind(of, operands->items[0], err);
  if (status == DARK_OK) status = take_sources(of, operands, err);
  if (status == DARK_OK) status = check_protection(of, request, err);
  return status == DARK_OK ? dark__drawing_find(&of->drawing, request->output.path, err) : status;
}

/* ---- Drawing it */

typedef struct sources {
  dark__material material;
  dark__beside beside;
} sources;

static dark_status read_all(sources *from, const order *of, const dark__request *request, dark_error *err) {
  dark__source_reader *reader = of->kind == DARK__PLOT_METHODS ? dark__source_read_methods : dark__source_read;
  const dark_status status = dark__material_read_by(reader, &from->material, request, of->source, err);
  if (status != DARK_OK || of->beside == NULL) return status;
  return dark__beside_read_what_ifs(&from->beside, &from->material.source, of->beside, err);
}

static dark_status draw_svg(dark__output *svg, const order *of, const sources *from, const dark__request *request,
                            dark_error *err) {
  dark__page_options options = dark__material_options(&from->material, request);
  if (dark__has_what_ifs(&from->beside)) options.what_ifs = &from->beside.what_ifs;
  dark_status status = dark__output_open(svg, err);
  if (status == DARK_OK) status = dark__plot_write(svg->stream, of->kind, &from->material.source, &options, err);
  return status == DARK_OK ? dark__output_finish(svg, err) : status;
}

static dark_status deliver(const order *of, const sources *from, const dark__request *request, dark_error *err) {
  dark__output svg = {0}, drawn = {0};
  dark_status status = draw_svg(&svg, of, from, request, err);
  if (status == DARK_OK) status = dark__output_open(&drawn, err);
  if (status == DARK_OK) status = dark__drawing_write(drawn.stream, of->drawing, svg.text, svg.size, err);
  if (status == DARK_OK) status = dark__output_deliver(&drawn, &request->output, err);
  dark__output_close(&svg);
  dark__output_close(&drawn);
  return status;
}

static bool is_about_estimates(dark__plot_kind kind) { return kind != DARK__PLOT_OVERLAPS; }

static dark_status plot(dark__request *request, dark_error *err) {
  order of = {0};
  sources from = {0};
  dark_status status = understand(&of, request, err);
  if (status == DARK_OK) status = dark__material_check_output(request, request->output.path, err);
  if (status == DARK_OK) status = read_all(&from, &of, request, err);
  if (status == DARK_OK) status = deliver(&of, &from, request, err);
  if (status == DARK_OK && is_about_estimates(of.kind) && !dark_results_any(&from.material.source.results))
    request->exit_code = DARK__EXIT_NO_ESTIMATE;
  dark__beside_clear(&from.beside);
  dark__material_clear(&from.material);
  return status;
}

int dark__cmd_plot(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "plot");
  request.operand = "KIND and one SOURCE";
  request.most_operands = 3;
  request.second_operand = "SENSITIVITY";
  request.page.least_shown = DARK__DEFAULT_K;
  return dark__request_serve(&request, &syntax, argc, argv, plot);
}
