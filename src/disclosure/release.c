/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disclosure/release.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "result/arena.h"

/* ---- Parts and agencies */

static double *copy_numbers(dark__release *release, const double *numbers) {
  double *copy = dark__arena_take(release->arena, release->n_parts, sizeof *copy);
  for (size_t p = 0; copy != NULL && p < release->n_parts; p++) copy[p] = numbers[p];
  return copy;
}

dark_status dark__release_init(dark__release *release, double k, bool hides_zeros, const double *parts, size_t n_parts,
                               dark_error *err) {
  *release = (dark__release){.k = k, .hides_zeros = hides_zeros, .n_parts = n_parts, .arena = dark__arena_new()};
  if (release->arena == NULL) return dark__fail_memory(err);
  release->parts = copy_numbers(release, parts);
  return release->parts == NULL ? dark__fail_memory(err) : DARK_OK;
}

void dark__release_clear(dark__release *release) {
  dark__arena_free(release->arena);
  *release = (dark__release){0};
}

/* Room for one more of n things: doubled when n is a power of two. NULL: no memory, and the things are as they were. */
static void *grow(dark__release *release, const void *things, size_t n, size_t size) {
  if (n > 0 && (n & (n - 1)) != 0) return (void *)things;
  void *room = dark__arena_take(release->arena, n == 0 ? 1 : 2 * n, size);
  if (room != NULL && n > 0) memcpy(room, things, n * size);
  return room;
}

dark_status dark__release_add_agency(dark__release *release, const double *known, dark_error *err) {
  const double **agencies = grow(release, release->agencies, release->n_agencies, sizeof *agencies);
  if (agencies == NULL) return dark__fail_memory(err);
  release->agencies = agencies;
  agencies[release->n_agencies] = copy_numbers(release, known);
  if (agencies[release->n_agencies] == NULL) return dark__fail_memory(err);
  release->n_agencies++;
  return DARK_OK;
}

/* ---- Cells */

static dark__cell *find(const dark__release *release, const size_t *parts, size_t n_parts) {
  for (size_t c = 0; c < release->n_cells; c++) {
    const dark__cell *cell = &release->cells[c];
    if (!cell->is_released && cell->n_parts == n_parts && memcmp(cell->parts, parts, n_parts * sizeof *parts) == 0)
      return &release->cells[c];
  }
  return NULL;
}

/* `parts` stay with the release. */
static dark_status append(dark__release *release, const size_t *parts, size_t n_parts, dark_error *err) {
  dark__cell *cells = grow(release, release->cells, release->n_cells, sizeof *cells);
  if (cells == NULL) return dark__fail_memory(err);
  release->cells = cells;
  dark__cell *cell = &cells[release->n_cells++];
  *cell = (dark__cell){.parts = parts, .n_parts = n_parts, .most = INFINITY, .unit = 1, .may_be_zero = release->hides_zeros};
  for (size_t i = 0; i < n_parts; i++) cell->people += release->parts[parts[i]];
  return DARK_OK;
}

/* Those of the parts that anybody is in, or all where zeros are hidden; NULL: no memory. */
static size_t *keep_parts(size_t *n_kept, const dark__release *release, const size_t *parts, size_t n_parts) {
  size_t *kept = dark__arena_take(release->arena, n_parts, sizeof *kept);
  *n_kept = 0;
  for (size_t i = 0; kept != NULL && i < n_parts; i++)
    if (release->hides_zeros || release->parts[parts[i]] > 0) kept[(*n_kept)++] = parts[i];
  return kept;
}

dark_status dark__release_add(dark__release *release, size_t *cell, const size_t *parts, size_t n_parts, dark__worth worth,
                              double most, dark_error *err) {
  size_t n_kept;
  const size_t *kept = keep_parts(&n_kept, release, parts, n_parts);
  *cell = DARK__NOBODY;
  if (kept == NULL) return dark__fail_memory(err);
  if (n_kept == 0) return DARK_OK;
  dark__cell *same = find(release, kept, n_kept);
  const dark_status status = same == NULL ? append(release, kept, n_kept, err) : DARK_OK;
  if (status != DARK_OK) return status;
  if (same == NULL) same = &release->cells[release->n_cells - 1];
  if (worth > same->worth) same->worth = worth;
  if (most < same->most) same->most = most;
  *cell = (size_t)(same - release->cells);
  return DARK_OK;
}

dark_status dark__release_add_released(dark__release *release, const size_t *parts, size_t n_parts, const dark__cell *printed,
                                       dark_error *err) {
  size_t n_kept;
  const size_t *kept = keep_parts(&n_kept, release, parts, n_parts);
  if (kept == NULL) return dark__fail_memory(err);
  const dark_status status = n_kept == 0 ? DARK_OK : append(release, kept, n_kept, err);
  if (status != DARK_OK || n_kept == 0) return status;
  dark__cell *cell = &release->cells[release->n_cells - 1];
  cell->display = printed->display;
  cell->unit = printed->unit;
  cell->most = printed->most;
  cell->may_be_zero = printed->may_be_zero;
  cell->is_released = true;
  return DARK_OK;
}

double dark__cell_shown(const dark__cell *cell) { return floor(cell->people / cell->unit + 0.5) * cell->unit; }

double dark__cell_least(const dark__cell *cell) {
  return cell->unit > 1 ? ceil(dark__cell_shown(cell) - cell->unit / 2) : cell->people;
}

double dark__cell_most(const dark__cell *cell) {
  return cell->unit > 1 ? fmin(ceil(dark__cell_shown(cell) + cell->unit / 2) - 1, cell->most) : cell->people;
}
