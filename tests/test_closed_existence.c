/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closed-population models: tables without a maximum and what is said of them, what must not change an estimate, and populations drawn under
   each model. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/answer.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static const char *const all_methods[] = {"m0",       "mt",       "mh-chao",     "mh-poisson",  "mh-darroch",
                                          "mh-gamma", "mth-chao", "mth-poisson", "mth-darroch", "mth-gamma"};
enum { N_METHODS = sizeof all_methods / sizeof all_methods[0] };

/* ---- no maximum */

/* log mu = a + b k + c h(k) with h convex: the points (k, h(k)) are corners of a polygon, and the maximum exists unless all people sit on one
   of its edges: {k, k + 1}, or {1, t}. */
static void three_columns_need_people_off_every_edge(void **state) {
  static const char *const methods[] = {"mh-poisson", "mh-darroch", "mh-gamma"};
  static const struct {
    const char *records;
    int exists;
  } tables[] = {
      {"1000:9 0100:8 0010:7 0001:6 1100:5 0011:4", 0},                   /* 1, 2 */
      {"1100:5 0011:4 1010:3 1110:2 0111:1", 0},                          /* 2, 3 */
      {"1000:9 0100:8 0010:7 0001:6 1111:2", 0},                          /* 1, 4 */
      {"1000:9 0100:8 0010:7 0001:6 1110:2", 1},                          /* 1, 3 */
      {"1100:5 0011:4 1111:2", 1},                                        /* 2, 4 */
      {"1000:9 0100:8 0010:7 0001:6 1100:5 0011:4 1111:1", 1},            /* 1, 2, 4 */
      {"1000:9000 0100:8000 0010:7000 0001:600000 1100:500000 1110:1", 1} /* 1, 2 and one person on three */
  };
  (void)state;
  for (size_t i = 0; i < 3; i++)
    for (size_t k = 0; k < sizeof tables / sizeof tables[0]; k++)
      assert_int_equal(reason_of(4, tables[k].records, methods[i], NULL), tables[k].exists ? DARK_N_REASONS : DARK_REASON_NO_MLE);
}

/* Published software gives 10^11 and more. Whatever lists catch: nobody on two of them is said so, and never a number. */
static void lists_without_overlap_have_no_estimate(void **state) {
  (void)state;
  for (size_t i = 0; i < N_METHODS; i++)
    assert_int_equal(reason_of(4, "1000:90 0100:80 0010:70 0001:60", all_methods[i], NULL), DARK_REASON_NO_OVERLAP);
}

/* A third list that shares nobody with the others; and lists that share everybody. */
static void mt_exists_where_independence_does(void **state) {
  static const char *const tables[] = {"100:10 010:20 110:5 001:7", "100:10 010:20 001:5 111:7", "110:10 101:20 011:5",
                                       "100:1 010:1 001:1 110:1", "100:3 010:4 110:900"};
  (void)state;
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
    answer mt = ask_text(3, tables[i], "mt", NULL), independence = ask_text(3, tables[i], "independence", NULL);
    assert_int_equal(mt.estimate.reason, independence.estimate.reason);
    if (mt.estimate.reason == DARK_N_REASONS) assert_close(mt.estimate.hidden, independence.estimate.hidden, 1e-9, 0);
    answer_clear(&mt);
    answer_clear(&independence);
  }
}

/* A stratum in which two lists of three caught anybody has too few lists for heterogeneity; a file with two lists is refused. */
static void heterogeneity_needs_three_lists(void **state) {
  (void)state;
  for (size_t i = 2; i < N_METHODS; i++) {
    dark_error err = DARK_ERROR_INIT;
    dark_settings settings = DARK_SETTINGS_INIT;
    dark_plan *plan = NULL;
    assert_int_equal(reason_of(3, "100:10 010:20 110:5", all_methods[i], NULL), DARK_REASON_TOO_FEW_LISTS);
    dark_table *table = table_of_text(2, "10:10 01:20 11:5");
    settings.method = all_methods[i];
    assert_int_equal(dark_plan_new(&plan, table, &settings, &err), DARK_EUSAGE);
    assert_non_null(strstr(err.message, "needs at least 3 lists and the table has 2"));
    dark_table_free(table);
  }
}

/* What resampling does: lists and numbers of lists empty out while the plan stays. Records are A, B, AB, C, AC, BC, ABC. */
static void replicates_lose_what_they_need(void **state) {
  static const double pairs_only[] = {9, 8, 5, 7, 4, 3, 0}, two_lists[] = {9, 8, 5, 0, 0, 0, 0}, apart[] = {9, 8, 0, 7, 0, 0, 0};
  static const struct {
    const char *method;
    dark_reason pairs_only, two_lists, apart;
  } expected[] = {{"m0", DARK_N_REASONS, DARK_N_REASONS, DARK_REASON_NO_OVERLAP},
                  {"mt", DARK_N_REASONS, DARK_N_REASONS, DARK_REASON_NO_OVERLAP},
                  {"mh-darroch", DARK_REASON_NO_MLE, DARK_REASON_NO_MLE, DARK_REASON_NO_OVERLAP},
                  {"mth-darroch", DARK_REASON_NO_MLE, DARK_REASON_NOT_IDENTIFIABLE, DARK_REASON_NO_OVERLAP},
                  {"mth-chao", DARK_N_REASONS, DARK_N_REASONS, DARK_REASON_NO_OVERLAP}};
  (void)state;
  dark_table *table = table_of_text(3, "100:9 010:8 110:5 001:7 101:4 011:3 111:2");
  for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
    dark_error err = DARK_ERROR_INIT;
    dark_workspace *workspace;
    dark_estimate estimate;
    dark_plan *plan = plan_for(table, expected[i].method, 0, NULL, NULL);
    assert_ok(dark_workspace_new(&workspace, plan, &err), err);
    assert_ok(dark_estimate_part(&estimate, plan, 0, workspace, pairs_only, &err), err);
    assert_int_equal(estimate.reason, expected[i].pairs_only);
    assert_ok(dark_estimate_part(&estimate, plan, 0, workspace, two_lists, &err), err);
    assert_int_equal(estimate.reason, expected[i].two_lists);
    assert_ok(dark_estimate_part(&estimate, plan, 0, workspace, apart, &err), err);
    assert_int_equal(estimate.reason, expected[i].apart);
    dark_workspace_free(workspace);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

/* ---- what must hold */

/* Log-linear independence again, with all it reports. */
static void mt_is_independence(void **state) {
  static const char *const tables[] = {"HIV",  "Korea", "Kosovo",     "UKdat_5", "UKdat", "Ned_5",   "Western",
                                       "hare", "HAV",   "Congenital", "lesbian", "duck",  "bunting", "NewOrl"};
  (void)state;
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
    dark_table *table = published_table(tables[i]);
    answer mt = ask(table, "mt", NULL), independence = ask(table, "independence", NULL);
    assert_close(mt.estimate.hidden, independence.estimate.hidden, 1e-9, 0);
    assert_close(mt.se, independence.se, 1e-9, 0);
    assert_close(mt.explanation.aic, independence.explanation.aic, 1e-11, 0);
    assert_close(mt.explanation.bic, independence.explanation.bic, 1e-11, 0);
    assert_close(mt.explanation.deviance, independence.explanation.deviance, 1e-9, 0);
    assert_close(mt.explanation.pearson, independence.explanation.pearson, 1e-9, 0);
    assert_int_equal(mt.explanation.df, independence.explanation.df);
    answer_clear(&mt);
    answer_clear(&independence);
    dark_table_free(table);
  }
}

/* The profile interval of mt is that of the log-linear model, too. */
static void counts_doubled_and_lists_reversed_double_the_estimate(void **state) {
  double cells[16], doubled[16];
  (void)state;
  read_cells(cells, 4,
             "1000:31 0100:25 0010:36 0001:30 1100:17 1010:8 1001:10 0110:21 0101:3 0011:12 1110:8 1101:2 1011:4 0111:3 1111:2");
  reverse_cells(doubled, cells, 4, 2);
  for (size_t i = 0; i < N_METHODS; i++) {
    answer one = ask_cells(4, cells, all_methods[i], NULL), two = ask_cells(4, doubled, all_methods[i], NULL);
    assert_close(two.estimate.hidden, 2 * one.estimate.hidden, 1e-10, 0);
    assert_close(two.se, sqrt(2) * one.se, 1e-9, 0);
    assert_close(two.explanation.deviance, 2 * one.explanation.deviance, 1e-9, 0);
    answer_clear(&one);
    answer_clear(&two);
  }
}

/* Bunting, hare, UK: fits of up to eight lists converge, and nobody's maximum is further than the likelihood of the saturated model. */
static void richer_models_fit_better(void **state) {
  static const char *const tables[] = {"HIV", "Kosovo", "UKdat_5", "UKdat", "hare", "lesbian", "duck", "bunting"};
  (void)state;
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
    double deviance[N_METHODS];
    dark_table *table = published_table(tables[i]);
    for (size_t m = 0; m < N_METHODS; m++) {
      answer of = ask(table, all_methods[m], NULL);
      deviance[m] = of.estimate.reason == DARK_N_REASONS ? of.explanation.deviance : NAN;
      assert_true(of.estimate.reason == DARK_N_REASONS);
      answer_clear(&of);
    }
    for (size_t m = 2; m < 6; m++) assert_true(deviance[m] <= deviance[0] + 1e-8 && deviance[m + 4] <= deviance[1] + 1e-8);
    for (size_t m = 2; m < 6; m++) assert_true(deviance[m + 4] <= deviance[m] + 1e-8);
    dark_table_free(table);
  }
}

/* One person caught three times among 53: the correction is a guess, and the row says so. */
static void a_large_bias_is_a_reason(void **state) {
  (void)state;
  answer shaky = ask_text(3, "100:15 010:14 001:12 110:5 101:4 011:3 111:1", "mh-gamma", NULL);
  answer firm = ask_text(3, "100:1500 010:1400 001:1200 110:500 101:400 011:300 111:100", "mh-gamma", NULL);
  assert_true((shaky.explanation.reasons & DARK_REASON_BIT(DARK_REASON_LARGE_BIAS)) != 0);
  assert_true(firm.explanation.reasons == 0);
  answer_clear(&shaky);
  answer_clear(&firm);
}

/* ---- recovery */

/* 40,000 people, log mu = log-linear in five lists with h(k) of the model: over 200 tables the mean of log N-hat strays by four Monte Carlo errors
   at most, and these are below 1%. Chao's etas are all well inside their bounds. */
static void recover(const char *method, const double *effects, double (*shape)(int k), double tau) {
  enum { N_SAMPLES = TIMES(200, 25), N_LISTS = 5 };
  double means[32], sum = 0, squares = 0;
  for (uint32_t cell = 0; cell < 32; cell++) {
    double eta = tau * shape(__builtin_popcount(cell));
    for (int j = 0; j < N_LISTS; j++) eta += (cell >> j) & 1 ? effects[j] : 0;
    means[cell] = exp(eta);
  }
  for (uint64_t i = 0; i < N_SAMPLES; i++) {
    double cells[32];
    draw_population(cells, means, N_LISTS, 40000, i);
    answer of = ask_cells(N_LISTS, cells, method, NULL);
    const double error = log(of.estimate.total / 40000);
    sum += error;
    squares += error * error;
    answer_clear(&of);
  }
  const double mean = sum / N_SAMPLES, monte_carlo = sqrt((squares / N_SAMPLES - mean * mean) / N_SAMPLES);
  if (!(fabs(mean) <= 4 * monte_carlo && monte_carlo < TIMES(0.01, 0.03)))
    fail_msg("%s: log N-hat is off by %g on average (Monte Carlo error %g)", method, mean, monte_carlo);
}

static double poisson(int k) { return pow(2, k) - 1; }
static double darroch(int k) { return k * k / 2.0; }
static double gamma_shape(int k) { return log(3.5) - log(3.5 + k); }
/* eta_3 = 1, eta_4 = 0.6, eta_5 = 0.5 */
static double chao(int k) { return fmax(k - 2, 0) + 0.6 * fmax(k - 3, 0) + 0.5 * fmax(k - 4, 0); }

static void populations_drawn_under_a_model_are_recovered(void **state) {
  static const double equal[] = {-1.5, -1.5, -1.5, -1.5, -1.5}, unequal[] = {-1, -1.3, -1.6, -1.9, -2.2};
  (void)state;
  recover("mh-poisson", equal, poisson, 0.06);
  recover("mth-poisson", unequal, poisson, 0.06);
  recover("mh-darroch", equal, darroch, 0.2);
  recover("mth-darroch", unequal, darroch, 0.2);
  recover("mh-gamma", equal, gamma_shape, -2);
  recover("mth-gamma", unequal, gamma_shape, -2);
  recover("mh-chao", equal, chao, 1);
  recover("mth-chao", unequal, chao, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_columns_need_people_off_every_edge),
      cmocka_unit_test(lists_without_overlap_have_no_estimate),
      cmocka_unit_test(mt_exists_where_independence_does),
      cmocka_unit_test(heterogeneity_needs_three_lists),
      cmocka_unit_test(replicates_lose_what_they_need),
      cmocka_unit_test(mt_is_independence),
      cmocka_unit_test(counts_doubled_and_lists_reversed_double_the_estimate),
      cmocka_unit_test(richer_models_fit_better),
      cmocka_unit_test(a_large_bias_is_a_reason),
      cmocka_unit_test(populations_drawn_under_a_model_are_recovered),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
