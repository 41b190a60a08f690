/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/document/bytes.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "study/document/document.h"

static dark_status load(char *bytes, size_t *n, FILE *file, const char *place, dark_error *err) {
  *n = fread(bytes, 1, DARK__DOCUMENT_BYTES + 1, file);
  if (ferror(file)) return dark__fail(err, DARK_EIO, "%s: cannot be read: %s", place, strerror(errno));
  if (*n > DARK__DOCUMENT_BYTES) return dark__fail(err, DARK_ELIMIT, "%s: larger than %d MiB", place, DARK__DOCUMENT_BYTES >> 20);
  bytes[*n] = '\0';
  return DARK_OK;
}

dark_status dark__document_load(char **bytes, size_t *n, const char *path, const char *place, dark_error *err) {
  *bytes = NULL;
  FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
  if (file == NULL) return dark__fail(err, DARK_EIO, "%s: cannot be opened: %s", place, strerror(errno));
  *bytes = malloc(DARK__DOCUMENT_BYTES + 2);
  dark_status status = *bytes == NULL ? dark__fail_memory(err) : load(*bytes, n, file, place, err);
  if (file != stdin) fclose(file);
  return status;
}

/* Where a reader of characters stands. Columns count characters, as editors do. */
typedef struct cursor {
  const char *place;
  size_t line, column;
} cursor;

static dark_status fail_at(const cursor *at, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EUSAGE, "%s:%zu:%zu: %s", at->place, at->line, at->column, what);
}

static bool is_any(const char *character, size_t length, const char *const *set, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strlen(set[i]) == length && memcmp(character, set[i], length) == 0) return true;
  return false;
}

/* One character of `length` bytes that is no end of a line. */
static dark_status check_character(const cursor *at, const char *character, size_t length, dark_error *err) {
  static const char *const breaks[] = {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
  char what[64];
  const unsigned char first = (unsigned char)character[0];
  if (length == 0 && first != 0) {
    snprintf(what, sizeof what, "not UTF-8 at byte \\x%02X", first);
    return fail_at(at, what, err);
  }
  if (length == 0) return fail_at(at, "a NUL byte", err);
  if (first == '\t') return fail_at(at, "a tab; indent and separate with spaces", err);
  if (is_any(character, length, breaks, 3))
    return fail_at(at, "a line end that only some programs see (U+0085, U+2028 or U+2029)", err);
  const bool is_c1 = length == 2 && first == 0xC2 && (unsigned char)character[1] < 0xA0;
  if (first >= 0x20 && first != 0x7F && !is_c1) return DARK_OK;
  snprintf(what, sizeof what, "a control character (\\x%02X)", is_c1 ? (unsigned char)character[1] : first);
  return fail_at(at, what, err);
}

dark_status dark__document_check(const char *bytes, size_t n, const char *place, dark_error *err) {
  cursor at = {place, 1, 1};
  for (size_t i = 0; i < n;) {
    if (bytes[i] == '\n' || bytes[i] == '\r') {
      i += bytes[i] == '\r' && bytes[i + 1] == '\n' ? 2 : 1;
      at = (cursor){place, at.line + 1, 1};
      continue;
    }
    const size_t length = dark__utf8_length(bytes + i);
    const dark_status status = check_character(&at, bytes + i, length, err);
    if (status != DARK_OK) return status;
    i += length;
    at.column++;
  }
  return DARK_OK;
}
