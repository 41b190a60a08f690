/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chao's bound for counts of captures: by hand, against the variance that theory has, and how often it complains. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "lattice/chao_bound.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

enum { MOST = 12 };

/* A table of people [y] captured y times. */
static dark_table *table_of_counts(const double people[MOST]) {
  char path[32], text[512] = "y,n\n";
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  for (int y = 1; y < MOST; y++)
    if (people[y] > 0) snprintf(text + strlen(text), sizeof text - strlen(text), "%d,%.0f\n", y, people[y]);
  write_file(path, text);
  options.count_of_captures = "y";
  const dark_status status = dark_table_read_csv(&table, path, &options, &err);
  remove(path);
  assert_ok(status, err);
  return table;
}

/* The explanation of an estimate; an estimate that is not there gives no bound. */
static dark_explanation explain(const double people[MOST], const char *method, double *hidden) {
  dark_error err = DARK_ERROR_INIT;
  dark_explanation said = {0};
  dark_table *table = table_of_counts(people);
  dark_plan *plan = plan_for(table, method, 0, NULL, NULL);
  *hidden = dark_plan_estimate(plan, 0)->hidden;
  if (dark_plan_estimate(plan, 0)->reason == DARK_N_REASONS) assert_ok(dark_plan_explain(&said, plan, 0, &err), err);
  dark_explanation copy = said;
  copy.terms = NULL, copy.levels = NULL, copy.fitted = NULL;
  dark_explanation_clear(&said);
  dark_plan_free(plan);
  dark_table_free(table);
  return copy;
}

/* 40, 9 and 2 people: B = 40 x 39 / 20 = 78. Zelterman has lambda = 2 x 9/40 = 0.45 and hidden = 51 / (exp(lambda) - 1), so that with
   k = lambda exp(lambda) / (exp(lambda) - 1) a person captured once changes log(hidden) by 1/51 + k/40, one captured twice by
   1/51 - k/9, another by 1/51; d_1 = 40/51 + k, d_2 = 9/51 - k, and var(log hidden) = 1/51 + k^2 (1/40 + 1/9). */
static void zelterman_by_hand(void **state) {
  static const double people[MOST] = {[1] = 40, [2] = 9, [3] = 2};
  const double k = 0.45 * exp(0.45) / expm1(0.45), d_1 = 40 / 51.0 + k, d_2 = 9 / 51.0 - k;
  const double variance = 4 / 40.0 + 1 / 10.0 - 2 * (2 * d_1 / 40 - d_2 / 10) + 1 / 51.0 + k * k * (1 / 40.0 + 1 / 9.0);
  double hidden;
  (void)state;
  const dark_bound bound = explain(people, "zelterman-regression", &hidden).bound;
  assert_int_equal(bound.n_pairs, 1);
  assert_close(bound.hidden, 78, 1e-14, 0);
  assert_close(bound.error, sqrt(variance), 1e-5, 0);
  assert_close(bound.z, log(78 * expm1(0.45) / 51) / sqrt(variance), 1e-5, 0);
}

/* Of a Poisson that is the truth the estimate is efficient, so that var{log(B / hidden)} = var(log B) - var(log hidden) (Hausman 1978). */
static void the_error_is_that_of_an_efficient_estimate(void **state) {
  double people[MOST], hidden;
  (void)state;
  for (int y = 1; y < MOST; y++) people[y] = round(1e6 * gsl_ran_poisson_pdf((unsigned)y, 0.6));
  const dark_explanation said = explain(people, "ztpoisson", &hidden);
  const double of_estimate = (said.se * said.se - hidden) / (hidden * hidden);
  assert_close(said.bound.hidden, 1e6 * exp(-0.6), 1e-4, 0);
  assert_close(said.bound.error, sqrt(4 / people[1] + 1 / people[2] - of_estimate), 0.005, 0);
  assert_true(fabs(said.bound.z) < 0.1);
}

/* The bound itself, and models in which some people captured once are not like the others, are not held against it. */
static void some_methods_have_no_bound(void **state) {
  static const double people[MOST] = {[1] = 400, [2] = 90, [3] = 25, [4] = 7};
  static const char *const without[] = {"chao-regression", "oiztpoisson", "oiztgeom"}, *const with[] = {"zelterman-regression",
                                                                                                        "ztpoisson", "ztgeom"};
  double hidden;
  (void)state;
  for (size_t m = 0; m < 3; m++) {
    const dark_bound none = explain(people, without[m], &hidden).bound;
    assert_true(isfinite(hidden) && none.n_pairs == 0 && !dark__is_below_bound(&none));
    assert_int_equal(explain(people, with[m], &hidden).bound.n_pairs, 1);
  }
}

/* Nobody twice, or one person once: a bound without any people in it, or out of f1 alone. */
static void few_people_have_a_bound_too(void **state) {
  static const double none_twice[MOST] = {[1] = 30, [3] = 4}, one_once[MOST] = {[1] = 1, [2] = 20, [3] = 14};
  double hidden;
  (void)state;
  const dark_bound loose = explain(none_twice, "ztpoisson", &hidden).bound, empty = explain(one_once, "ztpoisson", &hidden).bound;
  assert_close(loose.hidden, 30 * 29 / 2.0, 1e-14, 0);
  assert_true(loose.error > 0 && isfinite(loose.z));
  assert_true(empty.hidden == 0 && !dark__is_below_bound(&empty));
}

/* How many of N_TABLES tables of 1,000 people are complained of; of two rates when `other` is not 0. */
enum { N_TABLES = TIMES(500, 50) };

static size_t count_complaints(const char *method, double rate, double other) {
  size_t n = 0;
  for (uint64_t number = 0; number < N_TABLES; number++) {
    double people[MOST] = {0}, hidden;
    dark__stream stream;
    dark__stream_start(&stream, 4711, number);
    for (int i = 0; i < 1000; i++) {
      const unsigned y = gsl_ran_poisson(&stream.rng, i % 4 == 0 && other > 0 ? other : rate);
      if (y > 0) people[y < MOST ? y : MOST - 1]++;
    }
    const dark_bound bound = explain(people, method, &hidden).bound;
    n += dark__is_below_bound(&bound) ? 1 : 0;
  }
  return n;
}

/* 5% is meant; with three standard errors of 500 tables that is 40. Where a quarter of the people has six times the rate nearly all are. */
static void it_complains_of_few_that_are_right_and_of_most_that_are_not(void **state) {
  (void)state;
  assert_in_range(count_complaints("ztpoisson", 0.5, 0), TIMES(8, 0), TIMES(40, 7));
  assert_in_range(count_complaints("zelterman-regression", 0.5, 0), 0, TIMES(40, 7));
  assert_true(count_complaints("ztpoisson", 0.3, 1.8) > 9 * N_TABLES / 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(zelterman_by_hand),
      cmocka_unit_test(the_error_is_that_of_an_efficient_estimate),
      cmocka_unit_test(some_methods_have_no_bound),
      cmocka_unit_test(few_people_have_a_bound_too),
      cmocka_unit_test(it_complains_of_few_that_are_right_and_of_most_that_are_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
