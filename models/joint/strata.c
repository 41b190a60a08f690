/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/strata.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "table/columns/categories.h"

/* Larger values of a category are no scores: their differences would not be exact. */
static const uint64_t MOST_SCORE = UINT64_C(1) << 31;

static size_t categories_of(const dark__problems *problems) {
  const size_t n_strata = dark_table_n_strata(problems->table);
  const bool is_pooled = problems->n == 1 && problems->places[0] == n_strata;
  return is_pooled ? 0 : dark_table_n_categories(problems->table);
}

static dark_status make_room(dark__joint_group *out, size_t n_categories, size_t n_spoken, size_t n_strata, dark_error *err) {
  out->categories = calloc(n_spoken + 1, sizeof *out->categories);
  out->n_levels = calloc(n_categories + 1, sizeof *out->n_levels);
  out->scores = calloc(n_categories + 1, sizeof *out->scores);
  out->levels = calloc(n_strata * n_categories + 1, sizeof *out->levels);
  const bool is_complete = out->categories != NULL && out->n_levels != NULL && out->scores != NULL && out->levels != NULL;
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

/* Scores of a category's levels, where all of them are whole numbers. */
static dark_status read_scores(int64_t **out, const dark_table *table, size_t category, dark_error *err) {
  const size_t n = dark_table_n_levels(table, category);
  int64_t *scores = malloc((n + 1) * sizeof *scores);
  if (scores == NULL) return dark__fail_memory(err);
  size_t l = 0;
  for (uint64_t score; l < n && dark__parse_whole(&score, dark_table_level_name(table, category, l), MOST_SCORE); l++)
    scores[l] = (int64_t)score;
  *out = l == n ? scores : NULL;
  if (l < n) free(scores);
  return DARK_OK;
}

static dark_status fill_categories(dark__joint_group *out, const dark__problems *problems, size_t n, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t c = 0; c < dark_table_n_categories(problems->table); c++)
    out->categories[c] = dark_table_category_name(problems->table, c);
  for (size_t c = 0; status == DARK_OK && c < n; c++) {
    out->n_levels[c] = dark_table_n_levels(problems->table, c);
    status = read_scores(&out->scores[c], problems->table, c, err);
  }
  for (size_t x = 0; x < problems->n; x++)
    for (size_t c = 0; c < n; c++)
      out->levels[x * n + c] = (uint32_t)dark_table_stratum_level(problems->table, problems->places[x], c);
  return status;
}

dark_status dark__joint_group_make(dark__joint_group *out, const dark__problems *problems, dark_error *err) {
  const size_t n = categories_of(problems), n_spoken = dark_table_n_categories(problems->table);
  const dark__problem *first = problems->strata[0];
  *out = (dark__joint_group){0};
  dark_status status = make_room(out, n, n_spoken, problems->n, err);
  if (status == DARK_OK) status = fill_categories(out, problems, n, err);
  if (status != DARK_OK) return status;
  out->problems = problems->strata;
  out->starts = problems->starts;
  out->in_whole = first->in_whole;
  out->names = (dark__formula_names){first->n_lists, first->naming.names, n, out->categories};
  out->spoken = (dark__formula_names){first->whole.n_lists, first->whole.names, n_spoken, out->categories};
  out->strata = (dark__joint_strata){.n_lists = first->n_lists,
                                     .n_categories = n,
                                     .n_levels = out->n_levels,
                                     .scores = (const int64_t *const *)out->scores,
                                     .n_strata = problems->n,
                                     .levels = out->levels};
  return dark__joint_rule_make(&out->rule, out, problems->table, problems->places, err);
}

/* ---- missing values */

size_t dark__joint_missing_level(const dark_table *table, size_t category) {
  const size_t n = dark_table_n_levels(table, category);
  size_t level = 0;
  while (level < n && strcmp(dark_table_level_name(table, category, level), DARK__LEVEL_MISSING) != 0) level++;
  return level;
}

/* Levels behind the missing one move up, and it behind the last. */
static void move_last(dark__joint_group *group, size_t category, size_t missing) {
  const size_t n = group->strata.n_categories, last = --group->n_levels[category];
  for (size_t x = 0; x < group->strata.n_strata; x++) {
    uint32_t *level = &group->levels[x * n + category];
    if (*level == missing) group->is_missing[x] = true;
    *level = *level == missing ? (uint32_t)last : *level > missing ? *level - 1 : *level;
  }
}

/* Those of other levels may all be whole numbers. */
static dark_status score_others(dark__joint_group *group, const dark_table *table, size_t category, size_t missing,
                                dark_error *err) {
  const size_t n = dark_table_n_levels(table, category);
  int64_t *scores = malloc((n + 1) * sizeof *scores);
  if (scores == NULL) return dark__fail_memory(err);
  bool are_whole = n > 1;
  for (size_t l = 0, to = 0; l < n; l++) {
    uint64_t score = 0;
    if (l == missing) continue;
    are_whole = are_whole && dark__parse_whole(&score, dark_table_level_name(table, category, l), MOST_SCORE);
    scores[to++] = (int64_t)score;
  }
  group->scores[category] = are_whole ? scores : NULL;
  if (!are_whole) free(scores);
  return DARK_OK;
}

dark_status dark__joint_group_spread(dark__joint_group *group, const dark_table *table, bool has_missing, dark_error *err) {
  const size_t n_strata = group->strata.n_strata;
  dark_status status = DARK_OK;
  group->is_missing = calloc(n_strata + 1, sizeof *group->is_missing);
  group->absent = calloc(n_strata + 1, sizeof *group->absent);
  if (group->is_missing == NULL || group->absent == NULL) return dark__fail_memory(err);
  for (size_t c = 0; status == DARK_OK && has_missing && c < group->strata.n_categories; c++) {
    const size_t missing = dark__joint_missing_level(table, c);
    if (missing == dark_table_n_levels(table, c)) continue;
    move_last(group, c, missing);
    status = score_others(group, table, c, missing, err);
  }
  for (size_t x = 0; x < n_strata; x++)
    if (group->is_missing[x]) group->absent[x] = (UINT32_C(1) << group->strata.n_lists) - 1;
  group->strata.absent = group->absent;
  return status;
}

size_t dark__joint_level_of(const dark__joint_group *group, const dark_table *table, size_t category, size_t level) {
  const size_t missing = dark__joint_missing_level(table, category);
  if (group->n_levels[category] == dark_table_n_levels(table, category)) return level;
  return level == missing ? group->n_levels[category] : level > missing ? level - 1 : level;
}

bool dark__joint_has_missing(const dark_table *table) {
  for (size_t c = 0; c < dark_table_n_categories(table); c++)
    if (dark__joint_missing_level(table, c) < dark_table_n_levels(table, c)) return true;
  return false;
}

static size_t find_level(const dark_table *table, size_t category, const char *name) {
  size_t level = 0;
  while (level < dark_table_n_levels(table, category) && strcmp(dark_table_level_name(table, category, level), name) != 0)
    level++;
  return level;
}

dark_status dark__joint_group_shift(dark__joint_group *group, const dark_table *table, const dark_missing_odds *odds,
                                    dark_error *err) {
  for (size_t c = 0; c < group->strata.n_categories; c++) {
    const size_t level = find_level(table, c, odds->value);
    if (strcmp(dark_table_category_name(table, c), odds->category) != 0 || level == dark_table_n_levels(table, c)) continue;
    group->odds = odds->odds;
    group->odds_category = c;
    group->odds_level = (uint32_t)dark__joint_level_of(group, table, c, level);
    return DARK_OK;
  }
  return dark__fail(err, DARK_EUSAGE, "missing_odds: there is no such category with that value");
}

void dark__joint_group_clear(dark__joint_group *group) {
  for (size_t c = 0; group->scores != NULL && c < group->strata.n_categories; c++) free(group->scores[c]);
  free(group->categories);
  free(group->n_levels);
  free(group->scores);
  free(group->levels);
  free(group->absent);
  free(group->is_missing);
  dark__joint_rule_clear(&group->rule);
  *group = (dark__joint_group){0};
}

void dark__joint_group_count(double *counts, const dark__joint_group *group, const double *weights) {
  const size_t n = dark__n_histories(&group->strata);
  memset(counts, 0, group->strata.n_strata * n * sizeof *counts);
  for (size_t x = 0; x < group->strata.n_strata; x++)
    for (size_t r = 0; r < group->problems[x]->n_records && !(group->drops_missing && group->is_missing[x]); r++)
      counts[x * n + group->problems[x]->records[r].history] += weights[group->starts[x] + r];
}
