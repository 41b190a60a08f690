/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/protection/partition.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "report/words/names.h"
#include "report/words/rows.h"

typedef struct work {
  dark__partition *to;
  dark__arena *arena;
  size_t *order;     /* [n_views] views of few lists and many categories first */
  size_t *owner;     /* [n_parts] the view that made a part, */
  size_t *owner_row; /* and the row there */
  double *sums;      /* [most strata] room */
  bool *is_met;      /* [most strata] room */
  size_t most_parts;
  dark_error *err;
} work;

/* ---- What is wrong */

/* The category of that name, or n_categories. */
static size_t find_category(const dark_results *results, const char *name) {
  size_t c = 0;
  while (c < results->n_categories && strcmp(results->categories[c], name) != 0) c++;
  return c;
}

dark_status dark__partition_fail(const dark__source *source, dark_error *err) {
  return dark__fail(err, DARK_EDATA,
                    "%s: its numbers of people are not whole or do not add up, as where some are in a category only by a model; "
                    "small numbers among them cannot be protected: give --disclosure none if the page stays with those who may "
                    "see the lists",
                    dark__show_path(source->path).text);
}

/* View 0 is the page that is made, the others were released. */
static const dark__source *page(const work *on) { return on->to->views[0].source; }

/* Of two views, the one that was released. */
static const dark__source *released(const work *on, const dark__view *a, const dark__view *b) {
  return a->source == page(on) ? b->source : a->source;
}

static dark_status fail_people(const work *on, const dark__view *a, const dark__view *b) {
  return dark__fail(on->err, DARK_EDATA,
                    "%s: its numbers are not of the same people as those of %s: records were added or changed since, or others "
                    "were read; whether both together give small numbers away cannot be told, so leave it out of --released, or "
                    "make the page from the records that it was made from",
                    dark__show_path(released(on, a, b)->path).text, dark__show_path(page(on)->path).text);
}

/* What to type, where one view is by a category that the other is not by. */
static const char *what_helps(const work *on, const dark__view *a, const dark__view *b) {
  const dark_results *here = &page(on)->results, *there = &released(on, a, b)->results;
  for (size_t c = 0; c < there->n_categories; c++)
    if (find_category(here, there->categories[c]) == here->n_categories)
      return "make the page from a 'darkfigure fit' with the categories of both in --by";
  return "make the page from a 'darkfigure fit' with the same lists left out (--drop-list, --absorbing)";
}

static dark_status fail_categories(const work *on, const dark__view *a, const dark__view *b, const char *category) {
  return dark__fail(on->err, DARK_EDATA,
                    "%s and %s: one is by '%s', the other is not, so that neither tells how people of both are spread, nor "
                    "whether they give small numbers away together; %s",
                    dark__show_path(page(on)->path).text, dark__show_path(released(on, a, b)->path).text,
                    dark__show(category).text, what_helps(on, a, b));
}

static dark_status fail_lists(const work *on, const dark__view *a, const dark__view *b) {
  return dark__fail(
      on->err, DARK_EDATA,
      "%s and %s: each leaves out a list that the other has, so that neither tells who is on one of these only, nor "
      "whether they give small numbers away together; leave the same lists out of both (--drop-list, --absorbing)",
      dark__show_path(page(on)->path).text, dark__show_path(released(on, a, b)->path).text);
}

/* ---- Strata */

static bool is_whole(double people) { return people >= 0 && people == floor(people) && people < 1e9; }

static dark_status find_strata(work *on, dark__view *view) {
  const dark_results *results = &view->source->results;
  double sum = 0;
  view->strata = dark__arena_take(on->arena, results->n_rows, sizeof *view->strata);
  if (view->strata == NULL) return dark__fail_memory(on->err);
  for (size_t r = 0; r < results->n_rows; r++) {
    const dark_row *row = &results->rows[r];
    if (!dark__row_is_first(results, r) || !dark__is_stratum(row->levels, results->n_categories)) continue;
    if (!is_whole(row->observed)) return dark__partition_fail(view->source, on->err);
    view->strata[view->n_strata++] = r;
    sum += row->observed;
  }
  view->n_others = view->source->n_people - sum;
  if (is_whole(view->source->n_left_out) && is_whole(view->n_others)) return DARK_OK;
  return dark__partition_fail(view->source, on->err);
}

static const dark_row *stratum_row(const dark__view *view, size_t stratum) {
  return &view->source->results.rows[view->strata[stratum]];
}

/* ---- Which divides which */

size_t dark__find_list(const dark_results *results, const char *list) {
  size_t l = 0;
  while (l < results->n_lists && strcmp(results->lists[l], list) != 0) l++;
  return l;
}

static bool has_all_lists(const dark_results *all, const dark_results *some) {
  for (size_t l = 0; l < some->n_lists; l++)
    if (dark__find_list(all, some->lists[l]) == all->n_lists) return false;
  return true;
}

static bool is_before(const dark_results *a, const dark_results *b) {
  return a->n_lists != b->n_lists ? a->n_lists < b->n_lists : a->n_categories > b->n_categories;
}

static void sort_views(work *on) {
  for (size_t v = 0; v < on->to->n_views; v++) {
    const dark_results *results = &on->to->views[v].source->results;
    size_t at = v;
    for (; at > 0 && is_before(results, &on->to->views[on->order[at - 1]].source->results); at--)
      on->order[at] = on->order[at - 1];
    on->order[at] = v;
  }
}

/* ---- Parts */

static void add_part(work *on, double people, size_t owner, size_t row) {
  on->to->people[on->to->n_parts] = people;
  on->owner[on->to->n_parts] = owner;
  on->owner_row[on->to->n_parts] = row;
  on->to->n_parts++;
}

/* Whether people of a row of `from` are in the stratum, going by the categories of the view. */
static bool is_within(const dark__view *view, size_t stratum, const dark__view *from, const dark_row *row) {
  const dark_results *results = &view->source->results;
  for (size_t c = 0; c < results->n_categories; c++) {
    const size_t there = find_category(&from->source->results, results->categories[c]);
    if (strcmp(row->levels[there], stratum_row(view, stratum)->levels[c]) != 0) return false;
  }
  return true;
}

static dark_status check_categories(const work *on, const dark__view *view, const dark__view *from) {
  const dark_results *results = &view->source->results;
  for (size_t c = 0; c < results->n_categories; c++)
    if (find_category(&from->source->results, results->categories[c]) == from->source->results.n_categories)
      return fail_categories(on, from, view, results->categories[c]);
  return DARK_OK;
}

/* The stratum that a part is of, which other views made. */
static dark_status place_part(work *on, dark__view *view, size_t part) {
  const dark__view *from = &on->to->views[on->owner[part]];
  const dark_row *row = &from->source->results.rows[on->owner_row[part]];
  const dark_status status = check_categories(on, view, from);
  if (status != DARK_OK) return status;
  size_t s = 0;
  while (s < view->n_strata && !is_within(view, s, from, row)) s++;
  view->stratum_of[part] = s < view->n_strata ? s : DARK__ASIDE;
  if (s == view->n_strata) return on->to->people[part] > 0 ? fail_people(on, view, from) : DARK_OK;
  on->sums[s] += on->to->people[part];
  on->is_met[s] = true;
  return DARK_OK;
}

/* People of the view that no view before it has: on lists that they leave out. */
static dark_status add_rest(work *on, size_t v, const dark__view *before) {
  dark__view *view = &on->to->views[v];
  const bool has_more = before == NULL || view->source->results.n_lists > before->source->results.n_lists;
  for (size_t s = 0; s < view->n_strata; s++) {
    const double rest = stratum_row(view, s)->observed - on->sums[s];
    if (rest < 0 || (rest > 0 && !has_more)) return fail_people(on, view, before == NULL ? view : before);
    if (rest == 0 && on->is_met[s]) continue;
    view->stratum_of[on->to->n_parts] = s;
    add_part(on, rest, v, view->strata[s]);
  }
  return DARK_OK;
}

static dark_status place_view(work *on, size_t v, const dark__view *before) {
  dark__view *view = &on->to->views[v];
  dark_status status = DARK_OK;
  if (before != NULL && !has_all_lists(&view->source->results, &before->source->results)) return fail_lists(on, before, view);
  memset(on->sums, 0, on->most_parts * sizeof *on->sums);
  memset(on->is_met, 0, on->most_parts * sizeof *on->is_met);
  for (size_t p = 0; status == DARK_OK && p < on->to->n_parts; p++) status = place_part(on, view, p);
  return status == DARK_OK ? add_rest(on, v, before) : status;
}

/* ---- Who is in no stratum */

static double n_known(const dark__view *view) { return view->source->n_people + view->source->n_left_out; }

static dark_status check_same(const work *on) {
  const dark__view *first = &on->to->views[0];
  for (size_t v = 1; v < on->to->n_views; v++) {
    const dark__view *view = &on->to->views[v];
    const bool has_others = view->n_others > 0 || first->n_others > 0;
    const bool has_same_lists = view->source->results.n_lists == first->source->results.n_lists;
    if (n_known(view) != n_known(first) || view->n_others != first->n_others || (has_others && !has_same_lists))
      return fail_people(on, first, view);
  }
  return DARK_OK;
}

/* The same part of every view. */
static void add_outside(work *on, double people, size_t stratum) {
  if (people == 0) return;
  for (size_t v = 0; v < on->to->n_views; v++) on->to->views[v].stratum_of[on->to->n_parts] = stratum;
  add_part(on, people, 0, 0);
}

static dark_status place_outside(work *on) {
  const dark__view *first = &on->to->views[0];
  double rest = n_known(first) - first->n_others;
  for (size_t p = 0; p < on->to->n_parts; p++) rest -= on->to->people[p];
  if (rest < 0) return dark__partition_fail(first->source, on->err);
  add_outside(on, rest, DARK__ASIDE);
  add_outside(on, first->n_others, DARK__OTHERS);
  return DARK_OK;
}

/* ---- Together */

static bool take_room(work *on) {
  dark__partition *to = on->to;
  on->most_parts = 2;
  for (size_t v = 0; v < to->n_views; v++) on->most_parts += to->views[v].source->results.n_rows;
  to->people = dark__arena_take(on->arena, on->most_parts, sizeof *to->people);
  on->order = dark__arena_take(on->arena, to->n_views, sizeof *on->order);
  on->owner = dark__arena_take(on->arena, on->most_parts, sizeof *on->owner);
  on->owner_row = dark__arena_take(on->arena, on->most_parts, sizeof *on->owner_row);
  on->sums = dark__arena_take(on->arena, on->most_parts, sizeof *on->sums);
  on->is_met = dark__arena_take(on->arena, on->most_parts, sizeof *on->is_met);
  bool has_room = to->people != NULL && on->order != NULL && on->owner != NULL && on->owner_row != NULL && on->sums != NULL &&
                  on->is_met != NULL;
  for (size_t v = 0; has_room && v < to->n_views; v++) {
    to->views[v].stratum_of = dark__arena_take(on->arena, on->most_parts, sizeof *to->views[v].stratum_of);
    has_room = to->views[v].stratum_of != NULL;
    for (size_t p = 0; has_room && p < on->most_parts; p++) to->views[v].stratum_of[p] = DARK__ASIDE;
  }
  return has_room;
}

static dark_status fill(work *on) {
  dark_status status = DARK_OK;
  for (size_t v = 0; status == DARK_OK && v < on->to->n_views; v++) status = find_strata(on, &on->to->views[v]);
  if (status == DARK_OK) status = check_same(on);
  if (status != DARK_OK) return status;
  sort_views(on);
  for (size_t i = 0; status == DARK_OK && i < on->to->n_views; i++)
    status = place_view(on, on->order[i], i == 0 ? NULL : &on->to->views[on->order[i - 1]]);
  return status == DARK_OK ? place_outside(on) : status;
}

dark_status dark__partition_make(dark__partition *out, const dark__source *const *sources, size_t n, dark__arena *arena,
                                 dark_error *err) {
  work on = {.to = out, .arena = arena, .err = err};
  *out = (dark__partition){.views = dark__arena_take(arena, n, sizeof *out->views), .n_views = n};
  if (out->views == NULL) return dark__fail_memory(err);
  for (size_t v = 0; v < n; v++) out->views[v] = (dark__view){.source = sources[v]};
  return take_room(&on) ? fill(&on) : dark__fail_memory(err);
}
