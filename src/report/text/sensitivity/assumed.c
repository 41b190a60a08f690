/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "report/text/sensitivity/parts.h"

/* Values on the grids, for people. */
static const char *value_text(double value, dark__number *room) {
  static const struct {
    double value;
    const char *text;
  } fractions[] = {{0.25, "1/4"}, {0.5, "1/2"}, {2.0 / 3, "2/3"}, {1.5, "3/2"}};
  for (size_t i = 0; i < sizeof fractions / sizeof fractions[0]; i++)
    if (fractions[i].value == value) return fractions[i].text;
  *room = dark__shortest(value);
  return room->text;
}

void dark__put_xi(dark__paper *page, const dark_sensitivity_section *section, const dark__sensitivity_subject *of) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, section, DARK_ANALYSIS_XI);
  if (n == 0) return;
  dark__put_analysis(
      page, "If all lists together interacted",
      "Log-linear estimates assume that all lists together do not interact: xi = 1. No data can test it. The hidden number is "
      "divided by xi. Values from 1/2 to 2 are illustrative, not a plausible range.");
  dark__grid grid = {.columns = "rrr(r"};
  const char *const heads[] = {"xi", "hidden", "total"};
  for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) dark__grid_add(&grid, heads[h]);
  dark__paper_add(dark__grid_cell(&grid), "(%s interval)", dark__level(of->all->level).text);
  dark__grid_next(&grid);
  dark__grid_add(&grid, "change");
  for (size_t r = 0; r < n; r++) {
    dark__number room;
    dark__grid_add(&grid, value_text(rows[r].value, &room));
    dark__grid_add(&grid, dark__people(rows[r].answer.hidden, dark__rounding_unit(rows[r].answer.total)).text);
    dark__grid_add_total(&grid, &rows[r]);
    dark__grid_add_change(&grid, &rows[r]);
  }
  dark__paper_add(page, "\n");
  dark__grid_put(page, &grid, 2);
}

/* A row for each value that something is set to. */
static void put_values(dark__paper *page, const dark_sensitivity_row *rows, size_t n, const char *what,
                       const dark__sensitivity_subject *of) {
  dark__grid grid = {.columns = "lr(r"};
  dark__grid_add(&grid, what);
  dark__grid_add(&grid, "total");
  dark__paper_add(dark__grid_cell(&grid), "(%s interval)", dark__level(of->all->level).text);
  dark__grid_next(&grid);
  dark__grid_add(&grid, "change");
  for (size_t r = 0; r < n; r++) {
    dark__grid_add_item(&grid, &rows[r], of->table);
    dark__grid_add_total(&grid, &rows[r]);
    dark__grid_add_change(&grid, &rows[r]);
  }
  dark__paper_add(page, "\n");
  dark__grid_put(page, &grid, 2);
}

void dark__put_priors(dark__paper *page, const dark_sensitivity_section *section, const dark__sensitivity_subject *of) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, section, DARK_ANALYSIS_PRIOR);
  if (n == 0) return;
  dark__put_analysis(page, "With other priors", "Each scale of a prior halved and doubled, the others as they are.");
  put_values(page, rows, n, "prior", of);
}

void dark__put_missing_odds(dark__paper *page, const dark_sensitivity_section *section, const dark__sensitivity_subject *of) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, section, DARK_ANALYSIS_MISSING_ODDS);
  if (n == 0) return;
  dark__put_analysis(
      page, "If what is missing were not missing at random",
      "Among people of whom a category is not known the odds of a value against all others are half and twice what "
      "their lists and other categories say. No data can test it.");
  put_values(page, rows, n, "value:odds", of);
}

/* Rows of one pair follow each other, one for each value. */
static size_t n_values(const dark_sensitivity_row *rows, size_t n) {
  size_t n_same = 1;
  while (n_same < n && rows[n_same].list_a == rows[0].list_a && rows[n_same].list_b == rows[0].list_b) n_same++;
  return n_same;
}

static void add_pair(dark__grid *grid, const dark_sensitivity_row *rows, size_t n, const dark_table *table) {
  dark__paper_add_foreign(dark__grid_cell(grid), dark_table_list_name(table, rows[0].list_a));
  dark__paper_add(dark__grid_cell(grid), ":");
  dark__paper_add_foreign(dark__grid_cell(grid), dark_table_list_name(table, rows[0].list_b));
  dark__grid_next(grid);
  for (size_t v = 0; v < n; v++)
    dark__grid_add(grid, dark__is_answered(&rows[v]) ? dark__estimate(rows[v].answer.total).text : "–");
}

/* Under auto, two lists have a method that takes no odds ratio, and another one stands in. */
static void put_other_method(dark__paper *page, const dark_sensitivity_row *rows, size_t n,
                             const dark_sensitivity_row *estimate) {
  dark__paper text = {0};
  if (!dark__any_answered(rows, n) || strcmp(rows[0].answer.method, estimate->answer.method) == 0) return;
  dark__paper_add(&text, "By method %s, for %s takes no odds ratio: compare these totals with each other.", rows[0].answer.method,
                  estimate->answer.method);
  dark__paper_put(page, NULL, 2, 2, &text);
}

void dark__put_odds_ratios(dark__paper *page, const dark_sensitivity_section *section, const dark__sensitivity_subject *of) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, section, DARK_ANALYSIS_ODDS_RATIO);
  if (n == 0) return;
  dark__put_analysis(
      page, "If two lists depended on each other so much",
      of->all->n_lists > 2
          ? "The total when the odds ratio between two lists, given the other lists, is set instead of chosen from "
            "the data. Values from 1/2 to 2 are illustrative, not a plausible range."
          : "The total when the odds ratio between the two lists is set; two lists cannot test it. Values "
            "from 1/2 to 2 are illustrative, not a plausible range.");
  const size_t n_each = n_values(rows, n);
  char columns[16] = "l";
  for (size_t v = 0; v < n_each && v + 2 < sizeof columns; v++) columns[v + 1] = 'r';
  dark__grid grid = {.columns = columns};
  dark__grid_add(&grid, "odds ratio");
  for (size_t v = 0; v < n_each; v++) {
    dark__number room;
    dark__grid_add(&grid, value_text(rows[v].value, &room));
  }
  for (size_t r = 0; r < n; r += n_each) add_pair(&grid, rows + r, n_each, of->table);
  dark__paper_add(page, "\n");
  if (dark__any_answered(rows, n)) dark__grid_put(page, &grid, 2);
  dark__paper_clear(&grid.cells);
  dark__put_unanswered(page, rows, n, of);
  put_other_method(page, rows, n, &section->rows[0]);
}
