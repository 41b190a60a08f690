/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/form/address.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "table/form/recognise.h"

typedef enum kind { NO_FILE, TEXT, BOOK } kind;

static kind look_inside(const char *path) {
  unsigned char bytes[8];
  const char *what;
  FILE *file = fopen(path, "rb");
  if (file == NULL) return TEXT;
  const size_t n = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  return dark__form_recognise(&what, bytes, n) == DARK__FORM_WORKBOOK ? BOOK : TEXT;
}

/* What the first `n` bytes of a text name. A pipe is not to be read twice. */
static kind kind_of(const char *text, size_t n) {
  char path[PATH_MAX];
  struct stat facts;
  if (n == 0 || n >= sizeof path) return NO_FILE;
  memcpy(path, text, n);
  path[n] = '\0';
  if (strcmp(path, "-") == 0) return TEXT;
  if (stat(path, &facts) != 0 || S_ISDIR(facts.st_mode)) return NO_FILE;
  return S_ISREG(facts.st_mode) ? look_inside(path) : TEXT;
}

static const char *column_at(size_t *n, const char *text, const char *colon) {
  if (colon == NULL || colon[1] == '\0') return NULL;
  *n = (size_t)(colon - text);
  return colon + 1;
}

const char *dark__form_column(size_t *n, const char *text) {
  *n = strlen(text);
  if (kind_of(text, *n) != NO_FILE) return NULL;
  for (size_t i = *n; i-- > 0;) {
    if (text[i] != ':') continue;
    const kind found = kind_of(text, i);
    if (found == NO_FILE) continue;
    return column_at(n, text, found == TEXT ? text + i : strchr(text + i + 1, ':'));
  }
  return NULL;
}
