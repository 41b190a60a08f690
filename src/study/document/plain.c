/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/document/plain.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/utf8.h"
#include "study/document/make.h"

/* Where the reader is; nodes of what is not complete are pending, innermost last. */
typedef struct reader {
  dark__document *document;
  const char *bytes, *at, *end;
  const dark__node **pending; /* [n_pending] */
  size_t n_pending, n_room, n_nodes, depth;
  char *text; /* [n_text_room] of the text that is read */
  size_t n_text_room;
  dark_error *err;
} reader;

static dark_status read_value(const dark__node **out, reader *r);

static dark_status fail_here(const reader *r, const char *what) {
  size_t line = 1, column = 1;
  for (const char *c = r->bytes; c < r->at; c++) {
    column++;
    if (*c == '\n') line++, column = 1;
  }
  return dark__fail(r->err, DARK_EUSAGE, "%s:%zu:%zu: not JSON: %s", r->document->place, line, column, what);
}

static void skip_blanks(reader *r) {
  while (r->at < r->end && strchr(" \t\r\n", *r->at) != NULL && *r->at != '\0') r->at++;
}

static bool take(reader *r, char character) {
  skip_blanks(r);
  if (r->at == r->end || *r->at != character) return false;
  r->at++;
  return true;
}

static dark_status push(reader *r, const dark__node *node) {
  const dark__node **grown = dark__array_grow(r->pending, &r->n_room, r->n_pending + 1, sizeof(const dark__node *));
  if (grown == NULL) return dark__fail_memory(r->err);
  r->pending = grown;
  r->pending[r->n_pending++] = node;
  return DARK_OK;
}

/* ---- Texts */

static dark_status read_unit(uint32_t *unit, reader *r) {
  *unit = 0;
  for (int i = 0; i < 4; i++, r->at++) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *digit = r->at == r->end || *r->at == '\0' ? NULL : strchr(digits, *r->at);
    if (digit == NULL) return fail_here(r, "four hexadecimal digits should be here");
    *unit = 16 * *unit + (uint32_t)((digit - digits) % 16);
  }
  return DARK_OK;
}

static size_t encode(char bytes[4], uint32_t point) {
  if (point < 0x80) return bytes[0] = (char)point, 1;
  const size_t n = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
  for (size_t i = n - 1; i > 0; i--, point >>= 6) bytes[i] = (char)(0x80 | (point & 0x3F));
  bytes[0] = (char)(marks[n] | point);
  return n;
}

/* Behind "\u". */
static dark_status read_point(char bytes[4], size_t *n, reader *r) {
  uint32_t point, low;
  dark_status status = read_unit(&point, r);
  if (status == DARK_OK && point >= 0xD800 && point < 0xDC00) {
    if (r->end - r->at < 2 || r->at[0] != '\\' || r->at[1] != 'u') return fail_here(r, "half of a character");
    r->at += 2;
    status = read_unit(&low, r);
    if (status == DARK_OK && (low < 0xDC00 || low > 0xDFFF)) return fail_here(r, "half of a character");
    point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
  }
  if (status == DARK_OK && point == 0) return fail_here(r, "a NUL character");
  if (status == DARK_OK) *n = encode(bytes, point);
  return status;
}

/* Behind a backslash. */
static dark_status read_escape(char bytes[4], size_t *n, reader *r) {
  static const char names[] = "\"\\/bfnrt", letters[] = "\"\\/\b\f\n\r\t";
  if (r->at == r->end) return fail_here(r, "the text has no end");
  const char name = *r->at++;
  const char *at = name == '\0' ? NULL : strchr(names, name);
  if (name == 'u') return read_point(bytes, n, r);
  if (at == NULL) return fail_here(r, "no such escape");
  bytes[0] = letters[at - names];
  *n = 1;
  return DARK_OK;
}

static dark_status add_bytes(reader *r, size_t *length, const char *bytes, size_t n) {
  char *grown = dark__array_grow(r->text, &r->n_text_room, *length + n + 1, 1);
  if (grown == NULL) return dark__fail_memory(r->err);
  r->text = grown;
  memcpy(r->text + *length, bytes, n);
  *length += n;
  r->text[*length] = '\0';
  return DARK_OK;
}

/* Behind the first quote; r->text is it then. */
static dark_status read_characters(reader *r) {
  size_t length = 0;
  dark_status status = add_bytes(r, &length, "", 0);
  while (status == DARK_OK && r->at < r->end && *r->at != '"') {
    char bytes[4];
    size_t n = 1;
    bytes[0] = *r->at++;
    if ((unsigned char)bytes[0] < 0x20) return fail_here(r, "a control character in a text");
    if (bytes[0] == '\\') status = read_escape(bytes, &n, r);
    if (status == DARK_OK) status = add_bytes(r, &length, bytes, n);
  }
  if (status == DARK_OK && r->at == r->end) return fail_here(r, "the text has no end");
  if (status == DARK_OK) r->at++;
  return status == DARK_OK && !dark__utf8_is_valid(r->text) ? fail_here(r, "a text that is not UTF-8") : status;
}

static dark_status make_text(const dark__node **out, reader *r, const char *text, bool is_plain) {
  *out = dark__node_new_text(r->document, text, is_plain);
  return *out == NULL ? dark__fail_memory(r->err) : DARK_OK;
}

static dark_status read_text(const dark__node **out, reader *r) {
  const dark_status status = read_characters(r);
  return status == DARK_OK ? make_text(out, r, r->text, false) : status;
}

/* A number, true, false or null: whoever asks for it judges it. */
static dark_status read_word(const dark__node **out, reader *r) {
  char word[64];
  const char *first = r->at;
  while (r->at < r->end && *r->at != '\0' && strchr("+-.0123456789abcdefghijklmnopqrstuvwxyzE", *r->at) != NULL) r->at++;
  const size_t n = (size_t)(r->at - first);
  if (n == 0 || n >= sizeof word) return fail_here(r, "a value should be here");
  memcpy(word, first, n);
  word[n] = '\0';
  return make_text(out, r, word, true);
}

/* ---- Lists and maps */

static const dark__node **take_pending(reader *r, const dark__node **into, size_t first, size_t step, size_t n) {
  for (size_t i = 0; i < n; i++) into[i] = r->pending[first + i * step];
  return into;
}

static dark_status read_items(reader *r, char last, bool has_keys) {
  if (take(r, last)) return DARK_OK;
  do {
    const dark__node *node = NULL;
    dark_status status = DARK_OK;
    skip_blanks(r);
    if (has_keys) {
      if (!take(r, '"')) return fail_here(r, "a key in quotes should be here");
      status = read_text(&node, r);
      if (status == DARK_OK) status = push(r, node);
      if (status == DARK_OK && !take(r, ':')) return fail_here(r, "a ':' should be here");
    }
    if (status == DARK_OK) status = read_value(&node, r);
    if (status == DARK_OK) status = push(r, node);
    if (status != DARK_OK) return status;
  } while (take(r, ','));
  return take(r, last) ? DARK_OK : fail_here(r, "a ',' or the end of a list or map should be here");
}

static dark_status read_container(const dark__node **out, reader *r, bool has_keys) {
  const size_t first = r->n_pending, step = has_keys ? 2 : 1;
  if (r->depth == DARK__DOCUMENT_DEPTH) return fail_here(r, "too many lists and maps inside each other");
  r->depth++;
  const dark_status status = read_items(r, has_keys ? '}' : ']', has_keys);
  r->depth--;
  if (status != DARK_OK) return status;
  const size_t n = (r->n_pending - first) / step;
  dark__node *node = has_keys ? dark__node_new_map(r->document, n) : dark__node_new_list(r->document, n);
  if (node == NULL) return dark__fail_memory(r->err);
  if (has_keys) take_pending(r, node->keys, first, 2, n);
  take_pending(r, node->items, first + step - 1, step, n);
  r->n_pending = first;
  *out = node;
  return DARK_OK;
}

static dark_status read_value(const dark__node **out, reader *r) {
  if (++r->n_nodes > DARK__DOCUMENT_NODES) return fail_here(r, "too many keys and values");
  if (take(r, '{')) return read_container(out, r, true);
  if (take(r, '[')) return read_container(out, r, false);
  return take(r, '"') ? read_text(out, r) : read_word(out, r);
}

dark_status dark__plain_document(dark__document **out, const char *place, const char *bytes, size_t n, dark_error *err) {
  *out = NULL;
  dark__document *document = dark__document_new(place);
  if (document == NULL) return dark__fail_memory(err);
  reader r = {.document = document, .bytes = bytes, .at = bytes, .end = bytes + n, .err = err};
  dark_status status = read_value(&document->root, &r);
  skip_blanks(&r);
  if (status == DARK_OK && r.at != r.end) status = fail_here(&r, "more than one value");
  free(r.pending);
  free(r.text);
  if (status == DARK_OK) *out = document;
  else dark__document_free(document);
  return status;
}

#ifdef DARK_CORE

dark_status dark__document_parse(dark__document **out, const char *place, const char *bytes, size_t n, dark_error *err) {
  return dark__plain_document(out, place, bytes, n, err);
}

dark_status dark__document_read(dark__document **out, const char *path, dark_error *err) {
  *out = NULL;
  return dark__fail(err, DARK_EUSAGE, "%s: this build of the library reads no files", path);
}

#endif
