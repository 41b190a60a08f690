/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown of comparisons: the same numbers wherever they stand, and none of few people. */
#include <math.h>
#include <string.h>

#include "disclosure/coarse.h"
#include "report/shown/scenario.h"
#include "report/words/names.h"

/* ---- Who may be shown */

/* What the side says of category `name`; NULL: it is about all of its values. */
static const char *value_of(const dark__source_side *side, const char *name) {
  for (size_t i = 0; i < side->n_categories; i++)
    if (strcmp(side->columns[i], name) == 0) return side->values[i];
  return NULL;
}

static bool is_of_level(const char *value, const char *level) {
  return value == NULL ? dark__is_all(level) : !dark__is_all(level) && strcmp(value, level) == 0;
}

/* The row of the page that is about the same people, or NULL. */
static const dark_row *row_of(const dark__sheet *sheet, const dark__source_side *side) {
  const dark_results *results = &sheet->source->results;
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1)) {
    size_t n_met = 0;
    for (size_t c = 0; c < results->n_categories; c++)
      n_met += is_of_level(value_of(side, results->categories[c]), results->rows[r].levels[c]) ? 1 : 0;
    if (n_met == results->n_categories) return &results->rows[r];
  }
  return NULL;
}

/* Whether people of the row may be among those of the side. */
static bool may_share(const dark_results *results, const dark__source_side *side, const dark_row *row) {
  for (size_t c = 0; c < results->n_categories; c++) {
    const char *value = value_of(side, results->categories[c]);
    if (value != NULL && !dark__is_all(row->levels[c]) && strcmp(value, row->levels[c]) != 0) return false;
  }
  return true;
}

/* A sum less its other parts is what is not shown: nothing is said of sums with a category that is hidden and has an estimate. */
static bool has_hidden_part(const dark__sheet *sheet, const dark__source_side *side) {
  const dark_results *results = &sheet->source->results;
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1)) {
    const dark_row *row = &results->rows[r];
    if (dark__is_category(sheet, row) && dark__has_estimate(row) && dark__is_hidden(sheet, row) && may_share(results, side, row))
      return true;
  }
  return false;
}

/* Of few people nothing is shown, nor of people whose row is not. */
static bool is_side_hidden(const dark__sheet *sheet, const dark__source_side *side) {
  const dark__protection *protection = sheet->options->protection;
  if (protection == NULL) return false;
  const dark_row *row = row_of(sheet, side);
  return side->observed < protection->release.k || (row != NULL && dark__is_hidden(sheet, row)) || has_hidden_part(sheet, side);
}

/* Nor of scenarios that leave few people out, or bring few in. */
static bool tells_of_few(const dark__sheet *sheet, const dark__source_comparison *of) {
  const dark__protection *protection = sheet->options->protection;
  if (protection == NULL || of->kind != DARK__OF_PEOPLE || strcmp(of->baseline.scenario, of->other.scenario) == 0) return false;
  const double between = fabs(of->baseline.observed - of->other.observed);
  return between > 0 && between < protection->release.k;
}

/* ---- Numbers */

/* The unit of an estimate, to which differences of estimates are rounded. */
static double unit_of(const dark__sheet *sheet, const dark__source_comparison *of) {
  const double k = sheet->options->protection == NULL ? 1 : sheet->options->protection->release.k;
  return dark__coarse_unit(fmin(of->baseline.total, of->other.total), k);
}

static double round_difference(double difference, double unit) {
  const double people = floor(fabs(difference) / unit + 0.5) * unit;
  return people == 0 ? 0 : copysign(people, difference);
}

static double round_limit(double limit, double unit) { return isfinite(limit) ? round_difference(limit, unit) : NAN; }

/* Limits that are the same once they are rounded would be no interval: these are rounded away from each other. Both nothing is hardly a difference. */
static void round_limits(dark__shown_difference *shown, const dark__source_comparison *of, double unit) {
  shown->lower = round_limit(of->lower, unit), shown->upper = round_limit(of->upper, unit);
  if (shown->lower != shown->upper || shown->lower == 0 || !(of->lower < of->upper)) return;
  shown->lower = floor(of->lower / unit) * unit;
  shown->upper = ceil(of->upper / unit) * unit;
}

/* Of all digits: a difference may seem to lie on a limit once both are rounded. */
static dark__difference_worth worth_of(const dark__source_comparison *of) {
  if (of->difference < of->lower || of->difference > of->upper) return DARK__WORTH_OUTSIDE;
  if (of->is_unstable) return DARK__WORTH_UNSTABLE;
  return !(of->lower > 0) && !(of->upper < 0) ? DARK__WORTH_SPANS : DARK__WORTH_AS_IT_IS;
}

static double people_of(const dark__source_comparison *of, const dark__source_side *side) {
  return of->kind == DARK__OF_DETECTION ? side->total - side->observed : side->total;
}

dark__shown_difference dark__shown_difference_of(const dark__sheet *sheet, const dark__source_comparison *of) {
  dark__shown_difference shown = {.found = NAN, .people = NAN, .difference = NAN, .lower = NAN, .upper = NAN};
  shown.is_hidden = is_side_hidden(sheet, &of->baseline) || is_side_hidden(sheet, &of->other) || tells_of_few(sheet, of);
  shown.is_compared = of->is_compared;
  if (shown.is_hidden || !of->is_compared) return shown;
  const double unit = unit_of(sheet, of);
  shown.found = round_difference(of->other.observed - of->baseline.observed, unit);
  shown.people = dark__sheet_round(sheet, people_of(of, &of->other), NULL);
  shown.difference = round_difference(of->difference, unit);
  round_limits(&shown, of, unit);
  shown.worth = worth_of(of), shown.is_partial = of->is_partial;
  return shown;
}

/* The row of the page with the estimate of the baseline, where it says a range alone; else NULL. */
static const dark_row *range_of(const dark__sheet *sheet, const dark__source_comparison *of) {
  const dark_row *row = of->kind == DARK__OF_DETECTION ? NULL : row_of(sheet, &of->baseline);
  return row != NULL && row->total == of->baseline.total && !dark__has_point(sheet, row) ? row : NULL;
}

double dark__shown_baseline(const dark__sheet *sheet, const dark__source_comparison *of) {
  const double people = people_of(of, &of->baseline);
  const bool is_number = !is_side_hidden(sheet, &of->baseline) && !isnan(people) && range_of(sheet, of) == NULL;
  return is_number ? dark__sheet_round(sheet, people, NULL) : NAN;
}

/* ---- In words */

void dark__add_difference(dark__paper *text, const dark__sheet *sheet, double people) {
  const dark__argument number = dark__argue_count(sheet->language, fabs(people));
  if (people == 0) dark__say(text, sheet->language, DARK__SAY_HARDLY, NULL, 0);
  else dark__say(text, sheet->language, people < 0 ? DARK__SAY_FEWER : DARK__SAY_MORE, &number, 1);
}

static dark__argument argue_difference(dark__paper *failing, const dark__sheet *sheet, double people) {
  dark__paper text = {0};
  dark__add_difference(&text, sheet, people);
  const dark__argument argument = dark__argue_text(dark__paper_text(&text));
  if (text.failed) failing->failed = true;
  dark__paper_clear(&text);
  return argument;
}

void dark__add_difference_interval(dark__paper *text, const dark__sheet *sheet, const dark__shown_difference *shown) {
  const dark__argument limits[] = {argue_difference(text, sheet, shown->lower), argue_difference(text, sheet, shown->upper)};
  const bool has_lower = isfinite(shown->lower), has_upper = isfinite(shown->upper);
  if (shown->lower == 0 && shown->upper == 0) dark__say(text, sheet->language, DARK__SAY_HARDLY, NULL, 0);
  else if (has_lower && has_upper) dark__say(text, sheet->language, DARK__SAY_FROM_TO, limits, 2);
  else if (has_lower) dark__say(text, sheet->language, DARK__SAY_FROM, limits, 1);
  else if (has_upper) dark__say(text, sheet->language, DARK__SAY_UP_TO, &limits[1], 1);
  else dark__say(text, sheet->language, DARK__SAY_NO_INTERVAL, NULL, 0);
}

void dark__add_baseline_estimate(dark__paper *text, const dark__sheet *sheet, const dark__source_comparison *of) {
  const double people = people_of(of, &of->baseline);
  const dark_row *range = range_of(sheet, of);
  if (is_side_hidden(sheet, &of->baseline)) dark__say(text, sheet->language, DARK__SAY_NOT_SHOWN, NULL, 0);
  else if (range != NULL) dark__sheet_add_value(text, sheet, range);
  else if (isnan(people)) dark__say(text, sheet->language, DARK__SAY_CANNOT, NULL, 0);
  else dark__paper_add(text, "%s", dark__argue_count(sheet->language, dark__sheet_round(sheet, people, NULL)).text);
}

/* ---- What stands together */

bool dark__is_beside(const dark__comparisons_source *source, size_t i, size_t first) {
  const dark__source_comparison *items = source->items;
  return items[i].kind == items[first].kind && dark__same_baseline(&items[i], &items[first]);
}

bool dark__is_first_beside(const dark__comparisons_source *source, size_t i) {
  for (size_t j = 0; j < i; j++)
    if (dark__is_beside(source, j, i)) return false;
  return true;
}
