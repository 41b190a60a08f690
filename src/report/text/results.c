/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/text.h"

#include <string.h>

#include "report/words/assumptions.h"
#include "report/words/dependence.h"
#include "result/margins.h"

/* ---- head */

static void put_title(dark__paper *page, const dark_results *results, bool has_captures) {
  dark__paper text = {0};
  dark__paper_add(&text, "How many people there are, %s",
                  has_captures ? "captured and never captured" : "on the lists and on none of them");
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

/* Fewer lists would have had a search. */
static bool has_floor(const dark_results *results) {
  for (size_t d = 0; d < results->n_details; d++)
    if (__builtin_popcountll(results->details[d].lists) > DARK_MAX_LISTS) return true;
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
  if (strcmp(asked, "auto") == 0 && has_floor(results))
    dark__paper_add(text, "; a lower bound where people differ, for more than %d lists are too many for a search of models",
                    DARK_MAX_LISTS);
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

static void put_head(dark__paper *page, const dark__subject *of) {
  put_title(page, of->results, dark_table_captures(of->table) != NULL);
  dark__put_input(page, of->table, of->run);
  if (dark_table_captures(of->table) != NULL) dark__put_captures(page, dark_table_captures(of->table));
  else dark__put_lists(page, of->results->lists, of->results->n_lists);
  put_method(page, of->results);
  dark__put_supposed(page, of->results->dependence, of->results->n_lists);
  dark__put_intervals(page, of);
}

/* ---- models chosen, when there are several */

/* Strata that were estimated together have one model, which is told once. */
static bool is_told(const dark_results *results, size_t d) {
  const dark_detail *detail = &results->details[d];
  for (size_t before = 0; before < d; before++) {
    const dark_detail *other = &results->details[before];
    if (detail->n_together > 1 && other->group == detail->group && other->estimate.reason == DARK_N_REASONS) return true;
  }
  return false;
}

static void add_models_label(dark__paper *text, const dark__subject *of, const dark_detail *detail) {
  if (detail->n_together > 1) dark__paper_add(text, "all %s categories together", dark__count_size(detail->n_together).text);
  else dark__add_detail_label(text, of, detail);
}

static void put_of_search(dark__paper *page, const dark__subject *of, const dark_detail *detail,
                          void (*add)(dark__paper *text, const dark_detail *detail)) {
  dark__paper text = {0};
  add_models_label(&text, of, detail);
  dark__paper_add(&text, ": ");
  add(&text, detail);
  dark__paper_add(&text, ".");
  dark__paper_put(page, NULL, 2, 4, &text);
}

/* Of each search once. */
static void put_certificates(dark__paper *page, const dark__subject *of) {
  for (size_t d = 0; d < of->results->n_details; d++) {
    const dark_detail *detail = &of->results->details[d];
    if (detail->estimate.reason != DARK_N_REASONS || is_told(of->results, d)) continue;
    if (dark__has_certificate(detail)) put_of_search(page, of, detail, dark__add_certificate);
    if (dark__has_fitted_share(detail)) put_of_search(page, of, detail, dark__add_fitted_share);
  }
}

static void put_models(dark__paper *page, const dark__subject *of) {
  const dark_results *results = of->results;
  if (results->n_details < 2) return;
  dark__grid grid = {.columns = "lll"};
  size_t n = 0;
  for (size_t d = 0; d < results->n_details; d++) {
    const dark_detail *detail = &results->details[d];
    if (detail->estimate.reason != DARK_N_REASONS || is_told(results, d)) continue;
    add_models_label(dark__grid_cell(&grid), of, detail);
    dark__grid_next(&grid);
    dark__grid_add_foreign(&grid, detail->method);
    dark__grid_add_foreign(&grid, detail->model);
    n++;
  }
  if (n > 0) dark__paper_heading(page, "Methods and models chosen");
  dark__grid_put(page, &grid, 2);
  put_certificates(page, of);
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
    if (dark_table_note_is_warning(of->table, i)) continue;
    dark__paper_add(&text, "input: ");
    dark__paper_add_foreign(&text, dark_table_note(of->table, i));
    put_note(page, &text);
  }
  if (results->n_pooled > 0 && dark__any_estimate(results)) {
    const bool differs = has_reason(&results->rows[results->n_rows - results->n_levels], DARK_REASON_TOTALS_DIFFER);
    dark__paper_add(
        &text, "'in one table' throws all people together, whatever their category%s",
        differs ? "" : "; where it differs much from the sum, categories differ in how they are detected: rely on the sum");
    put_note(page, &text);
  }
  dark__paper_add(&text, "numbers in a row are rounded together, to three digits of its total; --format csv has all digits");
  put_note(page, &text);
}

/* What may be no list stands where the estimate does. */
static void put_warnings_of_input(dark__paper *page, const dark_table *table) {
  for (size_t i = 0; i < dark_table_n_notes(table); i++) {
    dark__paper text = {0};
    if (!dark_table_note_is_warning(table, i)) continue;
    dark__paper_add(&text, "CHECK: ");
    dark__paper_add_foreign(&text, dark_table_note(table, i));
    dark__paper_add(&text, ".");
    dark__paper_put(page, NULL, 2, 4, &text);
  }
}

/* Lists that share nobody, where others do: keys that were not recognised look like that. */
static void put_isolated(dark__paper *page, const dark_table *table) {
  dark__margins margins = dark__margins_start(table);
  if (margins.has_captures) return;
  dark__margins_add_all(&margins, table);
  for (size_t l = 0; dark__margins_obstacle(&margins) == DARK_N_REASONS && l < margins.n_lists; l++) {
    dark__paper text = {0};
    if (!dark__margins_has(&margins, l) || !dark__margins_is_isolated(&margins, l)) continue;
    dark__paper_add(&text, "CHECK: ");
    dark__paper_add_foreign(&text, dark_table_list_name(table, l));
    dark__paper_add(&text, " shares nobody with any other list: check its linkage.");
    dark__paper_put(page, NULL, 2, 4, &text);
  }
}

dark_status dark__text_results(FILE *stream, const dark_results *results, const dark_table *table, const dark_run *run,
                               dark_error *err) {
  const dark__subject of = {results, table, run};
  dark__paper page = {0};
  dark_reasons told = 0;
  put_head(&page, &of);
  dark__put_disagreement(&page, &of);
  dark__put_estimates(&page, &of);
  dark__put_practice(&page, &of);
  dark__put_category_contrasts(&page, &of);
  put_warnings_of_input(&page, of.table);
  put_isolated(&page, of.table);
  dark__put_warnings(&page, &of, &told);
  put_models(&page, &of);
  dark__put_shrunken(&page, &of);
  if (dark_table_captures(table) != NULL && results->n_details == 1 && results->details[0].has_explanation) {
    dark__put_coefficients(&page, &results->details[0].explanation);
    dark__put_levels(&page, &results->details[0].explanation);
  }
  dark__put_checks(&page, &of);
  put_notes(&page, &of, told);
  dark__paper_add(&page, "\n%s%s\n", dark_table_captures(table) != NULL ? DARK__ASSUMPTIONS_OF_CAPTURES : DARK__ASSUMPTIONS,
                  dark__supposed_condition(results->dependence));
  return dark__paper_finish(&page, stream, err);
}
