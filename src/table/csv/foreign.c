/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv/foreign.h"

#include <stdbool.h>
#include <string.h>

static bool is_among(unsigned char byte, const char *set) { return byte != '\0' && strchr(set, byte) != NULL; }

static size_t skip(const unsigned char *bytes, size_t n, size_t i, const char *set) {
  while (i < n && is_among(bytes[i], set)) i++;
  return i;
}

/* Behind a comment and blank lines. */
static size_t skip_comment(const unsigned char *bytes, size_t n) {
  size_t i = skip(bytes, n, 0, " \t\r\n");
  if (n - i < 2 || bytes[i] != '/' || bytes[i + 1] != '*') return i;
  for (i += 2; i + 1 < n; i++)
    if (bytes[i] == '*' && bytes[i + 1] == '/') return skip(bytes, n, i + 2, " \t\r\n");
  return n;
}

/* "000110   1   0;": a history, a number for each group, a semicolon that ends the line. */
static bool is_encounter(const unsigned char *bytes, size_t n, size_t begin) {
  const size_t history = skip(bytes, n, begin, "01."), blank = skip(bytes, n, history, " \t"),
               numbers = skip(bytes, n, blank, "-0123456789 \t"), end = skip(bytes, n, numbers, "; \t");
  return history - begin > 1 && blank > history && numbers > blank && end > numbers && end < n && is_among(bytes[end], "\r\n");
}

const char *dark__csv_foreign(const unsigned char *bytes, size_t n) {
  if (!is_encounter(bytes, n, skip_comment(bytes, n))) return NULL;
  return "this is a file of encounter histories as program MARK has them, which is not read; as a table with the header "
         "'ch,freq' and a "
         "line such as '000110,1' for each history and group --history ch reads it";
}
