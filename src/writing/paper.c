/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writing/paper.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void dark__paper_clear(dark__paper *paper) {
  free(paper->text);
  *paper = (dark__paper){0};
}

const char *dark__paper_text(const dark__paper *paper) { return paper->text == NULL ? "" : paper->text; }

/* Room for `more` bytes and a NUL. */
static bool grow(dark__paper *paper, size_t more) {
  if (paper->failed) return false;
  if (more < paper->capacity - paper->length) return true;
  if (more > SIZE_MAX / 4 || paper->length > SIZE_MAX / 4) {
    paper->failed = true;
    return false;
  }
  const size_t capacity = 2 * (paper->length + more) + 64;
  char *text = realloc(paper->text, capacity);
  if (text == NULL) {
    paper->failed = true;
    return false;
  }
  paper->text = text;
  paper->capacity = capacity;
  return true;
}

void dark__paper_add_bytes(dark__paper *paper, const char *bytes, size_t length) {
  if (!grow(paper, length)) return;
  memcpy(paper->text + paper->length, bytes, length);
  paper->length += length;
  paper->text[paper->length] = '\0';
}

void dark__paper_add_spaces(dark__paper *paper, size_t n) {
  for (size_t i = 0; i < n; i++) dark__paper_add_bytes(paper, " ", 1);
}

void dark__paper_add(dark__paper *paper, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length < 0) paper->failed = true;
  if (length < 0 || !grow(paper, (size_t)length)) return;
  va_start(arguments, format);
  vsnprintf(paper->text + paper->length, (size_t)length + 1, format, arguments);
  va_end(arguments);
  paper->length += (size_t)length;
}

static uint32_t code_point(const char *text, size_t length) {
  if (length == 1) return (unsigned char)text[0];
  uint32_t code = (unsigned char)text[0] & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) code = code << 6 | ((unsigned char)text[i] & 0x3Fu);
  return code;
}

static bool is_between(uint32_t code, uint32_t first, uint32_t last) { return first <= code && code <= last; }

static bool is_harmful(uint32_t code) {
  return code < 0x20 || is_between(code, 0x7F, 0x9F) || code == 0xAD || is_between(code, 0x200B, 0x200F) ||
         is_between(code, 0x2028, 0x202E) || is_between(code, 0x2060, 0x2069) || code == 0x061C || code == 0xFEFF;
}

static void add_escape(dark__paper *paper, uint32_t code) {
  if (code == '\n') dark__paper_add(paper, "\\n");
  else if (code == '\r') dark__paper_add(paper, "\\r");
  else if (code == '\t') dark__paper_add(paper, "\\t");
  else dark__paper_add(paper, code < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)code);
}

void dark__paper_add_foreign(dark__paper *paper, const char *text) {
  while (*text != '\0') {
    const size_t length = dark__utf8_length(text);
    const uint32_t code = length == 0 ? (unsigned char)*text : code_point(text, length);
    if (length == 0 || is_harmful(code)) add_escape(paper, code);
    else dark__paper_add_bytes(paper, text, length);
    text += length == 0 ? 1 : length;
  }
}

static size_t character_width(uint32_t code) {
  if (is_between(code, 0x0300, 0x036F) || is_between(code, 0x200B, 0x200D) || is_between(code, 0xFE00, 0xFE0F)) return 0;
  const bool is_wide = is_between(code, 0x1100, 0x115F) || is_between(code, 0x2E80, 0xA4CF) || is_between(code, 0xAC00, 0xD7A3) ||
                       is_between(code, 0xF900, 0xFAFF) || is_between(code, 0xFE30, 0xFE6F) || is_between(code, 0xFF00, 0xFF60) ||
                       is_between(code, 0xFFE0, 0xFFE6) || is_between(code, 0x1F300, 0x1FAFF) ||
                       is_between(code, 0x20000, 0x3FFFD);
  return is_wide ? 2 : 1;
}

static size_t width_of(const char *text, size_t n_bytes) {
  size_t width = 0;
  for (const char *end = text + n_bytes; text < end;) {
    const size_t length = dark__utf8_length(text);
    width += length == 0 ? 1 : character_width(code_point(text, length));
    text += length == 0 ? 1 : length;
  }
  return width;
}

size_t dark__text_width(const char *text) { return width_of(text, strlen(text)); }

/* One word, on a new line when this one, which has words already, is full. Returns the column behind it. */
static size_t put_next_word(dark__paper *page, const char *word, size_t length, size_t column, size_t hang) {
  const size_t width = width_of(word, length);
  if (column + 1 + width > DARK__PAGE_WIDTH) {
    dark__paper_add(page, "\n");
    dark__paper_add_spaces(page, hang);
    column = hang;
  } else {
    dark__paper_add(page, " ");
    column++;
  }
  dark__paper_add_bytes(page, word, length);
  return column + width;
}

/* The label and what keeps it apart from the text. Returns the column behind it. */
static size_t put_label(dark__paper *page, const char *label, size_t indent, size_t hang) {
  const size_t column = indent + dark__text_width(label);
  const size_t n_spaces = column < hang ? hang - column : 1;
  dark__paper_add(page, "%s", label);
  dark__paper_add_spaces(page, n_spaces);
  return column + n_spaces;
}

void dark__paper_put(dark__paper *page, const char *label, size_t indent, size_t hang, dark__paper *paragraph) {
  if (paragraph->failed) page->failed = true;
  dark__paper_add_spaces(page, indent);
  size_t column = label == NULL ? indent : put_label(page, label, indent, hang);
  const char *word = dark__paper_text(paragraph);
  word += strspn(word, " ");
  for (bool is_first = true; *word != '\0'; is_first = false) {
    const size_t length = strcspn(word, " ");
    if (is_first) {
      dark__paper_add_bytes(page, word, length);
      column += width_of(word, length);
    } else {
      column = put_next_word(page, word, length, column, hang);
    }
    word += length;
    word += strspn(word, " ");
  }
  dark__paper_add(page, "\n");
  dark__paper_clear(paragraph);
}

void dark__paper_heading(dark__paper *page, const char *text) { dark__paper_add(page, "\n%s\n", text); }

const char *dark__comma(size_t i) { return i == 0 ? "" : ", "; }
