/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tasks are called by: equal where the answers are, another one where anything changes them. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/assert_close.h"
#include "support/made_study.h"
#include "support/tables.h"

#define ONE "study: x\nreplicates: 100\ndata: [{name: uk, file: " UK "}]\n"

static const char *id_of(const char *text, char id[65]) {
  made_study made = make_tasks(text);
  memcpy(id, dark_tasks_at(made.tasks, 0)->id, 65);
  assert_int_equal(strlen(id), 64);
  assert_int_equal(strspn(id, "0123456789abcdef"), 64);
  unmake(&made);
  return id;
}

static const char plain[] =
    "study: x\nreplicates: 100\ndata: [{name: f, file: FORMS, by: [form], where: {sex: [f, m]}, expect: {form: [z, y]}}]\n"
    "methods: [{method: bic, set: {top: 3, criterion: aic}, data: [f]}]\n"
    "scenarios: [{name: s, where: {sex: f, form: [sexual, labour]}, regroup: {form: {n: [sexual, labour]}}, "
    "odds_ratio: {lists: [A, B], value: 2}}]\n";

static void ids_do_not_change_with_names_layout_or_order(void **state) {
  (void)state;
  static const char *const same[] = {"# words\nstudy: another\nreplicates: 1e2\nlevels: [0.5]\nseed: 1\ndata:\n  - name: g\n    "
                                     "file: ./FORMS\n    where: {sex: [m, f]}\n"
                                     "    by: [form]\n    expect: {form: [y, z]}\nmethods:\n  - {name: m, set: {criterion: aic, "
                                     "top: 3}, method: bic, interval: bca}\n"
                                     "scenarios:\n  - name: t\n    says: something\n    odds_ratio: {value: 2.0, lists: [B, A]}\n"
                                     "    regroup: {form: {n: [labour, sexual]}}\n    where: {form: [labour, sexual], sex: f}\n",
                                     "study: x\nreplicates: 100\ndata: [{name: f, file: FORMS, by: [form], where: {sex: [f, m]}, "
                                     "expect: {form: [z, y]}}, {name: e, file: " KOREA "}]\n"
                                     "methods: [{method: stepwise, data: [e]}, {method: bic, set: {top: 3, criterion: aic}}]\n"
                                     "scenarios: [{name: s, data: [f], methods: [bic], where: {sex: f, form: [sexual, labour]}, "
                                     "regroup: {form: {n: [sexual, labour]}}, "
                                     "odds_ratio: {lists: [A, B], range: [2, 3]}}, {name: r, data: [e], methods: [stepwise]}]\n"};
  char expected[65], id[65];
  id_of(plain, expected);
  for (size_t i = 0; i < 2; i++) {
    char *text = strdup(same[i]), *dot = strstr(text, "./FORMS");
    if (dot != NULL) memmove(dot, dot + 2, strlen(dot + 2) + 1); /* the file's name has a folder of its own */
    assert_string_equal(id_of(text, id), expected);
    free(text);
  }
}

/* FORMS with these further words about the data set, and with these about the scenario. */
static const char *id_with(const char *data, const char *scenario, char id[65]) {
  char text[512];
  snprintf(text, sizeof text,
           "study: x\nreplicates: 10\ndata: [{name: f, file: FORMS%s}]\nmethods: [{method: independence}]\n"
           "scenarios: [{name: s%s}]\n",
           data, scenario);
  return id_of(text, id);
}

static void members_of_merged_lists_have_no_order(void **state) {
  (void)state;
  char id[65], again[65], other[65];
  id_with(", merge_lists: {D: [B, C]}", "", id);
  assert_string_equal(id_with(", merge_lists: {D: [C, B]}", "", again), id);
  assert_string_not_equal(id_with(", merge_lists: {D: [A, C]}", "", other), id);
}

static void ids_change_with_the_interactions_that_are_forced_but_not_with_their_order(void **state) {
  (void)state;
  static const char *const forces[] = {"", ", force: ['A:B']", ", force: ['A:C']", ", force: ['A:B', 'A:C']"};
  enum { N = sizeof forces / sizeof forces[0] };
  char ids[N][65], again[65];
  for (size_t i = 0; i < N; i++) {
    id_with("", forces[i], ids[i]);
    for (size_t k = 0; k < i; k++) assert_string_not_equal(ids[i], ids[k]);
  }
  assert_string_equal(id_with("", ", force: ['A:C', 'A:B']", again), ids[3]);
}

/* Both columns say the same of everybody, so that all counts stay where they are: only what rows of results are called changes. */
static void ids_change_with_the_order_of_categories(void **state) {
  (void)state;
  static const char *const orders[] = {"p, q", "q, p"};
  char ids[2][65], path[32], text[512];
  write_file(path, "A,B,p,q,n\n1,0,x,x,9\n0,1,x,x,8\n1,1,x,x,3\n1,0,y,y,7\n0,1,y,y,6\n1,1,y,y,2\n");
  for (size_t i = 0; i < 2; i++) {
    snprintf(text, sizeof text, "study: x\nreplicates: 10\ndata: [{name: f, file: %s, by: [%s]}]\n", path, orders[i]);
    id_of(text, ids[i]);
  }
  unlink(path);
  assert_string_not_equal(ids[0], ids[1]);
}

/* The id of `plain` with one text in place of another. */
static void expect_other_id(const char *what, const char *instead, const char *other) {
  char text[2048], id[65];
  const char *at = strstr(plain, what);
  assert_non_null(at);
  snprintf(text, sizeof text, "%.*s%s%s", (int)(at - plain), plain, instead, at + strlen(what));
  if (strcmp(id_of(text, id), other) == 0) fail_msg("'%s' instead of '%s' does not change the id", instead, what);
}

static void ids_change_with_whatever_changes_the_answer(void **state) {
  (void)state;
  static const char *const changes[][2] = {
      {"replicates: 100", "replicates: 101"},
      {"study: x", "study: x\nseed: 2"},
      {"by: [form]", "by: [form, sex]"},
      {"where: {sex: [f, m]}", "where: {sex: f}"},
      {"[z, y]", "[z]"},
      {"where: {sex: [f, m]}", "where: {sex: [f, m]}, merge_lists: {B: [B, C]}"},
      {"where: {sex: [f, m]}", "where: {sex: [f, m]}, drop_lists: [C]"},
      {"method: bic", "method: bic, max_order: 2"},
      {"method: bic", "method: bic, resample: imputed"},
      {"top: 3", "top: 4"},
      {"method: bic, set: {top: 3, criterion: aic}", "method: downhill, set: {criterion: aic}"},
      {"value: 2", "value: 2.1"},
      {"lists: [A, B]", "lists: [A, C]"},
      {"odds_ratio: {lists: [A, B], value: 2}", "xi: {value: 2}"},
      {"{n: [sexual, labour]}", "{n2: [sexual, labour]}"},
      {"{n: [sexual, labour]}", "{n: sexual}"},
      {"where: {sex: f, form", "where: {form"},
      {"where: {sex: f, form", "where: {sex: m, form"}};
  char expected[65];
  id_of(plain, expected);
  for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) expect_other_id(changes[i][0], changes[i][1], expected);
}

/* Which of two lists has the false links, and of what their rate is a share: the same words in another order are another question. */
static void ids_change_with_the_order_of_linked_lists_and_the_base_of_a_rate(void **state) {
  (void)state;
  static const char *const scenarios[] = {"lists: [A, B], missed: 0.1, false: 0.01", "lists: [B, A], missed: 0.1, false: 0.01",
                                          "lists: [A, B], missed: 0.1, false: {rate: 0.01, of: links}",
                                          "lists: [A, B], missed: 0.01, false: 0.1",
                                          "lists: [A, B], missed: 0.1, false: {beta: [1, 99]}"};
  enum { N = sizeof scenarios / sizeof scenarios[0] };
  char ids[N][65], text[512];
  for (size_t i = 0; i < N; i++) {
    snprintf(text, sizeof text,
             "study: x\nreplicates: 10\ndata: [{name: f, file: FORMS}]\nmethods: [{method: independence}]\n"
             "scenarios: [{name: s, linkage: {%s}}]\n",
             scenarios[i]);
    id_of(text, ids[i]);
    for (size_t k = 0; k < i; k++)
      if (strcmp(ids[i], ids[k]) == 0) fail_msg("'%s' has the id of '%s'", scenarios[i], scenarios[k]);
  }
}

static void ids_change_with_the_data(void **state) {
  (void)state;
  char a[65], b[65];
  id_of(ONE, a);
  id_of("study: x\nreplicates: 100\ndata: [{name: uk, file: " KOREA "}]\n", b);
  assert_string_not_equal(a, b);
}

static void what_is_the_same_is_done_once(void **state) {
  (void)state;
  made_study made = make_tasks(ONE "methods: [{method: stepwise}, {name: again, method: stepwise, interval: bca}]\n"
                                   "scenarios: [{name: s}, {name: t}, {name: u, drop_lists: [LA]}]\n");
  static const size_t same_as[] = {0, 0, 0, 0, 4, 4};
  for (size_t i = 0; i < 6; i++) {
    assert_int_equal(dark_tasks_at(made.tasks, i)->same_as, same_as[i]);
    assert_true((dark_tasks_at(made.tasks, i)->seconds > 0) == (same_as[i] == i));
  }
  const size_t n = dark_tasks_n_notes(made.tasks);
  assert_string_equal(dark_tasks_note(made.tasks, n - 1),
                      "4 tasks are the same as an earlier one and need no work (task 2 is task 1)");
  unmake(&made);
}

static void the_hash_of_all_holds_names_levels_and_comparisons(void **state) {
  (void)state;
  static const char *const texts[] = {ONE,
                                      "study: x\nreplicates: 100\nlevels: [0.9]\ndata: [{name: uk, file: " UK "}]\n",
                                      ONE "methods: [{method: auto, interval: bca}]\n",
                                      ONE "comparisons: [{baseline: as-observed, against: [as-observed]}]\n",
                                      ONE "methods: [{name: m, method: auto}]\n",
                                      "study: y\nreplicates: 100\ndata: [{name: uk, file: " UK "}]\n",
                                      ONE "scenarios: [{name: s}]\n"};
  char hashes[7][65];
  for (size_t i = 0; i < 7; i++) {
    made_study made = make_tasks(texts[i]);
    memcpy(hashes[i], dark_tasks_sha256(made.tasks), 65);
    for (size_t k = 0; k < i; k++) assert_string_not_equal(hashes[k], hashes[i]);
    unmake(&made);
  }
  made_study made = make_tasks("# words\n" ONE "levels: [0.95]\n");
  assert_string_equal(dark_tasks_sha256(made.tasks), hashes[0]);
  unmake(&made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ids_do_not_change_with_names_layout_or_order),
      cmocka_unit_test(members_of_merged_lists_have_no_order),
      cmocka_unit_test(ids_change_with_the_interactions_that_are_forced_but_not_with_their_order),
      cmocka_unit_test(ids_change_with_the_order_of_categories),
      cmocka_unit_test(ids_change_with_whatever_changes_the_answer),
      cmocka_unit_test(ids_change_with_the_order_of_linked_lists_and_the_base_of_a_rate),
      cmocka_unit_test(ids_change_with_the_data),
      cmocka_unit_test(what_is_the_same_is_done_once),
      cmocka_unit_test(the_hash_of_all_holds_names_levels_and_comparisons),
  };
  return cmocka_run_group_tests_name("task ids", tests, NULL, NULL);
}
