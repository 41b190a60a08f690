/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "cli/options/request.h"
#include "cli/options/value.h"

enum { SPEC = 0x100, LISTS, BY, IGNORE, DELIMITER, SEED, REPEAT, POPULATION, AS, TRUTH };

static const struct argp_option spec_options[] = {
    {"spec", SPEC, "FILE", OPTION_NO_USAGE, "The population: one row a stratum, see below ('-': standard input)", 0},
    {"lists", LISTS, "A,B,C", 0,
     "Columns with the margin of a list (default: those whose first record is a number from 0 to 1 and that no other option "
     "names)",
     0},
    {"by", BY, "COL[,COL]", 0, "Columns that are categories (default: all that are nothing else)", 0},
    {"ignore", IGNORE, "COL[,COL]", 0, "Columns not to look at", 0},
    {"delimiter", DELIMITER, "CHAR", 0, "What separates columns: ',', ';' or 'tab' (default: as the header has it)", 0},
    {0}};

static const struct argp_option drawing_options[] = {
    {"seed", SEED, "S", 0, "Seed of the random numbers (default 1)", 0},
    {"repeat", REPEAT, "R", 0, "Which drawing of this seed: 0, 1, 2, ... (default 0)", 0},
    {"population", POPULATION, "SIZE", 0,
     "People of a stratum: fixed (as many as stated) or poisson (with that mean); default fixed", 0},
    {0}};

static const struct argp_option output_options[] = {
    {"as", AS, "FORM", 0, "rows (one person each) or counts (one history each, with a column 'count'); default rows", 0},
    {"output", 'o', "FILE", 0, "Write the lists there, whole or not at all (default: standard output)", 0},
    {"truth", TRUTH, "FILE", 0, "Write what was drawn there, per stratum, margin and in total; both files or neither", 0},
    {"quiet", 'q', NULL, 0, "No notes on standard error", 0},
    {0}};

/* In the order of dark_population_size and dark_people_form. */
static const char *const size_words[] = {"fixed", "poisson"};
static const char *const form_words[] = {"rows", "counts"};

static error_t take_spec(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  dark__input_options *input = &request->input;
  dark_error *err = &request->err;
  switch (key) {
    case SPEC: request->simulation.spec = argument; return 0;
    case LISTS: return dark__request_proceed(dark__words_split(&input->lists, "--lists", argument, err));
    case BY: return dark__request_proceed(dark__words_split(&input->by, "--by", argument, err));
    case IGNORE: return dark__request_proceed(dark__words_split(&input->ignore, "--ignore", argument, err));
    case DELIMITER: return dark__request_proceed(dark__value_delimiter(&input->delimiter, argument, err));
    default: return ARGP_ERR_UNKNOWN;
  }
}

static error_t take_drawing(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  dark__simulation_options *simulation = &request->simulation;
  size_t index = 0;
  dark_status status;
  switch (key) {
    case SEED:
      return dark__request_proceed(
          dark__value_whole(&request->resampling.uncertainty.seed, "--seed", argument, 0, UINT64_MAX, &request->err));
    case REPEAT:
      return dark__request_proceed(dark__value_whole(&simulation->repeat, "--repeat", argument, 0, UINT64_MAX, &request->err));
    case POPULATION:
      status = dark__value_choice(&index, "--population", argument, size_words, 2, &request->err);
      simulation->size = (dark_population_size)index;
      return dark__request_proceed(status);
    default: return ARGP_ERR_UNKNOWN;
  }
}

static error_t take_output(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  size_t index = 0;
  dark_status status;
  switch (key) {
    case AS:
      status = dark__value_choice(&index, "--as", argument, form_words, 2, &request->err);
      request->simulation.form = (dark_people_form)index;
      return dark__request_proceed(status);
    case 'o': request->output.path = strcmp(argument, "-") == 0 ? NULL : argument; return 0;
    case TRUTH: request->simulation.truth = argument; return 0;
    case 'q': request->output.is_quiet = true; return 0;
    default: return ARGP_ERR_UNKNOWN;
  }
}

const struct argp dark__population_group = {.options = spec_options, .parser = take_spec};
const struct argp dark__drawing_group = {.options = drawing_options, .parser = take_drawing};
const struct argp dark__people_group = {.options = output_options, .parser = take_output};
