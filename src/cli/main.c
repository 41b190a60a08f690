/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <argp.h>
#include <fcntl.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#include <darkfigure/report.h>

#include "cli/commands/commands.h"
#include "cli/console/complain.h"
#include "cli/console/interrupt.h"
#include "cli/options/command_table.h"
#include "cli/study/study.h"

static const dark__command commands[] = {
    {"describe", dark__cmd_describe, "sizes and overlaps of lists; what can and cannot be estimated", false},
    {"convert", dark__cmd_convert, "any form of input as a plain table of lists; how it is read", false},
    {"fit", dark__cmd_fit, "estimate how many people are unseen, per category and in total", false},
    {"models", dark__cmd_models, "rank the candidate models of one table", false},
    {"check", dark__cmd_check, "whether one model has an estimate, in words", false},
    {"methods", dark__cmd_methods, "the estimators; with a file, which apply and what each says", false},
    {"sensitivity", dark__cmd_sensitivity, "how far the estimate depends on lists, people and assumptions", false},
    {"simulate", dark__cmd_simulate, "draw lists from a population of known size", false},
    {"report", dark__cmd_report, "a page to hand on, from the JSON of fit", false},
    {"plot", dark__cmd_plot, "a figure to hand on, from the JSON of fit", false},
    {"study", dark__cmd_study, "many estimations from one file: data sets, methods, scenarios", true},
};

static const dark__command_table table = {.called = "darkfigure",
                                          .intro = "Estimate how many people are on none of several overlapping lists.",
                                          .more = "'darkfigure help COMMAND' tells more, 'darkfigure --version' the versions.",
                                          .items = commands,
                                          .n = sizeof commands / sizeof commands[0]};

/* A closed standard stream would be taken by the next file that is opened. In its place comes one that fails when it is used. */
static void hold_standard_streams(void) {
  for (int file = 0; file <= 2; file++)
    if (fcntl(file, F_GETFD) < 0) (void)!open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv) {
  dark_error err = DARK_ERROR_INIT;
  hold_standard_streams();
  dark__interrupt_listen();
  gsl_set_error_handler_off();
  argp_err_exit_status = DARK__EXIT_USAGE;
  if (dark_instruction_set_check(&err) != DARK_OK) {
    dark__complain("%s", err.message);
    return DARK__EXIT_USAGE;
  }
  return dark__commands_serve(&table, argc, argv);
}
