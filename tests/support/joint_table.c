/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/joint_table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/published.h"

static void *take(size_t n, size_t size) {
  void *memory = calloc(n + 1, size);
  assert_non_null(memory);
  return memory;
}

static void split_names(joint_table *out, const char *lists, const char *categories) {
  const size_t length = strlen(lists);
  out->words = take(length + strlen(categories) + 2, 1);
  sprintf(out->words, "%s %s", lists, categories);
  size_t n = 0;
  char *rest = NULL;
  for (char *word = strtok_r(out->words, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
    out->names[n++] = word;
    if (word < out->words + length) out->strata.n_lists++;
  }
  out->strata.n_categories = n - out->strata.n_lists;
  out->formula_names =
      (dark__formula_names){out->strata.n_lists, out->names, out->strata.n_categories, out->names + out->strata.n_lists};
}

static const char *category_of(const joint_table *of, size_t c) { return of->names[of->strata.n_lists + c]; }

static int is_missing(const char *text) { return text[0] == '\0' || strcmp(text, "NA") == 0; }

static int compare_words(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static int read_scores(int64_t *scores, const char **names, size_t n) {
  for (size_t l = 0; l < n; l++) {
    char *end;
    scores[l] = strtoll(names[l], &end, 10);
    if (*end != '\0') return 0;
  }
  return 1;
}

static void find_levels(joint_table *out, size_t c) {
  const char **names = out->level_names[c] = take(out->file.n_rows, sizeof *names);
  size_t n = 0, kept = 0;
  for (size_t row = 0; row < out->file.n_rows; row++) {
    const char *level = frame_text(&out->file, row, category_of(out, c));
    if (!is_missing(level)) names[n++] = level;
  }
  qsort(names, n, sizeof *names, compare_words);
  for (size_t i = 0; i < n; i++)
    if (kept == 0 || strcmp(names[kept - 1], names[i]) != 0) names[kept++] = names[i];
  out->n_levels[c] = kept;
  out->scores[c] = take(kept, sizeof **out->scores);
  if (read_scores(out->scores[c], names, kept)) return;
  free(out->scores[c]);
  out->scores[c] = NULL;
}

static void cross_levels(joint_table *out) {
  const size_t n_categories = out->strata.n_categories;
  size_t n = 1;
  for (size_t c = 0; c < n_categories; c++) n *= out->n_levels[c];
  out->strata.n_strata = n;
  out->levels = take(n * n_categories, sizeof *out->levels);
  out->absent = take(n, sizeof *out->absent);
  for (size_t x = 0; x < n; x++)
    for (size_t c = n_categories, rest = x; c-- > 0; rest /= out->n_levels[c])
      out->levels[x * n_categories + c] = (uint32_t)(rest % out->n_levels[c]);
}

static uint32_t level_of(const joint_table *of, size_t c, const char *text) {
  if (is_missing(text)) return DARK__LEVEL_UNKNOWN;
  uint32_t level = 0;
  while (strcmp(of->level_names[c][level], text) != 0) level++;
  return level;
}

/* True when nothing is missing; *stratum then is where the people are. */
static int place(size_t *stratum, uint32_t *levels, const joint_table *of, size_t row) {
  int is_complete = 1;
  *stratum = 0;
  for (size_t c = 0; c < of->strata.n_categories; c++) {
    levels[c] = level_of(of, c, frame_text(&of->file, row, category_of(of, c)));
    is_complete = is_complete && levels[c] != DARK__LEVEL_UNKNOWN;
    *stratum = *stratum * of->n_levels[c] + levels[c];
  }
  return is_complete;
}

static void read_history(uint32_t *history, uint32_t *unknown, const joint_table *of, size_t row) {
  *history = *unknown = 0;
  for (unsigned l = 0; l < of->strata.n_lists; l++) {
    const char *text = frame_text(&of->file, row, of->names[l]);
    if (is_missing(text)) *unknown |= UINT32_C(1) << l;
    else if (strcmp(text, "1") == 0) *history |= UINT32_C(1) << l;
  }
}

static void take_row(joint_table *out, size_t row, int only_complete) {
  uint32_t history, unknown;
  size_t stratum;
  uint32_t *levels = out->record_levels + out->n_records * out->strata.n_categories;
  const double count = frame_number(&out->file, row, "count");
  read_history(&history, &unknown, out, row);
  const int is_complete = place(&stratum, levels, out, row);
  if (history == 0 || !(count > 0) || (only_complete && !is_complete)) return;
  out->n_people += count;
  if (is_complete && unknown != 0) out->absent[stratum] = unknown;
  if (is_complete && unknown == 0) out->counts[(stratum << out->strata.n_lists) + history] += count;
  else
    out->records[out->n_records++] =
        (dark__joint_record){.history = history, .unknown = unknown, .levels = levels, .count = count};
}

void joint_table_read(joint_table *out, const char *name, const char *lists, const char *categories, int only_complete) {
  char path[256];
  *out = (joint_table){0};
  snprintf(path, sizeof path, "covariates/tables/%s.csv", name);
  frame_read(&out->file, path);
  split_names(out, lists, categories);
  for (size_t c = 0; c < out->strata.n_categories; c++) find_levels(out, c);
  cross_levels(out);
  out->counts = take(out->strata.n_strata << out->strata.n_lists, sizeof *out->counts);
  out->records = take(out->file.n_rows, sizeof *out->records);
  out->record_levels = take(out->file.n_rows * out->strata.n_categories, sizeof *out->record_levels);
  for (size_t row = 0; row < out->file.n_rows; row++) take_row(out, row, only_complete);
  out->strata.n_levels = out->n_levels;
  out->strata.levels = out->levels;
  out->strata.absent = out->absent;
  out->strata.scores = (const int64_t *const *)out->scores;
}

void joint_table_clear(joint_table *of) {
  for (size_t c = 0; c < of->strata.n_categories; c++) {
    free(of->level_names[c]);
    free(of->scores[c]);
  }
  free(of->words);
  free(of->levels);
  free(of->absent);
  free(of->counts);
  free(of->records);
  free(of->record_levels);
  frame_clear(&of->file);
}

int joint_table_has(const joint_table *of, size_t stratum, const char *category, const char *level) {
  for (size_t c = 0; c < of->strata.n_categories; c++)
    if (strcmp(category_of(of, c), category) == 0)
      return of->levels[stratum * of->strata.n_categories + c] == level_of(of, c, level);
  fail_msg("no category %s", category);
  return 0;
}

void joint_table_weights(double *weights, const joint_table *of, const char *stratum) {
  char copy[256], *rest = NULL;
  for (size_t x = 0; x < of->strata.n_strata; x++) weights[x] = 1;
  if (strcmp(stratum, "all") == 0) return;
  assert_true(strlen(stratum) < sizeof copy);
  strcpy(copy, stratum);
  for (char *word = strtok_r(copy, ";", &rest); word != NULL; word = strtok_r(NULL, ";", &rest)) {
    char *level = strchr(word, '=');
    assert_non_null(level);
    *level = '\0';
    for (size_t x = 0; x < of->strata.n_strata; x++)
      if (!joint_table_has(of, x, word, level + 1)) weights[x] = 0;
  }
}

void joint_terms_of(dark__joint_terms *out, const joint_table *of, const char *formula) {
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__formula_read(out, formula, &of->formula_names, &err), err);
}
