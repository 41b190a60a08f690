/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One workspace serves all parts of a plan. */

#include <math.h>
#include <string.h>

#include <darkfigure.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

/* Categories that `auto` serves by different methods and numbers of lists: two lists, three, four, and one without an overlap. */
static const char mixed[] = "A,B,C,D,g,count\n"
                            "1,0,0,0,two,30\n0,1,0,0,two,20\n1,1,0,0,two,6\n"
                            "1,0,0,0,three,40\n0,1,0,0,three,25\n0,0,1,0,three,33\n1,1,0,0,three,9\n1,0,1,0,three,7\n"
                            "0,1,1,0,three,5\n1,1,1,0,three,2\n"
                            "1,0,0,0,four,31\n0,1,0,0,four,25\n0,0,1,0,four,36\n0,0,0,1,four,30\n1,1,0,0,four,17\n"
                            "1,0,1,0,four,8\n1,0,0,1,four,10\n0,1,1,0,four,21\n0,1,0,1,four,3\n0,0,1,1,four,12\n"
                            "1,1,1,0,four,8\n0,1,1,1,four,3\n"
                            "1,0,0,0,apart,5\n0,0,1,0,apart,4\n";

enum { MOST_RECORDS = 16, N_ROUNDS = 3 };

/* The observed counts of a part and, with another number, others. */
static void weigh(double *weights, const dark_plan *plan, size_t part, uint64_t number) {
  size_t n;
  const dark_record *records = dark_plan_records(plan, part, &n);
  assert_true(n <= MOST_RECORDS);
  for (size_t i = 0; i < n; i++) weights[i] = number == 0 ? records[i].count : 1 + draw_below(30, 1000 * number + 16 * part + i);
}

static void assert_same(const dark_estimate *a, const dark_estimate *b) {
  assert_int_equal(a->reason, b->reason);
  assert_memory_equal(&a->model, &b->model, sizeof a->model);
  if (a->reason == DARK_N_REASONS) assert_memory_equal(&a->total, &b->total, sizeof a->total);
}

static void one_workspace_serves_all_parts_in_any_order(void **state) {
  static const char *const methods[] = {"auto", "bic", "averaged", "stepwise", "downhill", "independence", "chao", "m0", "mt"};
  static const char *const by[] = {"g"};
  (void)state;
  dark_table *table = table_of_csv(mixed, by, 1);
  for (size_t m = 0; m < sizeof methods / sizeof methods[0]; m++) {
    dark_error err = DARK_ERROR_INIT;
    dark_plan *plan = plan_for(table, methods[m], 0, NULL, NULL);
    dark_workspace *all, *own;
    double weights[MOST_RECORDS];
    const double *const tables[] = {weights, weights};
    size_t n_estimates = 0;
    assert_ok(dark_workspace_new(&all, plan, &err), err);
    for (uint64_t round = 0; round < N_ROUNDS; round++)
      for (size_t part = 0; part < dark_plan_n_parts(plan); part++) {
        dark_estimate shared, alone, pair[2];
        if (dark_plan_estimator(plan, part) == NULL) continue;
        weigh(weights, plan, part, round);
        assert_ok(dark_workspace_new(&own, plan, &err), err);
        assert_ok(dark_estimate_part(&alone, plan, part, own, weights, &err), err);
        assert_ok(dark_estimate_part(&shared, plan, part, all, weights, &err), err);
        assert_ok(dark_estimate_tables(pair, plan, part, all, tables, 2, &err), err);
        assert_same(&shared, &alone);
        assert_same(&pair[1], &alone);
        dark_workspace_free(own);
        n_estimates += alone.reason == DARK_N_REASONS;
      }
    assert_true(n_estimates >= (size_t)N_ROUNDS * 2);
    dark_workspace_free(all);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

static void parts_that_cannot_be_estimated_are_refused(void **state) {
  static const char *const by[] = {"g"};
  const double weights[MOST_RECORDS] = {1, 1, 1, 1, 1, 1, 1, 1};
  const double *const tables[] = {weights};
  dark_error err = DARK_ERROR_INIT;
  dark_workspace *workspace;
  dark_estimate estimate;
  (void)state;
  dark_table *table = table_of_csv(mixed, by, 1);
  dark_plan *plan = plan_for(table, "bic", 0, NULL, NULL), *other = plan_for(table, "bic", 0, NULL, NULL);
  assert_ok(dark_workspace_new(&workspace, plan, &err), err);
  size_t apart = 0;
  while (dark_plan_estimator(plan, apart) != NULL) apart++;
  assert_int_equal(dark_estimate_part(&estimate, plan, apart, workspace, weights, &err), DARK_EUSAGE);
  assert_int_equal(dark_estimate_tables(&estimate, plan, apart, workspace, tables, 1, &err), DARK_EUSAGE);
  assert_int_equal(dark_estimate_part(&estimate, plan, 99, workspace, weights, &err), DARK_EUSAGE);
  assert_string_equal(err.message, "there is no part 99; the plan has 5, counted from 0");
  assert_int_equal(dark_estimate_part(&estimate, other, 0, workspace, weights, &err), DARK_EUSAGE);
  assert_int_equal(dark_estimate_tables(&estimate, other, 0, workspace, tables, 1, &err), DARK_EUSAGE);
  assert_string_equal(err.message, "the workspace was made for another plan");
  dark_workspace_free(workspace);
  dark_workspace_free(NULL);
  dark_plan_free(other);
  dark_plan_free(plan);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(one_workspace_serves_all_parts_in_any_order),
                                     cmocka_unit_test(parts_that_cannot_be_estimated_are_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
