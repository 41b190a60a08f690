/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/commands/methods.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"

static const struct argp_child groups[] = {{&dark__ordered_group, 0, "Input:", 1},
                                           {&dark__resampling_group, 0, "Resampling:", 2},
                                           {&dark__output_group, 0, "Output:", 3},
                                           {&dark__help_group, 0, "Help:", 4},
                                           {0}};

static const char help[] = "The methods that 'darkfigure fit --method' knows: how many lists they take, what they assume, when "
                           "to use them, where they come "
                           "from, and their options. With FILE: which of them apply to it, and what each says, side by side. "
                           "(Method fixed needs a model and "
                           "is left out then.)\v"
                           "Examples:\n"
                           "  darkfigure methods\n"
                           "  darkfigure methods --replicates 200 lists.csv\n\n" DARK__EXIT_HELP;

static const struct argp syntax = {
    .parser = dark__request_take, .args_doc = "[FILE]\n" DARK__LINKED_DOC, .doc = help, .children = groups};

/* Without a file, options that say what to do with one make no sense. DARK_EUSAGE names the first. */
static dark_status check_no_input(const dark__request *request, dark_error *err) {
  dark__request initial;
  dark__words given = {0}, defaults = {0};
  dark__request_init(&initial, request->command);
  dark__input_show(&given, request);
  dark__resampling_show(&given, &request->resampling);
  dark__input_show(&defaults, &initial);
  dark__resampling_show(&defaults, &initial.resampling);
  dark_status status = given.failed || defaults.failed ? dark__fail_memory(err) : DARK_OK;
  for (size_t i = 0; status == DARK_OK && i + 1 < given.n && i + 1 < defaults.n; i += 2) {
    const bool is_default =
        strcmp(given.items[i], defaults.items[i]) == 0 && strcmp(given.items[i + 1], defaults.items[i + 1]) == 0;
    if (!is_default) status = dark__fail(err, DARK_EUSAGE, "option '--%s' needs a FILE", given.items[i]);
  }
  dark__words_free(&defaults);
  dark__words_free(&given);
  return status;
}

static dark_status list(const dark__request *request, dark_error *err) {
  dark__output output;
  dark_status status = check_no_input(request, err);
  if (status != DARK_OK) return status;
  status = dark__output_open(&output, err);
  if (status == DARK_OK) status = dark__methods_list(output.stream, request->output.format, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  return status;
}

static dark_status fit(dark__fit *fit, const dark_table *table, const char *method, void *context, dark_error *err) {
  const dark__request *request = context;
  const dark_status status = dark__fit_run(fit, table, method, request, err);
  const bool is_finding = status == DARK_EUSAGE || status == DARK_ELIMIT;
  if (is_finding && request->output.format == DARK_FORMAT_CSV && !request->output.is_quiet)
    dark__note("%s does not apply: %s", method, err->message);
  return status;
}

static dark_status report(const dark__trials *trials, const dark__request *request, dark_error *err) {
  dark__output output;
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = dark__methods_compare(output.stream, trials, request, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  return status;
}

static dark_status compare(dark__request *request, dark_error *err) {
  dark_table *table = NULL;
  dark__trials trials = {.n = 0};
  dark_status status = dark__request_read_table(&table, request, err);
  if (status == DARK_OK) dark__uncertainty_settle(&request->resampling.uncertainty, table);
  if (status == DARK_OK) status = dark__trials_make(&trials, table, fit, request, err);
  if (status == DARK_OK) status = report(&trials, request, err);
  if (status == DARK_OK && !dark__trials_any(&trials)) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  dark__trials_clear(&trials);
  dark_table_free(table);
  return status;
}

static dark_status methods(dark__request *request, dark_error *err) {
  return request->input.files.n == 0 ? list(request, err) : compare(request, err);
}

int dark__cmd_methods(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "methods");
  request.needs_file = false;
  return dark__request_serve(&request, &syntax, argc, argv, methods);
}
