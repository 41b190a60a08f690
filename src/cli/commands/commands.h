/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_COMMANDS_COMMANDS_H
#define DARK__CLI_COMMANDS_COMMANDS_H

/* The commands, one file each. `argv[0]` is what usage calls the command ("darkfigure fit"). They return the exit status.

   There are 3 things to do to add one: <name>.c, a line here, and a line in the table in main.c. */

int dark__cmd_convert(int argc, char **argv);
int dark__cmd_describe(int argc, char **argv);
int dark__cmd_fit(int argc, char **argv);
int dark__cmd_models(int argc, char **argv);
int dark__cmd_check(int argc, char **argv);
int dark__cmd_methods(int argc, char **argv);
int dark__cmd_sensitivity(int argc, char **argv);
int dark__cmd_simulate(int argc, char **argv);
int dark__cmd_report(int argc, char **argv);
int dark__cmd_plot(int argc, char **argv);

#endif
