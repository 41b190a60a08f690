/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as a command line. */
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/show.h"
#include "bridge/request/options.h"
#include "writing/paper.h"

/* One word for a shell. */
static void add_word(dark__paper *line, const char *word) {
  const char *plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%";
  if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
    dark__paper_add(line, " %s", word);
    return;
  }
  dark__paper_add(line, " '");
  for (; *word != '\0'; word++) {
    if (*word == '\'') dark__paper_add(line, "'\\''");
    else dark__paper_add_bytes(line, word, 1);
  }
  dark__paper_add(line, "'");
}

static void add_option(void *context, const char *option, const char *word) {
  dark__paper *line = context;
  dark__paper_add(line, " --%s", option);
  if (word != NULL) add_word(line, word);
}

/* What keys a command takes. 0: no such command. */
static unsigned uses_of(const char *command) {
  static const struct {
    const char *name;
    unsigned uses;
  } all[] = {{"fit", DARK__USE_FIT},       {"models", DARK__USE_MODELS}, {"check", DARK__USE_CHECK},
             {"describe", DARK__USE_DATA}, {"methods", DARK__USE_FIT},   {"sensitivity", DARK__USE_FIT | DARK__USE_SENSITIVITY}};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (strcmp(command, all[i].name) == 0) return all[i].uses | DARK__USE_DATA | DARK__USE_FILES;
  return 0;
}

static bool is_among(const char *name, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(name, names[i]) == 0) return true;
  return false;
}

/* Keys of fits that one command has and another has not. */
static bool is_for(const dark__key *key, unsigned uses, const char *command) {
  static const char *const fit_alone[] = {"fit_draws", "contrast"};
  static const char *const resampling[] = {"interval", "replicates", "resample", "levels", "seed", "threads", "ordered"};
  const bool is_data = (key->uses & DARK__USE_FILES) != 0 && strcmp(key->name, "missing") != 0;
  if ((key->uses & uses) == 0 || strcmp(command, "fit") == 0) return (key->uses & uses) != 0;
  if (strcmp(command, "methods") == 0)
    return is_data || is_among(key->name, resampling, sizeof resampling / sizeof resampling[0]);
  return !is_among(key->name, fit_alone, sizeof fit_alone / sizeof fit_alone[0]);
}

dark_status dark_request_command(char **text, const dark_request *request, const char *command, const char *path,
                                 dark_error *err) {
  dark__paper line = {.text = NULL};
  DARK__REQUIRE(text, err);
  *text = NULL;
  DARK__REQUIRE(request, err);
  DARK__REQUIRE(command, err);
  DARK__REQUIRE(path, err);
  const unsigned uses = uses_of(command);
  if (uses == 0) return dark__fail(err, DARK_EUSAGE, "there is no command '%s'", dark__show(command).text);
  dark__option_taker taker = {add_option, &line, false};
  dark__paper_add(&line, "darkfigure %s", command);
  for (size_t i = 0; i < request->root->n; i++) {
    const dark__key *key = dark__key_find(request->root->keys[i]->text);
    if (key != NULL && is_for(key, uses, command)) dark__key_options(&taker, key, request->root->items[i]);
  }
  add_word(&line, path);
  if (line.failed || taker.failed) {
    dark__paper_clear(&line);
    return dark__fail_memory(err);
  }
  *text = line.text; /* taken from malloc */
  return DARK_OK;
}
