/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks of 0/1 matrices against hand-made cases and exact elimination in whole numbers. */

#include <stdlib.h>
#include <string.h>

#include "numeric/rank.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

enum { MOST = 256 };

typedef struct matrix {
  size_t n_rows, n_columns, n_read; /* n_read: rows asked for */
  unsigned char values[MOST][MOST];
} matrix;

static void read_row(void *context, size_t row, int64_t *values) {
  matrix *from = context;
  from->n_read++;
  for (size_t j = 0; j < from->n_columns; j++) values[j] = from->values[row][j];
}

static size_t rank_of(matrix *of) {
  dark_error err = DARK_ERROR_INIT;
  size_t rank = 99;
  of->n_read = 0;
  assert_ok(dark__rank(&rank, of->n_rows, of->n_columns, read_row, of, &err), err);
  return rank;
}

static void start_matrix(matrix *out, size_t n_rows, size_t n_columns) {
  memset(out, 0, sizeof *out);
  out->n_rows = n_rows;
  out->n_columns = n_columns;
}

/* Rows as text: "110 011 101". */
static void write_matrix(matrix *out, const char *rows) {
  size_t n_rows = 0, n_columns = 0;
  start_matrix(out, 0, 0);
  for (const char *c = rows; *c != '\0'; c++) {
    if (*c == ' ') {
      n_rows++;
      n_columns = 0;
    } else {
      out->values[n_rows][n_columns++] = (unsigned char)(*c - '0');
    }
  }
  out->n_rows = n_rows + 1;
  out->n_columns = n_columns;
}

static void small_matrices_have_their_rank(void **state) {
  (void)state;
  static const struct {
    const char *rows;
    size_t rank;
  } known[] = {{"0", 0},
               {"1", 1},
               {"000 000", 0},
               {"111 111", 1},
               {"100 010 001", 3},
               {"001 010 100", 3},
               {"1111", 1},
               {"1 1 0 1", 1},
               {"110 011 101", 3},         /* determinant 2: rank 2 modulo 2 */
               {"0111 1011 1101 1110", 4}, /* determinant -3 */
               {"1100 0011 1010 0101", 3}, /* rows 1 + 2 = 3 + 4 */
               {"110 001 111", 2},
               {"000 110 000 011 000", 2},
               {"01010 00000 01010", 1},
               {"10110 01101", 2},
               {"10110 10110", 1},
               {"1000 1100 1010 1001 1110 1101 1011 1111", 4}, /* main effects of three lists, all cells */
               {"1110 1101 1011", 3},
               {"11100 10011 11111", 3},
               {"11100 10000 00011 01100", 3}};
  static matrix of;
  for (size_t i = 0; i < N_OF(known); i++) {
    write_matrix(&of, known[i].rows);
    assert_int_equal(rank_of(&of), known[i].rank);
  }
}

static void a_matrix_without_rows_or_columns_has_rank_zero(void **state) {
  (void)state;
  static matrix of;
  start_matrix(&of, 0, 5);
  assert_int_equal(rank_of(&of), 0);
  start_matrix(&of, 5, 0);
  assert_int_equal(rank_of(&of), 0);
  assert_int_equal(of.n_read, 0);
}

/* Fraction-free elimination (Bareiss): every entry is a minor, below 4000 for 12 x 12. */
static size_t eliminate_exactly(const matrix *of) {
  int64_t a[12][12], last = 1;
  size_t rank = 0;
  for (size_t i = 0; i < of->n_rows; i++)
    for (size_t j = 0; j < of->n_columns; j++) a[i][j] = of->values[i][j];
  for (size_t j = 0; j < of->n_columns && rank < of->n_rows; j++) {
    size_t pivot = rank;
    while (pivot < of->n_rows && a[pivot][j] == 0) pivot++;
    if (pivot == of->n_rows) continue;
    for (size_t k = 0; k < of->n_columns; k++) {
      const int64_t kept = a[rank][k];
      a[rank][k] = a[pivot][k];
      a[pivot][k] = kept;
    }
    for (size_t i = rank + 1; i < of->n_rows; i++)
      for (size_t k = of->n_columns; k-- > j;) a[i][k] = (a[i][k] * a[rank][j] - a[i][j] * a[rank][k]) / last;
    last = a[rank][j];
    rank++;
  }
  return rank;
}

static void random_matrices_agree_with_exact_elimination(void **state) {
  (void)state;
  static matrix of;
  dark__stream stream;
  dark__stream_start(&stream, 5, 1);
  size_t n_deficient = 0;
  for (int trial = 0; trial < 20000; trial++) {
    start_matrix(&of, 1 + gsl_rng_uniform_int(&stream.rng, 12), 1 + gsl_rng_uniform_int(&stream.rng, 12));
    const unsigned long sparsity = 2 + (unsigned long)trial % 4;
    for (size_t i = 0; i < of.n_rows; i++)
      for (size_t j = 0; j < of.n_columns; j++) of.values[i][j] = gsl_rng_uniform_int(&stream.rng, sparsity) == 0;
    const size_t expected = eliminate_exactly(&of);
    n_deficient += expected < of.n_rows && expected < of.n_columns;
    assert_int_equal(rank_of(&of), expected);
  }
  assert_in_range(n_deficient, 2000, 18000); /* both kinds were tried */
}

/* Columns: one of ones, m random ones and their m complements; the complements add nothing. */
static void complements_of_columns_add_no_rank(void **state) {
  (void)state;
  static matrix of;
  dark__stream stream;
  dark__stream_start(&stream, 5, 2);
  for (size_t m = 1; m <= 40; m++) {
    start_matrix(&of, MOST, 2 * m + 1);
    for (size_t i = 0; i < of.n_rows; i++) {
      of.values[i][0] = 1;
      for (size_t j = 1; j <= m; j++) {
        of.values[i][j] = (unsigned char)gsl_rng_uniform_int(&stream.rng, 2);
        of.values[i][j + m] = !of.values[i][j];
      }
    }
    assert_int_equal(rank_of(&of), m + 1);
    of.n_columns = m + 1;
    assert_int_equal(rank_of(&of), m + 1);
  }
}

/* Rows of k random kinds, many times each, and as many kinds of columns. */
static void repeated_rows_and_columns_add_no_rank(void **state) {
  (void)state;
  static matrix of;
  static unsigned char core[24][24];
  dark__stream stream;
  dark__stream_start(&stream, 5, 3);
  for (size_t k = 1; k <= 24; k++) {
    for (size_t i = 0; i < k; i++) /* lower triangular, ones on the diagonal: rank k */
      for (size_t j = 0; j < k; j++) core[i][j] = i == j || (j < i && gsl_rng_uniform_int(&stream.rng, 2));
    start_matrix(&of, 200, 90);
    for (size_t i = 0; i < of.n_rows; i++)
      for (size_t j = 0; j < of.n_columns; j++) of.values[i][j] = core[29 * i % k][31 * j % k]; /* every kind turns up */
    assert_int_equal(rank_of(&of), k);
  }
}

/* Is the set of lists j inside the set i? Unimodular, so that every set of columns is independent. */
static void the_design_of_eight_lists_has_full_rank(void **state) {
  (void)state;
  static matrix of;
  start_matrix(&of, 256, 256);
  for (size_t i = 0; i < 256; i++)
    for (size_t j = 0; j < 256; j++) of.values[i][j] = (i & j) == j;
  assert_int_equal(rank_of(&of), 256);
  of.n_rows = 100;
  assert_int_equal(rank_of(&of), 100);
}

static void rows_are_read_until_the_columns_are_proved_independent(void **state) {
  (void)state;
  static matrix of;
  start_matrix(&of, 200, 30);
  for (size_t i = 0; i < 200; i++) of.values[i][i % 30] = 1;
  assert_int_equal(rank_of(&of), 30);
  assert_int_equal(of.n_read, 30);
}

/* A square 0/1 matrix with a given determinant > 0, up to sign. Ones above the diagonal and at even distances below it make leading
   minors the Fibonacci numbers F_k; expanding the determinant along the last row then gives the sum of (-1)^(k+1) F_k over its ones,
   and such a sum without repetition exists for every whole number. */
static void make_determinant(matrix *out, int64_t determinant) {
  int64_t fibonacci[93] = {0, 1}, most[92] = {0}, least[92] = {0};
  for (size_t k = 2; k < 93; k++) fibonacci[k] = fibonacci[k - 1] + fibonacci[k - 2];
  for (size_t k = 1; k < 92; k++) { /* the sums that the first k numbers reach */
    most[k] = most[k - 1] + (k % 2 == 1 ? fibonacci[k] : 0);
    least[k] = least[k - 1] - (k % 2 == 0 ? fibonacci[k] : 0);
  }
  unsigned char last_row[93] = {0};
  size_t size = 0;
  while (determinant != 0) {
    size_t k = 1;
    while (determinant > most[k] || determinant < least[k]) k++;
    if (size == 0) size = k + 1;
    last_row[k] = 1;
    determinant -= k % 2 == 1 ? fibonacci[k] : -fibonacci[k];
  }
  start_matrix(out, size, size);
  for (size_t i = 0; i + 1 < size; i++) {
    out->values[i][i + 1] = 1;
    for (size_t j = i % 2; j <= i; j += 2) out->values[i][j] = 1;
  }
  memcpy(out->values[size - 1], last_row, size);
}

/* The two primes of the implementation. A determinant that both divide is what the header warns of, and shows that the matrices are what
   they are made for. */
static void a_determinant_that_one_prime_divides_is_not_taken_for_zero(void **state) {
  (void)state;
  static const struct {
    int64_t determinant;
    size_t missing;
  } cases[] = {
      {1, 0}, {2, 0}, {2147483647, 0}, {2147483629, 0}, {4 * INT64_C(2147483647), 0}, {2147483647 * INT64_C(2147483629), 1}};
  static matrix of;
  for (size_t i = 0; i < N_OF(cases); i++) {
    make_determinant(&of, cases[i].determinant);
    const size_t expected = of.n_rows - cases[i].missing;
    assert_int_equal(rank_of(&of), expected);
    of.n_rows++; /* a row and a column of zeros: deficient whatever the prime */
    of.n_columns++;
    assert_int_equal(rank_of(&of), expected);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_matrices_have_their_rank),
      cmocka_unit_test(a_matrix_without_rows_or_columns_has_rank_zero),
      cmocka_unit_test(random_matrices_agree_with_exact_elimination),
      cmocka_unit_test(complements_of_columns_add_no_rank),
      cmocka_unit_test(repeated_rows_and_columns_add_no_rank),
      cmocka_unit_test(the_design_of_eight_lists_has_full_rank),
      cmocka_unit_test(rows_are_read_until_the_columns_are_proved_independent),
      cmocka_unit_test(a_determinant_that_one_prime_divides_is_not_taken_for_zero),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
