/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/documents.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/tables.h"

dark__document *document_of(const char *text) {
  dark__document *document = NULL;
  dark_error err = DARK_ERROR_INIT;
  if (dark__document_parse(&document, "s.yaml", text, strlen(text), &err) != DARK_OK) fail_msg("%s\n%s", err.message, text);
  return document;
}

dark_study *study_of(const char *text) {
  dark_study *study = NULL;
  dark_error err = DARK_ERROR_INIT;
  if (dark__study_from(&study, document_of(text), "", &err) != DARK_OK) fail_msg("%s\n%s", err.message, text);
  return study;
}

static void compare_message(const dark_error *err, const char *expected, const char *text) {
  static const char place[] = "s.yaml:";
  if (strncmp(err->message, place, strlen(place)) == 0 && strcmp(err->message + strlen(place), expected) == 0) return;
  print_error("refused with\n  %s\nnot with\n  %s%s\n%s\n", err->message, place, expected, text);
  fail();
}

void reject_document(const char *bytes, size_t n, const char *message) {
  dark__document *document = NULL;
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = dark__document_parse(&document, "s.yaml", bytes, n, &err);
  assert_null(document);
  assert_int_equal(status, err.status);
  assert_true(status == DARK_EUSAGE || status == DARK_ELIMIT);
  compare_message(&err, message, bytes);
}

void reject_study(const char *text, const char *message) {
  dark_study *study = NULL;
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = dark__study_from(&study, document_of(text), "", &err);
  assert_null(study);
  assert_int_equal(status, err.status);
  compare_message(&err, message, text);
}

/* ---- Mutation */

static unsigned draw(uint64_t *seed, unsigned n) { return draw_below(n, (*seed)++); }

static void replace_byte(char *text, size_t n, uint64_t *seed) {
  static const char odd[] = "\t\n\r :-#[]{},&*!|>'\"%@`?~0\x7F\xC2\xE2\xFF";
  text[draw(seed, (unsigned)n)] = odd[draw(seed, sizeof odd)];
}

static size_t insert_bytes(char *text, size_t n, size_t size, uint64_t *seed) {
  static const char *const pieces[] = {"&a ", "*a", "!t ", "---\n", "[",    "}",  ": ", "- ", "\"",
                                       "'",   "#",  "\t",  "1e3",   "null", "  ", "? ", "|\n"};
  const char *piece = pieces[draw(seed, sizeof pieces / sizeof pieces[0])];
  const size_t at = draw(seed, (unsigned)n + 1), length = strlen(piece);
  if (n + length >= size) return n;
  memmove(text + at + length, text + at, n - at);
  for (size_t i = 0; i < length; i++) text[at + i] = piece[i];
  return n + length;
}

static size_t remove_bytes(char *text, size_t n, uint64_t *seed) {
  const size_t at = draw(seed, (unsigned)n);
  size_t length = 1 + draw(seed, draw(seed, 4) == 0 ? 200 : 3);
  if (length > n - at) length = n - at;
  memmove(text + at, text + at + length, n - at - length);
  return n - length;
}

static size_t repeat_part(char *text, size_t n, size_t size, uint64_t *seed) {
  const size_t from = draw(seed, (unsigned)n), to = draw(seed, (unsigned)n);
  size_t length = 1 + draw(seed, 60);
  if (length > n - from) length = n - from;
  if (n + length >= size) return n;
  char part[64];
  memcpy(part, text + from, length);
  memmove(text + to + length, text + to, n - to);
  memcpy(text + to, part, length);
  return n + length;
}

/* A change that may well leave a good document: one digit for another. */
static void replace_digit(char *text, size_t n, uint64_t *seed) {
  const size_t from = draw(seed, (unsigned)n);
  for (size_t i = 0; i < n; i++) {
    char *c = &text[(from + i) % n];
    if (*c < '0' || *c > '9') continue;
    *c = (char)('0' + draw(seed, 10));
    return;
  }
}

size_t mutate(char *text, size_t n, size_t size, uint64_t *seed) {
  for (unsigned i = 1 + draw(seed, 4) / 3; i > 0 && n > 0; i--) switch (draw(seed, 5)) {
      case 0: replace_byte(text, n, seed); break;
      case 1: n = insert_bytes(text, n, size, seed); break;
      case 2: n = remove_bytes(text, n, seed); break;
      case 3: n = repeat_part(text, n, size, seed); break;
      default: replace_digit(text, n, seed); break;
    }
  return n;
}

int has_place(const char *message, const char *place) {
  const size_t length = strlen(place);
  int line = 0, column = 0, used = 0;
  for (const char *c = message; *c != '\0'; c++)
    if ((unsigned char)*c < 0x20 || *c == 0x7F) return 0;
  if (strncmp(message, place, length) != 0 || message[length] != ':') return 0;
  if (strcmp(message + length, ": the file is empty") == 0) return 1;
  return sscanf(message + length, ":%d:%d: %n", &line, &column, &used) == 2 && used > 0 && line >= 1 && column >= 1 &&
         message[length + (size_t)used] != '\0';
}
