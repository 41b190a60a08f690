/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coverage, coverage-low and coverage-high: by hand, against CARE1, against the definition spelt out cell by cell, and where they fail. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/answer.h"
#include "support/assert_close.h"
#include "support/frame.h"
#include "support/published.h"
#include "support/tables.h"

/* 100:10 010:8 001:6 110:6 101:4 011:2 111:4: n = 40; n_j = 24, 20, 16; s_j = 10, 8, 6; n_12 = 10, n_13 = 8, n_23 = 6.
   C = 1 - (10/24 + 8/20 + 6/16)/3 = 1 - 143/360 = 217/360; D = 40 - 8 = 32; N0 = 11520/217.
   a_12 = 10 + 8 + 12 = 30, a_13 = 10 + 6 + 8 = 24, a_23 = 8 + 6 + 4 = 18: sum a/3 = 24.
   sum a n_ij/(n_i n_j)/3 = (30 x 10/480 + 24 x 8/384 + 18 x 6/320)/3 = (0.625 + 0.5 + 0.3375)/3 = 0.4875.
   N = (32 - 24)/(217/360 - 0.4875) = 8/(41.5/360); N' = N0 + (0.4875 N0 - 24) 360/217, and N1 the same with N' inside. */
static void three_lists_by_hand(void **state) {
  static const char records[] = "100:10 010:8 001:6 110:6 101:4 011:2 111:4";
  const double n0 = 11520.0 / 217, once = n0 + (0.4875 * n0 - 24) * 360 / 217;
  (void)state;
  assert_close(total_of(3, records, "coverage", NULL), n0, 1e-14, 0);
  assert_close(total_of(3, records, "coverage-high", NULL), 8 * 360 / 41.5, 1e-13, 0);
  assert_close(total_of(3, records, "coverage-low", NULL), n0 + (0.4875 * once - 24) * 360 / 217, 1e-13, 0);
}

/* D = (n_1 + n_2)/2 and C = (m/n_1 + m/n_2)/2, so that D/C = n_1 n_2/m; there gamma is 0. */
static void two_lists_are_petersen(void **state) {
  static const char records[] = "10:40 01:20 11:10";
  (void)state;
  assert_close(total_of(2, records, "coverage", NULL), 150, 1e-14, 0);
  assert_close(total_of(2, records, "coverage-low", NULL), 150, 1e-13, 0);
  assert_int_equal(reason_of(3, "100:7 010:9 110:4", "coverage-high", NULL), DARK_REASON_TOO_FEW_LISTS);
}

/* A list that caught nobody in a replicate is none: the two others are Petersen's, 40 x 20/10 hidden. */
static void a_list_without_people_in_a_replicate_does_not_count(void **state) {
  static const char *const methods[] = {"coverage", "coverage-low"};
  (void)state;
  for (size_t m = 0; m < 2; m++) {
    dark_table *table = table_of_text(3, "100:40 010:20 110:10 001:5 101:1");
    dark_plan *plan = plan_for(table, methods[m], 0, NULL, NULL);
    dark_error err = DARK_ERROR_INIT;
    dark_workspace *workspace;
    dark_estimate estimate;
    double weights[5];
    size_t n;
    const dark_record *records = dark_plan_records(plan, 0, &n);
    assert_int_equal(n, 5);
    for (size_t r = 0; r < n; r++) weights[r] = (records[r].history & 4) != 0 ? 0 : records[r].count;
    assert_ok(dark_workspace_new(&workspace, plan, &err), err);
    assert_ok(dark_estimate_part(&estimate, plan, 0, workspace, weights, &err), err);
    assert_close(estimate.hidden, 80, 1e-12, 0);
    dark_workspace_free(workspace);
    dark_plan_free(plan);
    dark_table_free(table);
  }
}

/* ---- reference values */

static const char *const labels[][2] = {
    {"sample coverage Nhat0 (independence)", "coverage"},
    {"sample coverage Nhat (high coverage) Chao-Tsay", "coverage-high"},
    {"sample coverage one-step Nhat1 (Chao et al 1996; CCV at first iterate)", "coverage-low"},
    {"CARE1 estN Indep", "coverage"},
    {"CARE1 estN HSC", "coverage-high"},
    {"CARE1 estN LSC", "coverage-low"},
};

/* Without its first list the table of HIV has no solution of the equation of coverage-high: the formula says -7,430. CARE1 returns the 1,493
   people observed. */
static int is_without_solution(const frame *reference, size_t row, const char *method) {
  return strcmp(method, "coverage-high") == 0 && frame_is(reference, row, "dataset", "HIV_without_list1");
}

static void check_row(const frame *reference, size_t row, const char *method) {
  dark_table *table = published_table(frame_text(reference, row, "dataset"));
  answer of = ask(table, method, NULL);
  if (is_without_solution(reference, row, method)) {
    assert_int_equal(of.estimate.reason, DARK_REASON_NEGATIVE);
    assert_true(isnan(of.estimate.total));
  } else {
    assert_close(of.estimate.total, frame_number(reference, row, "value"), 1e-12, 0);
    assert_true(isnan(of.se));
  }
  answer_clear(&of);
  dark_table_free(table);
}

static void reference_values_are_met(void **state) {
  frame reference;
  size_t n_met = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/simple.csv");
  for (size_t row = 0; row < reference.n_rows; row++)
    for (size_t l = 0; l < sizeof labels / sizeof labels[0]; l++) {
      if (!frame_is(&reference, row, "estimator", labels[l][0]) || !frame_is(&reference, row, "quantity", "N")) continue;
      check_row(&reference, row, labels[l][1]);
      n_met++;
    }
  assert_int_equal(n_met, 9 + 5 + 5 + 9 + 9 + 8);
  frame_clear(&reference);
}

/* ---- the definition, cell by cell */

typedef struct direct {
  double n0, low, high, level, remainder;
} direct;

/* People on list i (or anybody, i = -1) and j, and on no list outside `allowed`. */
static double count(const double *cells, unsigned t, uint32_t needed, uint32_t allowed) {
  double sum = 0;
  for (uint32_t cell = 1; cell < (uint32_t)1 << t; cell++)
    if ((cell & needed) == needed && (cell & ~allowed) == 0) sum += cells[cell];
  return sum;
}

/* sum a_ij gamma_ij(N) / (t C), a_ij = people on i who are on no list but i and j + people on j likewise. */
static double adjustment(const double *cells, unsigned t, double share, double total) {
  const uint32_t all = ((uint32_t)1 << t) - 1;
  double sum = 0;
  for (uint32_t i = 1; i <= all; i <<= 1)
    for (uint32_t j = i << 1; j <= all; j <<= 1) {
      const double a = count(cells, t, i, i | j) + count(cells, t, j, i | j);
      sum += a * (total * count(cells, t, i | j, all) / (count(cells, t, i, all) * count(cells, t, j, all)) - 1);
    }
  return sum / (t * share);
}

static direct estimate_directly(const double *cells, unsigned t) {
  const uint32_t all = ((uint32_t)1 << t) - 1;
  double uncovered = 0, alone = 0;
  for (uint32_t j = 1; j <= all; j <<= 1) {
    alone += count(cells, t, j, j);
    uncovered += count(cells, t, j, j) / count(cells, t, j, all);
  }
  const double share = 1 - uncovered / t;
  direct of = {.n0 = (count(cells, t, 0, all) - alone / t) / share};
  of.low = of.n0 + adjustment(cells, t, share, of.n0 + adjustment(cells, t, share, of.n0));
  of.level = of.n0 + adjustment(cells, t, share, 0);
  of.remainder = 1 - (adjustment(cells, t, share, 1) - adjustment(cells, t, share, 0));
  of.high = of.level / of.remainder;
  return of;
}

static void assert_direct(const double *cells, unsigned t, const char *method, double expected, int exists) {
  answer of = ask_cells(t, cells, method, NULL);
  double n = 0;
  for (uint32_t cell = 1; cell < (uint32_t)1 << t; cell++) n += cells[cell];
  if (fabs(expected - n) < 1e-9 * n) assert_true(exists); /* rounding decides */
  else if (!exists || expected < n) assert_int_equal(of.estimate.reason, DARK_REASON_NEGATIVE);
  else assert_close(of.estimate.total, expected, 1e-9, 0);
  answer_clear(&of);
}

static void any_number_of_lists_follows_the_definition(void **state) {
  size_t n_tried = 0, n_failed = 0;
  (void)state;
  for (unsigned t = 3; t <= 6; t++)
    for (uint64_t i = 0; i < TIMES(200, 40); i++) {
      double cells[64];
      draw_sparse(cells, t, UINT64_C(1000) * t + i);
      int is_whole = 1;
      for (uint32_t j = 1; j < (uint32_t)1 << t; j <<= 1) is_whole = is_whole && count(cells, t, j, ((uint32_t)1 << t) - 1) > 0;
      const direct of = estimate_directly(cells, t);
      if (!is_whole || !isfinite(of.n0) || fabs(of.remainder) < 1e-9) continue;
      answer first = ask_cells(t, cells, "coverage", NULL);
      if (first.estimate.reason == DARK_N_REASONS) {
        assert_close(first.estimate.total, of.n0, 1e-12, 0);
        assert_direct(cells, t, "coverage-low", of.low, 1);
        assert_direct(cells, t, "coverage-high", of.high, of.level > 0 && of.remainder > 0);
        n_tried++;
        n_failed += !(of.level > 0 && of.remainder > 0);
      }
      answer_clear(&first);
    }
  assert_true(n_tried > TIMES(500, 100) && n_failed > TIMES(10, 2));
}

/* ---- what must hold */

static void counts_doubled_double_the_estimate(void **state) {
  static const char *const methods[] = {"coverage", "coverage-low", "coverage-high"};
  double cells[8], doubled[8];
  (void)state;
  read_cells(cells, 3, "100:10 010:8 001:6 110:6 101:4 011:2 111:4");
  reverse_cells(doubled, cells, 3, 2);
  for (size_t i = 0; i < 3; i++) {
    answer one = ask_cells(3, cells, methods[i], NULL), two = ask_cells(3, doubled, methods[i], NULL);
    assert_close(two.estimate.total, 2 * one.estimate.total, 1e-13, 0);
    answer_clear(&one);
    answer_clear(&two);
  }
}

/* Expected counts of independent lists: every gamma is 0 at N, and all three are N. */
static void independent_lists_give_the_truth_by_all_three(void **state) {
  static const char *const methods[] = {"coverage", "coverage-low", "coverage-high"};
  static const double shares[] = {0.4, 0.3, 0.35, 0.25, 0.2};
  (void)state;
  for (unsigned t = 3; t <= 5; t++) {
    double cells[32] = {0};
    for (uint32_t cell = 1; cell < (uint32_t)1 << t; cell++) {
      double share = 1;
      for (unsigned j = 0; j < t; j++) share *= (cell >> j) & 1 ? shares[j] : 1 - shares[j];
      cells[cell] = round(1e9 * share);
    }
    for (size_t i = 0; i < 3; i++) {
      answer of = ask_cells(t, cells, methods[i], NULL);
      assert_close(of.estimate.total, 1e9, 1e-7, 0);
      answer_clear(&of);
    }
  }
}

/* Two kinds of people make lists depend on each other positively: N0 is too low, N1 is nearer, and with good coverage N nearer still. */
static void heterogeneity_is_found_in_part(void **state) {
  double cells[16] = {0};
  (void)state;
  for (uint32_t cell = 1; cell < 16; cell++) {
    const int n_on = __builtin_popcount(cell);
    cells[cell] = round(1e8 * (0.5 * pow(0.3, n_on) * pow(0.7, 4 - n_on) + 0.5 * pow(0.6, n_on) * pow(0.4, 4 - n_on)));
  }
  answer first = ask_cells(4, cells, "coverage", NULL), low = ask_cells(4, cells, "coverage-low", NULL),
         high = ask_cells(4, cells, "coverage-high", NULL);
  assert_true(first.estimate.total < low.estimate.total && low.estimate.total < high.estimate.total);
  assert_close(high.estimate.total, 1e8, 0.02, 0);
  answer_clear(&first);
  answer_clear(&low);
  answer_clear(&high);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_lists_by_hand),
      cmocka_unit_test(two_lists_are_petersen),
      cmocka_unit_test(a_list_without_people_in_a_replicate_does_not_count),
      cmocka_unit_test(reference_values_are_met),
      cmocka_unit_test(any_number_of_lists_follows_the_definition),
      cmocka_unit_test(counts_doubled_double_the_estimate),
      cmocka_unit_test(independent_lists_give_the_truth_by_all_three),
      cmocka_unit_test(heterogeneity_is_found_in_part),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
