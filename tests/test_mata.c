/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Averages over models: mixtures by hand, weights against all models fitted one by one, and the bound on what is missed. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loglinear/fit/explain.h"
#include "loglinear/rank/average.h"
#include "loglinear/rank/weigh.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static const dark_interval_type types[] = {
    [DARK__CRITERION_BIC] = DARK_INTERVAL_MATA_BIC, [DARK__CRITERION_AIC] = DARK_INTERVAL_MATA_AIC};
static const char *const settings[] = {[DARK__CRITERION_BIC] = "criterion=bic", [DARK__CRITERION_AIC] = "criterion=aic"};

static double normal_below(double x) { return 0.5 * erfc(-x / sqrt(2)); }

static double mixture_below(double x, const dark__normal *parts, size_t n) {
  double sum = 0, total = 0;
  for (size_t i = 0; i < n; i++) {
    sum += parts[i].weight * normal_below((x - parts[i].mean) / parts[i].sd);
    total += parts[i].weight;
  }
  return sum / total;
}

static double quantile(const dark__normal *parts, size_t n, double probability) {
  dark_error err = DARK_ERROR_INIT;
  double x;
  assert_ok(dark__mixture_quantile(&x, parts, n, probability, &err), err);
  return x;
}

/* Weights 1 and 3 (of 4), means 0 and 4, sd 1 and 2: mean 3, variance (1 + 9)/4 + 3 (4 + 1)/4 = 6.25. */
static void mixtures_agree_with_hand_computation(void **state) {
  const dark__normal parts[] = {{1, 0, 1}, {3, 4, 2}}, twins[] = {{0.2, 5, 3}, {0.7, 5, 3}}, mirrored[] = {{2, -1, 1}, {2, 1, 1}};
  double mean, variance;
  (void)state;
  dark__mixture_moments(&mean, &variance, parts, 2);
  assert_close(mean, 3, 1e-15, 0);
  assert_close(variance, 6.25, 1e-15, 0);
  assert_close(quantile(twins, 2, 0.975), 5 + 3 * 1.959963984540054, 1e-11, 0);
  assert_close(quantile(mirrored, 2, 0.5), 0, 0, 1e-11);
  for (int i = 0; i < 15; i++) {
    const double p = 1e-6 + 0.07 * i;
    assert_close(mixture_below(quantile(parts, 2, p), parts, 2), p, 1e-9, 0);
  }
}

/* A part of hardly any weight far out moves nothing but makes the bracket wide. */
static void stray_parts_do_not_disturb(void **state) {
  const dark__normal parts[] = {{1, 3, 0.1}, {1e-13, 500, 90}, {1e-13, -700, 1e-3}};
  (void)state;
  assert_close(quantile(parts, 3, 0.025), 3 - 0.1 * 1.959963984540054, 1e-9, 0);
  assert_close(quantile(parts, 3, 0.975), 3 + 0.1 * 1.959963984540054, 1e-9, 0);
}

static dark_interval interval_of(const dark_plan *plan, dark_interval_type type, double level) {
  dark_error err = DARK_ERROR_INIT;
  dark_interval result;
  assert_ok(dark_plan_interval(&result, plan, 0, type, level, &err), err);
  return result;
}

/* Two lists have one model. 40 and 20 on one list, 20 on both: h = 40, var(intercept) = 1/40 + 1/20 + 1/20, s^2 = 1/40 + .125 = .15. */
static void one_model_gives_its_own_interval(void **state) {
  (void)state;
  dark_table *table = table_of_text(2, "10:40 01:20 11:20");
  dark_plan *plan = plan_for(table, "averaged", 0, NULL, NULL);
  const double c = exp(1.959963984540054 * sqrt(0.15));
  for (size_t t = 0; t < 2; t++) {
    const dark_interval interval = interval_of(plan, types[t], 0.95);
    assert_close(interval.lower, 80 + 40 / c, 1e-10, 0);
    assert_close(interval.upper, 80 + 40 * c, 1e-10, 0);
    assert_int_equal(interval.n_models, 1);
    assert_close(interval.missed_weight, 0, 0, 0);
  }
  dark_explanation explanation;
  assert_ok(dark_plan_explain(&explanation, plan, 0, NULL), (dark_error)DARK_ERROR_INIT);
  assert_close(explanation.se, 40 * sqrt(0.15), 1e-10, 0);
  assert_close(dark_plan_estimate(plan, 0)->total, 120, 1e-12, 0);
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* The log-normal interval is on the scale on which the average is taken: exp(+- z sd) with the sd of the logarithm, by the plan and in a
   row. Korea by BIC: sd 0.87, not 0.75. */
static void the_log_normal_interval_has_the_spread_of_the_average(void **state) {
  static const double level = 0.95;
  const double z = 1.959963984540054;
  (void)state;
  dark_table *table = published_table("Korea");
  dark_plan *plan = plan_for(table, "averaged", 0, NULL, "criterion=bic");
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_results *results;
  options.levels = &level;
  options.n_levels = 1;
  options.interval = DARK_INTERVAL_LOG_NORMAL;
  assert_ok(dark_results_new(&results, plan, NULL, &options, &err), err);
  const dark_estimate *estimate = dark_plan_estimate(plan, 0);
  const double sd = results->details[0].explanation.se / estimate->hidden;
  assert_close(sd, 0.87, 0, 0.005);
  const dark_interval own = interval_of(plan, DARK_INTERVAL_LOG_NORMAL, level), *row = &results->rows[0].interval;
  assert_close(log((own.upper - 123) / estimate->hidden), z * sd, 1e-12, 0);
  assert_close(log((own.lower - 123) / estimate->hidden), -z * sd, 1e-12, 0);
  assert_close(row->lower, own.lower, 1e-14, 0);
  assert_close(row->upper, own.upper, 1e-14, 0);
  dark_results_free(results);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* In a sum each category has the variance of the log-normal that its own interval is of, hidden^2 (exp(sd^2) - 1). */
static void log_normal_averages_add_up(void **state) {
  static const char *const by[] = {"form"};
  static const double level = 0.95;
  (void)state;
  dark_table *table =
      table_of_csv("A,B,C,form,n\n1,0,0,x,40\n0,1,0,x,30\n0,0,1,x,20\n1,1,0,x,6\n1,0,1,x,9\n0,1,1,x,4\n1,1,1,x,2\n"
                   "1,0,0,y,80\n0,1,0,y,70\n0,0,1,y,60\n1,1,0,y,3\n1,0,1,y,9\n0,1,1,y,1\n1,1,1,y,2\n",
                   by, 1);
  dark_plan *plan = plan_for(table, "averaged", 0, NULL, NULL);
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_results *results;
  double hidden = 0, variance = 0, plain = 0;
  options.levels = &level;
  options.n_levels = 1;
  options.interval = DARK_INTERVAL_LOG_NORMAL;
  assert_ok(dark_results_new(&results, plan, NULL, &options, &err), err);
  for (size_t part = 0; part < 2; part++) {
    const double own = dark_plan_estimate(plan, part)->hidden, se = results->details[part].explanation.se;
    hidden += own;
    plain += se * se;
    variance += own * own * expm1(pow(se / own, 2));
  }
  const dark_row *all = &results->rows[results->n_rows - 1];
  assert_close(all->se, sqrt(plain), 1e-14, 0);
  assert_close(all->interval.upper, all->observed + hidden * exp(1.959963984540054 * sqrt(log1p(variance / (hidden * hidden)))),
               1e-12, 0);
  dark_results_free(results);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* ---- against all models, fitted one by one */

/* Averages and the best of some models. */
typedef struct job {
  const char *name;
  unsigned max_order;
  dark_common_dependence common;
} job;

static dark_plan *plan_of(const dark_table *table, const job *of, const char *method, const char *const *set) {
  dark_settings asked = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan;
  asked.method = method;
  asked.max_order = of->max_order;
  asked.common_dependence = of->common;
  asked.set = set;
  asked.n_set = set != NULL;
  assert_ok(dark_plan_new(&plan, table, &asked, &err), err);
  return plan;
}

/* Parts from the ranking of all models and the explanation of each. */
static dark__normal *fit_all(size_t *n, const dark_table *table, const job *of, dark__criterion criterion) {
  dark_plan *plan = plan_of(table, of, "bic", &settings[criterion]);
  dark_candidate *candidates;
  dark_error err = DARK_ERROR_INIT;
  size_t n_candidates;
  assert_ok(dark_plan_rank(&candidates, &n_candidates, plan, 0, 100000, INFINITY, &err), err);
  dark__normal *parts = malloc((n_candidates + 1) * sizeof *parts);
  *n = 0;
  for (size_t k = 0; k < n_candidates; k++) {
    char model[128];
    if (candidates[k].code != 0) continue;
    dark_plan *single =
        plan_for(table, "fixed", 0, dark_plan_model_name(model, sizeof model, plan, 0, candidates[k].model), NULL);
    dark_explanation explanation;
    assert_ok(dark_plan_explain(&explanation, single, 0, &err), err);
    const double hidden = dark_plan_estimate(single, 0)->hidden;
    const double value = criterion == DARK__CRITERION_AIC ? explanation.aic : explanation.bic;
    parts[(*n)++] = (dark__normal){exp((candidates[0].criterion - value) / 2), log(hidden), explanation.se / hidden};
    dark_explanation_clear(&explanation);
    dark_plan_free(single);
  }
  free(candidates);
  dark_plan_free(plan);
  return parts;
}

static double bisect(const dark__normal *parts, size_t n, double probability) {
  double low = -100, high = 200;
  for (int i = 0; i < 200; i++) {
    const double middle = (low + high) / 2;
    if (mixture_below(middle, parts, n) < probability) low = middle;
    else high = middle;
  }
  return low;
}

static void check_against_all_models(const job *of, dark__criterion criterion) {
  dark_table *table = published_table(of->name);
  dark_error err = DARK_ERROR_INIT;
  size_t n;
  dark__normal *parts = fit_all(&n, table, of, criterion);
  dark_plan *plan = plan_of(table, of, "averaged", &settings[criterion]);
  dark_plan *best = plan_of(table, of, "bic", NULL);
  const double observed = dark_table_n_people(table), levels[] = {0.8, 0.95};
  assert_int_equal(dark_plan_usual_interval(plan), types[criterion]);
  for (size_t l = 0; l < 2; l++) {
    const dark_interval interval = interval_of(plan, types[criterion], levels[l]),
                        same = interval_of(best, types[criterion], levels[l]);
    assert_close(interval.lower - observed, exp(bisect(parts, n, (1 - levels[l]) / 2)), 1e-8, 0);
    assert_close(interval.upper - observed, exp(bisect(parts, n, (1 + levels[l]) / 2)), 1e-8, 0);
    assert_close(same.lower, interval.lower, 1e-8, 0);
    assert_close(same.upper, interval.upper, 1e-8, 0);
    assert_true(interval.n_models <= n && interval.missed_weight < 1e-8);
  }
  double mean, variance;
  dark_explanation explanation;
  dark__mixture_moments(&mean, &variance, parts, n);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  assert_close(dark_plan_estimate(plan, 0)->hidden, exp(mean), 1e-6, 0);
  assert_close(explanation.se, exp(mean) * sqrt(variance), 1e-6, 0);
  assert_true(explanation.is_average && explanation.is_complete && explanation.n_candidates <= n);
  dark_explanation_clear(&explanation);
  dark_plan_free(best);
  dark_plan_free(plan);
  free(parts);
  dark_table_free(table);
}

static void averages_agree_with_all_models_fitted_one_by_one(void **state) {
  static const job jobs[] = {
      {"Korea", 2, DARK_COMMON_NO},       {"Artificial_3", 2, DARK_COMMON_NO}, {"Korea", 2, DARK_COMMON_SEARCH},
      {"Kosovo", 2, DARK_COMMON_SEARCH},  {"Kosovo", 2, DARK_COMMON_NO},       {"Kosovo", 3, DARK_COMMON_NO},
      {"Kosovo", 3, DARK_COMMON_SEARCH},  {"Kosovo", 3, DARK_COMMON_ALWAYS},   {"UKdat_5", 2, DARK_COMMON_NO},
      {"Western", 2, DARK_COMMON_NO},     {"NewOrl_5", 2, DARK_COMMON_NO},     {"Ned_5", 2, DARK_COMMON_NO},
      {"UKdat_5", 2, DARK_COMMON_SEARCH}, {"Western", 2, DARK_COMMON_SEARCH},  {"NewOrl_5", 2, DARK_COMMON_SEARCH},
      {"Ned_5", 2, DARK_COMMON_ALWAYS}};
  (void)state;
  for (size_t j = 0; j < TIMES(sizeof jobs / sizeof jobs[0], 4); j++)
    for (int criterion = 0; criterion < 2; criterion++) check_against_all_models(&jobs[j], (dark__criterion)criterion);
}

/* ---- the bound on what is missed */

static dark_status pass_over(void *context, size_t table, const dark__found *found, double variance, dark_error *err) {
  (void)context;
  (void)table;
  (void)variance;
  (void)found;
  (void)err;
  return DARK_OK;
}

static dark__weigh_report weigh(const dark__branch *branch, dark__branch_space *space, dark__criterion criterion, double cut,
                                size_t budget) {
  const dark__weigh_request request = {.criterion = criterion, .cut = cut, .budget = budget, .visit = pass_over};
  dark_error err = DARK_ERROR_INIT;
  dark__weigh_report report;
  assert_ok(dark__weigh_models(&report, branch, space, &request, &err), err);
  return report;
}

/* How often something was missed, and how often a budget ran out. */
typedef struct findings {
  size_t n_missing, n_incomplete;
} findings;

static void check_bounds(findings *seen, const dark__branch *branch, dark__branch_space *space, dark__criterion criterion) {
  static const double cuts[] = {1e-1, 1e-2, 1e-4, 1e-8};
  static const size_t budgets[] = {0, 3, 20, 1000000};
  const dark__weigh_report all = weigh(branch, space, criterion, 1e-300, SIZE_MAX);
  assert_true(all.complete && (all.n_models == 0 ? all.missed == 1 : all.missed < 1e-12));
  for (size_t k = 0; k < 16 && all.n_models > 0; k++) {
    const dark__weigh_report part = weigh(branch, space, criterion, cuts[k % 4], budgets[k / 4]);
    const double found = part.weight * exp((all.best - part.best) / 2), missed = fmax(0, 1 - found / all.weight);
    assert_true(missed <= part.missed * (1 + 1e-9) + 1e-12);
    seen->n_missing += missed > 1e-6;
    seen->n_incomplete += !part.complete;
  }
}

/* Sparse tables of four lists, all orders: what a coarse cut or a small budget leaves out weighs no more than is said. */
static void missed_weight_is_bounded(void **state) {
  findings seen = {0, 0};
  (void)state;
  for (uint64_t number = 0; number < TIMES(60, 12); number++) {
    double cells[16];
    dark__problem problem;
    dark_record records[16];
    dark_error err = DARK_ERROR_INIT;
    dark__branch *branch;
    dark__branch_space *space;
    draw_sparse(cells, 4, number);
    problem_of_cells(&problem, records, cells, 4);
    problem.common = number % 2 == 0 ? DARK_COMMON_NO : DARK_COMMON_SEARCH;
    assert_ok(dark__branch_new(&branch, &problem, 3, DARK__CRITERION_BIC, 8, 10000, &err), err);
    assert_ok(dark__branch_space_new(&space, branch, &err), err);
    assert_ok(dark__crowd_load_observed(space->crowd, &err), err);
    for (int criterion = 0; criterion < 2; criterion++) check_bounds(&seen, branch, space, (dark__criterion)criterion);
    dark__branch_space_free(space);
    dark__branch_free(branch);
  }
  assert_true(seen.n_missing > 100 && seen.n_incomplete > 100);
}

/* The finer the cut the nearer the bound; six lists and pairs, where most models are never looked at. */
static void finer_cuts_miss_less(void **state) {
  (void)state;
  dark_table *table = published_table("UKdat");
  dark_plan *plan = plan_for(table, "bic", 2, NULL, NULL);
  const dark_interval bic = interval_of(plan, DARK_INTERVAL_MATA_BIC, 0.95);
  assert_true(bic.n_models < 32768 / 2 && bic.missed_weight < 1e-8 && bic.missed_weight > 0);
  assert_int_equal(bic.reasons, 0);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* Of the estimate on each table, which stands for itself and for replicates. */
static void an_average_whose_budget_ran_out_says_so(void **state) {
  static const char *const budgets[] = {"budget=1", "budget=1000000"};
  (void)state;
  dark_table *table = table_of_text(4, "1000:40 0100:30 0010:20 0001:25 1100:6 1010:9 0111:4 1110:2");
  for (int is_enough = 0; is_enough < 2; is_enough++) {
    dark_settings asked = DARK_SETTINGS_INIT;
    dark_plan *plan;
    dark_error err = DARK_ERROR_INIT;
    asked.method = "averaged";
    asked.set = &budgets[is_enough];
    asked.n_set = 1;
    assert_ok(dark_plan_new(&plan, table, &asked, &err), err);
    assert_int_equal(dark_plan_estimate(plan, 0)->is_incomplete, !is_enough);
    dark_explanation explanation;
    assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
    assert_int_equal(explanation.is_complete, is_enough);
    dark_explanation_clear(&explanation);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

/* Twelve lists have more models of pairs than can be weighed: the interval must not be relied on, and says why. */
static void an_interval_from_too_few_models_says_so(void **state) {
  (void)state;
  if (TIMES(1, 0) == 0) skip();
  char csv[2048] = "A,B,C,D,E,F,G,H,I,J,K,L,count\n";
  for (size_t a = 0; a < 12; a++)
    for (size_t b = a; b < 12 && b < a + 3; b++) {
      char row[] = "0,0,0,0,0,0,0,0,0,0,0,0,";
      row[2 * a] = row[2 * b] = '1';
      snprintf(csv + strlen(csv), sizeof csv - strlen(csv), "%s%zu\n", row, a == b ? 20 + a : 3 + (a + b) % 4);
    }
  dark_table *table = table_of_csv(csv, NULL, 0);
  dark_plan *plan = plan_for(table, "bic", 2, NULL, "budget=1");
  const dark_interval interval = interval_of(plan, DARK_INTERVAL_MATA_AIC, 0.95);
  assert_true(interval.missed_weight > DARK__MOST_MISSED);
  assert_true((interval.reasons & DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE)) != 0);
  assert_true(interval.unstable);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* ---- tables of other kinds */

/* As many models as have an estimate, but for those of hardly any weight. Returns how many have none. */
static size_t check_number_of_models(const dark_plan *plan) {
  dark_candidate *candidates;
  dark_error err = DARK_ERROR_INIT;
  size_t n, n_usable = 0, n_heavy = 0;
  assert_ok(dark_plan_rank(&candidates, &n, plan, 0, 100, INFINITY, &err), err);
  for (size_t k = 0; k < n; k++) n_usable += candidates[k].code == 0;
  for (size_t k = 0; k < n_usable; k++) n_heavy += candidates[k].aic < candidates[0].aic + 50;
  free(candidates);
  const size_t n_models = interval_of(plan, DARK_INTERVAL_MATA_AIC, 0.95).n_models;
  assert_true(n_models >= n_heavy && n_models <= n_usable);
  return n - n_usable;
}

static void models_without_an_estimate_have_no_weight(void **state) {
  size_t n_without = 0;
  (void)state;
  for (uint64_t number = 0; number < 40; number++) {
    double cells[8];
    draw_sparse(cells, 3, number);
    dark_table *table = table_of_cells(cells, 3);
    dark_plan *plan = plan_for(table, "averaged", 0, NULL, NULL);
    if (dark_plan_estimate(plan, 0)->reason == DARK_N_REASONS) n_without += check_number_of_models(plan);
    dark_plan_free(plan);
    dark_table_free(table);
  }
  assert_true(n_without > 20);
}

static void hopeless_tables_have_a_reason_and_no_interval(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, "100:9 001:7 010:4");
  dark_plan *plan = plan_for(table, "averaged", 0, NULL, NULL);
  const dark_interval interval = interval_of(plan, DARK_INTERVAL_MATA_AIC, 0.95);
  assert_int_equal(interval.type, DARK_INTERVAL_NONE);
  assert_int_equal(interval.reasons, DARK_REASON_BIT(DARK_REASON_NO_OVERLAP));
  assert_true(isnan(interval.lower) && isnan(interval.upper));
  assert_int_equal(dark_plan_usual_interval(plan), DARK_INTERVAL_PERCENTILE);
  dark_plan_free(plan);
  dark_table_free(table);
}

static void relabelled_lists_have_the_same_average(void **state) {
  (void)state;
  dark_table *table =
      table_of_text(4, "1000:31 0100:25 0010:36 0001:30 1100:17 1010:8 1001:10 0110:21 0101:3 0011:12 1110:8 1101:2");
  dark_table *turned =
      table_of_text(4, "0001:31 1000:25 0100:36 0010:30 1001:17 0101:8 0011:10 1100:21 1010:3 0110:12 1101:8 1011:2");
  dark_plan *a = plan_for(table, "averaged", 0, NULL, NULL), *b = plan_for(turned, "averaged", 0, NULL, NULL);
  assert_close(dark_plan_estimate(a, 0)->total, dark_plan_estimate(b, 0)->total, 1e-7, 0);
  for (size_t t = 0; t < 2; t++) {
    const dark_interval x = interval_of(a, types[t], 0.95), y = interval_of(b, types[t], 0.95);
    assert_close(x.lower, y.lower, 1e-8, 0);
    assert_close(x.upper, y.upper, 1e-8, 0);
  }
  dark_plan_free(a);
  dark_plan_free(b);
  dark_table_free(turned);
  dark_table_free(table);
}

static void walks_offer_the_interval_too(void **state) {
  (void)state;
  dark_table *table = published_table("Kosovo");
  dark_plan *bic = plan_for(table, "bic", 2, NULL, NULL), *stepwise = plan_for(table, "stepwise", 0, NULL, NULL);
  const dark_interval a = interval_of(bic, DARK_INTERVAL_MATA_BIC, 0.9), b = interval_of(stepwise, DARK_INTERVAL_MATA_BIC, 0.9);
  assert_close(a.lower, b.lower, 1e-9, 0);
  assert_close(a.upper, b.upper, 1e-9, 0);
  dark_plan_free(stepwise);
  dark_plan_free(bic);
  dark_table_free(table);
}

/* 300 tables of three lists of whom two depend on each other, N = 1000. The interval holds N in at least 95% less four Monte Carlo errors of
   1.3%, and is not endless. */
static void the_interval_holds_its_level_when_the_truth_is_among_the_models(void **state) {
  enum { N_TABLES = TIMES(300, 30) };
  static const uint32_t terms[] = {0, 1, 2, 4, 3};
  static const double effects[] = {0, -1, -1.2, -0.9, 0.8};
  double means[8];
  size_t n_held = 0, n_wide = 0;
  (void)state;
  loglinear_means(means, 3, terms, effects, 5);
  for (uint64_t number = 0; number < N_TABLES; number++) {
    double cells[8];
    draw_population(cells, means, 3, 1000, number);
    dark_table *table = table_of_cells(cells, 3);
    dark_plan *plan = plan_for(table, "averaged", 0, NULL, NULL);
    const dark_interval interval = interval_of(plan, DARK_INTERVAL_MATA_AIC, 0.95);
    n_held += interval.lower <= 1000 && !(interval.upper < 1000);
    n_wide += interval.upper > 4000;
    dark_plan_free(plan);
    dark_table_free(table);
  }
  assert_true((double)n_held / N_TABLES > TIMES(0.9, 0.8));
  assert_true(n_wide < N_TABLES / 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(mixtures_agree_with_hand_computation),
      cmocka_unit_test(stray_parts_do_not_disturb),
      cmocka_unit_test(one_model_gives_its_own_interval),
      cmocka_unit_test(the_log_normal_interval_has_the_spread_of_the_average),
      cmocka_unit_test(log_normal_averages_add_up),
      cmocka_unit_test(averages_agree_with_all_models_fitted_one_by_one),
      cmocka_unit_test(missed_weight_is_bounded),
      cmocka_unit_test(finer_cuts_miss_less),
      cmocka_unit_test(an_average_whose_budget_ran_out_says_so),
      cmocka_unit_test(an_interval_from_too_few_models_says_so),
      cmocka_unit_test(models_without_an_estimate_have_no_weight),
      cmocka_unit_test(hopeless_tables_have_a_reason_and_no_interval),
      cmocka_unit_test(relabelled_lists_have_the_same_average),
      cmocka_unit_test(walks_offer_the_interval_too),
      cmocka_unit_test(the_interval_holds_its_level_when_the_truth_is_among_the_models),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
