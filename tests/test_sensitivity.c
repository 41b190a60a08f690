/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an estimate depends on: each answer against one computed by hand, or against the estimate of a table made for it. */

#include <string.h>

#include <darkfigure.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "support/table_text.h"
#include "support/tables.h"

/* Saturated: n0 = n111 n100 n010 n001 / (n110 n101 n011) = 2 x 30 x 20 x 20 / (6 x 5 x 4) = 200, of 87 observed. */
static const char THREE[] = "100:30 010:20 001:20 110:6 101:5 011:4 111:2";

static dark_sensitivity *ask_with(const dark_table *table, const dark_settings *settings,
                                  const dark_sensitivity_options *options) {
  dark_sensitivity *found = NULL;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_sensitivity_new(&found, table, settings, options, &err), err);
  return found;
}

static dark_sensitivity *ask_about(const dark_table *table, const char *method) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
  settings.method = method;
  options.n_thinnings = 20;
  options.n_threads = 2;
  return ask_with(table, &settings, &options);
}

/* The row about lists a and b (SIZE_MAX: none), a history (0: none) or a value (0: none); the test fails when there is none. */
static const dark_sensitivity_row *row_of(const dark_sensitivity *found, dark_analysis analysis, size_t a, size_t b,
                                          uint32_t history, double value) {
  const dark_sensitivity_section *section = &found->sections[0];
  for (size_t r = 0; r < section->n_rows; r++) {
    const dark_sensitivity_row *row = &section->rows[r];
    if (row->analysis == analysis && row->list_a == a && row->list_b == b && row->history == history &&
        (value == 0 || row->value == value))
      return row;
  }
  fail_msg("no row of %s", dark_analysis_name(analysis));
  return NULL;
}

static const dark_sensitivity_row *without_list(const dark_sensitivity *found, size_t list) {
  return row_of(found, DARK_ANALYSIS_LIST_LEFT_OUT, list, SIZE_MAX, 0, 0);
}

static void assert_total(const dark_sensitivity_row *row, double observed, double hidden) {
  assert_int_equal(row->answer.state, DARK_STATE_OK);
  assert_close(row->answer.observed, observed, 0, 0);
  assert_close(row->answer.hidden, hidden, 1e-9, 0);
  assert_close(row->answer.total, observed + hidden, 1e-9, 0);
}

static void three_lists_agree_with_arithmetic(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, THREE);
  dark_sensitivity *found = ask_about(table, "saturated");
  assert_int_equal(found->n_sections, 1);
  assert_total(&found->sections[0].rows[0], 87, 200);
  /* Without C: 35 on A alone, 24 on B alone, 8 on both: 35 x 24 / 8. */
  assert_total(without_list(found, 2), 67, 105);
  assert_close(without_list(found, 2)->change, 172.0 / 287 - 1, 1e-9, 0);
  /* A and B as one: 56 on it alone, 20 on C alone, 11 on both. */
  assert_total(row_of(found, DARK_ANALYSIS_LISTS_MERGED, 0, 1, 0, 0), 87, 56.0 * 20 / 11);
  /* One case less of 111, and of 100. */
  assert_total(row_of(found, DARK_ANALYSIS_CASE_LEFT_OUT, SIZE_MAX, SIZE_MAX, 7, 0), 86, 100);
  assert_total(row_of(found, DARK_ANALYSIS_CASE_LEFT_OUT, SIZE_MAX, SIZE_MAX, 1, 0), 86, 200 * 29.0 / 30);
  assert_total(row_of(found, DARK_ANALYSIS_XI, SIZE_MAX, SIZE_MAX, 0, 2), 87, 100);
  assert_total(row_of(found, DARK_ANALYSIS_XI, SIZE_MAX, SIZE_MAX, 0, 0.5), 87, 400);
  /* The 31 people on C: 5 on A too, 4 on B, 2 on both: 5 x 4 / 2 = 10 beside these 11. */
  const dark_sensitivity_row *known = row_of(found, DARK_ANALYSIS_INTERNAL_CONSISTENCY, 2, SIZE_MAX, 0, 0);
  assert_total(known, 11, 10);
  assert_close(known->known, 31, 0, 0);
  assert_close(known->change, 21.0 / 31 - 1, 1e-12, 0);
  dark_sensitivity_free(found);
  dark_table_free(table);
}

/* 10,000 people, each on A, B, C and D independently with probability 1/2, 2/5, 1/2 and 1/4: every count is a whole number. */
static dark_table *independent_lists(void) {
  const double on[] = {0.5, 0.4, 0.5, 0.25};
  double cells[16];
  for (unsigned h = 0; h < 16; h++) {
    double people = 10000;
    for (unsigned l = 0; l < 4; l++) people *= (h >> l & 1u) != 0 ? on[l] : 1 - on[l];
    cells[h] = round(people);
  }
  return table_of_cells(cells, 4);
}

static void independent_lists_recover_each_others_sizes(void **state) {
  (void)state;
  dark_table *table = independent_lists();
  dark_sensitivity *found = ask_about(table, "bic");
  const double sizes[] = {5000, 4000, 5000, 2500};
  for (size_t l = 0; l < 4; l++) {
    const dark_sensitivity_row *row = row_of(found, DARK_ANALYSIS_INTERNAL_CONSISTENCY, l, SIZE_MAX, 0, 0);
    assert_close(row->known, sizes[l], 0, 0);
    assert_close(row->answer.total, sizes[l], 1e-6, 0);
    assert_true(row->answer.interval.lower < sizes[l] && sizes[l] < row->answer.interval.upper);
    assert_close(without_list(found, l)->answer.total, 10000, 1e-6, 0);
  }
  /* Nor does the total depend on how many were found: the standard error with half of the people is about 1.7%. */
  const dark_sensitivity_row *half = row_of(found, DARK_ANALYSIS_THINNING, SIZE_MAX, SIZE_MAX, 0, 0.5);
  assert_close(half->answer.total, 10000, 0.02, 0);
  assert_close(half->answer.observed, 8875.0 / 2, 0.02, 0);
  assert_true(half->answer.interval.lower < 10000 && 10000 < half->answer.interval.upper);
  dark_sensitivity_free(found);
  dark_table_free(table);
}

static void a_list_left_out_is_a_table_without_it(void **state) {
  (void)state;
  dark_table *table = published_table("Kosovo"), *without;
  dark_sensitivity *found = ask_about(table, "auto");
  uint32_t histories[16];
  double counts[16];
  size_t n;
  const dark_record *records = dark_table_records(table, 0, &n);
  for (size_t left = 0; left < 4; left++) {
    const char *names[4];
    size_t n_names = 0, n_cells = 0;
    for (size_t l = 0; l < 4; l++)
      if (l != left) names[n_names++] = dark_table_list_name(table, l);
    for (size_t r = 0; r < n; r++) {
      const uint64_t below = records[r].history & ((1u << left) - 1), above = records[r].history >> (left + 1) << left;
      if ((below | above) == 0) continue;
      histories[n_cells] = (uint32_t)(below | above);
      counts[n_cells++] = records[r].count;
    }
    assert_int_equal(dark_table_new(&without, names, 3, histories, counts, n_cells, NULL), DARK_OK);
    dark_plan *plan = plan_for(without, "auto", 0, NULL, NULL);
    assert_true(dark_plan_estimate(plan, 0)->total == without_list(found, left)->answer.total);
    dark_plan_free(plan);
    dark_table_free(without);
  }
  dark_sensitivity_free(found);
  dark_table_free(table);
}

static void kosovo_depends_on_xi_as_published(void **state) {
  (void)state;
  dark_table *table = published_table("Kosovo");
  dark_sensitivity *found = ask_about(table, "saturated");
  const struct { double xi, total; } expected[] = {{1, 16942}, {0.5, 29484}, {2, 10671}};
  for (size_t i = 0; i < 3; i++)
    assert_close(row_of(found, DARK_ANALYSIS_XI, SIZE_MAX, SIZE_MAX, 0, expected[i].xi)->answer.total, expected[i].total, 0, 0.5);
  dark_sensitivity_free(found);
  dark_table_free(table);
}

/* The two published tables differ by one person. */
static void one_case_moves_new_orleans_by_six_percent(void **state) {
  (void)state;
  dark_table *table = published_table("NewOrl"), *fewer = published_table("NewOrl_SparseMSE");
  dark_plan *plan = plan_for(fewer, "stepwise", 0, NULL, NULL);
  const double expected = dark_plan_estimate(plan, 0)->total;
  dark_sensitivity *found = ask_about(table, "stepwise");
  const dark_sensitivity_section *section = &found->sections[0];
  double nearest = INFINITY, change = 0;
  for (size_t r = 0; r < section->n_rows; r++) {
    if (section->rows[r].analysis != DARK_ANALYSIS_CASE_LEFT_OUT) continue;
    const double away = fabs(section->rows[r].answer.total - expected);
    if (away >= nearest) continue;
    nearest = away;
    change = section->rows[r].change;
  }
  assert_close(nearest, 0, 0, 1e-6);
  assert_close(change, 0.066, 0, 0.001);
  dark_sensitivity_free(found);
  dark_plan_free(plan);
  dark_table_free(fewer);
  dark_table_free(table);
}

static void two_lists_leave_little_to_ask(void **state) {
  (void)state;
  dark_table *table = table_of_text(2, "10:30 01:20 11:5");
  dark_sensitivity *found = ask_about(table, "auto");
  const dark_reasons one_list = DARK_REASON_BIT(DARK_REASON_ONE_LIST);
  for (size_t l = 0; l < 2; l++) {
    assert_int_equal(without_list(found, l)->answer.state, DARK_STATE_NO_ESTIMATE);
    assert_true(without_list(found, l)->answer.reasons == one_list);
    assert_true(row_of(found, DARK_ANALYSIS_INTERNAL_CONSISTENCY, l, SIZE_MAX, 0, 0)->answer.reasons == one_list);
  }
  assert_true(row_of(found, DARK_ANALYSIS_LISTS_MERGED, 0, 1, 0, 0)->answer.reasons == one_list);
  assert_close(row_of(found, DARK_ANALYSIS_ODDS_RATIO, 0, 1, 0, 2)->answer.hidden, 2.0 * 30 * 20 / 5, 1e-9, 0);
  assert_close(row_of(found, DARK_ANALYSIS_ODDS_RATIO, 0, 1, 0, 0.25)->answer.hidden, 0.25 * 30 * 20 / 5, 1e-9, 0);
  dark_sensitivity_free(found);
  dark_table_free(table);
}

/* A and B share nobody but through C. */
static void a_list_that_joins_the_others_cannot_be_spared(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, "100:10 010:12 001:15 101:4 011:5");
  dark_sensitivity *found = ask_about(table, "bic");
  assert_int_equal(found->sections[0].rows[0].answer.state, DARK_STATE_OK);
  assert_int_equal(without_list(found, 2)->answer.state, DARK_STATE_NO_ESTIMATE);
  assert_true((without_list(found, 2)->answer.reasons & DARK_REASON_BIT(DARK_REASON_NO_OVERLAP)) != 0);
  assert_true(isnan(without_list(found, 2)->answer.total) && isnan(without_list(found, 2)->change));
  assert_int_equal(without_list(found, 0)->answer.state, DARK_STATE_OK);
  dark_sensitivity_free(found);
  dark_table_free(table);
}

static void a_table_without_an_estimate_has_one_row(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, "100:10 010:12 001:15");
  dark_sensitivity *found = ask_about(table, "auto");
  assert_int_equal(found->n_sections, 1);
  assert_int_equal(found->sections[0].n_rows, 1);
  assert_int_equal(found->sections[0].rows[0].answer.state, DARK_STATE_NO_ESTIMATE);
  assert_true((found->sections[0].rows[0].answer.reasons & DARK_REASON_BIT(DARK_REASON_NO_OVERLAP)) != 0);
  dark_sensitivity_free(found);
  dark_table_free(table);
}

/* A given model is one of all lists; which pairs it contains can be neither fixed nor chosen. */
static void what_cannot_be_asked_says_why(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, THREE);
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
  settings.method = "fixed";
  settings.model = "[12,3]";
  options.n_thinnings = 0;
  dark_sensitivity *found = ask_with(table, &settings, &options);
  const dark_sensitivity_row *rows[] = {without_list(found, 0), row_of(found, DARK_ANALYSIS_ODDS_RATIO, 0, 1, 0, 2)};
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(rows[i]->answer.state, DARK_STATE_NO_ESTIMATE);
    assert_true(rows[i]->answer.reasons == DARK_REASON_BIT(DARK_REASON_NOT_APPLICABLE));
    assert_non_null(rows[i]->why);
    assert_true(strlen(rows[i]->why) > 0);
  }
  assert_int_equal(row_of(found, DARK_ANALYSIS_ODDS_RATIO, 0, 2, 0, 2)->answer.state, DARK_STATE_OK);
  dark_sensitivity_free(found);
  dark_table_free(table);
}

/* A and B given C, whose interactions are in the model: where C is not, odds ratio x 30 x 20 / 6. */
static void a_grid_of_odds_ratios_agrees_with_arithmetic(void **state) {
  (void)state;
  const double values[] = {0.25, 0.5, 1, 2, 4};
  dark_table *table = table_of_text(3, THREE);
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
  settings.method = "fixed";
  settings.model = "[13,23]";
  options.n_thinnings = 0;
  dark_sensitivity *found = ask_with(table, &settings, &options);
  for (size_t i = 0; i < 5; i++) assert_total(row_of(found, DARK_ANALYSIS_ODDS_RATIO, 0, 1, 0, values[i]), 87, values[i] * 100);
  dark_sensitivity_free(found);
  dark_table_free(table);
}

/* Places of lists move when one is left out; what is given of A and C stays with A and C. */
static void given_dependence_stays_with_its_lists(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, THREE);
  const dark_fixed_odds odds = {{"[13]", NULL}, 3};
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
  settings.method = "independence";
  settings.dependence = (dark_dependence){.odds_ratios = &odds, .n_odds_ratios = 1, .xi = 0.5};
  options.n_thinnings = 0;
  dark_sensitivity *found = ask_with(table, &settings, &options);
  /* Without B: 36 on A alone, 24 on C alone, 7 on both; three times that, and twice that for xi. */
  assert_total(without_list(found, 1), 67, 2 * 3 * 36.0 * 24 / 7);
  assert_int_equal(without_list(found, 0)->answer.reasons, DARK_REASON_BIT(DARK_REASON_NOT_APPLICABLE));
  /* On the grids the value of the grid holds, and with it the other given one. */
  const double now = found->sections[0].rows[0].answer.hidden;
  assert_close(row_of(found, DARK_ANALYSIS_XI, SIZE_MAX, SIZE_MAX, 0, 0.5)->answer.hidden, now, 1e-12, 0);
  assert_close(row_of(found, DARK_ANALYSIS_XI, SIZE_MAX, SIZE_MAX, 0, 1)->answer.hidden, now / 2, 1e-12, 0);
  assert_int_equal(row_of(found, DARK_ANALYSIS_ODDS_RATIO, 0, 2, 0, 1)->answer.state, DARK_STATE_OK);
  assert_true(row_of(found, DARK_ANALYSIS_ODDS_RATIO, 0, 2, 0, 4)->answer.hidden > now);
  dark_sensitivity_free(found);
  dark_table_free(table);
}

static void one_list_has_no_questions_about_lists(void **state) {
  (void)state;
  char path[32];
  dark_table *table = NULL;
  dark_error err = DARK_ERROR_INIT;
  write_file(path, "times,count\n1,100\n2,30\n3,8\n4,2\n");
  assert_ok(dark_table_read_csv(&table, path, OPTIONS(.count_of_captures = "times"), &err), err);
  dark_sensitivity *found = ask_about(table, "auto");
  size_t n_cases = 0, n_thinned = 0;
  for (size_t r = 1; r < found->sections[0].n_rows; r++) {
    const dark_sensitivity_row *row = &found->sections[0].rows[r];
    n_cases += row->analysis == DARK_ANALYSIS_CASE_LEFT_OUT ? 1 : 0;
    n_thinned += row->analysis == DARK_ANALYSIS_THINNING ? 1 : 0;
  }
  assert_int_equal(n_cases, 4);
  assert_int_equal(n_cases + n_thinned + 1, found->sections[0].n_rows);
  dark_sensitivity_free(found);
  dark_table_free(table);
  remove(path);
}

static dark_sensitivity *ask_with_replicates(const dark_table *table, const char *method, double xi) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
  settings.method = method;
  settings.dependence.xi = xi;
  options.n_thinnings = 0;
  options.n_replicates = 50;
  options.interval = DARK_INTERVAL_PERCENTILE;
  return ask_with(table, &settings, &options);
}

static void xi_on_the_grid_is_xi_in_the_settings(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, THREE);
  dark_sensitivity *plain = ask_with_replicates(table, "independence", 0),
                   *halved = ask_with_replicates(table, "independence", 2);
  const dark_row *grid = &row_of(plain, DARK_ANALYSIS_XI, SIZE_MAX, SIZE_MAX, 0, 2)->answer,
                 *own = &halved->sections[0].rows[0].answer;
  assert_true(grid->total == own->total && grid->se == own->se);
  assert_true(grid->interval.lower == own->interval.lower && grid->interval.upper == own->interval.upper);
  assert_int_equal(grid->n_replicates, 50);
  dark_sensitivity_free(plain);
  dark_sensitivity_free(halved);
  dark_table_free(table);
}

/* Chapman: 36 x 26 / 6 - 1 people, 55 of them observed. It takes no xi in its settings. */
static void methods_without_xi_have_their_hidden_number_divided(void **state) {
  (void)state;
  dark_table *table = table_of_text(2, "10:30 01:20 11:5");
  dark_sensitivity *found = ask_about(table, "chapman");
  const dark_row *whole = &found->sections[0].rows[0].answer, *doubled;
  assert_total(&found->sections[0].rows[0], 55, 36.0 * 26 / 6 - 1 - 55);
  assert_total(row_of(found, DARK_ANALYSIS_XI, SIZE_MAX, SIZE_MAX, 0, 2), 55, (36.0 * 26 / 6 - 1 - 55) / 2);
  doubled = &row_of(found, DARK_ANALYSIS_XI, SIZE_MAX, SIZE_MAX, 0, 0.5)->answer;
  assert_close(doubled->interval.upper - 55, 2 * (whole->interval.upper - 55), 1e-12, 0);
  assert_close(doubled->interval.lower - 55, 2 * (whole->interval.lower - 55), 1e-12, 0);
  assert_true(whole->se > 0);
  assert_close(doubled->se, 2 * whole->se, 1e-12, 0);
  assert_int_equal(row_of(found, DARK_ANALYSIS_ODDS_RATIO, 0, 1, 0, 2)->answer.reasons,
                   DARK_REASON_BIT(DARK_REASON_NOT_APPLICABLE));
  dark_sensitivity_free(found);
  dark_table_free(table);
}

/* Every table without a case is searched with the budget of the whole. */
static void a_search_that_ran_out_without_a_case_is_told(void **state) {
  static const char *const budgets[] = {"budget=1", "budget=100000"};
  (void)state;
  dark_table *table = table_of_text(4, "1000:40 0100:30 0010:20 0001:25 1100:6 1010:9 0111:4 1110:2");
  for (int is_enough = 0; is_enough < 2; is_enough++) {
    dark_settings settings = DARK_SETTINGS_INIT;
    dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
    size_t n_cases = 0;
    settings.method = "bic";
    settings.set = &budgets[is_enough];
    settings.n_set = 1;
    dark_sensitivity *found = ask_with(table, &settings, &options);
    for (size_t r = 0; r < found->sections[0].n_rows; r++) {
      const dark_sensitivity_row *row = &found->sections[0].rows[r];
      if (row->analysis != DARK_ANALYSIS_CASE_LEFT_OUT) continue;
      assert_int_equal((row->answer.reasons & DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE)) != 0, !is_enough);
      assert_int_equal(row->answer.state, is_enough ? DARK_STATE_OK : DARK_STATE_UNSTABLE);
      n_cases++;
    }
    assert_int_equal(n_cases, 8);
    dark_sensitivity_free(found);
  }
  dark_table_free(table);
}

static int stop(void *context, double share, size_t n_tables) {
  (void)n_tables;
  assert_true(share >= 0 && share <= 1);
  return ++*(int *)context > 3;
}

/* Nothing is begun any more once the answer was to stop, which is the fourth. */
static void stops_when_asked_to(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, THREE);
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
  dark_sensitivity *found = NULL;
  int n_calls = 0;
  options.n_threads = 1;
  options.progress = stop;
  options.context = &n_calls;
  assert_int_equal(dark_sensitivity_new(&found, table, &settings, &options, NULL), DARK_EINTERRUPTED);
  assert_null(found);
  assert_int_equal(n_calls, 4);
  dark_table_free(table);
}

static void refuses_what_makes_no_sense(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, THREE);
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
  dark_sensitivity *found = NULL;
  options.level = 1;
  assert_int_equal(dark_sensitivity_new(&found, table, &settings, &options, NULL), DARK_EUSAGE);
  options.level = 0.9;
  options.n_replicates = 10;
  options.interval = DARK_INTERVAL_LOG_NORMAL;
  assert_int_equal(dark_sensitivity_new(&found, table, &settings, &options, NULL), DARK_EUSAGE);
  options.n_replicates = 0;
  settings.method = "no-such-method";
  assert_int_equal(dark_sensitivity_new(&found, table, &settings, &options, NULL), DARK_EUSAGE);
  assert_null(found);
  dark_sensitivity_free(NULL);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_lists_agree_with_arithmetic),
      cmocka_unit_test(independent_lists_recover_each_others_sizes),
      cmocka_unit_test(a_list_left_out_is_a_table_without_it),
      cmocka_unit_test(kosovo_depends_on_xi_as_published),
      cmocka_unit_test(one_case_moves_new_orleans_by_six_percent),
      cmocka_unit_test(two_lists_leave_little_to_ask),
      cmocka_unit_test(a_list_that_joins_the_others_cannot_be_spared),
      cmocka_unit_test(a_table_without_an_estimate_has_one_row),
      cmocka_unit_test(what_cannot_be_asked_says_why),
      cmocka_unit_test(a_grid_of_odds_ratios_agrees_with_arithmetic),
      cmocka_unit_test(given_dependence_stays_with_its_lists),
      cmocka_unit_test(one_list_has_no_questions_about_lists),
      cmocka_unit_test(xi_on_the_grid_is_xi_in_the_settings),
      cmocka_unit_test(methods_without_xi_have_their_hidden_number_divided),
      cmocka_unit_test(a_search_that_ran_out_without_a_case_is_told),
      cmocka_unit_test(stops_when_asked_to),
      cmocka_unit_test(refuses_what_makes_no_sense),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
