/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a fit does not converge there is no estimate, and everything else stands. The linker sends the judgement of every fit, and the
   account of a chosen model, through this file, which lets those of tables of some sizes fail. */

#include <math.h>
#include <string.h>

#include <darkfigure.h>

#include "base/error.h"
#include "loglinear/fit/engine.h"
#include "loglinear/fit/explain.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

/* Judgements of tables of so many people fail, from the first_failing-th on. */
static double failing_people;
static size_t n_judged, first_failing;

/* NOLINTBEGIN(bugprone-reserved-identifier): the names are the linker's */
dark_status __real_dark__judge_fit(dark__verdict *out, const dark__fit *fit, const uint32_t *terms, size_t n_terms,
                                   const dark__counts *counts, dark_error *err);
dark_status __wrap_dark__judge_fit(dark__verdict *out, const dark__fit *fit, const uint32_t *terms, size_t n_terms,
                                   const dark__counts *counts, dark_error *err);

dark_status __wrap_dark__judge_fit(dark__verdict *out, const dark__fit *fit, const uint32_t *terms, size_t n_terms,
                                   const dark__counts *counts, dark_error *err) {
  if (counts->margins[0] == failing_people && n_judged++ >= first_failing) return dark__fail(err, DARK_ENUMERIC, "no maximum");
  return __real_dark__judge_fit(out, fit, terms, n_terms, counts, err);
}
dark_status __real_dark__explain_model(dark_explanation *out, const dark__problem *problem, const uint32_t *terms, size_t n_terms,
                                       dark_error *err);
dark_status __wrap_dark__explain_model(dark_explanation *out, const dark__problem *problem, const uint32_t *terms, size_t n_terms,
                                       dark_error *err);

dark_status __wrap_dark__explain_model(dark_explanation *out, const dark__problem *problem, const uint32_t *terms, size_t n_terms,
                                       dark_error *err) {
  if (problem->n_observed == failing_people) return dark__fail(err, DARK_ENUMERIC, "no maximum");
  return __real_dark__explain_model(out, problem, terms, n_terms, err);
}
/* NOLINTEND(bugprone-reserved-identifier) */

static void let_fail(double people, size_t first) {
  failing_people = people;
  first_failing = first;
  n_judged = 0;
}

/* 140 people, 190, and 121, whose replicates have as many. */
static const char text[] = "A,B,C,g,count\n"
                           "1,0,0,a,40\n0,1,0,a,35\n0,0,1,a,30\n1,1,0,a,12\n1,0,1,a,10\n0,1,1,a,9\n1,1,1,a,4\n"
                           "1,0,0,b,60\n0,1,0,b,50\n0,0,1,b,40\n1,1,0,b,15\n1,0,1,b,10\n0,1,1,b,12\n1,1,1,b,3\n"
                           "1,0,0,c,40\n0,1,0,c,25\n0,0,1,c,33\n1,1,0,c,9\n1,0,1,c,7\n0,1,1,c,5\n1,1,1,c,2\n";
enum { A, B, C, TOTAL, N_ROWS };

/* A fit with its rows; clear_job it. */
typedef struct job {
  dark_table *table;
  dark_plan *plan;
  dark_replicates *replicates;
  dark_results *results;
} job;

static const char *const by[] = {"g"};

static void finish_job(job *of, dark_interval_type interval, size_t n_replicates) {
  static const double level = 0.95;
  dark_error err = DARK_ERROR_INIT;
  dark_bootstrap_options drawing = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_result_options options = {.version = 1, .interval = interval, .levels = &level, .n_levels = 1};
  drawing.n_replicates = n_replicates;
  drawing.n_threads = 2;
  if (n_replicates > 0) assert_ok(dark_bootstrap(&of->replicates, of->plan, &drawing, &err), err);
  assert_ok(dark_results_new(&of->results, of->plan, of->replicates, &options, &err), err);
  assert_int_equal(of->results->n_rows, N_ROWS);
}

static job start_job(const char *method) {
  job of = {.table = table_of_csv(text, by, 1)};
  of.plan = plan_for(of.table, method, 0, NULL, NULL);
  return of;
}

static void clear_job(job *of) {
  dark_results_free(of->results);
  dark_replicates_free(of->replicates);
  dark_plan_free(of->plan);
  dark_table_free(of->table);
}

static void assert_same_row(const dark_row *a, const dark_row *b) {
  assert_int_equal(a->state, b->state);
  assert_true(a->reasons == b->reasons);
  assert_memory_equal(&a->total, &b->total, sizeof a->total);
  assert_memory_equal(&a->interval.lower, &b->interval.lower, sizeof a->total);
  assert_memory_equal(&a->interval.upper, &b->interval.upper, sizeof a->total);
}

static const char *const methods[] = {"bic", "stepwise", "downhill", "independence"};
enum { N_METHODS = sizeof methods / sizeof methods[0] };

static void a_category_that_does_not_converge_leaves_the_others_alone(void **state) {
  (void)state;
  for (size_t m = 0; m < N_METHODS; m++) {
    let_fail(0, 0);
    job well = start_job(methods[m]);
    finish_job(&well, DARK_INTERVAL_PERCENTILE, 40);
    let_fail(190, 0);
    job ill = start_job(methods[m]);
    assert_int_equal(dark_plan_estimate(ill.plan, B)->reason, DARK_REASON_NOT_CONVERGED);
    finish_job(&ill, DARK_INTERVAL_PERCENTILE, 40);
    const dark_row *rows = ill.results->rows;
    assert_same_row(&rows[A], &well.results->rows[A]);
    assert_same_row(&rows[C], &well.results->rows[C]);
    assert_int_equal(rows[B].state, DARK_STATE_NO_ESTIMATE);
    assert_true(rows[B].reasons == DARK_REASON_BIT(DARK_REASON_NOT_CONVERGED));
    assert_true(isnan(rows[B].total) && rows[B].observed == 190);
    assert_true((rows[TOTAL].reasons & DARK_REASON_BIT(DARK_REASON_PART_FAILED)) != 0);
    assert_close(rows[TOTAL].total, rows[A].total + rows[C].total, 1e-12, 0);
    assert_close(rows[TOTAL].excluded, 190, 0, 0);
    clear_job(&ill);
    clear_job(&well);
  }
}

/* Those of a replicate, of which several are fitted at once, are the fits behind those of the plan. */
static void a_replicate_that_does_not_converge_is_a_failed_one(void **state) {
  (void)state;
  for (size_t m = 0; m < N_METHODS; m++) {
    let_fail(0, 0);
    job well = start_job(methods[m]);
    finish_job(&well, DARK_INTERVAL_PERCENTILE, 40);
    job ill = start_job(methods[m]);
    let_fail(121, 0);
    finish_job(&ill, DARK_INTERVAL_PERCENTILE, 40);
    assert_int_equal(ill.results->rows[C].n_failed, 40);
    assert_close(ill.results->rows[C].total, well.results->rows[C].total, 0, 0);
    assert_same_row(&ill.results->rows[A], &well.results->rows[A]);
    assert_same_row(&ill.results->rows[B], &well.results->rows[B]);
    clear_job(&ill);
    clear_job(&well);
  }
}

/* One of two tables that are fitted together. */
static void a_table_that_does_not_converge_leaves_its_neighbours_alone(void **state) {
  const double bad[] = {50, 40, 12, 30, 10, 9, 4}, good[] = {40, 25, 9, 33, 7, 5, 3};
  const double *const tables[] = {good, bad, good};
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  for (size_t m = 0; m < N_METHODS; m++) {
    dark_workspace *workspace;
    dark_estimate estimates[3], alone;
    let_fail(155, 0);
    job of = start_job(methods[m]);
    assert_ok(dark_workspace_new(&workspace, of.plan, &err), err);
    assert_ok(dark_estimate_part(&alone, of.plan, C, workspace, good, &err), err);
    assert_ok(dark_estimate_tables(estimates, of.plan, C, workspace, tables, 3, &err), err);
    assert_int_equal(estimates[1].reason, DARK_REASON_NOT_CONVERGED);
    assert_true(isnan(estimates[1].total) && isnan(estimates[1].hidden));
    for (size_t i = 0; i < 3; i += 2) assert_memory_equal(&estimates[i].total, &alone.total, sizeof alone.total);
    dark_workspace_free(workspace);
    clear_job(&of);
  }
}

/* The plan's fits converge; the one made to explain the estimate does not, nor do those of intervals. */
static void an_explanation_that_does_not_converge_is_left_out(void **state) {
  (void)state;
  let_fail(0, 0);
  job ill = start_job("bic");
  let_fail(190, 0);
  finish_job(&ill, DARK_INTERVAL_LOG_NORMAL, 0);
  const dark_row *rows = ill.results->rows;
  assert_true(isfinite(rows[B].total) && isnan(rows[B].se));
  assert_true((rows[B].reasons & DARK_REASON_BIT(DARK_REASON_NOT_CONVERGED)) != 0);
  assert_int_equal(rows[B].interval.type, DARK_INTERVAL_NONE);
  assert_true(isfinite(rows[A].se) && rows[A].interval.type == DARK_INTERVAL_LOG_NORMAL);
  assert_int_equal(ill.results->details[B].has_explanation, 0);
  assert_int_equal(ill.results->details[B].n_ranges, 0);
  dark_error err = DARK_ERROR_INIT;
  dark_interval interval;
  assert_ok(dark_plan_interval(&interval, ill.plan, B, DARK_INTERVAL_LOG_NORMAL, 0.95, &err), err);
  assert_true(interval.type == DARK_INTERVAL_NONE && interval.reasons == DARK_REASON_BIT(DARK_REASON_NOT_CONVERGED));
  clear_job(&ill);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_category_that_does_not_converge_leaves_the_others_alone),
                                     cmocka_unit_test(a_replicate_that_does_not_converge_is_a_failed_one),
                                     cmocka_unit_test(a_table_that_does_not_converge_leaves_its_neighbours_alone),
                                     cmocka_unit_test(an_explanation_that_does_not_converge_is_left_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
