/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/show.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { MAX_VALUE = 40, MAX_PATH = 200, MAX_NAMES = 180, MAX_SENTENCE = 200 };

static bool is_control(const char *text, size_t length) {
  const unsigned char first = (unsigned char)text[0];
  if (length == 1) return first < 0x20 || first == 0x7F;
  return length == 2 && first == 0xC2 && (unsigned char)text[1] < 0xA0;
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

dark__shown dark__show_names(const char *(*name_at)(const void *context, size_t i), const void *context, size_t n) {
  dark__shown shown = {""};
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    const dark__shown name = dark__show(name_at(context, i));
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
