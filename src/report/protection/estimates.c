/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/protection/estimates.h"

#include <math.h>

#include "base/error.h"
#include "disclosure/coarse.h"
#include "numeric/linear.h"
#include "report/words/names.h"
#include "report/words/rows.h"

static const double slack = 1e-6;

/* Estimates of the strata of one method: of the results, or of published practice. */
typedef struct setting {
  dark__protection *of;
  const dark_results *results; /* categories, and which rows there are */
  const dark_row *rows;        /* estimates in the same order */
  size_t *strata;              /* [n_strata] rows of strata with an estimate */
  size_t n_strata;
  double *least;         /* [n_strata] 0: nobody */
  dark__known_sum *sums; /* [n_rows] */
  size_t *of_sum;        /* [n_rows] the row of each */
  size_t *members;       /* room: strata of all sums, one after the other */
  size_t n_sums;
  dark_error *err;
} setting;

/* ---- What is printed */

static bool is_shown(const setting *on, size_t r) { return !isnan(dark__protected_people(on->of, on->of->observed[r])); }

/* All numbers that are printed as this one is: just below it the unit may be a finer one. */
static void find_range(const setting *on, double people, double *least, double *most) {
  const double k = on->of->release.k, printed = dark__coarse(people, k, NAN);
  *least = printed - dark__coarse_unit(printed * (1 - slack), k) / 2;
  *most = printed + dark__coarse_unit(printed, k) / 2;
}

/* Hidden people: by their own number, and by the total less those who are recorded. */
static void find_hidden(const setting *on, size_t r, double *least, double *most) {
  const dark__cell *recorded = &on->of->release.cells[on->of->observed[r]];
  double low, high;
  find_range(on, on->rows[r].hidden, least, most);
  find_range(on, on->rows[r].total, &low, &high);
  *least = fmax(*least, low - dark__cell_most(recorded));
  *most = fmin(*most, high - dark__cell_least(recorded));
}

/* ---- The system */

/* The strata of a row, into members; how many. */
static size_t find_members(const setting *on, size_t r, size_t *members) {
  size_t n = 0;
  for (size_t s = 0; s < on->n_strata; s++) {
    if (!dark__row_covers(on->results, &on->results->rows[r], on->results->rows[on->strata[s]].levels)) continue;
    if (members != NULL) members[n] = s;
    n++;
  }
  return n;
}

static void add_sum(setting *on, size_t r, size_t *members) {
  dark__known_sum *sum = &on->sums[on->n_sums];
  *sum = (dark__known_sum){.unknowns = members, .n_unknowns = find_members(on, r, members)};
  find_hidden(on, r, &sum->low, &sum->high);
  on->of_sum[on->n_sums++] = r;
}

/* A row is one of several levels: the first has the estimate of all. */
static bool is_printed(const setting *on, size_t r) {
  return dark__row_is_first(on->results, r) && is_shown(on, r) && dark__row_has_point(&on->rows[r]) && !on->of->has_no_point[r] &&
         on->of->observed[r] != DARK__NOBODY;
}

static void make_system(setting *on) {
  size_t n_members = 0;
  on->n_sums = 0;
  for (size_t r = 0; r < on->results->n_rows; r++) {
    if (!is_printed(on, r)) continue;
    add_sum(on, r, on->members + n_members);
    n_members += on->sums[on->n_sums - 1].n_unknowns;
  }
}

static bool is_stratum(const setting *on, size_t r) {
  return dark__is_stratum(on->results->rows[r].levels, on->results->n_categories);
}

/* False: memory is exhausted. */
static bool find_strata(setting *on) {
  on->strata = dark__arena_take(on->of->arena, on->results->n_rows, sizeof *on->strata);
  if (on->strata == NULL) return false;
  for (size_t r = 0; r < on->results->n_rows; r++)
    if (is_stratum(on, r) && dark__row_is_first(on->results, r) && dark__row_has_estimate(&on->rows[r]))
      on->strata[on->n_strata++] = r;
  return true;
}

static bool any_is_hidden(const setting *on) {
  for (size_t s = 0; s < on->n_strata; s++)
    if (!is_shown(on, on->strata[s])) return true;
  return false;
}

static bool take_room(setting *on) {
  const size_t n_rows = on->results->n_rows;
  dark__arena *arena = on->of->arena;
  size_t n_members = 0;
  for (size_t r = 0; r < n_rows; r++)
    if (is_printed(on, r)) n_members += find_members(on, r, NULL);
  on->of_sum = dark__arena_take(arena, n_rows, sizeof *on->of_sum);
  on->sums = dark__arena_take(arena, n_rows, sizeof *on->sums);
  on->least = dark__arena_take(arena, on->n_strata, sizeof *on->least);
  on->members = dark__arena_take(arena, n_members, sizeof *on->members);
  return on->of_sum != NULL && on->sums != NULL && on->least != NULL && on->members != NULL;
}

/* ---- Until nothing is told */

static bool contains(const dark__known_sum *sum, size_t s) {
  for (size_t i = 0; i < sum->n_unknowns; i++)
    if (sum->unknowns[i] == s) return true;
  return false;
}

/* Of the sums with the stratum that have a point the smallest loses it: false where there is none. */
static bool hide_point(setting *on, size_t s) {
  size_t found = on->n_sums;
  for (size_t i = 0; i < on->n_sums; i++) {
    if (!contains(&on->sums[i], s)) continue;
    if (found == on->n_sums || on->sums[i].n_unknowns < on->sums[found].n_unknowns) found = i;
  }
  if (found == on->n_sums) return false;
  on->of->has_no_point[on->of_sum[found]] = true;
  make_system(on);
  return true;
}

static dark_status settle_stratum(setting *on, size_t s) {
  for (;;) {
    const dark__system system = {on->n_strata, on->least, on->sums, on->n_sums};
    double least;
    const dark_status status = dark__linear_least(&least, &system, s, on->err);
    if (status != DARK_OK || least <= slack || !hide_point(on, s)) return status;
  }
}

static dark_status settle(dark__protection *protection, const dark_row *rows, dark_error *err) {
  setting on = {.of = protection, .results = &protection->source->results, .rows = rows, .err = err};
  dark_status status = find_strata(&on) ? DARK_OK : dark__fail_memory(err);
  if (status != DARK_OK || !any_is_hidden(&on)) return status;
  if (!take_room(&on)) return dark__fail_memory(err);
  make_system(&on);
  for (size_t s = 0; status == DARK_OK && s < on.n_strata; s++)
    if (!is_shown(&on, on.strata[s])) status = settle_stratum(&on, s);
  return status;
}

dark_status dark__estimates_settle(dark__protection *protection, dark_error *err) {
  const dark__source *source = protection->source;
  const dark_status status = settle(protection, source->results.rows, err);
  return status == DARK_OK && source->has_practice ? settle(protection, source->practice.rows, err) : status;
}
