/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <argp.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/complain.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/version.h"

typedef struct command {
  const char *name;
  int (*run)(int argc, char **argv);
  const char *help; /* one line */
} command;

static const command commands[] = {
    {"describe", dark__cmd_describe, "sizes and overlaps of lists; what can be estimated and what cannot"},
    {"fit", dark__cmd_fit, "estimate how many people are unseen, per category and in total"},
    {"models", dark__cmd_models, "rank the candidate models of one table"},
    {"check", dark__cmd_check, "whether one model has an estimate, in words"},
    {"methods", dark__cmd_methods, "the estimators; with a file, which apply and what each says"},
    {"simulate", dark__cmd_simulate, "draw lists from a population of known size"},
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

static const command *find_command(const char *name) {
  for (size_t i = 0; i < N_COMMANDS; i++)
    if (strcmp(commands[i].name, name) == 0) return &commands[i];
  return NULL;
}

static void write_overview(FILE *stream) {
  fputs("Usage: darkfigure COMMAND [OPTION...] [FILE...]\n"
        "Estimate how many people are on none of several overlapping lists.\n\nCommands:\n",
        stream);
  for (size_t i = 0; i < N_COMMANDS; i++) fprintf(stream, "  %-10s %s\n", commands[i].name, commands[i].help);
  fputs("\n'darkfigure help COMMAND' tells more, 'darkfigure --version' the versions.\n", stream);
}

static int show(void (*write)(FILE *stream)) {
  dark_error err = DARK_ERROR_INIT;
  dark__output output;
  dark_status status = dark__output_open(&output, &err);
  if (status == DARK_OK) {
    write(output.stream);
    status = dark__output_deliver(&output, NULL, &err);
  }
  dark__output_close(&output);
  if (status != DARK_OK) dark__complain("%s", err.message);
  return dark__exit_code(status);
}

static int fail_unknown(const char *name) {
  const char *names[N_COMMANDS + 3] = {"help", "--help", "--version"};
  for (size_t i = 0; i < N_COMMANDS; i++) names[i + 3] = commands[i].name;
  const char *kind = name[0] == '-' ? "option" : "command", *nearest = dark__nearest(name, names, N_COMMANDS + 3);
  if (nearest != NULL) dark__complain("unknown %s '%s'; did you mean '%s'?", kind, name, nearest);
  else dark__complain("unknown %s '%s'; see 'darkfigure --help'", kind, name);
  return DARK__EXIT_USAGE;
}

/* `argv[0]` is the command's name. */
static int run_command(int argc, char **argv) {
  char name[64];
  const command *found = find_command(argv[0]);
  if (found == NULL) return fail_unknown(argv[0]);
  snprintf(name, sizeof name, "darkfigure %s", found->name);
  argv[0] = name;
  return found->run(argc, argv);
}

static int help(int argc, char **argv) {
  char option[] = "--help";
  if (argc < 2 || strcmp(argv[1], "help") == 0) return show(write_overview);
  if (argc == 2) return run_command(2, (char *[]){argv[1], option, NULL});
  dark__complain("help takes one COMMAND, and '%s' is one more", argv[2]);
  return DARK__EXIT_USAGE;
}

/* A closed standard stream would be taken by the next file that is opened. In its place comes one that fails when it is used. */
static void hold_standard_streams(void) {
  for (int file = 0; file <= 2; file++)
    if (fcntl(file, F_GETFD) < 0) (void)!open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv) {
  hold_standard_streams();
  dark__interrupt_listen();
  gsl_set_error_handler_off();
  argp_err_exit_status = DARK__EXIT_USAGE;
  if (argc < 2) {
    write_overview(stderr);
    return DARK__EXIT_USAGE;
  }
  const char *word = argv[1];
  if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) return show(dark__version_write);
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) return help(argc - 1, argv + 1);
  return run_command(argc - 1, argv + 1);
}
