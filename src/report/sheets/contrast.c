/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two answers set against each other. */
#include <math.h>

#include "report/sheets/sheets.h"
#include "writing/numbers.h"

void dark__book_contrast_headings(dark__book *book) {
  static const char *const names[] = {"level",
                                      "baseline observed",
                                      "observed",
                                      "baseline total",
                                      "total",
                                      "difference",
                                      "lower limit",
                                      "upper limit",
                                      "ratio",
                                      "lower limit of the ratio",
                                      "upper limit of the ratio",
                                      "sides",
                                      "state",
                                      "to know"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) dark__book_text(book, names[i]);
}

static void put_reasons(dark__book *book, dark_reasons reasons, const char *missing) {
  dark__paper text = {0};
  if (missing != NULL) dark__paper_add_foreign(&text, missing);
  for (int r = 0; r < DARK_N_REASONS; r++)
    if ((reasons & DARK_REASON_BIT(r)) != 0)
      dark__paper_add(&text, "%s%s", text.length == 0 ? "" : "; ", dark_reason_sentence((dark_reason)r));
  dark__book_paper(book, &text);
}

void dark__book_contrast(dark__book *book, const dark_contrast *of, const char *sides, const char *missing) {
  const double people[] = {of->baseline_total, of->other_total, of->difference, of->difference_lower, of->difference_upper};
  const double ratios[] = {of->ratio, of->ratio_lower, of->ratio_upper};
  const double unit = dark__rounding_unit(fmin(of->baseline_total, of->other_total));
  dark__book_text(book, missing == NULL ? dark__level(of->level).text : "");
  dark__book_number(book, DARK__CELL_COUNT, of->baseline_observed);
  dark__book_number(book, DARK__CELL_COUNT, of->other_observed);
  for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) dark__book_people(book, people[i], unit);
  for (size_t i = 0; i < sizeof ratios / sizeof ratios[0]; i++) dark__book_number(book, DARK__CELL_DECIMAL, ratios[i]);
  dark__book_text(book, sides);
  dark__book_text(book, dark_state_name(of->state));
  put_reasons(book, of->reasons, missing);
}

void dark__book_category_contrasts(dark__book *book, const dark_results *results) {
  if (results->n_contrasts == 0) return;
  dark__book_sheet(book, "Differences");
  dark__book_text(book, "category");
  dark__book_text(book, "value");
  dark__book_text(book, "against");
  dark__book_contrast_headings(book);
  dark__book_rows(book);
  for (size_t i = 0; i < results->n_contrasts; i++) {
    const dark_category_contrast *contrast = &results->contrasts[i];
    dark__book_text(book, contrast->category);
    dark__book_text(book, contrast->other);
    dark__book_text(book, contrast->baseline);
    dark__book_contrast(book, &contrast->of, contrast->of.is_paired ? "estimated together" : "estimated apart", NULL);
  }
}
