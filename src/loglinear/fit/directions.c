/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/directions.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/hash.h"
#include "lattice/common.h"
#include "numeric/null_space.h"
#include "numeric/rank.h"

enum { FEWEST_SLOTS = 64 };

/* What the effect of a term is multiplied by in a cell. */
static unsigned share(const dark__directions *of, uint32_t term, uint32_t cell) {
  if (term == dark__common_term(of->counts->n_lists)) return dark__common_pairs(cell, of->counts->given);
  return (term & cell) == term;
}

bool dark__directions_keep(const dark__directions *of, uint32_t cell) {
  for (size_t i = 0; i < of->n_emptied; i++)
    if (share(of, of->emptied[i], cell) > 0) return false;
  return true;
}

/* ---- the model and the table */

static dark_status sort_terms(dark__directions *out, const uint32_t *terms, size_t n_terms, dark_error *err) {
  out->kept = malloc((n_terms + 1) * sizeof *out->kept);
  out->emptied = malloc((n_terms + 1) * sizeof *out->emptied);
  out->moving = malloc((n_terms + 1) * sizeof *out->moving);
  if (out->kept == NULL || out->emptied == NULL || out->moving == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n_terms; i++)
    if (out->counts->margins[terms[i]] > 0) out->kept[out->n_kept++] = terms[i];
    else out->emptied[out->n_emptied++] = terms[i];
  return DARK_OK;
}

static dark_status find_occupied(dark__directions *out, dark_error *err) {
  const uint32_t n_cells = (uint32_t)1 << out->counts->n_lists;
  size_t n = 0;
  for (uint32_t cell = 1; cell < n_cells; cell++) n += out->counts->cells[cell] > 0;
  out->occupied = malloc((n + 1) * sizeof *out->occupied);
  if (out->occupied == NULL) return dark__fail_memory(err);
  for (uint32_t cell = 1; cell < n_cells; cell++)
    if (out->counts->cells[cell] > 0) out->occupied[out->n_occupied++] = cell;
  return DARK_OK;
}

/* ---- the basis */

static void occupied_row(void *context, size_t row, int64_t *values) {
  const dark__directions *of = context;
  for (size_t i = 0; i < of->n_kept; i++) values[i] = share(of, of->kept[i], of->occupied[row]);
}

/* Those that a cell's share of the term depends on. */
static uint32_t lists_of(const dark__directions *of, uint32_t term) {
  const uint32_t common = dark__common_term(of->counts->n_lists);
  return term == common ? common - 1 : term;
}

/* Vectors [n_basis x n_kept] turned, so that a term's numbers lie together. */
static dark_status keep_basis(dark__directions *out, const int64_t *vectors, dark_error *err) {
  out->basis = calloc(out->n_kept * out->n_basis + 1, sizeof *out->basis);
  if (out->basis == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < out->n_kept; i++) {
    bool is_moving = false;
    for (size_t k = 0; k < out->n_basis; k++) {
      out->basis[i * out->n_basis + k] = vectors[k * out->n_kept + i];
      is_moving = is_moving || vectors[k * out->n_kept + i] != 0;
    }
    if (!is_moving) continue;
    out->moving[out->n_moving++] = (uint32_t)i;
    out->lists |= lists_of(out, out->kept[i]);
  }
  return DARK_OK;
}

/* Every term by itself. */
static dark_status make_unit_basis(dark__directions *out, dark_error *err) {
  out->n_basis = out->n_kept;
  int64_t *vectors = calloc(out->n_kept * out->n_kept + 1, sizeof *vectors);
  if (vectors == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < out->n_kept; i++) vectors[i * out->n_kept + i] = 1;
  const dark_status status = keep_basis(out, vectors, err);
  free(vectors);
  return status;
}

static dark_status find_basis(dark__directions *out, int64_t most, dark_error *err) {
  dark__null_space space = {0};
  dark_status status = DARK_OK;
  if (most > 0) status = dark__null_space_find(&space, out->n_occupied, out->n_kept, occupied_row, out, most, err);
  if (status == DARK_OK && space.is_exact) {
    out->n_basis = space.dimension;
    out->rank_occupied = out->n_kept - space.dimension;
    status = keep_basis(out, space.vectors, err);
  } else if (status == DARK_OK) {
    status = dark__rank(&out->rank_occupied, out->n_occupied, out->n_kept, occupied_row, out, err);
    if (status == DARK_OK) status = make_unit_basis(out, err);
    out->n_level = out->n_occupied;
  }
  free(space.vectors);
  return status;
}

/* ---- rows */

/* That of a kept cell: false when it is 0. */
static bool write_row(int64_t *row, const dark__directions *of, uint32_t cell) {
  memset(row, 0, of->n_basis * sizeof *row);
  for (size_t m = 0; m < of->n_moving; m++) {
    const int64_t *moves = of->basis + of->moving[m] * of->n_basis;
    const unsigned times = share(of, of->kept[of->moving[m]], cell);
    if (times == 0) continue;
    for (size_t k = 0; k < of->n_basis; k++) row[k] += times * moves[k];
  }
  return dark__make_primitive(row, of->n_basis);
}

/* The slot of a row, which is empty when there is no such row. */
static size_t find_slot(const dark__directions *of, const int64_t *row) {
  const size_t size = of->n_basis * sizeof *row;
  size_t slot = dark__hash(row, size) & (of->n_slots - 1);
  while (of->slots[slot] != 0 && memcmp(of->rows + (of->slots[slot] - 1) * of->n_basis, row, size) != 0)
    slot = (slot + 1) & (of->n_slots - 1);
  return slot;
}

static dark_status grow_slots(dark__directions *out, dark_error *err) {
  const size_t n = out->n_slots == 0 ? FEWEST_SLOTS : 2 * out->n_slots;
  uint32_t *slots = calloc(n, sizeof *slots);
  if (slots == NULL) return dark__fail_memory(err);
  free(out->slots);
  out->slots = slots;
  out->n_slots = n;
  for (size_t j = out->n_level; j < out->n_rows; j++) slots[find_slot(out, out->rows + j * out->n_basis)] = (uint32_t)j + 1;
  return DARK_OK;
}

/* Room for one row more; `out->rows + n_rows * n_basis` is where it comes. */
static dark_status make_room(dark__directions *out, dark_error *err) {
  void *rows = dark__array_grow(out->rows, &out->capacity, out->n_rows + 1, out->n_basis * sizeof *out->rows);
  if (rows == NULL) return dark__fail_memory(err);
  out->rows = rows;
  return 2 * (out->n_rows - out->n_level + 1) > out->n_slots ? grow_slots(out, err) : DARK_OK;
}

static dark_status add_cell(dark__directions *out, uint32_t cell, dark_error *err) {
  const dark_status status = make_room(out, err);
  if (status != DARK_OK) return status;
  int64_t *row = out->rows + out->n_rows * out->n_basis;
  if (!write_row(row, out, cell)) return DARK_OK;
  const size_t slot = find_slot(out, row);
  if (out->slots[slot] == 0) out->slots[slot] = (uint32_t)++out->n_rows;
  return DARK_OK;
}

static dark_status add_level_rows(dark__directions *out, dark_error *err) {
  for (size_t i = 0; i < out->n_level; i++) {
    void *rows = dark__array_grow(out->rows, &out->capacity, i + 1, out->n_basis * sizeof *out->rows);
    if (rows == NULL) return dark__fail_memory(err);
    out->rows = rows;
    write_row(out->rows + i * out->n_basis, out, out->occupied[i]);
    out->n_rows = i + 1;
  }
  return DARK_OK;
}

/* A kept cell without any of the lists that matter: one of another list, whose cells have the row of the intercept. */
static uint32_t find_other(const dark__directions *of) {
  for (unsigned l = 0; l < of->counts->n_lists; l++) {
    const uint32_t cell = UINT32_C(1) << l;
    if ((of->lists & cell) == 0 && dark__directions_keep(of, cell)) return cell;
  }
  return 0;
}

/* Lists without moving terms do not matter; leaving them out of a kept cell leaves a kept cell. */
static dark_status add_cells(dark__directions *out, dark_error *err) {
  const uint32_t other = find_other(out);
  dark_status status = other != 0 ? add_cell(out, other, err) : DARK_OK;
  for (uint32_t cell = out->lists; status == DARK_OK && cell != 0; cell = (cell - 1) & out->lists)
    if (dark__directions_keep(out, cell)) status = add_cell(out, cell, err);
  return status;
}

dark_status dark__directions_find(dark__directions *out, const uint32_t *terms, size_t n_terms, const dark__counts *counts,
                                  int64_t most, dark_error *err) {
  *out = (dark__directions){.counts = counts};
  dark_status status = sort_terms(out, terms, n_terms, err);
  if (status == DARK_OK) status = find_occupied(out, err);
  if (status == DARK_OK) status = find_basis(out, most, err);
  if (status != DARK_OK || out->n_basis == 0 || out->rank_occupied == out->n_kept) return status;
  status = add_level_rows(out, err);
  return status == DARK_OK ? add_cells(out, err) : status;
}

void dark__directions_clear(dark__directions *of) {
  free(of->kept);
  free(of->emptied);
  free(of->occupied);
  free(of->basis);
  free(of->moving);
  free(of->rows);
  free(of->slots);
  *of = (dark__directions){0};
}

size_t dark__directions_row(const dark__directions *of, uint32_t cell, int64_t *scratch) {
  if (of->n_rows == of->n_level || !write_row(scratch, of, cell)) return of->n_rows;
  const size_t slot = find_slot(of, scratch);
  return of->slots[slot] == 0 ? of->n_rows : of->slots[slot] - 1;
}

dark__cone dark__directions_cone(const dark__directions *of) {
  return (dark__cone){.n_dimensions = of->n_basis, .n_rows = of->n_rows, .n_level = of->n_level, .rows = of->rows};
}

/* ---- rank */

static void stored_row(void *context, size_t row, int64_t *values) {
  const dark__directions *of = context;
  memcpy(values, of->rows + row * of->n_basis, of->n_basis * sizeof *values);
}

dark_status dark__directions_rank(size_t *rank, dark__directions *of, dark_error *err) {
  *rank = of->rank_occupied;
  if (of->rank_occupied == of->n_kept) return DARK_OK;
  size_t found;
  const dark_status status = dark__rank(&found, of->n_rows, of->n_basis, stored_row, of, err);
  *rank = found + (of->n_level > 0 ? 0 : of->rank_occupied);
  return status;
}
