/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers set against each other: pairs of replicates, and what cannot be compared. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "numeric/quantile.h"
#include "resample/replicates/bootstrap.h"
#include "resample/replicates/replicates.h"
#include "study/compare/contrast.h"
#include "support/assert_close.h"
#include "support/made_study.h"
#include "support/published.h"
#include "support/tables.h"

#define KOSOVO DARK_DATA "/kosovo-killings-1999.csv"

/* A side with its own replicates. */
typedef struct side {
  dark__ready ready;
  dark_replicates *replicates;
  dark__contrast_side as;
} side;

static void open_side(side *of, const made_study *made, size_t task) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  const dark_task *item = dark_tasks_at(made->tasks, task);
  const dark__portion portion = {.n = item->n_replicates, .has_jackknife = true};
  options.seed = dark_study_method_at(made->study, item->method)->seed;
  assert_ok(dark__ready_make(&of->ready, made->tasks, task, &err), err);
  of->replicates = NULL;
  if (of->ready.plan != NULL)
    assert_ok(dark__bootstrap(&of->replicates, of->ready.plan, &options, &portion,
                              of->ready.draws.draw == NULL ? NULL : &of->ready.draws, &err),
              err);
  of->as = (dark__contrast_side){.task = task, .ready = &of->ready, .replicates = of->replicates};
}

static void close_side(side *of) {
  dark_replicates_free(of->replicates);
  dark__ready_clear(&of->ready);
}

static dark_contrast contrast_of(const made_study *made, const side *a, const side *b, dark_interval_type type, double level) {
  dark_contrast contrast;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__contrast_make(&contrast, made->tasks, &a->as, &b->as, type, level, &err), err);
  return contrast;
}

static dark_contrast contrast_between(const char *text, size_t baseline, size_t other, dark_interval_type type) {
  made_study made = make_tasks(text);
  side a, b;
  open_side(&a, &made, baseline);
  open_side(&b, &made, other);
  const dark_contrast contrast = contrast_of(&made, &a, &b, type, 0.95);
  close_side(&a);
  close_side(&b);
  unmake(&made);
  return contrast;
}

static int compare_values(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* ---- */

static void a_scenario_differs_from_itself_by_nothing(void **state) {
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    const dark_contrast contrast =
        contrast_between("study: x\nreplicates: 500\ndata: [{name: k, file: " KOSOVO "}]\nmethods: [{method: bic}]\n"
                         "scenarios: [{name: s, drop_lists: [HRW]}, {name: t, drop_lists: [HRW]}]\n",
                         0, 1, i == 0 ? DARK_INTERVAL_PERCENTILE : DARK_INTERVAL_BCA);
    assert_true(contrast.difference == 0 && contrast.ratio == 1);
    assert_true(contrast.difference_lower == 0 && contrast.difference_upper == 0);
    assert_true(contrast.ratio_lower == 1 && contrast.ratio_upper == 1);
    assert_true(contrast.is_paired);
    assert_int_equal(contrast.state, DARK_STATE_OK);
  }
}

/* xi multiplies the hidden number of every replicate by the same, so that hidden(xi = 1/2) - hidden(1) is hidden(1) itself: the interval
   of the difference is that of the total less the people observed. */
static void intervals_of_differences_are_those_of_pairs(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 1000\ndata: [{name: k, file: " KOSOVO "}]\nmethods: [{method: bic}]\n"
                               "scenarios: [{name: s}, {name: t, xi: {value: 0.5}}]\n");
  side a, b;
  dark_interval interval;
  dark_error err = DARK_ERROR_INIT;
  open_side(&a, &made, 0);
  open_side(&b, &made, 1);
  const dark_contrast contrast = contrast_of(&made, &a, &b, DARK_INTERVAL_PERCENTILE, 0.9);
  assert_ok(dark_interval_compute(&interval, a.replicates, 0, DARK_INTERVAL_PERCENTILE, 0.9, &err), err);
  assert_close(contrast.difference, contrast.baseline_total - 4400, 1e-12, 0);
  assert_close(contrast.difference_lower, interval.lower - 4400, 1e-9, 0);
  assert_close(contrast.difference_upper, interval.upper - 4400, 1e-9, 0);
  const dark_contrast bca = contrast_of(&made, &a, &b, DARK_INTERVAL_BCA, 0.9);
  assert_ok(dark_interval_compute(&interval, a.replicates, 0, DARK_INTERVAL_BCA, 0.9, &err), err);
  assert_int_equal(bca.interval, DARK_INTERVAL_BCA);
  assert_close(bca.difference_lower, interval.lower - 4400, 1e-9, 0);
  assert_close(bca.difference_upper, interval.upper - 4400, 1e-9, 0);
  close_side(&a);
  close_side(&b);
  unmake(&made);
}

/* The same by hand from the replicates of both sides. */
static void limits_are_quantiles_of_the_differences_and_ratios(void **state) {
  enum { N = 400 };
  double differences[N], ratios[N];
  (void)state;
  made_study made =
      make_tasks("study: x\nreplicates: 400\ndata: [{name: k, file: " KOSOVO "}]\nmethods: [{method: independence}]\n"
                 "scenarios: [{name: s}, {name: t, drop_lists: [OSCE]}]\n");
  side a, b;
  open_side(&a, &made, 0);
  open_side(&b, &made, 1);
  const dark_contrast contrast = contrast_of(&made, &a, &b, DARK_INTERVAL_PERCENTILE, 0.9);
  for (size_t r = 0; r < N; r++) {
    const double x = dark_replicates_part(a.replicates, 0)[r], y = dark_replicates_part(b.replicates, 0)[r];
    differences[r] = y - x;
    ratios[r] = y / x;
  }
  qsort(differences, N, sizeof differences[0], compare_values);
  qsort(ratios, N, sizeof ratios[0], compare_values);
  assert_close(contrast.difference_lower, dark__quantile_at(differences, N, 0.05).value, 1e-9, 0);
  assert_close(contrast.difference_upper, dark__quantile_at(differences, N, 0.95).value, 1e-9, 0);
  assert_close(contrast.ratio_lower, dark__quantile_at(ratios, N, 0.05).value, 1e-9, 0);
  assert_close(contrast.ratio_upper, dark__quantile_at(ratios, N, 0.95).value, 1e-9, 0);
  assert_close(contrast.ratio, contrast.other_total / contrast.baseline_total, 1e-12, 0);
  assert_int_equal(contrast.n_replicates, N);
  assert_int_equal(contrast.n_failed, 0);
  close_side(&a);
  close_side(&b);
  unmake(&made);
}

/* Replicates 0 to 99 of the difference 0 lie from `shift` - 49.5 to `shift` + 49.5. */
static void an_interval_that_misses_the_difference_is_unstable(void **state) {
  enum { N = 100 };
  static const struct {
    double shift;
    bool is_outside;
  } cases[] = {{0, false}, {60, true}, {-60, true}};
  (void)state;
  made_study made =
      make_tasks("study: x\nreplicates: 100\ndata: [{name: k, file: " KOSOVO "}]\nmethods: [{method: independence}]\n"
                 "scenarios: [{name: s}, {name: t}]\n");
  side a, b;
  open_side(&a, &made, 0);
  open_side(&b, &made, 1);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    for (size_t r = 0; r < N; r++)
      b.replicates->parts[0].totals[r] = a.replicates->parts[0].totals[r] + cases[i].shift + (double)r - 49.5;
    const dark_contrast contrast = contrast_of(&made, &a, &b, DARK_INTERVAL_PERCENTILE, 0.5);
    assert_true(contrast.difference == 0);
    assert_true(((contrast.reasons & DARK_REASON_BIT(DARK_REASON_OUTSIDE)) != 0) == cases[i].is_outside);
    assert_int_equal(contrast.state, cases[i].is_outside ? DARK_STATE_UNSTABLE : DARK_STATE_OK);
  }
  close_side(&a);
  close_side(&b);
  unmake(&made);
}

/* Kept apart, the variance of the difference is the sum of both; seen on the same people most of it falls out. */
static void the_same_people_make_narrower_intervals_than_independent_drawings(void **state) {
  (void)state;
  const dark_contrast paired =
      contrast_between("study: x\nreplicates: 1000\ndata: [{name: k, file: " KOSOVO "}]\nmethods: [{method: independence}]\n"
                       "scenarios: [{name: s}, {name: t, odds_ratio: {lists: [EXH, ABA], value: 1.25}}]\n",
                       0, 1, DARK_INTERVAL_PERCENTILE);
  const dark_contrast apart =
      contrast_between("study: x\nreplicates: 1000\ndata: [{name: k, file: " KOSOVO "}, {name: l, file: " KOSOVO "}]\n"
                       "methods: [{method: independence}]\nscenarios: [{name: s}]\n",
                       0, 1, DARK_INTERVAL_PERCENTILE);
  assert_true(paired.is_paired && !apart.is_paired);
  assert_true(apart.difference == 0);
  assert_true(apart.difference_lower < 0 && apart.difference_upper > 0);
  assert_true(paired.difference_upper - paired.difference_lower < 0.3 * (apart.difference_upper - apart.difference_lower));
  /* Twice the same data with the same seed are not the same people: the width is that of two variances. */
  assert_true(apart.difference_upper - apart.difference_lower > 300);
}

/* Replicate r of both sides is the same people only with the same seed, drawn in the same way; a study file that sets such sides against each
   other is refused, a baseline named on the command line is not. */
static void other_seeds_and_resamplings_do_not_pair(void **state) {
  (void)state;
  static const struct {
    const char *method;
    bool is_paired;
  } cases[] = {{"{name: b, method: chao}", true},
               {"{name: b, method: chao, seed: 2}", false},
               {"{name: b, method: chao, replicates: 51}", false},
               {"{name: b, method: chao, resample: imputed}", false}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[512];
    snprintf(text, sizeof text,
             "study: x\nreplicates: 50\ndata: [{name: k, file: " KOSOVO "}]\nmethods: [{name: a, method: chao}, %s]\n",
             cases[i].method);
    made_study made = make_tasks(text);
    assert_true(dark__contrast_is_paired(made.tasks, 0, 1) == cases[i].is_paired);
    assert_true(dark__contrast_is_paired(made.tasks, 1, 0) == cases[i].is_paired);
    unmake(&made);
  }
}

static void categories_and_their_values_are_compared(void **state) {
  (void)state;
  made_study made =
      make_tasks("study: x\nreplicates: 50\ndata: [{name: f, file: FORMS, by: [sex]}]\nmethods: [{method: independence}]\n"
                 "scenarios: [{name: s}, {name: t, xi: {value: 0.5}}]\n");
  side a, b;
  static const char *const man[] = {"m"}, *const nobody[] = {"x"}, *const all[] = {"(all)"};
  const dark_group men = {"sex", man, 1}, unknown = {"sex", nobody, 1}, both = {"sex", all, 1};
  open_side(&a, &made, 0);
  open_side(&b, &made, 1);
  a.as.category = b.as.category = &men;
  a.as.n_category = b.as.n_category = 1;
  const dark_contrast contrast = contrast_of(&made, &a, &b, DARK_INTERVAL_PERCENTILE, 0.8);
  assert_true(contrast.baseline_observed == 15 && contrast.other_observed == 15);
  b.as.category = &unknown;
  const dark_contrast none = contrast_of(&made, &a, &b, DARK_INTERVAL_PERCENTILE, 0.8);
  assert_int_equal(none.state, DARK_STATE_NO_ESTIMATE);
  assert_true(isnan(none.difference) && isnan(none.other_total) && !isnan(none.baseline_total));
  a.as.category = b.as.category = &both;
  const dark_contrast total = contrast_of(&made, &a, &b, DARK_INTERVAL_PERCENTILE, 0.8);
  double sums[2] = {0};
  for (size_t part = 0; part < 2; part++) {
    if (dark_plan_estimate(a.ready.plan, part)->reason == DARK_N_REASONS)
      sums[0] += dark_plan_estimate(a.ready.plan, part)->total;
    if (dark_plan_estimate(b.ready.plan, part)->reason == DARK_N_REASONS)
      sums[1] += dark_plan_estimate(b.ready.plan, part)->total;
  }
  assert_close(total.baseline_total, sums[0], 1e-12, 0);
  assert_close(total.other_total, sums[1], 1e-12, 0);
  close_side(&a);
  close_side(&b);
  unmake(&made);
}

/* Without A nobody of form y is on two lists: the totals are of different categories. */
static void sums_over_different_categories_are_not_compared(void **state) {
  char path[32], text[512];
  (void)state;
  write_file(path, "A,B,C,form,n\n1,0,0,x,10\n0,1,0,x,9\n1,1,0,x,4\n0,1,1,x,3\n0,0,1,x,8\n1,0,0,y,20\n0,1,0,y,9\n1,1,0,y,6\n");
  snprintf(text, sizeof text,
           "study: x\nreplicates: 50\ndata: [{name: f, file: %s, by: [form]}]\nmethods: [{method: chapman}]\n"
           "scenarios: [{name: s, drop_lists: [C]}, {name: t, drop_lists: [A]}]\n",
           path);
  const dark_contrast contrast = contrast_between(text, 0, 1, DARK_INTERVAL_PERCENTILE);
  unlink(path);
  assert_true(!isnan(contrast.baseline_total) && !isnan(contrast.other_total));
  assert_true(isnan(contrast.difference));
  assert_int_equal(contrast.state, DARK_STATE_NO_ESTIMATE);
  assert_true((contrast.reasons & DARK_REASON_BIT(DARK_REASON_PART_FAILED)) != 0);
}

/* Two values of one category, of which the same value of another has no estimate: nobody there is on both lists. */
static void values_of_a_category_are_compared_where_they_lack_the_same_others(void **state) {
  static const char *const values[] = {"x", "y"};
  char path[32], text[512];
  (void)state;
  write_file(path, "A,B,form,sex,n\n1,0,x,f,30\n0,1,x,f,19\n1,1,x,f,14\n1,0,x,m,3\n0,1,x,m,2\n"
                   "1,0,y,f,20\n0,1,y,f,19\n1,1,y,f,16\n1,0,y,m,4\n0,1,y,m,5\n");
  snprintf(text, sizeof text,
           "study: x\nreplicates: 200\ndata: [{name: f, file: %s, by: [form, sex]}]\nmethods: [{method: petersen}]\n", path);
  made_study made = make_tasks(text);
  side a, b;
  const dark_group x = {"form", &values[0], 1}, y = {"form", &values[1], 1};
  open_side(&a, &made, 0);
  open_side(&b, &made, 0);
  a.as.category = &x, b.as.category = &y;
  a.as.n_category = b.as.n_category = 1;
  const dark_contrast contrast = contrast_of(&made, &a, &b, DARK_INTERVAL_PERCENTILE, 0.8);
  assert_close(contrast.difference, 36 * 35 / 16.0 - 44 * 33 / 14.0, 1e-12, 0);
  assert_int_equal(contrast.state, DARK_STATE_PARTIAL);
  assert_true(contrast.difference_lower < contrast.difference && contrast.difference < contrast.difference_upper);
  close_side(&a);
  close_side(&b);
  unmake(&made);
  unlink(path);
}

static void a_side_that_fails_has_no_difference(void **state) {
  (void)state;
  const dark_contrast contrast =
      contrast_between("study: x\nreplicates: 50\ndata: [{name: k, file: " KOSOVO "}]\nmethods: [{method: bic}]\n"
                       "scenarios: [{name: s}, {name: t, scope: {list: EXH, share: 0.999}}]\n",
                       0, 1, DARK_INTERVAL_PERCENTILE);
  assert_true(isnan(contrast.difference) && isnan(contrast.ratio) && isnan(contrast.difference_lower));
  assert_int_equal(contrast.state, DARK_STATE_NO_ESTIMATE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_scenario_differs_from_itself_by_nothing),
      cmocka_unit_test(intervals_of_differences_are_those_of_pairs),
      cmocka_unit_test(limits_are_quantiles_of_the_differences_and_ratios),
      cmocka_unit_test(an_interval_that_misses_the_difference_is_unstable),
      cmocka_unit_test(the_same_people_make_narrower_intervals_than_independent_drawings),
      cmocka_unit_test(other_seeds_and_resamplings_do_not_pair),
      cmocka_unit_test(categories_and_their_values_are_compared),
      cmocka_unit_test(sums_over_different_categories_are_not_compared),
      cmocka_unit_test(values_of_a_category_are_compared_where_they_lack_the_same_others),
      cmocka_unit_test(a_side_that_fails_has_no_difference),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
