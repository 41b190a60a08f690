/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/document/ask.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/kind.h"
#include "base/show.h"
#include "base/text.h"
#include "study/document/number.h"

enum { MOST_NAME = 100 };

/* "a list", "the text 'x'": what stands there instead. Of a file that is one text only its kind: it may be a table of people. */
static dark__shown describe(const dark__node *node) {
  dark__shown shown = {""};
  if (node->kind == DARK__NODE_LIST) strcpy(shown.text, "a list");
  else if (node->kind == DARK__NODE_MAP) strcpy(shown.text, "a map");
  else if (node == node->document->root && node->text[0] != '\0') return dark__kind(node->text);
  else if (node->text[0] == '\0') strcpy(shown.text, node->is_plain ? "nothing" : "an empty text");
  else snprintf(shown.text, sizeof shown.text, "'%.200s'", dark__show(node->text).text);
  return shown;
}

static bool is_among(const char *key, const char *const *keys, size_t n) {
  size_t k = 0;
  while (k < n && strcmp(keys[k], key) != 0) k++;
  return k < n;
}

/* A file without any key that should be there is something else, and nothing of it is shown. */
static bool is_something_else(const dark__node *node, const char *const *keys, size_t n) {
  if (node != node->document->root) return false;
  for (size_t i = 0; i < node->n; i++)
    if (is_among(node->keys[i]->text, keys, n)) return false;
  return true;
}

static const char *key_at(const void *context, size_t i) { return ((const char *const *)context)[i]; }

dark_status dark__ask_map(const dark__node *node, const char *what, const char *const *keys, size_t n, dark_error *err) {
  if (node->kind != DARK__NODE_MAP)
    return dark__node_fail(node, err, "%s should be a map of keys such as '%s: ...', and here is %s", what, keys[0],
                           describe(node).text);
  for (size_t i = 0; i < node->n; i++) {
    const char *key = node->keys[i]->text;
    if (is_among(key, keys, n)) continue;
    const char *nearest = dark__nearest(key, keys, n);
    if (nearest != NULL)
      return dark__node_fail(node->keys[i], err, "unknown key '%s' in %s; did you mean '%s'?", dark__show(key).text, what,
                             nearest);
    if (is_something_else(node, keys, n))
      return dark__node_fail(node->keys[i], err, "%s where %s has one of the keys %s", dark__kind(key).text, what,
                             dark__show_names(key_at, keys, n).text);
    return dark__node_fail(node->keys[i], err, "unknown key '%s' in %s, which may have %s", dark__show(key).text, what,
                           dark__show_names(key_at, keys, n).text);
  }
  return DARK_OK;
}

dark_status dark__ask_any_map(const dark__node *node, const char *what, dark_error *err) {
  if (node->kind == DARK__NODE_MAP && node->n > 0) return DARK_OK;
  return dark__node_fail(node, err, "%s should be a map, and here is %s", what,
                         node->kind == DARK__NODE_MAP ? "an empty one" : describe(node).text);
}

dark_status dark__ask_list(const dark__node *node, const char *what, size_t most, dark_error *err) {
  if (node->kind != DARK__NODE_LIST)
    return dark__node_fail(node, err, "%s should be a list, such as [A, B], and here is %s", what, describe(node).text);
  if (node->n == 0) return dark__node_fail(node, err, "%s is an empty list", what);
  if (node->n > most) return dark__node_fail(node, err, "%s has %zu items, more than %zu", what, node->n, most);
  return DARK_OK;
}

static bool is_null(const dark__node *node) {
  static const char *const words[] = {"~", "null", "Null", "NULL"};
  for (size_t i = 0; node->is_plain && i < sizeof words / sizeof words[0]; i++)
    if (strcmp(node->text, words[i]) == 0) return true;
  return false;
}

dark_status dark__ask_text(const char **out, const dark__node *node, const char *what, dark_error *err) {
  if (node->kind != DARK__NODE_TEXT || node->text[0] == '\0')
    return dark__node_fail(node, err, "%s should be a text, and here is %s", what, describe(node).text);
  if (is_null(node)) return dark__node_fail(node, err, "%s is %s, which is no value; in quotes it is a text", what, node->text);
  *out = node->text;
  return DARK_OK;
}

dark_status dark__ask_name(const char **out, const dark__node *node, const char *what, dark_error *err) {
  const dark_status status = dark__ask_text(out, node, what, err);
  if (status != DARK_OK) return status;
  for (const char *c = *out; *c != '\0'; c++)
    if ((unsigned char)*c < 0x20 || *c == 0x7F) return dark__node_fail(node, err, "%s holds a control character", what);
  if (strlen(*out) <= MOST_NAME) return DARK_OK;
  return dark__node_fail(node, err, "%s is longer than %d bytes", what, (int)MOST_NAME);
}

/* A text that could be a number or a truth value; quotes make it neither. */
static dark_status ask_plain(const dark__node *node, const char *what, const char *wanted, dark_error *err) {
  if (node->kind != DARK__NODE_TEXT || node->text[0] == '\0')
    return dark__node_fail(node, err, "%s should be %s, and here is %s", what, wanted, describe(node).text);
  if (node->is_plain) return DARK_OK;
  return dark__node_fail(node, err, "%s should be %s, and here is the text '%s' in quotes", what, wanted,
                         dark__show(node->text).text);
}

dark_status dark__ask_flag(bool *out, const dark__node *node, const char *what, dark_error *err) {
  const dark_status status = ask_plain(node, what, "true or false", err);
  if (status != DARK_OK) return status;
  *out = strcmp(node->text, "true") == 0;
  if (*out || strcmp(node->text, "false") == 0) return DARK_OK;
  return dark__node_fail(node, err, "%s: '%s' is neither true nor false", what, dark__show(node->text).text);
}

dark_status dark__ask_whole(uint64_t *out, const dark__node *node, const char *what, uint64_t least, uint64_t most,
                            dark_error *err) {
  const dark_status status = ask_plain(node, what, "a whole number", err);
  if (status != DARK_OK) return status;
  if (dark__read_whole(out, node->text) && *out >= least && *out <= most) return DARK_OK;
  return dark__node_fail(node, err, "%s: '%s' is not a whole number from %" PRIu64 " to %" PRIu64, what,
                         dark__show(node->text).text, least, most);
}

dark_status dark__ask_real(double *out, const dark__node *node, const char *what, dark__range range, dark_error *err) {
  const dark_status status = ask_plain(node, what, "a number", err);
  if (status != DARK_OK) return status;
  *out = 0;
  const bool is_number = dark__read_real(out, node->text);
  const bool is_inside = range.is_open ? range.least < *out && *out < range.most : range.least <= *out && *out <= range.most;
  if (is_number && is_inside) return DARK_OK;
  return dark__node_fail(node, err,
                         range.is_open ? "%s: '%s' is not a number between %.15g and %.15g"
                                       : "%s: '%s' is not a number from %.15g to %.15g",
                         what, dark__show(node->text).text, range.least, range.most);
}

dark_status dark__ask_word(size_t *out, const dark__node *node, const char *what, const char *const *words, size_t n,
                           dark_error *err) {
  const char *text;
  const dark_status status = dark__ask_text(&text, node, what, err);
  if (status != DARK_OK) return status;
  for (*out = 0; *out < n; (*out)++)
    if (strcmp(text, words[*out]) == 0) return DARK_OK;
  const char *nearest = dark__nearest(text, words, n);
  return dark__node_fail(node, err, "%s: '%s' is none of %s%s%s%s", what, dark__show(text).text,
                         dark__show_names(key_at, words, n).text, nearest == NULL ? "" : "; did you mean '",
                         nearest == NULL ? "" : nearest, nearest == NULL ? "" : "'?");
}
