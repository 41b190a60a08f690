/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two fits set against each other for other languages. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/asking.h"
#include "support/assert_close.h"
#include "support/published.h"

static dark_error err;

static const char usual[] = "{\"method\": \"bic\", \"replicates\": 60, \"fit_draws\": 0, \"threads\": 1}";
static const char pairs_alone[] = "{\"method\": \"bic\", \"max_order\": 2, \"replicates\": 60, \"fit_draws\": 0, \"threads\": 1}";

static dark_frame *differences(const dark_answer *a, const dark_answer *b, const char *json) {
  dark_request *request = json == NULL ? NULL : request_of(json);
  dark_answer *answer;
  assert_ok(dark_answer_compare(&answer, a, b, request, &err), err);
  dark_frame *frame = frame_of(answer, "differences");
  dark_answer_free(answer);
  dark_request_free(request);
  return frame;
}

static int64_t whole_at(const dark_frame *frame, const char *column, size_t row) {
  return dark_frame_wholes(frame, dark_frame_find_column(frame, column))[row];
}

static int compare_reals(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Of 60 pairs the limits at level 0.95 are, by quantiles of type 8 (Hyndman & Fan 1996), at h = 1/3 + p (60 + 1/3): p = 0.025 gives h = 1.8417, the
   first order statistic and 0.8417 of the way to the second. */
static void differences_are_replicate_by_replicate(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_answer *a = fit_of(table, usual), *b = fit_of(table, pairs_alone);
  dark_frame *of_a = frame_of(a, "replicates"), *of_b = frame_of(b, "replicates"), *frame = differences(a, b, NULL);
  double changes[60];
  (void)state;
  assert_int_equal(dark_frame_n_rows(of_a), 60);
  assert_int_equal(dark_frame_n_rows(of_b), 60);
  for (size_t r = 0; r < 60; r++) changes[r] = real_at(of_b, "total", r) - real_at(of_a, "total", r);
  qsort(changes, 60, sizeof *changes, compare_reals);
  const double h = 1.0 / 3 + 0.025 * (60 + 1.0 / 3) - 1;
  assert_int_equal(whole_at(frame, "paired", 0), 1);
  assert_int_equal(whole_at(frame, "replicates", 0), 60);
  assert_close(real_at(frame, "difference_lower", 0), changes[0] + h * (changes[1] - changes[0]), 1e-12, 1e-9);
  assert_close(real_at(frame, "difference_upper", 0), changes[59] - h * (changes[59] - changes[58]), 1e-12, 1e-9);
  dark_frame_free(of_a);
  dark_frame_free(of_b);
  dark_frame_free(frame);
  dark_answer_free(a);
  dark_answer_free(b);
  dark_table_free(table);
}

/* The same counts in another table are the same people; those of another country are not. */
static void pairs_are_told_by_the_people(void **state) {
  dark_table *table = published_table("Kosovo"), *again = published_table("Kosovo"), *other = published_table("Western");
  dark_answer *a = fit_of(table, usual), *b = fit_of(again, usual), *c = fit_of(other, usual);
  dark_frame *same = differences(a, b, NULL), *foreign = differences(a, c, NULL);
  (void)state;
  assert_int_equal(whole_at(same, "paired", 0), 1);
  assert_close(real_at(same, "difference_upper", 0), 0, 0, 0);
  assert_int_equal(whole_at(foreign, "paired", 0), 0);
  dark_frame_free(same);
  dark_frame_free(foreign);
  dark_answer_free(a), dark_answer_free(b), dark_answer_free(c);
  dark_table_free(table), dark_table_free(again), dark_table_free(other);
}

/* With the sides exchanged the difference changes its sign, and the ratio is one over it. */
static void sides_may_be_exchanged(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_answer *a = fit_of(table, usual), *b = fit_of(table, pairs_alone);
  dark_frame *there = differences(a, b, "{\"levels\": [0.5, 0.8]}"), *back = differences(b, a, "{\"levels\": [0.5, 0.8]}");
  (void)state;
  assert_int_equal(dark_frame_n_rows(there), 2);
  for (size_t r = 0; r < 2; r++) {
    assert_close(real_at(there, "difference", r), -real_at(back, "difference", r), 1e-12, 0);
    assert_close(real_at(there, "difference_lower", r), -real_at(back, "difference_upper", r), 1e-9, 1e-9);
    assert_close(real_at(there, "ratio", r), 1 / real_at(back, "ratio", r), 1e-12, 0);
  }
  dark_frame_free(there);
  dark_frame_free(back);
  dark_answer_free(a);
  dark_answer_free(b);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(differences_are_replicate_by_replicate),
                                     cmocka_unit_test(pairs_are_told_by_the_people), cmocka_unit_test(sides_may_be_exchanged)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
