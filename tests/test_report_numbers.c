/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdlib.h>

#include "support/assert_close.h"
#include "support/skip.h"
#include "writing/numbers.h"

static void estimates_are_rounded_to_three_digits(void **state) {
  (void)state;
  const struct {
    double value;
    const char *text;
  } cases[] = {{9.4, "9"},           {157.17, "157"},
               {999.6, "1,000"},     {1000, "1,000"},
               {1004.9, "1,000"},    {10356.5, "10,400"},
               {1.2e6, "1,200,000"}, {1e12, "1,000,000,000,000"},
               {0.4, "0"},           {0, "0"},
               {99950, "100,000"},   {INFINITY, "unbounded"},
               {NAN, "–"},           {1e300, "over 10^15"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_string_equal(dark__estimate(cases[i].value).text, cases[i].text);
}

static void numbers_of_a_row_share_the_unit_of_its_total(void **state) {
  (void)state;
  const double unit = dark__rounding_unit(10356.5);
  assert_close(unit, 100, 0, 0);
  assert_string_equal(dark__people(6947.04, unit).text, "6,900");
  assert_string_equal(dark__people(18009.99, unit).text, "18,000");
  assert_string_equal(dark__people(49, unit).text, "<50"); /* not 0: somebody is unseen */
  assert_close(dark__rounding_unit(999.6), 1, 0, 0);
  assert_close(dark__rounding_unit(1000), 10, 0, 0);
  assert_close(dark__rounding_unit(NAN), 1, 0, 0);
}

static void percentages_never_round_to_certainty(void **state) {
  (void)state;
  const struct {
    double share;
    const char *text;
  } cases[] = {{0, "0%"},         {0.0001, "<0.1%"},   {0.034, "3.4%"}, {0.62, "62%"},
               {0.9961, "99.6%"}, {0.99999, ">99.9%"}, {1, "100%"},     {NAN, "–"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_string_equal(dark__percent(cases[i].share).text, cases[i].text);
  assert_string_equal(dark__level(0.975).text, "97.5%");
  assert_string_equal(dark__coverage(0.5503).text, "just over 0.55");
}

static void numbers_for_machines_bring_back_the_same_double(void **state) {
  (void)state;
  assert_string_equal(dark__exact(157).text, "157");
  assert_string_equal(dark__exact(0.1).text, "0.10000000000000001");
  assert_string_equal(dark__exact(-0.0).text, "0");
  assert_string_equal(dark__exact(NAN).text, "");
  assert_string_equal(dark__exact(-INFINITY).text, "");
  assert_string_equal(dark__shortest(0.95).text, "0.95");
  assert_string_equal(dark__shortest(1.0 / 3).text, "0.3333333333333333");
}

/* A locale with a decimal comma: the system's, or the one that `make` made. */
static int choose_comma(void) {
  if (setlocale(LC_ALL, "de_DE.UTF-8") != NULL || setlocale(LC_ALL, "fi_FI.UTF-8") != NULL) return 1;
  setenv("LOCPATH", DARK_TEST_LOCALES, 1);
  const char *chosen = setlocale(LC_ALL, "de_DE.UTF-8");
  unsetenv("LOCPATH");
  return chosen != NULL;
}

/* Whoever uses the library may have chosen such a locale. */
static void numbers_ignore_the_locale(void **state) {
  (void)state;
  if (!choose_comma()) skip_because("no locale with a decimal comma: neither de_DE.UTF-8, fi_FI.UTF-8 nor " DARK_TEST_LOCALES);
  assert_string_equal(localeconv()->decimal_point, ",");
  const dark__number exact = dark__exact(-1234.5), statistic = dark__statistic(3.25), level = dark__level(0.975);
  const dark__number shortest = dark__shortest(0.95), percent = dark__percent(0.034);
  setlocale(LC_ALL, "C");
  assert_string_equal(exact.text, "-1234.5");
  assert_string_equal(shortest.text, "0.95");
  assert_string_equal(statistic.text, "3.25");
  assert_string_equal(level.text, "97.5%");
  assert_string_equal(percent.text, "3.4%");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(estimates_are_rounded_to_three_digits),
      cmocka_unit_test(numbers_of_a_row_share_the_unit_of_its_total),
      cmocka_unit_test(percentages_never_round_to_certainty),
      cmocka_unit_test(numbers_for_machines_bring_back_the_same_double),
      cmocka_unit_test(numbers_ignore_the_locale),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
