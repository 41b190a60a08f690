/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/show.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { MAX_VALUE = 40, MAX_PATH = 200, MAX_NAMES = 180, MAX_SENTENCE = 200 };

/* What has no width or turns the direction of writing: U+200B to U+200F, U+2028 to U+202E, U+2060 to U+2069, U+FEFF. */
static bool is_invisible(const unsigned char *c) {
  if (c[0] == 0xE2 && c[1] == 0x80) return (c[2] >= 0x8B && c[2] <= 0x8F) || (c[2] >= 0xA8 && c[2] <= 0xAE);
  if (c[0] == 0xE2 && c[1] == 0x81) return c[2] >= 0xA0 && c[2] <= 0xA9;
  return c[0] == 0xEF && c[1] == 0xBB && c[2] == 0xBF;
}

static bool is_control(const char *text, size_t length) {
  const unsigned char *c = (const unsigned char *)text;
  if (length == 1) return c[0] < 0x20 || c[0] == 0x7F;
  if (length == 2) return c[0] == 0xC2 && (c[1] < 0xA0 || c[1] == 0xAD);
  return length == 3 && is_invisible(c);
}

/* One character of `text` into `piece`, escaped where needed; the number of bytes of `text` that it took. */
static size_t show_character(char piece[16], const char *text) {
  const size_t length = dark__utf8_length(text);
  if (length == 0 || is_control(text, length)) {
    snprintf(piece, 16, "\\x%02X", (unsigned)(unsigned char)text[0]);
    return 1;
  }
  memcpy(piece, text, length);
  piece[length] = '\0';
  return length;
}

/* Append `text` to `shown` up to `max` bytes in all; false when it had to be cut. */
static bool append(dark__shown *shown, const char *text, size_t max) {
  size_t used = strlen(shown->text);
  while (*text != '\0') {
    char piece[16];
    text += show_character(piece, text);
    const size_t n = strlen(piece);
    if (used + n > max) return false;
    memcpy(shown->text + used, piece, n + 1);
    used += n;
  }
  return true;
}

dark__shown dark__show(const char *text) {
  dark__shown shown = {""};
  if (!append(&shown, text, MAX_VALUE)) strcat(shown.text, "...");
  return shown;
}

dark__shown dark__show_sentence(const char *text) {
  dark__shown shown = {""};
  if (!append(&shown, text, MAX_SENTENCE)) strcat(shown.text, "...");
  return shown;
}

dark__shown dark__show_path(const char *path) {
  if (strcmp(path, "-") == 0) return (dark__shown){"standard input"};
  dark__shown shown = {""};
  const size_t length = strlen(path);
  if (length > MAX_PATH) {
    path += length - (MAX_PATH - 3);
    while (((unsigned char)*path & 0xC0) == 0x80) path++;
    strcpy(shown.text, "...");
  }
  append(&shown, path, MAX_PATH);
  return shown;
}

/* A name that a reader could take for two, for none, or for the end of the sentence. */
static bool is_misread(const char *name) {
  const size_t length = strlen(name);
  return length == 0 || strpbrk(name, ",;'") != NULL || strchr(".:!? ", name[length - 1]) != NULL;
}

static dark__shown show_name(const char *name) {
  dark__shown shown = dark__show(name), quoted;
  if (!is_misread(name)) return shown;
  snprintf(quoted.text, sizeof quoted.text, "'%.*s'", (int)sizeof quoted.text - 3, shown.text);
  return quoted;
}

dark__shown dark__show_names(const char *(*name_at)(const void *context, size_t i), const void *context, size_t n) {
  dark__shown shown = {""};
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    const dark__shown name = show_name(name_at(context, i));
    const size_t length = strlen(name.text);
    if (used + length + 2 > MAX_NAMES) {
      snprintf(shown.text + used, sizeof shown.text - used, " and %zu more", n - i);
      break;
    }
    if (i > 0) {
      memcpy(shown.text + used, ", ", 2);
      used += 2;
    }
    memcpy(shown.text + used, name.text, length + 1);
    used += length;
  }
  return shown;
}
