/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options/check.h"
#include "cli/options/request.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"

enum { MAX_OPTIONS = 128 };

/* All options of a command, from the tables of all its groups. */
typedef struct known_options {
  const char *command;
  const struct argp_option *options[MAX_OPTIONS];
  size_t n;
} known_options;

static bool is_end(const struct argp_option *option) {
  return option->name == NULL && option->key == 0 && option->doc == NULL && option->group == 0;
}

static void collect(known_options *known, const struct argp *syntax) {
  for (const struct argp_option *option = syntax->options; option != NULL && !is_end(option); option++) {
    assert(known->n < MAX_OPTIONS);
    if (option->name != NULL) known->options[known->n++] = option;
  }
  for (const struct argp_child *child = syntax->children; child != NULL && child->argp != NULL; child++)
    collect(known, child->argp);
}

static void complain_unknown(const known_options *known, const char *name, size_t length, dark_error *err) {
  const char *names[MAX_OPTIONS];
  char word[64] = "";
  for (size_t i = 0; i < known->n; i++) names[i] = known->options[i]->name;
  if (length < sizeof word) memcpy(word, name, length);
  const char *nearest = dark__nearest(word, names, known->n);
  if (nearest == NULL)
    dark__fail(err, DARK_EUSAGE, "unknown option '--%.*s'; see 'darkfigure %s --help'", (int)length, name, known->command);
  else dark__fail(err, DARK_EUSAGE, "unknown option '--%.*s'; did you mean '--%s'?", (int)length, name, nearest);
}

/* The option called by the first `length` bytes of `name`, or by an abbreviation that fits no other. NULL: none, and *err says why. */
static const struct argp_option *find_long(const known_options *known, const char *name, size_t length, dark_error *err) {
  const struct argp_option *first = NULL, *second = NULL;
  for (size_t i = 0; length > 0 && i < known->n; i++) {
    const struct argp_option *option = known->options[i];
    if (strncmp(option->name, name, length) != 0) continue;
    if (option->name[length] == '\0') return option;
    if (first == NULL) first = option;
    else if (second == NULL) second = option;
  }
  if (first == NULL) complain_unknown(known, name, length, err);
  if (second == NULL) return first;
  dark__fail(err, DARK_EUSAGE, "option '--%.*s' could be '--%s' or '--%s'", (int)length, name, first->name, second->name);
  return NULL;
}

/* One "--NAME" or "--NAME=VALUE". *n_used = words of the command line that it takes. */
static dark_status check_long(int *n_used, const known_options *known, const char *word, const char *next, dark_error *err) {
  const size_t length = strcspn(word + 2, "=");
  const bool has_value = word[2 + length] == '=';
  *n_used = 1;
  const struct argp_option *option = find_long(known, word + 2, length, err);
  if (option == NULL) return DARK_EUSAGE;
  if (option->arg == NULL)
    return has_value ? dark__fail(err, DARK_EUSAGE, "option '--%s' takes no value", option->name) : DARK_OK;
  if (has_value) return DARK_OK;
  if (next == NULL) return dark__fail(err, DARK_EUSAGE, "option '--%s' needs a value: %s", option->name, option->arg);
  *n_used = 2;
  return DARK_OK;
}

static dark_status complain_unknown_letter(const known_options *known, const char *letter, dark_error *err) {
  const size_t length = dark__utf8_length(letter);
  return dark__fail(err, DARK_EUSAGE, "unknown option '-%.*s'; see 'darkfigure %s --help'", length == 0 ? 1 : (int)length, letter,
                    known->command);
}

/* "-help" */
static bool is_long_name(const known_options *known, const char *word) {
  const size_t length = strcspn(word, "=");
  for (size_t i = 0; length > 1 && i < known->n; i++)
    if (strlen(known->options[i]->name) == length && strncmp(known->options[i]->name, word, length) == 0) return true;
  return false;
}

/* One "-x" or "-xyz" or "-oVALUE". */
static dark_status check_short(int *n_used, const known_options *known, const char *word, const char *next, dark_error *err) {
  *n_used = 1;
  if (is_long_name(known, word + 1)) return dark__fail(err, DARK_EUSAGE, "unknown option '%s'; did you mean '-%s'?", word, word);
  for (const char *letter = word + 1; *letter != '\0'; letter++) {
    const struct argp_option *option = NULL;
    for (size_t i = 0; i < known->n; i++)
      if (known->options[i]->key == (unsigned char)*letter) option = known->options[i];
    if (option == NULL) return complain_unknown_letter(known, letter, err);
    if (option->arg == NULL) continue;
    if (letter[1] == '\0' && next == NULL)
      return dark__fail(err, DARK_EUSAGE, "option '-%c' needs a value: %s", *letter, option->arg);
    *n_used = letter[1] == '\0' ? 2 : 1;
    return DARK_OK;
  }
  return DARK_OK;
}

dark_status dark__options_check(const struct argp *syntax, const char *command, int argc, char **argv, dark_error *err) {
  known_options known = {.command = command};
  collect(&known, syntax);
  int n_used = 1;
  for (int i = 1; i < argc; i += n_used) {
    const char *word = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;
    dark_status status = DARK_OK;
    n_used = 1;
    if (strcmp(word, "--") == 0) break;
    if (strncmp(word, "--", 2) == 0) status = check_long(&n_used, &known, word, next, err);
    else if (word[0] == '-' && word[1] != '\0') status = check_short(&n_used, &known, word, next, err);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}
