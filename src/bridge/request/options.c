/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/request/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "writing/paper.h"

static const char *const renamed[][2] = {{"drop_lists", "drop-list"}, {"levels", "level"}};
/* Lists whose items are options each, not one option separated by commas. */
static const char *const repeated[] = {"absent", "contrast"};

static void add_name(dark__paper *name, const char *key) {
  for (size_t i = 0; i < sizeof renamed / sizeof renamed[0]; i++)
    if (strcmp(key, renamed[i][0]) == 0) {
      dark__paper_add(name, "%s", renamed[i][1]);
      return;
    }
  for (; *key != '\0'; key++) dark__paper_add_bytes(name, *key == '_' ? "-" : key, 1);
}

static void give(dark__option_taker *taker, const char *key, const char *word) {
  dark__paper name = {.text = NULL};
  add_name(&name, key);
  if (name.failed) taker->failed = true;
  else taker->take(taker->context, dark__paper_text(&name), word);
  dark__paper_clear(&name);
}

static void give_joined(dark__option_taker *taker, const char *key, const dark__node *list) {
  dark__words items = {.n = 0}, joined = {.n = 0};
  for (size_t i = 0; i < list->n; i++)
    if (list->items[i]->kind == DARK__NODE_TEXT) dark__words_add(&items, list->items[i]->text, strlen(list->items[i]->text));
  dark__words_join(&joined, &items, "");
  if (items.failed || joined.failed) taker->failed = true;
  else give(taker, key, joined.n > 0 ? joined.items[0] : NULL);
  dark__words_free(&joined);
  dark__words_free(&items);
}

static bool is_repeated(const char *key, const dark__node *list) {
  for (size_t i = 0; i < sizeof repeated / sizeof repeated[0]; i++)
    if (strcmp(key, repeated[i]) == 0) return true;
  return strcmp(key, "force") == 0 && list->n > 0 && list->items[0]->kind == DARK__NODE_TEXT && list->items[0]->text[0] == '[';
}

static void give_list(dark__option_taker *taker, const char *key, const dark__node *list) {
  if (!is_repeated(key, list)) {
    give_joined(taker, key, list);
    return;
  }
  for (size_t i = 0; i < list->n; i++)
    if (list->items[i]->kind == DARK__NODE_TEXT) give(taker, key, list->items[i]->text);
}

/* "NAME=VALUE", or "NAME=A+B" of lists that are merged. */
static void give_member(dark__option_taker *taker, const char *key, const char *name, const dark__node *value) {
  const bool is_merge = strcmp(key, "merge_lists") == 0, is_text = value->kind == DARK__NODE_TEXT;
  dark__paper word = {.text = NULL};
  for (size_t i = 0; i < (is_text ? 1 : value->n); i++) {
    const dark__node *item = is_text ? value : value->items[i];
    if (item->kind != DARK__NODE_TEXT) continue;
    dark__paper_add(&word, "%s%s%s", is_merge && i > 0 ? "" : name, is_merge && i > 0 ? "+" : "=", item->text);
    if (is_merge && i + 1 < value->n) continue;
    taker->failed |= word.failed;
    give(taker, key, dark__paper_text(&word));
    dark__paper_clear(&word);
  }
  dark__paper_clear(&word);
}

void dark__key_options(dark__option_taker *taker, const dark__key *key, const dark__node *value) {
  if (value->kind == DARK__NODE_LIST) give_list(taker, key->name, value);
  for (size_t i = 0; value->kind == DARK__NODE_MAP && i < value->n; i++)
    give_member(taker, key->name, value->keys[i]->text, value->items[i]);
  if (value->kind != DARK__NODE_TEXT || (key->kind == DARK_KEY_FLAG && strcmp(value->text, "true") != 0)) return;
  give(taker, key->name, key->kind == DARK_KEY_FLAG ? NULL : value->text);
}
