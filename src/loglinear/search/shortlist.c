/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/shortlist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "loglinear/fit/engine.h"

/* A list has room for one more than it keeps. */
enum { FIRST_ROOM = 17 };

dark_status dark__shortlist_new(dark__shortlist *list, size_t most, double distance, dark_error *err) {
  const size_t n_room = most < FIRST_ROOM - 1 ? most + 1 : FIRST_ROOM;
  *list = (dark__shortlist){.most = most, .distance = distance, .n_room = n_room};
  list->found = malloc(n_room * sizeof *list->found);
  return list->found != NULL ? DARK_OK : dark__fail_memory(err);
}

dark__shortlist dark__shortlist_of_one(dark__found *found) { return (dark__shortlist){.found = found, .n_room = 2, .most = 1}; }

void dark__shortlist_clear(dark__shortlist *list) {
  free(list->found);
  *list = (dark__shortlist){0};
}

double dark__shortlist_ceiling(const dark__shortlist *list) {
  if (list->n == 0) return INFINITY;
  const double nearest = list->found[0].criterion + list->distance;
  return list->n < list->most ? nearest : fmin(nearest, list->found[list->n - 1].criterion);
}

static bool comes_before(const dark__found *a, const dark__found *b) {
  if (fabs(a->criterion - b->criterion) > dark__criterion_tolerance(b->criterion)) return a->criterion < b->criterion;
  return dark__set_compare(a->model, b->model) < 0;
}

static dark_status make_room(dark__shortlist *list, dark_error *err) {
  if (list->n < list->n_room) return DARK_OK;
  dark__found *found = realloc(list->found, 2 * list->n_room * sizeof *found);
  if (found == NULL) return dark__fail_memory(err);
  list->found = found;
  list->n_room *= 2;
  return DARK_OK;
}

dark_status dark__shortlist_enter(dark__shortlist *list, const dark__found *candidate, dark_error *err) {
  if (list->most == 0) return DARK_OK;
  const dark_status status = make_room(list, err);
  if (status != DARK_OK) return status;
  size_t place = list->n;
  while (place > 0 && comes_before(candidate, &list->found[place - 1])) place--;
  memmove(list->found + place + 1, list->found + place, (list->n - place) * sizeof *list->found);
  list->found[place] = *candidate;
  list->n++;
  if (list->n > list->most) list->n = list->most;
  const double worst = list->found[0].criterion + list->distance;
  while (list->n > 1 && list->found[list->n - 1].criterion > worst + dark__criterion_tolerance(worst)) list->n--;
  return DARK_OK;
}
