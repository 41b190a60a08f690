/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/practice.h"

#include "report/text/text.h"

/* ---- the first sentence, where the answers are far apart */

static bool is_several(const dark_results *results) { return results->n_rows > results->n_levels; }

static void add_apart(dark__paper *text, const dark__subject *of) {
  const dark_results *results = of->results;
  enum { MANY = 6 };
  size_t n = 0;
  for (size_t r = 0; r < results->n_rows; r += results->n_levels) {
    const dark_row *own = &results->rows[r], *other = dark__practice_row(results, r);
    if (other == NULL || !dark__row_has_estimate(own) || !dark__rows_disagree(own, other) || n++ >= MANY) continue;
    dark__paper_add(text, "%s", n == 1 ? " (" : "; ");
    dark__add_row_label(text, of, own);
  }
  if (n > MANY) dark__paper_add(text, " and %s more", dark__count_size(n - MANY).text);
  dark__paper_add(text, ")");
}

void dark__put_disagreement(dark__paper *page, const dark__subject *of) {
  const dark__disagreement seen = dark__practice_disagrees(of->results);
  dark__paper text = {0};
  if (seen.n_apart == 0) return;
  dark__paper_add(&text, "NOT SETTLED BY THE DATA: " DARK__DEPENDS);
  if (is_several(of->results)) add_apart(&text, of);
  dark__paper_add(&text, ". The numbers here allow for it; those of published practice, below, do not, and lie elsewhere.");
  dark__paper_add(page, "\n");
  dark__paper_put(page, NULL, 2, 4, &text);
}

/* ---- beside the estimates */

static void add_answer(dark__paper *text, const dark_row *row) {
  const double unit = dark__rounding_unit(row->total);
  dark__paper_add(text, "%s%s (", dark__row_is_partial(row) ? "at least " : "", dark__people(row->total, unit).text);
  dark__add_limits(text, &row->interval, unit);
  dark__paper_add(text, ")");
}

static void add_name(dark__paper *text, const dark_results *practice) {
  dark__paper_add(text, "Re-selection by BIC%s, percentile, %s replicates, as in published studies",
                  dark__practice_has_pairs_only(practice) ? " among models of pairs" : "",
                  dark__count_size(practice->n_replicates).text);
}

static void put_one(dark__paper *page, const dark__subject *of) {
  dark__paper text = {0};
  add_name(&text, of->results->practice);
  for (size_t r = 0; r < of->results->n_rows; r++) {
    const dark_row *row = dark__practice_row(of->results, r);
    dark__paper_add(&text, "%s", r == 0 ? ": " : ", ");
    if (row != NULL) add_answer(&text, row);
    else dark__paper_add(&text, "no estimate");
    if (of->results->n_levels > 1) dark__paper_add(&text, " at %s", dark__level(of->results->levels[r]).text);
  }
  dark__paper_add(&text, ".");
  dark__paper_put(page, NULL, 2, 4, &text);
}

/* A line for each row, at the first level. */
static void put_each(dark__paper *page, const dark__subject *of) {
  const dark_results *results = of->results;
  dark__grid grid = {.columns = "ll"};
  dark__paper text = {0};
  add_name(&text, results->practice);
  dark__paper_add(&text, ":");
  dark__paper_put(page, NULL, 2, 4, &text);
  for (size_t r = 0; r < results->n_rows; r += results->n_levels) {
    const dark_row *row = dark__practice_row(results, r);
    if (row == NULL) continue;
    dark__add_row_label(dark__grid_cell(&grid), of, row);
    dark__grid_next(&grid);
    add_answer(dark__grid_cell(&grid), row);
    dark__grid_next(&grid);
  }
  dark__grid_put(page, &grid, 4);
}

void dark__put_practice(dark__paper *page, const dark__subject *of) {
  if (of->results->practice == NULL || !dark__any_estimate(of->results)) return;
  dark__paper_add(page, "\n");
  if (is_several(of->results)) put_each(page, of);
  else put_one(page, of);
}
