/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/suppressed.h"

#include <stdlib.h>
#include <string.h>

#include <darkfigure/suppression.h>

#include "base/error.h"
#include "lattice/common.h"

/* ---- a model of lists as a formula of lists and categories */

typedef struct text {
  char *at;
  size_t n, capacity;
  bool failed;
} text;

static void add(text *to, const char *piece) {
  const size_t n = strlen(piece);
  if (to->n + n + 1 > to->capacity) {
    char *at = realloc(to->at, 2 * (to->n + n + 1));
    if (at == NULL) {
      to->failed = true;
      return;
    }
    to->at = at;
    to->capacity = 2 * (to->n + n + 1);
  }
  if (to->at == NULL) return; /* it failed before */
  memcpy(to->at + to->n, piece, n + 1);
  to->n += n;
}

/* In quotes, within which a quote is doubled. */
static void add_name(text *to, const char *name) {
  add(to, "\"");
  for (; *name != '\0'; name++) add(to, *name == '"' ? "\"\"" : (char[]){*name, '\0'});
  add(to, "\"");
}

static void add_generator(text *to, uint32_t lists, const dark__naming *whole) {
  if (lists == dark__common_term(whole->n_lists)) {
    add(to, "H");
    return;
  }
  bool is_first = true;
  for (unsigned l = 0; l < whole->n_lists; l++) {
    if ((lists >> l & 1) == 0) continue;
    if (!is_first) add(to, "*");
    add_name(to, whole->names[l]);
    is_first = false;
  }
}

static char *write_formula(const uint32_t *generators, size_t n, const dark_table *table, const dark__naming *whole) {
  text out = {0};
  add(&out, "(");
  for (size_t i = 0; i < n; i++) {
    if (i > 0) add(&out, " + ");
    add_generator(&out, generators[i], whole);
  }
  add(&out, ")");
  for (size_t c = 0; c < dark_table_n_categories(table); c++) {
    add(&out, "*");
    add_name(&out, dark_table_category_name(table, c));
  }
  if (!out.failed) return out.at;
  free(out.at);
  return NULL;
}

dark_status dark__suppressed_settings(dark_settings *out, char **formula, const dark_settings *settings, const dark_table *table,
                                      const dark__naming *whole, dark_error *err) {
  *out = *settings;
  *formula = NULL;
  if (dark_table_suppression(table) == NULL || settings->method == NULL || strcmp(settings->method, "fixed") != 0 ||
      settings->model == NULL || dark_table_n_lists(table) > DARK_MAX_LISTS)
    return DARK_OK;
  uint32_t *generators;
  size_t n;
  const dark_status status = dark__model_read(&generators, &n, settings->model, whole, err);
  if (status != DARK_OK) return status;
  *formula = write_formula(generators, n, table, whole);
  free(generators);
  if (*formula == NULL) return dark__fail_memory(err);
  out->method = "joint";
  out->model = *formula;
  return DARK_OK;
}

/* ---- other methods */

dark_status dark__suppressed_check(const dark_estimator *estimator, const dark_table *table, dark_error *err) {
  const dark_suppression *known = dark_table_suppression(table);
  if (known == NULL || estimator->complete != NULL) return DARK_OK;
  return dark__fail(
      err, DARK_EUSAGE,
      "%zu %s suppressed, and method %s needs every count; --joint auto searches a model that does without, and --joint "
      "'A + B*C' or --model '[1,23]' gives one",
      known->n, known->n == 1 ? "count is" : "counts are", estimator->name);
}
