/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "cli/commands/commands.h"
#include "cli/commands/plot_sources.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/options/request.h"
#include "cli/options/value.h"
#include "report/protection/disclosure.h"
#include "writing/paper.h"

enum { THRESHOLD = 0x300 };
static const uint64_t most_people = UINT32_MAX;

static const struct argp_option own_options[] = {
    {"threshold", THRESHOLD, "N", 0,
     "Of untestable: the number of people at which the conclusion changes, where the "
     "line stands (default: twice the estimate, and "
     "half of it)",
     0},
    {0}};

static const struct argp_child groups[] = {{&dark__page_group, 0, "The figure:", 1},
                                           {&dark__output_file_group, 0, "Output:", 2},
                                           {&dark__help_group, 0, "Help:", 3},
                                           {0}};

static const char help[] =
    "Draw a figure to hand on from what 'darkfigure fit --format json' wrote: SVG with real text, or PDF or PNG, whichever the "
    "name of the file ends in. It says inside it what its data are. Small numbers of people on the lists are not drawn, nor what "
    "would give them away. KIND is forest, the estimates with their intervals, a row for each category and sum; tornado, what "
    "moves each estimate furthest, from SENSITIVITY as well, the JSON of 'darkfigure sensitivity' about the same lists; "
    "differences, how many people more or fewer each scenario of a study estimates than its baseline, from COMPARISONS as "
    "well, the JSON of 'darkfigure study compare', or from a study file alone; "
    "series, the estimates by year, where a category is a year; flow, how many people lists have, known to any, left out, "
    "analysed; or "
    "overlaps, how many people are on exactly which lists, for those who may see small numbers (--disclosure none), as is "
    "methods, what each method says, from the JSON of 'darkfigure methods FILE', and models, what each model says, from the JSON "
    "of 'darkfigure models', of one table or of several, with what 'fit' wrote before them also beside its answer; replicates, "
    "how each estimate is distributed, from the "
    "JSON of 'darkfigure fit --level 0.95,quantiles'; and untestable, what each estimate would be under other odds ratios of two "
    "lists and other interactions of all, from the JSON of 'darkfigure sensitivity' alone, as are consistency, the known size of "
    "each "
    "list against what the others estimate, and trajectories, what the estimates would be with fewer people observed. SOURCE may "
    "also be a study file: its baseline, from its results store; what models, untestable, consistency and trajectories draw is "
    "asked anew of the baseline's table.\v"
    "Examples:\n"
    "  darkfigure fit --by form --format json -o fit.json lists.csv\n"
    "  darkfigure plot forest --about about.yaml -o estimates.svg fit.json\n"
    "  darkfigure sensitivity --by form --format json -o sensitivity.json lists.csv\n"
    "  darkfigure plot tornado -o moves.svg fit.json sensitivity.json\n"
    "  darkfigure study compare --format json -o compare.json study.yaml\n"
    "  darkfigure plot differences -o differences.svg fit.json compare.json\n"
    "  darkfigure plot series -o years.pdf fit-by-year.json\n"
    "  darkfigure plot consistency --disclosure none -o consistency.svg sensitivity.json\n"
    "  darkfigure plot untestable --threshold 20000 --disclosure none -o map.svg sensitivity.json\n"
    "  darkfigure plot overlaps --disclosure none -o overlaps.pdf fit.json\n"
    "  darkfigure models --top 1000 --format json -o models.json lists.csv\n"
    "  darkfigure plot models --disclosure none -o models.svg models.json\n"
    "  darkfigure fit --level 0.95,quantiles --format json -o quantiles.json lists.csv\n"
    "  darkfigure plot replicates --disclosure none -o dots.svg quantiles.json\n\n"
    "Exit status: 0 done, 1 no estimate, 2 wrong usage, also in the files of --about and --labels, 3 a source is not what its "
    "command writes, 4 input, output or system failure.";

static error_t take(int key, char *argument, struct argp_state *state) {
  if (key != THRESHOLD) return dark__request_take(key, argument, state);
  dark__request *request = state->input;
  return dark__request_proceed(
      dark__value_whole(&request->page.threshold, "--threshold", argument, 1, most_people, &request->err));
}

static const struct argp syntax = {.options = own_options,
                                   .parser = take,
                                   .args_doc = "KIND SOURCE [SENSITIVITY|COMPARISONS|MODELS...]",
                                   .doc = help,
                                   .children = groups};

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

static dark_status take_kind(dark__plot_order *of, const char *word, dark_error *err) {
  for (int kind = 0; kind < (int)DARK__N_PLOTS; kind++) {
    of->kind = (dark__plot_kind)kind;
    if (strcmp(word, dark__plot_words[kind]) == 0) return DARK_OK;
  }
  return fail_kind(word, err);
}

static dark_status fail_without_beside(dark__plot_kind kind, dark_error *err) {
  if (kind == DARK__PLOT_TORNADO)
    return dark__fail(err, DARK_EUSAGE,
                      "plot tornado needs two files about the same lists: 'plot tornado fit.json sensitivity.json', which 'fit "
                      "--format json' and 'sensitivity --format json' wrote");
  return dark__fail(err, DARK_EUSAGE,
                    "plot differences needs two files about the same lists: 'plot differences fit.json compare.json', which 'fit "
                    "--format json' and 'study compare --format json' wrote; or a study: 'plot differences study.yaml'");
}

/* Some kinds have a second source, which a study has in itself where it is compared; one has any number. */
static dark_status take_sources(dark__plot_order *of, const dark__request *request, dark_error *err) {
  const dark__words *operands = &request->input.paths;
  const bool is_compared = of->kind == DARK__PLOT_DIFFERENCES && !dark__is_study(request, operands->items[1]);
  const bool needs_beside = of->kind == DARK__PLOT_TORNADO || is_compared;
  const size_t most = of->kind == DARK__PLOT_MODELS ? SIZE_MAX : needs_beside ? 1 : 0;
  of->source = operands->items[1];
  of->n_beside = operands->n - 2;
  of->beside = dark__words_items(operands) + 2;
  if (needs_beside && of->n_beside == 0) return fail_without_beside(of->kind, err);
  if (of->n_beside <= most) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "plot %s takes one SOURCE%s, and '%s' is one more", dark__plot_words[of->kind],
                    is_compared    ? " and one COMPARISONS"
                    : needs_beside ? " and one SENSITIVITY"
                                   : "",
                    dark__show_path(of->beside[most]).text);
}

static dark_status check_threshold(const dark__plot_order *of, const dark__request *request, dark_error *err) {
  if (request->page.threshold == 0 || of->kind == DARK__PLOT_UNTESTABLE) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE,
                    "option '--threshold' goes with plot untestable, and plot %s has no such line: leave it out",
                    dark__plot_words[of->kind]);
}

static bool draws_many_estimates(dark__plot_kind kind) {
  return kind == DARK__PLOT_METHODS || kind == DARK__PLOT_MODELS || kind == DARK__PLOT_UNTESTABLE ||
         kind == DARK__PLOT_CONSISTENCY || kind == DARK__PLOT_TRAJECTORIES;
}

/* Small numbers, or what could be turned back into them. */
static dark_status check_protection(const dark__plot_order *of, const dark__request *request, dark_error *err) {
  if (!dark__is_protected(request)) return DARK_OK;
  if (of->kind == DARK__PLOT_OVERLAPS)
    return dark__fail(err, DARK_EUSAGE,
                      "plot overlaps shows small numbers, how many people are on exactly which lists, and draws them only with "
                      "--disclosure none: for those who may see the lists");
  if (of->kind == DARK__PLOT_REPLICATES)
    return dark__fail(
        err, DARK_EUSAGE,
        "plot replicates draws many limits of each estimate, from which small numbers could be found, and only with "
        "--disclosure none: for those who may see the lists");
  if (!draws_many_estimates(of->kind)) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE,
                    "plot %s draws many estimates of the same lists, from which small numbers could be found, and only with "
                    "--disclosure none: for those who may see the lists",
                    dark__plot_words[of->kind]);
}

static dark_status understand(dark__plot_order *of, const dark__request *request, dark_error *err) {
  const dark__words *operands = &request->input.paths;
  if (operands->n < 2) return fail_too_few(err);
  dark_status status = take_kind(of, operands->items[0], err);
  if (status == DARK_OK) status = take_sources(of, request, err);
  if (status == DARK_OK) status = check_threshold(of, request, err);
  if (status == DARK_OK) status = check_protection(of, request, err);
  return status == DARK_OK ? dark__drawing_find(&of->drawing, request->output.path, err) : status;
}

/* ---- Drawing it */

static dark_status draw_svg(dark__output *svg, const dark__plot_order *of, const dark__plot_sources *from,
                            const dark__request *request, dark_error *err) {
  dark__page_options options = dark__material_options(&from->material, request);
  if (dark__has_what_ifs(&from->beside)) options.what_ifs = &from->beside.what_ifs;
  if (dark__has_comparisons(&from->beside)) options.comparisons = &from->beside.comparisons;
  options.threshold = (double)request->page.threshold;
  options.models = from->beside.models;
  options.n_models = from->beside.n_models;
  dark_status status = dark__output_open(svg, err);
  if (status == DARK_OK) status = dark__plot_write(svg->stream, of->kind, &from->material.source, &options, err);
  return status == DARK_OK ? dark__output_finish(svg, err) : status;
}

static void note_coarse(const char *path) {
  dark__note("%s has less than two pixels for one, which is all that png can hold of a figure so high; .svg and .pdf stay sharp",
             dark__show_path(path).text);
}

static dark_status deliver(const dark__plot_order *of, const dark__plot_sources *from, const dark__request *request,
                           dark_error *err) {
  dark__output svg = {0}, drawn = {0};
  bool is_coarse = false;
  dark_status status = draw_svg(&svg, of, from, request, err);
  if (status == DARK_OK) status = dark__output_open(&drawn, err);
  if (status == DARK_OK) status = dark__drawing_write(&is_coarse, drawn.stream, of->drawing, svg.text, svg.size, err);
  if (status == DARK_OK) status = dark__output_deliver(&drawn, &request->output, err);
  if (status == DARK_OK && is_coarse && !request->output.is_quiet) note_coarse(request->output.path);
  dark__output_close(&svg);
  dark__output_close(&drawn);
  return status;
}

static dark_status plot(dark__request *request, dark_error *err) {
  dark__plot_order of = {0};
  dark__plot_sources from = {0};
  dark_status status = understand(&of, request, err);
  if (status == DARK_OK) status = dark__material_check_output(request, request->output.path, err);
  if (status == DARK_OK) status = dark__plot_sources_read(&from, &of, request, err);
  if (status == DARK_OK) status = deliver(&of, &from, request, err);
  if (status == DARK_OK && dark__plot_lacks_estimates(&of, &from)) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  dark__plot_sources_clear(&from);
  return status;
}

int dark__cmd_plot(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "plot");
  request.operand = "KIND and one SOURCE";
  request.most_operands = SIZE_MAX; /* each is checked for what it is */
  request.page.least_shown = DARK__USUAL_K;
  return dark__request_serve(&request, &syntax, argc, argv, plot);
}
