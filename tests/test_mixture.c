/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mixture: its limits by the definition from its two halves, its median, tables beside others, and what it refuses. */

#include <math.h>
#include <stdlib.h>

#include "hierarchical/table_posterior.h"
#include "loglinear/rank/average.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static const dark__priors priors = {.mean = 1, .pairs = 1, .triples = 0.5};

/* The halves, found by themselves. */
typedef struct halves {
  dark_record records[32];
  dark__problem problem;
  dark__averaged average;
  dark__posterior posterior;
} halves;

static void find_halves(halves *out, const double *cells, unsigned n_lists, unsigned order) {
  dark_error err = DARK_ERROR_INIT;
  dark__branch *branch;
  problem_of_cells(&out->problem, out->records, cells, n_lists);
  out->problem.common = DARK_COMMON_SEARCH;
  assert_ok(dark__branch_new(&branch, &out->problem, order, DARK__CRITERION_AIC, 8, 10000, &err), err);
  assert_ok(dark__average_models(&out->average, branch, DARK__CRITERION_AIC, &err), err);
  assert_ok(dark__observed_posterior_find(&out->posterior, &out->problem, &priors, &err), err);
  dark__branch_free(branch);
}

static double below(const halves *of, double people) {
  const double x = log(people - of->problem.n_observed);
  return (dark__mixture_cdf(x, of->average.parts, of->average.n) + dark__density_cdf(&of->posterior.log_hidden, x)) / 2;
}

static const char four_lists[] = "1000:40 0100:30 0010:20 0001:25 1100:6 1010:9 0111:4 1110:2 0011:7 1001:5 1111:1";

static void limits_are_quantiles_of_both_halves(void **state) {
  static const double levels[] = {0.5, 0.8, 0.95};
  double cells[16];
  halves of;
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  read_cells(cells, 4, four_lists);
  find_halves(&of, cells, 4, 3);
  dark_table *table = table_of_text(4, four_lists);
  dark_plan *plan = plan_for(table, "mixture", 0, NULL, NULL);
  assert_int_equal(dark_plan_usual_interval(plan), DARK_INTERVAL_MIXTURE);
  assert_close(below(&of, dark_plan_estimate(plan, 0)->total), 0.5, 0, 1e-8);
  for (size_t l = 0; l < 3; l++) {
    dark_interval interval;
    assert_ok(dark_plan_interval(&interval, plan, 0, DARK_INTERVAL_MIXTURE, levels[l], &err), err);
    assert_close(below(&of, interval.lower), (1 - levels[l]) / 2, 0, 1e-7);
    assert_close(below(&of, interval.upper), (1 + levels[l]) / 2, 0, 1e-7);
    assert_int_equal(interval.reasons & ~DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL), 0);
  }
  free(of.average.parts);
  dark__posterior_clear(&of.posterior);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* With the same data the second moments are those of the definition: half of each variance and a quarter of the squared distance. */
static void the_standard_error_is_that_of_the_distribution(void **state) {
  double cells[16], mean = 0, square = 0, last = 0;
  halves of;
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  (void)state;
  read_cells(cells, 4, four_lists);
  find_halves(&of, cells, 4, 3);
  for (int step = 0; step < 40000; step++) {
    const double x = -10 + 1e-3 * step;
    const double now = below(&of, of.problem.n_observed + exp(x)), share = now - last, middle = x - 5e-4;
    mean += share * middle;
    square += share * middle * middle;
    last = now;
  }
  dark_table *table = table_of_text(4, four_lists);
  dark_plan *plan = plan_for(table, "mixture", 0, NULL, NULL);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  assert_true(explanation.is_average && explanation.is_complete && explanation.priors[0] != '\0');
  assert_close(explanation.se / dark_plan_estimate(plan, 0)->hidden, sqrt(square - mean * mean), 2e-3, 0);
  dark_explanation_clear(&explanation);
  free(of.average.parts);
  dark__posterior_clear(&of.posterior);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* A resampled table is estimated as it is when it is the observed one, whatever comes with it. */
static void tables_are_estimated_as_if_observed(void **state) {
  enum { TABLES = 9 };
  double cells[16], drawn[TABLES][16];
  const double *weights[TABLES];
  dark_record records[16];
  dark__problem problem;
  dark_error err = DARK_ERROR_INIT;
  dark_estimate together[TABLES];
  (void)state;
  const dark_estimator *mixture = dark_estimator_find("mixture");
  static const double options[] = {1e6, 1, 1, 0.5}; /* budget and priors */
  const dark__config config = {.options = options};
  read_cells(cells, 4, four_lists);
  problem_of_cells(&problem, records, cells, 4);
  problem.common = DARK_COMMON_SEARCH;
  void *plan, *space;
  assert_ok(mixture->plan_new(&plan, &problem, &config, &err), err);
  assert_ok(mixture->workspace_new(&space, plan, &err), err);
  for (size_t i = 0; i < TABLES; i++) {
    resample_cells(drawn[i], cells, 4, i);
    weights[i] = drawn[i] + 1;
  }
  assert_ok(mixture->estimate(together, plan, space, weights, TABLES, &err), err);
  size_t n_estimates = 0;
  for (size_t i = 0; i < TABLES; i++) {
    dark_estimate alone;
    assert_ok(mixture->estimate(&alone, plan, space, &weights[i], 1, &err), err);
    assert_int_equal(alone.reason, together[i].reason);
    if (alone.reason != DARK_N_REASONS) continue;
    assert_close(alone.hidden, together[i].hidden, 0, 0);
    dark_table *table = table_of_cells(drawn[i], 4);
    dark_plan *own = plan_for(table, "mixture", 0, NULL, NULL);
    assert_close(dark_plan_estimate(own, 0)->hidden, alone.hidden, 1e-7, 0);
    dark_plan_free(own);
    dark_table_free(table);
    n_estimates++;
  }
  assert_true(n_estimates > TABLES / 2);
  mixture->workspace_free(space);
  mixture->plan_free(plan);
}

static void the_order_of_lists_changes_nothing(void **state) {
  (void)state;
  dark_table *table = table_of_text(4, four_lists),
             *turned = table_of_text(4, "0001:40 1000:30 0100:20 0010:25 1001:6 0101:9 1110:4 1101:2 0110:7 0011:5 1111:1");
  dark_plan *one = plan_for(table, "mixture", 0, NULL, NULL), *other = plan_for(turned, "mixture", 0, NULL, NULL);
  assert_close(dark_plan_estimate(other, 0)->total, dark_plan_estimate(one, 0)->total, 1e-7, 0);
  dark_plan_free(other);
  dark_plan_free(one);
  dark_table_free(turned);
  dark_table_free(table);
}

/* Where no model has an estimate there is none of the mixture, and the reason is that of the models. */
static void a_table_without_overlaps_has_no_estimate(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, "100:20 010:30 001:25");
  dark_plan *plan = plan_for(table, "mixture", 0, NULL, NULL);
  assert_true(dark_plan_estimate(plan, 0)->reason != DARK_N_REASONS);
  dark_plan_free(plan);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(limits_are_quantiles_of_both_halves),
      cmocka_unit_test(the_standard_error_is_that_of_the_distribution),
      cmocka_unit_test(tables_are_estimated_as_if_observed),
      cmocka_unit_test(the_order_of_lists_changes_nothing),
      cmocka_unit_test(a_table_without_overlaps_has_no_estimate),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
