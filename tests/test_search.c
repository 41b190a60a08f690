/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search for the best model: branch and bound against fitting every model, bounds that hold, ties, `top` and AIC. */

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/dense_glm.h"
#include "support/hunt.h"
#include "support/published.h"
#include "support/tables.h"

static void the_search_finds_the_best_model_of_three_lists(void **state) {
  (void)state;
  compare_many(3, 2, DARK_COMMON_NO, 0, TIMES(400, 50), 12);
}

static void the_search_finds_the_best_model_of_four_lists(void **state) {
  (void)state;
  compare_many(4, 2, DARK_COMMON_NO, 0, TIMES(60, 6), 9);
  compare_many(4, 3, DARK_COMMON_NO, 0, TIMES(60, 6), 9);
}

static void the_search_finds_the_best_model_of_five_lists(void **state) {
  (void)state;
  compare_many(5, 2, DARK_COMMON_NO, 0, TIMES(8, 1), 6);
  compare_many(5, 3, DARK_COMMON_NO, 0, TIMES(3, 1), 4);
}

/* The best model of three lists by dense least squares and brute force; NaN when no model has an estimate. */
static double dense_best_of_three(const double *cells) {
  double best = INFINITY, hidden = NAN, n_people = 0;
  for (size_t cell = 1; cell < 8; cell++) n_people += cells[cell];
  for (unsigned pairs = 0; pairs < 8; pairs++) {
    uint32_t terms[7] = {0, 1, 2, 4};
    size_t n = 4;
    dense_design design;
    dense_fit fit;
    if (pairs & 1) terms[n++] = 3;
    if (pairs & 2) terms[n++] = 5;
    if (pairs & 4) terms[n++] = 6;
    dense_design_make(&design, 3, terms, n, cells);
    if (dense_code(&design) != 0) continue;
    dense_glm(&fit, &design);
    const double bic = log(n_people) * (double)n - 2 * fit.log_lik;
    if (bic > best - 1e-7) continue; /* twins have equal estimates */
    best = bic;
    hidden = fit.hidden;
  }
  return hidden;
}

static void bic_agrees_with_dense_fits_of_all_models(void **state) {
  size_t n_estimates = 0;
  (void)state;
  for (uint64_t i = 0; i < TIMES(3000, 300); i++) {
    double cells[8];
    draw_sparse(cells, 3, i + 50000);
    dark_table *table = table_of_cells(cells, 3);
    dark_plan *plan = plan_for(table, "bic", 2, NULL, NULL);
    const dark_estimate *estimate = dark_plan_estimate(plan, 0);
    if (dark_plan_estimator(plan, 0) != NULL && dark_plan_n_lists(plan, 0) == 3) {
      const double expected = dense_best_of_three(cells);
      assert_int_equal(isnan(expected), estimate->reason == DARK_REASON_NO_MODEL);
      if (!isnan(expected)) assert_close(estimate->hidden, expected, 1e-8, 0);
      n_estimates += isnan(expected) ? 0 : 1;
    }
    dark_plan_free(plan);
    dark_table_free(table);
  }
  assert_true(n_estimates > TIMES(2000, 200));
}

/* The first ten by branch and bound are the first ten of the ordered catalogue, and a distance cuts them where it should. */
static void compare_rankings(hunt *on, size_t most, double distance) {
  dark_error err = DARK_ERROR_INIT;
  dark__shortlist list;
  dark__branch_report report;
  const dark__catalogue *all = on->catalogue;
  assert_ok(dark__shortlist_new(&list, most, distance, &err), err);
  load_observed(on);
  assert_ok(dark__branch_search(&list, &report, on->branch, on->space, false, &err), err);
  size_t n = 0;
  while (n < most && n < all->n_usable &&
         all->judged[all->order[n]].criterion <= all->judged[all->order[0]].criterion + distance + 1e-9)
    n++;
  assert_int_equal(list.n, n);
  for (size_t i = 0; i < n; i++) {
    const dark__judged_model *judged = &all->judged[all->order[i]];
    assert_close(list.found[i].criterion, judged->criterion, 1e-10, 0);
    assert_close(list.found[i].hidden, judged->hidden, 1e-9, 0);
    assert_true(dark__set_equal(list.found[i].model, all->models[all->order[i]]));
  }
  dark__shortlist_clear(&list);
}

static void the_best_models_come_in_the_order_of_the_catalogue(void **state) {
  (void)state;
  for (uint64_t i = 0; i < TIMES(150, 15); i++) {
    hunt on;
    open_hunt(&on, 3 + i % 2, 2 + (unsigned)(i % 3 == 0), i % 2 ? DARK__CRITERION_BIC : DARK__CRITERION_AIC, DARK_COMMON_NO,
              HUNT_NO_LIMIT, 9000 + i);
    compare_rankings(&on, 10, INFINITY);
    compare_rankings(&on, 1000, INFINITY);
    compare_rankings(&on, 1000, 3);
    compare_rankings(&on, 1, INFINITY);
    close_hunt(&on);
  }
}

/* What is left open is never better than said: the truth is the best found, or no smaller than the bound. */
static void compare_budgeted(hunt *on, size_t *n_missed) {
  dark_error err = DARK_ERROR_INIT;
  dark__branch_report report;
  dark_estimate oracle;
  dark__shortlist *list = on->space->best;
  list->n = 0;
  assert_ok(dark__branch_search(list, &report, on->branch, on->space, false, &err), err);
  assert_ok(dark__catalogue_search(&oracle, on->catalogue, on->engine, &err), err);
  if (oracle.reason != DARK_N_REASONS) {
    assert_int_equal(list->n, 0);
    return;
  }
  const double best = criterion_of(on, dark__id_set(oracle.model)), tolerance = 1e-9 * fabs(best);
  const double found = list->n > 0 ? list->found[0].criterion : INFINITY;
  assert_true(found >= best - tolerance && fmin(found, report.open_bound) <= best + tolerance);
  if (report.complete) assert_true(found <= best + tolerance && isinf(report.open_bound));
  *n_missed += found > best + tolerance;
}

static void a_search_out_of_budget_bounds_what_it_missed(void **state) {
  size_t n_missed = 0;
  (void)state;
  for (uint64_t i = 0; i < TIMES(60, 6); i++)
    for (size_t budget = 1; budget <= 64; budget *= 4) {
      double weights[16];
      hunt on;
      open_hunt(&on, 4, 3, DARK__CRITERION_BIC, DARK_COMMON_NO, budget, i);
      load_observed(&on);
      compare_budgeted(&on, &n_missed);
      draw_sparse(weights, 4, 4000 + i); /* a table that its guesses know nothing of */
      load_table(&on, weights + 1);
      compare_budgeted(&on, &n_missed);
      close_hunt(&on);
    }
  assert_true(n_missed > TIMES(100, 10));
}

/* Nobody on two lists, or a list with everybody: the oracle finds no model either, after having fitted them all. */
static void tables_that_no_model_can_serve_are_not_searched(void **state) {
  static const char *const records[] = {"1000:31 0100:12 0010:7 0001:5", "1000:9 1100:4 1010:3 1111:2", "0100:8"};
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    hunt on;
    double cells[16];
    dark__branch_report report;
    open_hunt(&on, 4, 3, DARK__CRITERION_BIC, DARK_COMMON_NO, SIZE_MAX, i);
    read_cells(cells, 4, records[i]);
    load_table(&on, cells + 1);
    assert_int_equal(compare_winners(&on), 0);
    assert_ok(dark__branch_search(on.space->best, &report, on.branch, on.space, false, &err), err);
    assert_int_equal(report.n_nodes, 0);
    close_hunt(&on);
  }
}

/* The bound of a fit that stops early is no smaller than what the likelihood reaches, and a fit is called worthless only when the floor
   is beyond reach. */
static void no_fit_rises_above_its_bound(void **state) {
  static const double nearness[] = {10, 1, 0.02, 1e-6};
  dark_error err = DARK_ERROR_INIT;
  size_t n_bounded = 0, n_worthless = 0;
  (void)state;
  for (uint64_t i = 0; i < TIMES(20000, 2000); i++) {
    const unsigned n_lists = 3 + draw_below(3, i);
    uint32_t terms[32];
    double cells[32];
    dark_record records[31];
    dark__problem problem;
    dark__engine *engine;
    const size_t n_terms = draw_model(terms, n_lists, 7 * i);
    draw_sparse(cells, n_lists, i);
    problem_of_cells(&problem, records, cells, n_lists);
    assert_ok(dark__engine_new(&engine, &problem, n_terms, &err), err);
    assert_ok(dark__engine_load_observed(engine, &err), err);
    dark__fit_request request = {.terms = terms, .n_terms = n_terms, .floor = -INFINITY};
    const double reached = dark__fit_model(&engine->space, &engine->counts, &request).log_lik;
    const double rounding = 1e-11 + 1e-12 * fabs(reached);
    request.loose = nearness[i % 4];
    const dark__fit bounded = dark__fit_model(&engine->space, &engine->counts, &request);
    assert_true(bounded.log_lik_most >= reached - rounding && bounded.log_lik <= bounded.log_lik_most + rounding);
    n_bounded += isfinite(bounded.log_lik_most) ? 1 : 0;
    request.loose = 0;
    request.floor = reached - 1e-6;
    assert_true(dark__fit_model(&engine->space, &engine->counts, &request).end != DARK__FIT_WORTHLESS);
    request.floor = reached + 0.5;
    n_worthless += dark__fit_model(&engine->space, &engine->counts, &request).end == DARK__FIT_WORTHLESS;
    dark__engine_free(engine);
  }
  assert_true(n_bounded > TIMES(19000, 1900) && n_worthless > TIMES(19000, 1900));
}

/* These three models follow each other in the ranking. */
static void assert_in_a_row(const dark_plan *plan, const dark_candidate *candidates, size_t n, const char *const names[3]) {
  char name[64];
  size_t first = 0;
  while (first < n && strcmp(dark_plan_model_name(name, sizeof name, plan, 0, candidates[first].model), names[0]) != 0) first++;
  assert_true(first + 2 < n);
  for (size_t k = 0; k < 3; k++) {
    assert_string_equal(dark_plan_model_name(name, sizeof name, plan, 0, candidates[first + k].model), names[k]);
    assert_close(candidates[first + k].bic, candidates[first].bic, 1e-12, 0);
  }
}

/* The counts do not change when lists are exchanged, so that models of one shape are tied. Lists sort as A, B, C = 3, 2, 1: the pairs in
   canonical order are A*B, A*C, B*C = 23, 13, 12. */
static void ties_go_to_the_first_model_in_canonical_order(void **state) {
  static const char *const names[] = {"C", "B", "A"};
  static const char *const one_pair[] = {"[23,1]", "[13,2]", "[12,3]"}, *const two_pairs[] = {"[13,23]", "[12,23]", "[12,13]"};
  static const uint32_t histories[] = {1, 2, 4, 3, 5, 6, 7};
  static const double dependent[] = {100, 100, 100, 25, 25, 25, 30};
  dark_error err = DARK_ERROR_INIT;
  dark_candidate *candidates;
  size_t n;
  dark_table *table;
  (void)state;
  assert_ok(dark_table_new(&table, names, 3, histories, dependent, 7, &err), err);
  dark_plan *plan = plan_for(table, "bic", 2, NULL, NULL);
  assert_ok(dark_plan_rank(&candidates, &n, plan, 0, 8, INFINITY, &err), err);
  assert_int_equal(n, 8);
  assert_in_a_row(plan, candidates, n, one_pair);
  assert_in_a_row(plan, candidates, n, two_pairs);
  free(candidates);
  dark_plan_free(plan);
  dark_table_free(table);
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

/* The best of a few models on a table, by fitting all that there are. */
static dark__term_set best_among(const dark_candidate *candidates, size_t n, const double *cells, unsigned n_lists) {
  dark_error err = DARK_ERROR_INIT;
  dark_record records[31];
  dark__problem problem;
  dark__catalogue *catalogue;
  dark__term_set winner = {{0, 0}};
  double best = INFINITY;
  problem_of_cells(&problem, records, cells, n_lists);
  assert_ok(dark__catalogue_new(&catalogue, &problem, n_lists - 1, DARK__CRITERION_BIC, &err), err);
  for (size_t i = 0; i < catalogue->n_models; i++)
    for (size_t k = 0; k < n; k++) {
      if (!dark__set_equal(catalogue->models[i], dark__id_set(candidates[k].model))) continue;
      if (catalogue->judged[i].code != 0 || catalogue->judged[i].criterion >= best) continue;
      best = catalogue->judged[i].criterion;
      winner = catalogue->models[i];
    }
  dark__catalogue_free(catalogue);
  return winner;
}

/* Kosovo, order 3: resampled tables are searched among the first K models of the observed one and no others. */
static void top_searches_the_best_models_of_the_observed_table_only(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark_candidate *candidates;
  double from[16] = {0};
  size_t n, n_different = 0;
  (void)state;
  dark_table *table = published_table("Kosovo");
  dark_plan *top = plan_for(table, "bic", 3, NULL, "top=4"), *all = plan_for(table, "bic", 3, NULL, NULL);
  const dark_record *observed = dark_plan_records(top, 0, &n);
  for (size_t i = 0; i < n; i++) from[observed[i].history] = observed[i].count;
  assert_ok(dark_plan_rank(&candidates, &n, all, 0, 4, INFINITY, &err), err);
  for (uint64_t r = 0; r < 60; r++) {
    double cells[16];
    resample_cells(cells, from, 4, r);
    const dark_estimate narrow = estimate_with(top, cells + 1), wide = estimate_with(all, cells + 1);
    assert_true(dark__set_equal(dark__id_set(narrow.model), best_among(candidates, 4, cells, 4)));
    n_different += narrow.hidden != wide.hidden;
  }
  assert_true(n_different > 5);
  free(candidates);
  dark_plan_free(top);
  dark_plan_free(all);
  dark_table_free(table);
}

static void aic_chooses_the_smallest_aic(void **state) {
  static const char *const datasets[] = {"Korea", "Kosovo", "Western", "UKdat_5"};
  size_t n_different = 0;
  (void)state;
  for (size_t d = 0; d < 4; d++) {
    dark_error err = DARK_ERROR_INIT;
    dark_candidate *candidates;
    size_t n;
    dark_table *table = published_table(datasets[d]);
    dark_plan *bic = plan_for(table, "bic", 2, NULL, NULL), *aic = plan_for(table, "bic", 2, NULL, "criterion=aic");
    double smallest = INFINITY, total = NAN;
    assert_ok(dark_plan_rank(&candidates, &n, bic, 0, SIZE_MAX, INFINITY, &err), err);
    for (size_t i = 0; i < n; i++) {
      if (candidates[i].code != 0 || candidates[i].aic >= smallest - 1e-7) continue;
      smallest = candidates[i].aic;
      total = candidates[i].total;
    }
    assert_close(dark_plan_estimate(aic, 0)->total, total, 1e-9, 0);
    n_different += dark_plan_estimate(aic, 0)->total != dark_plan_estimate(bic, 0)->total;
    free(candidates);
    dark_plan_free(aic);
    dark_plan_free(bic);
    dark_table_free(table);
  }
  assert_true(n_different > 0);
}

/* What is told of the search is told of the one behind the estimate, whatever the budget was enough for. The plan looks for more models than
   the best, so that its own search may end early where that of the estimate does not. */
static void the_search_told_of_is_the_one_behind_the_estimate(void **state) {
  static const unsigned budgets[] = {1, 30, 100, 300, 1000, 3000, 10000};
  static const char *const ways[] = {"budget=%u", "budget=%u top=3", "budget=%u criterion=aic"};
  size_t n_open = 0, n_closed = 0;
  (void)state;
  dark_table *table = published_table("UKdat");
  for (size_t w = 0; w < sizeof ways / sizeof ways[0]; w++)
    for (size_t b = 0; b < sizeof budgets / sizeof budgets[0]; b++) {
      char set[64], *rest = NULL;
      const char *options[2];
      dark_settings asked = DARK_SETTINGS_INIT;
      dark_error err = DARK_ERROR_INIT;
      dark_plan *plan;
      dark_explanation told;
      snprintf(set, sizeof set, ways[w], budgets[b]);
      for (char *word = strtok_r(set, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) options[asked.n_set++] = word;
      asked.method = "bic";
      asked.max_order = 2;
      asked.set = options;
      assert_ok(dark_plan_new(&plan, table, &asked, &err), err);
      assert_ok(dark_plan_explain(&told, plan, 0, &err), err);
      assert_int_equal(told.is_complete, !dark_plan_estimate(plan, 0)->is_incomplete);
      assert_close(told.criterion, w == 2 ? told.aic : told.bic, 1e-12, 0);
      if (!told.is_complete) assert_true(told.missed_criterion <= told.criterion && told.n_nodes > budgets[b]);
      n_open += told.is_complete ? 0 : 1;
      n_closed += told.is_complete ? 1 : 0;
      dark_explanation_clear(&told);
      dark_plan_free(plan);
    }
  dark_table_free(table);
  assert_true(n_open > 5 && n_closed > 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_search_finds_the_best_model_of_three_lists),
      cmocka_unit_test(the_search_finds_the_best_model_of_four_lists),
      cmocka_unit_test(the_search_finds_the_best_model_of_five_lists),
      cmocka_unit_test(bic_agrees_with_dense_fits_of_all_models),
      cmocka_unit_test(the_best_models_come_in_the_order_of_the_catalogue),
      cmocka_unit_test(a_search_out_of_budget_bounds_what_it_missed),
      cmocka_unit_test(tables_that_no_model_can_serve_are_not_searched),
      cmocka_unit_test(no_fit_rises_above_its_bound),
      cmocka_unit_test(ties_go_to_the_first_model_in_canonical_order),
      cmocka_unit_test(top_searches_the_best_models_of_the_observed_table_only),
      cmocka_unit_test(aic_chooses_the_smallest_aic),
      cmocka_unit_test(the_search_told_of_is_the_one_behind_the_estimate),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
