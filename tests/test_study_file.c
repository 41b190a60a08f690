/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Study files: what they say. */

#include <stdlib.h>
#include <string.h>

#include "study/file/said.h"
#include "support/assert_close.h"
#include "support/documents.h"
#include "support/tables.h"

#define DATA "data: [{name: a, file: a.csv}]\n"
#define STUDY "study: x\n" DATA

/* ---- What a file says */

static const char full[] = "study: finland 2017\n"
                           "seed: 18446744073709551615\n"
                           "replicates: 2e3\n"
                           "levels: [0.8, 0.95]\n"
                           "data:\n"
                           "  - name: joined\n"
                           "    file: /there/lists.csv\n"
                           "    lists: [police, ngo, \"the shelter\"]\n"
                           "    count: n\n"
                           "    by: [form, sex]\n"
                           "    where: {year: 2017, region: [north, \"\"]}\n"
                           "    expect: {form: [labour, sexual]}\n"
                           "    ignore: [id]\n"
                           "    drop_lists: [police]\n"
                           "    merge_lists: {helpers: [ngo, the shelter]}\n"
                           "    drop_unlisted: true\n"
                           "    delimiter: tab\n"
                           "  - name: linked\n"
                           "    link: {key: id, conflict: missing, files: {police: p.csv, ngo: sub/n.csv}}\n"
                           "  - {name: captures, file: c.csv, count_of_captures: times, covariates: [age, sex], delimiter: ';'}\n"
                           "methods:\n"
                           "  - method: bic\n"
                           "    max_order: 2\n"
                           "    set: {top: 1e1, criterion: aic}\n"
                           "  - name: pairs\n"
                           "    model: '[12,3]'\n"
                           "    interval: bca\n"
                           "    resample: imputed\n"
                           "    replicates: 50\n"
                           "    levels: [.5]\n"
                           "    seed: 7\n"
                           "    data: [joined]\n";

static void expect_texts(const char *const *texts, size_t n, const char *expected) {
  char joined[512] = "";
  for (size_t i = 0; i < n; i++) {
    if (i > 0) strcat(joined, "|");
    strcat(joined, texts[i]);
  }
  assert_string_equal(joined, expected);
}

static void a_data_set_may_be_of_a_period(void **state) {
  (void)state;
  dark_study *study =
      study_of("study: x\ndata: [{name: a, file: a.csv, date: seen, period: 2017..2018, date_form: d/m/y, thousands: ' ',\n"
               "        by: [year(seen)]}]\n");
  const dark_read_options *options = &dark_study_data_at(study, 0)->options;
  assert_string_equal(options->date, "seen");
  assert_string_equal(options->period, "2017..2018");
  assert_string_equal(options->date_form, "d/m/y");
  assert_int_equal(options->thousands, ' ');
  dark_study_free(study);
}

static void a_list_file_may_have_a_column_of_keys_of_its_own(void **state) {
  (void)state;
  dark_study *study = study_of("study: x\ndata: [{name: a, link: {key: id, files: {p: p.csv, q: {file: /q.csv, key: case}}}}]\n");
  const dark_study_data *data = dark_study_data_at(study, 0);
  assert_null(data->files[0].key);
  assert_string_equal(data->files[1].path, "/q.csv");
  assert_string_equal(data->files[1].key, "case");
  dark_study_free(study);
}

static void a_data_set_in_the_long_form_names_its_columns(void **state) {
  (void)state;
  dark_study *study = study_of("study: x\ndata: [{name: a, file: a.csv, long: {key: who, list: where, conflict: first}},\n"
                               "       {name: b, file: a.csv, long: {key: who}, count_of_captures: times}]\n");
  const dark_read_options *options = &dark_study_data_at(study, 0)->options;
  assert_string_equal(options->long_key, "who");
  assert_string_equal(options->long_list, "where");
  assert_int_equal(options->conflict, DARK_CONFLICT_FIRST);
  options = &dark_study_data_at(study, 1)->options;
  assert_string_equal(options->long_key, "who");
  assert_null(options->long_list);
  dark_study_free(study);
}

static void data_sets_have_the_options_of_the_command_line(void **state) {
  (void)state;
  dark_study *study = study_of(full);
  const dark_study_data *data = dark_study_data_at(study, 0);
  const dark_read_options *options = &data->options;
  assert_int_equal(dark_study_n_data(study), 3);
  assert_string_equal(dark_study_name(study), "finland 2017");
  assert_string_equal(data->name, "joined");
  assert_int_equal(data->line, 6);
  assert_string_equal(data->path, "/there/lists.csv");
  assert_null(data->key);
  expect_texts(options->lists, options->n_lists, "police|ngo|the shelter");
  assert_string_equal(options->count, "n");
  expect_texts(options->by, options->n_by, "form|sex");
  expect_texts(options->where, options->n_where, "year=2017|region=north|region=");
  expect_texts(options->expect, options->n_expect, "form=labour|form=sexual");
  expect_texts(options->ignore, options->n_ignore, "id");
  expect_texts(options->drop_lists, options->n_drop_lists, "police");
  expect_texts(options->merge_lists, options->n_merge_lists, "helpers=ngo+the shelter");
  assert_int_equal(options->drop_unlisted, 1);
  assert_int_equal(options->delimiter, '\t');
  data = dark_study_data_at(study, 1);
  assert_null(data->path);
  assert_string_equal(data->key, "id");
  assert_int_equal(data->n_files, 2);
  assert_string_equal(data->files[1].name, "ngo");
  assert_string_equal(data->files[1].path, "sub/n.csv");
  assert_int_equal(data->options.conflict, DARK_CONFLICT_MISSING);
  data = dark_study_data_at(study, 2);
  assert_string_equal(data->options.count_of_captures, "times");
  expect_texts(data->options.covariates, data->options.n_covariates, "age|sex");
  assert_int_equal(data->options.delimiter, ';');
  assert_null(dark_study_data_at(study, 3));
  dark_study_free(study);
}

static void methods_inherit_from_the_top_and_may_differ(void **state) {
  (void)state;
  dark_study *study = study_of(full);
  const dark_study_method *method = dark_study_method_at(study, 0);
  assert_int_equal(dark_study_n_methods(study), 2);
  assert_string_equal(method->name, "bic");
  assert_string_equal(method->settings.method, "bic");
  assert_int_equal(method->settings.max_order, 2);
  expect_texts(method->settings.set, method->settings.n_set, "top=10|criterion=aic");
  assert_true(method->seed == UINT64_MAX);
  assert_true(method->has_replicates && method->n_replicates == 2000);
  assert_true(method->n_levels == 2 && method->levels[0] == 0.8 && method->levels[1] == 0.95);
  assert_int_equal(method->interval, DARK_INTERVAL_PERCENTILE);
  method = dark_study_method_at(study, 1);
  assert_string_equal(method->name, "pairs");
  assert_string_equal(method->settings.method, "fixed");
  assert_string_equal(method->settings.model, "[12,3]");
  assert_int_equal(method->interval, DARK_INTERVAL_BCA);
  assert_int_equal(method->settings.resample, DARK_RESAMPLE_IMPUTED);
  assert_true(method->seed == 7 && method->n_replicates == 50 && method->n_levels == 1 && method->levels[0] == 0.5);
  dark_study_free(study);
}

static void intervals_that_need_no_replicates_leave_none(void **state) {
  (void)state;
  dark_study *study = study_of("study: x\nreplicates: 50\n" DATA
                               "methods: [{method: bic, interval: profile}, {method: averaged}, {method: averaged, name: own, "
                               "replicates: 0}, {name: drawn, method: averaged, replicates: 5, interval: bca}]\n");
  static const dark_interval_type types[] = {DARK_INTERVAL_PROFILE, DARK_INTERVAL_PERCENTILE, DARK_INTERVAL_NONE,
                                             DARK_INTERVAL_BCA};
  for (size_t i = 0; i < 4; i++) assert_int_equal(dark_study_method_at(study, i)->interval, types[i]);
  dark_study_free(study);
}

static void every_interval_of_the_command_line_is_known(void **state) {
  (void)state;
  for (int type = 1; type < DARK_N_INTERVALS; type++) {
    char text[256];
    snprintf(text, sizeof text, STUDY "methods: [{method: bic, interval: %s}]\n", dark_interval_name((dark_interval_type)type));
    dark_study *study = study_of(text);
    assert_int_equal(dark_study_method_at(study, 0)->interval, type);
    dark_study_free(study);
  }
}

static void what_is_not_said_is_as_in_fit(void **state) {
  (void)state;
  dark_study *study = study_of(STUDY);
  const dark_study_method *method = dark_study_method_at(study, 0);
  assert_int_equal(dark_study_n_methods(study), 1);
  assert_string_equal(method->settings.method, "auto");
  assert_true(method->seed == 1 && !method->has_replicates && method->n_levels == 1 && method->levels[0] == 0.95);
  assert_int_equal(dark_study_n_scenarios(study), 1);
  assert_string_equal(dark_study_scenario_at(study, 0)->name, "as-observed");
  assert_string_equal(dark_study_scenario_at(study, 0)->definition, "the data as they are");
  assert_int_equal(dark_study_scenario_at(study, 0)->n_steps, 0);
  assert_int_equal(dark_study_n_comparisons(study), 0);
  dark_study_free(study);
}

static void relative_paths_begin_in_the_folder_of_the_study(void **state) {
  (void)state;
  dark_study *study = NULL;
  assert_int_equal(dark__study_from(&study, document_of("study: x\ndata: [{name: a, file: b/c.csv}, {name: d, file: /e.csv}]"),
                                    "studies/of/2017/", NULL),
                   DARK_OK);
  assert_string_equal(dark_study_data_at(study, 0)->path, "studies/of/2017/b/c.csv");
  assert_string_equal(dark_study_data_at(study, 1)->path, "/e.csv");
  dark_study_free(study);
}

static void json_says_the_same(void **state) {
  (void)state;
  dark_study *study = study_of(
      "{\"study\": \"x\", \"replicates\": 1E3, \"data\": [{\"name\": \"a\", \"file\": \"a.csv\", \"drop_unlisted\": false}],\n"
      " \"scenarios\": [{\"name\": \"s\", \"xi\": {\"value\": 0.5}}]}");
  assert_int_equal(dark_study_method_at(study, 0)->n_replicates, 1000);
  assert_int_equal(dark_study_scenario_at(study, 0)->steps[0].kind, DARK_STEP_XI);
  dark_study_free(study);
}

/* ---- Scenarios */

static void expect_definition(const char *steps, const char *definition) {
  char text[1024];
  snprintf(text, sizeof text, STUDY "scenarios: [{name: s, %s}]\n", steps);
  dark_study *study = study_of(text);
  assert_string_equal(dark_study_scenario_at(study, 0)->definition, definition);
  dark_study_free(study);
}

static void every_scenario_is_told_in_a_sentence(void **state) {
  (void)state;
  expect_definition("where: {sex: f, form: [a, b, \"\"]}",
                    "only people whose sex is f; only people whose form is a, b or (missing)");
  expect_definition("regroup: {form: {other: [a, b], c: d}}", "form a or b counts as other; form d counts as c");
  expect_definition("split_lists: {A: region}",
                    "list A counts as a list for each value of region among the people on it, and nobody is on two of them");
  expect_definition("method: stepwise", "the data as they are; estimated by method stepwise, whatever the methods are");
  expect_definition("model: '[12,3]'", "the data as they are; estimated by the model [12,3], whatever the methods are");
  expect_definition("max_order: 1", "the data as they are; without interactions of lists");
  expect_definition(
      "method: bic, max_order: 3, xi: {value: 2}",
      "unseen people are 0.5 times as many as with no interaction of all lists together, which no data can show (xi "
      "2; values from 0.5 to 2 illustrate and are no plausible range); estimated by method bic, whatever the "
      "methods are; with interactions of at most 3 lists");
  expect_definition("drop_lists: [A]", "without list A; people who are on no other list are left out");
  expect_definition("drop_lists: [A, B]", "without lists A and B; people who are on no other list are left out");
  expect_definition("merge_lists: {N: [A, B, C], M: [D, E]}",
                    "lists A, B and C count as one list N; lists D and E count as one list M");
  expect_definition(
      "odds_ratio: {lists: [A, B], value: 2}",
      "lists A and B depend on each other with an odds ratio of 2, given the other lists, in place of one that is found in "
      "the data");
  expect_definition("xi: {value: 0.75}",
                    "unseen people are 1.333 times as many as with no interaction of all lists together, which no data can "
                    "show (xi 0.75; values from 0.5 to 2 illustrate and are no plausible range)");
  expect_definition(
      "linkage: {lists: [A, B], missed: 0.125, false: {rate: 0.01}}",
      "12.5% of the people who are on both A and B were not linked, and 1% of the people on B who are not on A were linked to "
      "somebody there");
  expect_definition(
      "linkage: {lists: [A, B], false: {beta: [1, 99], of: links}}",
      "an uncertain share (Beta(1, 99), 1.0% on average) of the links made between A and B join two different people");
  expect_definition("scope: {list: A, share: 0.1}",
                    "10% of the people on A do not belong to the population, all of them among those on no other list");
  expect_definition("scope: {list: A, share: 0.1, placement: all}",
                    "10% of the people on A do not belong to the population, whatever other lists they are on");
  expect_definition("detection: {list: A, category: {form: b, sex: f}, factor: 1.5}",
                    "list A finds people with form b and sex f 1.5 times as often (odds, within each combination of the other "
                    "lists), and there are as "
                    "many of them as before");
  expect_definition("drop_lists: [\"a\\nb\"]", "without list a\\nb; people who are on no other list are left out");
}

static void steps_apply_in_their_order_not_in_that_of_the_file(void **state) {
  (void)state;
  dark_study *study = study_of(STUDY "scenarios:\n"
                                     "  - name: s\n"
                                     "    odds_ratio: [{lists: [A, B], value: 2}, {lists: [A, C], value: 3}]\n"
                                     "    scope: {list: A, share: 0.1, placement: all}\n"
                                     "    linkage: {lists: [A, B], missed: {beta: [2, 6]}}\n"
                                     "    drop_lists: [D]\n"
                                     "    where: {sex: f}\n"
                                     "    says: \" Some\n      words.  \"\n");
  static const dark_step_kind kinds[] = {DARK_STEP_WHERE, DARK_STEP_DROP_LISTS, DARK_STEP_LINKAGE,
                                         DARK_STEP_SCOPE, DARK_STEP_ODDS_RATIO, DARK_STEP_ODDS_RATIO};
  const dark_study_scenario *scenario = dark_study_scenario_at(study, 0);
  assert_int_equal(scenario->n_steps, 6);
  for (size_t i = 0; i < 6; i++) assert_int_equal(scenario->steps[i].kind, kinds[i]);
  const dark_step *linkage = &scenario->steps[2];
  assert_true(linkage->missed.rate == 0.25 && linkage->missed.a == 2 && linkage->missed.b == 6);
  assert_int_equal(linkage->missed.base, DARK_RATE_OF_PAIRS);
  assert_true(linkage->wrong.rate == 0 && linkage->wrong.base == DARK_RATE_OF_UNMATCHED);
  assert_int_equal(scenario->steps[3].placement, DARK_PLACEMENT_ALL);
  expect_texts(scenario->steps[5].lists, 2, "A|C");
  assert_true(scenario->steps[5].value == 3);
  assert_int_equal(scenario->steps[5].line, 5);
  assert_string_equal(scenario->says, "Some words.");
  dark_study_free(study);
}

static void words_may_be_of_several_languages(void **state) {
  (void)state;
  dark_study *study = study_of(STUDY "scenarios:\n"
                                     "  - {name: first, says: {fi: ' Omin\n    sanoin. ', en: In words.}}\n"
                                     "  - {name: second, says: {fi: Vain suomeksi., sv: På svenska.}}\n"
                                     "  - {name: third, says: In words.}\n");
  const dark__said *first = dark__said_at(study, 0);
  assert_int_equal(first->n, 2);
  expect_texts(first->languages, 2, "fi|en");
  expect_texts(first->texts, 2, "Omin sanoin.|In words.");
  assert_string_equal(dark_study_scenario_at(study, 0)->says, "In words.");
  assert_string_equal(dark_study_scenario_at(study, 1)->says, "Vain suomeksi.");
  assert_int_equal(dark__said_at(study, 2)->n, 0);
  assert_string_equal(dark_study_scenario_at(study, 2)->says, "In words.");
  dark_study_free(study);
}

static void a_range_is_a_scenario_for_each_value(void **state) {
  (void)state;
  dark_study *study = study_of(STUDY "scenarios:\n"
                                     "  - {name: first}\n"
                                     "  - {name: dep, says: why, odds_ratio: {lists: [A, B], range: [0.5, 1, 2e0]}}\n");
  static const char *const names[] = {"first", "dep=0.5", "dep=1", "dep=2"};
  assert_int_equal(dark_study_n_scenarios(study), 4);
  for (size_t i = 0; i < 4; i++) {
    const dark_study_scenario *scenario = dark_study_scenario_at(study, i);
    assert_string_equal(scenario->name, names[i]);
    assert_string_equal(scenario->group, i == 0 ? "first" : "dep");
    if (i > 0) assert_true(scenario->steps[0].value == 0.5 * (1 << (i - 1)));
    if (i > 0) assert_non_null(strstr(scenario->definition, names[i] + 4));
  }
  dark_study_free(study);
}

/* ---- Comparisons */

static void sides_take_over_what_they_do_not_name(void **state) {
  (void)state;
  dark_study *study = study_of("study: x\ndata: [{name: a, file: a.csv}, {name: b, file: b.csv}]\n"
                               "methods: [{method: bic}, {method: stepwise}]\n"
                               "scenarios: [{name: s}, {name: t, xi: {range: [1, 2]}}]\n"
                               "comparisons:\n"
                               "  - {baseline: s, against: [t, t=2]}\n"
                               "  - {baseline: {data: a, method: bic, category: {f: x, g: (all)}}, against: [{data: b}, {method: "
                               "stepwise, category: {f: y}}]}\n");
  const dark_study_comparison *comparison = dark_study_comparison_at(study, 0);
  assert_int_equal(dark_study_n_comparisons(study), 2);
  assert_string_equal(comparison->baseline.scenario, "s");
  assert_null(comparison->baseline.data);
  assert_null(comparison->baseline.method);
  assert_string_equal(comparison->against[0].scenario, "t");
  assert_string_equal(comparison->against[1].scenario, "t=2");
  comparison = dark_study_comparison_at(study, 1);
  assert_null(comparison->baseline.scenario);
  assert_string_equal(comparison->against[0].data, "b");
  assert_string_equal(comparison->against[0].method, "bic");
  assert_int_equal(comparison->against[0].n_category, 2);
  assert_string_equal(comparison->against[0].category[1].members[0], "(all)");
  assert_string_equal(comparison->against[1].data, "a");
  assert_int_equal(comparison->against[1].n_category, 1);
  dark_study_free(study);
  study = study_of(STUDY "comparisons: [{baseline: {category: {f: x}}, against: [{scenario: as-observed, category: {f: y}}]}]\n");
  assert_string_equal(dark_study_comparison_at(study, 0)->baseline.scenario, "as-observed"); /* the only one */
  dark_study_free(study);
}

/* ---- Anything */

static void no_change_of_a_file_makes_it_crash_or_lose_its_place(void **state) {
  (void)state;
  static const char more[] =
      "scenarios:\n  - {name: s, odds_ratio: {lists: [A, B], range: [1, 2]}, says: \"x\"}\n  - name: t\n    linkage: [{lists: "
      "[A, B], "
      "missed: {beta: [1, 9]}}]\n    detection: {list: A, category: {f: x}, factor: 2}\n    regroup: {f: {n: [a, b]}}\n"
      "comparisons:\n  - {baseline: s, against: [t, {scenario: t}]}\n";
  char text[8192];
  uint64_t seed = 1000000;
  size_t n_good = 0;
  const int n_times = TIMES(20000, 3000);
  for (int i = 0; i < n_times; i++) {
    dark__document *document;
    dark_study *study = NULL;
    dark_error err = DARK_ERROR_INIT;
    snprintf(text, sizeof text, "%s%s", full, more);
    const size_t n = mutate(text, strlen(text), sizeof text, &seed);
    dark_status status = dark__document_parse(&document, "m.yaml", text, n, &err);
    if (status == DARK_OK) status = dark__study_from(&study, document, "", &err);
    n_good += status == DARK_OK;
    if (status != DARK_OK && !has_place(err.message, "m.yaml")) fail_msg("change %d: '%s'", i, err.message);
    dark_study_free(study);
  }
  assert_in_range(n_good, n_times / 50, n_times * 9 / 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_data_set_may_be_of_a_period),
      cmocka_unit_test(a_list_file_may_have_a_column_of_keys_of_its_own),
      cmocka_unit_test(a_data_set_in_the_long_form_names_its_columns),
      cmocka_unit_test(data_sets_have_the_options_of_the_command_line),
      cmocka_unit_test(methods_inherit_from_the_top_and_may_differ),
      cmocka_unit_test(intervals_that_need_no_replicates_leave_none),
      cmocka_unit_test(every_interval_of_the_command_line_is_known),
      cmocka_unit_test(what_is_not_said_is_as_in_fit),
      cmocka_unit_test(relative_paths_begin_in_the_folder_of_the_study),
      cmocka_unit_test(json_says_the_same),
      cmocka_unit_test(every_scenario_is_told_in_a_sentence),
      cmocka_unit_test(steps_apply_in_their_order_not_in_that_of_the_file),
      cmocka_unit_test(words_may_be_of_several_languages),
      cmocka_unit_test(a_range_is_a_scenario_for_each_value),
      cmocka_unit_test(sides_take_over_what_they_do_not_name),
      cmocka_unit_test(no_change_of_a_file_makes_it_crash_or_lose_its_place),
  };
  return cmocka_run_group_tests_name("study file", tests, NULL, NULL);
}
