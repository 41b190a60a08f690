/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/contrast_pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "table/columns/categories.h"

enum { MOST_PAIRS = 1000 };

/* One text while it is read. */
typedef struct reading {
  const dark_table *table;
  const char *text, *at;
  size_t category;
} reading;

/* ---- names, which may have commas and signs of equality: the longest one that stands there, with one of `ends` behind it */

typedef const char *name_at(const reading *of, size_t i);

static const char *category_at(const reading *of, size_t i) { return dark_table_category_name(of->table, i); }
static const char *level_at(const reading *of, size_t i) { return dark_table_level_name(of->table, of->category, i); }

static size_t find_longest(const reading *of, name_at *name, size_t n, const char *ends) {
  size_t found = n, longest = 0;
  for (size_t i = 0; i < n; i++) {
    const size_t length = strlen(name(of, i));
    if (strncmp(of->at, name(of, i), length) != 0 || (of->at[length] != '\0' && strchr(ends, of->at[length]) == NULL)) continue;
    if (found < n && length <= longest) continue;
    found = i;
    longest = length;
  }
  return found;
}

/* "contrast 'yea=2016': 'yea' is no category of --by; did you mean 'year'?" */
static dark_status fail_name(const reading *of, name_at *name, size_t n, const char *ends, const char *kind, dark_error *err) {
  const char **names = calloc(n + 1, sizeof *names);
  char *piece = dark__copy_text(of->at, strcspn(of->at, ends));
  dark_status status = DARK_ENOMEM;
  if (names != NULL && piece != NULL) {
    for (size_t i = 0; i < n; i++) names[i] = name(of, i);
    const char *near = dark__nearest(piece, names, n);
    status = dark__fail(err, DARK_EUSAGE, "contrast '%s': '%s' is no %s%s%s%s", dark__show(of->text).text, dark__show(piece).text,
                        kind, near != NULL ? "; did you mean '" : "", near != NULL ? dark__show(near).text : "",
                        near != NULL ? "'?" : "");
  }
  free(names);
  free(piece);
  return status == DARK_ENOMEM ? dark__fail_memory(err) : status;
}

static dark_status read_category(reading *of, dark_error *err) {
  const size_t n = dark_table_n_categories(of->table);
  of->category = find_longest(of, category_at, n, "=");
  if (of->category == n) return fail_name(of, category_at, n, "=", "category of --by", err);
  of->at += strlen(category_at(of, of->category));
  return DARK_OK;
}

static dark_status read_level(size_t *out, reading *of, dark_error *err) {
  const size_t n = dark_table_n_levels(of->table, of->category);
  dark__shown kind = dark__show(category_at(of, of->category));
  char what[sizeof kind.text + 16] = "value of ";
  of->at++; /* '=' or ',' */
  *out = find_longest(of, level_at, n, ",");
  if (*out == n) return fail_name(of, level_at, n, ",", strcat(what, kind.text), err);
  of->at += strlen(level_at(of, *out));
  return DARK_OK;
}

/* ---- pairs */

static dark_status add_pair(dark__contrast_pairs *out, const reading *of, size_t baseline, size_t other, dark_error *err) {
  if (out->n == MOST_PAIRS) return dark__fail(err, DARK_ELIMIT, "more than %d contrasts are asked for", (int)MOST_PAIRS);
  void *grown = dark__array_grow(out->items, &out->capacity, out->n + 1, sizeof *out->items);
  if (grown == NULL) return dark__fail_memory(err);
  out->items = grown;
  out->items[out->n++] = (dark__contrast_pair){of->category, baseline, other};
  return DARK_OK;
}

static bool is_missing(const reading *of, size_t level) { return strcmp(level_at(of, level), DARK__LEVEL_MISSING) == 0; }

/* Each value against the one before it. */
static dark_status add_neighbours(dark__contrast_pairs *out, const reading *of, dark_error *err) {
  const size_t n = dark_table_n_levels(of->table, of->category), n_before = out->n;
  size_t last = n;
  dark_status status = DARK_OK;
  for (size_t level = 0; status == DARK_OK && level < n; level++) {
    if (is_missing(of, level)) continue;
    if (last < n) status = add_pair(out, of, last, level, err);
    last = level;
  }
  if (status != DARK_OK || out->n > n_before) return status;
  return dark__fail(err, DARK_EUSAGE, "contrast '%s': there is but one value", dark__show(of->text).text);
}

static dark_status check_new(const dark__contrast_pairs *out, size_t first, const reading *of, size_t baseline, size_t level,
                             dark_error *err) {
  bool is_known = level == baseline;
  for (size_t i = first; i < out->n; i++) is_known = is_known || out->items[i].other == level;
  if (!is_known) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "contrast '%s': '%s' stands there twice", dark__show(of->text).text,
                    dark__show(level_at(of, level)).text);
}

/* Each of the others against the first. */
static dark_status add_listed(dark__contrast_pairs *out, reading *of, dark_error *err) {
  const size_t first = out->n;
  size_t baseline, level;
  dark_status status = read_level(&baseline, of, err);
  while (status == DARK_OK && *of->at != '\0') {
    status = read_level(&level, of, err);
    if (status == DARK_OK) status = check_new(out, first, of, baseline, level, err);
    if (status == DARK_OK) status = add_pair(out, of, baseline, level, err);
  }
  if (status != DARK_OK || out->n > first) return status;
  return dark__fail(err, DARK_EUSAGE, "contrast '%s': a second value is missing, as in COLUMN=A,B", dark__show(of->text).text);
}

dark_status dark__contrast_pairs_read(dark__contrast_pairs *out, const dark_table *table, const char *const *texts, size_t n,
                                      dark_error *err) {
  *out = (dark__contrast_pairs){0};
  if (n > 0 && dark_table_n_categories(table) == 0)
    return dark__fail(err, DARK_EUSAGE, "a contrast is between values of a category, and there is none; see --by");
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    reading of = {.table = table, .text = texts[i], .at = texts[i]};
    status = read_category(&of, err);
    if (status == DARK_OK) status = *of.at == '\0' ? add_neighbours(out, &of, err) : add_listed(out, &of, err);
  }
  return status;
}

void dark__contrast_pairs_clear(dark__contrast_pairs *of) {
  free(of->items);
  *of = (dark__contrast_pairs){0};
}
