/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/console/complain.h"
#include "cli/console/delivery.h"
#include "cli/console/interrupt.h"
#include "cli/console/output.h"
#include "cli/options/request.h"

static const struct argp_child groups[] = {{&dark__population_group, 0, "Population:", 1},
                                           {&dark__drawing_group, 0, "Drawing:", 2},
                                           {&dark__people_group, 0, "Output:", 3},
                                           {&dark__help_group, 0, "Help:", 4},
                                           {0}};

static const char help[] =
    "Draw lists from a population of known size, for tests, for planning, for teaching: who is on no list is left out of the "
    "lists, "
    "and counted in the truth.\v"
    "The specification is a CSV file with a row for each stratum. Its columns: 'people', how many there are; for each list the "
    "probability of being on it; categories. Where they are wanted: 'A:B', the odds ratio of lists A and B given all others "
    "(empty: 1); "
    "'A>B', the share of A's people who are referred to B, and '*>B', of any other list's, within the probability of B; 'class', "
    "latent "
    "classes: rows that differ in nothing else are a mixture. Probabilities and odds ratios that no population can have are "
    "refused.\n\n"
    "Examples:\n"
    "  darkfigure simulate --spec people.csv -o lists.csv --truth truth.csv\n"
    "  darkfigure simulate --spec people.csv --seed 7 | darkfigure fit --by form -\n\n" DARK__EXIT_HELP;

static error_t take(int key, char *argument, struct argp_state *state) {
  if (key != ARGP_KEY_ARG) return dark__request_take(key, argument, state);
  dark__request *request = state->input;
  return dark__request_proceed(
      dark__fail(&request->err, DARK_EUSAGE, "simulate takes no FILE but --spec FILE, and '%s' is one", argument));
}

static const struct argp syntax = {.parser = take, .args_doc = "--spec=FILE", .doc = help, .children = groups};

/* ---- Where the outputs go */

/* Path of the truth; NULL: standard output. */
static const char *truth_path(const dark__request *request) {
  return strcmp(request->simulation.truth, "-") == 0 ? NULL : request->simulation.truth;
}

/* Both outputs against the specification, and against each other. */
static dark_status check_paths(const dark__request *request, const dark__words *inputs, dark_error *err) {
  const dark__simulation_options *simulation = &request->simulation;
  dark_status status = dark__output_check(&request->output, inputs, err);
  if (status != DARK_OK || simulation->truth == NULL) return status;
  if (simulation->truth[0] == '\0') return dark__fail(err, DARK_EUSAGE, "option '--truth': a name is missing");
  const dark__output_options truth = {.path = truth_path(request)};
  status = dark__output_check(&truth, inputs, err);
  if (status == DARK_OK && dark__is_same_file(request->output.path, truth.path))
    status = dark__fail(err, DARK_EUSAGE, "the lists and the truth cannot both go to %s",
                        truth.path == NULL ? "standard output" : truth.path);
  return status;
}

static dark_status check_outputs(const dark__request *request, dark_error *err) {
  const char *spec = request->simulation.spec;
  if (spec == NULL) return dark__fail(err, DARK_EUSAGE, "simulate needs --spec FILE ('-' for standard input)");
  if (spec[0] == '\0') return dark__fail(err, DARK_EUSAGE, "option '--spec': a name is missing");
  dark__words inputs = {0};
  dark__words_add(&inputs, spec, strlen(spec));
  const dark_status status = inputs.failed ? dark__fail_memory(err) : check_paths(request, &inputs, err);
  dark__words_free(&inputs);
  return status;
}

/* ---- Reading, drawing, writing */

static dark_status read_population(dark_population **out, const dark__request *request, dark_error *err) {
  const dark__input_options *input = &request->input;
  dark_population_options options = DARK_POPULATION_OPTIONS_INIT;
  options.lists = dark__words_items(&input->lists), options.n_lists = input->lists.n;
  options.by = dark__words_items(&input->by), options.n_by = input->by.n;
  options.ignore = dark__words_items(&input->ignore), options.n_ignore = input->ignore.n;
  options.size = request->simulation.size;
  options.delimiter = input->delimiter;
  return dark_population_read_csv(out, request->simulation.spec, &options, err);
}

typedef struct drawn {
  const dark_population *population;
  const dark_sample *sample;
  dark_people_form form;
} drawn;

static int go_on(void *context) {
  (void)context;
  return dark__interrupt_asked() ? 0 : 1;
}

static dark_status write_people(FILE *stream, void *context, dark_error *err) {
  const drawn *what = context;
  return dark_report_people(stream, what->sample->table, what->form, go_on, NULL, err);
}

static dark_status write_truth(FILE *stream, void *context, dark_error *err) {
  const drawn *what = context;
  return dark_report_truth(stream, what->population, what->sample, err);
}

static dark_status deliver(const dark_population *population, const dark_sample *sample, const dark__request *request,
                           dark_error *err) {
  drawn what = {population, sample, request->simulation.form};
  dark__delivery items[] = {{.path = request->output.path, .write = write_people, .context = &what},
                            {.write = write_truth, .context = &what}};
  const bool has_truth = request->simulation.truth != NULL;
  if (has_truth) items[1].path = truth_path(request);
  return dark__deliver_together(items, has_truth ? 2 : 1, err);
}

static void say_what_was_drawn(const dark_population *population, const dark_sample *sample, const dark__request *request) {
  const dark_table *shape = dark_population_shape(population);
  double people = 0;
  for (size_t s = 0; s < dark_table_n_strata(shape); s++) people += sample->people[s];
  for (size_t i = 0; i < dark_table_n_notes(shape); i++) dark__note("%s", dark_table_note(shape, i));
  dark__note("seed %" PRIu64 ", drawing %" PRIu64 ": %.0f people, %.0f of them on lists", request->resampling.uncertainty.seed,
             request->simulation.repeat, people, dark_table_n_people(sample->table));
}

static dark_status simulate(dark__request *request, dark_error *err) {
  const dark__simulation_options *simulation = &request->simulation;
  dark_population *population = NULL;
  dark_sample *sample = NULL;
  dark_status status = check_outputs(request, err);
  if (status == DARK_OK) status = read_population(&population, request, err);
  if (status == DARK_OK)
    status = dark_population_draw(&sample, population, simulation->size, request->resampling.uncertainty.seed, simulation->repeat,
                                  err);
  if (status == DARK_OK) status = deliver(population, sample, request, err);
  if (status == DARK_OK && !request->output.is_quiet) say_what_was_drawn(population, sample, request);
  dark_sample_free(sample);
  dark_population_free(population);
  return status;
}

int dark__cmd_simulate(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "simulate");
  request.needs_file = false;
  return dark__request_serve(&request, &syntax, argc, argv, simulate);
}
