/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Study files: what they say, and what is refused without looking at any data. */

#include <stdlib.h>
#include <string.h>

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

/* ---- What is refused */

static void unknown_keys_have_the_nearest(void **state) {
  (void)state;
  reject_study("study: x\nreplicats: 10\n" DATA, "2:1: unknown key 'replicats' in a study; did you mean 'replicates'?");
  reject_study("study: x\nzzzzzzzz: 10\n" DATA, "2:1: unknown key 'zzzzzzzz' in a study, which may have study, seed, replicates, "
                                                "levels, data, methods, scenarios, comparisons");
  reject_study("study: x\ndata: [{name: a, fil: a.csv}]", "2:18: unknown key 'fil' in a data set; did you mean 'file'?");
  reject_study("study: x\ndata: [{name: a, link: {key: k, fils: {}}}]",
               "2:33: unknown key 'fils' in link; did you mean 'files'?");
  reject_study(STUDY "methods: [{metod: bic}]", "3:12: unknown key 'metod' in a method; did you mean 'method'?");
  reject_study(STUDY "scenarios: [{name: s, drop_list: [A]}]",
               "3:23: unknown key 'drop_list' in a scenario; did you mean 'drop_lists'?");
  reject_study(STUDY "scenarios: [{name: s, xi: {valu: 1}}]", "3:28: unknown key 'valu' in xi; did you mean 'value'?");
  reject_study(STUDY "scenarios: [{name: s, linkage: {lists: [A, B], mised: 1}}]",
               "3:48: unknown key 'mised' in linkage; did you mean 'missed'?");
  reject_study(STUDY "comparisons: [{baseline: s, againt: [t]}]",
               "3:29: unknown key 'againt' in a comparison; did you mean 'against'?");
  reject_study(
      "study: x\n<<: {}\n" DATA,
      "2:1: unknown key '<<' in a study, which may have study, seed, replicates, levels, data, methods, scenarios, comparisons");
}

static void what_a_study_needs_is_asked_for(void **state) {
  (void)state;
  reject_study(DATA, "1:1: the study has no name; the key is 'study'");
  reject_study("study: x\n", "1:1: the study has no data; the key is 'data'");
  reject_study("study: x\ndata: []\n", "2:7: data is an empty list");
  reject_study("study: x\ndata: {}\n", "2:7: data should be a list, such as [A, B], and here is a map");
  reject_study("study: x\ndata: [a]\n", "2:8: a data set should be a map of keys such as 'name: ...', and here is 'a'");
  reject_study("study: x\ndata: [{file: a.csv}]\n", "2:8: a data set needs a 'name'");
  reject_study("study: x\ndata: [{name: a}]\n", "2:8: data set 'a' has neither 'file' nor 'link'");
  reject_study("study: x\ndata: [{name: a, file: b, link: {}}]\n", "2:27: data set 'a' has both 'file' and 'link'");
  reject_study("study: x\ndata: [{name: a, link: {files: {p: q}}}]\n",
               "2:24: link needs a key: the name of the column that the files share");
  reject_study("study: x\ndata: [{name: a, link: {key: k}}]\n", "2:24: link needs files: a map of lists to their files");
  reject_study("study: x\ndata: [{name: a, link: {key: k, files: {}}}]\n",
               "2:40: files should be a map, and here is an empty one");
  reject_study("study: x\ndata: [{name: a, file: '-'}]\n", "2:24: file: standard input cannot be part of a study");
  reject_study(STUDY "scenarios: [{xi: {value: 2}}]", "3:13: a scenario needs a 'name'");
  reject_study(STUDY "comparisons: [{against: [s]}]", "3:15: a comparison needs 'baseline'");
  reject_study(STUDY "comparisons: [{baseline: {}, against: [s]}]", "3:26: baseline names nothing");
  reject_study("[]", "1:1: a study should be a map of keys such as 'study: ...', and here is a list");
}

static void values_of_the_wrong_kind_are_refused(void **state) {
  (void)state;
  reject_study("study: [x]\n" DATA, "1:8: study should be a text, and here is a list");
  reject_study("study:\n" DATA, "1:7: study should be a text, and here is nothing");
  reject_study("study: null\n" DATA, "1:8: study is null, which is no value; in quotes it is a text");
  reject_study("study: x\nseed: -1\n" DATA, "2:7: seed: '-1' is not a whole number from 0 to 18446744073709551615");
  reject_study("study: x\nseed: \"1\"\n" DATA, "2:7: seed should be a whole number, and here is the text '1' in quotes");
  reject_study("study: x\nreplicates: 0x10\n" DATA, "2:13: replicates: '0x10' is not a whole number from 0 to 100000000");
  reject_study("study: x\nreplicates: 1e9\n" DATA, "2:13: replicates: '1e9' is not a whole number from 0 to 100000000");
  reject_study("study: x\nlevels: 0.95\n" DATA, "2:9: levels should be a list, such as [A, B], and here is '0.95'");
  reject_study("study: x\nlevels: [0.95, 1]\n" DATA, "2:16: levels: '1' is not a number between 0 and 1");
  reject_study("study: x\nlevels: [0.95, 9.5e-1]\n" DATA, "2:16: levels: 9.5e-1 appears twice");
  reject_study("study: x\ndata: [{name: a, file: b, by: form}]", "2:31: by should be a list, such as [A, B], and here is 'form'");
  reject_study("study: x\ndata: [{name: a, file: b, by: [f, f]}]", "2:35: by: 'f' appears twice");
  reject_study("study: x\ndata: [{name: a, file: b, by: [f, '']}]", "2:35: by should be a text, and here is an empty text");
  reject_study("study: x\ndata: [{name: a, file: b, where: [f]}]", "2:34: where should be a map, and here is a list");
  reject_study("study: x\ndata: [{name: a, file: b, where: {f: }}]", "2:38: where should be a text, and here is nothing");
  reject_study("study: x\ndata: [{name: a, file: b, drop_unlisted: yes}]",
               "2:42: drop_unlisted: 'yes' is neither true nor false");
  reject_study("study: x\ndata: [{name: a, file: b, delimiter: '|'}]", "2:38: delimiter: '|' is not ',', ';' or 'tab'");
  reject_study("study: x\ndata: [{name: a, file: b, merge_lists: {n: [p]}}]", "2:44: merge_lists: 'n' needs at least 2 names");
  reject_study("study: x\ndata: [{name: a, file: b, merge_lists: {n: [p, q+r]}}]",
               "2:48: merge_lists: a '+' in 'q+r' cannot be told from a separator; rename it in the data");
  reject_study("study: x\ndata: [{name: a, file: b, where: {'f=g': 1}}]",
               "2:35: where: a '=' in 'f=g' cannot be told from a separator; rename it in the data");
  reject_study("study: x\ndata: [{name: a, file: b, by: [f], expect: {f: ['1,2']}}]",
               "2:49: expect: a ',' in '1,2' cannot be told from a separator; rename it in the data");
  reject_study("study: x\ndata: [{name: a, file: b, expect: {f: 1}}]",
               "2:27: 'expect' names values of a category, so it needs 'by'");
  reject_study("study: x\ndata: [{name: a, link: {key: k, conflict: stopp, files: {p: q}}}]",
               "2:43: conflict: 'stopp' is none of stop, first, missing; did you mean 'stop'?");
  reject_study("study: \"a\\nb\"\n" DATA, "1:8: study holds a control character");
}

static void names_are_unique(void **state) {
  (void)state;
  reject_study("study: x\ndata:\n - {name: a, file: b}\n - {name: a, file: c}\n",
               "4:11: two data sets are called 'a', first on line 3");
  reject_study(STUDY "methods: [{method: bic}, {method: bic, max_order: 2}]",
               "3:26: two methods are called 'bic', first on line 3; 'name' tells them apart");
  reject_study(STUDY "scenarios:\n - {name: s}\n - {name: s, xi: {value: 2}}\n",
               "5:11: two scenarios are called 's', first on line 4");
  reject_study(STUDY "scenarios:\n - {name: s=2}\n - {name: s, xi: {range: [1, 2]}}\n",
               "5:11: two scenarios are called 's=2', first on line 4");
}

static void methods_are_checked_against_the_registry(void **state) {
  (void)state;
  reject_study(STUDY "methods: [{method: stepwize}]", "3:20: unknown method 'stepwize'; did you mean 'stepwise'?");
  reject_study(STUDY "methods: [{method: zzzzzzzzzzz}]", "3:20: unknown method 'zzzzzzzzzzz'; see 'darkfigure methods'");
  reject_study(STUDY "methods: [{method: fixed}]", "3:11: method fixed needs a model, such as model: '[12,3]'");
  reject_study(STUDY "methods: [{method: bic, model: '[12,3]'}]",
               "3:25: method bic chooses its own model; 'model' goes with method fixed");
  reject_study(STUDY "methods: [{model: '[12,3]', max_order: 2}]", "3:29: method fixed searches no orders");
  reject_study(STUDY "methods: [{method: stepwise, max_order: 2}]", "3:30: method stepwise searches no orders");
  reject_study(STUDY "methods: [{method: bic, max_order: 17}]", "3:36: max_order: '17' is not a whole number from 1 to 16");
  reject_study(STUDY "methods: [{method: bic, set: {criterium: aic}}]",
               "3:31: set criterium=aic: method bic has no option 'criterium'; did you mean 'criterion'?");
  reject_study(STUDY "methods: [{method: bic, set: {criterion: cic}}]", "3:42: set criterion=cic: 'cic' is none of bic|aic");
  reject_study(STUDY "methods: [{method: stepwise, set: {p: 1.5}}]", "3:39: set p=1.5: '1.5' is not a number from 0 to 1");
  reject_study(STUDY "methods: [{method: bic, interval: bac}]",
               "3:35: interval: 'bac' is none of percentile, bca; did you mean 'bca'?");
  reject_study(STUDY "methods: [{method: bic, replicates: 0, interval: bca}]",
               "3:40: 'interval' needs replicates, and there are none with replicates 0");
  reject_study("study: x\nreplicates: 0\n" DATA "methods: [{method: bic, resample: imputed}]",
               "4:25: 'resample' needs replicates, and there are none with replicates 0");
  reject_study(STUDY "methods: [{method: bic, data: [b]}]", "3:32: data: 'b' is none of a");
}

#define SCENARIO(steps) STUDY "scenarios: [{name: s, " steps "}]"

static void scenarios_are_checked_for_what_they_say(void **state) {
  (void)state;
  reject_study(SCENARIO("data: [b]"), "3:30: data: 'b' is none of a");
  reject_study(SCENARIO("methods: [bic]"), "3:33: methods: 'bic' is none of auto");
  reject_study(SCENARIO("drop_lists: [A], merge_lists: {N: [A, B]}"), "3:58: list 'A' is both dropped and merged");
  reject_study(SCENARIO("merge_lists: {N: [A, B], M: [C, A]}"), "3:55: list 'A' is merged twice");
  reject_study(SCENARIO("regroup: {f: {n: [a], m: [b, a]}}"), "3:52: regroup: 'a' goes into two values");
  reject_study(SCENARIO("regroup: {f: {(all): [a]}}"),
               "3:37: regroup: '(all)' stands for all values in results and cannot be a value");
  reject_study(SCENARIO("odds_ratio: {lists: [A, B, C], value: 2}"), "3:43: lists: two lists are needed, not 3");
  reject_study(SCENARIO("odds_ratio: {lists: [A, A], value: 2}"), "3:47: lists: 'A' appears twice");
  reject_study(SCENARIO("odds_ratio: {lists: [A, B]}"), "3:35: 'odds_ratio' needs either 'value' or 'range'");
  reject_study(SCENARIO("odds_ratio: {lists: [A, B], value: 1, range: [1, 2]}"),
               "3:35: 'odds_ratio' needs either 'value' or 'range'");
  reject_study(SCENARIO("odds_ratio: {lists: [A, B], value: 0}"), "3:58: value: '0' is not a number from 0.001 to 1000");
  reject_study(SCENARIO("odds_ratio: {lists: [A, B], range: [2]}"),
               "3:58: range: at least two values are needed; 'value' takes one");
  reject_study(SCENARIO("odds_ratio: {lists: [A, B], range: [2, 2]}"), "3:62: range: 2 does not lie above the value before it");
  reject_study(SCENARIO("odds_ratio: [{lists: [A, B], value: 2}, {lists: [B, A], value: 3}]"),
               "3:63: 'odds_ratio' says two things about the same lists");
  reject_study(SCENARIO("odds_ratio: [{lists: [A, B], range: [1, 2]}, {lists: [A, C], range: [1, 2]}]"),
               "3:91: a second range in one scenario");
  reject_study(SCENARIO("odds_ratio: {lists: [A, B], value: 2}, xi: {value: 2}"),
               "3:62: 'odds_ratio' and 'xi' both replace the assumption about the unseen; make two scenarios of them");
  reject_study(SCENARIO("xi: {value: 1000}"), "3:35: value: '1000' is not a number from 0.01 to 100");
  reject_study(SCENARIO("xi: 2"), "3:27: xi should be a map of keys such as 'value: ...', and here is '2'");
  reject_study(SCENARIO("linkage: {lists: [A, B]}"), "3:32: 'linkage' needs 'missed' or 'false' or both");
  reject_study(SCENARIO("linkage: {missed: 0.1}"), "3:32: 'linkage' needs 'lists'");
  reject_study(SCENARIO("linkage: {lists: [A, B], missed: 1}"), "3:56: missed: '1' is not a number from 0 to 0.999");
  reject_study(SCENARIO("linkage: {lists: [A, B], missed: {of: pairs}}"), "3:56: 'missed' needs either 'rate' or 'beta'");
  reject_study(SCENARIO("linkage: {lists: [A, B], missed: {rate: 0.1, of: links}}"), "3:72: of: 'links' is none of pairs");
  reject_study(SCENARIO("linkage: {lists: [A, B], false: {rate: 0.1, of: link}}"),
               "3:71: of: 'link' is none of unmatched, links; did you mean 'links'?");
  reject_study(SCENARIO("linkage: {lists: [A, B], missed: {beta: [1]}}"),
               "3:63: beta: two parameters are needed, such as [2, 98]");
  reject_study(SCENARIO("linkage: {lists: [A, B], missed: {beta: [0, 1]}}"),
               "3:64: beta: '0' is not a number between 0 and 1000000000");
  reject_study(SCENARIO("linkage: {lists: [A, B], missed: 0.5, false: 0.5}"),
               "3:32: linkage: true pairs would be linked no more often than others, since missed and false add up to 1");
  reject_study(SCENARIO("scope: {list: A}"), "3:30: 'scope' needs 'share'");
  reject_study(SCENARIO("scope: {list: A, share: 1}"), "3:47: share: '1' is not a number from 0 to 0.999");
  reject_study(SCENARIO("scope: {list: A, share: 0.1, placement: al}"),
               "3:63: placement: 'al' is none of alone, all; did you mean 'all'?");
  reject_study(SCENARIO("detection: {factor: 2}"), "3:34: 'detection' needs 'list'");
  reject_study(SCENARIO("detection: {list: A, category: {f: [a, b]}, factor: 2}"),
               "3:58: category: one value of each column is needed");
  reject_study(SCENARIO("detection: {list: A, factor: 0}"), "3:52: factor: '0' is not a number from 0.001 to 1000");
}

static void comparisons_refer_to_what_is_there(void **state) {
  (void)state;
  const char *const two = "study: x\ndata: [{name: a, file: a.csv}, {name: b, file: b.csv}]\n";
  char text[512];
  reject_study(STUDY "comparisons: [{baseline: as-observd, against: [as-observed]}]",
               "3:26: scenario: 'as-observd' is none of as-observed; did you mean 'as-observed'?");
  reject_study(STUDY "comparisons: [{baseline: as-observed, against: as-observed}]",
               "3:48: against should be a list, such as [A, B], and here is 'as-observed'");
  reject_study(STUDY "comparisons: [{baseline: {data: b}, against: [as-observed]}]", "3:33: data: 'b' is none of a");
  reject_study(STUDY "comparisons: [{baseline: {method: bic}, against: [as-observed]}]", "3:35: method: 'bic' is none of auto");
  reject_study(STUDY "comparisons: [{baseline: {category: {f: [x, y]}}, against: [as-observed]}]",
               "3:41: category: one value of each column is needed");
  snprintf(text, sizeof text, "%scomparisons: [{baseline: as-observed, against: [{data: b}]}]", two);
  reject_study(
      text,
      "3:49: this side names its data and the baseline does not; the baseline may be a map, such as {scenario: .., data: ..}");
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
      cmocka_unit_test(data_sets_have_the_options_of_the_command_line),
      cmocka_unit_test(methods_inherit_from_the_top_and_may_differ),
      cmocka_unit_test(what_is_not_said_is_as_in_fit),
      cmocka_unit_test(relative_paths_begin_in_the_folder_of_the_study),
      cmocka_unit_test(json_says_the_same),
      cmocka_unit_test(every_scenario_is_told_in_a_sentence),
      cmocka_unit_test(steps_apply_in_their_order_not_in_that_of_the_file),
      cmocka_unit_test(a_range_is_a_scenario_for_each_value),
      cmocka_unit_test(sides_take_over_what_they_do_not_name),
      cmocka_unit_test(unknown_keys_have_the_nearest),
      cmocka_unit_test(what_a_study_needs_is_asked_for),
      cmocka_unit_test(values_of_the_wrong_kind_are_refused),
      cmocka_unit_test(names_are_unique),
      cmocka_unit_test(methods_are_checked_against_the_registry),
      cmocka_unit_test(scenarios_are_checked_for_what_they_say),
      cmocka_unit_test(comparisons_refer_to_what_is_there),
      cmocka_unit_test(no_change_of_a_file_makes_it_crash_or_lose_its_place),
  };
  return cmocka_run_group_tests_name("study file", tests, NULL, NULL);
}
