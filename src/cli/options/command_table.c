/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options/command_table.h"

#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/console/version.h"

enum { MOST_COMMANDS = 32 };

static const dark__command *find_command(const dark__command_table *table, const char *name) {
  for (size_t i = 0; i < table->n; i++)
    if (strcmp(table->items[i].name, name) == 0) return &table->items[i];
  return NULL;
}

static int longest_name(const dark__command_table *table) {
  size_t longest = 0;
  for (size_t i = 0; i < table->n; i++)
    if (strlen(table->items[i].name) > longest) longest = strlen(table->items[i].name);
  return (int)longest;
}

/* Two spaces behind the names: manual pages are made of this. */
static void write_overview(FILE *stream, const dark__command_table *table) {
  fprintf(stream, "Usage: %s COMMAND [OPTION...] [FILE...]\n%s\n\nCommands:\n", table->called, table->intro);
  for (size_t i = 0; i < table->n; i++)
    fprintf(stream, "  %-*s  %s\n", longest_name(table), table->items[i].name, table->items[i].help);
  fprintf(stream, "\n%s\n", table->more);
}

/* The overview, or the versions for NULL. */
static int show(const dark__command_table *table) {
  dark_error err = DARK_ERROR_INIT;
  dark__output output;
  dark_status status = dark__output_open(&output, &err);
  if (status == DARK_OK) {
    if (table == NULL) dark__version_write(output.stream);
    else write_overview(output.stream, table);
    status = dark__output_deliver(&output, NULL, &err);
  }
  dark__output_close(&output);
  if (status != DARK_OK) dark__complain("%s", err.message);
  return dark__exit_code(status);
}

/* A file where a command should be: what is usual to do with it. */
static int fail_file(const dark__command_table *table, const char *name) {
  if (find_command(table, "fit") != NULL)
    dark__complain("'%s' is a file and no command; '%s fit %s' estimates from it, '%s describe %s' says what is in it", name,
                   table->called, name, table->called, name);
  else dark__complain("'%s' is a file and no command; '%s check %s' says what it asks for", name, table->called, name);
  return DARK__EXIT_USAGE;
}

static int fail_unknown(const dark__command_table *table, const char *name) {
  if (access(name, R_OK) == 0) return fail_file(table, name);
  if (strpbrk(name, "./") != NULL) {
    dark__complain("'%s' is no command, and there is no file of that name; see '%s --help'", name, table->called);
    return DARK__EXIT_USAGE;
  }
  const char *names[MOST_COMMANDS + 3] = {"help", "--help", "--version"};
  size_t n = 3;
  for (size_t i = 0; i < table->n && n < MOST_COMMANDS + 3; i++) names[n++] = table->items[i].name;
  const char *kind = name[0] == '-' ? "option" : "command", *nearest = dark__nearest(name, names, n);
  if (nearest != NULL) dark__complain("unknown %s '%s'; did you mean '%s'?", kind, name, nearest);
  else dark__complain("unknown %s '%s'; see '%s --help'", kind, name, table->called);
  return DARK__EXIT_USAGE;
}

/* `argv[0]` is the command's name. */
static int run_command(const dark__command_table *table, int argc, char **argv) {
  char name[64];
  const dark__command *found = find_command(table, argv[0]);
  if (found == NULL) return fail_unknown(table, argv[0]);
  snprintf(name, sizeof name, "%s %s", table->called, found->name);
  argv[0] = name;
  return found->run(argc, argv);
}

/* `argv[0]` is "help" or an option that means it. */
static int help(const dark__command_table *table, int argc, char **argv) {
  char option[] = "--help";
  if (argc < 2 || strcmp(argv[1], "help") == 0) return show(table);
  const dark__command *found = find_command(table, argv[1]);
  if (argc == 3 && found != NULL && found->has_commands) return run_command(table, 3, (char *[]){argv[1], option, argv[2], NULL});
  if (argc == 2) return run_command(table, 2, (char *[]){argv[1], option, NULL});
  dark__complain("help takes one COMMAND, and '%s' is one more", argv[2]);
  return DARK__EXIT_USAGE;
}

int dark__commands_serve(const dark__command_table *table, int argc, char **argv) {
  if (argc < 2) {
    write_overview(stderr, table);
    return DARK__EXIT_USAGE;
  }
  const char *word = argv[1];
  if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) return show(NULL);
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) return help(table, argc - 1, argv + 1);
  return run_command(table, argc - 1, argv + 1);
}
