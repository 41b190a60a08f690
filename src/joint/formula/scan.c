/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/formula/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"

static const char SIGNS[] = "+*:^(),";

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool is_sign(char c) { return c != '\0' && strchr(SIGNS, c) != NULL; }

static bool is_control(char c) { return c != '\0' && (((unsigned char)c < ' ' && !is_blank(c)) || c == 0x7f); }

static bool may_be_in_name(char c) { return c != '\0' && c != '"' && !is_blank(c) && !is_sign(c) && !is_control(c); }

bool dark__scan_needs_quotes(const char *name) {
  if (strcmp(name, "H") == 0 || strcmp(name, "poly") == 0) return true;
  const char *c = name;
  while (may_be_in_name(*c)) c++;
  return *c != '\0';
}

dark_status dark__scan_refuse(const dark__scan *scan, const char *wanted, dark_error *err) {
  if (scan->symbol == '\0') return dark__fail(err, DARK_EUSAGE, "formula: it ends where %s is expected", wanted);
  if (scan->symbol == 'n')
    return dark__fail(err, DARK_EUSAGE, "formula, character %zu: '%s' stands where %s is expected", scan->place,
                      dark__show(scan->name).text, wanted);
  return dark__fail(err, DARK_EUSAGE, "formula, character %zu: '%c' stands where %s is expected", scan->place, scan->symbol,
                    wanted);
}

static dark_status read_quoted(dark__scan *scan, dark_error *err) {
  size_t n = 0, i = scan->at + 1;
  for (; scan->text[i] != '\0'; i++) {
    if (scan->text[i] == '"' && scan->text[++i] != '"') break;
    scan->name[n++] = scan->text[i];
  }
  const bool is_closed = i > scan->at + 1 && scan->text[i - 1] == '"';
  scan->name[n] = '\0';
  scan->at = i;
  if (!is_closed) return dark__fail(err, DARK_EUSAGE, "formula, character %zu: a double quote is not closed", scan->place);
  if (n == 0) return dark__fail(err, DARK_EUSAGE, "formula, character %zu: a name in quotes is empty", scan->place);
  return DARK_OK;
}

static void read_bare(dark__scan *scan) {
  size_t n = 0;
  while (may_be_in_name(scan->text[scan->at])) scan->name[n++] = scan->text[scan->at++];
  scan->name[n] = '\0';
}

dark_status dark__scan_next(dark__scan *scan, dark_error *err) {
  while (is_blank(scan->text[scan->at])) scan->at++;
  const char c = scan->text[scan->at];
  scan->place = scan->at + 1;
  scan->is_quoted = c == '"';
  scan->symbol = 'n';
  if (is_control(c)) return dark__fail(err, DARK_EUSAGE, "formula, character %zu: a control character", scan->place);
  if (c == '"') return read_quoted(scan, err);
  if (c == '\0' || is_sign(c)) {
    scan->symbol = c;
    scan->at += c != '\0';
    return DARK_OK;
  }
  read_bare(scan);
  return DARK_OK;
}

dark_status dark__scan_begin(dark__scan *scan, const char *text, dark_error *err) {
  *scan = (dark__scan){.text = text, .name = malloc(strlen(text) + 1)};
  return scan->name == NULL ? dark__fail_memory(err) : dark__scan_next(scan, err);
}

void dark__scan_clear(dark__scan *scan) {
  free(scan->name);
  *scan = (dark__scan){0};
}
