/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who watches an answer being made and stops it, and what is left as found. */

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include <darkfigure.h>

#include "support/asking.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static dark_error err;

/* ---- Who watches */

typedef struct hearing {
  pthread_t caller;
  size_t n_heard, stop_at;
  char stage[64]; /* the last one heard */
} hearing;

static int hear(void *context, const char *stage, double share) {
  hearing *mine = context;
  assert_true(pthread_equal(pthread_self(), mine->caller));
  assert_true(stage[0] != '\0' && (isnan(share) || (share >= 0 && share <= 1)));
  snprintf(mine->stage, sizeof mine->stage, "%s", stage);
  return ++mine->n_heard >= mine->stop_at;
}

static void who_watches_can_stop_it(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_request *request = request_of("{\"method\": \"bic\", \"replicates\": 5000000}");
  hearing mine = {.caller = pthread_self(), .stop_at = 3};
  const dark_watch watch = {.version = DARK_WATCH_VERSION, .progress = hear, .context = &mine};
  dark_answer *answer;
  (void)state;
  assert_int_equal(dark_answer_fit(&answer, table, request, &watch, &err), DARK_EINTERRUPTED);
  assert_null(answer);
  assert_true(mine.n_heard >= 3);
  dark_request_free(request);
  dark_table_free(table);
}

/* All models of up to three of eight lists are weighed before anything is resampled, which takes long everywhere. */
static void a_search_for_models_can_be_stopped(void **state) {
  dark_table *table = published_table("NewOrl");
  dark_request *request = request_of("{\"method\": \"averaged\", \"max_order\": 3}");
  hearing mine = {.caller = pthread_self(), .stop_at = 2};
  const dark_watch watch = {.version = DARK_WATCH_VERSION, .progress = hear, .context = &mine};
  dark_answer *answer;
  (void)state;
  assert_int_equal(dark_answer_fit(&answer, table, request, &watch, &err), DARK_EINTERRUPTED);
  assert_null(answer);
  assert_string_equal(mine.stage, "planning");
  assert_string_equal(err.message, "interrupted");
  dark_request_free(request);
  dark_table_free(table);
}

static void watching_changes_nothing(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_request *request = request_of("{\"method\": \"bic\", \"replicates\": 500}");
  hearing mine = {.caller = pthread_self(), .stop_at = SIZE_MAX};
  const dark_watch watch = {.version = DARK_WATCH_VERSION, .progress = hear, .context = &mine};
  dark_answer *answer, *other;
  (void)state;
  assert_ok(dark_answer_fit(&answer, table, request, &watch, &err), err);
  assert_ok(dark_answer_fit(&other, table, request, NULL, &err), err);
  dark_frame *one = frame_of(answer, "replicates"), *two = frame_of(other, "replicates");
  assert_memory_equal(dark_frame_reals(one, 1), dark_frame_reals(two, 1), 500 * sizeof(double));
  dark_frame_free(two);
  dark_frame_free(one);
  dark_answer_free(other);
  dark_answer_free(answer);
  dark_request_free(request);
  dark_table_free(table);
}

/* ---- GSL */

static void my_handler(const char *reason, const char *file, int line, int number) {
  (void)reason, (void)file, (void)line, (void)number;
}

static void *fit_some(void *context) {
  for (int i = 0; i < TIMES(20, 4); i++)
    dark_answer_free(fit_of(context, "{\"method\": \"bic\", \"replicates\": 20, \"threads\": 1}"));
  return NULL;
}

static void the_handler_of_gsl_is_left_as_found(void **state) {
  gsl_error_handler_t *before = gsl_set_error_handler(my_handler);
  dark_table *table = published_table("Kosovo");
  pthread_t threads[4];
  (void)state;
  for (size_t i = 0; i < 4; i++) assert_int_equal(pthread_create(&threads[i], NULL, fit_some, table), 0);
  for (size_t i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  gsl_error_handler_t *after = gsl_set_error_handler(before);
  assert_true(after == my_handler);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(who_watches_can_stop_it),
      cmocka_unit_test(a_search_for_models_can_be_stopped),
      cmocka_unit_test(watching_changes_nothing),
      cmocka_unit_test(the_handler_of_gsl_is_left_as_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
