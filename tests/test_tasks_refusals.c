/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies that do not fit their data: what is said, and at which place. */

#include <string.h>

#include "support/assert_close.h"
#include "support/made_study.h"
#include "support/tables.h"

#define ONE "study: x\nreplicates: 100\ndata: [{name: uk, file: " UK "}]\n"
#define FORMS_STUDY "study: x\nreplicates: 10\ndata: [{name: f, file: FORMS, by: [form]}]\n"

static void data_sets_are_read_and_the_place_in_the_study_is_told(void **state) {
  (void)state;
  reject_tasks("study: x\ndata:\n  - name: a\n    file: no/such.csv\n", DARK_EIO,
               "4:11: no/such.csv: cannot be read: no such file or directory");
  reject_tasks("study: x\ndata:\n  - name: a\n    file: .\n", DARK_EIO, "4:11: .: cannot be read: is a directory");
  reject_tasks("study: x\ndata: [{name: a, link: {key: id, files: {p: FORMS, q: no/such.csv}}}]\n", DARK_EIO,
               "2:77: no/such.csv: cannot be read: no such file or directory");
}

static void mistakes_in_the_data_have_both_places(void **state) {
  (void)state;
  reject_tasks("study: x\ndata:\n  - {name: a, file: FORMS, lists: [A, form]}\n", DARK_EDATA,
               "3:21: FORMS:2:4: a word is not 0 or 1 (list form); by form takes it for a category of people");
  reject_tasks("study: x\ndata:\n  - {name: a, file: FORMS,\n     by: [form, sez]}\n", DARK_EUSAGE,
               "4:17: FORMS: there is no column 'sez' (by); did you mean 'sex'?");
  reject_tasks("study: x\ndata:\n  - name: a\n    file: FORMS\n    where: {fomr: labour}\n", DARK_EUSAGE,
               "5:13: FORMS: there is no column 'fomr' (where); did you mean 'form'?");
  reject_tasks("study: x\ndata:\n  - name: a\n    file: FORMS\n    drop_lists: [A, D]\n", DARK_EUSAGE,
               "5:21: FORMS: there is no column 'D' (drop_lists); there are A, B, C, form, sex, count");
}

#define SCENARIO(steps) FORMS_STUDY "scenarios: [{name: s, " steps "}]\n"

static void scenarios_are_checked_against_the_tables(void **state) {
  (void)state;
  reject_tasks(SCENARIO("drop_lists: [AA]"), DARK_EUSAGE, "4:36: 'AA' is no list in data set 'f'; did you mean 'A'?");
  reject_tasks(SCENARIO("drop_lists: [A, B, C]"), DARK_EUSAGE, "4:35: every list of data set 'f' is dropped");
  reject_tasks(SCENARIO("merge_lists: {C: [A, B]}"), DARK_EUSAGE,
               "4:37: the merged list would have the name of list 'C' of data set 'f'");
  reject_tasks(SCENARIO("drop_lists: [A], odds_ratio: {lists: [A, B], value: 2}"), DARK_EUSAGE,
               "4:61: 'A' is no list in data set 'f', which has B, C");
  reject_tasks(SCENARIO("merge_lists: {police: [A, B]}, scope: {list: polise, share: 0.1}"), DARK_EUSAGE,
               "4:68: 'polise' is no list in data set 'f'; did you mean 'police'?");
  reject_tasks(SCENARIO("where: {sexx: f}"), DARK_EUSAGE, "4:31: FORMS: there is no column 'sexx' (where); did you mean 'sex'?");
  reject_tasks(SCENARIO("regroup: {sex: {n: [f]}}"), DARK_EUSAGE,
               "4:33: 'sex' is no category ('by') in data set 'f', which has form");
  reject_tasks(SCENARIO("regroup: {form: {n: [labor]}}"), DARK_EUSAGE,
               "4:44: 'labor' is no value of form in data set 'f'; did you mean 'labour'?");
  reject_tasks(SCENARIO("regroup: {form: {sexual: [labour]}}"), DARK_EUSAGE,
               "4:40: 'sexual' is a value of data set 'f' already; name it among those that become it, or choose another name");
  reject_tasks(SCENARIO("detection: {list: A, category: {form: labor}, factor: 2}"), DARK_EUSAGE,
               "4:61: 'labor' is no value of form in data set 'f'; did you mean 'labour'?");
  reject_tasks("study: x\ndata: [{name: f, file: FORMS, where: {form: [labour, sexual]}}]\nscenarios: [{name: s, where: {form: "
               "[labour, begging]}}]\n",
               DARK_EUSAGE, "3:46: data set 'f' keeps other values of 'form' only, not 'begging'");
  reject_tasks("study: x\ndata: [{name: c, file: " DARK_DATA "/netherlands-immigrants.csv, count_of_captures: capture}]\n"
               "scenarios: [{name: s, drop_lists: [capture]}]\n",
               DARK_EUSAGE, "3:35: 'drop_lists' is about several lists, and data set 'c' has one with counts of captures");
}

static void methods_are_checked_against_the_tables(void **state) {
  (void)state;
  reject_tasks(ONE "methods: [{method: chapman}]\n", DARK_EUSAGE,
               "4:20: data set 'uk', scenario 'as-observed': method chapman takes at most 2 lists and the table has 5; lists "
               "names those to use, and see drop_lists "
               "and merge_lists");
  reject_tasks(
      ONE "methods: [{model: '[12,34]'}]\n", DARK_EUSAGE,
      "4:19: data set 'uk', scenario 'as-observed': model '[12,34]' says nothing of list GP (list 5); add it on its own");
  reject_tasks(ONE "methods: [{model: '[12,34,5]'}]\nscenarios: [{name: s}, {name: t, drop_lists: [GP]}]\n", DARK_EUSAGE,
               "4:19: data set 'uk', scenario 't': model '[12,34,5]': there is no list '12', and a place is a digit from 1 to 4");
  reject_tasks(ONE "methods: [{set: {budgett: 5}}]\n", DARK_EUSAGE,
               "4:18: data set 'uk', scenario 'as-observed': set budgett=5: method mixture has no option 'budgett'; did you mean "
               "'budget'?");
  reject_tasks(ONE "methods: [{method: ztpoisson}]\n", DARK_EUSAGE,
               "4:20: data set 'uk', scenario 'as-observed': method ztpoisson is for one list with counts of captures; see "
               "count_of_captures");
  reject_tasks(
      "study: x\ndata: [{name: n, file: " DARK_DATA
      "/new-orleans-trafficking-185-eight-lists.csv}]\nmethods: [{method: bic, max_order: 7}]\n",
      DARK_ELIMIT,
      "3:25: data set 'n', scenario 'as-observed': 8 lists have more than 128 interactions of order up to 7; lower max_order");
  made_study made = make_tasks("study: x\ndata: [{name: c, file: " DARK_DATA
                               "/netherlands-immigrants.csv, count_of_captures: capture, count: n}]\n"
                               "methods: [{method: ztpoisson}, {method: auto}]\n");
  assert_int_equal(dark_tasks_n(made.tasks), 2);
  assert_true(dark_tasks_at(made.tasks, 0)->n_people == 1880);
  unmake(&made);
  reject_tasks(
      "study: x\ndata: [{name: c, file: " DARK_DATA "/netherlands-immigrants.csv, count_of_captures: capture, count: n}]\n"
      "methods: [{method: bic}]\n",
      DARK_EUSAGE,
      "3:20: data set 'c', scenario 'as-observed': method bic is for several lists, and there is one with counts of captures");
}

static void lists_are_split_only_where_that_makes_sense(void **state) {
  (void)state;
  reject_tasks(SCENARIO("split_lists: {D: sex}"), DARK_EUSAGE, "4:37: 'D' is no list in data set 'f', which has A, B, C");
  reject_tasks(SCENARIO("split_lists: {A: sez}"), DARK_EUSAGE, "4:40: FORMS: there is no column 'sez' (by); did you mean 'sex'?");
  reject_tasks(
      SCENARIO("split_lists: {A: form}"), DARK_EUSAGE,
      "4:37: split_lists: 'form' is a category ('by') of data set 'f': each of its values would have one part of the list "
      "alone");
  reject_tasks(SCENARIO("split_lists: {A: sex}"), DARK_EUSAGE,
               "4:37: all people on list 'A' of data set 'f' have one value of 'sex', so that there is nothing to split");
  reject_tasks(SCENARIO("split_lists: {C: sex, \"C:f\": sex}"), DARK_EUSAGE,
               "4:45: list 'C:f' is a part of a list that is split already");
  reject_tasks(SCENARIO("split_lists: {C: sex}, drop_lists: [C]"), DARK_EUSAGE,
               "4:59: 'C' is no list in data set 'f', which has A, B, C:f, C:m");
  reject_tasks(SCENARIO("where: {sex: w}, split_lists: {C: sex}"), DARK_EUSAGE,
               "4:54: nobody on list 'C' of data set 'f' has a value of 'sex', so that there is nothing to split");
  reject_tasks("study: x\ndata: [{name: c, file: " DARK_DATA "/netherlands-immigrants.csv, count_of_captures: capture}]\n"
               "scenarios: [{name: s, split_lists: {capture: gender}}]\n",
               DARK_EUSAGE, "3:37: 'split_lists' is about several lists, and data set 'c' has one with counts of captures");
}

static void data_of_one_list_are_refused_what_the_command_line_refuses(void **state) {
  (void)state;
#define ONE_LIST(keys) "study: x\ndata: [{name: c, file: " DARK_DATA "/netherlands-immigrants.csv, " keys "}]\n"
  reject_tasks(ONE_LIST("covariates: [age]"), DARK_EUSAGE,
               "2:67: covariates are those of people who were captured several times, so they need count_of_captures");
  reject_tasks(ONE_LIST("count_of_captures: capture, lists: [age]"), DARK_EUSAGE,
               "2:67: lists makes no sense with count_of_captures: there is one list");
  reject_tasks(ONE_LIST("count_of_captures: capture, drop_lists: [age]"), DARK_EUSAGE,
               "2:67: drop_lists makes no sense with count_of_captures: there is one list");
  reject_tasks(ONE_LIST("count_of_captures: capture, drop_unlisted: true"), DARK_EUSAGE,
               "2:67: drop_unlisted makes no sense with count_of_captures: there is one list");
  reject_tasks(ONE_LIST("count_of_captures: captures, count: n"), DARK_EUSAGE,
               "2:86: " DARK_DATA
               "/netherlands-immigrants.csv: there is no column 'captures' (count_of_captures); did you mean 'capture'?");
  reject_tasks("study: x\ndata: [{name: l, link: {key: id, files: {p: FORMS}}, count: n}]\n", DARK_EUSAGE,
               "2:76: link makes no sense with count: each row is a person");
}

static void methods_need_what_the_data_set_says(void **state) {
  (void)state;
  reject_tasks(
      ONE "methods: [{method: mb}]\n", DARK_EUSAGE,
      "4:20: data set 'uk', scenario 'as-observed': method mb is for lists made one after the other; ordered says that the "
      "columns of the file stand in that order");
  reject_tasks(
      ONE "methods: [{method: stepwise, interval: exact}]\n", DARK_EUSAGE,
      "4:20: data set 'uk', scenario 'as-observed': method stepwise has no interval of type exact; it has: percentile, bca, "
      "log-normal, profile, mata-aic, mata-bic; methods that have one: petersen, chapman");
  reject_tasks(ONE "methods: [{method: independence}]\nscenarios: [{name: s, max_order: 2}]\n", DARK_EUSAGE,
               "5:23: data set 'uk', scenario 's': method independence searches no orders; max_order has no meaning for it");
  reject_tasks(ONE "methods: [{method: bic}]\nscenarios: [{name: s, model: '[12,34]'}]\n", DARK_EUSAGE,
               "5:30: data set 'uk', scenario 's': model '[12,34]' says nothing of list GP (list 5); add it on its own");
  reject_tasks(ONE "scenarios: [{name: s, method: chapman}]\n", DARK_EUSAGE,
               "4:31: data set 'uk', scenario 's': method chapman takes at most 2 lists and the table has 5; lists names those "
               "to use, and see drop_lists and "
               "merge_lists");
}

static void values_of_counts_of_captures_stay_apart(void **state) {
  (void)state;
  reject_tasks("study: x\ndata: [{name: i, file: " DARK_DATA
               "/netherlands-immigrants.csv, count_of_captures: capture, by: [gender]}]\n"
               "methods: [{method: auto}]\nscenarios: [{name: s, regroup: {gender: {both: [male, female]}}}]\n",
               DARK_EUSAGE, "4:41: values cannot be put together in data set 'i', which has counts of captures");
}

static void scenarios_that_leave_nobody_are_noted(void **state) {
  (void)state;
  made_study made = make_tasks(SCENARIO("where: {sex: w}"));
  assert_int_equal(dark_tasks_at(made.tasks, 0)->n_parts, 0);
  assert_true(dark_tasks_at(made.tasks, 0)->n_people == 0);
  const size_t n = dark_tasks_n_notes(made.tasks);
  assert_string_equal(dark_tasks_note(made.tasks, n - 2),
                      "s.yaml:4: scenario s leaves nobody of data f, so that there is nothing to estimate from");
  assert_string_equal(dark_tasks_note(made.tasks, n - 1), "s.yaml:4: data f, scenario s: where sex=w matched no row");
  unmake(&made);
}

static void notes_of_many_data_sets_are_said_once(void **state) {
  (void)state;
  made_study made =
      make_tasks("study: x\nreplicates: 10\ndata:\n  - {name: f, file: FORMS, by: [form]}\n  - {name: g, file: " UK "}\n"
                 "  - {name: uk, file: " UK "}\n");
  assert_string_equal(dark_tasks_note(made.tasks, 0),
                      "s.yaml:4: data f: lists found by their values: A, B, C (2 more data sets have a note of this kind)");
  for (size_t i = 1; i < dark_tasks_n_notes(made.tasks); i++)
    assert_null(strstr(dark_tasks_note(made.tasks, i), "lists found by their values"));
  unmake(&made);
  made = make_tasks("study: x\nreplicates: 10\ndata: [{name: f, file: " UK "}, {name: g, file: " UK "}]\n"
                    "scenarios: [{name: s, drop_lists: [NG, PFNCA, GO, GP]}]\n");
  assert_string_equal(
      dark_tasks_note(made.tasks, 1),
      "s.yaml:4: scenario s leaves one list of data f, so that there is nothing to estimate from (1 more data set "
      "has a note of this kind)");
  unmake(&made);
}

/* ---- Anything */

static void no_change_of_a_study_makes_it_crash_or_lose_its_place(void **state) {
  (void)state;
  static const char good[] =
      "study: x\nreplicates: 10\ndata:\n  - {name: uk, file: " UK "}\n  - name: i\n    file: " DARK_DATA
      "/netherlands-immigrants.csv\n    count_of_captures: capture\n    count: n\n    covariates: [age]\n    by: [gender]\n"
      "    where: {nation: [Turkey, Surinam]}\n"
      "methods: [{method: auto}, {method: stepwise, set: {p: 0.1}, data: [uk]}, {model: '[12,3,4,5]', data: [uk]}]\n"
      "scenarios:\n  - name: s\n  - {name: t, data: [uk], drop_lists: [LA], merge_lists: {X: [NG, GO]}, methods: [auto]}\n"
      "  - {name: u, data: [i], where: {reason: Other reason}}\n"
      "  - {name: v, data: [uk], xi: {range: [1, 2]}, linkage: {lists: [LA, NG], missed: 0.1}, methods: [stepwise]}\n"
      "comparisons: [{baseline: s, against: [t, u, {scenario: v}]}, {baseline: {scenario: s, data: i, category: {gender: male}}, "
      "against: "
      "[{scenario: u, category: {gender: male}}]}]\n";
  char text[4096];
  uint64_t seed = 2000000;
  size_t n_good = 0;
  const int n_times = TIMES(4000, 800);
  for (int i = 0; i < n_times; i++) {
    dark__document *document;
    dark_study *study = NULL;
    dark_tasks *tasks = NULL;
    dark_error err = DARK_ERROR_INIT;
    memcpy(text, good, sizeof good);
    const size_t n = i == 0 ? sizeof good - 1 : mutate(text, sizeof good - 1, sizeof text, &seed);
    dark_status status = dark__document_parse(&document, "m.yaml", text, n, &err);
    if (status == DARK_OK) status = dark__study_from(&study, document, "", &err);
    if (status == DARK_OK) status = dark_tasks_new(&tasks, study, &err);
    n_good += status == DARK_OK;
    if (status != DARK_OK && !has_place(err.message, "m.yaml")) fail_msg("change %d: '%s'", i, err.message);
    if (i == 0 && status != DARK_OK) fail_msg("%s", err.message);
    dark_tasks_free(tasks);
    dark_study_free(study);
  }
  assert_in_range(n_good, n_times / 50, n_times * 9 / 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(data_sets_are_read_and_the_place_in_the_study_is_told),
      cmocka_unit_test(mistakes_in_the_data_have_both_places),
      cmocka_unit_test(scenarios_are_checked_against_the_tables),
      cmocka_unit_test(methods_are_checked_against_the_tables),
      cmocka_unit_test(lists_are_split_only_where_that_makes_sense),
      cmocka_unit_test(data_of_one_list_are_refused_what_the_command_line_refuses),
      cmocka_unit_test(methods_need_what_the_data_set_says),
      cmocka_unit_test(values_of_counts_of_captures_stay_apart),
      cmocka_unit_test(scenarios_that_leave_nobody_are_noted),
      cmocka_unit_test(notes_of_many_data_sets_are_said_once),
      cmocka_unit_test(no_change_of_a_study_makes_it_crash_or_lose_its_place),
  };
  return cmocka_run_group_tests_name("tasks refusals", tests, NULL, NULL);
}
