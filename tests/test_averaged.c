/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The method `averaged` where models are too many to be weighed all: what is left out is said, and estimate, explanation and interval are about the
   same models. test_mata.c has what averages are. */

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "loglinear/rank/average.h"
#include "support/assert_close.h"
#include "support/hunt.h"
#include "support/published.h"
#include "support/tables.h"

/* 3,000 people, and the weak dependence of some pairs. */
static dark_table *eight_lists(void) {
  const dark_read_options options = DARK_READ_OPTIONS_INIT;
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_table_read_csv(&table, "benchmarks/data/eight-sparse-lists.csv", &options, &err), err);
  return table;
}

static dark_interval mata_bic(const dark_plan *plan) {
  dark_error err = DARK_ERROR_INIT;
  dark_interval interval;
  assert_ok(dark_plan_interval(&interval, plan, 0, DARK_INTERVAL_MATA_BIC, 0.95, &err), err);
  return interval;
}

static void assert_told_of_the_same_models(const dark_plan *plan, const dark_interval *interval) {
  dark_explanation told;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_plan_explain(&told, plan, 0, &err), err);
  assert_true(told.is_complete);
  assert_int_equal(told.n_candidates, interval->n_models);
  dark_explanation_clear(&told);
}

/* Of 2^28 models some 20,000 are enough; the method of the best model, which weighs them for its interval, comes to the same limits. */
static void eight_lists_are_averaged_over_what_matters(void **state) {
  (void)state;
  dark_table *table = eight_lists();
  dark_plan *plan = plan_for(table, "averaged", 2, NULL, "criterion=bic"), *best = plan_for(table, "bic", 2, NULL, NULL);
  const dark_interval interval = mata_bic(plan), other = mata_bic(best);
  const double total = dark_plan_estimate(plan, 0)->total;
  assert_true(interval.missed_weight > 1e-9 && interval.missed_weight <= DARK__MOST_MISSED);
  assert_int_equal(interval.reasons, 0);
  assert_false(dark_plan_estimate(plan, 0)->is_incomplete);
  assert_true(interval.lower < total && total < interval.upper);
  assert_told_of_the_same_models(plan, &interval);
  assert_close(other.lower, interval.lower, 1e-3, 0);
  assert_close(other.upper, interval.upper, 1e-3, 0);
  dark_plan_free(plan);
  dark_plan_free(best);
  dark_table_free(table);
}

static double sum_of(const dark__averaged *all) {
  double sum = 0;
  for (size_t i = 0; i < all->n; i++) sum += all->parts[i].weight;
  return sum;
}

/* Both know the best model, which guesses hold, so that their weights are relative to the same. Returns 1 where something is missed. */
static int check_missed(const dark__averaged *all, const dark__branch *branch, size_t budget) {
  dark__averaged some;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__average_within(&some, branch, DARK__CRITERION_AIC, budget, &err), err);
  const double missed = 1 - sum_of(&some) / sum_of(all);
  assert_true(some.n <= all->n && missed <= some.missed + 1e-9);
  free(some.parts);
  return missed > 1e-6;
}

/* Whatever the budget of all weighings is enough for. */
static void what_is_missed_weighs_no_more_than_is_said(void **state) {
  static const size_t budgets[] = {1, 10, 50, 120, 250, 600};
  int n_missing = 0, n_tables = 0;
  (void)state;
  for (uint64_t number = 0; number < TIMES(40, 8); number++) {
    double cells[32];
    dark__problem problem;
    dark_record records[32];
    dark_error err = DARK_ERROR_INIT;
    dark__branch *branch;
    dark__averaged all;
    draw_sparse(cells, 5, 700 + number);
    problem_of_cells(&problem, records, cells, 5);
    assert_ok(dark__branch_new(&branch, &problem, 2, DARK__CRITERION_BIC, 8, 10000, &err), err);
    assert_ok(dark__average_models(&all, branch, DARK__CRITERION_AIC, &err), err);
    if (all.n > 0) {
      n_tables++;
      assert_true(all.missed < 1e-6);
      for (size_t b = 0; b < sizeof budgets / sizeof budgets[0]; b++) n_missing += check_missed(&all, branch, budgets[b]);
    }
    free(all.parts);
    dark__branch_free(branch);
  }
  assert_true(n_missing > n_tables);
}

/* The more weighings the budget allows, the less is missed. */
static void what_is_missed_does_not_grow_with_the_budget(void **state) {
  static const size_t budgets[] = {300, 3000, 30000, 300000};
  double last = 1;
  dark__branch *branch;
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = eight_lists();
  dark__problem problem = {.n_lists = 8, .n_observed = dark_table_n_people(table)};
  (void)state;
  problem.records = dark_table_records(table, 0, &problem.n_records);
  assert_ok(dark__branch_new(&branch, &problem, 2, DARK__CRITERION_BIC, 8, 10000, &err), err);
  for (size_t b = 0; b < sizeof budgets / sizeof budgets[0]; b++) {
    dark__averaged some;
    assert_ok(dark__average_within(&some, branch, DARK__CRITERION_BIC, budgets[b], &err), err);
    assert_true(some.missed <= last);
    last = some.missed;
    free(some.parts);
  }
  assert_true(last <= DARK__MOST_MISSED);
  dark__branch_free(branch);
  dark_table_free(table);
}

/* ---- tables that are drawn */

static dark__verdict judge(const hunt *on, dark__term_set model, double *criterion) {
  dark_error err = DARK_ERROR_INIT;
  dark__verdict verdict;
  dark__engine *engine = on->engine;
  const size_t n_terms = dark__lattice_expand(engine->terms, &on->catalogue->lattice, model);
  const dark__fit_request request = {.terms = engine->terms, .n_terms = n_terms, .floor = -INFINITY};
  assert_ok(dark__engine_judge(&verdict, engine, &request, &err), err);
  *criterion = dark__criterion_value(&engine->counts, verdict.log_lik, n_terms,
                                     dark__criterion_price(on->catalogue->criterion, engine->counts.margins[0]));
  return verdict;
}

/* By fitting every model of the catalogue from the data; NaN when none has an estimate. */
static double mean_of_all(const hunt *on) {
  double best = INFINITY, weight = 0, first = 0;
  for (size_t m = 0; m < on->catalogue->n_models; m++) {
    double criterion;
    const dark__verdict verdict = judge(on, on->catalogue->models[m], &criterion);
    if (verdict.code != 0) continue;
    const double shrunk = criterion < best ? exp((criterion - best) / 2) : 1;
    best = fmin(best, criterion);
    const double share = exp((best - criterion) / 2);
    weight = weight * shrunk + share;
    first = first * shrunk + share * log(fmax(verdict.hidden, DBL_MIN));
  }
  return isfinite(best) ? first / weight : NAN;
}

/* Whatever models have an estimate on the observed table, whose effects are where fits begin. Returns 1 where there is an average. */
static int compare_with_all(hunt *on) {
  dark_estimate average;
  dark_error err = DARK_ERROR_INIT;
  const double expected = mean_of_all(on);
  assert_ok(dark__average_tables(&average, on->branch, on->space, on->catalogue->criterion, 0, HUNT_NO_LIMIT, &err), err);
  assert_int_equal(average.reason == DARK_N_REASONS, isfinite(expected));
  if (isfinite(expected)) assert_close(log(fmax(average.hidden, DBL_MIN)), expected, 1e-7, 1e-7);
  return isfinite(expected);
}

static void tables_are_averaged_as_by_all_models(void **state) {
  int n_averages = 0;
  (void)state;
  for (uint64_t number = 0; number < TIMES(60, 10); number++) {
    hunt on;
    open_hunt(&on, 4 + number % 2, 2 + (unsigned)(number % 4 == 0), number % 3 ? DARK__CRITERION_AIC : DARK__CRITERION_BIC,
              DARK_COMMON_NO, HUNT_NO_LIMIT, 4000 + number);
    for (uint64_t k = 0; k < 6; k++) {
      double weights[HUNT_CELLS];
      resample_cells(weights, on.cells, on.problem.n_lists, 100 * number + k);
      weights[6] += 1; /* nobody at all is not a table */
      load_table(&on, weights + 1);
      n_averages += compare_with_all(&on);
    }
    close_hunt(&on);
  }
  assert_true(n_averages > (int)TIMES(200, 30));
}

static void nine_lists_are_refused(void **state) {
  dark_settings asked = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan;
  (void)state;
  dark_table *table = table_of_csv("A,B,C,D,E,F,G,H,I,count\n1,1,0,0,0,0,0,0,0,4\n0,1,1,1,0,0,0,0,0,3\n0,0,0,1,1,0,1,0,0,5\n"
                                   "0,0,0,0,0,1,1,1,1,2\n1,0,0,0,0,0,0,0,1,6\n",
                                   NULL, 0);
  asked.method = "averaged";
  assert_int_equal(dark_plan_new(&plan, table, &asked, &err), DARK_EUSAGE);
  assert_non_null(strstr(err.message, "at most 8 lists"));
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(eight_lists_are_averaged_over_what_matters),
      cmocka_unit_test(what_is_missed_weighs_no_more_than_is_said),
      cmocka_unit_test(what_is_missed_does_not_grow_with_the_budget),
      cmocka_unit_test(tables_are_averaged_as_by_all_models),
      cmocka_unit_test(nine_lists_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
