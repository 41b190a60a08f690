/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a study and making its tasks survives the failure of each of its allocations. libyaml takes memory of its own: it is told that
   there is none where it says how that fails. */

#include <stdio.h>
#include <unistd.h>

#include <darkfigure.h>

#include "allocation/survive.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static char counts_csv[32], police_csv[32], ngo_csv[32], contacts_csv[32], study_yaml[32], mistaken_yaml[32];
static dark_study *study;

/* All kinds of steps, of data sets and of comparisons. */
static int write_studies(void **state) {
  char text[4096];
  (void)state;
  write_file(counts_csv,
             "\xEF\xBB\xBF\"A\",B,C,form,n\n1,0,0,x,30\n0,1,0,x,20\n0,0,1,,10\n1,1,0,\"y\nz\",5\n1,0,1,x,4\n0,0,0,x,NA\n");
  write_file(police_csv, "id,form\nk1,x\nk2,\nk3,y\n");
  write_file(ngo_csv, "form;id\nx;k2\ny;k4\n");
  write_file(contacts_csv, "y,n,g,size\n1,40,a,0.5\n2,9,a,1\n3,2,b,2\n1,25,b,-1\n2,11,b,0.5\n");
  snprintf(
      text, sizeof text,
      "study: x\nreplicates: 10\nlevels: [0.5, 0.9]\ndata:\n"
      "  - {name: a, file: %s, by: [form], count: n, where: {form: [x, \"y\\nz\", \"\"]}, expect: {form: w}}\n"
      "  - {name: b, link: {key: id, files: {police: %s, ngo: %s}}, ordered: true}\n"
      "  - {name: c, file: %s, count_of_captures: y, count: n, covariates: [g, size]}\n  - {name: d, file: %s, count: n}\n"
      "methods:\n  - {method: bic, set: {top: 3, criterion: aic}, data: [a]}\n  - {model: '[1,2,3]', data: [a], name: m}\n"
      "  - {method: chapman, data: [b], interval: exact}\n  - {method: auto, data: [c, d]}\n"
      "scenarios:\n  - {name: s, says: why}\n"
      "  - {name: t, data: [a], methods: [bic], where: {form: x}, regroup: {form: {o: [x]}}, drop_lists: [C], "
      "merge_lists: {D: [A, B]}, method: stepwise}\n"
      "  - {name: u, data: [b], methods: [chapman], linkage: {lists: [police, ngo], missed: {beta: [1, 9]}}, scope: {list: ngo, "
      "share: 0.1}}\n"
      "  - {name: v, data: [a], methods: [bic], detection: {list: A, category: {form: x}, factor: 2}, odds_ratio: {lists: [A, "
      "B], "
      "range: [1, 2]}}\n"
      "  - {name: w, data: [d], split_lists: {A: form}}\n"
      "comparisons: [{baseline: {scenario: s, data: a, method: bic, category: {form: x}}, against: [v, {scenario: s, method: "
      "m}]}]\n",
      counts_csv, police_csv, ngo_csv, contacts_csv, counts_csv);
  write_file(study_yaml, text);
  write_file(mistaken_yaml, "study: x\ndata: [{name: a, file: a.csv}]\nscenarios: [{name: s, drop_list: [A]}]\n");
  dark_error err = DARK_ERROR_INIT;
  return dark_study_read(&study, study_yaml, &err) == DARK_OK ? 0 : -1;
}

static int remove_studies(void **state) {
  (void)state;
  dark_study_free(study);
  unlink(counts_csv), unlink(police_csv), unlink(ngo_csv), unlink(contacts_csv), unlink(study_yaml), unlink(mistaken_yaml);
  return 0;
}

/* `context` is the path of a study. */
static dark_status read_study(const void *context, dark_error *err) {
  dark_study *out = study;
  const dark_status status = dark_study_read(&out, context, err);
  assert_true((status == DARK_OK) == (out != NULL));
  dark_study_free(out);
  return status;
}

static dark_status make_tasks(const void *context, dark_error *err) {
  dark_tasks *out = (dark_tasks *)study;
  const dark_status status = dark_tasks_new(&out, context, err);
  assert_true((status == DARK_OK) == (out != NULL));
  dark_tasks_free(out);
  return status;
}

static dark_status deal_tasks(const void *context, dark_error *err) {
  size_t shards[32];
  assert_in_range(dark_tasks_n(context), 1, 32);
  return dark_tasks_deal(shards, context, 3, err);
}

static void reading_a_study_survives(void **state) {
  (void)state;
  assert_survives("dark_study_read", read_study, study_yaml, DARK_OK, MEMORY_NEEDED);
  assert_survives("dark_study_read with a mistake", read_study, mistaken_yaml, DARK_EUSAGE, MEMORY_SPARED);
}

static void making_and_dealing_tasks_survives(void **state) {
  (void)state;
  dark_tasks *tasks;
  dark_error err = DARK_ERROR_INIT;
  assert_survives("dark_tasks_new", make_tasks, study, DARK_OK, MEMORY_NEEDED);
  assert_ok(dark_tasks_new(&tasks, study, &err), err);
  assert_survives("dark_tasks_deal", deal_tasks, tasks, DARK_OK, MEMORY_NEEDED);
  dark_tasks_free(tasks);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reading_a_study_survives),
                                     cmocka_unit_test(making_and_dealing_tasks_survives)};
  return cmocka_run_group_tests(tests, write_studies, remove_studies);
}
