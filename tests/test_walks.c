/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches that walk: stepwise against a plain one on dense fits, downhill against the neighbours of its end, where they start, and what
   they and bic recover. */

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "support/assert_close.h"
#include "support/dense_glm.h"
#include "support/published.h"
#include "support/tables.h"

/* BIC of every model of the table, by model id. */
static void compare_with_neighbours(const dark_plan *downhill, const dark_plan *bic, size_t *n_worse) {
  dark_error err = DARK_ERROR_INIT;
  dark_candidate *all;
  size_t n;
  double here = NAN;
  const dark_model_id end = dark_plan_estimate(downhill, 0)->model;
  assert_ok(dark_plan_rank(&all, &n, bic, 0, SIZE_MAX, INFINITY, &err), err);
  for (size_t i = 0; i < n; i++)
    if (all[i].model.bits[0] == end.bits[0]) here = all[i].bic;
  const double tolerance = 1e-8 * fabs(here);
  assert_true(here >= all[0].bic - tolerance);
  *n_worse += here > all[0].bic + tolerance;
  for (size_t i = 0; i < n; i++) {
    const int n_terms_apart = __builtin_popcountll(all[i].model.bits[0] ^ end.bits[0]);
    if (n_terms_apart == 1 && all[i].code == 0) assert_true(all[i].bic >= here - tolerance);
  }
  free(all);
}

static void downhill_ends_in_a_local_optimum_and_never_below_bic(void **state) {
  size_t n_worse = 0, n_compared = 0;
  (void)state;
  for (uint64_t i = 0; i < TIMES(300, 30); i++) {
    double cells[16];
    const unsigned order = 2 + (unsigned)(i % 2);
    draw_sparse(cells, 4, 3000 + i);
    dark_table *table = table_of_cells(cells, 4);
    dark_plan *downhill = plan_for(table, "downhill", order, NULL, NULL), *bic = plan_for(table, "bic", order, NULL, NULL);
    if (dark_plan_estimate(downhill, 0)->reason == DARK_N_REASONS) {
      compare_with_neighbours(downhill, bic, &n_worse);
      n_compared++;
    }
    dark_plan_free(downhill);
    dark_plan_free(bic);
    dark_table_free(table);
  }
  assert_true(n_compared > TIMES(200, 20) && n_worse > 0);
}

/* Fitted mean number of people on both lists of a pair. */
static double fitted_margin(const dense_design *design, const dense_fit *fit, uint32_t pair) {
  double sum = 0;
  for (size_t i = 0; i < design->n_cells; i++) sum += (design->cells[i] & pair) == pair ? fit->means[i] : 0;
  return sum;
}

static double smaller_tail(double n, double mean) {
  if (mean <= 0) return 1;
  const double at_least = n > 0 ? gsl_cdf_poisson_Q((unsigned)n - 1, mean) : 1;
  return fmin(gsl_cdf_poisson_P((unsigned)n, mean), at_least);
}

/* Terms of the pairs in `pairs` and all below. */
static size_t terms_with(uint32_t *terms, unsigned n_lists, const uint32_t *all_pairs, uint32_t pairs) {
  size_t n = 0;
  terms[n++] = 0;
  for (unsigned list = 0; list < n_lists; list++) terms[n++] = (uint32_t)1 << list;
  for (size_t i = 0; i < n_lists * (n_lists - 1) / 2; i++)
    if ((pairs >> i) & 1) terms[n++] = all_pairs[i];
  return n;
}

/* Two p-values that are the same but for rounding, and two that are too near each other to say which way another program must go. */
static bool is_tie(double p, double q) { return fabs(p / q - 1) < 1e-9; }
static bool is_close(double p, double q) { return fabs(p / q - 1) < 1e-6 && !is_tie(p, q); }

/* What is said of a way beside its end. */
typedef struct doubts {
  bool close; /* two p-values too near each other, or one to the threshold */
  bool tied;  /* the pair to enter had the p-value of another one: the first enters */
} doubts;

/* Stepwise in the plainest words; *pairs is the model, the result the hidden number, NaN without a starting fit. */
static double plain_stepwise(uint32_t *pairs, doubts *of, unsigned n_lists, const double *cells, double threshold) {
  uint32_t all_pairs[10], terms[16];
  size_t n_pairs = 0;
  dense_design design;
  dense_fit fit;
  *pairs = 0;
  *of = (doubts){false, false};
  for (unsigned a = 0; a < n_lists; a++)
    for (unsigned b = a + 1; b < n_lists; b++) all_pairs[n_pairs++] = (uint32_t)1 << a | (uint32_t)1 << b;
  dense_design_make(&design, n_lists, terms, terms_with(terms, n_lists, all_pairs, 0), cells);
  if (dense_code(&design) != 0) return NAN;
  for (;;) {
    double best = 2;
    uint32_t choice = 0;
    bool tied = false;
    dense_glm(&fit, &design);
    for (size_t i = 0; i < n_pairs; i++) {
      dense_design next;
      double people = 0;
      if ((*pairs >> i) & 1) continue;
      for (uint32_t cell = 0; cell < (uint32_t)1 << n_lists; cell++)
        people += (cell & all_pairs[i]) == all_pairs[i] ? cells[cell] : 0;
      const double p = smaller_tail(people, fitted_margin(&design, &fit, all_pairs[i]));
      if (fabs(p / threshold - 1) < 1e-6 || is_close(p, best)) of->close = true;
      if (is_tie(p, best)) tied = true;
      if (!(p < best) || is_tie(p, best) || p >= threshold) continue;
      dense_design_make(&next, n_lists, terms, terms_with(terms, n_lists, all_pairs, *pairs | 1u << i), cells);
      if (dense_code(&next) != 0) continue;
      best = p;
      choice = 1u << i;
      tied = false;
    }
    if (choice == 0) return fit.hidden;
    of->tied = of->tied || tied;
    *pairs |= choice;
    dense_design_make(&design, n_lists, terms, terms_with(terms, n_lists, all_pairs, *pairs), cells);
  }
}

/* How often the two went the same way, and what they met. */
typedef struct met {
  size_t n_compared, n_pairs, n_tied;
} met;

static void compare_with_plain(met *of, const double *cells, unsigned n_lists, size_t option) {
  static const struct {
    const char *set;
    double threshold;
  } options[] = {{"p=0.02", 0.02}, {"p=0.2", 0.2}, {"p=0.001", 0.001}};
  uint32_t pairs;
  doubts about;
  dark_table *table = table_of_cells(cells, n_lists);
  dark_plan *plan = plan_for(table, "stepwise", 0, NULL, options[option].set);
  if (dark_plan_estimator(plan, 0) != NULL && dark_plan_n_lists(plan, 0) == n_lists) {
    const dark_estimate *estimate = dark_plan_estimate(plan, 0);
    const double expected = plain_stepwise(&pairs, &about, n_lists, cells, options[option].threshold);
    assert_int_equal(estimate->reason == DARK_N_REASONS, !isnan(expected));
    if (!about.close && !isnan(expected)) {
      assert_int_equal(estimate->model.bits[0], pairs);
      assert_close(estimate->hidden, expected, 1e-8, 0);
      of->n_compared++;
      of->n_pairs += pairs != 0;
      of->n_tied += about.tied;
    }
  }
  dark_plan_free(plan);
  dark_table_free(table);
}

static void stepwise_is_a_plain_forward_search(void **state) {
  met found = {0};
  (void)state;
  for (uint64_t i = 0; i < TIMES(1200, 120); i++) {
    const unsigned n_lists = 3 + (i % 4 == 0);
    double cells[16];
    draw_sparse(cells, n_lists, 70000 + i);
    compare_with_plain(&found, cells, n_lists, i % 3);
  }
  assert_true(found.n_compared > TIMES(900, 90) && found.n_pairs > TIMES(120, 10));
}

/* Lists 1 and 2, and 3 and 4, change places. */
static uint32_t swap_lists(uint32_t history) { return (history & 5) << 1 | (history & 10) >> 1; }

/* Pairs that change places with each other have the same p-value, and which of them enters is not for the last bits to say. */
static void tied_pairs_enter_in_canonical_order(void **state) {
  met found = {0};
  (void)state;
  for (uint64_t i = 0; i < TIMES(1200, 240); i++) {
    double drawn[16], cells[16] = {0};
    draw_sparse(drawn, 4, 7000 + i);
    for (uint32_t history = 1; history < 16; history++) cells[history] = drawn[history] + drawn[swap_lists(history)];
    compare_with_plain(&found, cells, 4, i % 3);
  }
  assert_true(found.n_tied > TIMES(50, 10));
}

static dark_estimate estimate_with(const dark_plan *plan, const double *weights) {
  dark_error err = DARK_ERROR_INIT;
  dark_workspace *workspace;
  dark_estimate estimate;
  assert_ok(dark_workspace_new(&workspace, plan, &err), err);
  assert_ok(dark_estimate_part(&estimate, plan, 0, workspace, weights, &err), err);
  dark_workspace_free(workspace);
  return estimate;
}

/* p = 0 lets nothing in; p = 1 takes all pairs at once when they have an estimate (Kosovo), and goes step by step when not (Korea, where
   all pairs do not exist). */
static void stepwise_at_the_ends_of_its_threshold(void **state) {
  static const struct {
    const char *dataset, *set, *model;
  } cases[] = {{"Kosovo", "p=0", "[1,2,3,4]"},
               {"Korea", "p=0", "[1,2,3]"},
               {"Kosovo", "p=1", "[12,13,14,23,24,34]"},
               {"Korea", "p=1", NULL}};
  char name[64];
  (void)state;
  for (size_t c = 0; c < 4; c++) {
    dark_table *table = published_table(cases[c].dataset);
    dark_plan *plan = plan_for(table, "stepwise", 0, NULL, cases[c].set);
    const dark_estimate *estimate = dark_plan_estimate(plan, 0);
    assert_int_equal(estimate->reason, DARK_N_REASONS);
    dark_plan_model_name(name, sizeof name, plan, 0, estimate->model);
    if (cases[c].model != NULL) {
      dark_plan *fixed = plan_for(table, "fixed", 0, cases[c].model, NULL);
      assert_string_equal(name, cases[c].model);
      assert_close(estimate->total, dark_plan_estimate(fixed, 0)->total, 1e-11, 0);
      dark_plan_free(fixed);
    } else {
      assert_string_not_equal(name, "[12,13,23]");
    }
    dark_plan_free(plan);
    dark_table_free(table);
  }
}

/* Singletons only, and a list that holds everybody: published software says 10^12 and 345. As tables they have no estimate to begin with;
   as replicates of a good table the walk itself must say so. */
static void walks_check_the_model_they_start_from(void **state) {
  static const char *const methods[] = {"stepwise", "downhill", "bic", "independence"}, *const settings[] = {"p=0.02", NULL, NULL,
                                                                                                             NULL};
  const double singletons[] = {5, 5, 0, 41, 0, 0, 0}, covering[] = {5, 0, 54, 0, 6, 0, 12}; /* histories 1..7 */
  (void)state;
  dark_table *table = table_of_text(3, "001:41 010:5 100:5 110:54 101:6 011:3 111:12");
  for (size_t m = 0; m < 4; m++) {
    dark_plan *plan = plan_for(table, methods[m], 0, NULL, settings[m]);
    for (int k = 0; k < 2; k++) {
      const dark_estimate estimate = estimate_with(plan, k == 0 ? singletons : covering);
      assert_true(isnan(estimate.hidden) && isnan(estimate.total));
      assert_int_equal(estimate.reason, strcmp(methods[m], "bic") == 0 ? DARK_REASON_NO_MODEL : DARK_REASON_NO_MLE);
    }
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

/* 20,000 people, four lists, 1 and 2 attracting the same people, 3 and 4 avoiding each other: [12,34]. The searches find that model in
   nearly every table of 200, and the mean of log N-hat strays by no more than four Monte Carlo errors. */
static void recover_with(const char *method, const char *set, size_t least_found) {
  static const uint32_t terms[] = {0, 1, 2, 4, 8, 3, 12};
  static const double effects[] = {0, -1, -1.2, -0.8, -1.4, 1, -0.7};
  enum { N_TABLES = TIMES(200, 30), N_PEOPLE = 20000 };
  double means[16], sum = 0, squares = 0;
  size_t n_found = 0;
  char name[64];
  loglinear_means(means, 4, terms, effects, 7);
  for (uint64_t i = 0; i < N_TABLES; i++) {
    double cells[16];
    draw_population(cells, means, 4, N_PEOPLE, 5000 + i);
    dark_table *table = table_of_cells(cells, 4);
    dark_plan *plan = plan_for(table, method, 0, NULL, set);
    const double error = log(dark_plan_estimate(plan, 0)->total / N_PEOPLE);
    dark_plan_model_name(name, sizeof name, plan, 0, dark_plan_estimate(plan, 0)->model);
    n_found += strcmp(name, "[12,34]") == 0;
    sum += error;
    squares += error * error;
    dark_plan_free(plan);
    dark_table_free(table);
  }
  const double mean = sum / N_TABLES, monte_carlo = sqrt((squares / N_TABLES - mean * mean) / N_TABLES);
  if (n_found < least_found * N_TABLES / 100) fail_msg("%s found the model in %zu tables", method, n_found);
  if (fabs(mean) > 4 * monte_carlo) fail_msg("%s: log N-hat is off by %g (Monte Carlo error %g)", method, mean, monte_carlo);
}

static void searches_recover_a_population_in_their_span(void **state) {
  (void)state;
  recover_with("bic", NULL, 90);
  recover_with("downhill", NULL, 90);
  recover_with("stepwise", NULL, 70);
  recover_with("stepwise", "p=0.001", 90);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(downhill_ends_in_a_local_optimum_and_never_below_bic),
      cmocka_unit_test(stepwise_is_a_plain_forward_search),
      cmocka_unit_test(stepwise_at_the_ends_of_its_threshold),
      cmocka_unit_test(walks_check_the_model_they_start_from),
      cmocka_unit_test(searches_recover_a_population_in_their_span),
      cmocka_unit_test(tied_pairs_enter_in_canonical_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
