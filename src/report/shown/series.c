/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/shown/series.h"

#include <math.h>
#include <string.h>

#include "report/words/names.h"
#include "report/words/rows.h"

/* ---- Which category is a year */

static const dark_results *results_of(const dark__series *series) { return &series->sheet->source->results; }

static bool is_missing(const char *level) { return strcmp(level, "(missing)") == 0; }

/* Four digits; 0 for all else. */
static int year_of(const char *level) {
  int year = 0;
  for (size_t i = 0; i < 4; i++) {
    if (level[i] < '0' || level[i] > '9') return 0;
    year = 10 * year + (level[i] - '0');
  }
  return level[4] == '\0' ? year : 0;
}

static bool is_called_year(const char *name) {
  static const char *const names[] = {"year", "Year", "YEAR", "vuosi", "Vuosi", "VUOSI", "år", "År", "ÅR"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(name, names[i]) == 0) return true;
  return false;
}

static bool are_years(const dark_results *results, size_t category) {
  const bool is_called = is_called_year(results->categories[category]);
  const int least = is_called ? 1000 : 1900, most = is_called ? 2999 : 2100;
  size_t n = 0;
  for (size_t r = 0; r < results->n_rows; r++) {
    const char *level = results->rows[r].levels[category];
    if (dark__is_all(level) || is_missing(level)) continue;
    const int year = year_of(level);
    if (year < least || year > most) return false;
    n++;
  }
  return n > 0;
}

static size_t find_category(const dark_results *results) {
  for (size_t c = 0; c < results->n_categories; c++)
    if (is_called_year(results->categories[c]) && are_years(results, c)) return c;
  for (size_t c = 0; c < results->n_categories; c++)
    if (are_years(results, c)) return c;
  return SIZE_MAX;
}

int dark__row_year(const dark__series *series, const dark_row *row) { return year_of(row->levels[series->category]); }

/* ---- Panels */

static bool is_of(const dark__series *series, size_t panel, const dark_row *row) {
  const dark_results *results = results_of(series);
  if (dark__row_year(series, row) == 0) return false;
  for (size_t c = 0; c < results->n_categories; c++)
    if (c != series->category && strcmp(row->levels[c], results->rows[panel].levels[c]) != 0) return false;
  return true;
}

static bool is_first_of_panel(const dark__series *series, size_t r) {
  const dark_results *results = results_of(series);
  if (dark__row_year(series, &results->rows[r]) == 0) return false;
  for (size_t before = 0; before < r; before++)
    if (is_of(series, r, &results->rows[before])) return false;
  return true;
}

size_t dark__next_panel(const dark__series *series, size_t r) {
  while (r < results_of(series)->n_rows && !is_first_of_panel(series, r)) r++;
  return r;
}

/* Years are compared before names, which takes longer. */
const dark_row *dark__next_year(const dark__series *series, size_t panel, int year) {
  const dark_results *results = results_of(series);
  const dark_row *next = NULL;
  int next_year = 0;
  for (size_t r = dark__next_target(series->sheet, panel); r < results->n_rows; r = dark__next_target(series->sheet, r + 1)) {
    const int own = dark__row_year(series, &results->rows[r]);
    if (own <= year || (next != NULL && own >= next_year) || !is_of(series, panel, &results->rows[r])) continue;
    next = &results->rows[r];
    next_year = own;
  }
  return next;
}

static bool is_sum(const dark__series *series, size_t panel) {
  const dark_results *results = results_of(series);
  for (size_t c = 0; c < results->n_categories; c++)
    if (c != series->category && dark__is_all(results->rows[panel].levels[c])) return true;
  return false;
}

static void widen_years(dark__series *series, int year) {
  if (year == 0) return;
  if (series->first == 0 || year < series->first) series->first = year;
  if (year > series->last) series->last = year;
}

static int step_of(const dark__series *series) {
  const dark_results *results = results_of(series);
  bool has[3000] = {false};
  int before = 0, step = 0;
  for (size_t r = 0; r < results->n_rows; r++) has[dark__row_year(series, &results->rows[r]) % 3000] = true;
  for (int year = series->first; year <= series->last; year++) {
    if (!has[year]) continue;
    if (before > 0 && (step == 0 || year - before < step)) step = year - before;
    before = year;
  }
  return step == 0 ? 1 : step;
}

bool dark__series_find(dark__series *series, const dark__sheet *sheet) {
  const dark_results *results = &sheet->source->results;
  bool has_sums = false, has_categories = false;
  *series = (dark__series){.sheet = sheet, .category = find_category(results)};
  if (series->category == SIZE_MAX) return false;
  for (size_t r = 0; r < results->n_rows; r++) widen_years(series, dark__row_year(series, &results->rows[r]));
  for (size_t p = dark__next_panel(series, 0); p < results->n_rows; p = dark__next_panel(series, p + 1)) {
    if (is_sum(series, p)) has_sums = true;
    else has_categories = true;
  }
  series->has_both = has_sums && has_categories;
  series->step = step_of(series);
  return true;
}

/* A sum that leaves something out in some years is no sum of all. */
static bool is_partial(const dark__series *series, size_t panel) {
  for (const dark_row *row = dark__next_year(series, panel, 0); row != NULL;
       row = dark__next_year(series, panel, dark__row_year(series, row)))
    if (row->excluded > 0 && dark__has_estimate(row)) return true;
  return false;
}

void dark__add_panel_name(dark__paper *text, const dark__series *series, size_t panel) {
  const dark_results *results = results_of(series);
  const dark__sheet *sheet = series->sheet;
  size_t n = 0;
  for (size_t c = 0; c < results->n_categories; c++) {
    const char *level = results->rows[panel].levels[c];
    if (c == series->category || dark__is_all(level)) continue;
    dark__paper_add(text, "%s%s", n++ > 0 ? " · " : "", dark__label(sheet->options->labels, level));
  }
  if (n > 0 || results->n_categories == 1) return;
  dark__say(text, sheet->language, is_partial(series, panel) ? DARK__SAY_PARTIAL : DARK__SAY_EVERYBODY, NULL, 0);
}

/* ---- Where things lie */

dark__scale dark__panel_scale(const dark__series *series, size_t panel) {
  const dark_results *results = results_of(series);
  dark__upright_span of = {0};
  for (size_t r = 0; r < results->n_rows; r++) {
    const dark_row *row = &results->rows[r];
    if (dark__row_year(series, row) == 0 || is_sum(series, r) != is_sum(series, panel)) continue;
    const dark__mark mark = dark__forest_mark(series->sheet, row);
    dark__upright_widen(&of, &mark);
  }
  return dark__upright_scale(&of);
}

double dark__year_place(const dark__series *series, int year) {
  const double half = 0.5 / (series->last - series->first + 1);
  return half +
         (1 - 2 * half) * (series->last == series->first ? 0.5 : (double)(year - series->first) / (series->last - series->first));
}

static bool has_band(const dark__mark *mark) {
  return isfinite(mark->estimate) && isfinite(mark->lower) && isfinite(mark->upper);
}

bool dark__is_band(const dark__series *series, const dark_row *row, const dark_row *next) {
  if (next == NULL || dark__row_year(series, next) - dark__row_year(series, row) != series->step) return false;
  const dark__mark marks[] = {dark__forest_mark(series->sheet, row), dark__forest_mark(series->sheet, next)};
  return has_band(&marks[0]) && has_band(&marks[1]);
}

bool dark__is_gap(const dark__series *series, const dark_row *row) {
  return !dark__has_estimate(row) || dark__is_hidden(series->sheet, row);
}

/* ---- In words */

/* A run of years, from its first to its last. */
static void add_run(dark__paper *text, int from, int to) {
  if (from == 0) return;
  dark__paper_add(text, "%s%d", text->length > 0 ? ", " : "", from);
  if (to > from) dark__paper_add(text, "–%d", to);
}

size_t dark__add_beyond(dark__paper *text, const dark__series *series, size_t panel, const dark__scale *scale) {
  size_t n = 0;
  for (const dark_row *row = dark__next_year(series, panel, 0); row != NULL;
       row = dark__next_year(series, panel, dark__row_year(series, row))) {
    const dark__mark mark = dark__forest_mark(series->sheet, row);
    if (!dark__is_beyond(scale, &mark)) continue;
    dark__paper_add(text, "%s%d (", n++ > 0 ? ", " : "", dark__row_year(series, row));
    dark__sheet_add_limits(text, series->sheet, row);
    dark__paper_add(text, ")");
  }
  return n;
}

size_t dark__add_gaps(dark__paper *text, const dark__series *series, size_t panel, bool is_hidden) {
  size_t n = 0;
  int from = 0, to = 0;
  for (const dark_row *row = dark__next_year(series, panel, 0); row != NULL;
       row = dark__next_year(series, panel, dark__row_year(series, row))) {
    const int year = dark__row_year(series, row);
    if (!dark__is_gap(series, row) || dark__is_hidden(series->sheet, row) != is_hidden) continue;
    if (from == 0 || year - to != series->step) {
      add_run(text, from, to);
      from = year;
    }
    to = year;
    n++;
  }
  add_run(text, from, to);
  return n;
}

void dark__say_series(dark__paper *text, const dark__series *series) {
  const dark_results *results = results_of(series);
  const dark__argument level = dark__argue_level(series->sheet->language, results->rows[0].interval.level);
  dark__say(text, series->sheet->language, DARK__SAY_SERIES_CAPTION, &level, 1);
  if (!series->has_both) return;
  dark__paper_add(text, " ");
  dark__say(text, series->sheet->language, DARK__SAY_SERIES_AXES, NULL, 0);
}
