/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two lists: petersen and chapman by hand, what they refuse, and the log-linear methods that must agree with them. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

/* A: 50 people, B: 30 people, both: 10. */
static const char example[] = "10:40 01:20 11:10";

/* Estimate and standard error of a method on a table. */
static double estimate_of(double *se, const char *records, const char *method, const char *model) {
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  dark_table *table = table_of_text(2, records);
  dark_plan *plan = plan_for(table, method, 0, model, NULL);
  const double total = dark_plan_estimate(plan, 0)->total;
  assert_close(total, dark_plan_n_observed(plan, 0) + dark_plan_estimate(plan, 0)->hidden, 0, 1e-9);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  *se = explanation.se;
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  dark_table_free(table);
  return total;
}

/* N = 50 * 30 / 10 = 150. Variance 50 * 30 * 40 * 20 / 10^3 = 1200. */
static void petersen_by_hand(void **state) {
  double se;
  (void)state;
  assert_close(estimate_of(&se, example, "petersen", NULL), 150, 1e-14, 0);
  assert_close(se, sqrt(1200), 1e-14, 0);
}

/* N = 51 * 31 / 11 - 1 = 1570/11. Variance 51 * 31 * 40 * 20 / (11^2 * 12) = 1264800/1452. */
static void chapman_by_hand(void **state) {
  double se;
  (void)state;
  assert_close(estimate_of(&se, example, "chapman", NULL), 1570.0 / 11, 1e-14, 0);
  assert_close(se, sqrt(1264800.0 / 1452), 1e-14, 0);
}

/* N = 18 * 6 / 1 = 108 with petersen; 19 * 7 / 2 - 1 = 65.5 with chapman. Variances 18 * 6 * 17 * 5 = 9180; 19 * 7 * 17 * 5 / 12. */
static void one_person_on_both_lists_by_hand(void **state) {
  double se;
  (void)state;
  assert_close(estimate_of(&se, "10:17 01:5 11:1", "petersen", NULL), 108, 1e-14, 0);
  assert_close(se, sqrt(9180), 1e-14, 0);
  assert_close(estimate_of(&se, "10:17 01:5 11:1", "chapman", NULL), 65.5, 1e-14, 0);
  assert_close(se, sqrt(19 * 7 * 17 * 5 / 12.0), 1e-14, 0);
}

static void assert_no_estimate(const char *records, const char *method, dark_reason reason) {
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  dark_workspace *workspace;
  dark_estimate none;
  dark_table *table = table_of_text(2, records);
  dark_plan *plan = plan_for(table, method, 0, NULL, NULL);
  const dark_estimate *estimate = dark_plan_estimate(plan, 0);
  assert_int_equal(estimate->reason, reason);
  assert_true(isnan(estimate->total) && isnan(estimate->hidden));
  assert_null(dark_plan_estimator(plan, 0));
  assert_int_equal(dark_plan_explain(&explanation, plan, 0, &err), DARK_EUSAGE);
  assert_ok(dark_workspace_new(&workspace, plan, &err), err);
  assert_int_equal(dark_estimate_part(&none, plan, 0, workspace, (const double[]){1, 1, 1}, &err), DARK_EUSAGE);
  dark_workspace_free(workspace);
  dark_plan_free(plan);
  dark_table_free(table);
}

static void hopeless_tables_have_no_estimate_and_a_reason(void **state) {
  static const struct {
    const char *records;
    dark_reason reason;
  } tables[] = {
      {"10:40 01:20", DARK_REASON_NO_OVERLAP},
      {"10:40 11:10", DARK_REASON_LIST_COVERS_ALL},
      {"01:1 11:1", DARK_REASON_LIST_COVERS_ALL},
      {"11:10", DARK_REASON_LIST_COVERS_ALL},
      {"10:40", DARK_REASON_ONE_LIST},
      {"01:1", DARK_REASON_ONE_LIST},
      {"10:0", DARK_REASON_NO_RECORDS},
  };
  (void)state;
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
    assert_no_estimate(tables[i].records, "petersen", tables[i].reason);
    assert_no_estimate(tables[i].records, "chapman", tables[i].reason);
    assert_no_estimate(tables[i].records, "auto", tables[i].reason);
  }
}

static void nothing_to_draw_from_gives_no_replicates_and_an_empty_interval(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_replicates *replicates;
  dark_interval interval;
  (void)state;
  dark_table *table = table_of_text(2, "10:40 01:20");
  dark_plan *plan = plan_for(table, "chapman", 0, NULL, NULL);
  assert_ok(dark_bootstrap(&replicates, plan, &options, &err), err);
  assert_null(dark_replicates_part(replicates, 0));
  assert_null(dark_replicates_jackknife(replicates, 0));
  assert_ok(dark_interval_compute(&interval, replicates, 0, DARK_INTERVAL_PERCENTILE, 0.95, &err), err);
  assert_true(isnan(interval.lower) && isnan(interval.upper));
  assert_int_equal(interval.unstable, 0);
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  dark_table_free(table);
}

static void three_lists_are_refused(void **state) {
  static const char *const methods[] = {"petersen", "chapman"};
  (void)state;
  dark_table *table = table_of_text(3, "100:40 010:20 001:10 110:5 011:3");
  for (size_t i = 0; i < 2; i++) {
    dark_error err = DARK_ERROR_INIT;
    dark_settings settings = DARK_SETTINGS_INIT;
    dark_plan *plan;
    settings.method = methods[i];
    assert_int_equal(dark_plan_new(&plan, table, &settings, &err), DARK_EUSAGE);
    assert_null(plan);
    assert_non_null(strstr(err.message, methods[i]));
    assert_non_null(strstr(err.message, "at most 2 lists"));
  }
  dark_table_free(table);
}

/* With two lists there is one model. Its fit reproduces the three cells, hidden = n10 n01 / n11 = h, and by Rivest and Levesque
     se^2 = h + h^2 (1/n10 + 1/n01 + 1/n11) = n1 n2 n10 n01 / n11^3:
   petersen again, standard error included. */
static void every_log_linear_method_is_petersen_on_two_lists(void **state) {
  static const struct {
    const char *method, *model;
  } methods[] = {{"independence", NULL}, {"fixed", "[1,2]"}, {"bic", NULL},
                 {"stepwise", NULL},     {"downhill", NULL}, {"saturated", NULL}};
  static const char *const tables[] = {example, "10:17 01:5 11:1", "10:1 01:1 11:1", "10:3 01:900000 11:2",
                                       "10:1 01:2 11:4000000"};
  (void)state;
  for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
    double se, expected_se;
    const double expected = estimate_of(&expected_se, tables[t], "petersen", NULL);
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
      assert_close(estimate_of(&se, tables[t], methods[i].method, methods[i].model), expected, 1e-10, 0);
      assert_close(se, expected_se, 1e-10, 0);
    }
  }
}

static void estimate_weights(dark_estimate *out, const dark_plan *plan, const double *weights) {
  dark_error err = DARK_ERROR_INIT;
  dark_workspace *workspace;
  assert_ok(dark_workspace_new(&workspace, plan, &err), err);
  assert_ok(dark_estimate_part(out, plan, 0, workspace, weights, &err), err);
  dark_workspace_free(workspace);
}

/* Records are sorted by history: A only, B only, both. */
static void a_replicate_without_overlap_fails_petersen_and_not_chapman(void **state) {
  const double weights[] = {40, 20, 0}, nobody[] = {0, 0, 0};
  dark_estimate estimate;
  (void)state;
  dark_table *table = table_of_text(2, example);
  dark_plan *petersen = plan_for(table, "petersen", 0, NULL, NULL), *chapman = plan_for(table, "chapman", 0, NULL, NULL);
  estimate_weights(&estimate, petersen, weights);
  assert_int_equal(estimate.reason, DARK_REASON_NO_OVERLAP);
  assert_true(isnan(estimate.total));
  estimate_weights(&estimate, chapman, weights);
  assert_int_equal(estimate.reason, DARK_N_REASONS);
  assert_close(estimate.total, 41 * 21 - 1, 1e-14, 0);
  estimate_weights(&estimate, chapman, nobody);
  assert_int_equal(estimate.reason, DARK_REASON_NO_RECORDS);
  dark_plan_free(petersen);
  dark_plan_free(chapman);
  dark_table_free(table);
}

static double choose(double n, double k) { return round(exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1))); }

/* N = 12 people, 7 on A, 6 on B, both by chance: m = 1..6 with probability C(7,m) C(5,6-m) / C(12,6). As 7 + 6 >= 12, Chapman's
   estimate is exactly unbiased, and so is Seber's variance. With m = 6 all of B is on A, nobody is hidden and the variance is 0. */
static void chapman_and_its_variance_are_exactly_unbiased(void **state) {
  double mean = 0, square = 0, mean_variance = 0;
  (void)state;
  dark_table *table = table_of_text(2, example);
  dark_plan *plan = plan_for(table, "chapman", 0, NULL, NULL);
  for (int both = 1; both <= 6; both++) {
    const double m = both;
    const double probability = choose(7, m) * choose(5, 6 - m) / choose(12, 6), weights[] = {7 - m, 6 - m, m};
    dark_estimate estimate;
    estimate_weights(&estimate, plan, weights);
    mean += probability * estimate.total;
    square += probability * estimate.total * estimate.total;
    double se = 0;
    char records[64];
    snprintf(records, sizeof records, "10:%.0f 01:%.0f 11:%.0f", 7 - m, 6 - m, m);
    if (both < 6) estimate_of(&se, records, "chapman", NULL);
    mean_variance += probability * se * se;
  }
  assert_close(mean, 12, 1e-12, 0);
  assert_close(mean_variance, square - mean * mean, 1e-10, 0);
  dark_plan_free(plan);
  dark_table_free(table);
}

static void lists_can_be_exchanged_and_counts_doubled(void **state) {
  double se, other;
  (void)state;
  assert_close(estimate_of(&se, "10:20 01:40 11:10", "petersen", NULL), 150, 1e-14, 0);
  assert_close(estimate_of(&se, "10:20 01:40 11:10", "chapman", NULL), 1570.0 / 11, 1e-14, 0);
  estimate_of(&se, example, "petersen", NULL);
  assert_close(estimate_of(&other, "10:80 01:40 11:20", "petersen", NULL), 300, 1e-14, 0);
  assert_close(other, sqrt(2) * se, 1e-14, 0);
}

/* 3,000 people, list A holds 30% of them and list B 20%, independently: m is about 180 and the standard deviation of N-hat about
   3000 sqrt(0.7 * 0.8 / (3000 * 0.3 * 0.2)) = 167. Over 2,000 tables the mean of Chapman's estimate has Monte Carlo error 3.7: four of
   them are allowed. Petersen's bias is about N (1 - p1)(1 - p2)/(m) = 9.3: it must be seen, and not be seen in Chapman's. */
static void chapman_recovers_a_simulated_population(void **state) {
  enum { N_TABLES = 2000, N_PEOPLE = 3000 };
  const double shares[] = {0.7 * 0.8, 0.3 * 0.8, 0.7 * 0.2, 0.3 * 0.2};
  double chapman_sum = 0, petersen_sum = 0;
  (void)state;
  dark_table *table = table_of_text(2, example);
  dark_plan *chapman = plan_for(table, "chapman", 0, NULL, NULL), *petersen = plan_for(table, "petersen", 0, NULL, NULL);
  for (uint64_t i = 0; i < N_TABLES; i++) {
    double cells[4];
    dark_estimate estimate;
    draw_population(cells, shares, 2, N_PEOPLE, i);
    estimate_weights(&estimate, chapman, cells + 1);
    chapman_sum += estimate.total;
    estimate_weights(&estimate, petersen, cells + 1);
    petersen_sum += estimate.total;
  }
  const double error = 167 / sqrt(N_TABLES);
  assert_close(chapman_sum / N_TABLES, N_PEOPLE, 0, 4 * error);
  assert_close((petersen_sum - chapman_sum) / N_TABLES, 0.7 * 0.8 / (0.3 * 0.2), 0.2, 0);
  dark_plan_free(chapman);
  dark_plan_free(petersen);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(petersen_by_hand),
      cmocka_unit_test(chapman_by_hand),
      cmocka_unit_test(one_person_on_both_lists_by_hand),
      cmocka_unit_test(hopeless_tables_have_no_estimate_and_a_reason),
      cmocka_unit_test(nothing_to_draw_from_gives_no_replicates_and_an_empty_interval),
      cmocka_unit_test(three_lists_are_refused),
      cmocka_unit_test(every_log_linear_method_is_petersen_on_two_lists),
      cmocka_unit_test(a_replicate_without_overlap_fails_petersen_and_not_chapman),
      cmocka_unit_test(chapman_and_its_variance_are_exactly_unbiased),
      cmocka_unit_test(lists_can_be_exchanged_and_counts_doubled),
      cmocka_unit_test(chapman_recovers_a_simulated_population),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
