/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals with effects that differ by category shrunken, beside those that are not. */
#include <math.h>

#include "report/text/text.h"

static void add_total(dark__grid *grid, double total, double lower, double upper) {
  if (!isfinite(total)) {
    dark__grid_add(grid, "–");
    dark__grid_add(grid, "");
    return;
  }
  dark__grid_add(grid, dark__estimate(total).text);
  if (isfinite(lower) && isfinite(upper))
    dark__paper_add(dark__grid_cell(grid), "(%s–%s)", dark__estimate(lower).text, dark__estimate(upper).text);
  dark__grid_next(grid);
}

/* What is shrunken are the effects of one model: when it was chosen from the same people, the interval allows for that nowhere. */
static void add_caution(dark__paper *text, bool is_chosen) {
  dark__paper_add(
      text, " The intervals take the model for true%s",
      is_chosen
          ? ", though it was chosen from these people: they are too narrow. With all that may differ in a formula nothing is "
            "chosen: --joint \"(A + B + C)^2*form\" for lists A, B and C and a category form, --pool with it."
          : ".");
}

static void put_strength(dark__paper *page, const dark_results *results) {
  const dark_shrinkage *of = results->shrinkage;
  static const char *const kinds[] = {"lists", "pairs of lists"};
  dark__paper text = {0};
  if (of->n_effects[0] + of->n_effects[1] == 0) {
    dark__paper_add(&text, "The model that was chosen has no effect that differs by category: there is nothing to shrink.");
    dark__paper_put(page, NULL, 2, 2, &text);
    return;
  }
  dark__paper_add(&text, "Of %s effects that differ by category %.1f are left",
                  dark__count_size(of->n_effects[0] + of->n_effects[1]).text, of->n_effective);
  for (size_t g = 0; g < 2; g++)
    if (of->n_effects[g] > 0) dark__paper_add(&text, "; standard deviation of %s over categories %.2f", kinds[g], of->sd[g]);
  dark__paper_add(&text,
                  " (of log odds, averaged over what is likely). Categories borrow from each other: the smaller, the more.");
  add_caution(&text, dark__has_search(results));
  dark__paper_put(page, NULL, 2, 2, &text);
}

void dark__put_shrunken(dark__paper *page, const dark__subject *of) {
  const dark_results *results = of->results;
  dark__grid grid = {.columns = "lr(r("};
  if (results->shrinkage == NULL) return;
  dark__paper_heading(page, "With effects that differ by category shrunken (--pool)");
  put_strength(page, results);
  if (results->shrinkage->n_effects[0] + results->shrinkage->n_effects[1] == 0) return;
  dark__grid_next(&grid);
  dark__grid_add(&grid, "as fitted");
  dark__grid_add(&grid, "");
  dark__grid_add(&grid, "shrunken");
  dark__grid_add(&grid, "");
  for (size_t r = 0; r < results->n_rows; r++) {
    const dark_row *row = &results->rows[r];
    if (!dark__row_is_first(results, r) || !dark__row_has_estimate(row)) continue;
    dark__add_row_label(dark__grid_cell(&grid), of, row);
    dark__grid_next(&grid);
    add_total(&grid, row->total, row->interval.lower, row->interval.upper);
    add_total(&grid, results->shrunken[r].total, results->shrunken[r].lower, results->shrunken[r].upper);
  }
  dark__paper_add(page, "\n");
  dark__grid_put(page, &grid, 2);
}
