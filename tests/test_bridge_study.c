/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies for other languages: run into a file or into memory, watched, stopped, and read as frames. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "study/store/store.h"
#include "support/asking.h"
#include "support/assert_close.h"
#include "support/made_study.h"
#include "support/published.h"
#include "support/tables.h"

static dark_error err;
static char path[64];

static const char with_all[] =
    "study: x\nreplicates: 700\ndata: [{name: uk, file: " UK "}, {name: forms, file: FORMS, by: [form]}]\n"
    "methods: [{name: a, method: bic}, {name: b, method: bic, interval: bca, levels: [0.5, 0.8]}]\n"
    "scenarios: [{name: all}, {name: less, drop_lists: [GP], data: [uk]}]\n"
    "comparisons: [{baseline: all, against: [less]}]\n";

static void name_store(const char *name) {
  snprintf(path, sizeof path, "build/bridge-%s-%ld.db", name, (long)getpid());
  unlink(path);
}

static dark_answer *answer_of(const made_study *made, const char *store) {
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_answer *answer;
  options.store = store;
  assert_ok(dark_answer_study(&answer, made->tasks, &options, NULL, &err), err);
  return answer;
}

static char *text_of(const dark_answer *answer, dark_format format) {
  char *text;
  assert_ok(dark_answer_write(&text, NULL, answer, format, &err), err);
  return text;
}

static void assert_same_frames(const dark_answer *one, const dark_answer *other, const char *name) {
  dark_frame *a = frame_of(one, name), *b = frame_of(other, name);
  assert_int_equal(dark_frame_n_rows(a), dark_frame_n_rows(b));
  assert_int_equal(dark_frame_n_columns(a), dark_frame_n_columns(b));
  for (size_t c = 0; c < dark_frame_n_columns(a); c++) {
    assert_string_equal(dark_frame_column_name(a, c), dark_frame_column_name(b, c));
    if (dark_frame_column_type(a, c) == DARK_COLUMN_REAL && dark_frame_n_rows(a) > 0)
      assert_memory_equal(dark_frame_reals(a, c), dark_frame_reals(b, c), dark_frame_n_rows(a) * sizeof(double));
  }
  dark_frame_free(a);
  dark_frame_free(b);
}

static void memory_and_file_say_the_same(void **state) {
  made_study made = make_tasks(with_all);
  (void)state;
  name_store("same");
  dark_answer *filed = answer_of(&made, path), *held = answer_of(&made, NULL);
  static const char *const frames[] = {"estimates", "differences", "tasks", "notes"};
  for (size_t i = 0; i < 4; i++) {
    assert_string_equal(dark_answer_frame_name(held, i), frames[i]);
    assert_same_frames(filed, held, frames[i]);
  }
  assert_null(dark_answer_frame_name(held, 4));
  for (dark_format format = DARK_FORMAT_TABLE; format <= DARK_FORMAT_JSON; format++) {
    char *one = text_of(filed, format), *other = text_of(held, format);
    assert_string_equal(one, other);
    dark_text_free(one);
    dark_text_free(other);
  }
  assert_int_equal(dark_answer_has_estimate(held), 1);
  dark_answer_free(filed);
  dark_answer_free(held);
  unlink(path);
  unmake(&made);
}

static void frames_have_a_row_for_each_task_category_and_level(void **state) {
  made_study made = make_tasks(with_all);
  (void)state;
  dark_answer *answer = answer_of(&made, NULL);
  dark_frame *estimates = frame_of(answer, "estimates"), *differences = frame_of(answer, "differences");
  dark_frame *tasks = frame_of(answer, "tasks");
  /* uk, in two scenarios: one row at one level, and two; forms: labour, sexual, begging and all. */
  assert_int_equal(dark_frame_n_rows(estimates), 2 * (1 + 2) + (4 + 8));
  assert_string_equal(dark_frame_column_name(estimates, 3), "form");
  assert_string_equal(text_at(estimates, "data", 0), "uk");
  assert_null(text_at(estimates, "form", 0));
  assert_null(text_at(estimates, "failure", 0));
  assert_int_equal(dark_frame_n_rows(differences), 1 + 2);
  assert_string_equal(text_at(differences, "scenario", 0), "less");
  assert_close(real_at(differences, "difference", 0),
               real_at(differences, "total", 0) - real_at(differences, "baseline_total", 0), 1e-12, 0);
  assert_int_equal(dark_frame_n_rows(tasks), 6);
  assert_string_equal(text_at(tasks, "state", 5), "done");
  dark_frame_free(estimates);
  dark_frame_free(differences);
  dark_frame_free(tasks);
  dark_answer_free(answer);
  unmake(&made);
}

/* The covariate is a name, as only making the plan finds out. */
static void a_task_that_fails_has_its_reason(void **state) {
  char csv[32], text[512];
  (void)state;
  static char rows[16384];
  size_t n = (size_t)snprintf(rows, sizeof rows, "y,id\n");
  for (int i = 0; i < 1001; i++) n += (size_t)snprintf(rows + n, sizeof rows - n, "%d,p%d\n", i % 7 == 0 ? 2 : 1, i);
  write_file(csv, rows);
  snprintf(text, sizeof text,
           "study: x\nreplicates: 20\ndata: [{name: named, file: %s, count_of_captures: y, covariates: [id]}]\nmethods: "
           "[{method: auto}]\n",
           csv);
  made_study made = make_tasks(text);
  dark_answer *answer = answer_of(&made, NULL);
  dark_frame *estimates = frame_of(answer, "estimates"), *tasks = frame_of(answer, "tasks");
  assert_int_equal(dark_answer_has_estimate(answer), 0);
  assert_int_equal(dark_frame_n_rows(estimates), 1);
  assert_string_equal(text_at(estimates, "state", 0), "failed");
  assert_true(isnan(real_at(estimates, "total", 0)));
  assert_non_null(strstr(text_at(estimates, "failure", 0), "covariates with 1001 effects"));
  assert_string_equal(text_at(tasks, "state", 0), "failed");
  assert_non_null(strstr(text_at(tasks, "reason", 0), "covariates with 1001 effects"));
  dark_frame_free(estimates);
  dark_frame_free(tasks);
  dark_answer_free(answer);
  unlink(csv);
  unmake(&made);
}

static int stop_when_some_is_done(void *context, const char *stage, double share) {
  (void)context;
  return strcmp(stage, "study") == 0 && share > 0;
}

static size_t count_blocks(void) {
  dark__sql sql;
  size_t n;
  assert_ok(dark__sql_open(&sql, path, true, &err), err);
  assert_ok(dark__sql_number(&n, &sql, "SELECT count(*) FROM blocks", &err), err);
  dark__sql_close(&sql);
  return n;
}

static void what_was_committed_stays_when_a_study_is_stopped(void **state) {
  made_study made =
      make_tasks("study: x\ndata: [{name: korea, file: " KOREA "}]\n"
                 "methods: [{name: short, method: bic, replicates: 500}, {name: long, method: bic, replicates: 10000000}]\n");
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_watch watch = DARK_WATCH_INIT;
  dark_answer *answer;
  (void)state;
  name_store("stopped");
  options.store = path;
  watch.progress = stop_when_some_is_done;
  size_t n_before = 0;
  for (int i = 0; i < 2; i++) {
    assert_int_equal(dark_answer_study(&answer, made.tasks, &options, &watch, &err), DARK_EINTERRUPTED);
    assert_null(answer);
    assert_string_equal(err.message, "interrupted");
    assert_true(count_blocks() > n_before);
    n_before = count_blocks() - 1;
  }
  unlink(path);
  unmake(&made);
}

static int stop_at_once(void *context, const char *stage, double share) {
  (void)share;
  assert_string_equal(stage, "planning");
  ++*(int *)context;
  return 1;
}

/* Each of 200 scenarios reads 100,000 rows again, which together takes seconds: whoever watches hears of it and ends it. */
static void forming_tasks_is_watched(void **state) {
  enum { N_ROWS = 100000, N_SCENARIOS = 200 };
  static char rows[8 * N_ROWS + 16], text[32 * N_SCENARIOS + 256];
  char csv[32];
  int n_heard = 0;
  dark_watch watch = DARK_WATCH_INIT;
  dark_study *study;
  dark_tasks *tasks;
  (void)state;
  size_t n = (size_t)snprintf(rows, sizeof rows, "A,B,C,s\n");
  for (size_t i = 0; i < N_ROWS; i++)
    n += (size_t)snprintf(rows + n, sizeof rows - n, "%d,%d,%d,%c\n", i % 3 == 0, i % 3 == 1, i % 3 == 2, i % 2 == 0 ? 'f' : 'm');
  write_file(csv, rows);
  n = (size_t)snprintf(text, sizeof text, "study: x\ndata: [{name: d, file: %s}]\nmethods: [{method: bic}]\nscenarios:\n", csv);
  for (int i = 0; i < N_SCENARIOS; i++) n += (size_t)snprintf(text + n, sizeof text - n, "- {name: s%d, where: {s: f}}\n", i);
  assert_ok(dark_study_parse(&study, text, n, &err), err);
  watch.progress = stop_at_once;
  watch.context = &n_heard;
  assert_int_equal(dark_tasks_new_watched(&tasks, study, &watch, &err), DARK_EINTERRUPTED);
  assert_null(tasks);
  assert_string_equal(err.message, "interrupted");
  assert_true(n_heard > 0);
  dark_study_free(study);
  unlink(csv);
}

static void watched_tasks_are_the_same(void **state) {
  made_study made = make_tasks("study: x\ndata: [{name: korea, file: " KOREA "}]\nmethods: [{method: bic}]\n");
  const dark_watch watch = DARK_WATCH_INIT;
  dark_tasks *tasks;
  (void)state;
  for (int i = 0; i < 2; i++) {
    assert_ok(dark_tasks_new_watched(&tasks, made.study, i == 0 ? NULL : &watch, &err), err);
    assert_string_equal(dark_tasks_sha256(tasks), dark_tasks_sha256(made.tasks));
    dark_tasks_free(tasks);
  }
  unmake(&made);
}

static void a_study_may_be_a_text(void **state) {
  static const char text[] = "study: x\nreplicates: 20\ndata: [{name: korea, file: " KOREA "}]\nmethods: [{method: bic}]\n";
  static const char wrong[] = "study: x\nnothing: 1\n";
  dark_study *study;
  (void)state;
  assert_ok(dark_study_parse(&study, text, sizeof text - 1, &err), err);
  assert_string_equal(dark_study_data_at(study, 0)->path, KOREA);
  dark_study_free(study);
  assert_int_equal(dark_study_parse(&study, wrong, sizeof wrong - 1, &err), DARK_EUSAGE);
  assert_int_equal(strncmp(err.message, "study:2:1: ", 11), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(memory_and_file_say_the_same),
                                     cmocka_unit_test(frames_have_a_row_for_each_task_category_and_level),
                                     cmocka_unit_test(a_task_that_fails_has_its_reason),
                                     cmocka_unit_test(what_was_committed_stays_when_a_study_is_stopped),
                                     cmocka_unit_test(forming_tasks_is_watched),
                                     cmocka_unit_test(watched_tasks_are_the_same),
                                     cmocka_unit_test(a_study_may_be_a_text)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
