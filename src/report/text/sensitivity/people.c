/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "report/text/sensitivity/parts.h"

/* Cases shown. */
enum { N_SHOWN = 5 };

static double weight(const dark_sensitivity_row *row) { return dark__is_answered(row) ? fabs(row->change) : INFINITY; }

/* The most influential first; among equals the one that came first. */
static size_t pick(const dark_sensitivity_row **shown, const dark_sensitivity_row *rows, size_t n) {
  size_t n_shown = 0;
  for (size_t r = 0; r < n; r++) {
    size_t place = n_shown;
    while (place > 0 && weight(shown[place - 1]) < weight(&rows[r])) place--;
    if (place == N_SHOWN) continue;
    if (n_shown < N_SHOWN) n_shown++;
    for (size_t i = n_shown - 1; i > place; i--) shown[i] = shown[i - 1];
    shown[place] = &rows[r];
  }
  return n_shown;
}

static void add_case(dark__grid *grid, const dark_sensitivity_row *row, const dark_sensitivity_row *estimate,
                     const dark_table *table) {
  dark__grid_add_item(grid, row, table);
  dark__grid_add(grid, dark__is_answered(row) ? dark__estimate(row->answer.total).text : "none");
  dark__grid_add(grid, dark__is_answered(row) ? dark__count(row->answer.total - estimate->answer.total).text : "");
  dark__grid_add_change(grid, row);
  if (row->model_changes) dark__paper_add(dark__grid_cell(grid), "model ");
  dark__grid_add_foreign(grid, row->model_changes ? row->answer.model : "");
}

void dark__put_cases(dark__paper *page, const dark_sensitivity_section *section, const dark__sensitivity_subject *of) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, section, DARK_ANALYSIS_CASE_LEFT_OUT), *shown[N_SHOWN];
  if (n == 0) return;
  dark__put_analysis(page, "Without one case", "One person less of a kind: the kinds that move the estimate most.");
  dark__grid grid = {.columns = "lrrrl"};
  const bool has_captures = dark_table_captures(of->table) != NULL;
  const char *const heads[] = {has_captures ? "one person with" : "one person on", "total", "people", "change", ""};
  for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) dark__grid_add(&grid, heads[h]);
  const size_t n_shown = pick(shown, rows, n);
  for (size_t i = 0; i < n_shown; i++) add_case(&grid, shown[i], &section->rows[0], of->table);
  dark__paper_add(page, "\n");
  dark__grid_put(page, &grid, 2);
  dark__put_unanswered(page, rows, n, of);
}

static void add_share(dark__grid *grid, const dark_sensitivity_row *row, bool has_failed) {
  dark__grid_add(grid, dark__percent(row->value).text);
  dark__grid_add(grid, dark__count(row->answer.observed).text);
  if (row->answer.n_replicates > 0) dark__grid_add_total(grid, row);
  else {
    dark__grid_add(grid, dark__estimate(row->answer.total).text);
    dark__grid_add(grid, "");
  }
  dark__grid_add_change(grid, row);
  if (!has_failed) return;
  if (row->answer.n_replicates > 0)
    dark__paper_add(dark__grid_cell(grid), "%zu of %zu", row->answer.n_failed, row->answer.n_replicates);
  dark__grid_next(grid);
}

static void put_shares(dark__paper *page, const dark_sensitivity_row *rows, size_t n) {
  bool has_failed = false;
  for (size_t r = 0; r < n; r++) has_failed |= rows[r].answer.n_failed > 0;
  dark__grid grid = {.columns = has_failed ? "rrr(rr" : "rrr(r"};
  const char *const heads[] = {"kept", "people kept", "median total", "(middle 90% of draws)", "change", "without estimate"};
  for (size_t h = 0; h < strlen(grid.columns); h++) dark__grid_add(&grid, heads[h]);
  for (size_t r = 0; r < n; r++) add_share(&grid, &rows[r], has_failed);
  dark__paper_add(page, "\n");
  dark__grid_put(page, &grid, 2);
}

void dark__put_thinning(dark__paper *page, const dark_sensitivity_section *section, const dark__sensitivity_subject *of) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, section, DARK_ANALYSIS_THINNING);
  if (n == 0) return;
  dark__put_analysis(page, "With fewer people",
                     "Each person kept with some probability, and the estimate brought up to all who were observed. Where the "
                     "middle estimate drifts, the answer depends on how many were found.");
  put_shares(page, rows, n);
  dark__put_unanswered(page, rows, n, of);
}
