/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "joint/formula/formula.h"
#include "joint/formula/scan.h"

typedef struct writing {
  char *text;
  size_t n, capacity;
  bool has_failed;
} writing;

static void put(writing *to, const char *piece, size_t length) {
  char *grown = to->has_failed ? NULL : dark__array_grow(to->text, &to->capacity, to->n + length + 1, 1);
  to->has_failed = grown == NULL;
  if (grown == NULL) return;
  to->text = grown;
  memcpy(to->text + to->n, piece, length);
  to->n += length;
  to->text[to->n] = '\0';
}

static void put_text(writing *to, const char *piece) { put(to, piece, strlen(piece)); }

static void put_name(writing *to, const char *name) {
  if (!dark__scan_needs_quotes(name)) {
    put_text(to, name);
    return;
  }
  put_text(to, "\"");
  for (const char *c = name; *c != '\0'; c++) put(to, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
  put_text(to, "\"");
}

static void put_part(writing *to, unsigned bit, const dark__formula_names *names) {
  char degree[16];
  const char *name = names->categories[bit / 8];
  if (bit % 8 == 0) {
    put_name(to, name);
    return;
  }
  put_text(to, "poly(");
  put_name(to, name);
  snprintf(degree, sizeof degree, ", %u)", bit % 8);
  put_text(to, degree);
}

static void put_term(writing *to, dark__joint_term term, const dark__formula_names *names) {
  const char *sign = "";
  for (unsigned l = 0; l < names->n_lists; l++) {
    if ((term.lists >> l & 1) == 0) continue;
    put_text(to, sign);
    put_name(to, names->lists[l]);
    sign = "*";
  }
  if (term.common) {
    put_text(to, sign);
    put_text(to, "H");
    sign = "*";
  }
  for (unsigned bit = 0; bit < 8 * names->n_categories; bit++) {
    if ((term.parts >> bit & 1) == 0) continue;
    put_text(to, sign);
    put_part(to, bit, names);
    sign = "*";
  }
}

static bool is_below_another(const dark__joint_terms *terms, size_t i) {
  for (size_t j = i + 1; j < terms->n; j++)
    if (dark__joint_term_contains(terms->terms[j], terms->terms[i])) return true;
  return false;
}

dark_status dark__formula_write(char **text, const dark__joint_terms *terms, const dark__formula_names *names, dark_error *err) {
  writing to = {0};
  put_text(&to, "");
  for (size_t i = 0; i < terms->n; i++) {
    if (is_below_another(terms, i)) continue;
    if (to.n > 0) put_text(&to, " + ");
    put_term(&to, terms->terms[i], names);
  }
  *text = NULL;
  if (to.has_failed) {
    free(to.text);
    return dark__fail_memory(err);
  }
  *text = to.text;
  return DARK_OK;
}
