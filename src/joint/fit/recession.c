/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/fit/recession.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "joint/fit/existence.h"
#include "numeric/null_space.h"

/* Numbers of directions, and of rows, stay exact as doubles. */
static const int64_t MOST_IN_BASIS = INT64_C(1) << 40, MOST_IN_ROW = INT64_C(1) << 52;

static size_t n_histories_of(const dark__recession *of) { return dark__n_histories(of->design->strata); }

static const unsigned char *kinds_of(const dark__recession *of, size_t x) { return of->kinds + x * n_histories_of(of); }

static dark_status find_references(dark__recession *out, dark_error *err) {
  const size_t n_strata = out->design->strata->n_strata;
  out->references = malloc((n_strata + 1) * sizeof *out->references);
  if (out->references == NULL) return dark__fail_memory(err);
  for (size_t x = 0; x < n_strata; x++) {
    size_t w = 0;
    while (w < n_histories_of(out) && kinds_of(out, x)[w] != DARK__CELL_OCCUPIED) w++;
    out->references[x] = w < n_histories_of(out) ? w : DARK__NONE;
  }
  return DARK_OK;
}

static int64_t whole_monomial(dark__monomial u, uint32_t history) {
  if ((u.lists & ~history) != 0) return 0;
  return u.power == 0 ? 1 : (int64_t)dark__pairs_in(history);
}

/* A cell's row of the design, as difference to the stratum's reference where it has an intercept of its own. */
static void write_row(int64_t *row, const dark__recession *of, size_t x, uint32_t history) {
  const dark__joint_design *design = of->design;
  memset(row, 0, design->n_columns * sizeof *row);
  for (size_t i = design->starts[x]; i < design->starts[x + 1]; i++) {
    const dark__active *a = &design->active[i];
    int64_t u = whole_monomial(a->monomial, history);
    if (design->is_saturated) u -= whole_monomial(a->monomial, (uint32_t)of->references[x]);
    row[a->column] = u * a->whole;
  }
}

/* ---- the basis */

typedef struct occupied {
  const dark__recession *of;
  size_t *cells; /* [n] x 2^t + history */
  size_t n;
} occupied;

static void occupied_row(void *context, size_t row, int64_t *values) {
  const occupied *in = context;
  const size_t n = n_histories_of(in->of);
  write_row(values, in->of, in->cells[row] / n, (uint32_t)(in->cells[row] % n));
}

static dark_status list_occupied(occupied *out, const dark__recession *of, dark_error *err) {
  const size_t n_cells = of->design->strata->n_strata * n_histories_of(of);
  *out = (occupied){.of = of, .cells = malloc((n_cells + 1) * sizeof *out->cells)};
  if (out->cells == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n_cells; c++)
    if (of->kinds[c] == DARK__CELL_OCCUPIED) out->cells[out->n++] = c;
  return DARK_OK;
}

/* When the directions have too large numbers: every column by itself, and what occupied cells ask stands in rows. */
static dark_status make_unit_basis(dark__recession *out, dark_error *err) {
  const size_t p = out->design->n_columns;
  out->n_basis = p;
  out->has_level = true;
  out->basis = calloc(p * p + 1, sizeof *out->basis);
  if (out->basis == NULL) return dark__fail_memory(err);
  for (size_t j = 0; j < p; j++) out->basis[j * p + j] = 1;
  return DARK_OK;
}

static dark_status find_basis(dark__recession *out, occupied *rows, dark_error *err) {
  dark__null_space space;
  const dark_status status =
      dark__null_space_find(&space, rows->n, out->design->n_columns, occupied_row, rows, MOST_IN_BASIS, err);
  if (status != DARK_OK) return status;
  if (space.is_exact) {
    out->n_basis = space.dimension;
    out->basis = space.vectors;
    return DARK_OK;
  }
  free(space.vectors);
  return make_unit_basis(out, err);
}

/* ---- rows */

static bool multiply(int64_t *product, const int64_t *row, const int64_t *vector, size_t n) {
  *product = 0;
  for (size_t j = 0; j < n; j++) {
    int64_t part;
    if (row[j] == 0 || vector[j] == 0) continue;
    if (__builtin_mul_overflow(row[j], vector[j], &part) || __builtin_add_overflow(*product, part, product)) return false;
  }
  return llabs(*product) < MOST_IN_ROW;
}

/* The number of the row that stands in out->product. */
static dark_status number_row(size_t *number, dark__recession *of, dark_error *err) {
  const size_t n = of->numbers.n;
  const dark_status status = dark__keys_add(number, &of->numbers, of->product, of->n_basis * sizeof *of->product, err);
  if (status != DARK_OK || *number < n) return status;
  void *grown = dark__array_grow(of->rows, &of->capacity, n + 1, (of->n_basis + 1) * sizeof *of->rows);
  if (grown == NULL) return dark__fail_memory(err);
  of->rows = grown;
  memcpy(of->rows + n * of->n_basis, of->product, of->n_basis * sizeof *of->product);
  return DARK_OK;
}

dark_status dark__recession_row(size_t *number, dark__recession *of, size_t x, uint32_t history, dark_error *err) {
  const size_t p = of->design->n_columns;
  write_row(of->row, of, x, history);
  for (size_t k = 0; k < of->n_basis; k++)
    if (!multiply(&of->product[k], of->row, of->basis + k * p, p))
      return dark__fail(err, DARK_ELIMIT, "whether the estimate exists would need larger whole numbers than there are");
  return number_row(number, of, err);
}

static dark_status add_level_rows(dark__recession *out, const occupied *rows, dark_error *err) {
  const size_t n = n_histories_of(out);
  size_t number;
  memset(out->product, 0, (out->n_basis + 1) * sizeof *out->product);
  dark_status status = number_row(&number, out, err);
  for (size_t i = 0; status == DARK_OK && out->has_level && i < rows->n; i++)
    status = dark__recession_row(&number, out, rows->cells[i] / n, (uint32_t)(rows->cells[i] % n), err);
  out->n_level = out->numbers.n;
  return status;
}

dark_status dark__recession_find(dark__recession *out, const dark__joint_design *design, const unsigned char *kinds,
                                 dark_error *err) {
  *out = (dark__recession){.design = design, .kinds = kinds};
  occupied rows = {0};
  dark_status status = find_references(out, err);
  if (status == DARK_OK) status = list_occupied(&rows, out, err);
  if (status == DARK_OK) status = find_basis(out, &rows, err);
  out->row = malloc((design->n_columns + 1) * sizeof *out->row);
  out->product = malloc((out->n_basis + 1) * sizeof *out->product);
  if (status == DARK_OK && (out->row == NULL || out->product == NULL)) status = dark__fail_memory(err);
  if (status == DARK_OK && out->n_basis > 0) status = add_level_rows(out, &rows, err);
  free(rows.cells);
  return status;
}

void dark__recession_clear(dark__recession *of) {
  free(of->references);
  free(of->basis);
  free(of->row);
  free(of->product);
  free(of->rows);
  dark__keys_free(&of->numbers);
  *of = (dark__recession){0};
}
