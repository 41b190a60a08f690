/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/what_if.h"

#include <math.h>
#include <string.h>

#include <darkfigure/sensitivity.h>

#include "base/error.h"
#include "base/show.h"
#include "report/source/rows.h"
#include "report/words/names.h"

static const char command[] = "sensitivity --format json";

/* ---- One assumption */

typedef struct shape {
  const char *first, *second; /* members that say what it is about; NULL: none */
  dark_analysis analysis;
  bool has_value;
} shape;

static const shape shapes[DARK__N_WHAT_IFS] = {
    [DARK__IF_LEFT_OUT] = {"list_a", NULL, DARK_ANALYSIS_LIST_LEFT_OUT, false},
    [DARK__IF_MERGED] = {"list_a", "list_b", DARK_ANALYSIS_LISTS_MERGED, false},
    [DARK__IF_ODDS] = {"list_a", "list_b", DARK_ANALYSIS_ODDS_RATIO, true},
    [DARK__IF_XI] = {NULL, NULL, DARK_ANALYSIS_XI, true},
    [DARK__IF_PRIOR] = {"option", NULL, DARK_ANALYSIS_PRIOR, true},
    [DARK__IF_MISSING] = {"category", "level", DARK_ANALYSIS_MISSING_ODDS, true},
};

static dark__what_if read_row(dark__reading *reading, dark__what_if_kind kind, const dark__node *object) {
  const shape *as = &shapes[kind];
  dark__what_if of = {.kind = kind, .least_value = NAN};
  if (as->first != NULL) of.first = dark__member_text(reading, object, as->first);
  if (as->second != NULL) of.second = dark__member_text(reading, object, as->second);
  if (as->has_value) of.least_value = dark__member_count(reading, object, "value");
  of.most_value = of.least_value;
  of.least = of.most = dark__member_real(reading, object, "total");
  return of;
}

static bool is_same_text(const char *a, const char *b) { return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0); }

static bool is_same(const dark__what_if *a, const dark__what_if *b) {
  return a->kind == b->kind && is_same_text(a->first, b->first) && is_same_text(a->second, b->second);
}

/* Priors are halved and doubled themselves. */
static bool is_within_two(const dark__what_if *row) {
  return row->kind == DARK__IF_PRIOR || isnan(row->least_value) || (row->least_value >= 0.5 && row->least_value <= 2);
}

/* Into one that is there, or behind them. Without an estimate there is nothing to say. */
static void add_row(dark__what_if_section *section, const dark__what_if *row) {
  size_t i = 0;
  if (isnan(row->least) || !is_within_two(row)) return;
  while (i < section->n && !is_same(&section->items[i], row)) i++;
  dark__what_if *at = &section->items[i];
  if (i == section->n) section->items[section->n++] = *row;
  at->least = fmin(at->least, row->least);
  at->most = fmax(at->most, row->most);
  at->least_value = fmin(at->least_value, row->least_value);
  at->most_value = fmax(at->most_value, row->most_value);
}

/* ---- A section */

double dark__what_if_reach(const dark__what_if *of, double total) {
  return fmax(fabs(log(of->least / total)), fabs(log(of->most / total)));
}

/* By insertion, so that equals keep their order: some tens of them. */
static void sort_items(dark__what_if_section *section) {
  for (size_t i = 1; i < section->n; i++) {
    const dark__what_if moved = section->items[i];
    const double reach = dark__what_if_reach(&moved, section->total);
    size_t at = i;
    for (; at > 0 && dark__what_if_reach(&section->items[at - 1], section->total) < reach; at--)
      section->items[at] = section->items[at - 1];
    section->items[at] = moved;
  }
}

static const dark__node *rows_of(const dark__node *object, dark__what_if_kind kind) {
  return dark__map_get(object, dark_analysis_name(shapes[kind].analysis));
}

static size_t count_rows(const dark__node *object) {
  size_t n = 0;
  for (int kind = 0; kind < (int)DARK__N_WHAT_IFS; kind++) n += dark__n_items(rows_of(object, (dark__what_if_kind)kind));
  return n;
}

static void read_section(dark__reading *reading, dark__what_if_section *section, const dark__node *object, dark__arena *arena) {
  const dark__node *estimate = dark__member_object(reading, object, "estimate");
  dark__read_categories(reading, &section->columns, &section->values, &section->n_categories, object, arena);
  section->total = dark__member_real(reading, estimate, "total");
  if (reading->status != DARK_OK || isnan(section->total)) return;
  section->items = dark__reading_take(reading, arena, count_rows(object), sizeof *section->items);
  for (int kind = 0; kind < (int)DARK__N_WHAT_IFS; kind++) {
    const dark__node *rows = rows_of(object, (dark__what_if_kind)kind);
    for (size_t i = 0; reading->status == DARK_OK && i < dark__n_items(rows); i++) {
      const dark__what_if row = read_row(reading, (dark__what_if_kind)kind, rows->items[i]);
      if (reading->status == DARK_OK) add_row(section, &row);
    }
  }
  sort_items(section);
}

/* ---- All of them */

dark_status dark__what_ifs_source_from(dark__what_ifs_source *source, const dark__document *document, const char *path,
                                       dark_error *err) {
  *source = (dark__what_ifs_source){.arena = dark__arena_new()};
  dark__reading reading = {path, DARK_OK, err, command, "sensitivity.json", "FILE"};
  if (source->arena == NULL) return dark__fail_memory(err);
  const dark__node *array = dark__member_array(&reading, document->root, "sections");
  const size_t n = dark__n_items(array);
  source->sections = dark__reading_take(&reading, source->arena, n, sizeof *source->sections);
  for (size_t i = 0; reading.status == DARK_OK && i < n; i++)
    read_section(&reading, &source->sections[i], array->items[i], source->arena);
  source->n = reading.status == DARK_OK ? n : 0;
  if (reading.status == DARK_OK) dark__read_checked(&reading, &source->checked, &source->n_checked, array, source->arena);
  return reading.status;
}

void dark__what_ifs_source_clear(dark__what_ifs_source *source) {
  dark__arena_free(source->arena);
  *source = (dark__what_ifs_source){0};
}

/* ---- Beside the results */

static bool is_about(const dark__what_if_section *section, const dark_results *results, const dark_row *row) {
  if (section->n_categories != results->n_categories) return false;
  for (size_t c = 0; c < section->n_categories; c++)
    if (strcmp(section->columns[c], results->categories[c]) != 0 || strcmp(section->values[c], row->levels[c]) != 0) return false;
  return true;
}

const dark__what_if_section *dark__what_ifs_of(const dark__what_ifs_source *source, const dark_results *results,
                                               const dark_row *row) {
  if (source == NULL || !dark__is_stratum(row->levels, results->n_categories)) return NULL;
  for (size_t i = 0; i < source->n; i++)
    if (is_about(&source->sections[i], results, row)) return &source->sections[i];
  return NULL;
}

/* Texts of JSON have all digits. */
static bool agree(double a, double b) { return isnan(a) == isnan(b) && !(fabs(a - b) > 1e-6 * fabs(b)); }

dark_status dark__what_ifs_check(const dark__what_ifs_source *source, const dark__source *fitted, const char *path,
                                 dark_error *err) {
  const dark_results *results = &fitted->results;
  size_t n_met = 0;
  for (size_t r = 0; r < results->n_rows; r++) {
    const dark__what_if_section *section = dark__what_ifs_of(source, results, &results->rows[r]);
    if (section == NULL) continue;
    n_met++;
    if (!agree(section->total, results->rows[r].total))
      return dark__fail(
          err, DARK_EDATA,
          "%s: its estimates are not those of %s: run 'sensitivity' with the same file and the same options for reading and "
          "estimating as 'fit'",
          dark__show_path(path).text, dark__show_path(fitted->path).text);
  }
  if (n_met > 0) return DARK_OK;
  return dark__fail(err, DARK_EDATA, "%s: it is about other categories than %s: run 'sensitivity' with the same '--by' as 'fit'",
                    dark__show_path(path).text, dark__show_path(fitted->path).text);
}
