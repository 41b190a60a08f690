/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/study/study.h"
#include "cli/options/command_table.h"

static const dark__command commands[] = {
    {"check", dark__study_check, "what a study file asks for and what it would cost, without running", false},
    {"run", dark__study_run, "do the tasks that the results store does not have yet", false},
    {"status", dark__study_status, "how far a study is: done, missing, failed tasks", false},
    {"export", dark__study_export, "the results as a table, CSV or JSON", false},
    {"compare", dark__study_compare, "differences and ratios of answers, with intervals of their own", false},
    {"query", dark__study_query, "ask a results store in SQL", false},
    {"merge", dark__study_merge, "put the stores of several shards together", false},
    {"slurm", dark__study_slurm, "a job script that runs a study on many machines", false},
};

static const dark__command_table table = {.called = "darkfigure study",
                                          .intro =
                                              "Many estimations from one file: data sets, methods, scenarios (\"what if\"), and\n"
                                              "which answers to compare. The manual has the keys of the file.",
                                          .more = "'darkfigure help study COMMAND' tells more.",
                                          .items = commands,
                                          .n = sizeof commands / sizeof commands[0]};

int dark__cmd_study(int argc, char **argv) { return dark__commands_serve(&table, argc, argv); }
