/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/names.h"
#include "table/positions.h"

#include <string.h>

#include <darkfigure/captures.h>

/* Compared with thousands of others, most differ in what they begin with or are the same text. */
static bool is_same(const char *a, const char *b) { return a == b || (*a == *b && strcmp(a, b) == 0); }

bool dark__is_all(const char *level) { return is_same(level, "(all)"); }

static size_t n_summed_over(const char *const *levels, size_t n_categories) {
  size_t n = 0;
  for (size_t c = 0; c < n_categories; c++) n += dark__is_all(levels[c]) ? 1 : 0;
  return n;
}

bool dark__is_stratum(const char *const *levels, size_t n_categories) { return n_summed_over(levels, n_categories) == 0; }

bool dark__is_whole(const char *const *levels, size_t n_categories) {
  return n_summed_over(levels, n_categories) == n_categories;
}

bool dark__row_covers(const dark_results *results, const dark_row *row, const char *const *levels) {
  const size_t n = results->n_categories;
  for (size_t c = 0; c < n; c++)
    if (!is_same(row->levels[c], levels[c]) && !dark__is_all(row->levels[c])) return false;
  return dark__is_stratum(levels, n);
}

const dark_detail *dark__detail_of(const dark_results *results, const dark_row *row) {
  if (!dark__is_stratum(row->levels, results->n_categories)) return NULL;
  const size_t likely = row->target; /* strata are the first targets, and in the order of details */
  if (likely < results->n_details && dark__row_covers(results, row, results->details[likely].levels))
    return &results->details[likely];
  for (size_t i = 0; i < results->n_details; i++)
    if (dark__row_covers(results, row, results->details[i].levels)) return &results->details[i];
  return NULL;
}

void dark__add_label(dark__paper *paper, const char *const *categories, const char *const *levels, size_t n_categories,
                     const char *everybody) {
  size_t n = 0;
  for (size_t c = 0; c < n_categories; c++) {
    if (dark__is_all(levels[c])) continue;
    dark__paper_add(paper, "%s", dark__comma(n++));
    dark__paper_add_foreign(paper, categories[c]);
    dark__paper_add(paper, "=");
    dark__paper_add_foreign(paper, levels[c]);
  }
  if (n == 0) dark__paper_add(paper, "%s", everybody);
}

static void add_sighting(dark__paper *paper, const dark_captures *captures, size_t sighting) {
  dark__paper_add(paper, "%u capture%s", captures->captures[sighting], captures->captures[sighting] == 1 ? "" : "s");
  for (size_t c = 0; c < captures->n_covariates; c++) {
    const dark_covariate *covariate = &captures->covariates[c];
    dark__paper_add(paper, ", %s=%s", covariate->name,
                    covariate->values[captures->values[sighting * captures->n_covariates + c]]);
  }
}

void dark__add_history(dark__paper *paper, const dark_table *table, uint64_t history) {
  const dark_captures *captures = dark_table_captures(table);
  if (captures != NULL) {
    add_sighting(paper, captures, history - 1);
    return;
  }
  size_t lists[DARK_MAX_TABLE_LISTS] = {0}, n = 0;
  dark__lists_by_position(lists, table);
  for (size_t i = 0; i < dark_table_n_lists(table); i++) {
    if ((history >> lists[i] & 1u) == 0) continue;
    dark__paper_add(paper, "%s%s", n++ > 0 ? "+" : "", dark_table_list_name(table, lists[i]));
  }
}

void dark__add_history_shown(dark__paper *paper, const dark_table *table, uint64_t history) {
  dark__paper raw = {0};
  dark__add_history(&raw, table, history);
  dark__paper_add_foreign(paper, dark__paper_text(&raw));
  if (raw.failed) paper->failed = true;
  dark__paper_clear(&raw);
}
