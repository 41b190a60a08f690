/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tasks of a study: which there are, what they cost, and who does them. */

#include <stdio.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/made_study.h"

#define ONE "study: x\nreplicates: 100\ndata: [{name: uk, file: " UK "}]\n"

/* ---- Which tasks there are */

/* "data/scenario/method lists people; ..." */
static void expect_tasks(const made_study *of, const char *expected) {
  char shown[4096] = "";
  size_t used = 0;
  for (size_t i = 0; i < dark_tasks_n(of->tasks); i++) {
    const dark_task *task = dark_tasks_at(of->tasks, i);
    used +=
        (size_t)snprintf(shown + used, sizeof shown - used, "%s%s/%s/%s %zu %.0f", i == 0 ? "" : "; ",
                         dark_study_data_at(of->study, task->data)->name, dark_study_scenario_at(of->study, task->scenario)->name,
                         dark_study_method_at(of->study, task->method)->name, task->n_lists, task->n_people);
  }
  assert_string_equal(shown, expected);
}

static void tasks_are_the_cross_product_in_the_order_of_the_file(void **state) {
  (void)state;
  made_study all = make_tasks("study: x\nreplicates: 100\ndata: [{name: uk, file: " UK "}, {name: korea, file: " KOREA "}]\n"
                              "methods: [{method: stepwise}, {method: independence}]\n"
                              "scenarios: [{name: s}, {name: t, xi: {value: 2}}]\n");
  expect_tasks(&all, "uk/s/stepwise 5 2744; uk/s/independence 5 2744; uk/t/stepwise 5 2744; uk/t/independence 5 2744; "
                     "korea/s/stepwise 3 123; korea/s/independence 3 123; korea/t/stepwise 3 123; korea/t/independence 3 123");
  assert_true(dark_table_n_people(dark_tasks_table(all.tasks, 1)) == 123);
  assert_null(dark_tasks_at(all.tasks, 8));
  unmake(&all);
}

static void data_and_methods_can_be_kept_apart(void **state) {
  (void)state;
  made_study some =
      make_tasks("study: x\nreplicates: 100\ndata: [{name: uk, file: " UK "}, {name: korea, file: " KOREA "}]\n"
                 "methods: [{method: stepwise}, {method: bic, data: [korea]}]\n"
                 "scenarios: [{name: s}, {name: t, data: [uk], drop_lists: [LA]}, {name: u, methods: [bic], xi: {value: 2}}]\n");
  expect_tasks(&some, "uk/s/stepwise 5 2744; uk/t/stepwise 4 2690; korea/s/stepwise 3 123; korea/s/bic 3 123; korea/u/bic 3 123");
  unmake(&some);
  reject_tasks("study: x\ndata: [{name: uk, file: " UK "}, {name: korea, file: " KOREA "}]\n"
               "methods: [{method: bic, data: [uk]}]\nscenarios: [{name: s, data: [korea]}]\n",
               DARK_EUSAGE, "1:1: the study has no task: 'data' and 'methods' keep everything apart");
}

static void scenarios_change_lists_people_and_strata(void **state) {
  (void)state;
  made_study made =
      make_tasks("study: x\nreplicates: 10\ndata: [{name: f, file: FORMS, by: [form, sex]}]\nmethods: [{method: independence}]\n"
                 "scenarios:\n"
                 "  - {name: s}\n"
                 "  - {name: dropped, drop_lists: [B]}\n"
                 "  - {name: merged, merge_lists: {BC: [C, B]}}\n"
                 "  - {name: both, drop_lists: [A], merge_lists: {C: [C, B]}}\n"
                 "  - {name: women, where: {sex: f}}\n"
                 "  - {name: some, where: {sex: [f, m], form: labour}}\n"
                 "  - {name: grouped, regroup: {form: {other: [begging, sexual]}, sex: {any: [f, m]}}}\n");
  expect_tasks(&made, "f/s/independence 3 33; f/dropped/independence 2 24; f/merged/independence 2 33; f/both/independence 1 23; "
                      "f/women/independence 3 18; f/some/independence 3 23; f/grouped/independence 3 33");
  /* labour f, labour m, sexual f, begging m, and all; without B those of labour m remain by their 4 on B and C. */
  static const size_t n_parts[] = {5, 5, 5, 4, 3, 3, 3};
  for (size_t i = 0; i < 7; i++) assert_int_equal(dark_tasks_at(made.tasks, i)->n_parts, n_parts[i]);
  unmake(&made);
}

/* Women are 18; the 15 men that the data set keeps as well are not asked for. */
static void a_scenario_chooses_among_the_values_that_the_data_set_keeps(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 10\ndata: [{name: f, file: FORMS, where: {sex: [f, m], form: [labour, "
                               "sexual]}}]\nmethods: [{method: independence}]\n"
                               "scenarios: [{name: s}, {name: women, where: {sex: f}}, {name: both, where: {sex: [f, m]}}, "
                               "{name: labour, where: {form: labour}}]\n");
  expect_tasks(&made, "f/s/independence 3 31; f/women/independence 3 18; f/both/independence 3 31; f/labour/independence 3 23");
  unmake(&made);
}

static void lists_are_split_by_a_column_and_parts_are_lists_like_others(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 10\ndata: [{name: f, file: FORMS, by: [form]}]\n"
                               "methods: [{method: independence}]\n"
                               "scenarios:\n"
                               "  - {name: s, split_lists: {C: sex}}\n"
                               "  - {name: t, split_lists: {C: sex}, drop_lists: [\"C:f\"], where: {sex: [f, m]}}\n"
                               "  - {name: u, split_lists: {C: sex}, merge_lists: {C: [\"C:f\", \"C:m\"]}}\n"
                               "  - {name: f, split_lists: {C: sex}, drop_lists: [A, B, \"C:m\"]}\n"
                               "  - {name: m, split_lists: {C: sex}, drop_lists: [A, B, \"C:f\"]}\n"
                               "  - {name: v, split_lists: {C: sex}, model: '[1,2]', merge_lists: {AF: [A, \"C:f\"], BM: [B, "
                               "\"C:m\"]}}\n");
  expect_tasks(&made, "f/s/independence 4 33; f/t/independence 3 33; f/u/independence 3 33; f/f/independence 1 3; "
                      "f/m/independence 1 6; f/v/independence 2 33");
  assert_int_equal(dark_tasks_at(made.tasks, 0)->n_parts, 4); /* three forms and all of them, as without the split */
  assert_string_equal(dark_tasks_at(made.tasks, 5)->settings.model, "[1,2]");
  unmake(&made);
}

static void a_scenario_may_take_the_place_of_methods(void **state) {
  (void)state;
  made_study made = make_tasks(
      ONE "methods: [{method: bic, max_order: 3, set: {top: 3}}, {name: low, method: bic, max_order: 2, set: {top: 3}}, "
          "{method: averaged, replicates: 0}]\n"
          "scenarios: [{name: s}, {name: two, max_order: 2}, {name: step, method: stepwise}, {name: main, model: "
          "'[1,2,3,4,5]'}]\n");
  const dark_task *task = dark_tasks_at(made.tasks, 3); /* two, bic */
  assert_int_equal(task->settings.max_order, 2);
  assert_int_equal(task->settings.n_set, 1);
  assert_int_equal(task->same_as, 1); /* what `low` does without the scenario */
  assert_int_equal(dark_tasks_at(made.tasks, 2)->interval, DARK_INTERVAL_NONE);
  task = dark_tasks_at(made.tasks, 6); /* step, bic */
  assert_string_equal(task->settings.method, "stepwise");
  assert_true(task->settings.max_order == 0 && task->settings.n_set == 0);
  assert_int_equal(dark_tasks_at(made.tasks, 7)->same_as, 6);
  task = dark_tasks_at(made.tasks, 9); /* main, bic */
  assert_string_equal(task->settings.method, "fixed");
  assert_string_equal(task->settings.model, "[1,2,3,4,5]");
  unmake(&made);
}

static void lists_in_order_of_time_are_said_to_be(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\ndata: [{name: uk, file: " UK ", ordered: true}]\nmethods: [{method: mb}]\n");
  assert_int_equal(dark_tasks_at(made.tasks, 0)->settings.ordered, 1);
  unmake(&made);
}

static void replicates_are_as_many_as_said_or_as_usual(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\ndata: [{name: uk, file: " UK "}, {name: six, file: " DARK_DATA
                               "/uk-trafficking-2013-six-lists.csv}]\n"
                               "methods: [{method: stepwise}, {method: independence, replicates: 7}]\n"
                               "scenarios: [{name: s}, {name: t, drop_lists: [GP]}]\n");
  static const size_t n[] = {10000, 7, 10000, 7, 1000, 7, 1000, 7};
  for (size_t i = 0; i < 8; i++) assert_int_equal(dark_tasks_at(made.tasks, i)->n_replicates, n[i]);
  unmake(&made);
}

/* ---- Cost and shards */

static double cost_of(const char *methods, const char *file) { /* or a file and more keys of the data set */
  char text[512];
  snprintf(text, sizeof text, "study: x\ndata: [{name: d, file: " DARK_DATA "/%s}]\nmethods: [{%s}]\n", file, methods);
  made_study made = make_tasks(text);
  const double seconds = dark_tasks_at(made.tasks, 0)->seconds;
  unmake(&made);
  return seconds;
}

#define SCOTLAND "scotland-people-who-inject-drugs-2006.csv, by: [Region, Gender, Age]"

/* benchmarks/README.md, twice the seconds of two threads; the formula promises a factor of three. */
static void costs_are_near_what_was_measured(void **state) {
  (void)state;
  static const struct {
    const char *method, *file;
    double seconds;
  } measured[] = {{"method: bic, max_order: 3, replicates: 1000", "kosovo-killings-1999.csv", 0.0124},
                  {"method: bic, max_order: 2, replicates: 1000", "uk-trafficking-2013-five-lists.csv", 0.0892},
                  {"method: bic, max_order: 4, replicates: 1000", "uk-trafficking-2013-five-lists.csv", 0.292},
                  {"method: bic, max_order: 4, replicates: 1000", "new-orleans-trafficking-185-five-lists.csv", 0.170},
                  {"method: bic, max_order: 2, replicates: 1000", "uk-trafficking-2013-six-lists.csv", 0.584},
                  {"method: bic, max_order: 5, replicates: 1000", "uk-trafficking-2013-six-lists.csv", 2.62},
                  {"method: stepwise, replicates: 1000", "uk-trafficking-2013-six-lists.csv", 0.066},
                  {"method: joint, replicates: 1000", SCOTLAND, 11.9},
                  {"method: joint, replicates: 0", SCOTLAND, 0.32}};
  for (size_t i = 0; i < sizeof measured / sizeof measured[0]; i++) {
    const double ratio = cost_of(measured[i].method, measured[i].file) / measured[i].seconds;
    if (ratio < 1.0 / 3 || ratio > 3) fail_msg("%s: %.2f times the seconds measured", measured[i].method, ratio);
  }
}

static void costs_grow_with_replicates_and_end_at_the_budget(void **state) {
  (void)state;
  const char *const eight = "new-orleans-trafficking-185-eight-lists.csv", *const six = "uk-trafficking-2013-six-lists.csv";
  const double once = cost_of("method: bic, replicates: 1000", six), twice = cost_of("method: bic, replicates: 2000", six);
  assert_close(twice, 2 * once, 0.05, 0);
  assert_true(cost_of("method: bic, max_order: 2, replicates: 1000, set: {budget: 10}", eight) <
              0.1 * cost_of("method: bic, max_order: 2, replicates: 1000", eight));
  assert_true(cost_of("method: bic, replicates: 0", six) < 0.01 * once);
}

static void shards_share_the_work_and_leave_none_out(void **state) {
  (void)state;
  made_study made = make_tasks(
      ONE "methods: [{method: bic, replicates: 1000}, {method: bic, name: b2, max_order: 2}, {method: stepwise}, {name: s2, "
          "method: stepwise}]\n"
          "scenarios: [{name: s}, {name: t, xi: {range: [0.5, 0.6, 0.7, 0.8, 0.9, 1, 2]}}, {name: u, drop_lists: [LA]}]\n");
  const size_t n = dark_tasks_n(made.tasks);
  size_t shards[64], again[64];
  for (size_t n_shards = 1; n_shards <= 50; n_shards++) {
    double loads[64] = {0}, longest = 0, total = 0;
    assert_int_equal(dark_tasks_deal(shards, made.tasks, n_shards, NULL), DARK_OK);
    assert_int_equal(dark_tasks_deal(again, made.tasks, n_shards, NULL), DARK_OK);
    for (size_t i = 0; i < n; i++) {
      const dark_task *task = dark_tasks_at(made.tasks, i);
      assert_true(shards[i] < n_shards && shards[i] == again[i] && shards[i] == shards[task->same_as]);
      loads[shards[i]] += task->seconds;
      total += task->seconds;
      if (task->seconds > longest) longest = task->seconds;
    }
    /* Graham 1966: whoever got the last task had no more than the mean before. */
    for (size_t s = 0; s < n_shards; s++) assert_true(loads[s] <= total / (double)n_shards + longest + 1e-12);
  }
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(dark_tasks_deal(shards, made.tasks, 0, &err), DARK_EUSAGE);
  unmake(&made);
}

static void shards_do_not_depend_on_the_order_of_the_file(void **state) {
  (void)state;
  made_study one =
      make_tasks(ONE "methods: [{method: bic}, {method: stepwise}, {method: independence}]\nscenarios: [{name: s}, {name: "
                     "t, drop_lists: [LA]}]\n");
  made_study two = make_tasks(ONE "methods: [{method: independence}, {method: bic}, {method: stepwise}]\nscenarios: [{name: t, "
                                  "drop_lists: [LA]}, {name: s}]\n");
  size_t a[6], b[6], n_found = 0;
  assert_int_equal(dark_tasks_deal(a, one.tasks, 3, NULL), DARK_OK);
  assert_int_equal(dark_tasks_deal(b, two.tasks, 3, NULL), DARK_OK);
  for (size_t i = 0; i < 6; i++)
    for (size_t k = 0; k < 6; k++)
      if (strcmp(dark_tasks_at(one.tasks, i)->id, dark_tasks_at(two.tasks, k)->id) == 0) {
        assert_int_equal(a[i], b[k]);
        n_found++;
      }
  assert_int_equal(n_found, 6);
  unmake(&one);
  unmake(&two);
}

/* ---- Comparisons */

static void expect_pairs(const made_study *of, const char *expected) {
  char shown[1024] = "";
  size_t used = 0;
  for (size_t i = 0; i < dark_tasks_n_pairs(of->tasks); i++) {
    const dark_task_pair *pair = dark_tasks_pair(of->tasks, i);
    used += (size_t)snprintf(shown + used, sizeof shown - used, "%s%zu.%zu %zu:%zu", i == 0 ? "" : ", ", pair->comparison,
                             pair->against, pair->baseline_task, pair->task);
  }
  assert_string_equal(shown, expected);
}

static void comparisons_pair_tasks_that_have_the_rest_in_common(void **state) {
  (void)state;
  /* Tasks: uk s 0 1, uk t=1 2 3, uk t=2 4 5, korea s 6 7, korea t=1 8 9, korea t=2 10 11. */
  made_study made =
      make_tasks("study: x\nreplicates: 10\ndata: [{name: uk, file: " UK "}, {name: korea, file: " KOREA "}]\n"
                 "methods: [{method: stepwise}, {method: independence}]\n"
                 "scenarios: [{name: s}, {name: t, xi: {range: [1, 2]}}]\n"
                 "comparisons:\n"
                 "  - {baseline: s, against: [t, t=2]}\n"
                 "  - {baseline: {scenario: t, data: uk, method: stepwise}, against: [{data: korea}, {method: independence}]}\n"
                 "  - {baseline: {method: stepwise}, against: [{method: independence}]}\n");
  expect_pairs(&made,
               "0.0 0:2, 0.0 0:4, 0.0 1:3, 0.0 1:5, 0.0 6:8, 0.0 6:10, 0.0 7:9, 0.0 7:11, 0.1 0:4, 0.1 1:5, 0.1 6:10, 0.1 7:11, "
               "1.0 2:8, 1.0 4:10, 1.1 2:3, 1.1 4:5, 2.0 0:1, 2.0 2:3, 2.0 4:5, 2.0 6:7, 2.0 8:9, 2.0 10:11");
  unmake(&made);
}

static void a_side_against_itself_is_noted(void **state) {
  (void)state;
  made_study made = make_tasks(ONE "comparisons: [{baseline: as-observed, against: [as-observed]}]\n");
  expect_pairs(&made, "0.0 0:0");
  assert_string_equal(dark_tasks_note(made.tasks, dark_tasks_n_notes(made.tasks) - 1),
                      "s.yaml:4: a comparison sets scenario as-observed against itself, so that the difference is 0");
  unmake(&made);
}

#define FORMS_STUDY "study: x\nreplicates: 10\ndata: [{name: f, file: FORMS, by: [form]}]\n"

static void categories_of_comparisons_are_those_of_the_scenario(void **state) {
  (void)state;
  made_study made = make_tasks(
      FORMS_STUDY "scenarios: [{name: s}, {name: g, regroup: {form: {other: [sexual, begging]}}}]\n"
                  "comparisons: [{baseline: {scenario: s, category: {form: sexual}}, against: [{category: {form: labour}}, "
                  "{category: {form: (all)}}, {scenario: g, category: {form: other}}]}]\n");
  expect_pairs(&made, "0.0 0:0, 0.1 0:0, 0.2 0:1");
  unmake(&made);
  reject_tasks(FORMS_STUDY "comparisons: [{baseline: {category: {form: labor}}, against: [as-observed]}]\n", DARK_EUSAGE,
               "4:44: 'labor' is no value of form in data set 'f'; did you mean 'labour'?");
  reject_tasks(FORMS_STUDY "scenarios: [{name: s}, {name: g, regroup: {form: {other: [sexual, begging]}}}]\n"
                           "comparisons: [{baseline: {scenario: s, category: {form: sexual}}, against: [g]}]\n",
               DARK_EUSAGE, "5:77: 'sexual' is no value of form in data set 'f', which has other, labour");
}

static void what_does_not_pair_is_refused(void **state) {
  (void)state;
  reject_tasks(
      ONE "methods: [{method: bic}, {method: stepwise, seed: 2}]\ncomparisons: [{baseline: {method: bic}, against: [{method: "
          "stepwise}]}]\n",
      DARK_EUSAGE, "5:51: methods 'bic' and 'stepwise' differ in 'seed', so that their replicates do not pair");
  reject_tasks(ONE "methods: [{method: bic}, {method: stepwise, resample: imputed}]\n"
                   "comparisons: [{baseline: {method: bic}, against: [{method: stepwise}]}]\n",
               DARK_EUSAGE, "5:51: methods 'bic' and 'stepwise' differ in 'resample', so that their replicates do not pair");
  reject_tasks(ONE "methods: [{method: bic}, {method: stepwise, replicates: 5}]\n"
                   "comparisons: [{baseline: {method: bic}, against: [{method: stepwise}]}]\n",
               DARK_EUSAGE, "5:51: one side has 100 replicates and the other 5; set 'replicates' to make them equal");
  reject_tasks(ONE
               "methods: [{method: stepwise, replicates: 0}]\ncomparisons: [{baseline: as-observed, against: [as-observed]}]\n",
               DARK_EUSAGE, "5:49: a comparison needs replicates, and method 'stepwise' has none");
  reject_tasks("study: x\nreplicates: 9\ndata: [{name: uk, file: " UK "}, {name: korea, file: " KOREA "}]\n"
               "scenarios: [{name: s, data: [uk]}, {name: t, data: [korea]}]\ncomparisons: [{baseline: s, against: [t]}]\n",
               DARK_EUSAGE,
               "5:39: no task of this side has a counterpart in the baseline; do 'data' and 'methods' keep them apart?");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tasks_are_the_cross_product_in_the_order_of_the_file),
      cmocka_unit_test(data_and_methods_can_be_kept_apart),
      cmocka_unit_test(scenarios_change_lists_people_and_strata),
      cmocka_unit_test(a_scenario_chooses_among_the_values_that_the_data_set_keeps),
      cmocka_unit_test(lists_are_split_by_a_column_and_parts_are_lists_like_others),
      cmocka_unit_test(a_scenario_may_take_the_place_of_methods),
      cmocka_unit_test(lists_in_order_of_time_are_said_to_be),
      cmocka_unit_test(replicates_are_as_many_as_said_or_as_usual),
      cmocka_unit_test(costs_are_near_what_was_measured),
      cmocka_unit_test(costs_grow_with_replicates_and_end_at_the_budget),
      cmocka_unit_test(shards_share_the_work_and_leave_none_out),
      cmocka_unit_test(shards_do_not_depend_on_the_order_of_the_file),
      cmocka_unit_test(comparisons_pair_tasks_that_have_the_rest_in_common),
      cmocka_unit_test(a_side_against_itself_is_noted),
      cmocka_unit_test(categories_of_comparisons_are_those_of_the_scenario),
      cmocka_unit_test(what_does_not_pair_is_refused),
  };
  return cmocka_run_group_tests_name("tasks", tests, NULL, NULL);
}
