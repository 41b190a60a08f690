/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/protection/protection.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "disclosure/coarse.h"
#include "report/protection/estimates.h"
#include "report/protection/partition.h"
#include "report/words/names.h"
#include "report/words/rows.h"

/* Where the numbers of a page are: of the release, or as they were printed before. */
typedef struct numbers {
  size_t *known, *left_out, *analysed, *unknown;
  size_t *observed, *excluded; /* [n_rows] */
} numbers;

/* One page after the other: those that were released, and the one that is made. */
typedef struct setting {
  dark__protection *of;
  dark__partition partition;
  const dark__view *view;
  const dark_results *results;    /* of the view */
  const dark__released *released; /* NULL: the page that is made */
  numbers at;
  size_t *chosen; /* [n_parts] room */
  size_t n_chosen;
  double n_people; /* of what is chosen */
  dark_error *err;
} setting;

static bool has_estimate(const setting *on, size_t row) { return dark__row_has_estimate(&on->results->rows[row]); }

/* ---- Agencies */

static dark_status add_agency(setting *on, const char *list) {
  double *known = dark__arena_take(on->of->release.arena, on->partition.n_parts, sizeof *known);
  if (known == NULL) return dark__fail_memory(on->err);
  const dark_status status = dark__partition_of_list(known, &on->partition, list, on->err);
  return status == DARK_OK ? dark__release_add_agency(&on->of->release, known, on->err) : status;
}

static bool is_list_of_earlier_view(const setting *on, size_t view, const char *list) {
  for (size_t v = 0; v < view; v++) {
    const dark_results *results = &on->partition.views[v].source->results;
    if (dark__find_list(results, list) < results->n_lists) return true;
  }
  return false;
}

static dark_status add_agencies(setting *on) {
  dark_status status = DARK_OK;
  for (size_t v = 0; v < on->partition.n_views; v++) {
    const dark_results *results = &on->partition.views[v].source->results;
    for (size_t l = 0; status == DARK_OK && l < results->n_lists; l++)
      if (!is_list_of_earlier_view(on, v, results->lists[l])) status = add_agency(on, results->lists[l]);
  }
  return status;
}

/* ---- Cells */

static void choose_none(setting *on) {
  on->n_chosen = 0;
  on->n_people = 0;
}

static void choose_part(setting *on, size_t part) {
  on->chosen[on->n_chosen++] = part;
  on->n_people += on->partition.people[part];
}

/* Parts of people analysed, set aside, and in no row's category. */
static void choose_all(setting *on, bool analysed, bool aside, bool others) {
  choose_none(on);
  for (size_t p = 0; p < on->partition.n_parts; p++) {
    const size_t s = on->view->stratum_of[p];
    if (s == DARK__ASIDE ? aside : s == DARK__OTHERS ? others : analysed) choose_part(on, p);
  }
}

/* Strata of the row that have an estimate, or that have none. NULL: of any row. */
static void choose(setting *on, const dark_row *row, bool with_estimate, bool without) {
  choose_none(on);
  for (size_t p = 0; p < on->partition.n_parts; p++) {
    const size_t s = on->view->stratum_of[p];
    if (s >= on->view->n_strata) continue;
    const size_t r = on->view->strata[s];
    if (row != NULL && !dark__row_covers(on->results, row, on->results->rows[r].levels)) continue;
    if (has_estimate(on, r) ? with_estimate : without) choose_part(on, p);
  }
}

static dark_status add_released(setting *on, size_t number) {
  static const dark__cell shown = {.display = DARK__EXACT, .unit = 1, .most = INFINITY};
  const dark__cell *printed = number == DARK__NOBODY ? &shown : &on->released->cells[number];
  return dark__release_add_released(&on->of->release, on->chosen, on->n_chosen, printed, on->err);
}

/* A cell of what is chosen, which must be so many people. */
static dark_status add_cell(setting *on, size_t *cell, double people, dark__worth worth, double most) {
  if (on->n_people != people) return dark__partition_fail(on->view->source, on->err);
  if (on->released != NULL) return add_released(on, *cell);
  *cell = DARK__NOBODY;
  return dark__release_add(&on->of->release, cell, on->chosen, on->n_chosen, worth, most, on->err);
}

static double most_beside(const dark_row *row, double k) {
  if (row == NULL || !dark__row_has_estimate(row) || !isfinite(row->interval.lower)) return INFINITY;
  const double lower = row->interval.lower;
  return floor(dark__coarse(lower, k, NAN) + dark__coarse_unit(lower, k) / 2);
}

/* An estimate is never printed without its limits, and they are never below the people who are known. */
static double most_of(const setting *on, size_t r) {
  const double k = on->of->release.k;
  return fmin(most_beside(&on->results->rows[r], k), most_beside(dark__source_practice(on->view->source, r), k));
}

static dark__worth worth_of(const setting *on, size_t r) {
  const bool is_sum = !dark__is_stratum(on->results->rows[r].levels, on->results->n_categories);
  return is_sum ? DARK__WORTH_SUM : has_estimate(on, r) ? DARK__WORTH_ESTIMATED : DARK__WORTH_ASIDE;
}

static dark_status add_row(setting *on, size_t r) {
  const dark_row *row = &on->results->rows[r];
  choose(on, row, true, !has_estimate(on, r));
  const dark_status status = add_cell(on, &on->at.observed[r], row->observed, worth_of(on, r), most_of(on, r));
  if (status != DARK_OK) return status;
  choose(on, row, false, has_estimate(on, r));
  return add_cell(on, &on->at.excluded[r], row->excluded, DARK__WORTH_REMARK, INFINITY);
}

static dark_status add_frame(setting *on) {
  const dark__source *source = on->view->source;
  choose(on, NULL, false, true);
  dark_status status = add_cell(on, on->at.unknown, on->n_people, DARK__WORTH_REMARK, INFINITY);
  if (status != DARK_OK) return status;
  choose_all(on, false, true, false);
  status = add_cell(on, on->at.left_out, source->n_left_out, DARK__WORTH_REMARK, INFINITY);
  if (status != DARK_OK) return status;
  choose_all(on, true, false, true);
  status = add_cell(on, on->at.analysed, source->n_people, DARK__WORTH_SUM, INFINITY);
  if (status != DARK_OK) return status;
  choose_all(on, true, true, true);
  return add_cell(on, on->at.known, source->n_people + source->n_left_out, DARK__WORTH_SUM, INFINITY);
}

static dark_status add_page(setting *on, size_t view) {
  on->view = &on->partition.views[view];
  on->results = &on->view->source->results;
  dark_status status = add_frame(on);
  for (size_t r = 0; status == DARK_OK && r < on->results->n_rows; r++) status = add_row(on, r);
  return status;
}

/* ---- What was released */

static dark_status check_rule(const dark__released *released, double k, dark_error *err) {
  if (released->k <= k) return DARK_OK;
  return dark__fail(err, DARK_EDATA,
                    "%s: that page was protected with --disclosure k=%.0f, and a page with smaller numbers would show what it "
                    "hides; give --disclosure k=%.0f",
                    dark__show_path(released->source.path).text, released->k, released->k);
}

static dark_status add_earlier(setting *on, dark__released *released, size_t n) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    dark__released *page = &released[i];
    on->released = page;
    on->at = (numbers){&page->known, &page->left_out, &page->analysed, &page->unknown, page->observed, page->excluded};
    status = check_rule(page, on->of->release.k, on->err);
    if (status == DARK_OK) status = add_page(on, i + 1);
  }
  on->released = NULL;
  return status;
}

/* ---- Together */

static bool take_room(setting *on) {
  dark__protection *of = on->of;
  const size_t n_rows = of->source->results.n_rows;
  on->chosen = dark__arena_take(of->arena, on->partition.n_parts, sizeof *on->chosen);
  of->observed = dark__arena_take(of->arena, n_rows, sizeof *of->observed);
  of->excluded = dark__arena_take(of->arena, n_rows, sizeof *of->excluded);
  of->has_no_point = dark__arena_take(of->arena, n_rows, sizeof *of->has_no_point);
  return on->chosen != NULL && of->observed != NULL && of->excluded != NULL && of->has_no_point != NULL;
}

static dark_status explain(const setting *on, dark_status status) {
  dark_error why = on->err == NULL ? (dark_error)DARK_ERROR_INIT : *on->err;
  if (status != DARK_EDATA) return status;
  return dark__fail(
      on->err, status,
      "%s: %s (--released); nothing that this page leaves out can mend that: fewer categories in --by may, and if not, "
      "leave --released out and know that the pages together tell",
      dark__show_path(on->of->source->path).text, why.message);
}

static dark_status fill(setting *on, dark__released *released, size_t n_released) {
  dark__protection *of = on->of;
  dark_status status = add_earlier(on, released, n_released);
  on->at = (numbers){&of->known, &of->left_out, &of->analysed, &of->unknown, of->observed, of->excluded};
  if (status == DARK_OK) status = add_page(on, 0);
  if (status == DARK_OK) status = add_agencies(on);
  if (status == DARK_OK) status = explain(on, dark__protect(&of->done, &of->release, on->err));
  return status == DARK_OK ? dark__estimates_settle(of, on->err) : status;
}

/* The page, and behind it what was released. */
static dark_status divide(setting *on, const dark__released *released, size_t n_released) {
  dark__protection *of = on->of;
  const dark__source **sources = dark__arena_take(of->arena, n_released + 1, sizeof *sources);
  if (sources == NULL) return dark__fail_memory(on->err);
  sources[0] = of->source;
  for (size_t i = 0; i < n_released; i++) sources[i + 1] = &released[i].source;
  return dark__partition_make(&on->partition, sources, n_released + 1, of->arena, on->err);
}

dark_status dark__protection_make(dark__protection *protection, const dark__source *source, dark__released *released,
                                  size_t n_released, double k, bool hides_zeros, dark_error *err) {
  setting on = {.of = protection, .err = err};
  *protection = (dark__protection){.source = source, .released = released, .n_released = n_released, .arena = dark__arena_new()};
  if (protection->arena == NULL) return dark__fail_memory(err);
  dark_status status = divide(&on, released, n_released);
  if (status == DARK_OK && !take_room(&on)) status = dark__fail_memory(err);
  if (status == DARK_OK)
    status = dark__release_init(&protection->release, k, hides_zeros, on.partition.people, on.partition.n_parts, err);
  return status == DARK_OK ? fill(&on, released, n_released) : status;
}

void dark__protection_clear(dark__protection *protection) {
  dark__release_clear(&protection->release);
  dark__arena_free(protection->arena);
  *protection = (dark__protection){0};
}
