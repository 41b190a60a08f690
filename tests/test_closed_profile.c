/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profile-likelihood intervals of closed-population models: against exact reference limits, against published software where that is exact,
   and where the data set no limit. */

#include <math.h>
#include <string.h>

#include "support/answer.h"
#include "support/assert_close.h"
#include "support/frame.h"
#include "support/published.h"
#include "support/tables.h"

static const char *const names[][2] = {
    {"M0", "m0"},
    {"Mt", "mt"},
    {"Mh Poisson", "mh-poisson"},
    {"Mh Darroch", "mh-darroch"},
    {"Mh Gamma", "mh-gamma"},
    {"Mth Poisson", "mth-poisson"},
    {"Mth Darroch", "mth-darroch"},
    {"Mth Gamma", "mth-gamma"},
};

/* A lower limit of n in the reference is one that the likelihood does not set. */
static void exact_limits_are_met(void **state) {
  frame reference;
  size_t n_met = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/closedpCI_exact.csv");
  for (size_t row = 0; row < reference.n_rows; row++)
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
      if (!frame_is(&reference, row, "model", names[i][0])) continue;
      dark_table *table = published_table(frame_text(&reference, row, "dataset"));
      const double n = frame_number(&reference, row, "n"), lower = frame_number(&reference, row, "infCL");
      const dark_interval interval = interval_of(table, names[i][1], DARK_INTERVAL_PROFILE, 0.95);
      assert_int_equal(interval.type, DARK_INTERVAL_PROFILE);
      assert_close(interval.likeliest, frame_number(&reference, row, "N_multinomial"), 1e-5, 0); /* a maximum is flat */
      assert_close(interval.lower, lower, 1e-6, 0);
      assert_close(interval.upper, frame_number(&reference, row, "supCL"), 1e-6, 0);
      assert_int_equal((interval.reasons & DARK_REASON_BIT(DARK_REASON_LOWER_AT_OBSERVED)) != 0, lower == n);
      dark_table_free(table);
      n_met++;
    }
  assert_int_equal(n_met, 8 + 8 + 8 + 7 + 8 - 1);
  frame_clear(&reference);
}

/* The package has Chao's models too, with Stirling's formula, which for large hidden numbers is good to some 1e-6, and limits good to 1e-4. */
static void limits_of_lower_bounds_are_met(void **state) {
  static const char *const models[][2] = {{"Mh Chao", "mh-chao"}, {"Mth Chao", "mth-chao"}};
  frame reference;
  size_t n_met = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/closedpCI.csv");
  for (size_t row = 0; row < reference.n_rows; row++)
    for (size_t i = 0; i < 2; i++) {
      if (!frame_is(&reference, row, "label", models[i][0])) continue;
      dark_table *table = published_table(frame_text(&reference, row, "dataset"));
      const dark_interval interval = interval_of(table, models[i][1], DARK_INTERVAL_PROFILE, 0.95);
      const double tolerance = frame_number(&reference, row, "n") > 1000 ? 1e-6 : 2e-3;
      assert_close(interval.lower, frame_number(&reference, row, "infCL"), tolerance, 1e-3);
      assert_close(interval.upper, frame_number(&reference, row, "supCL"), tolerance, 1e-3);
      dark_table_free(table);
      n_met++;
    }
  assert_int_equal(n_met, 10);
  frame_clear(&reference);
}

/* Two models of one likelihood. */
static void mt_has_the_interval_of_independence(void **state) {
  static const char *const tables[] = {"Korea", "HIV", "UKdat", "hare"};
  (void)state;
  for (size_t i = 0; i < 4; i++) {
    dark_table *table = published_table(tables[i]);
    const dark_interval mt = interval_of(table, "mt", DARK_INTERVAL_PROFILE, 0.9);
    const dark_interval independence = interval_of(table, "independence", DARK_INTERVAL_PROFILE, 0.9);
    assert_close(mt.lower, independence.lower, 1e-8, 0);
    assert_close(mt.upper, independence.upper, 1e-8, 0);
    dark_table_free(table);
  }
}

/* Ninety people on one list, two on two, one on three: a gamma column bears any number of people, and at a level of 0.999999 no limit is found below
   10^15. At a lower level there is one, however far; and there the lower limit is free of the people observed. */
static void an_unbounded_limit_is_reported_as_such(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, "100:30 010:30 001:30 110:1 101:1 111:1");
  const dark_interval wide = interval_of(table, "mh-gamma", DARK_INTERVAL_PROFILE, 0.999999);
  const dark_interval narrow = interval_of(table, "mh-gamma", DARK_INTERVAL_PROFILE, 0.95);
  assert_true(isnan(wide.upper) && wide.unstable);
  assert_true((wide.reasons & DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED)) != 0);
  assert_true(wide.lower == 93 && (wide.reasons & DARK_REASON_BIT(DARK_REASON_LOWER_AT_OBSERVED)) != 0);
  assert_true(narrow.reasons == DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL) && narrow.lower > 93);
  assert_true(narrow.upper > 1e9 && narrow.upper < 1e10);
  dark_table_free(table);
}

/* Methods without a likelihood, or whose parameters are no multinomial's, say that they have none; the log-normal one they have. */
static void what_has_no_profile_says_so(void **state) {
  static const char *const methods[] = {"chao",           "chao-bc", "zelterman", "m0-bc", "mt-bc",     "mh-chao-bc",
                                        "mth-poisson-bc", "mb",      "mbh",       "mb-bc", "mh-normal", "mth-normal"};
  (void)state;
  dark_table *table = published_table("hare");
  for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
    const dark_interval profile = interval_of(table, methods[i], DARK_INTERVAL_PROFILE, 0.95);
    const dark_interval normal = interval_of(table, methods[i], DARK_INTERVAL_LOG_NORMAL, 0.95);
    assert_int_equal(profile.type, DARK_INTERVAL_NONE);
    assert_true((profile.reasons & DARK_REASON_BIT(DARK_REASON_NOT_OFFERED)) != 0);
    assert_int_equal(normal.type, DARK_INTERVAL_LOG_NORMAL);
    assert_true(normal.lower >= 68 && normal.lower < normal.upper);
  }
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exact_limits_are_met),
      cmocka_unit_test(limits_of_lower_bounds_are_met),
      cmocka_unit_test(mt_has_the_interval_of_independence),
      cmocka_unit_test(an_unbounded_limit_is_reported_as_such),
      cmocka_unit_test(what_has_no_profile_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
