/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_OPTIONS_COMMAND_TABLE_H
#define DARK__CLI_OPTIONS_COMMAND_TABLE_H

/* Commands by name: those of the program, and those below one of them ("darkfigure study check"). */

#include <stdbool.h>
#include <stdio.h>

typedef struct dark__command {
  const char *name;
  int (*run)(int argc, char **argv); /* `argv[0]` is what usage calls it; returns the exit status */
  const char *help;                  /* one line */
  bool has_commands;                 /* its first argument is a command too */
} dark__command;

typedef struct dark__command_table {
  const char *called;         /* "darkfigure" */
  const char *intro;          /* one line: what the commands are for */
  const char *more;           /* the last line of the overview */
  const dark__command *items; /* [n] */
  size_t n;
} dark__command_table;

/* Run the command that argv[1] names, or show the overview ("help", --help, -h; with a name behind it, help on that command) or the
   versions. Complains of an unknown command with the nearest name. Returns the exit status. */
int dark__commands_serve(const dark__command_table *table, int argc, char **argv);

#endif
