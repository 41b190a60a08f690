/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables with suppressed counts from the file to the interval: against R (tests/reference/covariates/suppressed.csv), by hand, by
   identities. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <darkfigure.h>

#include "estimator/strata.h"
#include "support/assert_close.h"
#include "support/frame.h"
#include "support/published.h"

static const double RTOL = 1e-8;

static dark_table *read_text(const char *text, const dark_read_options *options) {
  char path[] = "/tmp/darkfigure-suppressed-XXXXXX";
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, text, strlen(text)), strlen(text));
  close(file);
  const dark_status status = dark_table_read_csv(&table, path, options, &err);
  unlink(path);
  if (status != DARK_OK) fail_msg("%s", err.message);
  return table;
}

#define READ(text, ...) read_text(text, &(dark_read_options){.version = DARK_READ_OPTIONS_VERSION, .count = "count", __VA_ARGS__})

static dark_plan *joint(const dark_table *table, const char *formula) { return plan_for(table, "joint", 0, formula, NULL); }

static double total_of(const dark_table *table, const char *formula) {
  dark_plan *plan = joint(table, formula);
  assert_int_equal(dark_plan_estimate(plan, 0)->reason, DARK_N_REASONS);
  const double total = dark_plan_estimate(plan, 0)->total;
  dark_plan_free(plan);
  return total;
}

/* ---- against R */

static const char *lists_of(const char *dataset) {
  if (strcmp(dataset, "Kosovo") == 0) return "EXH ABA OSCE HRW";
  return strcmp(dataset, "Korea") == 0 ? "b c d" : "LA NG PFNCA GO GP";
}

/* The true counts as CSV, those from least to most as "s". */
static void write_suppressed(char *text, size_t size, const frame *table, const char *lists, unsigned least, unsigned most) {
  char words[64], *names[8] = {NULL}, *rest = NULL;
  size_t n = 0, n_lists = 0;
  snprintf(words, sizeof words, "%s", lists);
  for (char *word = strtok_r(words, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) names[n_lists++] = word;
  for (size_t l = 0; l < n_lists; l++) n += (size_t)snprintf(text + n, size - n, "%s,", names[l]);
  n += (size_t)snprintf(text + n, size - n, "count\n");
  for (size_t row = 0; row < table->n_rows; row++) {
    const double count = frame_number(table, row, "count_true");
    for (size_t l = 0; l < n_lists; l++) n += (size_t)snprintf(text + n, size - n, "%s,", frame_text(table, row, names[l]));
    if (count >= least && count <= most) n += (size_t)snprintf(text + n, size - n, "s\n");
    else n += (size_t)snprintf(text + n, size - n, "%.0f\n", count);
  }
}

static void assert_row(const dark_table *table, const frame *rows, size_t row) {
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  dark_plan *plan = joint(table, frame_text(rows, row, "formula"));
  const dark_estimate *estimate = dark_plan_estimate(plan, 0);
  assert_int_equal(estimate->reason, DARK_N_REASONS);
  assert_close(estimate->total, frame_number(rows, row, "Nhat_model"), RTOL, 0);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  assert_close(explanation.log_lik, frame_number(rows, row, "logLik"), RTOL, 0);
  dark_explanation_clear(&explanation);
  double seen = 0;
  size_t n;
  dark_plan_records(plan, 0, &n);
  for (size_t i = 0; i < n; i++) seen += dark__plan_completed(plan, 0)[i];
  assert_close(seen, frame_number(rows, row, "n_hat"), RTOL, 0);
  /* With a known total all are counted, so that what is hidden is unseen, and varies besides around its mean. */
  if (!frame_is(rows, row, "known_total", "NA")) {
    const double unseen = frame_number(rows, row, "n0_hat"), se = frame_number(rows, row, "se_delta_n0");
    assert_true(dark_plan_n_observed(plan, 0) == frame_number(rows, row, "n_true"));
    assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
    assert_close(explanation.se, sqrt(se * se + unseen), 1e-6, 0);
    dark_explanation_clear(&explanation);
  }
  dark_plan_free(plan);
}

static void files_with_suppressed_counts_agree_with_r(void **state) {
  (void)state;
  frame rows, table;
  size_t n = 0;
  frame_read(&rows, "covariates/suppressed.csv");
  for (size_t row = 0; row < rows.n_rows; row++) {
    char path[96], text[2048], range[32];
    const char *dataset = frame_text(&rows, row, "dataset");
    unsigned least = 0, most = 0;
    if (sscanf(frame_text(&rows, row, "scenario"), "suppressed %u-%u", &least, &most) != 2) continue;
    const int has_total = !frame_is(&rows, row, "known_total", "NA");
    if (!frame_is(&rows, row, "existence_lp_ok", "TRUE") && !has_total) continue; /* below */
    const uint64_t total = has_total ? (uint64_t)frame_number(&rows, row, "known_total") : 0;
    snprintf(path, sizeof path, "covariates/tables/suppressed_%s.csv", dataset);
    snprintf(range, sizeof range, "%u-%u", least, most);
    frame_read(&table, path);
    write_suppressed(text, sizeof text, &table, lists_of(dataset), least, most);
    dark_table *read = READ(text, .suppressed = range, .suppressed_total = has_total ? &total : NULL);
    assert_int_equal(dark_table_suppression(read)->n, frame_number(&rows, row, "cells_masked"));
    assert_row(read, &rows, row);
    dark_table_free(read);
    frame_clear(&table);
    n++;
  }
  assert_int_equal(n, 34);
  frame_clear(&rows);
}

/* Five lists, counts of 0 to 4 suppressed and nothing known of them: means run to 0, which is said. The likelihood is so flat there (mu^5 /
   120 below its supremum) that R had 0.07 people left in these cells after 3,000 steps of EM, and a lower likelihood. */
static void means_that_run_to_0_are_flagged(void **state) {
  (void)state;
  frame table;
  char text[2048];
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  frame_read(&table, "covariates/tables/suppressed_UKdat_5.csv");
  write_suppressed(text, sizeof text, &table, lists_of("UKdat_5"), 0, 4);
  dark_table *read = READ(text, .suppressed = "0-4");
  dark_plan *plan = joint(read, "LA*NG*PFNCA + NG*GP + PFNCA*GO");
  assert_close(dark_plan_estimate(plan, 0)->total, 25272.584884, 0, 0.08);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  assert_true(explanation.log_lik > -38.365526195160093 && explanation.log_lik < -38.3655);
  assert_true((explanation.reasons & DARK_REASON_BIT(DARK_REASON_SUPPRESSED_AT_ZERO)) != 0);
  assert_true((explanation.reasons & DARK_REASON_BIT(DARK_REASON_COUNTS_SUPPRESSED)) != 0);
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  dark_table_free(read);
  frame_clear(&table);
}

/* ---- by hand and by identities */

/* Two independent lists, 40 on one, 30 on the other, 1 to 3 on both: the mean of these is 6^(1/3) (test_joint_suppressed.c), which is what
   is expected; the unseen are 1200 / 6^(1/3). Observed are 71 for certain. */
static void hidden_people_are_those_beyond_the_least(void **state) {
  (void)state;
  dark_table *table = READ("A,B,count\n1,0,40\n0,1,30\n1,1,1-3\n", .by = NULL);
  dark_plan *plan = joint(table, "A + B");
  assert_true(dark_plan_n_observed(plan, 0) == 71);
  assert_close(dark_plan_estimate(plan, 0)->hidden, cbrt(6) - 1 + 1200 / cbrt(6), 1e-9, 0);
  assert_close(dark_plan_estimate(plan, 0)->total, 70 + cbrt(6) + 1200 / cbrt(6), 1e-9, 0);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* In a range of one number, or with a total that leaves no choice, nothing is suppressed. */
static void a_total_that_leaves_no_choice_is_the_whole_table(void **state) {
  (void)state;
  static const char plain[] = "A,B,C,count\n1,0,0,40\n0,1,0,30\n1,1,0,10\n0,0,1,25\n1,0,1,6\n0,1,1,4\n1,1,1,3\n";
  static const char veiled[] = "A,B,C,count\n1,0,0,40\n0,1,0,30\n1,1,0,10\n0,0,1,25\n1,0,1,6\n0,1,1,<5\n1,1,1,<5\n";
  const uint64_t least = 2;
  dark_table *whole = READ(plain, .by = NULL), *table = READ(veiled, .suppressed_total = &least);
  dark_table *same = READ("A,B,C,count\n1,0,0,40\n0,1,0,30\n1,1,0,10\n0,0,1,25\n1,0,1,6\n0,1,1,1\n1,1,1,1\n", .by = NULL);
  assert_close(total_of(table, "A*B + C"), total_of(same, "A*B + C"), 1e-9, 0);
  assert_true(total_of(table, "A*B + C") > total_of(whole, "A*B + C"));
  dark_table_free(same);
  dark_table_free(table);
  dark_table_free(whole);
}

/* A model of lists is that model of every category: with nothing known of the total the sum of categories apart. */
static void a_model_of_lists_is_that_of_every_category(void **state) {
  (void)state;
  static const char both[] = "A,B,sex,count\n1,0,f,40\n0,1,f,30\n1,1,f,<5\n1,0,m,50\n0,1,m,20\n1,1,m,7\n";
  dark_table *f = READ("A,B,count\n1,0,40\n0,1,30\n1,1,<5\n", .by = NULL),
             *m = READ("A,B,count\n1,0,50\n0,1,20\n1,1,7\n", .by = NULL);
  const char *const by[] = {"sex"};
  dark_table *table = READ(both, .by = by, .n_by = 1);
  dark_plan *plan = plan_for(table, "fixed", 0, "[1,2]", NULL);
  assert_string_equal(dark_estimator_name(dark_plan_estimator(plan, 0)), "joint");
  assert_close(dark_plan_estimate(plan, 0)->total, total_of(f, "A + B"), 1e-9, 0);
  assert_close(dark_plan_estimate(plan, 1)->total, 77 + 50 * 20 / 7.0, 1e-9, 0);
  assert_int_equal(dark_plan_estimate(plan, dark_plan_pooled_part(plan))->reason, DARK_REASON_NOT_APPLICABLE);
  (void)m;
  dark_plan_free(plan);
  dark_table_free(table);
  dark_table_free(f);
  dark_table_free(m);
}

/* ---- replicates */

static void replicates(double *out, size_t n, const dark_plan *plan, int n_threads) {
  dark_error err = DARK_ERROR_INIT;
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_replicates *made = NULL;
  options.n_replicates = n;
  options.n_threads = n_threads;
  assert_ok(dark_bootstrap(&made, plan, &options, &err), err);
  memcpy(out, dark_replicates_part(made, 0), n * sizeof *out);
  dark_replicates_free(made);
}

/* The observed table, suppressed again, is the observed table; and replicates are the same on any number of threads. */
static void tables_are_suppressed_again(void **state) {
  (void)state;
  static const char csv[] = "A,B,C,count\n1,0,0,40\n0,1,0,30\n1,1,0,10\n0,0,1,25\n1,0,1,6\n0,1,1,<5\n1,1,1,<5\n";
  const uint64_t total = 6;
  double one[40], three[40], weights[8] = {0};
  dark_error err = DARK_ERROR_INIT;
  dark_workspace *workspace = NULL;
  dark_estimate again;
  for (int has_total = 0; has_total < 2; has_total++) {
    dark_table *table = READ(csv, .suppressed_total = has_total ? &total : NULL);
    dark_plan *plan = joint(table, "A*B + C");
    size_t n;
    const dark_record *records = dark_plan_records(plan, 0, &n);
    assert_int_equal(n, 7);
    for (size_t i = 0; i < 7; i++) weights[i] = records[i].count;
    assert_ok(dark_workspace_new(&workspace, plan, &err), err);
    assert_ok(dark_estimate_part(&again, plan, 0, workspace, weights, &err), err);
    assert_true(again.total == dark_plan_estimate(plan, 0)->total);
    /* Another whole table whose counts of 1 to 4 are published alike: the same estimate but for what is counted. */
    weights[6] = has_total ? weights[6] + 1 : 4;
    if (has_total) weights[5] -= 1;
    assert_ok(dark_estimate_part(&again, plan, 0, workspace, weights, &err), err);
    assert_close(again.total, dark_plan_estimate(plan, 0)->total, 1e-12, 0);
    dark_workspace_free(workspace);
    replicates(one, 40, plan, 1);
    replicates(three, 40, plan, 3);
    assert_memory_equal(one, three, sizeof one);
    dark_plan_free(plan);
    dark_table_free(table);
  }
}

/* Three lists that are independent, counts of 1 to 4 suppressed: replicates lie around the estimate. */
static void replicates_lie_around_the_estimate(void **state) {
  (void)state;
  static const char csv[] = "A,B,C,count\n1,0,0,32\n0,1,0,54\n1,1,0,13\n0,0,1,42\n1,0,1,11\n0,1,1,18\n1,1,1,<5\n";
  dark_table *table = READ(csv, .by = NULL);
  dark_plan *plan = joint(table, "A + B + C");
  double drawn[400];
  size_t n_below = 0;
  replicates(drawn, 400, plan, 2);
  for (size_t i = 0; i < 400; i++) n_below += drawn[i] < dark_plan_estimate(plan, 0)->total;
  assert_true(n_below > 160 && n_below < 240); /* half of them, 4 Monte Carlo errors being 40 */
  dark_plan_free(plan);
  dark_table_free(table);
}

/* ---- searches */

/* With a total that leaves no choice a search finds what it finds in the whole table. */
static void a_search_finds_what_it_finds_in_whole_counts(void **state) {
  (void)state;
  static const char plain[] =
      "A,B,C,D,count\n1,0,0,0,140\n0,1,0,0,130\n1,1,0,0,60\n0,0,1,0,125\n1,0,1,0,26\n0,1,1,0,24\n1,1,1,0,11\n0,0,0,1,90\n"
      "1,0,0,1,12\n0,1,0,1,11\n1,1,0,1,7\n0,0,1,1,40\n1,0,1,1,8\n0,1,1,1,6\n1,1,1,1,1\n";
  static const char veiled[] =
      "A,B,C,D,count\n1,0,0,0,140\n0,1,0,0,130\n1,1,0,0,60\n0,0,1,0,125\n1,0,1,0,26\n0,1,1,0,24\n1,1,1,0,11\n0,0,0,1,90\n"
      "1,0,0,1,12\n0,1,0,1,11\n1,1,0,1,7\n0,0,1,1,40\n1,0,1,1,8\n0,1,1,1,6\n1,1,1,1,<5\n";
  const uint64_t one = 1;
  char name[64], other[64];
  dark_table *whole = READ(plain, .by = NULL), *table = READ(veiled, .suppressed_total = &one), *open = READ(veiled, .by = NULL);
  dark_plan *of_whole = joint(whole, "auto"), *plan = joint(table, "auto"), *of_open = joint(open, "auto");
  assert_close(dark_plan_estimate(plan, 0)->total, dark_plan_estimate(of_whole, 0)->total, 1e-8, 0);
  dark_plan_model_name(name, sizeof name, plan, 0, dark_plan_estimate(plan, 0)->model);
  dark_plan_model_name(other, sizeof other, of_whole, 0, dark_plan_estimate(of_whole, 0)->model);
  assert_string_equal(name, other);
  dark_error err = DARK_ERROR_INIT;
  dark_interval interval, of_plain;
  assert_ok(dark_plan_interval(&interval, plan, 0, DARK_INTERVAL_MATA_AIC, 0.95, &err), err);
  assert_ok(dark_plan_interval(&of_plain, of_whole, 0, DARK_INTERVAL_MATA_AIC, 0.95, &err), err);
  assert_close(interval.lower, of_plain.lower, 1e-5, 0);
  assert_close(interval.upper, of_plain.upper, 1e-5, 0);
  assert_int_equal(dark_plan_estimate(of_open, 0)->reason, DARK_N_REASONS);
  assert_close(dark_plan_estimate(of_open, 0)->total, dark_plan_estimate(plan, 0)->total, 0.05, 0);
  dark_plan_free(of_open);
  dark_plan_free(plan);
  dark_plan_free(of_whole);
  dark_table_free(open);
  dark_table_free(table);
  dark_table_free(whole);
}

/* ---- other methods */

static void other_methods_say_what_to_type(void **state) {
  (void)state;
  dark_table *table = READ("A,B,C,count\n1,0,0,32\n0,1,0,54\n1,1,0,13\n0,0,1,42\n1,0,1,11\n0,1,1,18\n1,1,1,<5\n", .by = NULL);
  for (size_t i = 0; dark_estimator_at(i) != NULL; i++) {
    const char *method = dark_estimator_name(dark_estimator_at(i));
    dark_settings settings = DARK_SETTINGS_INIT;
    dark_error err = DARK_ERROR_INIT;
    dark_plan *plan = NULL;
    settings.method = method;
    if (strcmp(method, "fixed") == 0 || strcmp(method, "joint") == 0)
      settings.model = strcmp(method, "joint") == 0 ? "A + B + C" : "[1,2,3]";
    const dark_status status = dark_plan_new(&plan, table, &settings, &err);
    assert_int_equal(status, settings.model != NULL ? DARK_OK : DARK_EUSAGE);
    if (status == DARK_OK) assert_close(dark_plan_estimate(plan, 0)->total, total_of(table, "A + B + C"), 1e-12, 0);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_with_suppressed_counts_agree_with_r),
      cmocka_unit_test(means_that_run_to_0_are_flagged),
      cmocka_unit_test(hidden_people_are_those_beyond_the_least),
      cmocka_unit_test(a_total_that_leaves_no_choice_is_the_whole_table),
      cmocka_unit_test(a_model_of_lists_is_that_of_every_category),
      cmocka_unit_test(tables_are_suppressed_again),
      cmocka_unit_test(replicates_lie_around_the_estimate),
      cmocka_unit_test(a_search_finds_what_it_finds_in_whole_counts),
      cmocka_unit_test(other_methods_say_what_to_type),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
