/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/known.h"

#include <stdlib.h>

#include "base/error.h"

enum { FIRST_ROOM = 8, MOST_KEPT = 256 };

dark_status dark__known_start(dark__known *known, const dark__counts *counts, dark_error *err) {
  const size_t n_cells = (size_t)1 << counts->n_lists;
  *known = (dark__known){.is_occupied = calloc(n_cells, sizeof *known->is_occupied)};
  if (known->is_occupied == NULL) return dark__fail_memory(err);
  for (size_t cell = 0; cell < n_cells; cell++) known->is_occupied[cell] = counts->cells[cell] > 0;
  return DARK_OK;
}

void dark__known_clear(dark__known *known) {
  free(known->is_occupied);
  free(known->without);
  *known = (dark__known){0};
}

dark_status dark__known_add(dark__known *known, dark__term_set model, dark_error *err) {
  if (known->n == MOST_KEPT) return DARK_OK;
  if (known->n == known->n_room) {
    const size_t n_room = known->n_room == 0 ? FIRST_ROOM : 2 * known->n_room;
    dark__term_set *without = realloc(known->without, n_room * sizeof *without);
    if (without == NULL) return dark__fail_memory(err);
    known->without = without;
    known->n_room = n_room;
  }
  known->without[known->n++] = model;
  return DARK_OK;
}

bool dark__known_applies(const dark__known *known, const dark__counts *counts) {
  if (known->n == 0) return false;
  for (size_t cell = 0; cell < (size_t)1 << counts->n_lists; cell++)
    if (known->is_occupied[cell] != (counts->cells[cell] > 0)) return false;
  return true;
}

bool dark__known_excludes(const dark__known *known, dark__term_set model) {
  for (size_t i = 0; i < known->n; i++)
    if (dark__set_inside(known->without[i], model)) return true;
  return false;
}
