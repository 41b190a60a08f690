/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of categories set against each other. */
#include <math.h>
#include <stdlib.h>

#include "report/text/text.h"

static void add_value(dark__paper *text, const char *category, const char *value) {
  dark__paper_add_foreign(text, category);
  dark__paper_add(text, "=");
  dark__paper_add_foreign(text, value);
}

static void add_no_estimate(dark__paper *text, const dark_category_contrast *contrast) {
  const dark_contrast *of = &contrast->of;
  dark__paper_add(text, "cannot be compared: ");
  if (isnan(of->baseline_total) || isnan(of->other_total)) {
    add_value(text, contrast->category, isnan(of->baseline_total) ? contrast->baseline : contrast->other);
    dark__paper_add(text, " has no estimate");
  } else dark__paper_add(text, "the two leave out different categories");
  for (int r = 0; r < DARK_N_REASONS; r++)
    if ((of->reasons & DARK_REASON_BIT(r)) != 0) dark__paper_add(text, "; %s", dark_reason_sentence((dark_reason)r));
  dark__paper_add(text, ".");
}

/* At all levels. */
static void put_contrast(dark__paper *page, const dark_category_contrast *levels, size_t n_levels) {
  dark_contrast *numbers = calloc(n_levels, sizeof *numbers);
  dark__paper text = {0};
  if (numbers == NULL) {
    page->failed = true;
    return;
  }
  for (size_t l = 0; l < n_levels; l++) numbers[l] = levels[l].of;
  add_value(&text, levels->category, levels->other);
  dark__paper_add(&text, " against ");
  add_value(&text, levels->category, levels->baseline);
  dark__paper_add(&text, ": ");
  if (isnan(numbers->difference)) add_no_estimate(&text, levels);
  else dark__add_contrasts(&text, numbers, n_levels);
  dark__paper_put(page, NULL, 2, 4, &text);
  free(numbers);
}

static void put_how_to_read(dark__paper *page, const dark_results *results) {
  dark__paper text = {0};
  size_t n = 0;
  for (size_t i = 0; i < results->n_contrasts; i += results->n_levels) n += isnan(results->contrasts[i].of.difference) ? 0 : 1;
  if (n == 0) return;
  dark__paper_add(
      &text, "%s",
      results->contrasts[0].of.is_paired
          ? "Categories that are estimated together share a part of what is not known, so that the interval of a difference "
            "is not what their own intervals suggest."
          : "The categories are estimated apart, so that their errors are independent.");
  dark__paper_add(&text, " The intervals are about chance only.");
  dark__add_multiplicity(&text, n, results->levels[results->n_levels - 1]);
  dark__paper_put(page, NULL, 2, 2, &text);
}

void dark__put_category_contrasts(dark__paper *page, const dark__subject *of) {
  const dark_results *results = of->results;
  if (results->n_contrasts == 0) return;
  dark__paper_heading(page, "What differs between categories");
  for (size_t i = 0; i < results->n_contrasts; i += results->n_levels)
    put_contrast(page, &results->contrasts[i], results->n_levels);
  put_how_to_read(page, results);
}
