/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/about.h"

#include <ctype.h>
#include <string.h>

#include "base/error.h"
#include "study/document/ask.h"

static const char *const keys[] = {"question", "population", "period", "place", "source", "status", "data"};
static const char *const statuses[] = {"draft", "final"};
static const char *const kinds[] = {"real", "invented"};

static dark_status ask_optional(const char **out, const dark__node *map, const char *key, dark_error *err) {
  const dark__node *node = dark__map_get(map, key);
  return node == NULL ? DARK_OK : dark__ask_text(out, node, key, err);
}

/* *out = index among words [2], or SIZE_MAX when nothing is said. */
static dark_status ask_choice(size_t *out, const dark__node *map, const char *key, const char *const *words, dark_error *err) {
  const dark__node *node = dark__map_get(map, key);
  *out = SIZE_MAX;
  return node == NULL ? DARK_OK : dark__ask_word(out, node, key, words, 2, err);
}

static dark_status ask_texts(dark__about *about, const dark__node *map, dark_error *err) {
  const char **const texts[] = {&about->question, &about->population, &about->period, &about->place, &about->source};
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < sizeof texts / sizeof texts[0]; i++)
    status = ask_optional(texts[i], map, keys[i], err);
  return status;
}

dark_status dark__about_take(dark__about *about, const dark__node *map, dark_error *err) {
  size_t is_final = SIZE_MAX, kind = SIZE_MAX;
  dark_status status = dark__ask_map(map, "what is said about a report", keys, sizeof keys / sizeof keys[0], err);
  if (status == DARK_OK) status = ask_texts(about, map, err);
  if (status == DARK_OK) status = ask_choice(&is_final, map, "status", statuses, err);
  if (status == DARK_OK) status = ask_choice(&kind, map, "data", kinds, err);
  about->is_final = is_final == 1;
  about->is_real = kind == 0;
  about->is_invented = kind == 1;
  return status;
}

dark_status dark__about_read(dark__about *about, const char *path, dark_error *err) {
  *about = (dark__about){0};
  if (path == NULL) return DARK_OK;
  const dark_status status = dark__document_read(&about->document, path, err);
  return status == DARK_OK ? dark__about_take(about, about->document->root, err) : status;
}

void dark__about_clear(dark__about *about) {
  dark__document_free(about->document);
  *about = (dark__about){0};
}

/* ---- Invented data */

static bool begins_alike(const char *text, const char *word) {
  while (*word != '\0' && tolower((unsigned char)*text) == *word) text++, word++;
  return *word == '\0';
}

static bool sounds_invented(const char *name) {
  static const char *const words[] = {"synthetic", "simulated", "invented"};
  for (; *name != '\0'; name++)
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
      if (begins_alike(name, words[w])) return true;
  return false;
}

/* The name of the file, not of its folders. */
static bool is_file_invented(const char *path) {
  const char *slash = path == NULL ? NULL : strrchr(path, '/');
  return path != NULL && sounds_invented(slash == NULL ? path : slash);
}

bool dark__is_invented(const dark__about *about, const dark__source *source) {
  if (about->is_invented || about->is_real) return about->is_invented;
  for (size_t l = 0; l < source->results.n_lists; l++)
    if (sounds_invented(source->results.lists[l])) return true;
  for (size_t i = 0; source->files != NULL && i < dark__source_n_files(source); i++)
    if (is_file_invented(dark__source_file_at(source, i).path)) return true;
  return false;
}

/* ---- Labels */

dark_status dark__labels_check(const dark__node *map, dark_error *err) {
  dark_status status = DARK_OK;
  if (map->kind != DARK__NODE_MAP)
    return dark__node_fail(map, err, "labels should be a map of names, 'forced-begging: Forced begging'");
  for (size_t i = 0; status == DARK_OK && i < map->n; i++) {
    const char *label;
    status = dark__ask_text(&label, map->items[i], "a label", err);
  }
  return status;
}

dark_status dark__labels_read(dark__document **out, const char *path, dark_error *err) {
  *out = NULL;
  if (path == NULL) return DARK_OK;
  const dark_status status = dark__document_read(out, path, err);
  return status == DARK_OK ? dark__labels_check((*out)->root, err) : status;
}

const char *dark__label(const dark__document *labels, const char *name) {
  const dark__node *node = labels == NULL ? NULL : dark__map_get(labels->root, name);
  return node == NULL ? name : node->text;
}
