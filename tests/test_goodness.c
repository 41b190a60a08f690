/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a table contradicts its model: p-values that can be worked out otherwise, their distribution when the model is true, and what they
   may depend on. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure/goodness.h>
#include <darkfigure/population.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static dark_plan *plan_of(const dark_table *table, const char *method, const char *model) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan = NULL;
  settings.method = method;
  settings.model = model;
  settings.resample = DARK_RESAMPLE_PARAMETRIC;
  assert_ok(dark_plan_new(&plan, table, &settings, &err), err);
  return plan;
}

static dark_goodness test_part(const dark_plan *plan, size_t part, size_t n_draws, uint64_t seed, int n_threads) {
  dark_goodness all[8];
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  options.n_replicates = n_draws;
  options.seed = seed;
  options.n_threads = n_threads;
  assert_true(dark_plan_n_parts(plan) <= 8);
  assert_ok(dark_goodness_test(all, plan, &options, &err), err);
  return all[part];
}

static dark_goodness test_table(const dark_table *table, const char *method, const char *model, size_t n_draws) {
  dark_plan *plan = plan_of(table, method, model);
  const dark_goodness goodness = test_part(plan, 0, n_draws, 1, 0);
  dark_plan_free(plan);
  return goodness;
}

/* Under [12,13] lists 2 and 3 are independent among the people of list 1, and those who are not on it are fitted exactly: the deviance is that
   of the 2 x 2 table of list 1. Here it is 10 : 20 = 20 : 40, so that the deviance is 0 and every draw has at least as much: p = 1. */
static void a_table_as_its_model_has_it_has_p_of_one(void **state) {
  (void)state;
  const double cells[8] = {0, 10, 40, 20, 50, 20, 30, 40};
  dark_table *table = table_of_cells(cells, 3);
  const dark_goodness goodness = test_table(table, "fixed", "[12,13]", 199);
  assert_int_equal(goodness.n_draws, 199);
  assert_true(goodness.n_compared == 199 && goodness.n_as_far == 199);
  assert_close(goodness.p, 1, 0, 0);
  dark_table_free(table);
}

/* The same with 40, 2, 2, 40 on list 1: G2 = 2 {80 log(40/21) + 4 log(2/21)} = 84.3 with one degree of freedom, beyond all of 199 draws. */
static void a_table_that_contradicts_its_model_has_the_least_p(void **state) {
  (void)state;
  const double cells[8] = {0, 40, 40, 2, 50, 2, 30, 40};
  dark_table *table = table_of_cells(cells, 3);
  dark_plan *plan = plan_of(table, "fixed", "[12,13]");
  dark_explanation explanation;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  assert_close(explanation.deviance, 2 * (80 * log(40.0 / 21) + 4 * log(2.0 / 21)), 1e-9, 0);
  dark_explanation_clear(&explanation);
  const dark_goodness goodness = test_part(plan, 0, 199, 1, 0);
  assert_int_equal(goodness.n_as_far, 0);
  assert_close(goodness.p, 1.0 / 200, 1e-15, 0);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* ---- against all tables there are */

typedef struct enumeration {
  double fitted[8], observed, total;
  double with_estimate, as_far, equal; /* probabilities */
} enumeration;

/* Deviance of independent lists by the explanation of a plan of its own; NaN without an estimate. */
static double deviance_of(const double *cells) {
  dark_table *table = table_of_cells(cells, 3);
  dark_plan *plan = plan_of(table, "independence", NULL);
  dark_explanation explanation;
  dark_error err = DARK_ERROR_INIT;
  double deviance = NAN;
  if (dark_plan_estimate(plan, 0)->reason == DARK_N_REASONS) {
    assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
    deviance = explanation.deviance;
    dark_explanation_clear(&explanation);
  }
  dark_plan_free(plan);
  dark_table_free(table);
  return deviance;
}

/* Go through all tables of `left` people more on the cells from `cell` on; log_p is the logarithm of the probability so far. */
static void enumerate(enumeration *e, double *cells, unsigned cell, unsigned left, double log_p) {
  for (unsigned n = cell == 7 ? left : 0; n <= left; n++) {
    const double here = log_p + n * log(e->fitted[cell] / e->total) - lgamma(n + 1.0);
    cells[cell] = n;
    if (cell < 7) {
      enumerate(e, cells, cell + 1, left - n, here);
      continue;
    }
    const double deviance = deviance_of(cells);
    if (isnan(deviance)) continue;
    e->with_estimate += exp(here);
    if (deviance >= e->observed * (1 - 1e-9)) e->as_far += exp(here);
    if (fabs(deviance - e->observed) <= 1e-9 * e->observed) e->equal += exp(here);
  }
}

/* Five people on seven cells are 462 tables; each is given to a plan of its own, and the probabilities of those with an estimate, and of those
   as far from their model as the observed one, are added up. Bands are 4 standard errors of 20,000 draws; tables that are just as far are
   more than that, so that p must count them. */
static void p_is_that_of_all_tables_there_are(void **state) {
  (void)state;
  const double observed[8] = {0, 2, 0, 1, 1, 0, 1, 0};
  double cells[8] = {0};
  enumeration e = {.observed = deviance_of(observed)};
  dark_table *table = table_of_cells(observed, 3);
  dark_plan *plan = plan_of(table, "independence", NULL);
  dark_explanation explanation;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  for (unsigned cell = 1; cell < 8; cell++) e.total += e.fitted[cell] = explanation.fitted[cell];
  dark_explanation_clear(&explanation);
  enumerate(&e, cells, 1, 5, lgamma(6));
  const dark_goodness goodness = test_part(plan, 0, 20000, 1, 0);
  const double p = e.as_far / e.with_estimate, n = (double)goodness.n_compared;
  assert_true(p > 0.1 && p < 0.9 && e.equal > 0.04);
  assert_close((double)goodness.n_as_far / n, p, 0, 4 * sqrt(p * (1 - p) / n));
  assert_close(n / 20000, e.with_estimate, 0, 4 * sqrt(e.with_estimate * (1 - e.with_estimate) / 20000) + 1e-12);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* ---- when the model is true */

static dark_population *make_population(double odds_ratio) {
  const char *const lists[] = {"A", "B", "C"};
  const double margins[] = {0.4, 0.35, 0.3};
  double probabilities[8];
  const dark_odds_ratio dependence = {.a = 0, .b = 1, .value = odds_ratio};
  const dark_capture_model model = {.n_lists = 3, .margins = margins, .odds_ratios = &dependence, .n_odds_ratios = 1};
  const dark_population_stratum stratum = {.people = 500, .probabilities = probabilities};
  dark_population *population = NULL;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_capture_probabilities(probabilities, &model, &err), err);
  assert_ok(dark_population_new(&population, lists, 3, NULL, 0, &stratum, 1, &err), err);
  return population;
}

enum { N_TABLES = 400, N_DRAWS = 99 };

/* Shares of the tables with p <= 0.05, 0.25, 0.5 and 0.75. */
static void shares_below(double *shares, const char *method, double odds_ratio) {
  static const double at[] = {0.05, 0.25, 0.5, 0.75};
  dark_population *population = make_population(odds_ratio);
  dark_error err = DARK_ERROR_INIT;
  memset(shares, 0, 4 * sizeof *shares);
  for (uint64_t i = 0; i < N_TABLES; i++) {
    dark_sample *sample = NULL;
    assert_ok(dark_population_draw(&sample, population, DARK_POPULATION_FIXED, 1, i, &err), err);
    const dark_goodness goodness = test_table(sample->table, method, NULL, N_DRAWS);
    for (size_t k = 0; k < 4; k++) shares[k] += (goodness.p <= at[k] * (1 + 1e-12)) / (double)N_TABLES;
    dark_sample_free(sample);
  }
  dark_population_free(population);
}

/* 400 tables of 500 people: p is uniform on 1/100, ..., 1 up to the estimation of the margins. Bands are 4 binomial standard errors. */
static void p_is_uniform_under_a_given_model(void **state) {
  (void)state;
  double shares[4];
  shares_below(shares, "independence", 1);
  assert_close(shares[0], 0.05, 0, 4 * sqrt(0.05 * 0.95 / N_TABLES));
  assert_close(shares[1], 0.25, 0, 4 * sqrt(0.25 * 0.75 / N_TABLES));
  assert_close(shares[2], 0.5, 0, 4 * sqrt(0.5 * 0.5 / N_TABLES));
  assert_close(shares[3], 0.75, 0, 4 * sqrt(0.75 * 0.25 / N_TABLES));
}

/* A chosen model fits better than a given one, in the draws as in the table: p of 0.05 is still not found more often than that. */
static void p_holds_its_level_when_the_model_is_chosen(void **state) {
  (void)state;
  double shares[4];
  shares_below(shares, "bic", 3);
  assert_true(shares[0] <= 0.05 + 4 * sqrt(0.05 * 0.95 / N_TABLES));
  assert_true(shares[2] > 0.3 && shares[2] < 0.7);
}

/* Independence where the odds ratio of a pair is 3: nearly every table says so. */
static void a_wrong_model_is_found_out(void **state) {
  (void)state;
  double shares[4];
  shares_below(shares, "independence", 3);
  assert_true(shares[0] > 0.9);
}

/* ---- what it may depend on */

static void draws_ignore_threads_and_follow_the_seed(void **state) {
  (void)state;
  static const char *const methods[] = {"bic", "stepwise", "downhill", "mth-chao", "mh-normal"};
  dark_table *table = published_table("UKdat_5");
  for (size_t m = 0; m < sizeof methods / sizeof methods[0]; m++) {
    dark_plan *plan = plan_of(table, methods[m], NULL);
    const dark_goodness one = test_part(plan, 0, 99, 1, 1), three = test_part(plan, 0, 99, 1, 3),
                        other = test_part(plan, 0, 99, 2, 1);
    assert_true(one.n_draws == 99 && one.n_compared > 0);
    assert_true(one.n_compared == three.n_compared && one.n_as_far == three.n_as_far && one.p == three.p);
    assert_true(m > 0 || other.n_as_far != one.n_as_far);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

static void nothing_is_tested_without_degrees_of_freedom_or_a_model(void **state) {
  (void)state;
  static const char *const methods[] = {"saturated", "averaged", "chao"};
  dark_table *table = published_table("Kosovo");
  for (size_t m = 0; m < sizeof methods / sizeof methods[0]; m++) {
    const dark_goodness goodness = test_table(table, methods[m], NULL, 19);
    assert_true(goodness.n_draws == 0 && isnan(goodness.p));
  }
  dark_table_free(table);
}

/* Each category by itself, and all together, which is no sum of them. */
static void categories_are_tested_each_by_itself(void **state) {
  (void)state;
  static const char *const by[] = {"form"};
  dark_table *both = table_of_csv("form,A,B,C,count\n"
                                  "x,1,0,0,30\nx,0,1,0,25\nx,0,0,1,28\nx,1,1,0,9\nx,1,0,1,7\nx,0,1,1,8\nx,1,1,1,4\n"
                                  "y,1,0,0,60\ny,0,1,0,5\ny,0,0,1,28\ny,1,1,0,30\ny,1,0,1,2\ny,0,1,1,1\ny,1,1,1,9\n",
                                  by, 1);
  dark_table *one =
      table_of_csv("form,A,B,C,count\nx,1,0,0,30\nx,0,1,0,25\nx,0,0,1,28\nx,1,1,0,9\nx,1,0,1,7\nx,0,1,1,8\nx,1,1,1,4\n", by, 1);
  dark_plan *plan = plan_of(both, "independence", NULL), *alone = plan_of(one, "independence", NULL);
  const dark_goodness x = test_part(plan, 0, 199, 1, 0), y = test_part(plan, 1, 199, 1, 0), all = test_part(plan, 2, 199, 1, 0);
  const dark_goodness again = test_part(alone, 0, 199, 1, 0);
  assert_true(x.n_as_far == again.n_as_far && x.p == again.p);
  assert_true(x.p > 0.05 && y.p < 0.05 && all.n_draws == 199);
  dark_plan_free(plan);
  dark_plan_free(alone);
  dark_table_free(both);
  dark_table_free(one);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_table_as_its_model_has_it_has_p_of_one),
      cmocka_unit_test(a_table_that_contradicts_its_model_has_the_least_p),
      cmocka_unit_test(p_is_that_of_all_tables_there_are),
      cmocka_unit_test(p_is_uniform_under_a_given_model),
      cmocka_unit_test(p_holds_its_level_when_the_model_is_chosen),
      cmocka_unit_test(a_wrong_model_is_found_out),
      cmocka_unit_test(draws_ignore_threads_and_follow_the_seed),
      cmocka_unit_test(nothing_is_tested_without_degrees_of_freedom_or_a_model),
      cmocka_unit_test(categories_are_tested_each_by_itself),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
