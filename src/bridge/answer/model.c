/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model of each part: its coefficients, and the cells that it fits. */
#include <math.h>

#include <darkfigure/captures.h>

#include "bridge/answer/fit.h"

static bool has_model(const dark_detail *detail) { return detail->has_explanation && detail->explanation.has_model; }

dark_status dark__fill_coefficients(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_results *results = dark__answer_fit(answer)->results;
  (void)err;
  dark__frame_categories(frame, results->categories, results->n_categories);
  dark__frame_texts(frame, "term");
  dark__frame_reals(frame, "coefficient,se");
  for (size_t d = 0; d < results->n_details; d++) {
    const dark_detail *detail = &results->details[d];
    for (size_t t = 0; has_model(detail) && detail->explanation.terms != NULL && t < detail->explanation.n_parameters; t++) {
      dark__frame_put_levels(frame, detail->levels, results->n_categories);
      dark__frame_put_text(frame, detail->explanation.terms[t].name);
      dark__frame_put_real(frame, detail->explanation.terms[t].coefficient);
      dark__frame_put_real(frame, detail->explanation.terms[t].se);
    }
  }
  return DARK_OK;
}

/* ---- Cells */

/* List of the table (sorted by name) that stands at this place of the input. */
static size_t list_at(const dark_table *table, size_t place) {
  size_t l = 0;
  while (dark_table_list_position(table, l) != place) l++;
  return l;
}

/* The history over all lists of the table, of one over those in `lists`. */
static uint64_t spread(uint64_t history, uint64_t lists) {
  uint64_t out = 0;
  for (unsigned l = 0; l < DARK_MAX_TABLE_LISTS; l++) {
    if ((lists >> l & 1) == 0) continue;
    out |= (history & 1) << l;
    history >>= 1;
  }
  return out;
}

/* The lists of the table that a part has. */
static uint64_t lists_of(const dark_answer *answer, const dark_detail *detail) {
  const size_t n = dark_table_n_lists(answer->table);
  if (detail->lists != 0 || n == 0) return detail->lists;
  return n == DARK_MAX_TABLE_LISTS ? UINT64_MAX : (UINT64_C(1) << n) - 1;
}

static void put_lists(dark_frame *frame, const dark_table *table, uint64_t history) {
  for (size_t place = 0; place < dark_table_n_lists(table); place++)
    dark__frame_put_whole(frame, (int64_t)(history >> list_at(table, place) & 1));
}

static void put_counts(dark_frame *frame, double observed, double fitted) {
  const bool is_both = isfinite(observed) && fitted > 0;
  dark__frame_put_real(frame, observed);
  dark__frame_put_real(frame, fitted);
  dark__frame_put_real(frame, is_both ? (observed - fitted) / sqrt(fitted) : (double)NAN);
}

/* All histories of a part, with what the model fits; that of people on no list first. */
static void put_fitted(dark_frame *frame, const dark_answer *answer, const dark_detail *detail, size_t n_lists) {
  const dark_results *results = dark__answer_fit(answer)->results;
  const uint64_t lists = lists_of(answer, detail);
  size_t n = 0, next = 0;
  const dark_record *records = dark_plan_records(dark__answer_fit(answer)->plan, detail->part, &n);
  for (uint64_t history = 0; history < UINT64_C(1) << n_lists; history++) {
    double observed = history == 0 ? (double)NAN : 0;
    if (next < n && records[next].history == history) observed = records[next++].count;
    dark__frame_put_levels(frame, detail->levels, results->n_categories);
    put_lists(frame, answer->table, spread(history, lists));
    put_counts(frame, observed, detail->explanation.fitted[history]);
  }
}

/* Those in which somebody was. */
static void put_observed(dark_frame *frame, const dark_answer *answer, const dark_detail *detail) {
  const dark_results *results = dark__answer_fit(answer)->results;
  size_t n = 0;
  const dark_record *records = dark_table_records(answer->table, detail->part, &n);
  for (size_t i = 0; i < n; i++) {
    dark__frame_put_levels(frame, detail->levels, results->n_categories);
    put_lists(frame, answer->table, records[i].history);
    put_counts(frame, records[i].count, (double)NAN);
  }
}

static void put_part(dark_frame *frame, const dark_answer *answer, const dark_detail *detail) {
  const dark_plan *plan = dark__answer_fit(answer)->plan;
  const bool is_fitted = detail->has_explanation && detail->explanation.fitted != NULL;
  if (is_fitted) put_fitted(frame, answer, detail, dark_plan_n_lists(plan, detail->part));
  else if (detail->part != dark_plan_pooled_part(plan)) put_observed(frame, answer, detail);
}

/* Of one list: how many people were captured so often, with these values of the covariates. */
static void put_sightings(dark_frame *frame, const dark_answer *answer, const dark_detail *detail) {
  const dark_results *results = dark__answer_fit(answer)->results;
  const dark_captures *captures = dark_table_captures(answer->table);
  size_t n = 0;
  const dark_record *records = dark_table_records(answer->table, detail->part, &n);
  for (size_t i = 0; i < n; i++) {
    const size_t sighting = (size_t)records[i].history;
    if (sighting >= captures->n_sightings) continue;
    dark__frame_put_levels(frame, detail->levels, results->n_categories);
    for (size_t c = 0; c < captures->n_covariates; c++)
      dark__frame_put_text(frame, captures->covariates[c].values[captures->values[sighting * captures->n_covariates + c]]);
    dark__frame_put_whole(frame, captures->captures[sighting]);
    put_counts(frame, records[i].count, (double)NAN);
  }
}

dark_status dark__fill_cells(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark__fit *fit = dark__answer_fit(answer);
  const dark_results *results = fit->results;
  const dark_captures *captures = dark_table_captures(answer->table);
  (void)err;
  dark__frame_categories(frame, results->categories, results->n_categories);
  for (size_t c = 0; captures != NULL && c < captures->n_covariates; c++)
    dark__frame_column(frame, captures->covariates[c].name, DARK_COLUMN_TEXT);
  if (captures != NULL) dark__frame_column(frame, captures->column, DARK_COLUMN_WHOLE);
  for (size_t l = 0; captures == NULL && l < results->n_lists; l++)
    dark__frame_column(frame, results->lists[l], DARK_COLUMN_WHOLE);
  dark__frame_reals(frame, "observed,fitted,residual");
  for (size_t d = 0; d < results->n_details; d++) {
    const dark_detail *detail = &results->details[d];
    if (captures == NULL) put_part(frame, answer, detail);
    else if (detail->part != dark_plan_pooled_part(fit->plan)) put_sightings(frame, answer, detail);
  }
  return DARK_OK;
}
