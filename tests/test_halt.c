/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever is heeded ends the work wherever it is: every method on tables that it suits, and everything else that takes long, is stopped at the first
   time that it asks, the second, the third, the fifth and so on. How soon that is on the clock no test can say; how often it asks again, it can. */

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <darkfigure.h>

#include "base/halt.h"
#include "support/asking.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"
#include "support/workbook_file.h"

static dark_error err;

/* ---- Who says stop when asked for the stop_at-th time */

typedef struct counter {
  atomic_size_t n_asked;
  size_t stop_at;
} counter;

static bool count(void *context) {
  counter *of = context;
  return atomic_fetch_add(&of->n_asked, 1) + 1 >= of->stop_at;
}

/* What is asked of the library. */
typedef dark_status asking(dark_answer **, const dark_table *, const dark_request *, const dark_watch *, dark_error *);

typedef struct job {
  asking *ask;
  const dark_table *table;
  const dark_request *request;
} job;

static dark_status run(dark_answer **out, counter *of, const job *what, size_t stop_at) {
  *of = (counter){.stop_at = stop_at};
  const dark__halt before = dark__halt_heed((dark__halt){count, of});
  const dark_status status = what->ask(out, what->table, what->request, NULL, &err);
  dark__halt_heed(before);
  return status;
}

/* Stopped the n-th time that it asked, it has no answer; what unwinds may ask once more here and there. */
static void assert_stops_at(const job *what, size_t n, const char *name) {
  enum { MOST_AGAIN = 64 };
  counter of;
  dark_answer *answer;
  const dark_status status = run(&answer, &of, what, n);
  if (status != DARK_EINTERRUPTED || answer != NULL) fail_msg("%s goes on when stopped at %zu: %d", name, n, status);
  assert_string_equal(err.message, "interrupted");
  if (of.n_asked > n + MOST_AGAIN) fail_msg("%s, stopped at %zu, asks %zu times more", name, n, of.n_asked - n);
}

static char *text_of(dark_answer *answer) {
  char *text = NULL;
  size_t length;
  if (dark_answer_write(&text, &length, answer, DARK_FORMAT_CSV, &err) != DARK_OK) text = NULL; /* not all kinds have one */
  dark_answer_free(answer);
  return text;
}

/* Nothing depends on who is heeded. */
static void assert_same_answer(const job *what, dark_answer *heeded) {
  dark_answer *plain;
  assert_ok(what->ask(&plain, what->table, what->request, NULL, &err), err);
  char *left = text_of(heeded), *right = text_of(plain);
  assert_int_equal(left == NULL, right == NULL);
  if (left != NULL) assert_string_equal(left, right);
  dark_text_free(left);
  dark_text_free(right);
}

/* Returns how often it asks; 0 where the method is not for this table. */
static size_t assert_stops(asking *ask, const dark_table *table, const char *json) {
  dark_request *request = request_of(json);
  const job what = {ask, table, request};
  counter of;
  dark_answer *answer;
  const dark_status status = run(&answer, &of, &what, SIZE_MAX);
  const size_t n_asked = of.n_asked;
  if (status == DARK_OK) {
    assert_same_answer(&what, answer);
    for (size_t n = 1; n <= n_asked; n = 2 * n - (n > 1)) assert_stops_at(&what, n, json);
    if (n_asked > 0) assert_stops_at(&what, n_asked, json);
  } else if (status != DARK_EUSAGE && status != DARK_ELIMIT) {
    fail_msg("%s: %s", json, err.message);
  }
  dark_request_free(request);
  return status == DARK_OK ? n_asked : 0;
}

/* ---- Fits */

static size_t assert_method_stops(const dark_table *table, const char *method, const char *more) {
  char json[512];
  snprintf(json, sizeof json, "{\"method\": \"%s\", \"ordered\": true, \"threads\": 1%s}", method, more);
  return assert_stops(dark_answer_fit, table, json);
}

/* Two, three and four lists. */
static void every_method_for_lists_stops(void **state) {
  dark_table *tables[] = {table_of_text(2, "10:30 01:40 11:10"), table_of_text(3, "100:30 010:40 001:20 110:8 011:5 101:4 111:2"),
                          published_table("Kosovo")};
  (void)state;
  for (size_t i = 0; dark_estimator_at(i) != NULL; i++) {
    const char *method = dark_estimator_name(dark_estimator_at(i));
    size_t n_asked = 0;
    if (dark_estimator_takes_captures(dark_estimator_at(i), NULL) == 0) continue;
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++)
      n_asked += assert_method_stops(tables[t], method,
                                     strcmp(method, "fixed") == 0 ? ", \"model\": \"[12,3]\", \"replicates\": 12"
                                                                  : ", \"replicates\": 12");
    if (n_asked == 0) fail_msg("%s never asks", method);
  }
  for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) dark_table_free(tables[t]);
}

static void every_method_for_counts_of_captures_stops(void **state) {
  const int32_t captures[] = {1, 2, 3, 4}, people[] = {60, 20, 6, 2};
  dark_data *data;
  (void)state;
  assert_ok(dark_data_new(&data, 4, &err), err);
  assert_ok(dark_data_add_ints(data, "captures", captures, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "count", people, NULL, &err), err);
  dark_request *request = request_of("{\"count_of_captures\": \"captures\", \"occasions\": 6}");
  dark_table *table = asked_table(data, request);
  for (size_t i = 0; dark_estimator_at(i) != NULL; i++) {
    if (dark_estimator_takes_captures(dark_estimator_at(i), dark_table_captures(table)) == 0) continue;
    if (assert_method_stops(table, dark_estimator_name(dark_estimator_at(i)), ", \"replicates\": 12") == 0)
      fail_msg("%s never asks", dark_estimator_name(dark_estimator_at(i)));
  }
  dark_request_free(request);
  dark_table_free(table);
}

/* The search of the observed table itself, where the time goes. */
static void a_search_for_models_stops(void **state) {
  const char *const searches[] = {
      "{\"method\": \"bic\", \"max_order\": 3, \"replicates\": 0}", "{\"method\": \"averaged\", \"replicates\": 0}",
      "{\"method\": \"stepwise\", \"replicates\": 0}", "{\"method\": \"downhill\", \"replicates\": 0}",
      "{\"method\": \"hierarchical\", \"replicates\": 0}"};
  dark_table *table = published_table("UKdat_5");
  (void)state;
  for (size_t i = 0; i < sizeof searches / sizeof searches[0]; i++)
    assert_true(assert_stops(dark_answer_fit, table, searches[i]) > 10);
  dark_table_free(table);
}

static void intervals_of_one_table_stop(void **state) {
  dark_table *table = published_table("Kosovo");
  (void)state;
  for (dark_interval_type type = 0; dark_interval_name(type)[0] != '\0'; type++) {
    char json[128];
    snprintf(json, sizeof json, "{\"method\": \"bic\", \"interval\": \"%s\", \"replicates\": 12}", dark_interval_name(type));
    assert_stops(dark_answer_fit, table, json);
  }
  dark_table_free(table);
}

static void a_search_of_categories_stops(void **state) {
  static const char csv[] = "A,B,C,sex,count\n1,0,0,m,30\n0,1,0,m,20\n0,0,1,m,25\n1,1,0,m,9\n1,0,1,m,4\n0,1,1,m,6\n1,1,1,m,2\n"
                            "1,0,0,f,20\n0,1,0,f,28\n0,0,1,f,15\n1,1,0,f,4\n1,0,1,f,5\n0,1,1,f,3\n1,1,1,f,1\n";
  const char *const by[] = {"sex"};
  dark_table *table = table_of_csv(csv, by, 1);
  (void)state;
  assert_true(assert_stops(dark_answer_fit, table, "{\"joint\": \"auto\", \"replicates\": 4, \"threads\": 1}") > 10);
  assert_true(assert_stops(dark_answer_fit, table, "{\"joint\": \"A*B + C*sex\", \"pool\": true, \"replicates\": 0}") > 10);
  dark_table_free(table);
}

/* ---- Other questions */

static void other_questions_stop(void **state) {
  dark_table *table = table_of_text(4, "1000:30 0100:40 0010:20 0001:9 1100:8 0110:5 1010:4 1110:2 0011:3 1001:2");
  (void)state;
  assert_true(assert_stops(dark_answer_models, table, "{}") > 0);
  assert_true(assert_stops(dark_answer_methods, table, "{\"replicates\": 4, \"threads\": 1}") > 0);
  assert_true(assert_stops(dark_answer_sensitivity, table, "{\"method\": \"bic\", \"thinnings\": 2, \"threads\": 1}") > 0);
  dark_table_free(table);
}

/* ---- Making what is asked about */

/* Makes something of `what` and frees it again. */
typedef dark_status making(const void *what);

static dark_status make_heeding(making *make, const void *what, counter *of, size_t stop_at) {
  *of = (counter){.stop_at = stop_at};
  const dark__halt before = dark__halt_heed((dark__halt){count, of});
  const dark_status status = make(what);
  dark__halt_heed(before);
  return status;
}

/* Returns how often it asks. */
static size_t assert_making_stops(making *make, const void *what) {
  counter of;
  assert_ok(make_heeding(make, what, &of, SIZE_MAX), err);
  const size_t n_asked = of.n_asked;
  for (size_t n = 1; n <= n_asked; n++) {
    assert_int_equal(make_heeding(make, what, &of, n), DARK_EINTERRUPTED);
    assert_non_null(strstr(err.message, "interrupted"));
    assert_int_equal(of.n_asked, n); /* the first yes is the last time that it asks */
  }
  return n_asked;
}

static dark_status make_table_of_file(const void *path) {
  dark_table *table;
  const dark_status status = dark_table_from_file(&table, path, NULL, &err);
  assert_int_equal(table == NULL, status != DARK_OK);
  dark_table_free(table);
  return status;
}

static dark_status make_table_of_columns(const void *data) {
  dark_table *table;
  const dark_status status = dark_table_from_data(&table, data, NULL, &err);
  assert_int_equal(table == NULL, status != DARK_OK);
  dark_table_free(table);
  return status;
}

static dark_status make_tasks_of_study(const void *study) {
  dark_tasks *tasks;
  const dark_status status = dark_tasks_new(&tasks, study, &err);
  assert_int_equal(tasks == NULL, status != DARK_OK);
  dark_tasks_free(tasks);
  return status;
}

/* Some 600 kB, so that it is read in several pieces. */
enum { N_ROWS = 100000 };

static void reading_a_file_stops(void **state) {
  static char text[6 * N_ROWS + 8] = "A,B,C\n";
  char path[32];
  (void)state;
  for (size_t i = 0; i < N_ROWS; i++) memcpy(text + 6 + 6 * i, i % 3 == 0 ? "1,0,0\n" : i % 3 == 1 ? "0,1,1\n" : "1,0,1\n", 7);
  write_file(path, text);
  assert_true(assert_making_stops(make_table_of_file, path) > 5);
  unlink(path);
}

static void reading_a_workbook_stops(void **state) {
  char path[64];
  (void)state;
  snprintf(path, sizeof path, "build/halt-%ld.xlsx", (long)getpid());
  excel_write_csv(path, "A,B,C\n1,0,0\n0,1,1\n1,0,1\n");
  assert_true(assert_making_stops(make_table_of_file, path) > 0);
  unlink(path);
}

static void reading_columns_stops(void **state) {
  static int8_t even[N_ROWS], odd[N_ROWS];
  dark_data *data;
  (void)state;
  for (size_t i = 0; i < N_ROWS; i++) odd[i] = (int8_t)(1 - (even[i] = i % 2 == 0));
  assert_ok(dark_data_new(&data, N_ROWS, &err), err);
  assert_ok(dark_data_add_bytes(data, "A", even, NULL, &err), err);
  assert_ok(dark_data_add_bytes(data, "B", odd, NULL, &err), err);
  assert_true(assert_making_stops(make_table_of_columns, data) > 5);
  dark_data_free(data);
}

/* Each scenario that filters reads the data again, each task has its id, comparisons pair them. */
static void forming_tasks_stops(void **state) {
  static const char csv[] = "A,B,C,sex,count\n1,0,0,m,30\n0,1,0,m,20\n0,0,1,m,25\n1,1,0,m,9\n1,0,0,f,20\n0,1,1,f,3\n";
  static const char form[] = "study: x\ndata: [{name: d, file: %s}]\nmethods: [{name: a, method: bic}, {name: b, method: chao}]\n"
                             "scenarios: [{name: all}, {name: men, where: {sex: m}}, {name: less, drop_lists: [C]}]\n"
                             "comparisons: [{baseline: all, against: [men, less]}]\n";
  char path[32], text[512];
  dark_study *study;
  (void)state;
  write_file(path, csv);
  snprintf(text, sizeof text, form, path);
  assert_ok(dark_study_parse(&study, text, strlen(text), &err), err);
  assert_true(assert_making_stops(make_tasks_of_study, study) > 12);
  dark_study_free(study);
  unlink(path);
}

/* ---- Threads */

static void threads_that_help_heed_too(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_request *request = request_of("{\"method\": \"bic\", \"replicates\": 400, \"threads\": 4}");
  dark_request *question = request_of("{\"method\": \"bic\", \"thinnings\": 4, \"threads\": 4}");
  (void)state;
  for (size_t n = 1; n < 400; n *= 3) {
    assert_stops_at(&(job){dark_answer_fit, table, request}, n, "four threads");
    assert_stops_at(&(job){dark_answer_sensitivity, table, question}, n, "four threads");
  }
  dark_request_free(question);
  dark_request_free(request);
  dark_table_free(table);
}

/* A thread of OpenMP is taken again for other work, which nobody watches. */
static void nobody_is_heeded_afterwards(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_request *request = request_of("{\"method\": \"bic\", \"replicates\": 40, \"threads\": 4}");
  (void)state;
  assert_stops_at(&(job){dark_answer_fit, table, request}, 30, "four threads");
  assert_null(dark__halt_heeded().is_asked);
  dark_answer_free(fit_of(table, "{\"method\": \"bic\", \"replicates\": 40, \"threads\": 4}"));
  dark_request_free(request);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_method_for_lists_stops), cmocka_unit_test(every_method_for_counts_of_captures_stops),
      cmocka_unit_test(a_search_for_models_stops),    cmocka_unit_test(intervals_of_one_table_stop),
      cmocka_unit_test(a_search_of_categories_stops), cmocka_unit_test(other_questions_stop),
      cmocka_unit_test(reading_a_file_stops),         cmocka_unit_test(reading_a_workbook_stops),
      cmocka_unit_test(reading_columns_stops),        cmocka_unit_test(forming_tasks_stops),
      cmocka_unit_test(threads_that_help_heed_too),   cmocka_unit_test(nobody_is_heeded_afterwards),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
