/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 2048 };

/* Bytes of the control character at `text`, 0 when there is none. */
static size_t control_length(const char *text) {
  const unsigned char first = (unsigned char)text[0], second = first == 0xC2 ? (unsigned char)text[1] : 0;
  if (first < 0x20 || first == 0x7F) return 1;
  return second >= 0x80 && second < 0xA0 ? 2 : 0;
}

/* The next byte of `text` into `piece`, or the next control character escaped. Returns how many bytes of `text` that was. */
static size_t take_piece(char piece[9], const char *text) {
  const size_t n = control_length(text);
  piece[0] = text[0];
  piece[1] = '\0';
  for (size_t i = 0; i < n; i++) snprintf(piece + 4 * i, 5, "\\x%02X", (unsigned)(unsigned char)text[i]);
  return n > 0 ? n : 1;
}

/* Where to cut text [length] so that no character loses its end. */
static size_t cut_before_character(const char *text, size_t length) {
  size_t start = length;
  while (start > 0 && length - start < 3 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) start--;
  return start > 0 && (unsigned char)text[start - 1] >= 0xC0 ? start - 1 : length;
}

void dark__message_write(char *buffer, size_t size, const char *format, va_list arguments) {
  static const char dots[] = "...";
  char text[LONGEST], piece[9];
  bool is_cut = vsnprintf(text, sizeof text, format, arguments) >= LONGEST;
  size_t length = 0, with_dots = 0; /* the second: of what leaves room for dots */
  for (const char *from = text; *from != '\0';) {
    from += take_piece(piece, from);
    const size_t n = strlen(piece);
    is_cut = is_cut || length + n >= size;
    if (length + n >= size) break;
    memcpy(buffer + length, piece, n);
    length += n;
    if (length + sizeof dots <= size) with_dots = length;
  }
  buffer[length] = '\0';
  if (is_cut && size >= sizeof dots) memcpy(buffer + cut_before_character(buffer, with_dots), dots, sizeof dots);
}

#undef dark__fail /* error.h, for static analysis */
dark_status dark__fail(dark_error *err, dark_status status, const char *format, ...) {
  if (err == NULL) return status;
  va_list arguments;
  va_start(arguments, format);
  dark__message_write(err->message, sizeof err->message, format, arguments);
  va_end(arguments);
  err->status = status;
  return status;
}

const char *dark_status_text(dark_status status) {
  static const char *const texts[] = {
#define X(name, text) text,
      DARK_STATUSES(X)
#undef X
  };
  const size_t n = sizeof texts / sizeof texts[0];
  return (size_t)status < n ? texts[status] : "unknown status";
}
