/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cholesky factors, the exponential, quantiles and Poisson tails against hand-computed values, definitions, GSL and libm. */

#include <float.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>

#include "numeric/cholesky.h"
#include "numeric/deviance.h"
#include "numeric/exponential.h"
#include "numeric/poisson_tail.h"
#include "numeric/quantile.h"
#include "numeric/stream.h"
#include "support/assert_close.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

static gsl_rng *start_rng(dark__stream *stream, uint64_t number) {
  dark__stream_start(stream, 4, number);
  return &stream->rng;
}

/* ---- Cholesky */

enum { MOST = 40, N_ROWS = 4 * MOST };
/* What the fits take for aliased. */
static const double ALIASED = 1e-13;

/* L = (2; 1 3): pivots 4 of 4 and 9 of 10. 4 x + 2 y = 8 and 2 x + 10 y = 22 give x = 1, y = 2; det 36, inverse (0,0) 10/36. */
static void a_two_by_two_matrix_is_factored_and_solved_as_by_hand(void **state) {
  (void)state;
  double a[] = {4, -7, 2, 10}, b[] = {8, 22}, work[2];
  assert_close(dark__cholesky_factor(a, 2, ALIASED), 0.9, 1e-15, 0);
  assert_true(a[2] == 1);
  assert_true(a[1] == -7); /* above the diagonal nothing is read or written */
  dark__cholesky_solve(a, 2, b);
  assert_close(b[0], 1, 1e-15, 0);
  assert_close(b[1], 2, 1e-15, 0);
  assert_close(dark__cholesky_inverse_first(a, 2, work), 10.0 / 36.0, 1e-15, 0);
}

/* L = (2; 6 1; -8 5 3): pivots 4 of 4, 1 of 37, 9 of 98. How the diagonal is kept is left to the factor. */
static void a_three_by_three_matrix_is_factored_as_by_hand(void **state) {
  (void)state;
  double a[] = {4, 0, 0, 12, 37, 0, -16, -43, 98};
  assert_close(dark__cholesky_factor(a, 3, ALIASED), 1.0 / 37.0, 1e-15, 0);
  assert_true(a[3] == 6 && a[6] == -8 && a[7] == 5);
  assert_true(dark__cholesky_factor(a, 0, ALIASED) == 1);
  dark__cholesky_solve(a, 0, NULL);
  assert_true(dark__cholesky_inverse_first(a, 0, NULL) == 0);
}

/* B B' + n, both triangles. */
static void fill_positive(double *a, size_t n, gsl_rng *rng) {
  double b[MOST][MOST];
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) b[i][j] = 2 * gsl_rng_uniform(rng) - 1;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      a[i * n + j] = i == j ? (double)n / 10 : 0;
      for (size_t k = 0; k < n; k++) a[i * n + j] += b[i][k] * b[j][k];
    }
}

/* Row by row, each sum from left to right: what several rows at a time must give, to the last bit. */
static void factor_plainly(double *a, size_t n, double aliased) {
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j <= i; j++) {
      double sum = 0;
      for (size_t k = 0; k < j; k++) sum += a[i * n + k] * a[j * n + k];
      const double left = a[i * n + j] - sum;
      if (j < i) a[i * n + j] = left * a[j * n + j];
      else a[i * n + j] = a[i * n + j] > 0 && left / a[i * n + j] > aliased ? 1 / sqrt(left) : 0;
    }
}

static void factors_are_those_of_one_row_at_a_time(void **state) {
  (void)state;
  double plain[MOST * MOST], ours[MOST * MOST];
  dark__stream stream;
  dark__stream_start(&stream, 11, 0);
  for (size_t n = 1; n <= MOST; n++) {
    fill_positive(plain, n, &stream.rng);
    if (n > 2)
      for (size_t j = 0; j < n; j++) plain[(n - 1) * n + j] = plain[j * n + n - 1] = plain[j < n - 1 ? j * n : 0];
    memcpy(ours, plain, n * n * sizeof *ours);
    factor_plainly(plain, n, ALIASED);
    dark__cholesky_factor(ours, n, ALIASED);
    for (size_t i = 0; i < n; i++) assert_memory_equal(ours + i * n, plain + i * n, (i + 1) * sizeof *ours);
  }
}

static void compare_with_gsl(const double *a, const double *b, size_t n) {
  double ours[MOST * MOST], theirs[MOST * MOST], x[MOST], y[MOST], work[MOST], smallest = 1;
  memcpy(ours, a, n * n * sizeof *a);
  memcpy(theirs, a, n * n * sizeof *a);
  memcpy(x, b, n * sizeof *b);
  memcpy(y, b, n * sizeof *b);
  gsl_matrix_view matrix = gsl_matrix_view_array(theirs, n, n);
  gsl_vector_view vector = gsl_vector_view_array(y, n);
  const double ratio = dark__cholesky_factor(ours, n, ALIASED);
  dark__cholesky_solve(ours, n, x);
  gsl_linalg_cholesky_decomp1(&matrix.matrix);
  gsl_linalg_cholesky_svx(&matrix.matrix, &vector.vector);
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < i; j++) assert_close(ours[i * n + j], theirs[i * n + j], 1e-12, 1e-12);
    assert_close(x[i], y[i], 1e-11, 1e-12);
    smallest = fmin(smallest, theirs[i * n + i] * theirs[i * n + i] / a[i * n + i]);
  }
  assert_close(ratio, smallest, 1e-11, 0);
  gsl_linalg_cholesky_invert(&matrix.matrix);
  assert_close(dark__cholesky_inverse_first(ours, n, work), theirs[0], 1e-12, 0);
}

static void random_positive_matrices_agree_with_gsl(void **state) {
  (void)state;
  dark__stream stream;
  gsl_rng *rng = start_rng(&stream, 1);
  double a[MOST * MOST], b[MOST];
  for (size_t n = 1; n <= MOST; n++)
    for (int trial = 0; trial < 10; trial++) {
      fill_positive(a, n, rng);
      for (size_t i = 0; i < n; i++) b[i] = 10 * gsl_rng_uniform(rng) - 5;
      compare_with_gsl(a, b, n);
    }
}

/* Columns a, b, a + b, c of a design; (A x)_i for x = (1, 2, 3, 4) as right-hand side. The third unknown is left out. */
static void an_exactly_dependent_column_is_left_out_and_the_rest_solved(void **state) {
  (void)state;
  static const double columns[4][5] = {{1, 0, 1, 2, 0}, {0, 1, 1, 0, 3}, {1, 1, 2, 2, 3}, {1, 0, 0, 1, 5}};
  double a[16] = {0}, factor[16], b[4] = {0}, x[4], work[4];
  for (size_t i = 0; i < 4; i++)
    for (size_t j = 0; j < 4; j++)
      for (size_t k = 0; k < 5; k++) a[4 * i + j] += columns[i][k] * columns[j][k];
  for (size_t i = 0; i < 4; i++)
    for (size_t j = 0; j < 4; j++) b[i] += a[4 * i + j] * (double)(j + 1);
  memcpy(factor, a, sizeof a);
  memcpy(x, b, sizeof b);
  assert_close(dark__cholesky_factor(factor, 4, ALIASED), 0, 0, 1e-14);
  dark__cholesky_solve(factor, 4, x);
  assert_close(x[0], 4, 1e-13, 0); /* 1 + 3 */
  assert_close(x[1], 5, 1e-13, 0); /* 2 + 3 */
  assert_close(x[2], 0, 0, 1e-200);
  assert_close(x[3], 4, 1e-13, 0);
  const double with = dark__cholesky_inverse_first(factor, 4, work);
  double without[] = {a[0], 0, 0, a[4], a[5], 0, a[12], a[13], a[15]};
  dark__cholesky_factor(without, 3, ALIASED);
  assert_close(with, dark__cholesky_inverse_first(without, 3, work), 1e-13, 0);
}

static void an_unknown_without_information_gets_zero(void **state) {
  (void)state;
  double a[] = {0, 0, 0, 0, 4, 0, 0, 2, 10}, b[] = {0, 8, 22}, work[3];
  assert_true(dark__cholesky_factor(a, 3, ALIASED) == 0);
  assert_close(dark__cholesky_inverse_first(a, 3, work), 0, 0, 1e-200);
  dark__cholesky_solve(a, 3, b);
  assert_close(b[0], 0, 0, 1e-200);
  assert_close(b[1], 1, 1e-14, 0);
  assert_close(b[2], 2, 1e-14, 0);
}

/* Information X'X of 0/1 columns, every third of which is a copy of an earlier one or the sum of the two before it. */
static void gather_dependent(double *a, size_t n, gsl_rng *rng) {
  static double x[MOST][N_ROWS];
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < N_ROWS; k++)
      x[i][k] = i % 3 < 2 ? (double)gsl_rng_uniform_int(rng, 2) : i % 2 ? x[i - 1][k] + x[i - 2][k] : x[i / 2][k];
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      a[i * n + j] = 0;
      for (size_t k = 0; k < N_ROWS; k++) a[i * n + j] += x[i][k] * x[j][k];
    }
}

static void consistent_systems_with_dependent_columns_are_solved(void **state) {
  (void)state;
  dark__stream stream;
  gsl_rng *rng = start_rng(&stream, 2);
  double a[MOST * MOST], factor[MOST * MOST], b[MOST], x[MOST];
  for (size_t n = 3; n <= MOST; n++) {
    gather_dependent(a, n, rng);
    for (size_t i = 0; i < n; i++) {
      b[i] = 0;
      for (size_t j = 0; j < n; j++) b[i] += a[i * n + j] * ((double)(j % 5) - 2);
    }
    memcpy(factor, a, n * n * sizeof *a);
    memcpy(x, b, n * sizeof *b);
    assert_true(dark__cholesky_factor(factor, n, ALIASED) < ALIASED);
    dark__cholesky_solve(factor, n, x);
    for (size_t i = 0; i < n; i++) {
      double left = 0;
      for (size_t j = 0; j < n; j++) left += a[i * n + j] * x[j];
      assert_close(left, b[i], 1e-10, 1e-9);
      if (i % 3 == 2) assert_close(x[i], 0, 0, 1e-200);
    }
  }
}

/* ---- The exponential */

static int64_t distance_in_ulps(double a, double b) {
  int64_t bits_a, bits_b;
  memcpy(&bits_a, &a, sizeof a);
  memcpy(&bits_b, &b, sizeof b);
  return bits_a > bits_b ? bits_a - bits_b : bits_b - bits_a;
}

/* The largest distance from libm in *libm, and the error against 64-bit arithmetic in *error, both in ulps. */
static void measure_exp(int64_t *libm, double *error, double x) {
  const double actual = dark__exp(x), near = exp(x);
  const int64_t distance = distance_in_ulps(actual, near);
  if (distance > *libm) *libm = distance;
  const double ulps = (double)fabsl((actual - expl((long double)x)) / (nextafter(near, INFINITY) - near));
  if (ulps > *error) *error = ulps;
}

/* Not on every machine, and not under valgrind. */
static int has_64_bit_arithmetic(void) {
  volatile long double one = 1;
  return one + 0x1p-60L != one;
}

/* Seen on 20 million points of the whole range and as many at random: never more than 1 ulp from libm, error at most 0.906 ulp. */
static void the_exponential_is_within_one_ulp(void **state) {
  (void)state;
  enum { N = 1000000 };
  int64_t libm = 0;
  double error = 0;
  dark__stream stream;
  gsl_rng *rng = start_rng(&stream, 3);
  for (int i = 0; i <= N; i++) measure_exp(&libm, &error, -708.0 + 1417.0 * i / N);
  for (int i = 0; i <= N; i++) measure_exp(&libm, &error, -708.0 + 1417.0 * gsl_rng_uniform(rng));
  for (int i = 0; i <= N / 2; i++) measure_exp(&libm, &error, 2.0 * i / N - 0.5);
  assert_in_range(libm, 0, 1);
  if (has_64_bit_arithmetic()) assert_true(error < 0.95);
}

static void the_exponential_is_exact_at_zero_and_keeps_its_limits(void **state) {
  (void)state;
  assert_true(dark__exp(0) == 1 && dark__exp(-0.0) == 1);
  assert_true(dark__exp(DBL_MIN) == 1 && dark__exp(-1e-300) == 1);
  assert_true(dark__exp(DBL_EPSILON) == 1 + DBL_EPSILON);
  assert_true(dark__exp(-708) > DBL_MIN && isfinite(dark__exp(709)));
  assert_true(dark__exp(nextafter(-708, -INFINITY)) == 0 && dark__exp(-1e308) == 0 && dark__exp(-INFINITY) == 0);
  assert_true(isinf(dark__exp(nextafter(709, INFINITY))) && isinf(dark__exp(1e308)) && isinf(dark__exp(INFINITY)));
  assert_true(isnan(dark__exp(NAN)) && isnan(dark__exp(-NAN)));
}

/* FNV-1a over the bits of 200,001 values: the promise is the same bits on every processor and with every compiler. */
static void the_exponential_has_the_same_bits_everywhere(void **state) {
  (void)state;
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (int i = 0; i <= 200000; i++) {
    uint64_t bits;
    const double value = dark__exp(-708 + i * 0.007085);
    memcpy(&bits, &value, sizeof bits);
    hash = (hash ^ bits) * UINT64_C(0x100000001b3);
  }
  assert_true(dark__exp(1) == 0x1.5bf0a8b14576ap+1);
  assert_true(dark__exp(-700.25) == 0x1.af5fe9a485c8ep-1011);
  assert_true(dark__exp(0.1) == 0x1.1aec7b35a00d4p+0);
  assert_true(hash == UINT64_C(0xead38157cb0c2eb2));
}

/* Also where some are out of range, in every place, and in place. */
static void many_exponentials_are_those_of_each(void **state) {
  (void)state;
  enum { N = 23 };
  static const double odd[] = {-709, 710, INFINITY, -INFINITY, NAN, 0, -708, 709, -1e308};
  for (size_t n = 0; n <= N; n++) {
    for (int round = 0; round < 200; round++) {
      double x[N + 1] = {0}, out[N + 1] = {0};
      for (size_t i = 0; i < n; i++) x[i] = -40 + 3.7 * (double)i + 0.013 * round;
      if (n > 0 && round % 2 == 0) x[(size_t)round % n] = odd[(size_t)round % (sizeof odd / sizeof *odd)];
      dark__exp_all(out, x, n);
      for (size_t i = 0; i < n; i++) x[i] = dark__exp(x[i]);
      assert_memory_equal(out, x, sizeof out);
    }
  }
  double same[] = {1, 2, 3, 4, 5};
  dark__exp_all(same, same, 5);
  assert_true(same[0] == dark__exp(1) && same[3] == dark__exp(4) && same[4] == dark__exp(5));
}

/* By hand; and where GSL, whose handler would end this test, has no logarithm. */
static void the_deviance_of_a_cell_has_its_limits(void **state) {
  (void)state;
  assert_close(dark__half_deviance(4, 4), 0, 0, 0);
  assert_close(dark__half_deviance(0, 3), -3, 0, 0);
  assert_close(dark__half_deviance(1, M_E), 1 + 1 - M_E, 1e-15, 0);
  assert_close(dark__half_deviance(1, 1e-20), log(1e-20) + 1, 1e-15, 0);
  assert_close(dark__half_deviance(1e9, 1e-300), 1e9 * log(1e-309) + 1e9, 1e-9, 0);
  assert_true(dark__half_deviance(2, 0) == -INFINITY && dark__half_deviance(2, INFINITY) == -INFINITY);
  assert_true(dark__half_deviance(2, NAN) == -INFINITY && dark__half_deviance(0.5, 1.7e308) == -INFINITY);
  assert_true(dark__half_deviance(1, 1e300) < -9e299);
}

/* ---- Quantiles */

/* h = 1/3 + p (n + 1/3); value x_below + (h - below) (x_above - x_below). */
static void quantiles_are_those_computed_by_hand(void **state) {
  (void)state;
  static const double first[] = {1, 2, 3, 4, 5}, primes[] = {2, 3, 5, 7, 11, 13, 17, 19}, one[] = {42}, two[] = {10, 20};
  static const struct {
    const double *sorted;
    size_t n;
    double p, value;
    size_t below, above;
  } known[] = {{first, 5, 0.25, 5.0 / 3, 1, 2},   /* h = 1/3 + 4/3 */
               {first, 5, 0.5, 3, 3, 3},          /* h = 1/3 + 8/3 */
               {first, 5, 0.75, 13.0 / 3, 4, 5},  /* h = 1/3 + 4 */
               {first, 5, 0.125, 1, 1, 1},        /* h = 1/3 + 2/3 */
               {primes, 8, 0.1, 13.0 / 6, 1, 2},  /* h = 7/6: 2 + 1/6 */
               {primes, 8, 0.9, 56.0 / 3, 7, 8},  /* h = 47/6: 17 + 5/6 of 2 */
               {primes, 8, 0.5, 9, 4, 5},         /* h = 4.5: 7 + 1/2 of 4 */
               {primes, 8, 0.36, 17.0 / 3, 3, 4}, /* h = 1/3 + 3: 5 + 1/3 of 2 */
               {two, 2, 0.5, 15, 1, 2},           /* h = 1.5 */
               {two, 2, 3.0 / 7, 40.0 / 3, 1, 2}, /* h = 4/3 */
               {one, 1, 0.5, 42, 1, 1}};
  for (size_t i = 0; i < N_OF(known); i++) {
    const dark__quantile quantile = dark__quantile_at(known[i].sorted, known[i].n, known[i].p);
    assert_close(quantile.value, known[i].value, 1e-14, 0);
    assert_int_equal(quantile.below, known[i].below);
    assert_int_equal(quantile.above, known[i].above);
  }
}

static void expect_quantile(const double *sorted, size_t n, double p, double value, size_t below, size_t above) {
  const dark__quantile quantile = dark__quantile_at(sorted, n, p);
  assert_true(quantile.value == value);
  assert_int_equal(quantile.below, below);
  assert_int_equal(quantile.above, above);
}

static void extreme_quantiles_are_the_ends(void **state) {
  (void)state;
  double sorted[50];
  for (size_t n = 1; n <= 50; n++) {
    sorted[n - 1] = (double)(n * n);
    expect_quantile(sorted, n, 0, 1, 1, 1);
    expect_quantile(sorted, n, 1, sorted[n - 1], n, n);
    expect_quantile(sorted, n, 0.6 / ((double)n + 1.0 / 3), 1, 1, 1);                 /* h = 14/15 */
    expect_quantile(sorted, n, 1 - 0.6 / ((double)n + 1.0 / 3), sorted[n - 1], n, n); /* h = n + 1/15 */
  }
}

static void quantiles_between_equal_values_are_that_value(void **state) {
  (void)state;
  static const double values[] = {0.1, 1.0 / 3, 14042.7, 1e17 / 7};
  for (size_t k = 0; k < N_OF(values); k++) {
    const double sorted[] = {values[k], values[k], values[k]};
    for (int i = 0; i <= 1000; i++) assert_true(dark__quantile_at(sorted, 3, i / 1000.0).value == values[k]);
  }
}

/* p = (3 k - 1) / (3 n + 1) gives h = k. Rounding must not let in the next value, which may be infinite. */
static void a_whole_rank_is_that_value_even_below_an_infinite_one(void **state) {
  (void)state;
  double sorted[400];
  for (size_t n = 1; n <= 400; n += n < 100 ? 1 : 13)
    for (size_t k = 1; k <= n; k++) {
      for (size_t i = 0; i < n; i++) sorted[i] = i < k ? (double)(i + 1) : INFINITY;
      expect_quantile(sorted, n, (double)(3 * k - 1) / (double)(3 * n + 1), (double)k, k, k);
    }
}

static void infinite_ends_give_infinite_quantiles_and_never_nan(void **state) {
  (void)state;
  static const double sorted[] = {-INFINITY, -INFINITY, 1, 2, 4, INFINITY, INFINITY};
  double before = -INFINITY;
  for (int i = 0; i <= 10000; i++) {
    const dark__quantile quantile = dark__quantile_at(sorted, 7, i / 10000.0);
    assert_true(!isnan(quantile.value));
    assert_true(quantile.value >= before);
    assert_int_equal(isfinite(quantile.value) != 0, isfinite(sorted[quantile.below - 1]) && isfinite(sorted[quantile.above - 1]));
    assert_true(quantile.above - quantile.below <= 1);
    before = quantile.value;
  }
  expect_quantile(sorted, 7, 0.5, 2, 4, 4);
  expect_quantile(sorted, 7, 0.3, -INFINITY, 2, 3); /* h = 2.5333 */
  expect_quantile(sorted, 7, 0.7, INFINITY, 5, 6);  /* h = 5.4667 */
}

/* ---- Poisson tails */

/* 1 - e^-1 (1 + 1 + 1/2); e^-10 (1 + 10 + 50 + 500/3); P(X <= 2) = P(X = 0) + ... with mean 1 is above one half, P(X >= 2) = 1 - 2/e. */
static void poisson_tails_are_those_computed_by_hand(void **state) {
  (void)state;
  const double e = exp(1);
  assert_close(dark__log_poisson_tail(3, 1), log(1 - 2.5 / e), 1e-14, 0);
  assert_close(dark__log_poisson_tail(2, 1), log(1 - 2 / e), 1e-14, 0);
  assert_close(dark__log_poisson_tail(3, 10), log(61 + 500.0 / 3) - 10, 1e-14, 0);
  assert_close(dark__log_poisson_tail(1, 1), log(1 - 1 / e), 1e-14, 0); /* against 2/e */
}

static void a_poisson_variable_of_mean_zero_is_zero(void **state) {
  (void)state;
  assert_true(dark__log_poisson_tail(0, 0) == 0);
  assert_true(dark__log_poisson_tail(1, 0) == -INFINITY);
  assert_true(dark__log_poisson_tail(1e9, 0) == -INFINITY);
}

/* P(X = 0) = e^-m; P(X <= 1) = e^-m (1 + m), P(X <= 2) = e^-m (1 + m + m^2 / 2); P(X >= 1) = 1 - e^-m. */
static void tails_of_the_smallest_counts_have_their_closed_forms(void **state) {
  (void)state;
  double mean = 1e-300;
  for (int i = 0; i < 10600; i++, mean *= 1.07) { /* up to 1e12 */
    const double at_most_1 = log1p(mean) - mean, at_most_2 = log1p(mean + mean * mean / 2) - mean,
                 at_least_1 = log(-expm1(-mean));
    assert_close(dark__log_poisson_tail(0, mean), -mean, 1e-15, 0);
    if (mean > 1.2 || mean < 0.9) assert_close(dark__log_poisson_tail(1, mean), mean > 1 ? at_most_1 : at_least_1, 1e-13, 0);
    if (mean > 3) assert_close(dark__log_poisson_tail(2, mean), at_most_2, 1e-13, 0);
    if (mean < 1e-13) assert_close(dark__log_poisson_tail(3, mean), 3 * log(mean) - log(6), 1e-12, 0);
  }
}

static void poisson_tails_agree_with_gsl_where_these_do_not_underflow(void **state) {
  (void)state;
  static const double means[] = {1e-5, 0.1, 0.5, 1, 1.5, 3.7, 10, 42.42, 100, 300.3, 644, 646, 1000, 3000};
  for (size_t i = 0; i < N_OF(means); i++)
    for (unsigned n = 0; n < 4 * means[i] + 200; n++) {
      const double at_most = gsl_cdf_poisson_P(n, means[i]), at_least = n > 0 ? gsl_cdf_poisson_Q(n - 1, means[i]) : 1;
      const double smaller = fmin(at_most, at_least);
      if (smaller > 1e-280) assert_close(dark__log_poisson_tail(n, means[i]), log(smaller), 1e-10, 1e-10);
    }
}

/* Log-concave in n on either side of the mean, with steps that change slowly: no break where tails underflow (at -645 and -745). */
static void poisson_tails_run_smoothly_into_the_extreme(void **state) {
  (void)state;
  static const double means[] = {800, 1234.5, 5000};
  for (size_t i = 0; i < N_OF(means); i++)
    for (int k = 1; k < 4 * means[i]; k++) {
      const double n = k;
      if (fabs(n - means[i]) < 3) continue;
      const double left = dark__log_poisson_tail(n - 1, means[i]), here = dark__log_poisson_tail(n, means[i]);
      const double right = dark__log_poisson_tail(n + 1, means[i]);
      assert_true(n < means[i] ? right > here && here > left : right < here && here < left);
      assert_true(right - 2 * here + left < 1e-9);
      assert_true(right - 2 * here + left > -1 / n);
    }
}

/* How many of a mean's tails, at counts from 0 to well above three times the mean, are above a level, and of how many the bound says so. */
static void count_usual_tails(double level, double mean, size_t *n_usual, size_t *n_above) {
  const double usual = dark__poisson_tail_usual(log(level));
  double n = 0;
  while (n < 3 * mean + 40) {
    const double tail = dark__log_poisson_tail(n, mean);
    const bool is_usual = dark__poisson_tail_is_usual(n, mean, usual);
    if (is_usual) assert_true(tail >= log(level));
    *n_above += tail > log(level);
    *n_usual += is_usual;
    n += n < 30 ? 1 : floor(1 + n / 50);
  }
}

/* The bound against the tails themselves; it says something of most of those that it may say something of. */
static void usual_poisson_tails_are_not_below_what_they_are_said_to_be(void **state) {
  (void)state;
  static const double levels[] = {1, 0.6, 0.5, 0.2, 0.02, 1e-3, 1e-12, 1e-300};
  size_t n_usual = 0, n_above = 0;
  for (size_t k = 0; k < N_OF(levels); k++)
    for (int step = 0; step < 61; step++) count_usual_tails(levels[k], 1e-3 * pow(1.37, step), &n_usual, &n_above);
  assert_true(n_usual > 8 * n_above / 10 && n_usual < n_above);
  assert_true(dark__poisson_tail_is_usual(3, 2, dark__poisson_tail_usual(-INFINITY)));
  assert_false(dark__poisson_tail_is_usual(3, 3, dark__poisson_tail_usual(0)));
  assert_false(dark__poisson_tail_is_usual(1, 0, dark__poisson_tail_usual(log(0.02))));
}

static void poisson_tails_fall_as_the_mean_moves_away(void **state) {
  (void)state;
  static const double counts[] = {1, 2, 50, 1000};
  for (size_t i = 0; i < N_OF(counts); i++) {
    double above = 0, below = 0;
    for (int k = 1; k <= 3000; k++) {
      const double tail_above = dark__log_poisson_tail(counts[i], counts[i] + k),
                   tail_below = dark__log_poisson_tail(counts[i], counts[i] * pow(0.99, k));
      if (k > 1) assert_true(tail_above < above && tail_below < below);
      above = tail_above;
      below = tail_below;
    }
  }
}

static int n_gsl_errors;
static void count_gsl_error(const char *reason, const char *file, int line, int code) {
  (void)reason, (void)file, (void)line, (void)code;
  n_gsl_errors++;
}

/* Edgeworth: P(X <= n) = Phi(x) - phi(x) (x^2 - 1) / (6 sqrt m) + O(1/m) with x = (n + 1/2 - m) / sqrt m, m the mean. GSL's tails have
   the wrong digits here, or none: its expansions stop after 5000 terms. */
static void tails_of_the_largest_tables_agree_with_the_edgeworth_expansion(void **state) {
  (void)state;
  static const double counts[] = {1056025, 1e7, 123456789, 4294967295};
  gsl_error_handler_t *handler = gsl_set_error_handler(count_gsl_error);
  for (size_t i = 0; i < N_OF(counts); i++)
    for (int k = -9; k <= 9; k += 2) {
      const double away = 0.45 * k, n = counts[i], mean = n + away * sqrt(n);
      const double x = (n + (away > 0 ? 0.5 : -0.5) - mean) / sqrt(mean); /* P(X >= n) = 1 - P(X <= n - 1) */
      const double skew = exp(-x * x / 2) / sqrt(2 * M_PI) * (x * x - 1) / (6 * sqrt(mean));
      const double tail = away > 0 ? gsl_cdf_ugaussian_P(x) - skew : gsl_cdf_ugaussian_Q(x) + skew;
      assert_close(dark__log_poisson_tail(n, mean), log(tail), 0, 100 / mean + 1e-9);
    }
  gsl_set_error_handler(handler);
  assert_int_equal(n_gsl_errors, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_two_by_two_matrix_is_factored_and_solved_as_by_hand),
      cmocka_unit_test(a_three_by_three_matrix_is_factored_as_by_hand),
      cmocka_unit_test(factors_are_those_of_one_row_at_a_time),
      cmocka_unit_test(random_positive_matrices_agree_with_gsl),
      cmocka_unit_test(an_exactly_dependent_column_is_left_out_and_the_rest_solved),
      cmocka_unit_test(an_unknown_without_information_gets_zero),
      cmocka_unit_test(consistent_systems_with_dependent_columns_are_solved),
      cmocka_unit_test(the_exponential_is_within_one_ulp),
      cmocka_unit_test(the_exponential_is_exact_at_zero_and_keeps_its_limits),
      cmocka_unit_test(the_exponential_has_the_same_bits_everywhere),
      cmocka_unit_test(many_exponentials_are_those_of_each),
      cmocka_unit_test(the_deviance_of_a_cell_has_its_limits),
      cmocka_unit_test(quantiles_are_those_computed_by_hand),
      cmocka_unit_test(extreme_quantiles_are_the_ends),
      cmocka_unit_test(quantiles_between_equal_values_are_that_value),
      cmocka_unit_test(a_whole_rank_is_that_value_even_below_an_infinite_one),
      cmocka_unit_test(infinite_ends_give_infinite_quantiles_and_never_nan),
      cmocka_unit_test(poisson_tails_are_those_computed_by_hand),
      cmocka_unit_test(a_poisson_variable_of_mean_zero_is_zero),
      cmocka_unit_test(tails_of_the_smallest_counts_have_their_closed_forms),
      cmocka_unit_test(poisson_tails_agree_with_gsl_where_these_do_not_underflow),
      cmocka_unit_test(poisson_tails_run_smoothly_into_the_extreme),
      cmocka_unit_test(usual_poisson_tails_are_not_below_what_they_are_said_to_be),
      cmocka_unit_test(poisson_tails_fall_as_the_mean_moves_away),
      cmocka_unit_test(tails_of_the_largest_tables_agree_with_the_edgeworth_expansion),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
