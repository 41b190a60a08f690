/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts that were suppressed: how many people may be in them, and how many the model expects. */
#include <math.h>

#include <darkfigure/suppression.h>

#include "report/text/text.h"

/* Counts shown of more. */
enum { MOST_SHOWN = 4 };

static double sum_expected(const dark_results *results) {
  double sum = 0;
  for (size_t i = 0; i < results->n_suppressed; i++) sum += results->suppressed[i].expected;
  return sum;
}

/* Where there are categories each count is of one combination of them, which JSON tells. */
static void add_counts(dark__paper *text, const dark__subject *of) {
  const dark_results *results = of->results;
  if (results->n_suppressed > MOST_SHOWN || results->n_categories > 0) {
    dark__paper_add(text, " (each of them: --format json)");
    return;
  }
  for (size_t i = 0; i < results->n_suppressed; i++) {
    dark__paper_add(text, "%s", i == 0 ? ": " : ", ");
    dark__paper_add(text, "%s on ", dark__statistic(results->suppressed[i].expected).text);
    dark__add_history_shown(text, of->table, results->suppressed[i].history);
    dark__paper_add(text, i == 0 ? " and no other list" : "");
  }
}

static void put_boundary(dark__paper *page, const dark_results *results) {
  dark__paper text = {0};
  size_t n = 0;
  for (size_t i = 0; i < results->n_suppressed; i++) n += results->suppressed[i].expected == 0;
  if (n == 0) return;
  dark__paper_add(
      &text,
      "AT THE LIMIT: the model expects nobody in %s of the suppressed counts, which may be 0; standard errors take that "
      "for certain.",
      dark__count_size(n).text);
  dark__paper_put(page, NULL, 2, 4, &text);
}

void dark__put_suppressed(dark__paper *page, const dark__subject *of) {
  const dark_suppression *known = dark_table_suppression(of->table);
  const dark_results *results = of->results;
  dark__paper text = {0};
  if (known == NULL || results->n_suppressed == 0) return;
  const double expected = sum_expected(results);
  dark__paper_add(&text, "%s %s suppressed", dark__count_size(known->n).text, known->n == 1 ? "count is" : "counts are");
  if (known->has_total) dark__paper_add(&text, ", together %s people", dark__count((double)known->total).text);
  else
    dark__paper_add(&text, ", together %s to %s people", dark__count((double)known->least).text,
                    dark__count((double)known->most).text);
  if (isfinite(expected)) {
    if (!known->has_total) dark__paper_add(&text, "; the model expects %s", dark__statistic(expected).text);
    else dark__paper_add(&text, "; the model deals them out");
    add_counts(&text, of);
  }
  dark__paper_add(&text, ".");
  dark__paper_put(page, NULL, 2, 4, &text);
  put_boundary(page, results);
}
