/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals without replicates in results: by category, in sums, and where there is none. */

#include <math.h>
#include <string.h>

#include "estimator/interval.h"
#include "result/sum_interval.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static dark__summand summand(double total, double lower, double upper, dark_reasons reasons) {
  dark__summand made = {.total = total, .interval = dark__interval_none(0.9)};
  made.interval.type = DARK_INTERVAL_PROFILE;
  made.interval.lower = lower;
  made.interval.upper = upper;
  made.interval.reasons = reasons;
  made.interval.unstable = isnan(upper);
  return made;
}

/* 100 (80 to 150) and 200 (150 to 300): 300 - sqrt(400 + 2500) = 246.148 to 300 + sqrt(2500 + 10000) = 411.803. */
static void sums_agree_with_hand_computation(void **state) {
  const dark__summand both[] = {summand(100, 80, 150, 0), summand(200, 150, 300, 0)};
  (void)state;
  const dark_interval sum = dark__sum_interval(both, 2, 0.9);
  assert_int_equal(sum.type, DARK_INTERVAL_PROFILE);
  assert_close(sum.level, 0.9, 0, 0);
  assert_close(sum.lower, 300 - sqrt(2900), 1e-14, 0);
  assert_close(sum.upper, 300 + sqrt(12500), 1e-14, 0);
  assert_true(!sum.unstable && sum.reasons == 0);
}

static void a_sum_of_intervals_of_two_types_says_so(void **state) {
  dark__summand both[] = {summand(100, 80, 150, 0), summand(200, 150, 300, 0)};
  (void)state;
  both[1].interval.type = DARK_INTERVAL_EXACT;
  assert_int_equal(dark__sum_interval(both, 2, 0.9).type, DARK_INTERVAL_MIXED);
  both[0].interval.type = DARK_INTERVAL_NONE;
  assert_int_equal(dark__sum_interval(both, 2, 0.9).type, DARK_INTERVAL_NONE);
}

static void a_single_interval_is_its_own_sum(void **state) {
  dark__summand one = summand(100, 80, 150, DARK_REASON_BIT(DARK_REASON_LOWER_AT_OBSERVED));
  (void)state;
  one.interval.n_models = 7;
  one.interval.likeliest = 99;
  const dark_interval sum = dark__sum_interval(&one, 1, 0.9);
  assert_memory_equal(&sum, &one.interval, sizeof sum);
}

static void what_one_lacks_the_sum_lacks(void **state) {
  const dark_reasons unbounded = DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED),
                     at_observed = DARK_REASON_BIT(DARK_REASON_LOWER_AT_OBSERVED),
                     not_offered = DARK_REASON_BIT(DARK_REASON_NOT_OFFERED);
  dark__summand both[] = {summand(100, 80, NAN, unbounded), summand(200, 150, 300, at_observed)};
  (void)state;
  const dark_interval one_sided = dark__sum_interval(both, 2, 0.9);
  assert_close(one_sided.lower, 300 - sqrt(2900), 1e-14, 0);
  assert_true(isnan(one_sided.upper) && one_sided.unstable);
  assert_int_equal(one_sided.reasons, unbounded); /* a sum is not at the number observed because one part is */
  both[0].interval = dark__interval_none(0.9);
  both[0].interval.reasons = not_offered;
  const dark_interval none = dark__sum_interval(both, 2, 0.9);
  assert_int_equal(none.type, DARK_INTERVAL_NONE);
  assert_true(isnan(none.lower) && isnan(none.upper));
  assert_int_equal(none.reasons, not_offered);
}

/* A category without an interval has no limits to add, but there are people in it: wherever it stands, the sum has no interval, and says
   why. That its estimate is in the total of the rest would put the limits in the wrong place. */
static void a_sum_with_a_category_without_interval_has_none_wherever_it_stands(void **state) {
  const dark_reasons not_offered = DARK_REASON_BIT(DARK_REASON_NOT_OFFERED);
  (void)state;
  for (size_t lacking = 0; lacking < 3; lacking++) {
    dark__summand all[] = {summand(100, 80, 150, 0), summand(200, 150, 300, 0), summand(50, 45, 70, 0)};
    all[lacking].interval = dark__interval_none(0.9);
    all[lacking].interval.reasons = not_offered;
    const dark_interval sum = dark__sum_interval(all, 3, 0.9);
    assert_int_equal(sum.type, DARK_INTERVAL_NONE);
    assert_true(isnan(sum.lower) && isnan(sum.upper));
    assert_close(sum.level, 0.9, 0, 0);
    assert_int_equal(sum.reasons, not_offered);
  }
}

/* What is said of one category is said of the sum, wherever it stands. */
static void a_sum_is_as_unsure_as_the_worst_of_its_categories(void **state) {
  const dark_reasons incomplete = DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE);
  (void)state;
  for (size_t worst = 0; worst < 2; worst++) {
    dark__summand both[] = {summand(100, 80, 150, 0), summand(200, 150, 300, 0)};
    both[worst].interval.unstable = 1;
    both[worst].interval.reasons = incomplete;
    both[worst].interval.missed_weight = 0.01;
    both[1 - worst].interval.missed_weight = 1e-9;
    const dark_interval sum = dark__sum_interval(both, 2, 0.9);
    assert_int_equal(sum.type, DARK_INTERVAL_PROFILE);
    assert_true(sum.unstable);
    assert_int_equal(sum.reasons, incomplete);
    assert_close(sum.missed_weight, 0.01, 0, 0);
  }
}

/* ---- the guard */

static bool is_heavy(const dark_interval *interval) { return (interval->reasons & DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL)) != 0; }

/* 100 (80 to 1,100) has a heavy tail; with 200 (150 to 300) it makes 300 to 1,305, which has none; with 100 (90 to 2,900) 200 to 3,173. */
static void a_sum_has_a_heavy_tail_of_its_own(void **state) {
  const dark_reasons heavy = DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL);
  const dark__summand light[] = {summand(100, 80, 1100, heavy), summand(200, 150, 300, 0)},
                      both[] = {summand(100, 80, 1100, heavy), summand(100, 90, 2900, heavy)};
  (void)state;
  const dark_interval less = dark__sum_interval(light, 2, 0.9), more = dark__sum_interval(both, 2, 0.9);
  assert_close(less.upper, 300 + sqrt(1e6 + 1e4), 1e-14, 0);
  assert_true(!is_heavy(&less) && is_heavy(&more) && !more.unstable);
}

/* Western at order 3: 2,483 people, mata-aic to 359,625. Two lists with one person on both: 440 people. */
static void every_kind_of_interval_is_guarded(void **state) {
  static const struct {
    const char *table, *records, *method;
    unsigned max_order;
    dark_interval_type type;
    bool is_heavy;
  } cases[] = {{"Western", NULL, "bic", 3, DARK_INTERVAL_MATA_AIC, true},
               {"Western", NULL, "bic", 2, DARK_INTERVAL_MATA_BIC, false},
               {NULL, "10:20 01:20 11:1", "independence", 0, DARK_INTERVAL_LOG_NORMAL, false},
               {NULL, "10:20 01:20 11:1", "petersen", 0, DARK_INTERVAL_EXACT, true},
               {NULL, "10:20 01:20 11:1", "independence", 0, DARK_INTERVAL_PROFILE, true}};
  (void)state;
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    dark_table *table = cases[c].table != NULL ? published_table(cases[c].table) : table_of_text(2, cases[c].records);
    dark_plan *plan = plan_for(table, cases[c].method, cases[c].max_order, NULL, NULL);
    dark_error err = DARK_ERROR_INIT;
    dark_interval interval;
    assert_ok(dark_plan_interval(&interval, plan, 0, cases[c].type, 0.95, &err), err);
    assert_int_equal(interval.upper > 10 * dark_plan_estimate(plan, 0)->total, cases[c].is_heavy);
    assert_int_equal(is_heavy(&interval), cases[c].is_heavy);
    dark_plan_free(plan);
    dark_table_free(table);
  }
}

/* ---- what every estimator offers */

/* The interval of a level holds that of a smaller one, neither starts below the number observed, and what is missing has a reason. */
static void check_offer(const dark_plan *plan, dark_interval_type type) {
  const double n = dark_plan_n_observed(plan, 0);
  dark_interval inner, outer;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_plan_interval(&inner, plan, 0, type, 0.8, &err), err);
  assert_ok(dark_plan_interval(&outer, plan, 0, type, 0.99, &err), err);
  assert_close(inner.level, 0.8, 0, 0);
  if (outer.type == DARK_INTERVAL_NONE) {
    assert_true(isnan(outer.lower) && isnan(outer.upper));
    return;
  }
  assert_int_equal(outer.type, type);
  assert_true(outer.lower >= n && outer.lower <= inner.lower);
  assert_true(isnan(outer.upper) || (outer.upper >= inner.upper && outer.upper >= outer.lower));
  if (isnan(outer.upper)) assert_true(outer.reasons != 0);
}

static void every_offered_interval_makes_sense(void **state) {
  static const struct {
    unsigned n_lists;
    const char *records, *model;
  } tables[] = {{2, "10:40 01:20 11:10", "[1,2]"},
                {2, "10:1 01:1 11:1", "[1,2]"},
                {3, "100:40 010:30 001:20 110:6 101:9 011:4 111:2", "[12,3]"},
                {3, "100:40 010:30 001:20 110:6", "[1,2,3]"},
                {4, "1000:120 0100:70 0010:33 0001:8 1100:9 1010:4 0110:1", "[1,2,3,4]"}};
  const dark_estimator *estimator;
  size_t n_offers = 0;
  (void)state;
  for (size_t e = 0; (estimator = dark_estimator_at(e)) != NULL; e++)
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
      dark_table *table = table_of_text(tables[t].n_lists, tables[t].records);
      dark_settings settings = DARK_SETTINGS_INIT;
      dark_plan *plan;
      settings.method = dark_estimator_name(estimator);
      settings.model = strcmp(settings.method, "fixed") == 0 ? tables[t].model : NULL;
      settings.ordered = 1;
      if (dark_plan_new(&plan, table, &settings, NULL) == DARK_OK) {
        for (int type = DARK_INTERVAL_LOG_NORMAL; type < DARK_N_INTERVALS; type++) {
          if (!dark_plan_offers(plan, 0, (dark_interval_type)type)) continue;
          check_offer(plan, (dark_interval_type)type);
          n_offers++;
        }
        dark_plan_free(plan);
      }
      dark_table_free(table);
    }
  assert_true(n_offers > 40);
}

/* ---- in results */

static const char *const csv = "A,B,C,form,count\n"
                               "1,0,0,x,40\n0,1,0,x,30\n0,0,1,x,20\n1,1,0,x,6\n1,0,1,x,9\n0,1,1,x,4\n1,1,1,x,2\n"
                               "1,0,0,y,80\n0,1,0,y,70\n0,0,1,y,60\n1,1,0,y,16\n1,0,1,y,19\n0,1,1,y,14\n1,1,1,y,5\n"
                               "1,0,0,z,4\n0,1,0,z,3\n"
                               "1,0,0,w,40\n0,1,0,w,30\n1,1,0,w,6\n";

static dark_results *results_of(const dark_plan *plan, dark_interval_type type) {
  static const double levels[] = {0.8, 0.95};
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_results *results;
  options.levels = levels;
  options.n_levels = 2;
  options.interval = type;
  assert_ok(dark_results_new(&results, plan, NULL, &options, &err), err);
  return results;
}

/* The row of a level of form, or of "(all)". */
static const dark_row *row_of(const dark_results *results, const char *form, double level) {
  for (size_t r = 0; r < results->n_rows; r++)
    if (strcmp(results->rows[r].levels[0], form) == 0 && results->rows[r].interval.level == level) return &results->rows[r];
  fail_msg("no row for %s", form);
  return NULL;
}

static void rows_have_the_intervals_of_the_plan_and_their_sum(void **state) {
  static const char *const by[] = {"form"};
  (void)state;
  dark_table *table = table_of_csv(csv, by, 1);
  dark_plan *plan = plan_for(table, "independence", 0, NULL, NULL);
  dark_results *results = results_of(plan, DARK_INTERVAL_PROFILE);
  double total = 0, below = 0, above = 0;
  static const char *const forms[] = {"w", "x", "y"};
  for (size_t f = 0; f < 3; f++) {
    const dark_row *row = row_of(results, forms[f], 0.95);
    dark_interval own;
    dark_error err = DARK_ERROR_INIT;
    assert_ok(dark_plan_interval(&own, plan, f, DARK_INTERVAL_PROFILE, 0.95, &err), err);
    assert_true(row->interval.type == DARK_INTERVAL_PROFILE && row->interval.lower == own.lower &&
                row->interval.upper == own.upper);
    assert_int_equal(row->n_replicates, 0);
    assert_int_equal(row->state, DARK_STATE_OK);
    total += row->total;
    below += pow(row->total - own.lower, 2);
    above += pow(own.upper - row->total, 2);
  }
  const dark_row *all = row_of(results, "(all)", 0.95), *narrow = row_of(results, "(all)", 0.8),
                 *none = row_of(results, "z", 0.95);
  assert_close(all->total, total, 1e-14, 0);
  assert_close(all->interval.lower, total - sqrt(below), 1e-12, 0);
  assert_close(all->interval.upper, total + sqrt(above), 1e-12, 0);
  assert_int_equal(all->state, DARK_STATE_PARTIAL);
  assert_true(narrow->interval.lower > all->interval.lower && narrow->interval.upper < all->interval.upper);
  assert_int_equal(none->state, DARK_STATE_NO_ESTIMATE);
  assert_int_equal(results->n_replicates, 0);
  assert_int_equal(results->pooled[1].interval.type, DARK_INTERVAL_PROFILE);
  dark_results_free(results);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* Under auto the category of two lists is served by chapman, which is no mixture of anything. */
static void categories_whose_method_has_no_such_interval_say_so(void **state) {
  static const char *const by[] = {"form"};
  (void)state;
  dark_table *table = table_of_csv(csv, by, 1);
  dark_plan *plan = plan_for(table, "auto", 0, NULL, NULL);
  dark_results *results = results_of(plan, DARK_INTERVAL_MIXTURE);
  const dark_row *chapman = row_of(results, "w", 0.95), *mixture = row_of(results, "x", 0.95),
                 *all = row_of(results, "(all)", 0.95);
  const dark_reasons not_offered = DARK_REASON_BIT(DARK_REASON_NOT_OFFERED);
  assert_int_equal(mixture->interval.type, DARK_INTERVAL_MIXTURE);
  assert_int_equal(chapman->interval.type, DARK_INTERVAL_NONE);
  assert_int_equal(chapman->reasons & not_offered, not_offered);
  assert_true(isfinite(chapman->total) && isnan(chapman->interval.upper));
  assert_int_equal(all->interval.type, DARK_INTERVAL_NONE);
  assert_int_equal(all->reasons & not_offered, not_offered);
  assert_true(dark_plan_offers(plan, 0, DARK_INTERVAL_EXACT) && !dark_plan_offers(plan, 1, DARK_INTERVAL_EXACT));
  dark_results_free(results);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* The first category's, exact, is what is asked for when nobody says; the others have their own then, and the sum has the limits of both. */
static void each_category_has_the_usual_interval_of_its_method(void **state) {
  static const char *const by[] = {"form"};
  (void)state;
  dark_table *table = table_of_csv(csv, by, 1);
  dark_plan *plan = plan_for(table, "auto", 0, NULL, NULL);
  assert_int_equal(dark_plan_usual_interval(plan), DARK_INTERVAL_EXACT);
  dark_results *results = results_of(plan, dark_plan_usual_interval(plan)), *alone = results_of(plan, DARK_INTERVAL_MIXTURE);
  const dark_row *chapman = row_of(results, "w", 0.95), *mixture = row_of(results, "x", 0.95),
                 *all = row_of(results, "(all)", 0.95);
  assert_int_equal(chapman->interval.type, DARK_INTERVAL_EXACT);
  assert_int_equal(mixture->interval.type, DARK_INTERVAL_MIXTURE);
  assert_true(mixture->interval.lower == row_of(alone, "x", 0.95)->interval.lower);
  const dark_row *other = row_of(results, "y", 0.95);
  assert_int_equal(all->interval.type, DARK_INTERVAL_MIXED);
  assert_true(all->interval.lower > chapman->interval.lower + mixture->interval.lower + other->interval.lower);
  assert_true(all->interval.upper < chapman->interval.upper + mixture->interval.upper + other->interval.upper);
  dark_results_free(results);
  dark_results_free(alone);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* What a search chose is said of intervals that take it for true. */
static void log_normal_intervals_after_a_search_are_conditional(void **state) {
  const dark_reasons conditional = DARK_REASON_BIT(DARK_REASON_CONDITIONAL);
  static const char *const by[] = {"form"};
  (void)state;
  dark_table *table = table_of_csv(csv, by, 1);
  dark_plan *plan = plan_for(table, "bic", 0, NULL, NULL);
  dark_results *results = results_of(plan, DARK_INTERVAL_LOG_NORMAL);
  assert_int_equal(row_of(results, "x", 0.95)->reasons & conditional, conditional);
  assert_int_equal(row_of(results, "(all)", 0.95)->reasons & conditional, conditional);
  assert_int_equal(row_of(results, "x", 0.95)->interval.type, DARK_INTERVAL_LOG_NORMAL);
  dark_results_free(results);
  dark_plan_free(plan);
  plan = plan_for(table, "independence", 0, NULL, NULL);
  results = results_of(plan, DARK_INTERVAL_LOG_NORMAL);
  assert_int_equal(row_of(results, "x", 0.95)->interval.type, DARK_INTERVAL_LOG_NORMAL);
  assert_int_equal(row_of(results, "x", 0.95)->reasons & conditional, 0);
  dark_results_free(results);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* At 99.9% the 441 people of 20, 20 and 1 have c = exp(3.2905 sqrt(log(1 + 1.1))) and 41 + 400 c = 7,004; a category of 100 more people per
   cell adds hardly anything to that, and brings the sum to ten times as many. */
static void rows_have_the_guard_also_from_standard_errors(void **state) {
  static const char *const by[] = {"form"};
  static const double level = 0.999;
  (void)state;
  dark_table *table = table_of_csv("A,B,form,count\n1,0,x,20\n0,1,x,20\n1,1,x,1\n1,0,y,900\n0,1,y,900\n1,1,y,900\n", by, 1);
  dark_plan *plan = plan_for(table, "independence", 0, NULL, NULL);
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_results *results;
  options.levels = &level;
  options.n_levels = 1;
  options.interval = DARK_INTERVAL_LOG_NORMAL;
  assert_ok(dark_results_new(&results, plan, NULL, &options, &err), err);
  assert_close(row_of(results, "x", level)->interval.upper, 41 + 400 * exp(3.2905267 * sqrt(log1p(1.1025))), 1e-6, 0);
  assert_true(is_heavy(&row_of(results, "x", level)->interval));
  assert_true((row_of(results, "x", level)->reasons & DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL)) != 0);
  assert_false(is_heavy(&row_of(results, "y", level)->interval) || is_heavy(&row_of(results, "(all)", level)->interval));
  dark_results_free(results);
  dark_plan_free(plan);
  dark_table_free(table);
}

static void replicates_and_other_intervals_exclude_each_other(void **state) {
  (void)state;
  dark_table *table = published_table("Korea");
  dark_plan *plan = plan_for(table, "independence", 0, NULL, NULL);
  dark_bootstrap_options few = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  const double level = 0.95;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates;
  dark_results *results;
  few.n_replicates = 20;
  options.levels = &level;
  options.n_levels = 1;
  options.interval = DARK_INTERVAL_PROFILE;
  assert_ok(dark_bootstrap(&replicates, plan, &few, &err), err);
  assert_int_equal(dark_results_new(&results, plan, replicates, &options, &err), DARK_EUSAGE);
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sums_agree_with_hand_computation),
      cmocka_unit_test(a_sum_of_intervals_of_two_types_says_so),
      cmocka_unit_test(a_single_interval_is_its_own_sum),
      cmocka_unit_test(what_one_lacks_the_sum_lacks),
      cmocka_unit_test(a_sum_with_a_category_without_interval_has_none_wherever_it_stands),
      cmocka_unit_test(a_sum_is_as_unsure_as_the_worst_of_its_categories),
      cmocka_unit_test(a_sum_has_a_heavy_tail_of_its_own),
      cmocka_unit_test(every_kind_of_interval_is_guarded),
      cmocka_unit_test(every_offered_interval_makes_sense),
      cmocka_unit_test(rows_have_the_intervals_of_the_plan_and_their_sum),
      cmocka_unit_test(categories_whose_method_has_no_such_interval_say_so),
      cmocka_unit_test(each_category_has_the_usual_interval_of_its_method),
      cmocka_unit_test(log_normal_intervals_after_a_search_are_conditional),
      cmocka_unit_test(rows_have_the_guard_also_from_standard_errors),
      cmocka_unit_test(replicates_and_other_intervals_exclude_each_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
