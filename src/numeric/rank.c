/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/rank.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static uint32_t multiply(uint32_t a, uint32_t b, uint32_t prime) { return (uint32_t)((uint64_t)a * b % prime); }

/* Fermat: a^(prime - 2). */
static uint32_t invert(uint32_t a, uint32_t prime) {
  uint32_t result = 1;
  for (uint32_t exponent = prime - 2; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = multiply(result, a, prime);
    a = multiply(a, a, prime);
  }
  return result;
}

/* row -= factor * pivot_row, from column `first` on. */
static void subtract(uint32_t *row, const uint32_t *pivot_row, uint32_t factor, size_t first, size_t n_columns, uint32_t prime) {
  for (size_t j = first; j < n_columns; j++) row[j] = (uint32_t)((row[j] + (uint64_t)(prime - factor) * pivot_row[j]) % prime);
}

/* Basis rows are kept by leading column, scaled to a leading 1. */
typedef struct basis {
  uint32_t *rows; /* [n_columns x n_columns] */
  unsigned char *filled;
  size_t n_columns, rank;
  uint32_t prime;
} basis;

static void add_to_basis(basis *known, uint32_t *row) {
  for (size_t j = 0; j < known->n_columns; j++) {
    if (row[j] == 0) continue;
    uint32_t *pivot_row = known->rows + j * known->n_columns;
    if (known->filled[j]) {
      subtract(row, pivot_row, row[j], j, known->n_columns, known->prime);
      continue;
    }
    const uint32_t scale = invert(row[j], known->prime);
    for (size_t k = 0; k < known->n_columns; k++) pivot_row[k] = k < j ? 0 : multiply(row[k], scale, known->prime);
    known->filled[j] = 1;
    known->rank++;
    return;
  }
}

/* The remainder that is not negative. */
static uint32_t reduce(int64_t value, uint32_t prime) {
  const int64_t rest = value % (int64_t)prime;
  return (uint32_t)(rest < 0 ? rest + (int64_t)prime : rest);
}

static void eliminate(basis *known, int64_t *values, uint32_t *scratch, size_t n_rows, dark__whole_row *row, void *context) {
  memset(known->filled, 0, known->n_columns);
  known->rank = 0;
  for (size_t i = 0; i < n_rows && known->rank < known->n_columns; i++) {
    row(context, i, values);
    for (size_t j = 0; j < known->n_columns; j++) scratch[j] = reduce(values[j], known->prime);
    add_to_basis(known, scratch);
  }
}

dark_status dark__rank(size_t *rank, size_t n_rows, size_t n_columns, dark__whole_row *row, void *context, dark_error *err) {
  static const uint32_t primes[] = {2147483647u, 2147483629u};
  *rank = 0;
  if (n_columns == 0 || n_rows == 0) return DARK_OK;
  if (n_columns > SIZE_MAX / n_columns / sizeof(uint32_t)) return dark__fail_memory(err);
  basis known = {.n_columns = n_columns, .rows = malloc(n_columns * n_columns * sizeof(uint32_t)), .filled = malloc(n_columns)};
  uint32_t *scratch = malloc(n_columns * sizeof *scratch);
  int64_t *values = malloc(n_columns * sizeof *values);
  const int have_memory = known.rows != NULL && known.filled != NULL && scratch != NULL && values != NULL;
  for (size_t k = 0; have_memory && k < 2 && *rank < n_columns && *rank < n_rows; k++) {
    known.prime = primes[k];
    eliminate(&known, values, scratch, n_rows, row, context);
    if (known.rank > *rank) *rank = known.rank;
  }
  free(values);
  free(scratch);
  free(known.filled);
  free(known.rows);
  return have_memory ? DARK_OK : dark__fail_memory(err);
}
