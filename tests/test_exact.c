/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact intervals for two lists: hypergeometric probabilities, their inversion, and coverage by enumeration. */

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "estimator/interval.h"
#include "numeric/hypergeometric.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

/* Populations of 10 of whom 4 are marked, 3 drawn: P(0) = C(6,3)/C(10,3) = 20/120, P(1) = 4 15/120, P(2) = 6 6/120, P(3) = 4/120. */
static void probabilities_agree_with_hand_computation(void **state) {
  (void)state;
  assert_close(dark__hypergeometric_at_most(0, 4, 3, 10), 20.0 / 120, 1e-14, 0);
  assert_close(dark__hypergeometric_at_most(1, 4, 3, 10), 80.0 / 120, 1e-14, 0);
  assert_close(dark__hypergeometric_at_most(3, 4, 3, 10), 1, 1e-14, 0);
  assert_close(dark__hypergeometric_at_least(1, 4, 3, 10), 100.0 / 120, 1e-14, 0);
  assert_close(dark__hypergeometric_at_least(2, 4, 3, 10), 40.0 / 120, 1e-14, 0);
  assert_close(dark__hypergeometric_at_least(3, 4, 3, 10), 4.0 / 120, 1e-14, 0);
  assert_close(dark__hypergeometric_at_least(0, 4, 3, 10), 1, 1e-14, 0);
}

static void probabilities_agree_with_a_library(void **state) {
  static const unsigned sizes[][3] = {{30, 20, 100}, {5, 400, 1000}, {300, 250, 400}, {2000, 3000, 60000}, {7, 7, 14}};
  (void)state;
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    const unsigned n1 = sizes[i][0], n2 = sizes[i][1], all = sizes[i][2];
    for (unsigned m = n1 + n2 > all ? n1 + n2 - all : 0; m <= n1 && m <= n2; m++) {
      const double most = gsl_cdf_hypergeometric_P(m, n1, all - n1, n2),
                   least = m == 0 ? 1 : gsl_cdf_hypergeometric_Q(m - 1, n1, all - n1, n2);
      assert_close(dark__hypergeometric_at_most(m, n1, n2, all), most, 1e-9, 1e-300);
      assert_close(dark__hypergeometric_at_least(m, n1, n2, all), least, 1e-9, 1e-300);
    }
  }
}

/* Lists of 2 and 2 that share 1. Of the C(3,2) = 3 pairs in a population of 3 one is the marked pair, of the 6 in 4 one: P(M <= 1) is 2/3,
   then 5/6. P(M >= 1) = 1 - (N - 2)(N - 3)/{N (N - 1)}: 1 - 37 36/(39 38) = .10121 at 39, 1 - 38 37/(40 39) = .09872 at 40. */
static void limits_agree_with_hand_computation(void **state) {
  (void)state;
  assert_close(dark__hypergeometric_at_most(1, 2, 2, 3), 2.0 / 3, 1e-14, 0);
  assert_close(dark__least_population(2, 2, 1, 0.1), 3, 0, 0);
  assert_close(dark__least_population(2, 2, 1, 0.7), 4, 0, 0);
  assert_close(dark__most_population(2, 2, 1, 0.1), 39, 0, 0);
  assert_close(dark__most_population(2, 2, 1, 0.0987), 40, 0, 0);
  const dark_interval interval = dark__interval_exact(2, 2, 1, 0.8);
  assert_int_equal(interval.type, DARK_INTERVAL_EXACT);
  assert_close(interval.lower, 3, 0, 0);
  assert_close(interval.upper, 39, 0, 0);
  assert_int_equal(interval.reasons, DARK_REASON_BIT(DARK_REASON_LOWER_AT_OBSERVED));
}

static int least(int a, int b) { return a < b ? a : b; }

/* P(M <= m) grows with the population and P(M >= m) falls: what the search for limits rests on. */
static void probabilities_are_monotone_in_the_population(void **state) {
  (void)state;
  for (int n1 = 1; n1 <= 12; n1++)
    for (int n2 = 1; n2 <= 12; n2++)
      for (int m = 0; m <= least(n1, n2); m++)
        for (int all = n1 + n2 - m; all < 60; all++) {
          assert_true(dark__hypergeometric_at_most(m, n1, n2, all) <= dark__hypergeometric_at_most(m, n1, n2, all + 1) + 1e-12);
          assert_true(dark__hypergeometric_at_least(m, n1, n2, all) >= dark__hypergeometric_at_least(m, n1, n2, all + 1) - 1e-12);
        }
}

/* Share of all overlaps of lists of n1 and n2 in a population whose interval holds the population. */
static double coverage(int population, int n1, int n2, double level) {
  double held = 0;
  for (int m = n1 + n2 > population ? n1 + n2 - population : 0; m <= least(n1, n2); m++) {
    const dark_interval interval = dark__interval_exact(n1, n2, m, level);
    if (!(interval.lower <= population) || interval.upper < population) continue;
    held += dark__hypergeometric_at_most(m, n1, n2, population);
    if (m > 0) held -= dark__hypergeometric_at_most(m - 1, n1, n2, population);
  }
  return held;
}

/* Every pair of list sizes in every population up to 40, and some larger ones: the nominal level is kept without exception. */
static void coverage_is_never_below_the_level(void **state) {
  static const double levels[] = {0.5, 0.8, 0.95, 0.99};
  static const int more[][3] = {{1000, 50, 40}, {1000, 300, 200}, {5000, 70, 900}, {100, 99, 98}};
  double lowest = 1;
  (void)state;
  for (size_t l = 0; l < 4; l++) {
    for (int all = 1; all <= TIMES(40, 14); all++)
      for (int n1 = 1; n1 <= all; n1++)
        for (int n2 = 1; n2 <= n1; n2++) { /* lists change places without effect */
          const double here = coverage(all, n1, n2, levels[l]);
          assert_true(here >= levels[l] - 1e-10);
          if (levels[l] == 0.95) lowest = fmin(lowest, here);
        }
    for (size_t i = 0; i < 4; i++) assert_true(coverage(more[i][0], more[i][1], more[i][2], levels[l]) >= levels[l] - 1e-10);
  }
  assert_true(lowest < 0.975); /* not by being endless */
}

/* 10^9 people a list: limits of the two distributions that take its place. With many on both, the log-normal interval; with few, m is
   Poisson with mean n1 n2/N, so that N = n1 n2 / x with x the gamma quantile (half of qchisq(p, 2m) or 2m + 2). */
static void huge_lists_keep_their_digits(void **state) {
  const double n = 1e9;
  (void)state;
  const dark_interval few = dark__interval_exact(n, n, 3, 0.95);
  assert_close(few.lower, n * n / (gsl_cdf_chisq_Pinv(0.975, 8) / 2), 1e-6, 0);
  assert_close(few.upper, n * n / (gsl_cdf_chisq_Pinv(0.025, 6) / 2), 1e-6, 0);
  const double variance = n * n * 5e8 * 5e8 / pow(5e8, 3);
  const dark_interval many = dark__interval_exact(n, n, 5e8, 0.95),
                      near = dark__interval_log_normal(1.5e9, 5e8, sqrt(variance), 0.95);
  assert_close(many.lower, near.lower, 1e-7, 0);
  assert_close(many.upper, near.upper, 1e-7, 0);
  const dark_interval one = dark__interval_exact(4e9, 4e9, 1, 0.95);
  assert_close(one.upper, 1.6e19 / (gsl_cdf_chisq_Pinv(0.025, 2) / 2), 1e-6, 0);
}

static void levels_nest_and_lists_change_places(void **state) {
  (void)state;
  dark_interval inner = dark__interval_exact(50, 30, 9, 0.5);
  for (int i = 0; i < 8; i++) {
    const double level = 0.6 + 0.05 * i;
    const dark_interval outer = dark__interval_exact(50, 30, 9, level), turned = dark__interval_exact(30, 50, 9, level);
    assert_true(outer.lower <= inner.lower && outer.upper >= inner.upper);
    assert_true(outer.lower == turned.lower && outer.upper == turned.upper);
    inner = outer;
  }
}

static void nobody_on_both_leaves_a_lower_limit_only(void **state) {
  (void)state;
  const dark_interval interval = dark__interval_exact(10, 20, 0, 0.95);
  assert_true(interval.lower > 30 && isnan(interval.upper));
  assert_int_equal(interval.reasons, DARK_REASON_BIT(DARK_REASON_LOWER_ONLY));
}

static void both_methods_offer_it_and_no_other(void **state) {
  static const char *const methods[] = {"petersen", "chapman"};
  (void)state;
  dark_table *table = table_of_text(2, "10:40 01:20 11:20");
  const dark_interval expected = dark__interval_exact(60, 40, 20, 0.95);
  for (size_t m = 0; m < 2; m++) {
    dark_error err = DARK_ERROR_INIT;
    dark_interval interval;
    dark_plan *plan = plan_for(table, methods[m], 0, NULL, NULL);
    assert_ok(dark_plan_interval(&interval, plan, 0, DARK_INTERVAL_EXACT, 0.95, &err), err);
    assert_true(interval.lower == expected.lower && interval.upper == expected.upper);
    assert_ok(dark_plan_interval(&interval, plan, 0, DARK_INTERVAL_LOG_NORMAL, 0.95, &err), err);
    assert_int_equal(interval.type, DARK_INTERVAL_LOG_NORMAL);
    assert_int_equal(interval.reasons, 0);
    assert_ok(dark_plan_interval(&interval, plan, 0, DARK_INTERVAL_MATA_AIC, 0.95, &err), err);
    assert_int_equal(interval.type, DARK_INTERVAL_NONE);
    assert_int_equal(interval.reasons, DARK_REASON_BIT(DARK_REASON_NOT_OFFERED));
    assert_int_equal(dark_plan_interval(&interval, plan, 0, DARK_INTERVAL_BCA, 0.95, &err), DARK_EUSAGE);
    assert_int_equal(dark_plan_interval(&interval, plan, 0, DARK_INTERVAL_EXACT, 1, &err), DARK_EUSAGE);
    assert_int_equal(dark_plan_interval(&interval, plan, 1, DARK_INTERVAL_EXACT, 0.95, &err), DARK_EUSAGE);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(probabilities_agree_with_hand_computation), cmocka_unit_test(probabilities_agree_with_a_library),
      cmocka_unit_test(limits_agree_with_hand_computation),        cmocka_unit_test(probabilities_are_monotone_in_the_population),
      cmocka_unit_test(coverage_is_never_below_the_level),         cmocka_unit_test(huge_lists_keep_their_digits),
      cmocka_unit_test(levels_nest_and_lists_change_places),       cmocka_unit_test(nobody_on_both_leaves_a_lower_limit_only),
      cmocka_unit_test(both_methods_offer_it_and_no_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
