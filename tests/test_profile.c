/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profile-likelihood intervals of log-linear models: against closed forms, explicit designs and reference values, and where they end. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "estimator/interval.h"
#include "estimator/profile.h"
#include "lattice/terms.h"
#include "loglinear/fit/profile.h"
#include "numeric/stirling.h"
#include "support/assert_close.h"
#include "support/dense_glm.h"
#include "support/frame.h"
#include "support/published.h"
#include "support/tables.h"

static dark_table *read_table(const char *name) {
  const dark_read_options options = DARK_READ_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  const char *path = strcmp(name, "HIV") == 0    ? DARK_DATA "/rome-hiv.csv"
                     : strcmp(name, "hare") == 0 ? DARK_DATA "/snowshoe-hare.csv"
                                                 : NULL;
  if (path == NULL) return published_table(name);
  assert_ok(dark_table_read_csv(&table, path, &options, &err), err);
  return table;
}

static dark_interval interval_of(const dark_plan *plan, dark_interval_type type, double level) {
  dark_error err = DARK_ERROR_INIT;
  dark_interval result;
  assert_ok(dark_plan_interval(&result, plan, 0, type, level, &err), err);
  return result;
}

/* The profile interval of a model, or of independence when there is none. */
static dark_interval profile_of(const dark_table *table, const char *model, double level) {
  dark_plan *plan = plan_for(table, model != NULL ? "fixed" : "independence", 0, model, NULL);
  const dark_interval result = interval_of(plan, DARK_INTERVAL_PROFILE, level);
  dark_plan_free(plan);
  return result;
}

/* ---- by hand */

/* Independent lists of n_j people, n on any: with N people p_j = n_j / N, so that up to a constant
     l(N) = log N! - log (N - n)! + sum of (N - n_j) log(N - n_j) - t N log N. */
static double independent_log_lik(double population, double n, const double *sizes, size_t n_lists) {
  double value = lgamma(population + 1) - lgamma(population - n + 1) - (double)n_lists * population * log(population);
  for (size_t j = 0; j < n_lists; j++) value += (population - sizes[j]) * log(population - sizes[j]);
  return value;
}

/* Its maximum, by golden section on log(N - n). */
static double largest_independent(double n, const double *sizes, size_t n_lists, double *where) {
  const double ratio = (sqrt(5) - 1) / 2;
  double low = log(1e-3), high = log(1e9);
  for (int i = 0; i < 200; i++) {
    const double left = high - ratio * (high - low), right = low + ratio * (high - low);
    const double at_left = independent_log_lik(n + exp(left), n, sizes, n_lists);
    if (at_left > independent_log_lik(n + exp(right), n, sizes, n_lists)) high = right;
    else low = left;
  }
  *where = n + exp(low);
  return independent_log_lik(*where, n, sizes, n_lists);
}

static void assert_independent(const dark_interval *interval, double n, const double *sizes, size_t n_lists) {
  double where;
  const double most = largest_independent(n, sizes, n_lists, &where), drop = gsl_cdf_chisq_Pinv(interval->level, 1) / 2;
  assert_int_equal(interval->type, DARK_INTERVAL_PROFILE);
  assert_close(independent_log_lik(interval->lower, n, sizes, n_lists), most - drop, 0, 1e-7);
  assert_close(independent_log_lik(interval->upper, n, sizes, n_lists), most - drop, 0, 1e-7);
  assert_close(interval->likeliest, where, 1e-5, 0);
}

/* 60 and 40 people of whom 20 on both, 80 in all. The Poisson estimate is 60 40/20 = 120; the multinomial likelihood is largest where
   N/(N - 80) = (N/(N - 60)) (N/(N - 40)) but for half a person: near 119. */
static void two_lists_agree_with_the_closed_form(void **state) {
  (void)state;
  dark_table *table = table_of_text(2, "10:40 01:20 11:20");
  const double sizes[] = {60, 40}, levels[] = {0.5, 0.8, 0.95, 0.999};
  for (size_t l = 0; l < 4; l++) {
    const dark_interval interval = profile_of(table, NULL, levels[l]);
    assert_independent(&interval, 80, sizes, 2);
    assert_true(interval.likeliest > 118 && interval.likeliest < 120);
    assert_int_equal(interval.reasons, 0);
  }
  dark_table_free(table);
}

static void independence_agrees_with_the_closed_form_on_published_tables(void **state) {
  static const char *const names[] = {"Korea", "HIV", "Kosovo", "UKdat_5", "UKdat", "Ned", "hare"};
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    dark_table *table = read_table(names[i]);
    double sizes[16] = {0};
    size_t n_records, n_lists = dark_table_n_lists(table);
    const dark_record *records = dark_table_records(table, 0, &n_records);
    for (size_t r = 0; r < n_records; r++)
      for (size_t list = 0; list < n_lists; list++) sizes[list] += (records[r].history >> list & 1) != 0 ? records[r].count : 0;
    const dark_interval interval = profile_of(table, NULL, 0.95);
    assert_independent(&interval, dark_table_n_people(table), sizes, n_lists);
    dark_table_free(table);
  }
}

/* ---- against an explicit design */

/* l of any model on a table whose cell 0 holds `hidden` people, by the dense fit with the unseen cell as one more row. */
static double dense_log_lik(const dense_design *observed, double hidden, double n) {
  dense_design design = *observed;
  dense_fit fit;
  design.counts[design.n_cells] = hidden;
  for (size_t j = 0; j < design.n_terms; j++) design.x[design.n_cells][j] = design.terms[j] == 0 ? 1 : 0;
  design.n_cells++;
  dense_glm(&fit, &design);
  double half_deviance = 0;
  for (size_t i = 0; i < design.n_cells; i++) {
    const double count = design.counts[i], mean = fit.means[i];
    half_deviance += (count > 0 ? count * log(mean / count) + count : 0) - mean;
  }
  const double population = n + hidden;
  return half_deviance + lgamma(population + 1) - population * log(population) + population -
         (lgamma(hidden + 1) - hidden * log(hidden) + hidden);
}

/* Random models on random sparse tables, many with effects of minus infinity. */
static void sparse_tables_agree_with_an_explicit_design(void **state) {
  size_t n_tried = 0, n_emptied = 0;
  (void)state;
  for (uint64_t number = 0; n_tried < TIMES(120, 25); number++) {
    const unsigned n_lists = 3 + (unsigned)(number % 2);
    double cells[16];
    uint32_t terms[16];
    dense_design design;
    draw_sparse(cells, n_lists, number);
    const size_t n_terms = draw_model(terms, n_lists, number);
    dense_design_make(&design, n_lists, terms, n_terms, cells);
    if (dense_code(&design) != 0) continue;
    dark__problem problem;
    dark_record records[16];
    dense_fit fit;
    dark_error err = DARK_ERROR_INIT;
    problem_of_cells(&problem, records, cells, n_lists);
    dense_glm(&fit, &design);
    dark_interval interval = dark__interval_none(0.9);
    assert_ok(dark__profile_model(&interval, &problem, terms, n_terms, fit.hidden, 0.9, &err), err);
    const double n = problem.n_observed, drop = gsl_cdf_chisq_Pinv(0.9, 1) / 2;
    if (interval.reasons != 0 || interval.likeliest - n < 0.05 || interval.upper > 1e6) continue;
    const double most = dense_log_lik(&design, interval.likeliest - n, n);
    assert_close(dense_log_lik(&design, interval.lower - n, n), most - drop, 0, 1e-6);
    assert_close(dense_log_lik(&design, interval.upper - n, n), most - drop, 0, 1e-6);
    assert_true(most >= dense_log_lik(&design, (interval.likeliest - n) * 1.02, n));
    assert_true(most >= dense_log_lik(&design, (interval.likeliest - n) / 1.02, n));
    n_tried++;
    n_emptied += design.n_terms < n_terms;
  }
  assert_true(n_emptied >= n_tried / 10);
}

/* ---- reference values */

static const char *model_of(const char *label) { return strcmp(label, "Mt") == 0 ? NULL : label; }

static int is_loglinear(const char *label) { return strcmp(label, "Mt") == 0 || (label[0] == '[' && strchr(label, ' ') == NULL); }

/* With (HIV, [123,124,134,234]) there is no estimate: the likelihood is the same for every number of unseen people. */
static int is_undetermined(const char *dataset, const char *model) {
  return strcmp(dataset, "HIV") == 0 && strcmp(model, "[123,124,134,234]") == 0;
}

static void exact_reference_limits_agree(void **state) {
  frame reference;
  size_t n = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/closedpCI_exact.csv");
  for (size_t row = 0; row < reference.n_rows; row++) {
    const char *dataset = frame_text(&reference, row, "dataset"), *model = frame_text(&reference, row, "model");
    if (!is_loglinear(model)) continue;
    dark_table *table = read_table(dataset);
    const dark_interval interval = profile_of(table, model_of(model), 0.95);
    if (is_undetermined(dataset, model)) {
      assert_int_equal(interval.type, DARK_INTERVAL_NONE);
      assert_int_equal(interval.reasons, DARK_REASON_BIT(DARK_REASON_NOT_IDENTIFIABLE));
      assert_true(isnan(interval.lower) && isnan(interval.upper));
    } else {
      assert_close(interval.lower, frame_number(&reference, row, "infCL"), 1e-9, 0);
      assert_close(interval.upper, frame_number(&reference, row, "supCL"), 1e-9, 0);
      assert_close(interval.likeliest, frame_number(&reference, row, "N_multinomial"), 1e-5, 0);
    }
    n++;
    dark_table_free(table);
  }
  assert_int_equal(n, 25);
  frame_clear(&reference);
}

/* What Rcapture's Stirling formula (one term, for N > 100) leaves out of l: 1/(12 N) - 1/(12 hidden) and smaller. */
static double left_out(double population, double n) {
  const double hidden = population - n;
  const double stirling = 0.5 * log(population / hidden);
  const double exact =
      lgamma(population + 1) - population * log(population) + population - (lgamma(hidden + 1) - hidden * log(hidden) + hidden);
  return exact - stirling;
}

/* Where the package's limit must lie: the exact one, moved by what its l is too high or low there, compared with the maximum. How far a
   limit moves when l falls by another unit is read off the intervals of two levels nearby. */
static double expected_limit(const dark_table *table, const char *model, double level, const dark_interval *exact, int is_upper) {
  const double drop = gsl_cdf_chisq_Pinv(level, 1), n = dark_table_n_people(table);
  const double limit = is_upper ? exact->upper : exact->lower, step = 0.02;
  const dark_interval near = profile_of(table, model, gsl_cdf_chisq_P(drop - 2 * step, 1));
  const dark_interval far = profile_of(table, model, gsl_cdf_chisq_P(drop + 2 * step, 1));
  const double slope = is_upper ? (far.upper - near.upper) / (2 * step) : (far.lower - near.lower) / (2 * step);
  return limit - slope * (left_out(limit, n) - left_out(exact->likeliest, n));
}

/* The package differs by up to 0.07 people (Korea [12,23], upper limit); every difference is that of its Stirling formula. Its tolerance is
   1e-4 people, and its maximum's 1e-4. */
static void package_limits_differ_by_its_stirling_formula(void **state) {
  frame reference;
  size_t n = 0;
  double largest = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/closedpCI.csv");
  for (size_t row = 0; row < reference.n_rows; row++) {
    const char *dataset = frame_text(&reference, row, "dataset"), *label = frame_text(&reference, row, "label");
    if (!is_loglinear(label) || is_undetermined(dataset, label) || !frame_is(&reference, row, "infoCI", "0")) continue;
    if (strcmp(dataset, "hare") == 0) continue; /* its limits lie below N = 100, where the package uses the gamma function */
    const double level = 1 - frame_number(&reference, row, "alpha");
    dark_table *table = read_table(dataset);
    const char *model = model_of(label);
    const dark_interval exact = profile_of(table, model, level);
    const double lower = frame_number(&reference, row, "infCL"), upper = frame_number(&reference, row, "supCL");
    assert_close(lower, expected_limit(table, model, level, &exact, 0), 1e-7, 0.003);
    assert_close(upper, expected_limit(table, model, level, &exact, 1), 1e-7, 0.003);
    largest = fmax(largest, fmax(fabs(lower - exact.lower), fabs(upper - exact.upper)));
    n++;
    dark_table_free(table);
  }
  assert_true(n >= 20);
  assert_close(largest, 0.0665, 0.01, 0);
  frame_clear(&reference);
}

/* ---- searches */

static void chosen_models_have_the_interval_of_the_model_and_say_so(void **state) {
  static const char *const methods[] = {"bic", "stepwise", "downhill"};
  (void)state;
  dark_table *table = published_table("UKdat_5");
  for (size_t m = 0; m < 3; m++) {
    char model[64];
    dark_plan *plan = plan_for(table, methods[m], 0, NULL, NULL);
    dark_plan_model_name(model, sizeof model, plan, 0, dark_plan_estimate(plan, 0)->model);
    const dark_interval chosen = interval_of(plan, DARK_INTERVAL_PROFILE, 0.95), given = profile_of(table, model, 0.95);
    assert_close(chosen.lower, given.lower, 1e-10, 0);
    assert_close(chosen.upper, given.upper, 1e-10, 0);
    assert_int_equal(chosen.reasons, DARK_REASON_BIT(DARK_REASON_CONDITIONAL));
    assert_int_equal(given.reasons, 0);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

/* ---- where intervals end */

static void a_lower_limit_may_be_the_number_observed(void **state) {
  (void)state;
  dark_table *table = table_of_text(2, "10:1 01:1 11:20");
  const dark_interval interval = profile_of(table, NULL, 0.95);
  assert_close(interval.lower, 22, 0, 0);
  assert_true(interval.upper > 22 && interval.upper < 24);
  assert_int_equal(interval.reasons, DARK_REASON_BIT(DARK_REASON_LOWER_AT_OBSERVED));
  assert_int_equal(interval.unstable, 0);
  dark_table_free(table);
}

/* Profiles that come down as they like: l(h) = -|log h|, never below -most on the right; and one that rises for ever. */
typedef struct made_up {
  double most;
  int n_calls, n_good;
} made_up;

static dark_status made_up_log_lik(double *out, void *context, double hidden, dark_error *err) {
  made_up *shape = context;
  (void)err;
  if (shape->n_calls++ >= shape->n_good) return DARK_ENUMERIC;
  const double constant = dark__stirling_rest(100 + hidden) - dark__stirling_rest(hidden), x = log(hidden);
  *out = (x < 0 ? x : isnan(shape->most) ? x : -fmin(x, shape->most)) - constant;
  return DARK_OK;
}

static dark_interval interval_of_made_up(double most) {
  made_up shape = {.most = most, .n_good = 10000};
  dark_error err = DARK_ERROR_INIT;
  dark_interval interval = dark__interval_none(0.95);
  assert_ok(dark__profile_interval(&interval, 100, 3, 0.95, made_up_log_lik, &shape, &err), err);
  assert_true(shape.n_calls < 200);
  return interval;
}

/* qchisq(.95, 1)/2 = 1.9207: limits exp(-1.9207) = .1465 and exp(1.9207) = 6.826 unseen people, if the profile comes down that far. */
static void an_upper_limit_that_is_not_there_is_said_to_be_unbounded(void **state) {
  const double drop = gsl_cdf_chisq_Pinv(0.95, 1) / 2;
  (void)state;
  const dark_interval bounded = interval_of_made_up(5), unbounded = interval_of_made_up(1.9), rising = interval_of_made_up(NAN);
  assert_close(bounded.lower - 100, exp(-drop), 1e-5, 0);
  assert_close(bounded.upper - 100, exp(drop), 1e-5, 0);
  assert_close(bounded.likeliest, 101, 0, 1e-5);
  assert_int_equal(bounded.reasons, 0);
  assert_close(unbounded.lower - 100, exp(-drop), 1e-5, 0);
  assert_true(isnan(unbounded.upper) && unbounded.unstable);
  assert_int_equal(unbounded.reasons, DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED));
  assert_close(rising.lower - 100, 1e15 * exp(-drop), 1e-3, 0); /* highest at the end of the range looked at */
  assert_true(isnan(rising.upper) && isnan(rising.likeliest) && rising.unstable);
}

static void a_log_likelihood_that_fails_is_not_asked_again(void **state) {
  (void)state;
  for (int n_good = 0; n_good < 40; n_good++) {
    made_up shape = {.most = 5, .n_good = n_good};
    dark_interval interval = dark__interval_none(0.95);
    const dark_status status = dark__profile_interval(&interval, 100, 3, 0.95, made_up_log_lik, &shape, NULL);
    if (status == DARK_OK) assert_true(shape.n_calls <= n_good);
    else assert_int_equal(shape.n_calls, n_good + 1);
    assert_true(status == DARK_OK || status == DARK_ENUMERIC);
    if (status != DARK_OK) assert_int_equal(interval.type, DARK_INTERVAL_NONE);
  }
}

/* ---- every model of small tables, and other tables */

/* No model with an estimate is without an interval, whatever the table's zeros. */
static void every_model_with_an_estimate_has_an_interval(void **state) {
  static const char *const names[] = {"Korea", "Artificial_3", "Kosovo", "Western", "NewOrl_5"};
  size_t n_intervals = 0;
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    dark_table *table = published_table(names[i]);
    dark_plan *plan = plan_for(table, "bic", dark_table_n_lists(table) == 5 ? 2 : 0, NULL, NULL);
    dark_candidate *candidates;
    size_t n;
    dark_error err = DARK_ERROR_INIT;
    assert_ok(dark_plan_rank(&candidates, &n, plan, 0, 2000, INFINITY, &err), err);
    for (size_t k = 0; k < n; k += TIMES(n > 200 ? 7 : 1, 41)) {
      char model[64];
      if (candidates[k].code != 0) continue;
      const dark_interval interval =
          profile_of(table, dark_plan_model_name(model, sizeof model, plan, 0, candidates[k].model), 0.95);
      assert_int_equal(interval.type, DARK_INTERVAL_PROFILE);
      assert_true(interval.lower >= dark_table_n_people(table) && interval.lower <= interval.likeliest);
      assert_true(isnan(interval.upper) ? interval.unstable : interval.upper >= interval.likeliest);
      n_intervals++;
    }
    free(candidates);
    dark_plan_free(plan);
    dark_table_free(table);
  }
  assert_true(n_intervals > TIMES(300, 50));
}

static void relabelled_lists_have_the_same_interval(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, "100:40 010:30 001:20 110:6 101:9 011:4 111:2");
  dark_table *turned = table_of_text(3, "010:40 001:30 100:20 011:6 110:9 101:4 111:2");
  const dark_interval a = profile_of(table, "[12,3]", 0.95), b = profile_of(turned, "[23,1]", 0.95);
  assert_close(a.lower, b.lower, 1e-10, 0);
  assert_close(a.upper, b.upper, 1e-10, 0);
  dark_table_free(turned);
  dark_table_free(table);
}

/* Four times the people: half the width, on the scale of log hidden, up to skewness. */
static void more_people_narrow_the_interval(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, "100:400 010:300 001:200 110:60 101:90 011:40 111:20");
  dark_table *fourfold = table_of_text(3, "100:1600 010:1200 001:800 110:240 101:360 011:160 111:80");
  const dark_interval once = profile_of(table, "[12,3]", 0.95), more = profile_of(fourfold, "[12,3]", 0.95);
  const double width = log((once.upper - 1110) / (once.lower - 1110)), narrow = log((more.upper - 4440) / (more.lower - 4440));
  assert_close(narrow, width / 2, 0.02, 0);
  dark_table_free(fourfold);
  dark_table_free(table);
}

static void huge_counts_keep_their_digits(void **state) {
  (void)state;
  dark_table *table = table_of_text(2, "10:1000000000 01:1000000000 11:500000000");
  const dark_interval profile = profile_of(table, NULL, 0.95);
  dark_plan *plan = plan_for(table, "independence", 0, NULL, NULL);
  const dark_interval log_normal = interval_of(plan, DARK_INTERVAL_LOG_NORMAL, 0.95);
  assert_close(profile.lower, log_normal.lower, 1e-8, 0);
  assert_close(profile.upper, log_normal.upper, 1e-8, 0);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* 400 tables of three independent lists, N = 500: 95% intervals hold 500 in 95% of them, Monte Carlo error 1.1%; four of those allowed. */
static void the_interval_holds_its_level_when_the_model_is_true(void **state) {
  enum { N_TABLES = TIMES(400, 40) };
  const double share[] = {0.3, 0.25, 0.2};
  double means[8];
  size_t n_held = 0;
  (void)state;
  for (uint32_t cell = 0; cell < 8; cell++) {
    means[cell] = 1;
    for (unsigned list = 0; list < 3; list++) means[cell] *= (cell >> list & 1) != 0 ? share[list] : 1 - share[list];
  }
  for (uint64_t number = 0; number < N_TABLES; number++) {
    double cells[8];
    draw_population(cells, means, 3, 500, number);
    dark_table *table = table_of_cells(cells, 3);
    const dark_interval interval = profile_of(table, NULL, 0.95);
    n_held += interval.lower <= 500 && !(interval.upper < 500);
    dark_table_free(table);
  }
  assert_close((double)n_held / N_TABLES, 0.95, 0, TIMES(0.044, 0.14));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_lists_agree_with_the_closed_form),
      cmocka_unit_test(independence_agrees_with_the_closed_form_on_published_tables),
      cmocka_unit_test(sparse_tables_agree_with_an_explicit_design),
      cmocka_unit_test(exact_reference_limits_agree),
      cmocka_unit_test(package_limits_differ_by_its_stirling_formula),
      cmocka_unit_test(chosen_models_have_the_interval_of_the_model_and_say_so),
      cmocka_unit_test(a_lower_limit_may_be_the_number_observed),
      cmocka_unit_test(an_upper_limit_that_is_not_there_is_said_to_be_unbounded),
      cmocka_unit_test(a_log_likelihood_that_fails_is_not_asked_again),
      cmocka_unit_test(every_model_with_an_estimate_has_an_interval),
      cmocka_unit_test(relabelled_lists_have_the_same_interval),
      cmocka_unit_test(more_people_narrow_the_interval),
      cmocka_unit_test(huge_counts_keep_their_digits),
      cmocka_unit_test(the_interval_holds_its_level_when_the_model_is_true),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
