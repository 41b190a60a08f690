/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "report/text/sensitivity/parts.h"

/* Longer enumerations end in "and N more". */
enum { MANY = 8 };

bool dark__any_answered(const dark_sensitivity_row *rows, size_t n) {
  for (size_t r = 0; r < n; r++)
    if (dark__is_answered(&rows[r])) return true;
  return false;
}

void dark__put_analysis(dark__paper *page, const char *heading, const char *explanation) {
  dark__paper text = {0};
  dark__paper_heading(page, heading);
  dark__paper_add(&text, "%s", explanation);
  dark__paper_put(page, NULL, 2, 2, &text);
}

void dark__grid_add_total(dark__grid *grid, const dark_sensitivity_row *row) {
  dark__paper *cell = dark__grid_cell(grid);
  const double unit = dark__rounding_unit(row->answer.total);
  const bool is_answered = dark__is_answered(row);
  dark__grid_add(grid, is_answered ? dark__people(row->answer.total, unit).text : "–");
  if (is_answered) {
    dark__paper_add(cell, "(");
    dark__add_limits(cell, &row->answer.interval, unit);
    dark__paper_add(cell, ")");
  }
  dark__grid_next(grid);
}

void dark__grid_add_change(dark__grid *grid, const dark_sensitivity_row *row) {
  dark__add_change(dark__grid_cell(grid), row->change);
  dark__grid_next(grid);
}

void dark__grid_add_item(dark__grid *grid, const dark_sensitivity_row *row, const dark_table *table) {
  dark__add_item_shown(dark__grid_cell(grid), row, table);
  dark__grid_next(grid);
}

void dark__grid_add_state(dark__grid *grid, const dark_sensitivity_row *row) {
  dark__grid_add(grid, row->answer.state == DARK_STATE_UNSTABLE ? "unstable: do not quote" : "");
}

static bool is_alike(const dark_sensitivity_row *a, const dark_sensitivity_row *b) {
  return !dark__is_answered(a) && !dark__is_answered(b) && strcmp(dark__why_unanswered(a), dark__why_unanswered(b)) == 0;
}

static bool was_said(const dark_sensitivity_row *rows, size_t r) {
  for (size_t before = 0; before < r; before++)
    if (is_alike(&rows[before], &rows[r])) return true;
  return false;
}

/* Rows of the same pair that follow row r, itself included, and are alike. */
static size_t n_of_pair(const dark_sensitivity_row *rows, size_t n, size_t r) {
  size_t n_same = 1;
  if (rows[r].analysis != DARK_ANALYSIS_ODDS_RATIO) return 1;
  while (r + n_same < n && rows[r + n_same].list_a == rows[r].list_a && rows[r + n_same].list_b == rows[r].list_b &&
         is_alike(&rows[r], &rows[r + n_same]))
    n_same++;
  return n_same;
}

/* A pair without its value where there are several. */
static void add_whom(dark__paper *text, const dark_sensitivity_row *row, size_t n_same, const dark_table *table) {
  if (n_same == 1) dark__add_item_shown(text, row, table);
  else {
    dark__paper_add_foreign(text, dark_table_list_name(table, row->list_a));
    dark__paper_add(text, ":");
    dark__paper_add_foreign(text, dark_table_list_name(table, row->list_b));
  }
}

/* "A, B and 3 more cannot be estimated, because ..."; whom it concerns is left out where it is all. */
static void put_alike(dark__paper *page, const dark_sensitivity_row *rows, size_t n, size_t first, const dark_table *table) {
  dark__paper text = {0};
  size_t n_alike = 0;
  for (size_t r = first; r < n; r++) n_alike += is_alike(&rows[first], &rows[r]) ? 1 : 0;
  if (n_alike < n) {
    size_t n_said = 0, n_named = 0;
    for (size_t r = first; r < n && n_named < MANY; r++) {
      if (!is_alike(&rows[first], &rows[r])) continue;
      const size_t n_same = n_of_pair(rows, n, r);
      dark__paper_add(&text, "%s", dark__comma(n_named++));
      add_whom(&text, &rows[r], n_same, table);
      n_said += n_same;
      r += n_same - 1;
    }
    if (n_alike > n_said) dark__paper_add(&text, " and %s more", dark__count_size(n_alike - n_said).text);
    dark__paper_add(&text, ": cannot be estimated, because ");
  } else {
    dark__paper_add(&text, "Cannot be estimated, because ");
  }
  dark__paper_add_foreign(&text, dark__why_unanswered(&rows[first]));
  dark__paper_add(&text, ".");
  dark__paper_put(page, NULL, 2, 4, &text);
}

void dark__put_unanswered(dark__paper *page, const dark_sensitivity_row *rows, size_t n, const dark__sensitivity_subject *of) {
  for (size_t r = 0; r < n; r++)
    if (!dark__is_answered(&rows[r]) && !was_said(rows, r)) put_alike(page, rows, n, r, of->table);
}
