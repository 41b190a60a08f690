/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/shown/sheet.h"

#include <math.h>

#include "report/words/names.h"
#include "report/words/rows.h"

/* ---- Words */

void dark__sheet_add_question(dark__paper *text, const dark__sheet *sheet) {
  const char *question = sheet->options->about->question;
  if (question != NULL) dark__paper_add(text, "%s", question);
  else dark__say(text, sheet->language, DARK__SAY_QUESTION, NULL, 0);
}

void dark__sheet_stated(dark__stated stated[DARK__N_STATED], const dark__sheet *sheet) {
  const dark__about *about = sheet->options->about;
  stated[0] = (dark__stated){DARK__SAY_COUNTED, about->population};
  stated[1] = (dark__stated){DARK__SAY_PLACE, about->place};
  stated[2] = (dark__stated){DARK__SAY_PERIOD, about->period};
  stated[3] = (dark__stated){DARK__SAY_SOURCE, about->source};
  stated[4] = (dark__stated){DARK__SAY_DATE, sheet->options->date};
}

dark__argument dark__argue_paper(dark__sheet *sheet, dark__paper *text) {
  const dark__argument argument = dark__argue_text(dark__paper_text(text));
  if (text->failed) sheet->html.failed = true;
  dark__paper_clear(text);
  return argument;
}

/* ---- Rows */

bool dark__has_estimate(const dark_row *row) { return dark__row_has_estimate(row); }

size_t dark__next_target(const dark__sheet *sheet, size_t r) {
  const dark_results *results = &sheet->source->results;
  while (r < results->n_rows && !dark__row_is_first(results, r)) r++;
  return r;
}

const dark_row *dark__whole_row(const dark__sheet *sheet) {
  const dark_results *results = &sheet->source->results;
  for (size_t r = 0; r < results->n_rows; r++)
    if (dark__is_whole(results->rows[r].levels, results->n_categories)) return &results->rows[r];
  return NULL;
}

bool dark__is_category(const dark__sheet *sheet, const dark_row *row) {
  return dark__is_stratum(row->levels, sheet->source->results.n_categories);
}

bool dark__is_sum(const dark__sheet *sheet, const dark_row *row) { return !dark__is_category(sheet, row); }

static size_t add_labels(dark__paper *text, const dark__sheet *sheet, const char *const *values, size_t n) {
  size_t n_said = 0;
  for (size_t c = 0; c < n; c++)
    if (!dark__is_all(values[c]))
      dark__paper_add(text, "%s%s", n_said++ > 0 ? " · " : "", dark__label(sheet->options->labels, values[c]));
  return n_said;
}

void dark__sheet_add_people(dark__paper *text, const dark__sheet *sheet, const char *const *values, size_t n) {
  if (add_labels(text, sheet, values, n) == 0) dark__say(text, sheet->language, DARK__SAY_EVERYBODY, NULL, 0);
}

void dark__sheet_add_name(dark__paper *text, const dark__sheet *sheet, const dark_row *row) {
  const size_t n = add_labels(text, sheet, row->levels, sheet->source->results.n_categories);
  if (n == 0) dark__say(text, sheet->language, row->excluded > 0 ? DARK__SAY_PARTIAL : DARK__SAY_EVERYBODY, NULL, 0);
}

dark__argument dark__argue_name(dark__sheet *sheet, const dark_row *row) {
  dark__paper text = {0};
  dark__sheet_add_name(&text, sheet, row);
  return dark__argue_paper(sheet, &text);
}

void dark__sheet_add_limits(dark__paper *text, const dark__sheet *sheet, const dark_row *row) {
  const dark_interval *interval = &row->interval;
  const bool has_lower = isfinite(interval->lower), has_upper = isfinite(interval->upper);
  const dark__limits shown = dark__sheet_limits(sheet, row);
  const dark__argument limits[] = {dark__argue_count(sheet->language, shown.lower),
                                   dark__argue_count(sheet->language, shown.upper)};
  if (has_lower && has_upper) dark__say(text, sheet->language, DARK__SAY_RANGE, limits, 2);
  else if (has_lower) dark__say(text, sheet->language, DARK__SAY_NO_UPPER, limits, 1);
  else if (has_upper) dark__say(text, sheet->language, DARK__SAY_NO_LOWER, &limits[1], 1);
  else dark__say(text, sheet->language, DARK__SAY_NO_INTERVAL, NULL, 0);
}

dark__argument dark__argue_limits(dark__sheet *sheet, const dark_row *row) {
  dark__paper text = {0};
  dark__sheet_add_limits(&text, sheet, row);
  return dark__argue_paper(sheet, &text);
}

static void add_unstable(dark__paper *text, const dark__sheet *sheet, const dark_row *row) {
  dark__paper limits = {0};
  if (isnan(row->interval.lower) && isnan(row->interval.upper)) {
    dark__say(text, sheet->language, DARK__SAY_UNSTABLE_RANGE, NULL, 0);
    return;
  }
  dark__sheet_add_limits(&limits, sheet, row);
  const dark__argument range = dark__argue_text(dark__paper_text(&limits));
  if (limits.failed) text->failed = true;
  dark__paper_clear(&limits);
  const bool is_borrowed = (row->reasons & DARK_REASON_BIT(DARK_REASON_BORROWED)) != 0;
  dark__say(text, sheet->language, is_borrowed ? DARK__SAY_RANGE_BORROWED : DARK__SAY_RANGE_ONLY, &range, 1);
}

static void add_point(dark__paper *text, const dark__sheet *sheet, const dark_row *row) {
  dark__paper limits = {0};
  dark__sheet_add_limits(&limits, sheet, row);
  const dark__argument value[] = {dark__sheet_estimate(sheet, row->total, row), dark__argue_text(dark__paper_text(&limits))};
  if (limits.failed) text->failed = true;
  dark__paper_clear(&limits);
  dark__say(text, sheet->language, DARK__SAY_POINT, value, 2);
}

void dark__sheet_add_value(dark__paper *text, const dark__sheet *sheet, const dark_row *row) {
  if (dark__is_hidden(sheet, row)) dark__say(text, sheet->language, DARK__SAY_NOT_SHOWN, NULL, 0);
  else if (!dark__has_estimate(row)) dark__say(text, sheet->language, DARK__SAY_CANNOT, NULL, 0);
  else if (!dark__has_point(sheet, row)) add_unstable(text, sheet, row);
  else add_point(text, sheet, row);
}
