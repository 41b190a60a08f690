/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Study files: what is refused without looking at any data, in which words and at which place. */

#include <stdio.h>

#include "support/assert_close.h"
#include "support/documents.h"

#define DATA "data: [{name: a, file: a.csv}]\n"
#define STUDY "study: x\n" DATA

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
  reject_study("study: x\ndata: [{name: a, file: b, delimiter: '|'}]", "2:38: delimiter: '|' is not ',', ';', 'tab' or 'blank'");
  reject_study("study: x\ndata: [{name: a, file: b, merge_lists: {n: [p]}}]", "2:44: merge_lists: 'n' needs at least 2 names");
  reject_study("study: x\ndata: [{name: a, file: b, merge_lists: {n: [p, q+r]}}]",
               "2:48: merge_lists: a '+' in 'q+r' cannot be told from a separator; rename it in the data");
  reject_study("study: x\ndata: [{name: a, file: b, where: {'f=g': 1}}]",
               "2:35: where: a '=' in 'f=g' cannot be told from a separator; rename it in the data");
  reject_study("study: x\ndata: [{name: a, file: b, by: [f], expect: {f: ['1,2']}}]",
               "2:49: expect: a ',' in '1,2' cannot be told from a separator; rename it in the data");
  reject_study("study: x\ndata: [{name: a, file: b, expect: {f: 1}}]",
               "2:27: 'expect' names values of a category, so it needs 'by'");
  reject_study("study: x\ndata: [{name: a, file: f, long: {list: k}}]",
               "2:33: long needs a key: the name of the column that says who was seen");
  reject_study("study: x\ndata: [{name: a, long: {key: k}, link: {key: k, files: {p: q}}}]",
               "2:18: data set 'a' has both 'link' and 'long'");
  reject_study("study: x\ndata: [{name: a, link: {key: k, files: {p: {key: q}}}}]", "2:44: a list file needs a 'file'");
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
               "3:35: interval: 'bac' is none of percentile, bca, log-normal, exact, profile, mata-aic, mata-bic, credible, "
               "mixture; did you mean 'bca'?");
  reject_study(STUDY "methods: [{method: bic, replicates: 0, interval: bca}]",
               "3:40: 'interval' needs replicates, and there are none with replicates 0");
  reject_study(STUDY "methods: [{method: bic, replicates: 10, interval: profile}]",
               "3:25: 'replicates' and interval profile exclude each other: it needs no replicates");
  reject_study(STUDY "methods: [{method: bic, interval: mata-aic, resample: imputed}]",
               "3:45: 'resample' and interval mata-aic exclude each other: it needs no replicates");
  reject_study("study: x\nreplicates: 0\n" DATA "methods: [{method: bic, resample: imputed}]",
               "4:25: 'resample' needs replicates, and there are none with replicates 0");
  reject_study(STUDY "methods: [{method: bic, data: [b]}]", "3:32: data: 'b' is none of a");
}

#define SCENARIO(steps) STUDY "scenarios: [{name: s, " steps "}]"

static void scenarios_may_not_ask_for_what_no_method_does(void **state) {
  (void)state;
  reject_study(SCENARIO("method: stepwize"), "3:31: unknown method 'stepwize'; did you mean 'stepwise'?");
  reject_study(SCENARIO("method: bic, model: '[12,3]'"),
               "3:36: method bic chooses its own model; 'model' goes with method fixed");
  reject_study(SCENARIO("method: fixed"), "3:13: method fixed needs a model, such as model: '[12,3]'");
  reject_study(SCENARIO("model: '[12,3]', max_order: 2"), "3:40: method fixed searches no orders");
  reject_study(SCENARIO("max_order: 0"), "3:34: max_order: '0' is not a whole number from 1 to 16");
}

static void scenarios_are_checked_for_what_they_say(void **state) {
  (void)state;
  reject_study(SCENARIO("data: [b]"), "3:30: data: 'b' is none of a");
  reject_study(SCENARIO("methods: [bic]"), "3:33: methods: 'bic' is none of auto");
  reject_study(SCENARIO("drop_lists: [A], merge_lists: {N: [A, B]}"), "3:58: list 'A' is both dropped and merged");
  reject_study(SCENARIO("merge_lists: {N: [A, B], M: [C, A]}"), "3:55: list 'A' is merged twice");
  reject_study(SCENARIO("regroup: {f: {n: [a], m: [b, a]}}"), "3:52: regroup: 'a' goes into two values");
  reject_study(SCENARIO("split_lists: {}"), "3:36: split_lists should be a map, and here is an empty one");
  reject_study(SCENARIO("split_lists: {A: [f]}"), "3:40: split_lists should be a text, and here is a list");
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
      "3:49: this side names its data and the baseline does not; name it there too, in a map such as {scenario: .., data: ..}");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(unknown_keys_have_the_nearest),
      cmocka_unit_test(what_a_study_needs_is_asked_for),
      cmocka_unit_test(values_of_the_wrong_kind_are_refused),
      cmocka_unit_test(names_are_unique),
      cmocka_unit_test(methods_are_checked_against_the_registry),
      cmocka_unit_test(scenarios_may_not_ask_for_what_no_method_does),
      cmocka_unit_test(scenarios_are_checked_for_what_they_say),
      cmocka_unit_test(comparisons_refer_to_what_is_there),
  };
  return cmocka_run_group_tests_name("study refusals", tests, NULL, NULL);
}
