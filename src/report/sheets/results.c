/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "report/sheets/sheets.h"
#include "report/words/assumptions.h"
#include "report/words/dependence.h"
#include "report/words/practice.h"
#include "report/words/rates.h"
#include "report/words/rows.h"
#include "writing/numbers.h"

static void put_levels(dark__book *book, const char *const *levels, size_t n) {
  for (size_t c = 0; c < n; c++) dark__book_text(book, levels[c]);
}

static void put_headings(dark__book *book, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++) dark__book_text(book, names[i]);
}

/* ---- estimates */

static void begin_estimates(dark__book *book, const char *name, const dark_results *results, const dark_run *run) {
  static const char *const names[] = {"observed", "estimated total", "lower limit", "upper limit", "of them unseen", "level"};
  static const char *const rates[] = {"total per 100,000", "lower limit per 100,000", "upper limit per 100,000"};
  static const char *const last[] = {"state", "what it is of", "method", "model", "to know"};
  dark__book_sheet(book, name);
  put_levels(book, results->categories, results->n_categories);
  put_headings(book, names, sizeof names / sizeof names[0]);
  if (run->residents != NULL) put_headings(book, rates, sizeof rates / sizeof rates[0]);
  put_headings(book, last, sizeof last / sizeof last[0]);
  dark__book_rows(book);
}

static void put_numbers(dark__book *book, const dark_row *row) {
  const bool has_estimate = dark__row_has_estimate(row);
  const double unit = dark__rounding_unit(has_estimate ? row->total : row->interval.lower);
  dark__book_number(book, DARK__CELL_COUNT, row->observed);
  dark__book_people(book, has_estimate ? row->total : (double)NAN, unit);
  dark__book_people(book, row->interval.lower, unit);
  dark__book_people(book, row->interval.upper, unit);
  dark__book_people(book, has_estimate ? row->hidden : (double)NAN, unit);
  dark__book_text(book, dark__level(row->interval.level).text);
}

static void put_rate(dark__book *book, const dark_results *results, const dark_row *row, const dark_run *run) {
  if (run->residents == NULL) return;
  const dark_resident_rate rate = dark__row_rate(results, row, run);
  dark__book_number(book, DARK__CELL_DECIMAL, rate.rate);
  dark__book_number(book, DARK__CELL_DECIMAL, rate.lower);
  dark__book_number(book, DARK__CELL_DECIMAL, rate.upper);
}

static void put_reasons(dark__book *book, dark_reasons reasons) {
  dark__paper text = {0};
  size_t n = 0;
  for (int reason = 0; reason < DARK_N_REASONS; reason++)
    if ((reasons & DARK_REASON_BIT(reason)) != 0)
      dark__paper_add(&text, "%s%s", n++ == 0 ? "" : "; ", dark_reason_sentence((dark_reason)reason));
  dark__book_paper(book, &text);
}

static const char *state_in_words(const dark_row *row) {
  if (dark__row_is_lower_limit(row)) return "lower limit only";
  if (!dark__row_has_estimate(row)) return "cannot be estimated";
  if (dark__row_is_unstable(row)) return "unstable: do not quote";
  return dark__row_is_partial(row) ? "in part" : "estimated";
}

/* "the 3 of 5 that can be estimated; the others come on top (9 observed)" */
static void put_extent(dark__book *book, const dark_results *results, const dark_row *row, bool is_pooled) {
  dark__paper what = {0};
  if (is_pooled) dark__paper_add(&what, "all people in one table, for comparison only");
  if (dark__row_is_partial(row)) {
    dark__add_partial(&what, results, row);
    dark__paper_add(&what, "; the others come on top");
    if (row->excluded > 0) dark__paper_add(&what, " (%s observed)", dark__count(row->excluded).text);
  }
  dark__book_paper(book, &what);
}

static void put_row(dark__book *book, const dark_results *results, const dark_row *row, const dark_run *run, bool is_pooled) {
  put_levels(book, row->levels, results->n_categories);
  put_numbers(book, row);
  put_rate(book, results, row, run);
  dark__book_text(book, state_in_words(row));
  put_extent(book, results, row, is_pooled);
  dark__book_text(book, row->method);
  dark__book_text(book, row->model);
  put_reasons(book, row->reasons);
}

static void put_estimates(dark__book *book, const char *name, const dark_results *results, const dark_run *run) {
  begin_estimates(book, name, results, run);
  for (size_t r = 0; r < results->n_rows; r++) put_row(book, results, &results->rows[r], run, false);
  for (size_t r = 0; r < results->n_pooled; r++) put_row(book, results, &results->pooled[r], run, true);
}

/* ---- overlaps */

static void put_detail_overlaps(dark__book *book, const dark_results *results, const dark_detail *detail,
                                const dark_table *table) {
  for (size_t o = 0; o < detail->n_overlaps; o++) {
    const dark_overlap *overlap = &detail->overlaps[o];
    put_levels(book, detail->levels, results->n_categories);
    dark__book_text(book, dark_table_list_name(table, overlap->list_a));
    dark__book_text(book, dark_table_list_name(table, overlap->list_b));
    dark__book_number(book, DARK__CELL_COUNT, overlap->n_both);
    dark__book_number(book, DARK__CELL_SHARE, overlap->coverage_a);
    dark__book_number(book, DARK__CELL_SHARE, overlap->coverage_b);
  }
}

static void put_overlaps(dark__book *book, const dark_results *results, const dark_table *table) {
  static const char *const names[] = {"list A", "list B", "people on both", "share of B's people on A",
                                      "share of A's people on B"};
  if (dark_table_captures(table) != NULL) return;
  dark__book_sheet(book, "Overlaps");
  put_levels(book, results->categories, results->n_categories);
  put_headings(book, names, sizeof names / sizeof names[0]);
  dark__book_rows(book);
  for (size_t d = 0; d < results->n_details; d++) put_detail_overlaps(book, results, &results->details[d], table);
}

/* ---- checks */

static void put_ranges(dark__book *book, const dark_detail *detail) {
  dark__paper text = {0};
  for (size_t i = 0; i < detail->n_ranges; i++) {
    const dark_range *range = &detail->ranges[i];
    dark__paper_add(&text, "%s%s–%s over %s models within %s", i == 0 ? "" : "; ", dark__estimate(range->lowest).text,
                    dark__estimate(range->highest).text, dark__count_size(range->n_models).text,
                    dark__shortest(range->distance).text);
  }
  dark__book_paper(book, &text);
}

static size_t n_thin(const dark_detail *detail) {
  size_t n = 0;
  for (size_t o = 0; o < detail->n_overlaps; o++) n += detail->overlaps[o].n_both < 5 ? 1 : 0;
  return n;
}

static void put_check(dark__book *book, const dark_results *results, const dark_detail *detail) {
  put_levels(book, detail->levels, results->n_categories);
  dark__book_text(book, detail->method);
  dark__book_text(book, detail->model);
  dark__book_number(book, DARK__CELL_COUNT, detail->observed);
  dark__book_number(book, DARK__CELL_COUNT, (double)detail->n_overlaps);
  dark__book_number(book, DARK__CELL_COUNT, (double)n_thin(detail));
  dark__book_number(book, DARK__CELL_SHARE, detail->sample_coverage);
  dark__book_people(book, detail->chao_lower_bound, dark__rounding_unit(detail->chao_lower_bound));
  put_ranges(book, detail);
  dark__book_text(book, detail->estimate.reason == DARK_N_REASONS ? "" : dark_reason_sentence(detail->estimate.reason));
}

static void put_checks(dark__book *book, const dark_results *results) {
  static const char *const names[] = {
      "method",          "model",        "observed",     "pairs of lists",          "pairs with fewer than 5 people",
      "sample coverage", "Chao's bound", "other models", "why there is no estimate"};
  dark__book_sheet(book, "Checks");
  put_levels(book, results->categories, results->n_categories);
  put_headings(book, names, sizeof names / sizeof names[0]);
  dark__book_rows(book);
  for (size_t d = 0; d < results->n_details; d++) put_check(book, results, &results->details[d]);
}

/* ---- the book */

static void put_method(dark__book *book, const dark_results *results, const dark_table *table, const dark_run *run) {
  dark__paper condition = {0};
  const bool has_captures = dark_table_captures(table) != NULL;
  dark__book_method(book, table, run);
  if (dark__practice_disagrees(results).n_apart > 0) dark__book_item(book, "NOT SETTLED BY THE DATA", DARK__DEPENDS);
  dark__book_item(book, "replicates", dark__count_size(results->n_replicates).text);
  dark__paper_add(&condition, "%s%s", has_captures ? DARK__ASSUMPTIONS_OF_CAPTURES : DARK__ASSUMPTIONS,
                  dark__supposed_condition(results->dependence));
  dark__book_text(book, "conditions");
  dark__book_paper(book, &condition);
}

void dark__book_results(dark__book *book, const dark_results *results, const dark_table *table, const dark_run *run) {
  put_estimates(book, "Estimates", results, run);
  if (results->practice != NULL) put_estimates(book, "Published practice", results->practice, run);
  dark__book_category_contrasts(book, results);
  put_overlaps(book, results, table);
  put_checks(book, results);
  put_method(book, results, table, run);
}
