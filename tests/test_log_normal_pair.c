/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences and ratios of two log-normal numbers. */

#include <gsl/gsl_cdf.h>

#include "numeric/log_normal_pair.h"
#include "support/assert_close.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

static const dark__log_normal_pair PAIRS[] = {{1, {4, 4}, {0.3, 0.3}, 0},        {1, {4, 5}, {0.1, 0.5}, 0.6},
                                              {1, {6, 2}, {0.5, 1.2}, -0.7},     {1, {3, 3}, {0.2, 0.9}, 0.99},
                                              {1, {3, 3.5}, {0.9, 0.05}, -0.99}, {1, {5, 5}, {0.4, 0.4}, 0.9999},
                                              {1, {8, 8}, {0.01, 0.02}, 0.3}};

/* Without anything known Y / X is log-normal itself, with mean m_Y - m_X and variance s_X^2 + s_Y^2 - 2 r s_X s_Y. */
static double sd_of_ratio(const dark__log_normal_pair *of) {
  return sqrt(of->sd[0] * of->sd[0] + of->sd[1] * of->sd[1] - 2 * of->correlation * of->sd[0] * of->sd[1]);
}

static void a_ratio_alone_is_log_normal(void **state) {
  const double known[] = {0, 0};
  (void)state;
  for (size_t i = 0; i < N_OF(PAIRS); i++) {
    const dark__log_normal_pair *of = &PAIRS[i];
    const double mean = of->mean[1] - of->mean[0], sd = sd_of_ratio(of);
    for (int k = -2; k <= 2; k++) assert_close(dark__pair_below(of, 0, exp(mean + k * sd)), gsl_cdf_ugaussian_P(k), 0, 1e-8);
    double x;
    assert_int_equal(dark__pair_ratio(&x, of, 1, known, 0.975, NULL), 0);
    assert_close(x, exp(mean + gsl_cdf_ugaussian_Pinv(0.975) * sd), 1e-6, 0);
  }
}

/* The same probability with steps of 1/2000 of a standard deviation, whatever the sign of a. */
static double below_by_brute_force(const dark__log_normal_pair *of, double a, double b) {
  enum { STEPS = 32000 };
  const double rest = of->sd[1] * sqrt(1 - of->correlation * of->correlation);
  double sum = 0, all = 0;
  for (int i = 0; i <= STEPS; i++) {
    const double t = 16.0 * i / STEPS - 8, density = exp(-t * t / 2), limit = a + b * exp(of->mean[0] + of->sd[0] * t);
    const double z = (log(limit) - of->mean[1] - of->correlation * of->sd[1] * t) / rest;
    sum += limit > 0 ? density * gsl_cdf_ugaussian_P(z) : 0;
    all += density;
  }
  return sum / all;
}

static void probabilities_are_those_of_small_steps(void **state) {
  static const double shifts[] = {-200, -30, -5, 0, 8, 70, 900};
  (void)state;
  for (size_t i = 0; i < N_OF(PAIRS); i++)
    for (size_t k = 0; k < N_OF(shifts); k++)
      for (int b = 1; b <= 3; b += 2)
        assert_close(dark__pair_below(&PAIRS[i], shifts[k], b), below_by_brute_force(&PAIRS[i], shifts[k], b), 0, 1e-7);
}

static dark__log_normal_pair turned(const dark__log_normal_pair *of) {
  return (dark__log_normal_pair){of->weight, {of->mean[1], of->mean[0]}, {of->sd[1], of->sd[0]}, of->correlation};
}

/* As a mixture of two of them. */
static void exchanging_the_two_turns_the_limits_around(void **state) {
  const double known[] = {40, 75}, turned_known[] = {75, 40};
  (void)state;
  for (size_t i = 0; i + 1 < N_OF(PAIRS); i++) {
    dark__log_normal_pair parts[] = {PAIRS[i], PAIRS[i + 1]};
    parts[0].weight = 0.25;
    const dark__log_normal_pair other[] = {turned(&parts[0]), turned(&parts[1])};
    double low, high, ratio_low, ratio_high;
    assert_int_equal(dark__pair_difference(&low, parts, 2, known, 0.025, NULL), 0);
    assert_int_equal(dark__pair_difference(&high, other, 2, turned_known, 0.975, NULL), 0);
    assert_close(low, -high, 1e-7, 1e-7);
    assert_int_equal(dark__pair_ratio(&ratio_low, parts, 2, known, 0.025, NULL), 0);
    assert_int_equal(dark__pair_ratio(&ratio_high, other, 2, turned_known, 0.975, NULL), 0);
    assert_close(ratio_low, 1 / ratio_high, 1e-7, 0);
    assert_true((low < 0) == (ratio_low < 1));
  }
}

/* P(difference < 0) = P(ratio < 1): the quantile at that probability is 0 and 1. */
static void no_difference_is_a_ratio_of_one(void **state) {
  const double known[] = {20, 10};
  (void)state;
  for (size_t i = 0; i < N_OF(PAIRS); i++) {
    const double p = dark__pair_below(&PAIRS[i], known[0] - known[1], 1);
    double difference, ratio;
    if (p < 1e-6 || p > 1 - 1e-6) continue;
    assert_int_equal(dark__pair_difference(&difference, &PAIRS[i], 1, known, p, NULL), 0);
    assert_int_equal(dark__pair_ratio(&ratio, &PAIRS[i], 1, known, p, NULL), 0);
    assert_close(difference, 0, 0, 1e-5);
    assert_close(ratio, 1, 1e-6, 0);
  }
}

/* Small errors: of e^8 = 2,981 people each, 1% and 2% with correlation 0.3. */
static void small_errors_are_normal(void **state) {
  const double known[] = {0, 0}, people = exp(8);
  const double sd = people * sqrt(0.01 * 0.01 + 0.02 * 0.02 - 2 * 0.3 * 0.01 * 0.02);
  double x;
  (void)state;
  assert_int_equal(dark__pair_difference(&x, &PAIRS[6], 1, known, 0.025, NULL), 0);
  assert_close(x, -1.959964 * sd, 0.04, 0);
}

/* A model without weight changes nothing, and two halves of one are that one. */
static void weights_are_relative(void **state) {
  const double known[] = {3, 4};
  double alone, together;
  (void)state;
  dark__log_normal_pair parts[] = {PAIRS[1], PAIRS[1], PAIRS[2]};
  parts[0].weight = 7, parts[1].weight = 5, parts[2].weight = 0;
  assert_int_equal(dark__pair_difference(&alone, &PAIRS[1], 1, known, 0.9, NULL), 0);
  assert_int_equal(dark__pair_difference(&together, parts, 3, known, 0.9, NULL), 0);
  assert_close(together, alone, 1e-9, 1e-9);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_ratio_alone_is_log_normal),
      cmocka_unit_test(probabilities_are_those_of_small_steps),
      cmocka_unit_test(exchanging_the_two_turns_the_limits_around),
      cmocka_unit_test(no_difference_is_a_ratio_of_one),
      cmocka_unit_test(small_errors_are_normal),
      cmocka_unit_test(weights_are_relative),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
