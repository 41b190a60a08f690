/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text.h"

#include <inttypes.h>
#include <string.h>

#include "report/assumptions.h"

/* ---- head */

static void put_title(dark__paper *page, const dark_results *results) {
  dark__paper text = {0};
  dark__paper_add(&text, "How many people there are, on the lists and on none of them");
  for (size_t c = 0; c < results->n_categories; c++) {
    dark__paper_add(&text, c == 0 ? ", by " : " and ");
    dark__paper_add_foreign(&text, results->categories[c]);
  }
  dark__paper_put(page, NULL, 0, 0, &text);
  dark__paper_add(page, "\n");
}

/* Whether an earlier part was estimated by the same method. */
static bool is_repeated(const dark_results *results, size_t d) {
  for (size_t before = 0; before < d; before++) {
    const dark_detail *other = &results->details[before];
    if (other->estimate.reason == DARK_N_REASONS && strcmp(other->method, results->details[d].method) == 0) return true;
  }
  return false;
}

/* What was asked for, and what was used where that says more. */
static void add_methods(dark__paper *text, const dark_results *results) {
  const char *asked = results->asked_method == NULL ? "auto" : results->asked_method;
  dark__paper_add_foreign(text, asked);
  size_t n = 0;
  for (size_t d = 0; d < results->n_details; d++) {
    const dark_detail *detail = &results->details[d];
    if (detail->estimate.reason != DARK_N_REASONS || is_repeated(results, d) || strcmp(detail->method, asked) == 0) continue;
    dark__paper_add(text, "%s", n++ == 0 ? ", which chose " : " and ");
    dark__paper_add_foreign(text, detail->method);
  }
}

static void put_method(dark__paper *page, const dark_results *results) {
  dark__paper text = {0};
  add_methods(&text, results);
  const dark_detail *only = results->n_details == 1 ? &results->details[0] : NULL;
  if (only != NULL && only->model[0] != '\0') {
    dark__paper_add(&text, "; model ");
    dark__paper_add_foreign(&text, only->model);
  }
  dark__put_entry(page, "Method", &text);
}

/* ---- head: where the intervals come from */

/* Names of the intervals that estimates have, each once. */
static void add_interval_types(dark__paper *text, const dark_results *results) {
  unsigned seen = 1u << DARK_INTERVAL_NONE;
  for (size_t r = 0, n = 0; r < results->n_rows; r++) {
    const dark_interval_type type = results->rows[r].interval.type;
    if ((seen >> type & 1u) != 0 || !dark__row_has_estimate(&results->rows[r])) continue;
    dark__paper_add(text, "%s%s", n++ == 0 ? " " : " and ", dark_interval_name(type));
    seen |= 1u << type;
  }
}

static bool has_type(const dark_results *results, dark_interval_type type) {
  for (size_t r = 0; r < results->n_rows; r++)
    if (dark__row_has_estimate(&results->rows[r]) && results->rows[r].interval.type == type) return true;
  return false;
}

/* Whether a model was chosen at all. */
static bool has_search(const dark_results *results) {
  for (size_t d = 0; d < results->n_details; d++)
    if (results->details[d].has_explanation && results->details[d].explanation.is_selected) return true;
  return false;
}

static void add_source(dark__paper *text, const dark__subject *of) {
  static const char *const sources[] = {
      [DARK_RESAMPLE_OBSERVED] = "of the observed people",
      [DARK_RESAMPLE_IMPUTED] = "of the observed and the estimated unseen people (imputed)",
      [DARK_RESAMPLE_PARAMETRIC] = "of a population made from the fitted model (parametric)",
  };
  const dark_results *results = of->results;
  const char *given = dark__run_option(of->run, "resamples");
  dark__paper_add(text, ", from %s replicates ", dark__count_size(results->n_replicates).text);
  if (given == NULL) dark__paper_add(text, "%s", sources[results->resample]);
  else dark__paper_add(text, "read from "), dark__paper_add_foreign(text, given);
  if (has_search(results)) dark__paper_add(text, ", the model chosen anew in each");
  if (given == NULL) dark__paper_add(text, "; seed %" PRIu64, results->seed);
}

static bool has_estimate(const dark_results *results) {
  for (size_t r = 0; r < results->n_rows; r++)
    if (dark__row_has_estimate(&results->rows[r])) return true;
  return false;
}

static void put_interval_warning(dark__paper *page, const dark_results *results) {
  dark__paper text = {0};
  if (!has_estimate(results)) return;
  if (results->n_replicates > 0 && results->resample == DARK_RESAMPLE_PARAMETRIC)
    dark__paper_add(&text, "TOO NARROW: replicates are drawn from the fitted model as if it were known to be true.");
  else if (results->n_replicates == 0 && has_type(results, DARK_INTERVAL_LOG_NORMAL))
    dark__paper_add(&text,
                    "TOO NARROW: it comes from the chosen model alone and ignores that the model was chosen, or might be wrong.");
  if (text.length > 0 || text.failed) dark__put_entry(page, "", &text);
}

static void put_intervals(dark__paper *page, const dark__subject *of) {
  const dark_results *results = of->results;
  dark__paper text = {0};
  for (size_t l = 0; l < results->n_levels; l++)
    dark__paper_add(&text, "%s%s", l == 0 ? "" : " and ", dark__level(results->levels[l]).text);
  add_interval_types(&text, results);
  if (!has_estimate(results)) dark__paper_add(&text, ", but nothing can be estimated");
  else if (results->n_replicates > 0) add_source(&text, of);
  else dark__paper_add(&text, ", without resampling");
  dark__put_entry(page, "Interval", &text);
  put_interval_warning(page, results);
}

static void put_head(dark__paper *page, const dark__subject *of) {
  put_title(page, of->results);
  dark__put_input(page, of->run);
  dark__put_lists(page, of->results->lists, of->results->n_lists);
  put_method(page, of->results);
  put_intervals(page, of);
}

/* ---- models chosen, when there are several */

static void put_models(dark__paper *page, const dark__subject *of) {
  const dark_results *results = of->results;
  if (results->n_details < 2) return;
  dark__grid grid = {.columns = "lll"};
  size_t n = 0;
  for (size_t d = 0; d < results->n_details; d++) {
    const dark_detail *detail = &results->details[d];
    if (detail->estimate.reason != DARK_N_REASONS) continue;
    dark__add_detail_label(dark__grid_cell(&grid), of, detail);
    dark__grid_next(&grid);
    dark__grid_add_foreign(&grid, detail->method);
    dark__grid_add_foreign(&grid, detail->model);
    n++;
  }
  if (n > 0) dark__paper_heading(page, "Methods and models chosen");
  dark__grid_put(page, &grid, 2);
}

/* ---- foot */

static bool has_reason(const dark_row *row, int reason) { return (row->reasons & DARK_REASON_BIT(reason)) != 0; }

/* Whom a note concerns: nothing when all rows carry it. */
static void add_bearers(dark__paper *text, const dark__subject *of, int reason) {
  const dark_results *results = of->results;
  enum { MANY = 6 };
  size_t n_targets = 0, n = 0;
  for (size_t r = 0; r < results->n_rows; r++) {
    if (!dark__row_is_first(results, r)) continue;
    n_targets += dark__row_has_estimate(&results->rows[r]) ? 1 : 0;
    n += has_reason(&results->rows[r], reason) ? 1 : 0;
  }
  if (n >= n_targets || n == 0) return;
  size_t n_shown = 0;
  for (size_t r = 0; r < results->n_rows && n_shown < MANY; r++) {
    if (!dark__row_is_first(results, r)) continue;
    if (!has_reason(&results->rows[r], reason)) continue;
    dark__paper_add(text, "%s", n_shown++ == 0 ? " (" : "; ");
    dark__add_row_label(text, of, &results->rows[r]);
  }
  if (n > n_shown) dark__paper_add(text, " and %s more", dark__count_size(n - n_shown).text);
  dark__paper_add(text, ")");
}

static void put_note(dark__paper *page, dark__paper *text) {
  dark__paper_add(text, ".");
  dark__paper_put(page, "-", 2, 4, text);
}

static void put_notes(dark__paper *page, const dark__subject *of, dark_reasons told) {
  const dark_results *results = of->results;
  dark__paper text = {0};
  dark__paper_heading(page, "Notes");
  for (int reason = 0; reason < DARK_N_REASONS; reason++) {
    bool is_present = false;
    for (size_t r = 0; r < results->n_rows; r++) is_present |= has_reason(&results->rows[r], reason);
    if (!is_present || (told & DARK_REASON_BIT(reason)) != 0) continue;
    dark__paper_add(&text, "%s", dark_reason_sentence((dark_reason)reason));
    add_bearers(&text, of, reason);
    put_note(page, &text);
  }
  for (size_t i = 0; i < dark_table_n_notes(of->table); i++) {
    dark__paper_add(&text, "input: ");
    dark__paper_add_foreign(&text, dark_table_note(of->table, i));
    put_note(page, &text);
  }
  if (results->n_pooled > 0 && has_estimate(results)) {
    dark__paper_add(&text,
                    "'in one table' throws all people together, whatever their category; where it differs much from the sum, "
                    "categories differ in how they are detected: rely on the sum");
    put_note(page, &text);
  }
  dark__paper_add(&text, "numbers in a row are rounded together, to three digits of its total; --format csv has all digits");
  put_note(page, &text);
}

dark_status dark__text_results(FILE *stream, const dark_results *results, const dark_table *table, const dark_run *run,
                               dark_error *err) {
  const dark__subject of = {results, table, run};
  dark__paper page = {0};
  dark_reasons told = 0;
  put_head(&page, &of);
  dark__put_estimates(&page, &of);
  dark__put_warnings(&page, &of, &told);
  put_models(&page, &of);
  dark__put_checks(&page, &of);
  put_notes(&page, &of, told);
  dark__paper_add(&page, "\n%s\n", DARK__ASSUMPTIONS);
  return dark__paper_finish(&page, stream, err);
}
