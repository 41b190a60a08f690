/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <darkfigure/result.h>

#include "estimator/interval.h"
#include "numeric/hypergeometric.h"
#include "resample/replicates/replicates.h"
#include "result/margins.h"
#include "support/assert_close.h"

static const double LEVELS[] = {0.95, 0.8};

/* Everything that a row is made from, so that one call frees it. */
typedef struct made {
  dark_table *table;
  dark_plan *plan;
  dark_replicates *replicates;
  dark_results *results;
} made;

/* Table from names ("A B C") and records ("100:41 011:7": membership in the order of the names, people). */
static dark_table *make_table(const char *names, const char *records) {
  char name_text[256], record_text[1024], *rest = NULL;
  const char *lists[DARK_MAX_LISTS];
  uint32_t histories[64] = {0};
  double counts[64];
  size_t n_lists = 0, n = 0;
  snprintf(name_text, sizeof name_text, "%s", names);
  for (char *word = strtok_r(name_text, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) lists[n_lists++] = word;
  snprintf(record_text, sizeof record_text, "%s", records);
  for (char *word = strtok_r(record_text, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest), n++) {
    for (size_t l = 0; l < n_lists; l++)
      if (word[l] == '1') histories[n] |= UINT32_C(1) << l;
    counts[n] = atof(word + n_lists + 1);
  }
  dark_table *table = NULL;
  assert_int_equal(dark_table_new(&table, lists, n_lists, histories, counts, n, NULL), DARK_OK);
  return table;
}

static dark_table *read_table(const char *path, const dark_read_options *options) {
  dark_table *table = NULL;
  dark_error err = DARK_ERROR_INIT;
  if (dark_table_read_csv(&table, path, options, &err) != DARK_OK) fail_msg("%s", err.message);
  return table;
}

static dark_table *read_published(const char *file) {
  const dark_read_options options = DARK_READ_OPTIONS_INIT;
  char path[256];
  snprintf(path, sizeof path, "%s/%s", DARK_DATA, file);
  return read_table(path, &options);
}

/* A table with one category, `form`. */
static dark_table *read_by_form(const char *text) {
  const char *by[] = {"form"};
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  options.by = by;
  options.n_by = 1;
  char path[] = "/tmp/darkfigure-result-XXXXXX";
  const int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  assert_int_equal(write(descriptor, text, strlen(text)), (ssize_t)strlen(text));
  assert_int_equal(close(descriptor), 0);
  dark_table *table = read_table(path, &options);
  assert_int_equal(unlink(path), 0);
  return table;
}

/* "bic:2" is bic up to pairs, "bic:3" up to interactions of three lists. */
static dark_plan *make_plan(const dark_table *table, const char *method, dark_resample resample) {
  dark_settings settings = DARK_SETTINGS_INIT;
  const bool has_order = strncmp(method, "bic:", 4) == 0;
  settings.method = has_order ? "bic" : method;
  settings.max_order = has_order ? (unsigned)(method[4] - '0') : 0;
  settings.resample = resample;
  dark_plan *plan = NULL;
  dark_error err = DARK_ERROR_INIT;
  if (dark_plan_new(&plan, table, &settings, &err) != DARK_OK) fail_msg("%s", err.message);
  return plan;
}

static dark_results *make_results(const dark_plan *plan, const dark_replicates *replicates, const char *method) {
  const dark_result_options options = {
      .version = 1, .interval = DARK_INTERVAL_PERCENTILE, .levels = LEVELS, .n_levels = 2, .seed = 7, .asked_method = method};
  dark_results *results = NULL;
  dark_error err = DARK_ERROR_INIT;
  if (dark_results_new(&results, plan, replicates, &options, &err) != DARK_OK) fail_msg("%s", err.message);
  return results;
}

/* Without replicates. */
static made fit(dark_table *table, const char *method) {
  made m = {.table = table};
  m.plan = make_plan(table, method, DARK_RESAMPLE_OBSERVED);
  m.results = make_results(m.plan, NULL, method);
  return m;
}

/* With n drawn replicates, or with the given ones. */
static made fit_replicates(dark_table *table, const char *method, dark_resample resample, size_t n, const dark_resamples *given) {
  made m = {.table = table};
  m.plan = make_plan(table, method, resample);
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  options.n_replicates = n;
  options.resamples = given;
  dark_error err = DARK_ERROR_INIT;
  if (dark_bootstrap(&m.replicates, m.plan, &options, &err) != DARK_OK) fail_msg("%s", err.message);
  m.results = make_results(m.plan, m.replicates, method);
  return m;
}

static void discard(made m) {
  dark_results_free(m.results);
  dark_replicates_free(m.replicates);
  dark_plan_free(m.plan);
  dark_table_free(m.table);
}

static int has(const dark_row *row, dark_reason reason) { return (row->reasons & DARK_REASON_BIT(reason)) != 0; }

/* Row of the first level whose first category has this level. */
static const dark_row *row_of(const dark_results *results, const char *level) {
  for (size_t r = 0; r < results->n_rows; r++)
    if (strcmp(results->rows[r].levels[0], level) == 0) return &results->rows[r];
  fail_msg("no row '%s'", level);
  return NULL;
}

/* ---- limits that need no plan */

/* z(.975) = 1.9599640, sqrt(log(1 + (25/50)^2)) = sqrt(log 1.25) = 0.4723807, c = exp(0.9258492) = 2.5240113;
   100 + 50 / c = 119.80974 and 100 + 50 c = 226.20057. */
static void log_normal_interval_agrees_with_hand_computation(void **state) {
  (void)state;
  const dark_interval interval = dark__interval_log_normal(100, 50, 25, 0.95);
  const double c = exp(1.959963984540054 * sqrt(log(1.25)));
  assert_int_equal(interval.type, DARK_INTERVAL_LOG_NORMAL);
  assert_close(interval.lower, 100 + 50 / c, 1e-12, 0);
  assert_close(interval.upper, 100 + 50 * c, 1e-12, 0);
  assert_close(interval.lower, 119.8097, 0, 1e-4);
  assert_close(interval.upper, 226.2006, 0, 1e-4);
}

static void log_normal_interval_is_absent_without_spread_or_hidden_people(void **state) {
  (void)state;
  assert_int_equal(dark__interval_log_normal(100, 50, NAN, 0.95).type, DARK_INTERVAL_NONE);
  assert_int_equal(dark__interval_log_normal(100, 0, 0, 0.95).type, DARK_INTERVAL_NONE);
  assert_int_equal(dark__interval_log_normal(100, NAN, 1, 0.95).type, DARK_INTERVAL_NONE);
  assert_true(isnan(dark__interval_log_normal(100, 0, 1, 0.95).upper));
}

/* One and one: P(N) = (N - 1)/N, so 1/2 at N = 2 and 2/3 at 3. Two and one: (N - 2)/N is 1/3 at 3 and 2/4 at 4.
   Two and two: (N - 2)(N - 3)/{N (N - 1)} is 2/12 at 4 and exactly 6/20 = .3 at 5. */
static void least_population_agrees_with_hand_computation(void **state) {
  (void)state;
  assert_close(dark__least_population(1, 1, 0, 0.025), 2, 0, 0);
  assert_close(dark__least_population(1, 1, 0, 0.5), 2, 0, 0);
  assert_close(dark__least_population(1, 1, 0, 0.51), 3, 0, 0);
  assert_close(dark__least_population(2, 1, 0, 0.4), 4, 0, 0);
  assert_close(dark__least_population(1, 2, 0, 0.4), 4, 0, 0);
  assert_close(dark__least_population(2, 2, 0, 0.3), 5, 0, 0);
  assert_close(dark__least_population(2, 2, 0, 0.301), 6, 0, 0);
}

static double probability_of_no_overlap(double population, double n1, double n2) {
  double probability = 1;
  for (int i = 0; i < (int)n2; i++) probability *= (population - n1 - i) / (population - i);
  return probability;
}

static void least_population_is_where_the_probability_first_reaches_the_tail(void **state) {
  (void)state;
  static const double sizes[][2] = {{10, 10}, {50, 30}, {30, 50}, {7, 300}, {1000, 2000}};
  static const double tails[] = {0.005, 0.025, 0.1, 0.25};
  for (size_t i = 0; i < 5; i++)
    for (size_t t = 0; t < 4; t++) {
      const double n1 = sizes[i][0], n2 = sizes[i][1], least = dark__least_population(n1, n2, 0, tails[t]);
      assert_true(probability_of_no_overlap(least, n1, n2) >= tails[t] * (1 - 1e-9));
      assert_true(least == n1 + n2 || probability_of_no_overlap(least - 1, n1, n2) < tails[t] * (1 + 1e-9));
    }
}

/* With n1 = n2 = a large, log P = a log{(N - a)/N} + ... = -a^2/(N - a) (1 + O(a^2/N^2)). */
static void least_population_of_huge_lists_keeps_its_digits(void **state) {
  (void)state;
  const double a = 2e9;
  assert_close(dark__least_population(a, a, 0, 0.025), a * a / -log(0.025) + a, 1e-6, 0);
}

static void histories_are_spread_over_the_lists_that_caught_somebody(void **state) {
  (void)state;
  assert_int_equal(dark__history_in_table(0x0, 0x16), 0x0);
  assert_int_equal(dark__history_in_table(0x1, 0x16), 0x2); /* lists 1, 2 and 4 of the table */
  assert_int_equal(dark__history_in_table(0x5, 0x16), 0x12);
  assert_int_equal(dark__history_in_table(0x7, 0x16), 0x16);
  assert_int_equal(dark__history_in_table(0xFFFF, 0xFFFF), 0xFFFF);
}

static void states_have_their_names_in_the_contract(void **state) {
  (void)state;
  assert_string_equal(dark_state_name(DARK_STATE_OK), "ok");
  assert_string_equal(dark_state_name(DARK_STATE_PARTIAL), "partial");
  assert_string_equal(dark_state_name(DARK_STATE_UNSTABLE), "unstable");
  assert_string_equal(dark_state_name(DARK_STATE_NO_ESTIMATE), "no_estimate");
}

/* ---- rows without replicates */

/* n1 = 40 + 10 = 50, n2 = 20 + 10 = 30, m = 10, n = 70: N = 150, hidden 80, var = 50 x 30 x 40 x 20 / 10^3 = 1200. */
static void two_lists_give_a_row_and_a_detail_by_hand(void **state) {
  (void)state;
  made m = fit(make_table("Z A", "10:40 01:20 11:10"), "petersen");
  const dark_row *row = &m.results->rows[0];
  assert_int_equal(m.results->n_rows, 2);
  assert_int_equal(m.results->n_pooled, 0);
  assert_int_equal(m.results->n_details, 1);
  assert_string_equal(row->method, "petersen");
  assert_string_equal(row->model, "");
  assert_string_equal(row->lists, "Z+A");
  assert_close(row->observed, 70, 0, 0);
  assert_close(row->excluded, 0, 0, 0);
  assert_close(row->hidden, 80, 1e-12, 0);
  assert_close(row->total, 150, 1e-12, 0);
  assert_close(row->se, sqrt(1200), 1e-9, 0);
  assert_int_equal(row->state, DARK_STATE_OK);
  assert_true(has(row, DARK_REASON_INDEPENDENCE_UNTESTABLE));
  assert_int_equal(row->n_replicates, 0);
  const double c = exp(1.959963984540054 * sqrt(log(1 + 1200.0 / 6400)));
  assert_int_equal(row->interval.type, DARK_INTERVAL_LOG_NORMAL);
  assert_close(row->interval.lower, 70 + 80 / c, 1e-9, 0);
  assert_close(row->interval.upper, 70 + 80 * c, 1e-9, 0);
  assert_close(m.results->rows[1].interval.level, 0.8, 0, 0);
  assert_true(m.results->rows[1].interval.lower > row->interval.lower);
  const dark_detail *detail = &m.results->details[0];
  assert_true(detail->has_explanation);
  assert_close(detail->conditional.upper, row->interval.upper, 0, 0);
  assert_int_equal(detail->n_overlaps, 1);
  assert_close(detail->overlaps[0].n_both, 10, 0, 0);
  assert_close(detail->overlaps[0].coverage_a, 10.0 / 50, 1e-15, 0); /* list 0 is A, sorted by name; B of the pair is Z with 50 */
  assert_close(detail->overlaps[0].coverage_b, 10.0 / 30, 1e-15, 0);
  assert_int_equal(detail->n_residuals, 0);
  assert_int_equal(detail->n_ranges, 0);
  assert_int_equal(detail->n_wins, 0);
  assert_true(dark_results_any(m.results));
  discard(m);
}

/* Hepatitis A in Taiwan, lists P and Q: CARE1 1.1.0 gives 333.56, s.e. 28.6997142842921, log-normal 288.679055680433 to
   403.40776062682 (Chapman's estimator). */
static void chapman_interval_agrees_with_care1(void **state) {
  (void)state;
  made whole = {.table = read_published("taiwan-hepatitis-a-1995.csv")};
  const char *drop[] = {NULL};
  for (size_t l = 0; l < 3; l++)
    if (dark_table_list_position(whole.table, l) == 2) drop[0] = dark_table_list_name(whole.table, l);
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  options.drop_lists = drop;
  options.n_drop_lists = 1;
  made m = fit(read_table(DARK_DATA "/taiwan-hepatitis-a-1995.csv", &options), "auto");
  const dark_row *row = &m.results->rows[0];
  assert_string_equal(row->method, "chapman");
  assert_close(row->total, 333.56, 0, 0.005);
  assert_close(row->se, 28.6997142842921, 1e-9, 0);
  assert_close(row->interval.lower, 288.679055680433, 1e-9, 0);
  assert_close(row->interval.upper, 403.40776062682, 1e-9, 0);
  discard(m);
  discard(whole);
}

static const char FORMS[] = "A,B,form,count\n"
                            "1,0,begging,40\n0,1,begging,20\n1,1,begging,10\n" /* N = 150, var 1200 */
                            "1,0,labour,10\n0,1,labour,5\n1,1,labour,5\n"      /* n1 = 15, n2 = 10, m = 5: N = 30, var = 6 */
                            "1,0,marriage,3\n0,1,marriage,2\n"                 /* no overlap */
                            "1,0,sexual,7\n";                                  /* one list */

/* Total of the two forms with an estimate: observed 70 + 20, N = 150 + 30, var 1200 + 15 x 10 x 10 x 5 / 5^3 = 1200 + 60. */
static void total_adds_up_the_strata_with_an_estimate_and_counts_the_rest_as_excluded(void **state) {
  (void)state;
  made m = fit(read_by_form(FORMS), "petersen");
  assert_int_equal(m.results->n_rows, 2 * 5);
  const dark_row *total = row_of(m.results, "(all)");
  assert_close(total->observed, 90, 0, 0);
  assert_close(total->excluded, 12, 0, 0);
  assert_close(total->total, 180, 1e-12, 0);
  assert_close(total->hidden, 90, 1e-12, 0);
  assert_close(total->se, sqrt(1260), 1e-9, 0);
  assert_int_equal(total->state, DARK_STATE_PARTIAL);
  assert_true(has(total, DARK_REASON_PART_FAILED));
  assert_true(has(total, DARK_REASON_INDEPENDENCE_UNTESTABLE));
  assert_false(has(total, DARK_REASON_NO_OVERLAP));
  assert_string_equal(total->method, "petersen");
  assert_string_equal(total->model, "");
  const double c = exp(1.959963984540054 * sqrt(log(1 + 1260.0 / 8100)));
  assert_close(total->interval.upper, 90 + 90 * c, 1e-9, 0);
  discard(m);
}

/* All 102 people together: n1 = 50 + 15 + 3 + 7 = 75, n2 = 30 + 10 + 2 = 42, m = 15: N = 210. */
static void pooled_table_has_a_row_of_its_own(void **state) {
  (void)state;
  made m = fit(read_by_form(FORMS), "petersen");
  assert_int_equal(m.results->n_pooled, 2);
  assert_int_equal(m.results->n_details, 5);
  assert_close(m.results->pooled[0].observed, 102, 0, 0);
  assert_close(m.results->pooled[0].total, 210, 1e-12, 0);
  assert_int_equal(m.results->pooled[0].state, DARK_STATE_OK);
  assert_string_equal(m.results->pooled[0].levels[0], "(all)");
  assert_string_equal(m.results->details[4].levels[0], "(all)");
  assert_close(m.results->pooled[1].interval.level, 0.8, 0, 0);
  discard(m);
}

/* Three and two people: P(N) = (N - 3)(N - 4)/{N (N - 1)}, already 2/20 = .1 at the least possible N = 5. */
static void two_lists_without_overlap_give_a_lower_limit_only(void **state) {
  (void)state;
  made m = fit(read_by_form(FORMS), "petersen");
  const dark_row *row = row_of(m.results, "marriage");
  assert_int_equal(row->state, DARK_STATE_NO_ESTIMATE);
  assert_close(row->observed, 5, 0, 0);
  assert_close(row->excluded, 0, 0, 0);
  assert_true(isnan(row->total) && isnan(row->hidden) && isnan(row->se));
  assert_int_equal(row->interval.type, DARK_INTERVAL_EXACT);
  assert_close(row->interval.lower, 5, 0, 0);
  assert_true(isnan(row->interval.upper));
  assert_true(has(row, DARK_REASON_NO_OVERLAP));
  assert_true(has(row, DARK_REASON_LOWER_ONLY));
  assert_true(has(row, DARK_REASON_INDEPENDENCE_UNTESTABLE));
  discard(m);
}

static void three_lists_without_overlap_give_no_limit(void **state) {
  (void)state;
  made m = fit(make_table("A B C", "100:10 010:10 001:10"), "auto");
  const dark_row *row = &m.results->rows[0];
  assert_int_equal(row->interval.type, DARK_INTERVAL_NONE);
  assert_true(isnan(row->interval.lower));
  assert_false(has(row, DARK_REASON_LOWER_ONLY));
  assert_string_equal(row->method, "auto");
  assert_false(dark_results_any(m.results));
  assert_false(m.results->details[0].has_explanation);
  discard(m);
}

static void sum_of_hopeless_strata_has_no_estimate_and_all_their_reasons(void **state) {
  (void)state;
  made m = fit(read_by_form("A,B,form,count\n1,0,marriage,3\n0,1,marriage,2\n1,0,sexual,7\n"), "auto");
  const dark_row *total = row_of(m.results, "(all)");
  assert_int_equal(total->state, DARK_STATE_NO_ESTIMATE);
  assert_close(total->observed, 12, 0, 0);
  assert_close(total->excluded, 0, 0, 0);
  assert_true(has(total, DARK_REASON_NO_OVERLAP) && has(total, DARK_REASON_ONE_LIST));
  assert_false(has(total, DARK_REASON_PART_FAILED) || has(total, DARK_REASON_LOWER_ONLY));
  assert_int_equal(total->interval.type, DARK_INTERVAL_NONE);
  assert_false(dark_results_any(m.results));
  discard(m);
}

static void sum_over_strata_with_different_methods_is_mixed(void **state) {
  (void)state;
  made m = fit(read_by_form("A,B,C,form,count\n"
                            "1,0,0,labour,20\n0,1,0,labour,15\n0,0,1,labour,10\n1,1,0,labour,6\n1,0,1,labour,5\n0,1,1,labour,4\n"
                            "1,1,1,labour,2\n"
                            "0,1,0,sexual,9\n0,0,1,sexual,8\n0,1,1,sexual,4\n"),
               "auto");
  assert_string_equal(row_of(m.results, "labour")->method, "mixture");
  assert_string_equal(row_of(m.results, "sexual")->method, "chapman");
  const dark_row *total = row_of(m.results, "(all)");
  assert_string_equal(total->method, "mixed");
  assert_string_equal(total->model, "");
  assert_string_equal(total->lists, "A+B+C");
  assert_int_equal(total->state, DARK_STATE_OK);
  assert_true(has(total, DARK_REASON_INDEPENDENCE_UNTESTABLE));
  assert_false(has(row_of(m.results, "labour"), DARK_REASON_INDEPENDENCE_UNTESTABLE));
  assert_string_equal(row_of(m.results, "labour")->model, ""); /* an average */
  const dark_detail *sexual = &m.results->details[1];
  assert_int_equal(sexual->n_empty_lists, 1);
  assert_string_equal(sexual->empty_lists[0], "A");
  assert_int_equal(sexual->overlaps[0].list_a, 1);
  assert_int_equal(sexual->overlaps[0].list_b, 2);
  discard(m);
}

/* Kosovo's model [123,14,34] leaves out ABA+HRW alone: 845 people on ABA only, 306 on HRW only, 31 on these two. Western's
   model leaves out nine pairs and lies a little below their bound, as it would in a third of all tables if it were right. */
static void an_estimate_surely_below_chaos_bound_carries_the_code(void **state) {
  (void)state;
  made kosovo = fit(read_published("kosovo-killings-1999.csv"), "bic:3");
  const dark_bound *bound = &kosovo.results->details[0].explanation.bound;
  assert_close(kosovo.results->rows[0].total, 10357, 0, 1);
  assert_int_equal(bound->n_pairs, 1);
  assert_close(kosovo.results->details[0].chao_lower_bound, 4400 + 845 * 306 / 32.0, 1e-12, 0);
  assert_true(bound->z > 1.645 && has(&kosovo.results->rows[0], DARK_REASON_BELOW_CHAO));
  discard(kosovo);
  made western = fit(read_published("western-us-trafficking.csv"), "stepwise");
  bound = &western.results->details[0].explanation.bound;
  assert_close(western.results->rows[0].total, 2483, 0, 1);
  assert_true(western.results->details[0].chao_lower_bound > western.results->rows[0].total);
  assert_true(bound->z > 0 && bound->z < 1.645 && !has(&western.results->rows[0], DARK_REASON_BELOW_CHAO));
  discard(western);
}

/* 41 people on each list alone, 18 on each pair, 13 on all three: z = log(3 x 41^2/55/80) sqrt(70) = 1.141 (test_chao_bound has the same of 43,
   14, 19), of two such categories together sqrt(2) as much, 1.614, of three sqrt(3), 1.976. Thrown together three have 123, 54, 39:
   log(3 x 123^2/163/240) sqrt(210) = 2.153. A category of two lists says nothing and takes nothing away. */
static void a_sum_is_held_against_the_sum_of_bounds(void **state) {
  static const char part[] = "1,0,0,%c,41\n0,1,0,%c,41\n0,0,1,%c,41\n1,1,0,%c,18\n1,0,1,%c,18\n0,1,1,%c,18\n1,1,1,%c,13\n";
  (void)state;
  for (int n_forms = 2; n_forms <= 3; n_forms++) {
    char text[1024] = "A,B,C,form,count\n1,0,0,z,500\n0,1,0,z,500\n1,1,0,z,100\n";
    for (int form = 'a'; form < 'a' + n_forms; form++)
      snprintf(text + strlen(text), sizeof text - strlen(text), part, form, form, form, form, form, form, form);
    made m = fit(read_by_form(text), "independence");
    for (size_t r = 0; r < m.results->n_rows; r++) {
      const dark_row *row = &m.results->rows[r];
      const int is_sum = strcmp(row->levels[0], "(all)") == 0;
      assert_int_equal(has(row, DARK_REASON_BELOW_CHAO), is_sum && n_forms == 3);
    }
    discard(m);
  }
}

/* Methods that are such a bound, that say how lists hang together, or that are no model have none. */
static void only_models_that_leave_pairs_out_are_held_against_a_bound(void **state) {
  static const struct {
    const char *method;
    size_t n_pairs;
  } cases[] = {{"independence", 3}, {"mt", 3},   {"m0", 3},       {"mt-bc", 3},     {"mth-chao", 0},
               {"mth-darroch", 0},  {"chao", 0}, {"coverage", 0}, {"saturated", 0}, {"mh-normal", 0}};
  (void)state;
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    made m = fit(make_table("A B C", "100:86 010:86 001:86 110:28 101:28 011:28 111:38"), cases[c].method);
    assert_int_equal(m.results->details[0].explanation.bound.n_pairs, cases[c].n_pairs);
    assert_int_equal(has(&m.results->rows[0], DARK_REASON_BELOW_CHAO), cases[c].n_pairs > 0);
    discard(m);
  }
  made independence = fit(make_table("A B C", "100:43 010:40 001:23 110:14 101:16 011:14 111:19"), "independence"),
       mt = fit(make_table("A B C", "100:43 010:40 001:23 110:14 101:16 011:14 111:19"), "mt");
  assert_close(mt.results->details[0].explanation.bound.z, independence.results->details[0].explanation.bound.z, 1e-8, 0);
  discard(independence);
  discard(mt);
}

static void six_lists_searched_at_order_two_carry_the_code(void **state) {
  (void)state;
  made m = fit(read_published("uk-trafficking-2013-six-lists.csv"), "bic:2");
  assert_string_equal(m.results->rows[0].method, "bic");
  assert_true(has(&m.results->rows[0], DARK_REASON_ORDER2_ONLY));
  discard(m);
  made order3 = fit(read_published("uk-trafficking-2013-six-lists.csv"), "bic:3");
  assert_false(has(&order3.results->rows[0], DARK_REASON_ORDER2_ONLY));
  discard(order3);
  made five = fit(read_published("western-us-trafficking.csv"), "stepwise");
  assert_false(has(&five.results->rows[0], DARK_REASON_ORDER2_ONLY));
  discard(five);
}

/* ---- searches that ran out of budget */

static const char SEARCHED[] =
    "A,B,C,D,form,count\n"
    "1,0,0,0,x,40\n0,1,0,0,x,30\n0,0,1,0,x,20\n0,0,0,1,x,25\n1,1,0,0,x,6\n1,0,1,0,x,9\n0,1,1,1,x,4\n1,1,1,0,x,2\n"
    "1,0,0,0,y,80\n0,1,0,0,y,70\n0,0,1,0,y,60\n0,0,0,1,y,35\n1,1,0,0,y,16\n1,0,1,0,y,19\n0,1,1,1,y,14\n1,1,1,0,y,5\n";

static dark_plan *plan_within(const dark_table *table, const char *budget) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_plan *plan = NULL;
  dark_error err = DARK_ERROR_INIT;
  settings.method = "bic";
  settings.set = &budget;
  settings.n_set = 1;
  if (dark_plan_new(&plan, table, &settings, &err) != DARK_OK) fail_msg("%s", err.message);
  return plan;
}

/* The pooled row as well: all parts are searched with the same budget. */
static void a_search_that_ran_out_is_told_in_every_row(void **state) {
  static const char *const budgets[] = {"budget=1", "budget=100000"};
  (void)state;
  for (int is_enough = 0; is_enough < 2; is_enough++) {
    made m = {.table = read_by_form(SEARCHED)};
    m.plan = plan_within(m.table, budgets[is_enough]);
    m.results = make_results(m.plan, NULL, "bic");
    for (size_t p = 0; p < dark_plan_n_parts(m.plan); p++)
      assert_int_equal(dark_plan_estimate(m.plan, p)->is_incomplete, !is_enough);
    assert_int_equal(m.results->n_rows, 6);
    for (size_t r = 0; r < m.results->n_rows; r++) {
      assert_int_equal(has(&m.results->rows[r], DARK_REASON_SEARCH_INCOMPLETE), !is_enough);
      assert_int_equal(m.results->rows[r].state, is_enough ? DARK_STATE_OK : DARK_STATE_UNSTABLE);
    }
    assert_int_equal(has(&m.results->pooled[0], DARK_REASON_SEARCH_INCOMPLETE), !is_enough);
    discard(m);
  }
}

/* One replicate of 1,000 in one of the categories is enough; the other has nothing to tell, the total has. */
static void a_search_that_ran_out_in_one_replicate_is_told_in_its_rows(void **state) {
  (void)state;
  made m = fit_replicates(read_by_form(SEARCHED), "bic", DARK_RESAMPLE_OBSERVED, 1000, NULL);
  static const char *const levels[] = {"x", "y", "(all)"};
  for (size_t i = 0; i < 3; i++) assert_false(has(row_of(m.results, levels[i]), DARK_REASON_SEARCH_INCOMPLETE));
  const dark_state before = row_of(m.results, "y")->state;
  dark_results_free(m.results);
  m.replicates->parts[0].incomplete[137] = 1;
  m.results = make_results(m.plan, m.replicates, "bic");
  assert_true(has(row_of(m.results, "x"), DARK_REASON_SEARCH_INCOMPLETE));
  assert_true(has(row_of(m.results, "(all)"), DARK_REASON_SEARCH_INCOMPLETE));
  assert_false(has(row_of(m.results, "y"), DARK_REASON_SEARCH_INCOMPLETE));
  assert_int_equal(row_of(m.results, "x")->state, DARK_STATE_UNSTABLE);
  assert_int_equal(row_of(m.results, "(all)")->state, DARK_STATE_UNSTABLE);
  assert_int_equal(row_of(m.results, "y")->state, before);
  discard(m);
}

/* Korea (MultipleSystemsEstimation 1.2.0): BIC 57.1408 at 157.1667, 58.9686 at 268.7778, the next 91.8971. */
static void ranges_hold_the_estimates_of_models_near_the_best(void **state) {
  (void)state;
  made m = fit(read_published("korea-palembang.csv"), "bic");
  const dark_detail *detail = &m.results->details[0];
  static const double distances[] = {2, 6, 10};
  assert_int_equal(detail->n_ranges, 3);
  for (size_t d = 0; d < 3; d++) {
    assert_close(detail->ranges[d].distance, distances[d], 0, 0);
    assert_int_equal(detail->ranges[d].n_models, 2);
    assert_close(detail->ranges[d].lowest, 157.166666666667, 1e-12, 0);
    assert_close(detail->ranges[d].highest, 268.777777777778, 1e-12, 0);
  }
  discard(m);
}

/* All 15 histories of Kosovo are occupied, so the squares of all residuals add up to Pearson's statistic. */
static void residuals_are_pearsons_and_sorted_by_size(void **state) {
  (void)state;
  made m = fit(read_published("kosovo-killings-1999.csv"), "independence");
  const dark_detail *detail = &m.results->details[0];
  double squares = 0, largest = 0;
  size_t n_records;
  const dark_record *records = dark_table_records(m.table, 0, &n_records);
  assert_int_equal(n_records, 15);
  for (size_t r = 0; r < n_records; r++) {
    const double fitted = detail->explanation.fitted[records[r].history];
    const double residual = (records[r].count - fitted) / sqrt(fitted);
    squares += residual * residual;
    largest = fmax(largest, fabs(residual));
  }
  assert_int_equal(detail->n_residuals, 5);
  assert_close(fabs(detail->residuals[0].residual), largest, 1e-12, 0);
  assert_close(detail->explanation.pearson, squares, 1e-9, 0);
  for (size_t i = 0; i < 5; i++) {
    const dark_residual *residual = &detail->residuals[i];
    assert_close(residual->residual, (residual->observed - residual->fitted) / sqrt(residual->fitted), 1e-15, 0);
    if (i > 0) assert_true(fabs(residual->residual) <= fabs(detail->residuals[i - 1].residual));
  }
  discard(m);
}

/* ---- rows with replicates */

/* Replicate tables of two lists: A only, B only, both. */
static dark_resamples replicate_tables(double (*counts)[3], size_t n) {
  static uint64_t histories[] = {1, 2, 3};
  return (dark_resamples){.n_replicates = n, .histories = histories, .n_columns = 3, .counts = counts[0]};
}

/* Totals 150, 30 + ..., by (n10 + m)(n01 + m)/m: 50 x 30/10 = 150, 60 x 40/20 = 120, 55 x 30/10 = 165.
   Mean 145, deviations 5, -25, 20: variance (25 + 625 + 400)/2 = 525. */
static void standard_error_is_the_spread_of_the_replicates(void **state) {
  (void)state;
  double counts[][3] = {{40, 20, 10}, {40, 20, 20}, {45, 20, 10}};
  const dark_resamples given = replicate_tables(counts, 3);
  made m = fit_replicates(make_table("A B", "10:40 01:20 11:10"), "petersen", DARK_RESAMPLE_OBSERVED, 3, &given);
  const dark_row *row = &m.results->rows[0];
  assert_close(row->se, sqrt(525), 1e-12, 0);
  assert_int_equal(row->n_replicates, 3);
  assert_int_equal(row->n_failed, 0);
  assert_int_equal(row->interval.type, DARK_INTERVAL_PERCENTILE);
  assert_int_equal(row->state, DARK_STATE_UNSTABLE);
  assert_int_equal(m.results->n_replicates, 3);
  assert_int_equal(m.results->seed, 7);
  discard(m);
}

static void standard_error_of_equal_replicates_is_zero(void **state) {
  (void)state;
  double counts[][3] = {{41, 23, 13}, {41, 23, 13}, {41, 23, 13}};
  const dark_resamples given = replicate_tables(counts, 3);
  made m = fit_replicates(make_table("A B", "10:41 01:23 11:13"), "petersen", DARK_RESAMPLE_OBSERVED, 3, &given);
  assert_close(m.results->rows[0].se, 0, 0, 0);
  discard(m);
}

/* The second replicate has no overlap, the third is 41 x 61 / 1 = 2501 > 10 x 150. */
static void failed_and_extreme_replicates_are_counted(void **state) {
  (void)state;
  double counts[][3] = {{40, 20, 10}, {40, 30, 0}, {40, 60, 1}};
  const dark_resamples given = replicate_tables(counts, 3);
  made m = fit_replicates(make_table("A B", "10:40 01:20 11:10"), "petersen", DARK_RESAMPLE_OBSERVED, 3, &given);
  const dark_row *row = &m.results->rows[0];
  assert_true(isnan(row->se));
  assert_int_equal(row->n_failed, 1);
  assert_int_equal(row->state, DARK_STATE_UNSTABLE);
  assert_true(has(row, DARK_REASON_REPLICATES_FAILED));
  assert_int_equal(m.results->details[0].n_extreme, 1);
  assert_int_equal(m.results->details[0].n_wins, 0);
  discard(m);
}

/* Without one case: 49 x 30/10 = 147, 50 x 29/10 = 145, 49 x 29/9 = 157.8889; from 150: 3, 5 and 7.8889. */
static void influences_come_from_the_jackknife_the_strongest_first(void **state) {
  (void)state;
  double counts[][3] = {{40, 20, 10}};
  const dark_resamples given = replicate_tables(counts, 1);
  made m = fit_replicates(make_table("A B", "10:40 01:20 11:10"), "petersen", DARK_RESAMPLE_OBSERVED, 1, &given);
  const dark_detail *detail = &m.results->details[0];
  assert_int_equal(detail->n_influences, 3);
  assert_int_equal(detail->influences[0].history, 3);
  assert_close(detail->influences[0].total, 49.0 * 29 / 9, 1e-12, 0);
  assert_int_equal(detail->influences[1].history, 2);
  assert_close(detail->influences[1].total, 145, 1e-12, 0);
  assert_int_equal(detail->influences[2].history, 1);
  discard(m);
}

/* One person on both lists: without them there is no estimate, which is the strongest influence of all. */
static void case_without_which_there_is_no_estimate_is_most_influential(void **state) {
  (void)state;
  made m = fit_replicates(make_table("A B", "10:4 01:2 11:1"), "petersen", DARK_RESAMPLE_OBSERVED, 20, NULL);
  assert_int_equal(m.results->details[0].influences[0].history, 3);
  assert_true(isnan(m.results->details[0].influences[0].total));
  discard(m);
}

static void histories_of_a_stratum_refer_to_the_lists_of_the_table(void **state) {
  (void)state;
  made m = fit_replicates(read_by_form("A,B,C,form,count\n1,0,0,labour,20\n0,1,0,sexual,40\n0,0,1,sexual,20\n0,1,1,sexual,10\n"),
                          "auto", DARK_RESAMPLE_OBSERVED, 20, NULL);
  const dark_detail *sexual = &m.results->details[1];
  assert_int_equal(sexual->n_influences, 3);
  assert_int_equal(sexual->influences[0].history, 6);
  discard(m);
}

static size_t count_wins(const dark_replicates *replicates, const char *model) {
  const dark_model_id *ids = dark_replicates_models(replicates, 0);
  const double *totals = dark_replicates_part(replicates, 0);
  size_t n = 0;
  for (size_t r = 0; r < dark_replicates_n(replicates); r++) {
    char name[256];
    dark_plan_model_name(name, sizeof name, dark_replicates_plan(replicates), 0, ids[r]);
    n += !isnan(totals[r]) && strcmp(name, model) == 0 ? 1 : 0;
  }
  return n;
}

static void wins_count_the_models_of_the_replicates(void **state) {
  (void)state;
  made m = fit_replicates(read_published("korea-palembang.csv"), "bic", DARK_RESAMPLE_OBSERVED, 200, NULL);
  const dark_detail *detail = &m.results->details[0];
  size_t n = 0;
  assert_true(detail->n_wins >= 2);
  for (size_t w = 0; w < detail->n_wins; w++) {
    assert_int_equal(detail->wins[w].n, count_wins(m.replicates, detail->wins[w].model));
    if (w > 0) assert_true(detail->wins[w].n <= detail->wins[w - 1].n);
    n += detail->wins[w].n;
  }
  assert_int_equal(n, 200 - m.results->rows[0].n_failed);
  discard(m);
}

static void parametric_resampling_is_labelled(void **state) {
  (void)state;
  made m = fit_replicates(read_published("korea-palembang.csv"), "bic", DARK_RESAMPLE_PARAMETRIC, 50, NULL);
  assert_true(has(&m.results->rows[0], DARK_REASON_PARAMETRIC));
  assert_int_equal(m.results->resample, DARK_RESAMPLE_PARAMETRIC);
  discard(m);
  made plain = fit_replicates(read_published("korea-palembang.csv"), "bic", DARK_RESAMPLE_OBSERVED, 50, NULL);
  assert_false(has(&plain.results->rows[0], DARK_REASON_PARAMETRIC));
  discard(plain);
}

/* Ten replicates are too few for any percentile: the total is unstable and leaves categories out; both must be said. */
static void unstable_partial_total_says_both(void **state) {
  (void)state;
  made m = fit_replicates(read_by_form(FORMS), "petersen", DARK_RESAMPLE_OBSERVED, 10, NULL);
  const dark_row *total = row_of(m.results, "(all)");
  assert_int_equal(total->state, DARK_STATE_UNSTABLE);
  assert_true(has(total, DARK_REASON_PART_FAILED));
  assert_true(has(total, DARK_REASON_LIMIT_IN_TAIL));
  assert_int_equal(row_of(m.results, "sexual")->n_replicates, 0);
  discard(m);
}

/* ---- agreement and errors */

static void describe_and_plan_see_the_same_obstacles(void **state) {
  (void)state;
  static const char *const records[] = {"100:5",
                                        "100:5 010:4",
                                        "100:5 010:4 001:1",
                                        "110:5 100:4",
                                        "111:3",
                                        "110:5 100:4 010:3",
                                        "100:5 010:5 001:5 011:1",
                                        "101:2 111:3 001:4",
                                        "110:1 101:1 011:1"};
  for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
    made m = fit(make_table("A B C", records[i]), "independence");
    dark_descriptions *descriptions = NULL;
    assert_int_equal(dark_describe(&descriptions, m.table, NULL), DARK_OK);
    assert_int_equal(descriptions->items[0].obstacle, dark_plan_estimate(m.plan, 0)->reason);
    dark_descriptions_free(descriptions);
    discard(m);
  }
}

static void assert_refused(const dark_plan *plan, const dark_replicates *replicates, dark_result_options options) {
  dark_results *results = NULL;
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(dark_results_new(&results, plan, replicates, &options, &err), DARK_EUSAGE);
  assert_null(results);
  assert_true(strlen(err.message) > 0);
}

static void senseless_requests_are_refused(void **state) {
  (void)state;
  static const double wrong[] = {0.95, 1};
  double counts[][3] = {{40, 20, 10}};
  const dark_resamples given = replicate_tables(counts, 1);
  made m = fit_replicates(make_table("A B", "10:40 01:20 11:10"), "petersen", DARK_RESAMPLE_OBSERVED, 1, &given);
  made other = fit(make_table("A B", "10:40 01:20 11:10"), "petersen");
  dark_result_options options = {.version = 1, .interval = DARK_INTERVAL_PERCENTILE, .levels = LEVELS, .n_levels = 0};
  assert_refused(m.plan, NULL, options);
  options.levels = wrong;
  options.n_levels = 2;
  assert_refused(m.plan, NULL, options);
  options.n_levels = 1;
  assert_refused(other.plan, m.replicates, options);
  options.interval = DARK_INTERVAL_LOG_NORMAL;
  assert_refused(m.plan, m.replicates, options);
  discard(other);
  discard(m);
}

static void freeing_nothing_is_allowed(void **state) {
  (void)state;
  dark_results_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(log_normal_interval_agrees_with_hand_computation),
      cmocka_unit_test(log_normal_interval_is_absent_without_spread_or_hidden_people),
      cmocka_unit_test(least_population_agrees_with_hand_computation),
      cmocka_unit_test(least_population_is_where_the_probability_first_reaches_the_tail),
      cmocka_unit_test(least_population_of_huge_lists_keeps_its_digits),
      cmocka_unit_test(histories_are_spread_over_the_lists_that_caught_somebody),
      cmocka_unit_test(states_have_their_names_in_the_contract),
      cmocka_unit_test(two_lists_give_a_row_and_a_detail_by_hand),
      cmocka_unit_test(chapman_interval_agrees_with_care1),
      cmocka_unit_test(total_adds_up_the_strata_with_an_estimate_and_counts_the_rest_as_excluded),
      cmocka_unit_test(pooled_table_has_a_row_of_its_own),
      cmocka_unit_test(two_lists_without_overlap_give_a_lower_limit_only),
      cmocka_unit_test(three_lists_without_overlap_give_no_limit),
      cmocka_unit_test(sum_of_hopeless_strata_has_no_estimate_and_all_their_reasons),
      cmocka_unit_test(sum_over_strata_with_different_methods_is_mixed),
      cmocka_unit_test(an_estimate_surely_below_chaos_bound_carries_the_code),
      cmocka_unit_test(a_sum_is_held_against_the_sum_of_bounds),
      cmocka_unit_test(only_models_that_leave_pairs_out_are_held_against_a_bound),
      cmocka_unit_test(six_lists_searched_at_order_two_carry_the_code),
      cmocka_unit_test(a_search_that_ran_out_is_told_in_every_row),
      cmocka_unit_test(a_search_that_ran_out_in_one_replicate_is_told_in_its_rows),
      cmocka_unit_test(ranges_hold_the_estimates_of_models_near_the_best),
      cmocka_unit_test(residuals_are_pearsons_and_sorted_by_size),
      cmocka_unit_test(standard_error_is_the_spread_of_the_replicates),
      cmocka_unit_test(standard_error_of_equal_replicates_is_zero),
      cmocka_unit_test(failed_and_extreme_replicates_are_counted),
      cmocka_unit_test(influences_come_from_the_jackknife_the_strongest_first),
      cmocka_unit_test(case_without_which_there_is_no_estimate_is_most_influential),
      cmocka_unit_test(histories_of_a_stratum_refer_to_the_lists_of_the_table),
      cmocka_unit_test(wins_count_the_models_of_the_replicates),
      cmocka_unit_test(parametric_resampling_is_labelled),
      cmocka_unit_test(unstable_partial_total_says_both),
      cmocka_unit_test(describe_and_plan_see_the_same_obstacles),
      cmocka_unit_test(senseless_requests_are_refused),
      cmocka_unit_test(freeing_nothing_is_allowed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
