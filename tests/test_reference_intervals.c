/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Re-selection in resampled tables, jackknife and BCa limits against reference values (tests/reference/README.md). */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "resample/interval/limits.h"
#include "support/assert_close.h"
#include "support/frame.h"
#include "support/published.h"

/* What a reference row says of the method: "maxorder=3 ntop=20", "pthresh=0.02", or a model. */
typedef struct setting {
  unsigned max_order;
  const char *model;
  char set[64];
} setting;

static setting read_setting(const char *method, const char *text) {
  setting parsed = {.max_order = 0};
  unsigned top;
  if (strcmp(method, "fixed") == 0) parsed.model = text;
  if (strcmp(method, "stepwise") == 0) snprintf(parsed.set, sizeof parsed.set, "p=%s", strchr(text, '=') + 1);
  if (strcmp(method, "bic") == 0 && sscanf(text, "maxorder=%u ntop=%u", &parsed.max_order, &top) == 2)
    snprintf(parsed.set, sizeof parsed.set, "top=%u", top);
  return parsed;
}

static dark_plan *plan_of(const dark_table *table, const char *method, const setting *as) {
  return plan_for(table, method, as->max_order, as->model, as->set[0] != '\0' ? as->set : NULL);
}

static dark_replicates *jackknife_only(const dark_plan *plan) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates = NULL;
  options.n_replicates = 0;
  assert_ok(dark_bootstrap(&replicates, plan, &options, &err), err);
  return replicates;
}

/* Replicate tables of a reference file, `rows` of them from `first` on. */
static void read_resamples(dark_resamples *out, const char *name, const dark_table *table) {
  char path[512];
  dark_error err = DARK_ERROR_INIT;
  snprintf(path, sizeof path, "%s/loglinear/resamples/%s.csv", DARK_TEST_DATA, name);
  assert_ok(dark_resamples_read_csv(out, path, table, &err), err);
}

static dark_replicates *bootstrap_given(const dark_plan *plan, const dark_resamples *resamples) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates = NULL;
  options.resamples = resamples;
  assert_ok(dark_bootstrap(&replicates, plan, &options, &err), err);
  return replicates;
}

static uint32_t history_of(const dark_table *table, const char *digits) {
  uint32_t history = 0;
  for (size_t list = 0; list < dark_table_n_lists(table); list++)
    if (digits[dark_table_list_position(table, list)] == '1') history |= (uint32_t)1 << list;
  return history;
}

static void jackknife_estimates_agree(void **state) {
  (void)state;
  frame reference;
  frame_read(&reference, "loglinear/jackknife.csv");
  for (size_t row = 0; row < reference.n_rows;) {
    const char *dataset = frame_text(&reference, row, "dataset"), *method = frame_text(&reference, row, "method");
    const char *text = frame_text(&reference, row, "setting");
    const setting as = read_setting(method, text);
    dark_table *table = published_table(dataset);
    dark_plan *plan = plan_of(table, method, &as);
    dark_replicates *replicates = jackknife_only(plan);
    size_t n;
    const dark_record *records = dark_plan_records(plan, 0, &n);
    for (; row < reference.n_rows && frame_is(&reference, row, "dataset", dataset) &&
           frame_is(&reference, row, "method", method) && frame_is(&reference, row, "setting", text);
         row++) {
      const uint32_t history = history_of(table, frame_text(&reference, row, "history"));
      for (size_t i = 0; i < n; i++)
        if (records[i].history == history)
          assert_close(dark_replicates_jackknife(replicates, 0)[i], frame_number(&reference, row, "estimate"), 1e-6, 0);
    }
    dark_replicates_free(replicates);
    dark_plan_free(plan);
    dark_table_free(table);
  }
  frame_clear(&reference);
}

/* The acceleration is part of any BCa interval; draw few replicates to get at it. */
static void accelerations_agree(void **state) {
  (void)state;
  frame reference;
  frame_read(&reference, "loglinear/ahat.csv");
  for (size_t row = 0; row < reference.n_rows; row++) {
    const char *method = frame_text(&reference, row, "method");
    char text[128];
    snprintf(text, sizeof text, "%s ntop=%s", frame_text(&reference, row, "setting"), frame_text(&reference, row, "ntop"));
    const setting as = read_setting(method, strcmp(method, "bic") == 0 ? text : frame_text(&reference, row, "setting"));
    dark_table *table = published_table(frame_text(&reference, row, "dataset"));
    dark_plan *plan = plan_of(table, method, &as);
    dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
    dark_error err = DARK_ERROR_INIT;
    dark_replicates *replicates = NULL;
    dark_interval interval;
    options.n_replicates = 100;
    assert_ok(dark_bootstrap(&replicates, plan, &options, &err), err);
    assert_ok(dark_interval_compute(&interval, replicates, 0, DARK_INTERVAL_BCA, 0.95, &err), err);
    assert_close(interval.acceleration, frame_number(&reference, row, "ahat"), 1e-6, 0);
    dark_replicates_free(replicates);
    dark_plan_free(plan);
    dark_table_free(table);
  }
  frame_clear(&reference);
}

/* Every replicate of a table, selected among the best K models for each K of the reference. */
static void compare_replicates(const char *dataset, unsigned max_order) {
  char name[128];
  frame reference;
  dark_table *table = published_table(dataset);
  dark_resamples resamples;
  snprintf(name, sizeof name, "boot_counts_%s_mo%u_n1000", dataset, max_order);
  read_resamples(&resamples, name, table);
  snprintf(name, sizeof name, "loglinear/resamples/boot_est_bic_%s_mo%u_n1000.csv", dataset, max_order);
  frame_read(&reference, name);
  for (size_t column = 1; column < reference.n_columns; column++) {
    char set[64];
    snprintf(set, sizeof set, "top=%s", reference.cells[column] + strlen("ntop"));
    dark_plan *plan = plan_for(table, "bic", max_order, NULL, set);
    dark_replicates *replicates = bootstrap_given(plan, &resamples);
    for (size_t r = 0; r < reference.n_rows; r++) {
      const double expected = frame_number(&reference, r, reference.cells[column]);
      const double actual = dark_replicates_part(replicates, 0)[r];
      if (isnan(expected)) assert_true(isnan(actual));
      else assert_close(actual, expected, 1e-6, 0);
    }
    dark_replicates_free(replicates);
    dark_plan_free(plan);
  }
  frame_clear(&reference);
  dark_resamples_clear(&resamples);
  dark_table_free(table);
}

static void replicates_of_korea_agree(void **state) {
  (void)state;
  compare_replicates("Korea", 2);
}
static void replicates_of_kosovo_agree(void **state) {
  (void)state;
  compare_replicates("Kosovo", 3);
}
static void replicates_of_kosovo_with_pairs_agree(void **state) {
  (void)state;
  compare_replicates("Kosovo", 2);
}
static void replicates_of_uk_five_lists_agree(void **state) {
  (void)state;
  compare_replicates("UKdat_5", 3);
}
static void replicates_of_new_orleans_agree(void **state) {
  (void)state;
  compare_replicates("NewOrl_5", 3);
}
static void replicates_of_western_agree(void **state) {
  (void)state;
  compare_replicates("Western", 3);
}

static double limit_near(const dark_replicates *replicates, double estimate, double acceleration, double level, int upper) {
  const size_t n = dark_replicates_n(replicates);
  double *values = malloc(n * sizeof *values);
  assert_non_null(values);
  memcpy(values, dark_replicates_part(replicates, 0), n * sizeof *values);
  const dark__limits limits = dark__bca_limits(values, n, estimate, acceleration, level);
  free(values);
  return upper ? limits.upper : limits.lower;
}

/* The package sorts replicates that tie with the estimate by their last bits; here they count half. With the estimate moved by a hair
   all ties fall on one side: one of the two sides must give the reference to 1e-6, and the half must lie between them. On Korea three
   ties may be split, and 1.5% is allowed. */
static void compare_limits(const dark_replicates *replicates, const frame *reference, size_t row) {
  static const struct {
    const char *column;
    double level;
    int upper;
  } limits[] = {{"q025", 0.95, 0}, {"q10", 0.8, 0}, {"q90", 0.8, 1}, {"q975", 0.95, 1}};
  const int is_korea = frame_is(reference, row, "dataset", "Korea");
  const double estimate = dark_plan_estimate(dark_replicates_plan(replicates), 0)->total;
  dark_error err = DARK_ERROR_INIT;
  for (size_t i = 0; i < 4; i++) {
    dark_interval interval;
    assert_ok(dark_interval_compute(&interval, replicates, 0, DARK_INTERVAL_BCA, limits[i].level, &err), err);
    const double actual = limits[i].upper ? interval.upper : interval.lower;
    const double expected = frame_number(reference, row, limits[i].column);
    const double a = interval.acceleration;
    const double low = limit_near(replicates, estimate * (1 - 3e-9), a, limits[i].level, limits[i].upper);
    const double high = limit_near(replicates, estimate * (1 + 3e-9), a, limits[i].level, limits[i].upper);
    assert_true(actual >= fmin(low, high) && actual <= fmax(low, high));
    if (is_korea) assert_close(actual, expected, 0.015, 0);
    else assert_close(fabs(low - expected) < fabs(high - expected) ? low : high, expected, 1e-6, 0);
    if (low == high) assert_close(actual, expected, is_korea ? 0.015 : 1e-6, 0);
  }
}

/* The resampled tables that a row of boot.csv was computed from, or NULL: those of fixed models were not exported. */
static const char *resamples_of(char *name, size_t size, const frame *reference, size_t row) {
  const char *dataset = frame_text(reference, row, "dataset");
  if (frame_is(reference, row, "method", "fixed")) return NULL;
  if (frame_is(reference, row, "method", "stepwise")) snprintf(name, size, "boot_step_%s_p0.02", dataset);
  else snprintf(name, size, "boot_counts_%s_mo%s_n1000", dataset, frame_text(reference, row, "maxorder"));
  return name;
}

static void bca_limits_agree(void **state) {
  (void)state;
  frame reference;
  char name[128];
  size_t n_compared = 0;
  frame_read(&reference, "loglinear/boot.csv");
  for (size_t row = 0; row < reference.n_rows; row++) {
    if (resamples_of(name, sizeof name, &reference, row) == NULL) continue;
    const setting as = read_setting(frame_text(&reference, row, "method"), frame_text(&reference, row, "setting"));
    dark_table *table = published_table(frame_text(&reference, row, "dataset"));
    dark_plan *plan = plan_of(table, frame_text(&reference, row, "method"), &as);
    dark_resamples resamples;
    read_resamples(&resamples, name, table);
    dark_replicates *replicates = bootstrap_given(plan, &resamples);
    compare_limits(replicates, &reference, row);
    dark_replicates_free(replicates);
    dark_resamples_clear(&resamples);
    dark_plan_free(plan);
    dark_table_free(table);
    n_compared++;
  }
  assert_true(n_compared > 30);
  frame_clear(&reference);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(jackknife_estimates_agree),
      cmocka_unit_test(accelerations_agree),
      cmocka_unit_test(replicates_of_korea_agree),
      cmocka_unit_test(replicates_of_kosovo_agree),
      cmocka_unit_test(replicates_of_kosovo_with_pairs_agree),
      cmocka_unit_test(replicates_of_uk_five_lists_agree),
      cmocka_unit_test(replicates_of_new_orleans_agree),
      cmocka_unit_test(replicates_of_western_agree),
      cmocka_unit_test(bca_limits_agree),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
