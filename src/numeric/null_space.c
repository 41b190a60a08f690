/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/null_space.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static uint64_t magnitude(int64_t a) { return a < 0 ? -(uint64_t)a : (uint64_t)a; }

static uint64_t common_divisor(uint64_t a, uint64_t b) {
  while (b != 0) {
    const uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

bool dark__make_primitive(int64_t *values, size_t n) {
  uint64_t divisor = 0;
  for (size_t i = 0; i < n && divisor != 1; i++)
    if (values[i] != 0) divisor = common_divisor(magnitude(values[i]), divisor);
  if (divisor <= 1) return divisor == 1;
  for (size_t i = 0; i < n; i++) values[i] /= (int64_t)divisor;
  return true;
}

/* What is being made. */
typedef struct elimination {
  dark__null_space *space;
  int64_t *row;      /* [n_columns] */
  int64_t *products; /* [n_columns] of the row with each vector */
  int64_t most;
} elimination;

static int64_t *vector(const elimination *of, size_t i) { return of->space->vectors + i * of->space->n_columns; }

/* Products of the row with all vectors; false: too large. */
static bool multiply(const elimination *of) {
  bool is_fine = true;
  for (size_t i = 0; i < of->space->dimension; i++) {
    const int64_t *values = vector(of, i);
    of->products[i] = 0;
    for (size_t j = 0; j < of->space->n_columns; j++) {
      int64_t product;
      if (of->row[j] == 0 || values[j] == 0) continue;
      is_fine = is_fine && !__builtin_mul_overflow(of->row[j], values[j], &product) &&
                !__builtin_add_overflow(of->products[i], product, &of->products[i]);
    }
  }
  return is_fine;
}

/* The vector that is to go: small products keep the others small. `dimension` when the row meets all at right angles already. */
static size_t choose(const elimination *of) {
  size_t chosen = of->space->dimension;
  for (size_t i = 0; i < of->space->dimension; i++) {
    if (of->products[i] == 0) continue;
    if (chosen == of->space->dimension || magnitude(of->products[i]) < magnitude(of->products[chosen])) chosen = i;
  }
  return chosen;
}

/* values = a values - b other; false: too large. */
static bool combine(const elimination *of, int64_t *values, int64_t a, const int64_t *other, int64_t b) {
  const size_t n = of->space->n_columns;
  for (size_t j = 0; j < n; j++) {
    int64_t left, right;
    if (__builtin_mul_overflow(a, values[j], &left) || __builtin_mul_overflow(b, other[j], &right) ||
        __builtin_sub_overflow(left, right, &values[j]))
      return false;
  }
  dark__make_primitive(values, n);
  for (size_t j = 0; j < n; j++)
    if (magnitude(values[j]) > (uint64_t)of->most) return false;
  return true;
}

/* Take the row into account; false: too large. */
static bool take(const elimination *of) {
  dark__null_space *space = of->space;
  if (!multiply(of)) return false;
  const size_t gone = choose(of);
  if (gone == space->dimension) return true;
  for (size_t i = 0; i < space->dimension; i++)
    if (i != gone && of->products[i] != 0 && !combine(of, vector(of, i), of->products[gone], vector(of, gone), of->products[i]))
      return false;
  space->dimension--;
  if (gone != space->dimension) memcpy(vector(of, gone), vector(of, space->dimension), space->n_columns * sizeof *of->row);
  return true;
}

dark_status dark__null_space_find(dark__null_space *out, size_t n_rows, size_t n_columns, dark__whole_row *row, void *context,
                                  int64_t most, dark_error *err) {
  *out = (dark__null_space){.n_columns = n_columns, .dimension = n_columns, .is_exact = true};
  if (n_columns == 0) return DARK_OK;
  if (n_columns > SIZE_MAX / n_columns / sizeof *out->vectors) return dark__fail_memory(err);
  elimination of = {.space = out, .most = most, .row = malloc(2 * n_columns * sizeof *of.row)};
  out->vectors = calloc(n_columns * n_columns, sizeof *out->vectors);
  if (of.row == NULL || out->vectors == NULL) {
    free(of.row);
    free(out->vectors);
    *out = (dark__null_space){0};
    return dark__fail_memory(err);
  }
  of.products = of.row + n_columns;
  for (size_t j = 0; j < n_columns; j++) vector(&of, j)[j] = 1;
  for (size_t i = 0; i < n_rows && out->is_exact && out->dimension > 0; i++) {
    row(context, i, of.row);
    out->is_exact = take(&of);
  }
  free(of.row);
  return DARK_OK;
}
