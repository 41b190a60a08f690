/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "report/text/sensitivity/parts.h"

static void add_level(dark__grid *grid, const dark__sensitivity_subject *of) {
  dark__paper_add(dark__grid_cell(grid), "(%s interval)", dark__level(of->all->level).text);
  dark__grid_next(grid);
}

/* Item, observed, total and interval, change, state. */
static void put_rows(dark__paper *page, const dark_sensitivity_row *rows, size_t n, const char *item,
                     const dark__sensitivity_subject *of) {
  dark__grid grid = {.columns = "lrr(rl"};
  dark__grid_add(&grid, item);
  dark__grid_add(&grid, "observed");
  dark__grid_add(&grid, "total");
  add_level(&grid, of);
  dark__grid_add(&grid, "change");
  dark__grid_add(&grid, "");
  for (size_t r = 0; r < n; r++) {
    dark__grid_add_item(&grid, &rows[r], of->table);
    dark__grid_add(&grid, dark__count(rows[r].answer.observed).text);
    dark__grid_add_total(&grid, &rows[r]);
    dark__grid_add_change(&grid, &rows[r]);
    dark__grid_add_state(&grid, &rows[r]);
  }
  dark__paper_add(page, "\n");
  if (dark__any_answered(rows, n)) dark__grid_put(page, &grid, 2);
  dark__paper_clear(&grid.cells);
  dark__put_unanswered(page, rows, n, of);
}

void dark__put_left_out(dark__paper *page, const dark_sensitivity_section *section, const dark__sensitivity_subject *of) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, section, DARK_ANALYSIS_LIST_LEFT_OUT);
  if (n == 0) return;
  dark__put_analysis(page, "Without one list", "People who are on that list alone are not observed then.");
  put_rows(page, rows, n, "without", of);
}

void dark__put_mergers(dark__paper *page, const dark_sensitivity_section *section, const dark__sensitivity_subject *of) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, section, DARK_ANALYSIS_LISTS_MERGED);
  if (n == 0) return;
  dark__put_analysis(page, "Two lists as one", "Dependence between the two is no matter then.");
  put_rows(page, rows, n, "merged", of);
}

static void add_recovered(dark__grid *grid, const dark_sensitivity_row *row) {
  const int recovered = dark__is_answered(row) ? dark__is_recovered(row) : -1;
  dark__grid_add(grid, recovered < 0 ? "" : recovered > 0 ? "within" : "MISSED");
}

void dark__put_consistency(dark__paper *page, const dark_sensitivity_section *section, const dark__sensitivity_subject *of) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, section, DARK_ANALYSIS_INTERNAL_CONSISTENCY);
  if (n == 0) return;
  dark__put_analysis(page, "Where the answer is known",
                     "The people on one list, estimated by the same method from those of them who are on other lists too, and "
                     "compared with how many they are (Binette & Steorts 2021).");
  dark__grid grid = {.columns = "lrrr(rl"};
  const char *const heads[] = {"list", "people on it", "on others too", "estimated"};
  for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) dark__grid_add(&grid, heads[h]);
  add_level(&grid, of);
  dark__grid_add(&grid, "error");
  dark__grid_add(&grid, "");
  for (size_t r = 0; r < n; r++) {
    dark__grid_add_item(&grid, &rows[r], of->table);
    dark__grid_add(&grid, dark__count(rows[r].known).text);
    dark__grid_add(&grid, dark__count(rows[r].answer.observed).text);
    dark__grid_add_total(&grid, &rows[r]);
    dark__grid_add_change(&grid, &rows[r]);
    add_recovered(&grid, &rows[r]);
  }
  dark__paper_add(page, "\n");
  if (dark__any_answered(rows, n)) dark__grid_put(page, &grid, 2);
  dark__paper_clear(&grid.cells);
  dark__put_unanswered(page, rows, n, of);
}
