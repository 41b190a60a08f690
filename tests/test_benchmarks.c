/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the benchmarks measure with: results are checked before any time is told, and the work of fits is counted to the last of them, on any
   number of threads. */

#include <stdlib.h>

#include "benchmarks/whole_job.h"
#include "support/assert_close.h"

enum { REPLICATES = 100, N_HISTORIES = 6 }; /* of Palembang, which have people */

static const bench_case what = {"palembang", 3, 8, REPLICATES, 1};

/* Limits as `fit --method bic --max-order 2 --interval bca --replicates 100` prints them. */
static const whole_job right = {.table = "korea-palembang",
                                .method = "bic",
                                .max_order = 2,
                                .expected = {157.16666666666671, 125.73340384125729, 349.27355981160048}};

/* The same for `--method independence`. */
static const whole_job of_one_model = {.table = "korea-palembang",
                                       .method = "independence",
                                       .expected = {141.99264734998832, 133.90563430595736, 151.63442117081473}};

static bench_times measure(bench *of, whole_job job) {
  of->n_least = 1;
  of->seconds = 0;
  of->failed = false;
  return whole_job_measure(of, &what, job);
}

static void a_job_whose_result_is_right_is_timed(void **state) {
  (void)state;
  bench of = {0};
  const bench_times times = measure(&of, right);
  assert_true(times.is_measured && !of.failed);
  assert_true(times.min_seconds > 0 && times.min_cpu_seconds > 0);
  assert_close(times.work.limits.upper, right.expected.upper, 1e-6, 0);
}

static void a_wrong_limit_is_told_before_any_time(void **state) {
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    bench of = {0};
    whole_job wrong = right;
    double *const values[] = {&wrong.expected.total, &wrong.expected.lower, &wrong.expected.upper};
    *values[i] *= 1 + 2e-6;
    assert_true(!measure(&of, wrong).is_measured && of.failed);
  }
}

/* The limits of another number of replicates are not known: those that are known are looked at all the same. */
static void limits_are_checked_whatever_is_timed(void **state) {
  (void)state;
  bench of = {.n_replicates = 60, .n_threads = 2};
  whole_job wrong = right;
  const bench_times times = measure(&of, right);
  assert_true(times.is_measured && times.work.amount == 60 && times.work.n_tables == 1 + 60 + N_HISTORIES);
  assert_true(times.work.limits.lower != right.expected.lower);
  wrong.expected.lower *= 1 + 2e-6;
  assert_true(!measure(&of, wrong).is_measured && of.failed);
}

/* One model: one fit for each table. */
static void every_fit_is_counted_once(void **state) {
  (void)state;
  bench of = {.n_threads = 3};
  const bench_times times = measure(&of, of_one_model);
  assert_int_equal(times.work.n_tables, 1 + REPLICATES + N_HISTORIES);
  assert_int_equal(times.effort.n_fits, times.work.n_tables);
}

static void threads_do_not_change_the_work(void **state) {
  (void)state;
  bench one = {.n_threads = 1}, several = {.n_threads = 3};
  const bench_effort alone = measure(&one, right).effort, shared = measure(&several, right).effort;
  assert_true(alone.n_fits > REPLICATES && alone.n_steps > 0);
  assert_int_equal(alone.n_fits, shared.n_fits);
  assert_int_equal(alone.n_lane_steps, shared.n_lane_steps);
  assert_true(alone.n_steps <= alone.n_lane_steps && shared.n_steps <= shared.n_lane_steps);
}

/* Two lanes or as many as there are. */
static void measure_widths(bench_effort *wide, bench_effort *narrow, whole_job job) {
  bench of = {0};
  *wide = measure(&of, job).effort;
  setenv("DARKFIGURE_INSTRUCTION_SET", "portable", 1);
  *narrow = measure(&of, job).effort;
  unsetenv("DARKFIGURE_INSTRUCTION_SET");
  assert_true(wide->n_steps <= narrow->n_steps && narrow->n_lane_steps <= 2 * narrow->n_steps);
}

/* One model: each table takes the steps that it takes, and fewer together. */
static void the_width_of_lanes_does_not_change_the_work_of_a_model(void **state) {
  (void)state;
  bench_effort wide, narrow;
  measure_widths(&wide, &narrow, of_one_model);
  assert_int_equal(wide.n_fits, narrow.n_fits);
  assert_int_equal(wide.n_lane_steps, narrow.n_lane_steps);
}

/* A search: lanes that would stand idle fit what may be wanted next (search/forecast.h), so that more lanes fit a little more. */
static void wider_lanes_look_further_ahead(void **state) {
  (void)state;
  bench_effort wide, narrow;
  measure_widths(&wide, &narrow, right);
  assert_true(narrow.n_fits <= wide.n_fits && wide.n_fits < narrow.n_fits + narrow.n_fits / 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_job_whose_result_is_right_is_timed),
      cmocka_unit_test(a_wrong_limit_is_told_before_any_time),
      cmocka_unit_test(limits_are_checked_whatever_is_timed),
      cmocka_unit_test(every_fit_is_counted_once),
      cmocka_unit_test(threads_do_not_change_the_work),
      cmocka_unit_test(the_width_of_lanes_does_not_change_the_work_of_a_model),
      cmocka_unit_test(wider_lanes_look_further_ahead),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
