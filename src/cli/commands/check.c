/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/options/request.h"
#include "cli/options/value.h"

enum { MODEL = 0x100 };

static const struct argp_option options[] = {
    {"model", MODEL, "MODEL", 0, "The model: '[12,23]' by positions of lists in the file or '[A*B,C]' by their names (needed)",
     0},
    {0}};

static const struct argp_child groups[] = {
    {&dark__input_group, 0, "Input:", 1}, {&dark__output_group, 0, "Output:", 2}, {&dark__help_group, 0, "Help:", 3}, {0}};

static const char help[] =
    "Whether one model has an estimate on this table, and if not, what is missing in the data (code 0: fine; 1: no extended "
    "maximum "
    "likelihood estimate; 2: not identifiable; 3: both). Categories are thrown together; --where chooses one.\v"
    "Example: darkfigure check --model '[12,3]' lists.csv\n\n"
    "Exit status: 0 when the model has an estimate, 1 when its code is not 0, 2 wrong usage, 3 bad data, 4 input, output or "
    "system "
    "failure.";

static error_t take(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  if (key != MODEL) return dark__request_take(key, argument, state);
  return dark__request_proceed(dark__value_text(&request->estimation.model, "--model", argument, &request->err));
}

static const struct argp syntax = {
    .options = options, .parser = take, .args_doc = DARK__FILES_DOC, .doc = help, .children = groups};

static dark_status report(const dark_check *checked, const dark_table *table, const dark__request *request, dark_error *err) {
  dark_run run;
  dark__words shown = {0};
  dark__output output;
  dark__input_show(&shown, request);
  dark__show_pair(&shown, "model", request->estimation.model);
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = dark__run_describe(&run, &shown, request, table, err);
  if (status == DARK_OK) status = dark_report_check(output.stream, request->output.format, checked, table, &run, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  dark__words_free(&shown);
  return status;
}

static dark_status check(dark__request *request, dark_error *err) {
  dark_table *table = NULL;
  dark_check checked;
  if (request->estimation.model == NULL) return dark__fail(err, DARK_EUSAGE, "check needs a model, such as --model '[12,3]'");
  dark_status status = dark__request_read_table(&table, request, err);
  if (status == DARK_OK) status = dark_check_model(&checked, table, request->estimation.model, err);
  if (status == DARK_OK) status = report(&checked, table, request, err);
  if (status == DARK_OK && checked.code != 0) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  dark_table_free(table);
  return status;
}

int dark__cmd_check(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "check");
  return dark__request_serve(&request, &syntax, argc, argv, check);
}
