/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "bridge/request/request.h"
#include "study/document/make.h"

enum {
  DATA = DARK__USE_DATA | DARK__USE_FILES,
  FILES = DARK__USE_FILES,
  FIT = DARK__USE_FIT,
  MODELS = DARK__USE_MODELS,
  CHECK = DARK__USE_CHECK,
  SENSITIVITY = DARK__USE_SENSITIVITY,
  PAGE = DARK__USE_PAGE
};

const dark__key dark__keys_known[DARK__N_KEYS] = {
#define X(name, kind, uses, words, usual, help) {name, DARK_KEY_##kind, uses, words, usual, help},
#include "bridge/request/keys.def"
#undef X
};

const char *dark_key_kind_name(dark_key_kind kind) {
  static const char *const names[] = {
#define X(constant, name) name,
      DARK_KEY_KINDS(X)
#undef X
  };
  return (size_t)kind < DARK_N_KEY_KINDS ? names[kind] : "";
}

const dark__key *dark__key_find(const char *name) {
  for (size_t i = 0; i < DARK__N_KEYS; i++)
    if (strcmp(dark__keys_known[i].name, name) == 0) return &dark__keys_known[i];
  return NULL;
}

dark_status dark__key_need(const dark__key **out, const char *name, dark_error *err) {
  const char *names[DARK__N_KEYS];
  *out = dark__key_find(name);
  if (*out != NULL) return DARK_OK;
  for (size_t i = 0; i < DARK__N_KEYS; i++) names[i] = dark__keys_known[i].name;
  const char *nearest = dark__nearest(name, names, DARK__N_KEYS);
  if (nearest != NULL)
    return dark__fail(err, DARK_EUSAGE, "unknown key '%s'; did you mean '%s'?", dark__show(name).text, nearest);
  return dark__fail(err, DARK_EUSAGE, "unknown key '%s'; frame keys of the catalogue lists them", dark__show(name).text);
}

static bool wants_one(dark_key_kind kind) {
  return kind == DARK_KEY_TEXT || kind == DARK_KEY_WORD || kind == DARK_KEY_WHOLE || kind == DARK_KEY_REAL ||
         kind == DARK_KEY_FLAG;
}

const dark__node *dark__key_fit(dark__document *document, const dark__key *key, const dark__node *value) {
  const bool wants_list = key->kind == DARK_KEY_TEXTS || key->kind == DARK_KEY_REALS;
  if (value->kind == DARK__NODE_LIST && value->n == 1 && wants_one(key->kind)) return value->items[0];
  if (value->kind != DARK__NODE_TEXT || !wants_list) return value;
  dark__node *list = dark__node_new_list(document, 1);
  if (list == NULL) return NULL;
  list->items[0] = value;
  list->line = value->line;
  list->column = value->column;
  return list;
}
