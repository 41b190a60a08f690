/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/file/said.h"

#include <string.h>

#include "base/show.h"
#include "study/document/ask.h"

enum { LONGEST_LANGUAGE = 8 };

static dark_status copy_folded(const char **out, dark_study *study, const dark__node *node, dark_error *err) {
  const char *said = NULL;
  const dark_status status = dark__ask_text(&said, node, "says", err);
  char *text = status == DARK_OK ? dark__study_take(study, strlen(said) + 1, 1, err) : NULL;
  if (text == NULL) return status == DARK_OK ? DARK_ENOMEM : status;
  size_t n = 0;
  for (const char *c = said; *c != '\0'; c++) {
    const bool is_blank = *c == '\n' || *c == '\r' || *c == ' ';
    if (!is_blank) text[n++] = *c;
    else if (n > 0 && text[n - 1] != ' ') text[n++] = ' ';
  }
  while (n > 0 && text[n - 1] == ' ') n--;
  text[n] = '\0';
  *out = text;
  return DARK_OK;
}

static dark_status check_language(const dark__node *key, dark_error *err) {
  const size_t n = strspn(key->text, "abcdefghijklmnopqrstuvwxyz-");
  if (n >= 2 && n <= LONGEST_LANGUAGE && key->text[n] == '\0') return DARK_OK;
  return dark__node_fail(key, err, "'says' has words by language, 'says: {en: ..., fi: ...}', and '%s' is no code of one",
                         dark__show(key->text).text);
}

static dark_status read_language(dark__said *said, dark_study *study, const dark__node *map, size_t i, dark_error *err) {
  const dark_status status = check_language(map->keys[i], err);
  said->languages[i] = map->keys[i]->text;
  return status == DARK_OK ? copy_folded(&said->texts[i], study, map->items[i], err) : status;
}

static dark_status read_languages(dark__said *said, dark_study *study, const dark__node *map, dark_error *err) {
  dark_status status = dark__ask_any_map(map, "says", err);
  if (status != DARK_OK) return status;
  said->languages = dark__study_take(study, map->n, sizeof *said->languages, err);
  said->texts = dark__study_take(study, map->n, sizeof *said->texts, err);
  if (said->languages == NULL || said->texts == NULL) return DARK_ENOMEM;
  for (size_t i = 0; status == DARK_OK && i < map->n; i++) status = read_language(said, study, map, i, err);
  said->n = map->n;
  return status;
}

static const char *usual(const dark__said *said) {
  for (size_t i = 0; i < said->n; i++)
    if (strcmp(said->languages[i], "en") == 0) return said->texts[i];
  return said->texts[0];
}

dark_status dark__said_read(const char **says, dark__said *said, dark_study *study, const dark__node *map, dark_error *err) {
  const dark__node *node = dark__map_get(map, "says");
  if (node == NULL) return DARK_OK;
  if (node->kind != DARK__NODE_MAP) return copy_folded(says, study, node, err);
  const dark_status status = read_languages(said, study, node, err);
  if (status == DARK_OK) *says = usual(said);
  return status;
}

const dark__said *dark__said_at(const dark_study *study, size_t i) { return &study->scenarios[i].said; }
