/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as a command line. Options are keys with '-' in place of '_', but for two. */
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/show.h"
#include "base/words.h"
#include "bridge/request/request.h"
#include "writing/paper.h"

static const char *const renamed[][2] = {{"drop_lists", "drop-list"}, {"levels", "level"}};
/* Lists whose items are options each, not one option separated by commas. */
static const char *const repeated[] = {"absent", "contrast"};

static void add_option(dark__paper *line, const char *key) {
  dark__paper_add(line, " --");
  for (size_t i = 0; i < sizeof renamed / sizeof renamed[0]; i++)
    if (strcmp(key, renamed[i][0]) == 0) {
      dark__paper_add(line, "%s", renamed[i][1]);
      return;
    }
  for (; *key != '\0'; key++) dark__paper_add_bytes(line, *key == '_' ? "-" : key, 1);
}

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

static void add_joined(dark__paper *line, const char *key, const dark__node *list) {
  dark__words items = {.n = 0}, joined = {.n = 0};
  for (size_t i = 0; i < list->n; i++)
    if (list->items[i]->kind == DARK__NODE_TEXT) dark__words_add(&items, list->items[i]->text, strlen(list->items[i]->text));
  dark__words_join(&joined, &items, "");
  add_option(line, key);
  if (joined.n > 0) add_word(line, joined.items[0]);
  line->failed |= items.failed || joined.failed;
  dark__words_free(&joined);
  dark__words_free(&items);
}

static bool is_repeated(const char *key, const dark__node *list) {
  for (size_t i = 0; i < sizeof repeated / sizeof repeated[0]; i++)
    if (strcmp(key, repeated[i]) == 0) return true;
  return strcmp(key, "force") == 0 && list->n > 0 && list->items[0]->kind == DARK__NODE_TEXT && list->items[0]->text[0] == '[';
}

static void add_list(dark__paper *line, const char *key, const dark__node *list) {
  if (!is_repeated(key, list)) {
    add_joined(line, key, list);
    return;
  }
  for (size_t i = 0; i < list->n; i++) {
    if (list->items[i]->kind != DARK__NODE_TEXT) continue;
    add_option(line, key);
    add_word(line, list->items[i]->text);
  }
}

/* "NAME=VALUE", or "NAME=A+B" of lists that are merged. */
static void add_member(dark__paper *line, const char *key, const char *name, const dark__node *value) {
  const bool is_merge = strcmp(key, "merge_lists") == 0, is_text = value->kind == DARK__NODE_TEXT;
  dark__paper word = {.text = NULL};
  for (size_t i = 0; i < (is_text ? 1 : value->n); i++) {
    const dark__node *item = is_text ? value : value->items[i];
    if (item->kind != DARK__NODE_TEXT) continue;
    dark__paper_add(&word, "%s%s%s", is_merge && i > 0 ? "" : name, is_merge && i > 0 ? "+" : "=", item->text);
    if (is_merge && i + 1 < value->n) continue;
    add_option(line, key);
    add_word(line, dark__paper_text(&word));
    line->failed |= word.failed;
    dark__paper_clear(&word);
  }
  dark__paper_clear(&word);
}

static void add_key(dark__paper *line, const dark__key *key, const dark__node *value) {
  if (value->kind == DARK__NODE_LIST) add_list(line, key->name, value);
  for (size_t i = 0; value->kind == DARK__NODE_MAP && i < value->n; i++)
    add_member(line, key->name, value->keys[i]->text, value->items[i]);
  if (value->kind != DARK__NODE_TEXT || (key->kind == DARK_KEY_FLAG && strcmp(value->text, "true") != 0)) return;
  add_option(line, key->name);
  if (key->kind != DARK_KEY_FLAG) add_word(line, value->text);
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
  dark__paper_add(&line, "darkfigure %s", command);
  for (size_t i = 0; i < request->root->n; i++) {
    const dark__key *key = dark__key_find(request->root->keys[i]->text);
    if (key != NULL && is_for(key, uses, command)) add_key(&line, key, request->root->items[i]);
  }
  add_word(&line, path);
  if (line.failed) {
    dark__paper_clear(&line);
    return dark__fail_memory(err);
  }
  *text = line.text; /* taken from malloc */
  return DARK_OK;
}
