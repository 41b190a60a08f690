/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every registered estimator must do, on every kind of table: a new one is tested here without a line of its own. */

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

/* Tables on which all is well, up to five lists, and sparse ones. */
static const struct {
  unsigned n_lists;
  const char *records;
} tables[] = {
    {2, "10:40 01:20 11:10"},
    {2, "10:1 01:1 11:1"},
    {3, "001:41 010:5 100:5 110:54 101:6 111:12"},
    {3, "100:40 010:30 001:20 110:6 101:9 011:4 111:2"},
    {3, "100:40 010:30 001:20 110:6"},
    {4, "1000:31 0100:25 0010:36 0001:30 1100:17 1010:8 1001:10 0110:21 0101:3 0011:12 1110:8 1101:2 1011:4 0111:3 1111:2"},
    {4, "1000:120 0100:70 0010:33 0001:8 1100:9 1010:4 0110:1"},
    {5, "10000:80 01000:60 00100:50 00010:40 00001:30 11000:9 10100:8 10010:7 01100:5 00110:4 00011:3 11100:2 11010:1"},
};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

/* One estimator at work on one table. */
typedef struct job {
  const dark_estimator *estimator;
  const char *name;
  const dark_table *table;
  dark_plan *plan;
  dark_workspace *workspace;
} job;

/* A model for the estimators that need one: each list on its own. */
static dark_status try_plan(dark_plan **plan, const dark_estimator *estimator, const dark_table *table, const char *set,
                            dark_error *err) {
  static const char *const models[] = {"[1,2]", "[1,2,3]", "[1,2,3,4]", "[1,2,3,4,5]", "[1,2,3,4,5,6]"};
  dark_settings settings = DARK_SETTINGS_INIT;
  settings.method = dark_estimator_name(estimator);
  settings.model = estimator->takes_model ? models[dark_table_n_lists(table) - 2] : NULL;
  settings.set = &set;
  settings.n_set = set != NULL;
  settings.ordered = 1;
  return dark_plan_new(plan, table, &settings, err);
}

static dark_plan *make_plan(const dark_estimator *estimator, const dark_table *table, const char *set) {
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan = NULL;
  assert_ok(try_plan(&plan, estimator, table, set, &err), err);
  return plan;
}

static bool takes(const dark_estimator *estimator, size_t n_lists) {
  return n_lists >= dark_estimator_min_lists(estimator) && n_lists <= dark_estimator_max_lists(estimator);
}

/* Run `check` for every estimator on every table that it takes. */
static void for_all(void (*check)(const job *on)) {
  const dark_estimator *estimator;
  for (size_t e = 0; (estimator = dark_estimator_at(e)) != NULL; e++)
    for (size_t t = 0; t < N_TABLES; t++) {
      if (!takes(estimator, tables[t].n_lists)) continue;
      dark_error err = DARK_ERROR_INIT;
      dark_table *table = table_of_text(tables[t].n_lists, tables[t].records);
      job on = {estimator, dark_estimator_name(estimator), table, make_plan(estimator, table, NULL), NULL};
      assert_ptr_equal(dark_plan_estimator(on.plan, 0), estimator);
      assert_ok(dark_workspace_new(&on.workspace, on.plan, &err), err);
      check(&on);
      dark_workspace_free(on.workspace);
      dark_plan_free(on.plan);
      dark_table_free(table);
    }
}

/* Weights [n] of the observed table. */
static size_t observed_weights(double *weights, const job *on) {
  size_t n;
  const dark_record *records = dark_plan_records(on->plan, 0, &n);
  for (size_t i = 0; i < n; i++) weights[i] = records[i].count;
  return n;
}

static dark_estimate estimate(const job *on, const double *weights) {
  dark_error err = DARK_ERROR_INIT;
  dark_estimate result;
  assert_ok(dark_estimate_part(&result, on->plan, 0, on->workspace, weights, &err), err);
  return result;
}

static bool same_estimate(const dark_estimate *a, const dark_estimate *b) {
  if (a->reason != b->reason) return false;
  return a->reason != DARK_N_REASONS || (a->hidden == b->hidden && a->total == b->total && a->model.bits[0] == b->model.bits[0] &&
                                         a->model.bits[1] == b->model.bits[1]);
}

/* Either a number of people that adds up, or a reason and no number. */
static void assert_sane(const char *name, const dark_estimate *result, double n_observed) {
  if (result->reason == DARK_N_REASONS) {
    if (!(result->hidden >= 0) || isinf(result->hidden)) fail_msg("%s: %g people hidden", name, result->hidden);
    assert_close(result->total, n_observed + result->hidden, 1e-15, 0);
  } else if (!isnan(result->hidden) || !isnan(result->total) || (int)result->reason < 0 || result->reason > DARK_N_REASONS) {
    fail_msg("%s: a number and a reason (%d)", name, (int)result->reason);
  }
}

static void every_estimator_introduces_itself(void **state) {
  const dark_estimator *estimator;
  size_t n = 0;
  (void)state;
  for (; (estimator = dark_estimator_at(n)) != NULL; n++) {
    const char *const texts[] = {dark_estimator_name(estimator), dark_estimator_assumption(estimator),
                                 dark_estimator_advice(estimator), dark_estimator_source(estimator)};
    assert_ptr_equal(dark_estimator_find(texts[0]), estimator);
    assert_string_equal(dark_estimator_nearest(texts[0]), texts[0]);
    assert_true(strcmp(texts[0], "auto") != 0);
    for (size_t i = 0; i < 4; i++)
      if (strlen(texts[i]) < (i == 0 ? 2 : 3) || texts[i][strlen(texts[i]) - 1] == '.') fail_msg("%s: '%s'", texts[0], texts[i]);
    assert_in_range(dark_estimator_min_lists(estimator), 1, dark_estimator_max_lists(estimator));
    assert_true(dark_estimator_max_lists(estimator) <= DARK_MAX_TABLE_LISTS);
  }
  assert_true(n >= 8);
  assert_null(dark_estimator_at(n));
  assert_null(dark_estimator_find("auto"));
  assert_null(dark_estimator_find("no such method"));
}

/* What `auto` chooses takes that many lists. */
static void the_automatic_choice_is_registered(void **state) {
  static const struct {
    const char *name;
    unsigned max_order;
  } expected[] = {{"chapman", 0}, {"mixture", 0},  {"mixture", 0}, {"mixture", 0},
                  {"mixture", 0}, {"stepwise", 0}, {"stepwise", 0}};
  (void)state;
  for (size_t n_lists = 2; n_lists <= DARK_MAX_LISTS; n_lists++) {
    const size_t i = n_lists - 2 < 7 ? n_lists - 2 : 6;
    unsigned max_order = 77;
    const char *name = dark_method_choose(n_lists, &max_order);
    assert_string_equal(name, expected[i].name);
    assert_int_equal(max_order, expected[i].max_order);
    assert_true(takes(dark_estimator_find(name), n_lists));
  }
  for (size_t n_lists = DARK_MAX_LISTS + 1; n_lists <= DARK_MAX_TABLE_LISTS; n_lists++) {
    unsigned max_order = 77;
    assert_string_equal(dark_method_choose(n_lists, &max_order), "mth-chao");
    assert_int_equal(max_order, 0);
    assert_true(takes(dark_estimator_find("mth-chao"), n_lists));
  }
}

static void try_options(const dark_estimator *estimator, const dark_table *table) {
  size_t n;
  const dark_option *options = dark_estimator_options(estimator, &n);
  for (size_t i = 0; i < n; i++) {
    char good[128], bad[128];
    dark_plan *plan = NULL;
    snprintf(bad, sizeof bad, "%s=%s", options[i].name, options[i].type == DARK_OPTION_CHOICE ? "nonsense" : "-1e300");
    if (options[i].type == DARK_OPTION_CHOICE) {
      snprintf(good, sizeof good, "%s=%.*s", options[i].name, (int)strcspn(options[i].choices, "|"), options[i].choices);
      assert_true(options[i].initial == 0);
    } else {
      snprintf(good, sizeof good, "%s=%.17g", options[i].name, options[i].initial);
      assert_true(options[i].initial >= options[i].least && options[i].initial <= options[i].most);
    }
    assert_int_equal(try_plan(&plan, estimator, table, bad, NULL), DARK_EUSAGE);
    assert_null(plan);
    plan = make_plan(estimator, table, good);
    dark_plan *usual = make_plan(estimator, table, NULL);
    assert_true(same_estimate(dark_plan_estimate(plan, 0), dark_plan_estimate(usual, 0)));
    dark_plan_free(plan);
    dark_plan_free(usual);
  }
}

static void options_are_checked_and_start_at_their_stated_values(void **state) {
  static const char *const mistakes[] = {"nosuchoption=1", "=1", "", "p"};
  const dark_estimator *estimator;
  (void)state;
  for (size_t e = 0; (estimator = dark_estimator_at(e)) != NULL; e++) {
    const size_t t = takes(estimator, 4) ? 5 : 0;
    if (!takes(estimator, tables[t].n_lists)) continue;
    dark_table *table = table_of_text(tables[t].n_lists, tables[t].records);
    try_options(estimator, table);
    for (size_t i = 0; i < 4; i++) {
      dark_plan *plan = NULL;
      dark_error err = DARK_ERROR_INIT;
      assert_int_equal(try_plan(&plan, estimator, table, mistakes[i], &err), DARK_EUSAGE);
      assert_non_null(strstr(err.message, "--set"));
    }
    dark_table_free(table);
  }
}

static void tables_with_too_many_lists_are_refused(void **state) {
  const dark_estimator *estimator;
  (void)state;
  for (size_t e = 0; (estimator = dark_estimator_at(e)) != NULL; e++)
    for (size_t t = 0; t < N_TABLES; t++) {
      if (tables[t].n_lists <= dark_estimator_max_lists(estimator)) continue;
      dark_plan *plan = NULL;
      dark_error err = DARK_ERROR_INIT;
      dark_table *table = table_of_text(tables[t].n_lists, tables[t].records);
      assert_int_equal(try_plan(&plan, estimator, table, NULL, &err), DARK_EUSAGE);
      assert_non_null(strstr(err.message, dark_estimator_name(estimator)));
      assert_null(plan);
      dark_table_free(table);
    }
}

/* The observed table, the same again, after other tables, and in a new workspace: the same bits. */
static void check_purity(const job *on) {
  double observed[32], other[32];
  dark_error err = DARK_ERROR_INIT;
  job again = *on;
  const size_t n = observed_weights(observed, on);
  const dark_estimate *planned = dark_plan_estimate(on->plan, 0);
  assert_sane(on->name, planned, dark_plan_n_observed(on->plan, 0));
  const dark_estimate first = estimate(on, observed);
  assert_true(same_estimate(&first, planned));
  for (uint64_t k = 0; k < 5; k++) {
    for (size_t i = 0; i < n; i++) other[i] = draw_below(30, 100 * k + i);
    const dark_estimate before = estimate(on, other);
    const dark_estimate repeated = estimate(on, observed);
    assert_true(same_estimate(&repeated, planned));
    assert_ok(dark_workspace_new(&again.workspace, on->plan, &err), err);
    const dark_estimate after = estimate(&again, other);
    assert_true(same_estimate(&before, &after));
    dark_workspace_free(again.workspace);
  }
}

static void estimates_are_pure(void **state) {
  (void)state;
  for_all(check_purity);
}

/* Whatever cells resampling empties, a call never fails: there is a number, or a reason. All patterns of up to seven records, some of more, each twice. */
static void check_patterns(const job *on) {
  double weights[32];
  const size_t n = observed_weights(weights, on), n_patterns = n <= 7 ? (size_t)1 << n : TIMES(16, 4);
  for (size_t pattern = 0; pattern < n_patterns; pattern++)
    for (uint64_t k = 0; k < 2; k++) {
      double sum = 0;
      for (size_t i = 0; i < n; i++) {
        const bool occupied = n <= 7 ? (pattern >> i & 1) != 0 : draw_below(2, 64 * pattern + i) != 0;
        weights[i] = occupied ? 1 + draw_below(k == 0 ? 4 : 5000, 1000 * pattern + 10 * i + k) : 0;
        sum += weights[i];
      }
      const dark_estimate result = estimate(on, weights);
      assert_sane(on->name, &result, sum);
      if (sum == 0) assert_int_equal(result.reason, DARK_REASON_NO_RECORDS);
    }
}

static void any_replicate_has_an_estimate_or_a_reason(void **state) {
  (void)state;
  for_all(check_patterns);
}

/* What is wrong with the data is wrong for every estimator. */
static void hopeless_tables_have_the_same_reason_for_all(void **state) {
  static const struct {
    const char *records;
    unsigned n_lists;
    dark_reason reason;
  } hopeless[] = {
      {"10:0", 2, DARK_REASON_NO_RECORDS},
      {"1000:0", 4, DARK_REASON_NO_RECORDS},
      {"10:7", 2, DARK_REASON_ONE_LIST},
      {"0010:7", 4, DARK_REASON_ONE_LIST},
      {"10:7 01:9", 2, DARK_REASON_NO_OVERLAP},
      {"1000:7 0100:9 0010:4 0001:3", 4, DARK_REASON_NO_OVERLAP},
      {"10:7 11:9", 2, DARK_REASON_LIST_COVERS_ALL},
      {"1000:7 1100:9 1010:4 1001:3", 4, DARK_REASON_LIST_COVERS_ALL},
      {"11:9", 2, DARK_REASON_LIST_COVERS_ALL},
      {"1111:1", 4, DARK_REASON_LIST_COVERS_ALL},
  };
  const dark_estimator *estimator;
  (void)state;
  for (size_t e = 0; (estimator = dark_estimator_at(e)) != NULL; e++)
    for (size_t t = 0; t < sizeof hopeless / sizeof hopeless[0]; t++) {
      dark_explanation explanation;
      const bool is_removal = estimator->needs_order && hopeless[t].reason == DARK_REASON_NO_OVERLAP;
      if (!takes(estimator, hopeless[t].n_lists) || is_removal) continue;
      dark_table *table = table_of_text(hopeless[t].n_lists, hopeless[t].records);
      dark_plan *plan = make_plan(estimator, table, NULL);
      assert_int_equal(dark_plan_estimate(plan, 0)->reason, hopeless[t].reason);
      assert_sane(dark_estimator_name(estimator), dark_plan_estimate(plan, 0), 0);
      assert_null(dark_plan_estimator(plan, 0));
      assert_int_equal(dark_plan_explain(&explanation, plan, 0, NULL), DARK_EUSAGE);
      dark_plan_free(plan);
      dark_table_free(table);
    }
}

/* The table again with its lists renamed so that they sort the other way round, its rows from last to first, and a list more that
   caught nobody when `with_empty`, which says something only where lists are alike. */
static dark_table *disguise(const dark_table *table, bool with_empty) {
  static const char *const names[] = {"V", "U", "T", "S", "R", "Q"};
  uint32_t histories[32];
  double counts[32];
  size_t n;
  dark_error err = DARK_ERROR_INIT;
  dark_table *result = NULL;
  const dark_record *records = dark_table_records(table, 0, &n);
  for (size_t i = 0; i < n; i++) {
    histories[i] = (uint32_t)records[n - 1 - i].history;
    counts[i] = records[n - 1 - i].count;
  }
  assert_ok(dark_table_new(&result, names, dark_table_n_lists(table) + with_empty, histories, counts, n, &err), err);
  return result;
}

static void check_disguises(const job *on) {
  const double expected = dark_plan_estimate(on->plan, 0)->hidden;
  for (int with_empty = 0; with_empty < 2; with_empty++) {
    const bool counts_empty = with_empty && (on->estimator->traits & DARK__EQUAL_LISTS) != 0;
    if (counts_empty || !takes(on->estimator, dark_table_n_lists(on->table) + (size_t)with_empty)) continue;
    dark_table *table = disguise(on->table, with_empty);
    dark_plan *plan = make_plan(on->estimator, table, NULL);
    assert_int_equal(dark_plan_estimate(plan, 0)->reason, dark_plan_estimate(on->plan, 0)->reason);
    if (!isnan(expected)) assert_close(dark_plan_estimate(plan, 0)->hidden, expected, 1e-9, 0);
    assert_int_equal(dark_plan_n_lists(plan, 0), dark_table_n_lists(on->table));
    dark_plan_free(plan);
    dark_table_free(table);
  }
}

static void names_rows_and_empty_lists_do_not_matter(void **state) {
  (void)state;
  for_all(check_disguises);
}

/* A model's account of itself adds up. */
static void check_model(const dark_explanation *explanation, const job *on) {
  double fitted = 0;
  const double n = dark_plan_n_observed(on->plan, 0), k = (double)explanation->n_parameters;
  size_t n_infinite = 0;
  if (explanation->fitted == NULL || explanation->terms == NULL) {
    fail_msg("%s: a model without fitted counts or terms", on->name);
    return;
  }
  for (size_t cell = 1; cell < (size_t)1 << dark_plan_n_lists(on->plan, 0); cell++) {
    assert_true(explanation->fitted[cell] >= 0);
    fitted += explanation->fitted[cell];
  }
  for (size_t i = 0; i < explanation->n_parameters; i++) {
    n_infinite += isinf(explanation->terms[i].coefficient) != 0;
    assert_true(explanation->terms[i].name[0] != '\0');
  }
  assert_close(fitted, n, 1e-9, 0);
  assert_close(explanation->aic, 2 * k - 2 * explanation->log_lik, 1e-12, 0);
  assert_close(explanation->bic, log(n) * k - 2 * explanation->log_lik, 1e-12, 0);
  assert_int_equal(n_infinite, explanation->n_minus_infinity);
  assert_true(explanation->deviance >= 0 && explanation->pearson >= 0);
  assert_string_equal(explanation->terms[0].name, "intercept");
  assert_close(exp(explanation->terms[0].coefficient), explanation->fitted[0], 1e-12, 0);
}

static void check_explanation(const job *on) {
  dark_explanation explanation;
  dark_error err = DARK_ERROR_INIT;
  char name[256], chosen[256];
  const dark_estimate *planned = dark_plan_estimate(on->plan, 0);
  if (planned->reason != DARK_N_REASONS) {
    assert_int_equal(dark_plan_explain(&explanation, on->plan, 0, &err), DARK_EUSAGE);
    return;
  }
  assert_ok(dark_plan_explain(&explanation, on->plan, 0, &err), err);
  dark_plan_model_name(chosen, sizeof chosen, on->plan, 0, planned->model);
  dark_plan_model_name(name, sizeof name, on->plan, 0, explanation.model);
  assert_string_equal(name, chosen);
  assert_true(isnan(explanation.se) || (explanation.se >= 0 && isfinite(explanation.se)));
  if (explanation.fitted != NULL) assert_close(explanation.fitted[0], planned->hidden, 1e-9, 0);
  if (explanation.has_model) check_model(&explanation, on);
  dark_explanation_clear(&explanation);
}

static void explanations_add_up(void **state) {
  (void)state;
  for_all(check_explanation);
}

/* Replicates and both intervals, by one thread and by three. */
static void check_bootstrap(const job *on) {
  dark_replicates *runs[2];
  const double *totals[2];
  dark_error err = DARK_ERROR_INIT;
  for (int i = 0; i < 2; i++) {
    dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
    options.n_replicates = 40;
    options.n_threads = 1 + 2 * i;
    assert_ok(dark_bootstrap(&runs[i], on->plan, &options, &err), err);
    totals[i] = dark_replicates_part(runs[i], 0);
  }
  if (dark_plan_estimate(on->plan, 0)->reason == DARK_N_REASONS) {
    assert_memory_equal(totals[0], totals[1], 40 * sizeof(double));
    for (size_t r = 0; r < 40; r++) assert_true(isnan(totals[0][r]) || totals[0][r] >= dark_plan_n_observed(on->plan, 0));
  } else {
    assert_true(totals[0] == NULL && totals[1] == NULL);
  }
  for (int type = DARK_INTERVAL_PERCENTILE; type <= DARK_INTERVAL_BCA; type++) {
    dark_interval interval;
    assert_ok(dark_interval_compute(&interval, runs[0], 0, (dark_interval_type)type, 0.8, &err), err);
    assert_true(isnan(interval.lower) || isnan(interval.upper) || interval.lower <= interval.upper);
  }
  dark_replicates_free(runs[0]);
  dark_replicates_free(runs[1]);
}

static void resampling_works_for_all(void **state) {
  (void)state;
  for_all(check_bootstrap);
}

/* The option that makes an estimator published for many lists right for few. */
static const char *setting_for_few_lists(const dark_estimator *estimator) {
  size_t n;
  const dark_option *options = dark_estimator_options(estimator, &n);
  for (size_t i = 0; i < n; i++)
    if (strcmp(options[i].name, "finite") == 0) return "finite=yes";
  return NULL;
}

/* Independent lists are in the span of every estimator: 20,000 people, lists of 40, 30, 35 and 25%, or of 40% each for estimators that
   assume so. Over 200 tables the mean of log N-hat may stray by four Monte Carlo errors, and these are at most 0.3%: bias of order 1/N is
   far smaller. Where such lists lie on the boundary of the parameters, estimates are those without the boundary, but for about half of
   them that it moves up; the mean may then be high by as much as the mean of the positive half of a normal variable, 0.4 of its standard
   deviation. */
static void recover_with(const dark_estimator *estimator, unsigned n_lists) {
  static const double unequal[] = {0.4, 0.3, 0.35, 0.25}, equal[] = {0.4, 0.4, 0.4, 0.4};
  const double *shares = (estimator->traits & DARK__EQUAL_LISTS) != 0 ? equal : unequal;
  const char *set = setting_for_few_lists(estimator);
  enum { N_PEOPLE = 20000, N_SAMPLES = TIMES(200, 40) };
  double means[16], sum = 0, squares = 0;
  for (size_t cell = 0; cell < (size_t)1 << n_lists; cell++) {
    means[cell] = 1;
    for (unsigned list = 0; list < n_lists; list++) means[cell] *= (cell >> list) & 1 ? shares[list] : 1 - shares[list];
  }
  for (uint64_t i = 0; i < N_SAMPLES; i++) {
    double cells[16];
    draw_population(cells, means, n_lists, N_PEOPLE, i);
    dark_table *table = table_of_cells(cells, n_lists);
    dark_plan *plan = make_plan(estimator, table, set);
    const double error = log(dark_plan_estimate(plan, 0)->total / N_PEOPLE);
    sum += error;
    squares += error * error;
    dark_plan_free(plan);
    dark_table_free(table);
  }
  const double mean = sum / N_SAMPLES, monte_carlo = sqrt((squares / N_SAMPLES - mean * mean) / N_SAMPLES);
  const double lift = (estimator->traits & DARK__ONE_SIDED) != 0 ? 0.4 * sqrt(N_SAMPLES) * monte_carlo : 0;
  if (!(mean >= -4 * monte_carlo && mean <= 4 * monte_carlo + lift && monte_carlo < TIMES(0.003, 0.007)))
    fail_msg("%s with %u lists: log N-hat is off by %g on average (Monte Carlo error %g)", dark_estimator_name(estimator),
             n_lists, mean, monte_carlo);
}

static void every_estimator_recovers_independent_lists(void **state) {
  const dark_estimator *estimator;
  (void)state;
  for (size_t e = 0; (estimator = dark_estimator_at(e)) != NULL; e++)
    for (unsigned n_lists = 2; n_lists <= 4; n_lists++)
      if (takes(estimator, n_lists)) recover_with(estimator, n_lists);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_estimator_introduces_itself),
      cmocka_unit_test(the_automatic_choice_is_registered),
      cmocka_unit_test(options_are_checked_and_start_at_their_stated_values),
      cmocka_unit_test(tables_with_too_many_lists_are_refused),
      cmocka_unit_test(estimates_are_pure),
      cmocka_unit_test(any_replicate_has_an_estimate_or_a_reason),
      cmocka_unit_test(hopeless_tables_have_the_same_reason_for_all),
      cmocka_unit_test(names_rows_and_empty_lists_do_not_matter),
      cmocka_unit_test(explanations_add_up),
      cmocka_unit_test(resampling_works_for_all),
      cmocka_unit_test(every_estimator_recovers_independent_lists),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
