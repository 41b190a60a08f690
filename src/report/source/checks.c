/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/checks.h"

#include <math.h>
#include <string.h>

#include <darkfigure/sensitivity.h>

#include "base/error.h"
#include "base/show.h"
#include "report/source/inquiry.h"
#include "report/source/rows.h"
#include "report/words/rows.h"

/* ---- One answer */

/* Draws may lose their middle without a state that says so. */
static void check_row(dark__reading *reading, dark_row *row) {
  dark_interval *limits = &row->interval;
  if (isnan(row->total) && row->state == DARK_STATE_OK) row->state = DARK_STATE_NO_ESTIMATE;
  if (isnan(limits->upper) && !isnan(limits->lower)) limits->upper = INFINITY;
  if (row->total < 0) dark__reading_fail(reading, "total", "is no number of people");
  if (limits->lower < 0 || limits->lower > limits->upper) dark__reading_fail(reading, "lower", "is no lower limit");
}

static dark_row read_answer(dark__reading *reading, const dark__node *object) {
  dark_row row = {.observed = dark__member_count(reading, object, "observed"),
                  .total = dark__member_real(reading, object, "total"),
                  .interval = {.level = dark__member_real(reading, object, "level"),
                               .lower = dark__member_real(reading, object, "lower"),
                               .upper = dark__member_real(reading, object, "upper")},
                  .state = dark__read_state(reading, object)};
  check_row(reading, &row);
  return row;
}

/* ---- Rows */

static const dark__node *rows_of(const dark__node *object, dark_analysis analysis) {
  return dark__map_get(object, dark_analysis_name(analysis));
}

static dark__known_list read_list(dark__reading *reading, const dark__node *object) {
  dark__known_list of = {.name = dark__member_text(reading, object, "list_a"),
                         .known = dark__member_count(reading, object, "known"),
                         .estimate = read_answer(reading, object)};
  of.has_interval = dark__row_has_estimate(&of.estimate) && isfinite(of.estimate.interval.upper);
  of.is_within = of.has_interval && of.estimate.interval.lower <= of.known && of.known <= of.estimate.interval.upper;
  return of;
}

/* A list with nobody has no size to be met. */
static void read_lists(dark__reading *reading, dark__checked *of, const dark__node *object, dark__arena *arena) {
  const dark__node *rows = rows_of(object, DARK_ANALYSIS_INTERNAL_CONSISTENCY);
  const size_t n = dark__n_items(rows);
  of->lists = dark__reading_take(reading, arena, n, sizeof *of->lists);
  for (size_t i = 0; reading->status == DARK_OK && i < n; i++) {
    const dark__known_list row = read_list(reading, rows->items[i]);
    if (row.known > 0) of->lists[of->n_lists++] = row;
  }
}

static dark__thinned read_share(dark__reading *reading, const dark__node *object, double observed) {
  dark__thinned of = {.share = dark__member_count(reading, object, "value"), .answer = read_answer(reading, object)};
  of.n_kept = of.answer.observed;
  of.answer.observed = observed;
  if (!(of.share > 0 && of.share <= 1)) dark__reading_fail(reading, "value", "is no share of the people");
  return of;
}

/* The share of all people is the estimate. */
static void read_thinned(dark__reading *reading, dark__checked *of, const dark__node *object, dark__arena *arena) {
  const dark__node *rows = rows_of(object, DARK_ANALYSIS_THINNING);
  const size_t n = dark__n_items(rows);
  of->thinned = dark__reading_take(reading, arena, n, sizeof *of->thinned);
  for (size_t i = 0; reading->status == DARK_OK && i < n; i++) {
    const dark__thinned row = read_share(reading, rows->items[i], of->estimate.observed);
    if (row.share < 1) of->thinned[of->n_thinned++] = row;
  }
}

/* ---- Sections */

static void read_section(dark__reading *reading, dark__checked *of, const dark__node *object, dark__arena *arena) {
  const dark__node *estimate = dark__member_object(reading, object, "estimate");
  dark__read_categories(reading, &of->columns, &of->values, &of->n_categories, object, arena);
  if (reading->status != DARK_OK) return;
  of->estimate = read_answer(reading, estimate);
  if (reading->status == DARK_OK) read_lists(reading, of, object, arena);
  if (reading->status == DARK_OK) read_thinned(reading, of, object, arena);
}

void dark__read_checked(dark__reading *reading, dark__checked **checked, size_t *n, const dark__node *sections,
                        dark__arena *arena) {
  const size_t n_sections = dark__n_items(sections);
  *n = 0;
  *checked = dark__reading_take(reading, arena, n_sections, sizeof **checked);
  for (size_t i = 0; reading->status == DARK_OK && i < n_sections; i++)
    read_section(reading, &(*checked)[i], sections->items[i], arena);
  if (reading->status == DARK_OK) *n = n_sections;
}

static void take_sections(dark__reading *reading, dark__source *source, const dark__node *sections) {
  dark__checked *checked = NULL;
  dark__read_checked(reading, &checked, &source->n_checked, sections, source->arena);
  source->checked = checked;
}

dark_status dark__source_from_checks(dark__source *source, dark__document *document, const char *path, dark_error *err) {
  return dark__source_from_inquiry(source, document, path, take_sections, err);
}

dark_status dark__source_read_checks(dark__source *source, const char *path, dark_error *err) {
  return dark__source_read_inquiry(source, path, "this figure", take_sections, err);
}

/* ---- What there is to draw */

static size_t n_lists_of(const dark__checked *of) { return of->n_lists; }
static size_t n_thinned_of(const dark__checked *of) { return of->n_thinned; }

/* Whether some section has rows, or none an estimate. */
static bool has_rows(const dark__source *source, size_t (*count)(const dark__checked *)) {
  bool is_any = false;
  for (size_t i = 0; i < source->n_checked; i++) {
    if (count(&source->checked[i]) > 0) return true;
    is_any = is_any || dark__row_has_estimate(&source->checked[i].estimate);
  }
  return !is_any;
}

dark_status dark__source_check_known_lists(const dark__source *source, dark_error *err) {
  if (has_rows(source, n_lists_of)) return DARK_OK;
  return dark__fail(
      err, DARK_EDATA,
      "%s: no list's size is estimated from other lists in it, as in data of one list; plot consistency draws that of "
      "'darkfigure sensitivity --format json' for several lists",
      dark__show_path(source->path).text);
}

dark_status dark__source_check_thinned(const dark__source *source, dark_error *err) {
  if (has_rows(source, n_thinned_of)) return DARK_OK;
  return dark__fail(err, DARK_EDATA,
                    "%s: there are no draws of fewer people in it; write it anew with '--thinnings 200': 'darkfigure sensitivity "
                    "--thinnings 200 --format json -o sensitivity.json FILE'",
                    dark__show_path(source->path).text);
}
