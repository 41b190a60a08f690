/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

void dark__words_add(dark__words *words, const char *text, size_t length) {
  char **items = words->failed ? NULL : realloc(words->items, (words->n + 1) * sizeof *items);
  if (items != NULL) words->items = items;
  char *copy = items == NULL ? NULL : dark__copy_text(text, length);
  if (copy == NULL) words->failed = true;
  else words->items[words->n++] = copy;
}

/* Copy the quoted name after the opening quote at `from`, quotes undoubled, into `name`. Returns what follows it, NULL: still open. */
static const char *unquote(char *name, const char *from) {
  for (from++; *from != '\0'; from++) {
    if (*from == '"' && from[1] != '"') {
      *name = '\0';
      return from + 1;
    }
    if (*from == '"') from++;
    *name++ = *from;
  }
  return NULL;
}

/* Copy the plain name at `from` into `name`, without the spaces behind it. Returns the comma or the end. */
static const char *take_plain(char *name, const char *from) {
  const size_t length = strcspn(from, ",");
  size_t n = length;
  while (n > 0 && from[n - 1] == ' ') n--;
  memcpy(name, from, n);
  name[n] = '\0';
  return from + length;
}

/* Append the name at *from and move *from to the comma behind it or to the end; `name` has room for all of the text. */
static dark_status take_name(dark__words *words, char *name, const char **from, const char *option, const char *text,
                             bool may_be_empty, dark_error *err) {
  const char *start = *from + strspn(*from, " ");
  const char *rest = *start == '"' ? unquote(name, start) : take_plain(name, start);
  if (rest == NULL) return dark__fail(err, DARK_EUSAGE, "option '%s': a quote is not closed in '%s'", option, text);
  rest += strspn(rest, " ");
  if (*rest != ',' && *rest != '\0')
    return dark__fail(err, DARK_EUSAGE, "option '%s': a comma is missing behind a quoted name in '%s'", option, text);
  if (*name == '\0' && !may_be_empty) return dark__fail(err, DARK_EUSAGE, "option '%s': an empty name in '%s'", option, text);
  dark__words_add(words, name, strlen(name));
  *from = rest;
  return DARK_OK;
}

static dark_status split(dark__words *words, const char *option, const char *text, bool may_be_empty, dark_error *err) {
  char *name = malloc(strlen(text) + 1);
  if (name == NULL) return dark__fail_memory(err);
  const char *from = text;
  dark_status status = take_name(words, name, &from, option, text, may_be_empty, err);
  while (status == DARK_OK && *from == ',') {
    from++;
    status = take_name(words, name, &from, option, text, may_be_empty, err);
  }
  free(name);
  return status;
}

dark_status dark__words_split(dark__words *words, const char *option, const char *text, dark_error *err) {
  return split(words, option, text, false, err);
}

dark_status dark__words_split_any(dark__words *words, const char *option, const char *text, dark_error *err) {
  return split(words, option, text, true, err);
}

static bool needs_quotes(const char *word) {
  if (word[0] == '\0' || strpbrk(word, ",\"") != NULL) return true;
  return word[0] == ' ' || word[strlen(word) - 1] == ' ';
}

/* Copy `word` to `to`, in quotes where dark__words_split wants them. Returns the end of what was written. */
static char *put_word(char *to, const char *word) {
  const bool is_quoted = needs_quotes(word);
  if (is_quoted) *to++ = '"';
  for (; *word != '\0'; word++) {
    if (*word == '"') *to++ = '"';
    *to++ = *word;
  }
  if (is_quoted) *to++ = '"';
  return to;
}

void dark__words_join(dark__words *out, const dark__words *words, const char *none) {
  if (words->n == 0) {
    dark__words_add(out, none, strlen(none));
    return;
  }
  size_t room = 1;
  for (size_t i = 0; i < words->n; i++) room += 2 * strlen(words->items[i]) + 3;
  char *text = malloc(room);
  if (text == NULL) {
    out->failed = true;
    return;
  }
  char *to = text;
  for (size_t i = 0; i < words->n; i++) {
    if (i > 0) *to++ = ',';
    to = put_word(to, words->items[i]);
  }
  dark__words_add(out, text, (size_t)(to - text));
  free(text);
}

bool dark__words_has(const dark__words *words, const char *word) {
  for (size_t i = 0; i < words->n; i++)
    if (strcmp(words->items[i], word) == 0) return true;
  return false;
}

const char *const *dark__words_items(const dark__words *words) { return (const char *const *)words->items; }

void dark__words_free(dark__words *words) {
  for (size_t i = 0; i < words->n; i++) free(words->items[i]);
  free(words->items);
  *words = (dark__words){0};
}
