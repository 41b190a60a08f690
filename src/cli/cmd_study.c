/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command_table.h"
#include "cli/commands.h"
#include "cli/study.h"

static const dark__command commands[] = {
    {"check", dark__study_check, "what a study file asks for and what it would cost, without running", false},
};

static const dark__command_table table = {.called = "darkfigure study",
                                          .intro =
                                              "Many estimations from one file: data sets, methods, scenarios (\"what if\"), and\n"
                                              "which answers to compare. The manual has the keys of the file.",
                                          .more = "'darkfigure help study COMMAND' tells more.",
                                          .items = commands,
                                          .n = sizeof commands / sizeof commands[0]};

int dark__cmd_study(int argc, char **argv) { return dark__commands_serve(&table, argc, argv); }
