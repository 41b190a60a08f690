/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/text.h"

#include <math.h>
#include <string.h>

/* Longer enumerations end in "and N more". */
enum { MANY = 12, WORST = 3 };

static void add_and_more(dark__paper *text, size_t n) {
  if (n > MANY) dark__paper_add(text, " and %s more", dark__count_size(n - MANY).text);
}

/* " (37 observed)" */
static void add_observed(dark__paper *text, double observed) {
  if (observed > 0) dark__paper_add(text, " (%s observed)", dark__count(observed).text);
  else dark__paper_add(text, " (nobody observed)");
}

/* ---- "in part" */

/* Parts without an estimate that the row would sum over. */
static void add_left_out(dark__paper *text, const dark__subject *of, const dark_row *row) {
  size_t n = 0;
  for (size_t d = 0; d < of->results->n_details; d++) {
    const dark_detail *detail = &of->results->details[d];
    if (detail->estimate.reason == DARK_N_REASONS || !dark__row_covers(of->results, row, detail->levels)) continue;
    if (n++ >= MANY) continue;
    dark__paper_add(text, "%s", n == 1 ? ": " : "; ");
    dark__add_detail_label(text, of, detail);
    add_observed(text, detail->observed);
  }
  add_and_more(text, n);
}

static void put_partial(dark__paper *page, const dark__subject *of, const dark_row *row) {
  dark__paper text = {0};
  dark__paper_add(&text, "IN PART: the total of ");
  dark__add_row_label(&text, of, row);
  dark__paper_add(&text, " is that of ");
  dark__add_partial(&text, of->results, row);
  dark__paper_add(&text, "; the others come on top, observed and unseen");
  add_left_out(&text, of, row);
  dark__paper_add(&text, ".");
  if (row->excluded > 0)
    dark__paper_add(&text, " Observed: %s there + %s in the others = %s.", dark__count(row->observed).text,
                    dark__count(row->excluded).text, dark__count(row->observed + row->excluded).text);
  dark__paper_put(page, NULL, 2, 4, &text);
}

/* ---- "cannot be estimated" */

/* For a stratum its reason; a sum fails because all of its parts do. */
static const char *why_missing(const dark_results *results, const dark_row *row) {
  const bool is_spread = row->reasons == DARK_REASON_BIT(DARK_REASON_CATEGORY_MISSING);
  if (!is_spread && !dark__is_stratum(row->levels, results->n_categories)) return "none of its categories can be";
  for (int reason = 0; reason < DARK_N_REASONS; reason++)
    if ((row->reasons & DARK_REASON_BIT(reason)) != 0) return dark_reason_sentence((dark_reason)reason);
  return "no reason was recorded";
}

static bool is_missing(const dark_results *results, size_t r) {
  return dark__row_is_first(results, r) && !dark__row_has_estimate(&results->rows[r]);
}

/* Rows that are missing for the same reason as row r. */
static void add_alike(dark__paper *text, const dark__subject *of, size_t r) {
  const dark_results *results = of->results;
  const char *why = why_missing(results, &results->rows[r]);
  size_t n = 0;
  for (; r < results->n_rows; r++) {
    const dark_row *row = &results->rows[r];
    if (!is_missing(results, r) || strcmp(why_missing(results, row), why) != 0 || n++ >= MANY) continue;
    dark__paper_add(text, "%s", n == 1 ? "" : "; ");
    dark__add_row_label(text, of, row);
    add_observed(text, row->observed);
  }
  add_and_more(text, n);
}

static bool was_said(const dark_results *results, size_t r) {
  for (size_t before = 0; before < r; before++)
    if (is_missing(results, before) &&
        strcmp(why_missing(results, &results->rows[before]), why_missing(results, &results->rows[r])) == 0)
      return true;
  return false;
}

/* One paragraph per reason, with the rows it holds for. */
static void put_missing(dark__paper *page, const dark__subject *of, dark_reasons *told) {
  for (size_t r = 0; r < of->results->n_rows; r++) {
    const dark_row *row = &of->results->rows[r];
    if (!is_missing(of->results, r)) continue;
    /* Reasons up to this one say why there is no estimate, later ones what to know about a number. */
    *told |= row->reasons & (DARK_REASON_BIT(DARK_REASON_PART_FAILED) - 1);
    if (was_said(of->results, r)) continue;
    dark__paper text = {0};
    dark__paper_add(&text, "UNKNOWN: ");
    add_alike(&text, of, r);
    dark__paper_add(&text, " cannot be estimated: %s.", why_missing(of->results, row));
    dark__paper_put(page, NULL, 2, 4, &text);
  }
}

/* ---- "unstable" */

static void add_monte_carlo(dark__paper *text, const char *limit, double error) {
  if (isnan(error)) dark__paper_add(text, "%s unknown (too few replicates)", limit);
  else if (isinf(error)) dark__paper_add(text, "%s unbounded", limit);
  else dark__paper_add(text, "%s %s", limit, dark__percent(expm1(error)).text); /* the error is of the logarithm */
}

static void put_reading(dark__paper *page, const char *label, dark__paper *text) { dark__paper_put(page, label, 4, 26, text); }

/* Reasons that speak of the interval, and of the search behind it. */
static bool is_about_interval(int reason) {
  return reason >= (int)DARK_REASON_LIMIT_IN_TAIL || reason == (int)DARK_REASON_SEARCH_INCOMPLETE;
}

static void put_why(dark__paper *page, const dark_row *row, dark_reasons *told) {
  dark__paper text = {0};
  size_t n = 0;
  for (int reason = 0; reason < DARK_N_REASONS; reason++) {
    if (((row->interval.reasons | row->reasons) & DARK_REASON_BIT(reason)) == 0 || !is_about_interval(reason)) continue;
    dark__paper_add(&text, "%s%s", n++ > 0 ? "; " : "", dark_reason_sentence((dark_reason)reason));
    *told |= DARK_REASON_BIT(reason);
  }
  dark__paper_add(&text, n > 0 ? "." : "See the limits' errors below.");
  put_reading(page, "Why:", &text);
}

static void put_monte_carlo(dark__paper *page, const dark_row *row) {
  dark__paper text = {0};
  add_monte_carlo(&text, "lower limit", row->interval.monte_carlo_lower);
  add_monte_carlo(&text, ", upper limit", row->interval.monte_carlo_upper);
  dark__paper_add(&text, " (expect changes of this size from another seed).");
  put_reading(page, "Monte Carlo error:", &text);
}

/* The strata because of which replicates of a sum have no estimate. */
static void add_failing_parts(dark__paper *text, const dark__subject *of, const dark_row *row) {
  const dark_results *results = of->results;
  size_t n = 0;
  for (size_t r = 0; r < results->n_rows; r++) {
    const dark_row *part = &results->rows[r];
    if (!dark__row_is_first(results, r) || part->n_failed == 0 || !dark__row_covers(results, row, part->levels)) continue;
    if (n++ >= WORST) continue;
    dark__paper_add(text, "%s", n == 1 ? ", because of " : "; ");
    dark__add_row_label(text, of, part);
    dark__paper_add(text, " (%s)", dark__count_size(part->n_failed).text);
  }
  if (n > WORST) dark__paper_add(text, " and %s more categories", dark__count_size(n - WORST).text);
}

static void put_failures(dark__paper *page, const dark__subject *of, const dark_row *row) {
  if (row->n_failed == 0) return;
  dark__paper text = {0};
  dark__paper_add(&text, "%s of %s replicates (%s)", dark__count_size(row->n_failed).text,
                  dark__count_size(row->n_replicates).text,
                  dark__percent((double)row->n_failed / (double)row->n_replicates).text);
  if (!dark__is_stratum(row->levels, of->results->n_categories)) add_failing_parts(&text, of, row);
  dark__paper_add(&text, ".");
  put_reading(page, "Without an estimate:", &text);
}

static void put_conditional(dark__paper *page, const dark_detail *detail) {
  if (detail == NULL || detail->conditional.type == DARK_INTERVAL_NONE) return;
  dark__paper text = {0};
  const double unit = dark__rounding_unit(detail->estimate.total);
  dark__add_limits(&text, &detail->conditional, unit);
  dark__paper_add(&text, " (%s), if ", dark__level(detail->conditional.level).text);
  if (detail->model[0] == '\0') dark__paper_add(&text, "what its formula assumes");
  else dark__paper_add_foreign(&text, detail->model);
  dark__paper_add(&text, " were known to be true, which it is not: too narrow.");
  put_reading(page, "The best model alone:", &text);
}

/* The next in order of extreme replicates after `last`, or NULL. */
static const dark_win *next_extreme(const dark_detail *detail, const dark_win *last) {
  const dark_win *best = NULL;
  for (size_t w = 0; w < detail->n_wins; w++) {
    const dark_win *win = &detail->wins[w];
    const bool is_after = last == NULL || win->n_extreme < last->n_extreme || (win->n_extreme == last->n_extreme && win > last);
    if (win->n_extreme > 0 && is_after && (best == NULL || win->n_extreme > best->n_extreme)) best = win;
  }
  return best;
}

static void add_extreme_models(dark__paper *text, const dark_detail *detail) {
  const dark_win *win = NULL;
  for (size_t w = 0; w < WORST && (win = next_extreme(detail, win)) != NULL; w++) {
    dark__paper_add(text, w == 0 ? "; models that cause them: " : ", ");
    dark__paper_add_foreign(text, win->model);
    dark__paper_add(text, " (%s)", dark__count_size(win->n_extreme).text);
  }
}

/* A sum names its parts; their models are said where they are told of themselves. */
static void put_extremes(dark__paper *page, const dark__subject *of, const dark_row *row) {
  dark__paper text = {0};
  size_t n = 0;
  if (row->n_replicates == 0) return;
  for (size_t d = 0; d < of->results->n_details; d++) {
    const dark_detail *detail = &of->results->details[d];
    if (detail->n_extreme == 0 || !dark__row_covers(of->results, row, detail->levels) || n++ >= WORST) continue;
    if (n > 1) dark__paper_add(&text, "; ");
    dark__paper_add(&text, "%s of %s (%s) lie beyond ten times the estimate", dark__count_size(detail->n_extreme).text,
                    dark__count_size(row->n_replicates).text,
                    dark__percent((double)detail->n_extreme / (double)row->n_replicates).text);
    if (dark__detail_of(of->results, row) == detail) add_extreme_models(&text, detail);
    else dark__paper_add(&text, " of "), dark__add_detail_label(&text, of, detail);
  }
  if (n > WORST) dark__paper_add(&text, "; and those of %s more categories", dark__count_size(n - WORST).text);
  dark__paper_add(&text, n == 0 ? "none beyond ten times the estimate." : ".");
  put_reading(page, "Extreme replicates:", &text);
  dark__paper_clear(&text);
}

static void put_unstable(dark__paper *page, const dark__subject *of, size_t r, dark_reasons *told) {
  const dark_row *row = &of->results->rows[r];
  dark__paper text = {0};
  dark__paper_add(page, "\n");
  dark__paper_add(&text, "UNSTABLE: do not quote the %s interval of ", dark__level(row->interval.level).text);
  dark__add_row_label(&text, of, row);
  dark__paper_add(&text, ".");
  dark__paper_put(page, NULL, 2, 4, &text);
  put_why(page, row, told);
  if (row->n_replicates > 0) put_monte_carlo(page, row);
  put_failures(page, of, row);
  if (!dark__row_is_first(of->results, r) && dark__row_is_unstable(&of->results->rows[r - 1])) return;
  put_conditional(page, dark__detail_of(of->results, row));
  put_extremes(page, of, row);
}

/* The last rows are those of the total. */
static void put_two_totals(dark__paper *page, const dark_results *results, dark_reasons *told) {
  const dark_row *total = &results->rows[results->n_rows - results->n_levels];
  dark__paper text = {0};
  if ((total->reasons & DARK_REASON_BIT(DARK_REASON_TOTALS_DIFFER)) == 0) return;
  dark__paper_add(&text, "TWO TOTALS: %s.", dark_reason_sentence(DARK_REASON_TOTALS_DIFFER));
  dark__paper_put(page, NULL, 2, 4, &text);
  *told |= DARK_REASON_BIT(DARK_REASON_TOTALS_DIFFER);
}

void dark__put_warnings(dark__paper *page, const dark__subject *of, dark_reasons *told) {
  const dark_results *results = of->results;
  dark__paper absent = {0};
  put_two_totals(&absent, results, told);
  put_missing(&absent, of, told);
  for (size_t r = 0; r < results->n_rows; r++)
    if (dark__row_is_first(results, r) && dark__row_is_partial(&results->rows[r])) put_partial(&absent, of, &results->rows[r]);
  *told |= DARK_REASON_BIT(DARK_REASON_PART_FAILED);
  if (absent.length > 0) dark__paper_add(page, "\n%s", dark__paper_text(&absent));
  if (absent.failed) page->failed = true;
  dark__paper_clear(&absent);
  for (size_t r = 0; r < results->n_rows; r++)
    if (dark__row_is_unstable(&results->rows[r])) put_unstable(page, of, r, told);
}
