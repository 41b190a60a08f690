/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disclosure/protect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "disclosure/audit.h"
#include "disclosure/near.h"
#include "result/arena.h"

/* Of many cells that might help, so many are tried by themselves. */
enum { MOST_TRIED = 64 };

/* A step taken: how the cell was displayed before. */
typedef struct step {
  size_t cell;
  dark__display display;
  double unit;
} step;

typedef struct work {
  dark__release *release;
  dark__audit *audit;
  size_t *order;      /* [n_cells] cells, of few people first */
  bool *is_near;      /* [n_cells] room */
  bool *part_is_near; /* [n_parts] room */
  bool *stays_open;   /* [n_cells] leaving it out would not help, since it can be told from others */
  step *steps;        /* [3 x n_cells] */
  size_t n_steps;
} work;

/* ---- Primary suppression */

static void suppress_small(dark__release *release) {
  for (size_t c = 0; c < release->n_cells; c++) {
    dark__cell *cell = &release->cells[c];
    cell->is_primary = cell->people < release->k && (cell->people > 0 || cell->may_be_zero) &&
                       (!cell->is_released || cell->display == DARK__SUPPRESSED);
    if (cell->is_primary) cell->display = DARK__SUPPRESSED;
  }
}

/* ---- What was printed before */

static bool any_released(const dark__release *release) {
  for (size_t c = 0; c < release->n_cells; c++)
    if (release->cells[c].is_released) return true;
  return false;
}

static void display_all(dark__release *release, dark__display display) {
  for (size_t c = 0; c < release->n_cells; c++)
    if (!release->cells[c].is_released && !release->cells[c].is_primary) release->cells[c].display = display;
}

static dark_status fail_known(const dark__cell *cell, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "what was printed before gives away %s, whatever is left out now",
                    cell->is_released ? "a small number that it did not show" : "a small number of this table");
}

/* With nothing printed now. */
static dark_status take_known(work *on, dark_error *err) {
  size_t c;
  if (!any_released(on->release)) return DARK_OK;
  display_all(on->release, DARK__SUPPRESSED);
  const dark_status status = dark__audit_take_known(on->audit, &c, err);
  if (status == DARK_OK && c < on->release->n_cells) return fail_known(&on->release->cells[c], err);
  display_all(on->release, DARK__EXACT);
  return status;
}

/* ---- A step */

/* Units that a sum is rounded to, as multiples of k; a number that is not far above its unit would become nothing. */
static bool round_cell(dark__cell *cell, double k) {
  static const double multiples[] = {2, 10};
  for (size_t i = 0; i < sizeof multiples / sizeof multiples[0]; i++) {
    const double unit = multiples[i] * k;
    if (unit <= cell->unit || cell->people < 2 * unit) continue;
    cell->display = DARK__ROUNDED;
    cell->unit = unit;
    return true;
  }
  return false;
}

static step take_step(dark__release *release, size_t c) {
  dark__cell *cell = &release->cells[c];
  const step taken = {c, cell->display, cell->unit};
  if (cell->worth == DARK__WORTH_SUM && round_cell(cell, release->k)) return taken;
  cell->display = DARK__SUPPRESSED;
  cell->unit = 1;
  return taken;
}

static void undo(dark__release *release, const step *taken) {
  release->cells[taken->cell].display = taken->display;
  release->cells[taken->cell].unit = taken->unit;
}

/* ---- What can help */

static int compare_order(const void *a, const void *b, const dark__cell *cells) {
  const dark__cell *first = &cells[*(const size_t *)a], *second = &cells[*(const size_t *)b];
  if (first->people != second->people) return first->people < second->people ? -1 : 1;
  return first < second ? -1 : first > second;
}

/* By insertion: qsort has no place for the cells. */
static void sort_cells(work *on) {
  for (size_t i = 0; i < on->release->n_cells; i++) {
    size_t j = i;
    for (; j > 0 && compare_order(&i, &on->order[j - 1], on->release->cells) < 0; j--) on->order[j] = on->order[j - 1];
    on->order[j] = i;
  }
}

/* Zeros are printed for what they are, and are no hiding place; nor is what was printed before. */
static bool can_help(const work *on, size_t c) {
  const dark__cell *cell = &on->release->cells[c];
  return on->is_near[c] && !cell->is_released && !on->stays_open[c] && (cell->people > 0 || cell->may_be_zero);
}

/* Close cell `other` step by step until the reader cannot narrow cell c; as it was where that does not help. */
static dark_status try_cell(work *on, bool *is_safe, size_t reader, size_t c, size_t other, dark_error *err) {
  const dark__cell *cell = &on->release->cells[other];
  const step before = {other, cell->display, cell->unit};
  dark_status status = DARK_OK;
  while (status == DARK_OK && !*is_safe && cell->display != DARK__SUPPRESSED) {
    take_step(on->release, other);
    dark__audit_begin(on->audit);
    status = dark__audit_cell(on->audit, is_safe, reader, c, err);
  }
  if (*is_safe) on->steps[on->n_steps++] = before;
  else undo(on->release, &before);
  return status;
}

/* The first cell of that worth which helps by itself. */
static dark_status help_by_one(work *on, bool *is_safe, size_t reader, size_t c, dark__worth worth, dark_error *err) {
  dark_status status = DARK_OK;
  size_t n_tried = 0;
  for (size_t i = 0; status == DARK_OK && !*is_safe && i < on->release->n_cells && n_tried < MOST_TRIED; i++) {
    const size_t other = on->order[i];
    if (!can_help(on, other) || on->release->cells[other].worth != worth) continue;
    n_tried++;
    status = try_cell(on, is_safe, reader, c, other, err);
  }
  return status;
}

/* A step for each cell worth no more; how many were taken. */
static size_t close_a_step(work *on, dark__worth worth) {
  size_t n = 0;
  for (size_t i = 0; i < on->release->n_cells; i++) {
    const dark__cell *cell = &on->release->cells[on->order[i]];
    if (!can_help(on, on->order[i]) || cell->worth > worth || cell->display == DARK__SUPPRESSED) continue;
    on->steps[on->n_steps++] = take_step(on->release, on->order[i]);
    n++;
  }
  return n;
}

static void take_back(work *on, size_t n_steps) {
  while (on->n_steps > n_steps) undo(on->release, &on->steps[--on->n_steps]);
}

/* All cells worth no more together, step by step; as they were where that does not help. Those that were not needed are opened in the end. */
static dark_status help_by_all(work *on, bool *is_safe, size_t reader, size_t c, dark__worth worth, dark_error *err) {
  const size_t n_before = on->n_steps;
  dark_status status = DARK_OK;
  while (status == DARK_OK && !*is_safe && close_a_step(on, worth) > 0) {
    dark__audit_begin(on->audit);
    status = dark__audit_cell(on->audit, is_safe, reader, c, err);
  }
  if (!*is_safe) take_back(on, n_before);
  return status;
}

/* Close what is worth least, so that the reader cannot narrow cell c any more. */
static dark_status help(work *on, size_t reader, size_t c, dark_error *err) {
  dark_status status = DARK_OK;
  bool is_safe = false;
  dark__mark_near(on->is_near, on->part_is_near, on->release, c);
  for (int worth = DARK__WORTH_ASIDE; status == DARK_OK && !is_safe && worth <= (int)DARK__WORTH_ESTIMATED; worth++) {
    status = help_by_one(on, &is_safe, reader, c, (dark__worth)worth, err);
    if (status == DARK_OK && !is_safe) status = help_by_all(on, &is_safe, reader, c, (dark__worth)worth, err);
  }
  return status == DARK_OK && !is_safe ? dark__fail(err, DARK_ENUMERIC, "small numbers cannot be protected") : status;
}

/* ---- Together */

/* What was left out for others, and can be told after all, is shown again if the small numbers are safe without it. */
static dark_status open_again(work *on, bool *is_open, size_t c, dark_error *err) {
  dark__cell *cell = &on->release->cells[c];
  const step before = {c, cell->display, cell->unit};
  size_t reader, unsafe;
  *is_open = false;
  if (cell->is_primary) return DARK_OK;
  cell->display = DARK__EXACT;
  cell->unit = 1;
  dark__audit_begin(on->audit);
  const dark_status status = dark__audit_all(on->audit, true, &reader, &unsafe, err);
  *is_open = on->stays_open[c] = status == DARK_OK && unsafe == on->release->n_cells;
  if (!*is_open) undo(on->release, &before);
  return status;
}

static dark_status close_all(work *on, dark_error *err) {
  for (;;) {
    size_t reader, c;
    dark__audit_begin(on->audit);
    dark_status status = dark__audit_all(on->audit, false, &reader, &c, err);
    if (status != DARK_OK || c == on->release->n_cells) return status;
    bool is_open;
    status = open_again(on, &is_open, c, err);
    if (status == DARK_OK && !is_open) status = help(on, reader, c, err);
    if (status != DARK_OK) return status;
  }
}

/* Steps that later ones made needless are taken back. */
static dark_status reopen(work *on, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t s = on->n_steps; status == DARK_OK && s-- > 0;) {
    dark__cell *cell = &on->release->cells[on->steps[s].cell];
    const step now = {on->steps[s].cell, cell->display, cell->unit};
    size_t reader, c;
    undo(on->release, &on->steps[s]);
    dark__audit_begin(on->audit);
    status = dark__audit_all(on->audit, false, &reader, &c, err);
    if (status == DARK_OK && c < on->release->n_cells) undo(on->release, &now);
  }
  return status;
}

static void count(dark__protected *done, const work *on) {
  for (size_t c = 0; c < on->release->n_cells; c++) {
    const dark__cell *cell = &on->release->cells[c];
    if (cell->is_released) continue;
    if (cell->display == DARK__ROUNDED) done->n_rounded++;
    else if (cell->display == DARK__SUPPRESSED) ++*(cell->is_primary ? &done->n_primary : &done->n_secondary);
  }
  done->n_readers = dark__audit_n_readers(on->audit);
  done->n_programmes = dark__audit_n_programmes(on->audit);
}

/* What is printed in the end is audited once more as a whole. */
static dark_status audit_end(work *on, dark_error *err) {
  size_t reader, c;
  dark__audit_begin(on->audit);
  const dark_status status = dark__audit_all(on->audit, false, &reader, &c, err);
  if (status != DARK_OK || c == on->release->n_cells) return status;
  return dark__fail(err, DARK_ENUMERIC, "small numbers cannot be protected");
}

static bool take_room(work *on, dark__arena *arena) {
  on->order = dark__arena_take(arena, on->release->n_cells, sizeof *on->order);
  on->is_near = dark__arena_take(arena, on->release->n_cells, sizeof *on->is_near);
  on->stays_open = dark__arena_take(arena, on->release->n_cells, sizeof *on->stays_open);
  on->part_is_near = dark__arena_take(arena, on->release->n_parts, sizeof *on->part_is_near);
  on->steps = dark__arena_take(arena, 3 * on->release->n_cells, sizeof *on->steps);
  return on->order != NULL && on->is_near != NULL && on->stays_open != NULL && on->part_is_near != NULL && on->steps != NULL;
}

dark_status dark__protect(dark__protected *done, dark__release *release, dark_error *err) {
  work on = {.release = release};
  *done = (dark__protected){0};
  if (!take_room(&on, release->arena)) return dark__fail_memory(err);
  suppress_small(release);
  sort_cells(&on);
  dark_status status = dark__audit_new(&on.audit, release, err);
  if (status == DARK_OK) status = take_known(&on, err);
  if (status == DARK_OK) status = close_all(&on, err);
  if (status == DARK_OK) status = reopen(&on, err);
  if (status == DARK_OK) status = audit_end(&on, err);
  if (status == DARK_OK) count(done, &on);
  dark__audit_free(on.audit);
  return status;
}
