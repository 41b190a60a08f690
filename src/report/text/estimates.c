/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/words/rates.h"

/* Categories, observed, [level,] total, interval, unseen, [rate,] remark. */
static char *column_letters(const dark__subject *of) {
  const size_t n = of->results->n_categories;
  char *columns = malloc(n + 9);
  if (columns == NULL) return NULL;
  memset(columns, 'l', n);
  strcpy(columns + n, of->results->n_levels > 1 ? "rrr(r" : "rr(r");
  strcat(columns, of->run->residents != NULL ? "rl" : "l");
  return columns;
}

static void add_heading(dark__grid *grid, const dark__subject *of) {
  const dark_results *results = of->results;
  for (size_t c = 0; c < results->n_categories; c++) dark__grid_add_foreign(grid, results->categories[c]);
  dark__grid_add(grid, "observed");
  if (results->n_levels > 1) dark__grid_add(grid, "level");
  dark__grid_add(grid, "estimated total");
  if (results->n_levels == 1) dark__paper_add(dark__grid_cell(grid), "(%s interval)", dark__level(results->levels[0]).text);
  else dark__paper_add(dark__grid_cell(grid), "(interval)");
  dark__grid_next(grid);
  dark__grid_add(grid, "of them unseen");
  if (of->run->residents != NULL) dark__grid_add(grid, "total per 100,000");
  dark__grid_add(grid, "");
}

static void add_lower_limit(dark__grid *grid, const dark_row *row) {
  dark__paper_add(dark__grid_cell(grid), "at least %s", dark__estimate(row->interval.lower).text);
  dark__grid_next(grid);
  dark__grid_add(grid, "(lower limit only)");
  dark__grid_add(grid, "unknown");
}

/* The word stands inside the brackets, so that an unstable interval cannot be copied without it. */
static void add_estimate(dark__grid *grid, const dark_row *row) {
  const double unit = dark__rounding_unit(row->total);
  dark__paper *cell = dark__grid_cell(grid);
  dark__paper_add(cell, "%s", dark__people(row->total, unit).text);
  dark__grid_next(grid);
  dark__paper_add(cell, "(");
  dark__add_limits(cell, &row->interval, unit);
  dark__paper_add(cell, dark__row_is_unstable(row) ? ", unstable)" : ")");
  dark__grid_next(grid);
  dark__paper_add(cell, "%s", dark__people(row->hidden, unit).text);
  dark__grid_next(grid);
}

static void add_remark(dark__grid *grid, const dark_results *results, const dark_row *row, bool is_pooled) {
  dark__paper *cell = dark__grid_cell(grid);
  if (is_pooled) dark__paper_add(cell, "for comparison only");
  if (dark__row_is_partial(row)) dark__add_partial(cell, results, row);
  if (dark__row_is_unstable(row)) dark__paper_add(cell, "%sdo not quote: see UNSTABLE", cell->length > 0 ? "; " : "");
  dark__grid_next(grid);
}

static void add_rate(dark__grid *grid, const dark__subject *of, const dark_row *row) {
  if (of->run->residents == NULL) return;
  const dark_resident_rate rate = dark__row_rate(of->results, row, of->run);
  dark__add_rate(dark__grid_cell(grid), &rate);
  if (dark__row_is_unstable(row)) dark__paper_add(dark__grid_cell(grid), ", unstable");
  dark__grid_next(grid);
}

static void add_numbers(dark__grid *grid, const dark__subject *of, const dark_row *row, bool is_first, bool is_pooled) {
  const dark_results *results = of->results;
  dark__grid_add(grid, is_first ? dark__count(row->observed).text : "");
  if (results->n_levels > 1) dark__grid_add(grid, dark__level(row->interval.level).text);
  if (dark__row_has_estimate(row)) add_estimate(grid, row);
  else if (dark__row_is_lower_limit(row)) add_lower_limit(grid, row);
  else {
    dark__grid_add(grid, "cannot be estimated");
    dark__grid_add(grid, "");
    dark__grid_add(grid, "unknown");
  }
  add_rate(grid, of, row);
  add_remark(grid, results, row, is_pooled);
}

/* Later levels of a target repeat neither the categories nor the count. */
static void add_row(dark__grid *grid, const dark__subject *of, size_t r) {
  const dark_results *results = of->results;
  const dark_row *row = &results->rows[r];
  const bool is_first = dark__row_is_first(results, r);
  for (size_t c = 0; c < results->n_categories; c++) dark__grid_add_foreign(grid, is_first ? row->levels[c] : "");
  add_numbers(grid, of, row, is_first, false);
}

/* Beside the sum: the same people in one table, whatever their category. */
static void add_pooled(dark__grid *grid, const dark__subject *of, size_t r) {
  const dark_results *results = of->results;
  for (size_t c = 0; c < results->n_categories; c++) dark__grid_add(grid, r > 0 ? "" : c == 0 ? "in one table" : "(all)");
  add_numbers(grid, of, &results->pooled[r], r == 0, true);
}

/* An empty line where the rows begin to sum over more categories. */
static bool sums_over_more(const dark_results *results, size_t r) {
  if (r == 0) return false;
  size_t before = 0, now = 0;
  for (size_t c = 0; c < results->n_categories; c++) {
    before += dark__is_all(results->rows[r - 1].levels[c]) ? 1 : 0;
    now += dark__is_all(results->rows[r].levels[c]) ? 1 : 0;
  }
  return now > before;
}

void dark__put_estimates(dark__paper *page, const dark__subject *of) {
  const dark_results *results = of->results;
  char *columns = column_letters(of);
  if (columns == NULL) {
    page->failed = true;
    return;
  }
  dark__grid grid = {.columns = columns};
  add_heading(&grid, of);
  for (size_t r = 0; r < results->n_rows; r++) {
    if (sums_over_more(results, r)) dark__grid_gap(&grid);
    add_row(&grid, of, r);
  }
  for (size_t r = 0; r < results->n_pooled; r++) add_pooled(&grid, of, r);
  dark__paper_add(page, "\n");
  dark__grid_put(page, &grid, 2);
  free(columns);
}
