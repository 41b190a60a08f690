/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/protection/protection.h"

#include <math.h>
#include <stdint.h>

#include "base/error.h"
#include "base/show.h"
#include "disclosure/coarse.h"
#include "report/words/names.h"
#include "report/words/rows.h"

/* Parts are the categories (strata) in the order of their rows; behind them people on lists that were set aside only, and those of no category that
   the rows show. */
typedef struct setting {
  dark__protection *of;
  const dark__source *source;
  const dark_results *results;
  size_t *strata; /* [n_strata] their rows */
  size_t n_strata;
  double *people;                   /* [n_strata + 2] */
  size_t n_parts, left_out, others; /* parts, or DARK__NOBODY */
  size_t *chosen;                   /* [n_strata + 2] room */
  size_t n_chosen;
  dark_error *err;
} setting;

static bool has_estimate(const setting *on, size_t row) { return dark__row_has_estimate(&on->results->rows[row]); }

/* ---- Parts */

static dark_status fail_sum(const setting *on) {
  return dark__fail(on->err, DARK_EDATA,
                    "%s: its numbers of people are not whole or do not add up, as where some are in a category only by a model; "
                    "small numbers among them cannot be protected: give --disclosure none if the page stays with those who may "
                    "see the lists",
                    dark__show_path(on->source->path).text);
}

static bool is_whole(double people) { return people >= 0 && people == floor(people) && people < 1e9; }

static void find_strata(setting *on) {
  for (size_t r = 0; r < on->results->n_rows; r++) {
    const dark_row *row = &on->results->rows[r];
    if (!dark__row_is_first(on->results, r) || !dark__is_stratum(row->levels, on->results->n_categories)) continue;
    on->people[on->n_strata] = row->observed;
    on->strata[on->n_strata++] = r;
  }
}

static size_t add_part(setting *on, double people) {
  if (people == 0) return DARK__NOBODY;
  on->people[on->n_parts] = people;
  return on->n_parts++;
}

static dark_status find_parts(setting *on) {
  double sum = 0;
  find_strata(on);
  on->n_parts = on->n_strata;
  for (size_t s = 0; s < on->n_strata; s++) {
    if (!is_whole(on->people[s])) return fail_sum(on);
    sum += on->people[s];
  }
  if (!is_whole(on->source->n_left_out) || !is_whole(on->source->n_people - sum)) return fail_sum(on);
  on->left_out = add_part(on, on->source->n_left_out);
  on->others = add_part(on, on->source->n_people - sum);
  return DARK_OK;
}

/* ---- Agencies */

/* What a list has of each part; of people that are on lists set aside only it has nobody. */
static dark_status add_agency(setting *on, size_t list) {
  double *known = dark__arena_take(on->of->release.arena, on->n_parts, sizeof *known);
  if (known == NULL) return dark__fail_memory(on->err);
  for (size_t s = 0; s < on->n_strata; s++) {
    const dark__source_detail *detail = dark__source_detail_of(on->source, &on->results->rows[on->strata[s]]);
    if (detail == NULL || !(detail->list_sizes[list] <= on->people[s])) return fail_sum(on);
    known[s] = detail->list_sizes[list];
  }
  return dark__release_add_agency(&on->of->release, known, on->err);
}

/* ---- Cells */

/* Strata of the row that have an estimate, or that have none. */
static void choose(setting *on, const dark_row *row, bool with_estimate, bool without) {
  on->n_chosen = 0;
  for (size_t s = 0; s < on->n_strata; s++) {
    if (!dark__row_covers(on->results, row, on->results->rows[on->strata[s]].levels)) continue;
    if (has_estimate(on, on->strata[s]) ? with_estimate : without) on->chosen[on->n_chosen++] = s;
  }
}

static void choose_part(setting *on, size_t part) {
  if (part != DARK__NOBODY) on->chosen[on->n_chosen++] = part;
}

static void choose_all(setting *on) {
  on->n_chosen = 0;
  for (size_t s = 0; s < on->n_strata; s++) on->chosen[on->n_chosen++] = s;
}

/* A cell of what is chosen, which must be so many people. */
static dark_status add_cell(setting *on, size_t *cell, double people, dark__worth worth, double most) {
  double sum = 0;
  *cell = DARK__NOBODY;
  for (size_t i = 0; i < on->n_chosen; i++) sum += on->people[on->chosen[i]];
  if (sum != people) return fail_sum(on);
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
  return fmin(most_beside(&on->results->rows[r], k), most_beside(dark__source_practice(on->source, r), k));
}

static dark__worth worth_of(const setting *on, size_t r) {
  const bool is_sum = !dark__is_stratum(on->results->rows[r].levels, on->results->n_categories);
  return is_sum ? DARK__WORTH_SUM : has_estimate(on, r) ? DARK__WORTH_ESTIMATED : DARK__WORTH_ASIDE;
}

static dark_status add_row(setting *on, size_t r) {
  const dark_row *row = &on->results->rows[r];
  choose(on, row, true, !has_estimate(on, r));
  const dark_status status = add_cell(on, &on->of->observed[r], row->observed, worth_of(on, r), most_of(on, r));
  if (status != DARK_OK) return status;
  choose(on, row, false, has_estimate(on, r));
  return add_cell(on, &on->of->excluded[r], row->excluded, DARK__WORTH_REMARK, INFINITY);
}

static double sum_unknown(setting *on) {
  double sum = 0;
  on->n_chosen = 0;
  for (size_t s = 0; s < on->n_strata; s++) {
    if (has_estimate(on, on->strata[s])) continue;
    on->chosen[on->n_chosen++] = s;
    sum += on->people[s];
  }
  return sum;
}

static dark_status add_frame(setting *on) {
  dark__protection *of = on->of;
  const double unknown = sum_unknown(on);
  dark_status status = add_cell(on, &of->unknown, unknown, DARK__WORTH_REMARK, INFINITY);
  if (status != DARK_OK) return status;
  on->n_chosen = 0;
  choose_part(on, on->left_out);
  status = add_cell(on, &of->left_out, on->source->n_left_out, DARK__WORTH_REMARK, INFINITY);
  if (status != DARK_OK) return status;
  choose_all(on);
  choose_part(on, on->others);
  status = add_cell(on, &of->analysed, on->source->n_people, DARK__WORTH_SUM, INFINITY);
  if (status != DARK_OK) return status;
  choose_all(on);
  choose_part(on, on->left_out);
  choose_part(on, on->others);
  return add_cell(on, &of->known, on->source->n_people + on->source->n_left_out, DARK__WORTH_SUM, INFINITY);
}

/* ---- Together */

static bool take_room(setting *on, dark__arena *arena) {
  const size_t n_rows = on->results->n_rows;
  on->strata = dark__arena_take(arena, n_rows, sizeof *on->strata);
  on->people = dark__arena_take(arena, n_rows + 2, sizeof *on->people);
  on->chosen = dark__arena_take(arena, n_rows + 2, sizeof *on->chosen);
  on->of->observed = dark__arena_take(arena, n_rows, sizeof *on->of->observed);
  on->of->excluded = dark__arena_take(arena, n_rows, sizeof *on->of->excluded);
  return on->strata != NULL && on->people != NULL && on->chosen != NULL && on->of->observed != NULL && on->of->excluded != NULL;
}

static dark_status fill(setting *on) {
  dark_status status = add_frame(on);
  for (size_t r = 0; status == DARK_OK && r < on->results->n_rows; r++) status = add_row(on, r);
  for (size_t l = 0; status == DARK_OK && l < on->results->n_lists; l++) status = add_agency(on, l);
  return status == DARK_OK ? dark__protect(&on->of->done, &on->of->release, on->err) : status;
}

dark_status dark__protection_make(dark__protection *protection, const dark__source *source, double k, bool hides_zeros,
                                  dark_error *err) {
  setting on = {.of = protection, .source = source, .results = &source->results, .err = err};
  *protection = (dark__protection){.source = source};
  if (!take_room(&on, source->arena)) return dark__fail_memory(err);
  dark_status status = find_parts(&on);
  if (status == DARK_OK) status = dark__release_init(&protection->release, k, hides_zeros, on.people, on.n_parts, err);
  return status == DARK_OK ? fill(&on) : status;
}

void dark__protection_clear(dark__protection *protection) { dark__release_clear(&protection->release); }

/* ---- What is shown */

double dark__protected_people(const dark__protection *protection, size_t cell) {
  if (cell == DARK__NOBODY) return 0;
  const dark__cell *of = &protection->release.cells[cell];
  return of->display == DARK__SUPPRESSED ? NAN : dark__cell_shown(of);
}

bool dark__protection_is_rounded(const dark__protection *protection, size_t cell) {
  return cell != DARK__NOBODY && protection->release.cells[cell].display == DARK__ROUNDED;
}
