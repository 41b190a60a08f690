/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strata that are estimated together, through plan, draws, jackknife, intervals, results, sensitivity and studies. The linker makes the
   method `borrowed` (tests/support/borrowed.h) known beside those of the program. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <darkfigure.h>

#include "estimator/estimator.h"
#include "estimator/strata.h"
#include "resample/draw/draw.h"
#include "resample/interval/sum.h"
#include "resample/replicates/bootstrap.h"
#include "study/run/assemble.h"
#include "support/assert_close.h"
#include "support/borrowed.h"
#include "support/made_study.h"
#include "support/published.h"
#include "support/tables.h"

/* NOLINTBEGIN(bugprone-reserved-identifier): the names are the linker's */
const dark_estimator *__real_dark_estimator_find(const char *name);
const dark_estimator *__wrap_dark_estimator_find(const char *name);

const dark_estimator *__wrap_dark_estimator_find(const char *name) {
  return name != NULL && strcmp(name, "borrowed") == 0 ? &borrowed_estimator : __real_dark_estimator_find(name);
}
/* NOLINTEND(bugprone-reserved-identifier) */

/* Nobody is in b,y, and B caught nobody in b,x. In all 65 people are on A alone, 30 on B alone and 15 on both: 65 x 30 / 15 = 130 are unseen for
   110 seen, 13 for 11. */
static const char text[] = "A,B,g,h,count\n1,0,a,x,40\n0,1,a,x,20\n1,1,a,x,10\n1,0,a,y,20\n0,1,a,y,10\n1,1,a,y,5\n1,0,b,x,5\n";
static const char *const by[] = {"g", "h"};
/* Parts, and targets: the strata, the margins of h (all of g), of g, and the total. */
enum { A_X, A_Y, B_X, B_Y, POOLED, N_PARTS, N_STRATA = POOLED };
enum { TO_TOTAL = 8, N_TARGETS, MOST_CELLS = 4, N_REPLICATES = 300, SEED = 7 };

typedef struct job {
  dark_table *table;
  dark_plan *plan;
} job;

static job start_job(const char *method, dark_resample resample) {
  job of = {.table = table_of_csv(text, by, 2)};
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  settings.method = method;
  settings.resample = resample;
  assert_ok(dark_plan_new(&of.plan, of.table, &settings, &err), err);
  assert_int_equal(dark_plan_n_parts(of.plan), N_PARTS);
  return of;
}

static void end_job(job *of) {
  dark_plan_free(of->plan);
  dark_table_free(of->table);
}

static dark_replicates *resample(const job *of, int n_threads) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_replicates *out;
  dark_error err = DARK_ERROR_INIT;
  options.n_replicates = N_REPLICATES;
  options.seed = SEED;
  options.n_threads = n_threads;
  assert_ok(dark_bootstrap(&out, of->plan, &options, &err), err);
  return out;
}

static dark_results *results_of(const job *of, const dark_replicates *replicates, dark_interval_type interval) {
  static const double level = 0.9;
  const dark_result_options options = {.version = 1, .interval = interval, .levels = &level, .n_levels = 1, .seed = SEED};
  dark_results *out;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_results_new(&out, of->plan, replicates, &options, &err), err);
  assert_int_equal(out->n_rows, N_TARGETS);
  return out;
}

/* ---- the method again, on tables [strata][history] */

typedef double tables[N_STRATA][MOST_CELLS];

static void observe(tables out, const dark_plan *plan) {
  memset(out, 0, sizeof(tables));
  for (size_t part = 0; part < N_STRATA; part++) {
    size_t n;
    const dark_record *records = dark_plan_records(plan, part, &n);
    for (size_t r = 0; r < n; r++) out[part][records[r].history] = records[r].count;
  }
}

static double people_in(const double *cells) { return cells[1] + cells[2] + cells[3]; }

/* Total of one stratum, of which all lists are those of the table. */
static double borrowed_total(tables in, size_t part) {
  double n[MOST_CELLS] = {0};
  for (size_t s = 0; s < N_STRATA; s++)
    for (size_t h = 1; h < MOST_CELLS; h++) n[h] += in[s][h];
  return people_in(in[part]) * (1 + n[1] * n[2] / n[3] / (n[1] + n[2] + n[3]));
}

/* ---- plan */

static void one_number_is_borrowed_by_all_strata(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  assert_close(dark_plan_estimate(of.plan, A_X)->hidden, 70 * 13.0 / 11, 1e-14, 0);
  assert_close(dark_plan_estimate(of.plan, A_X)->total, 70 * 24.0 / 11, 1e-14, 0);
  assert_close(dark_plan_estimate(of.plan, A_Y)->hidden, 35 * 13.0 / 11, 1e-14, 0);
  assert_close(dark_plan_estimate(of.plan, POOLED)->total, 240, 1e-14, 0);
  end_job(&of);
}

static void the_estimator_says_why_a_stratum_has_no_estimate(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  assert_int_equal(dark_plan_estimate(of.plan, B_X)->reason, DARK_REASON_ONE_LIST);
  assert_int_equal(dark_plan_estimate(of.plan, B_Y)->reason, DARK_REASON_NO_RECORDS);
  assert_true(isnan(dark_plan_estimate(of.plan, B_X)->total));
  assert_ptr_equal(dark_plan_estimator(of.plan, B_Y), &borrowed_estimator);
  end_job(&of);
}

static void strata_of_a_group_have_the_same_lists(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED), apart = start_job("auto", DARK_RESAMPLE_OBSERVED);
  assert_int_equal(dark__plan_n_groups(of.plan), 2);
  assert_int_equal(dark__plan_n_groups(apart.plan), N_PARTS);
  const dark__strata together = dark__plan_strata(of.plan, dark__plan_group(of.plan, A_X));
  assert_int_equal(together.n, N_STRATA);
  for (size_t part = 0; part < N_STRATA; part++) {
    assert_int_equal(together.parts[part], part);
    assert_int_equal(dark_plan_n_lists(of.plan, part), 2);
    assert_int_equal(dark__plan_lists(of.plan, part), 3);
  }
  assert_int_equal(together.starts[N_STRATA], 7);
  assert_int_equal(dark_plan_n_lists(apart.plan, B_X), 1);
  assert_int_equal(dark__plan_strata(of.plan, dark__plan_group(of.plan, POOLED)).n, 1);
  assert_int_equal(dark__plan_strata(of.plan, 99).n, 0);
  end_job(&of);
  end_job(&apart);
}

static void a_group_is_given_up_for_what_stands_in_the_way_of_all(void **state) {
  static const char *const one[] = {"g"};
  (void)state;
  dark_table *table = table_of_csv("A,B,g,count\n1,0,a,4\n0,1,a,3\n0,1,b,9\n", one, 1);
  dark_plan *plan = plan_for(table, "borrowed", 0, NULL, NULL);
  for (size_t part = 0; part < 3; part++) {
    assert_int_equal(dark_plan_estimate(plan, part)->reason, DARK_REASON_NO_OVERLAP);
    assert_null(dark_plan_estimator(plan, part));
  }
  dark_plan_free(plan);
  dark_table_free(table);
}

/* One case less in a,x with the others as observed; and all tables at once. */
static void a_stratum_alone_is_estimated_with_the_others_as_observed(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  const double weights[] = {39, 20, 10}, more[] = {40, 20, 12};
  const double *const both[] = {weights, more};
  dark_workspace *workspace;
  dark_estimate one, two[2];
  dark_error err = DARK_ERROR_INIT;
  tables in;
  observe(in, of.plan);
  in[A_X][1] = 39;
  assert_ok(dark_workspace_new(&workspace, of.plan, &err), err);
  assert_ok(dark_estimate_part(&one, of.plan, A_X, workspace, weights, &err), err);
  assert_close(one.total, borrowed_total(in, A_X), 1e-14, 0);
  assert_ok(dark_estimate_tables(two, of.plan, A_X, workspace, both, 2, &err), err);
  assert_memory_equal(&two[0].total, &one.total, sizeof one.total);
  in[A_X][1] = 40;
  in[A_X][3] = 12;
  assert_close(two[1].total, borrowed_total(in, A_X), 1e-14, 0);
  assert_ok(dark_estimate_part(&one, of.plan, B_X, workspace, weights, &err), err);
  assert_int_equal(one.reason, DARK_REASON_ONE_LIST);
  dark_workspace_free(workspace);
  end_job(&of);
}

/* Where nobody is left in one stratum the others go on; where nobody is anywhere the estimator is not asked. */
static void a_table_may_lack_a_stratum_or_all(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  const double full[] = {40, 20, 10, 20, 10, 5, 5}, half[] = {0, 0, 0, 20, 10, 5, 5}, nobody[7] = {0};
  const double *const several[] = {nobody, full, nobody, half, full};
  dark_workspace *workspace;
  dark_estimate out[5][N_STRATA];
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_workspace_new(&workspace, of.plan, &err), err);
  assert_ok(dark__estimate_group(&out[0][0], of.plan, 0, workspace, several, 5, &err), err);
  for (size_t s = 0; s < N_STRATA; s++) {
    assert_int_equal(out[0][s].reason, DARK_REASON_NO_RECORDS);
    assert_int_equal(out[2][s].reason, DARK_REASON_NO_RECORDS);
  }
  assert_close(out[1][A_Y].total, 35 * 24.0 / 11, 1e-14, 0);
  assert_int_equal(out[3][A_X].reason, DARK_REASON_NO_RECORDS);
  assert_close(out[3][A_Y].hidden, 35 * (25.0 * 10 / 5) / 40, 1e-14, 0);
  assert_close(out[4][A_X].total, 70 * 24.0 / 11, 1e-14, 0);
  dark_workspace_free(workspace);
  end_job(&of);
}

/* ---- draws */

/* Table `number` of every stratum, from its own urn. */
static void draw(tables out, const dark_plan *plan, uint64_t number) {
  memset(out, 0, sizeof(tables));
  for (size_t part = 0; part < N_STRATA; part++) {
    dark__urn urn;
    bool is_drawable;
    dark_error err = DARK_ERROR_INIT;
    double weights[MOST_CELLS];
    unsigned cells[MOST_CELLS + 1];
    size_t n;
    const dark_record *records = dark_plan_records(plan, part, &n);
    assert_ok(dark__urn_make(&urn, &is_drawable, plan, part, SEED, &err), err);
    assert_true(is_drawable);
    dark__urn_draw(weights, cells, &urn, number);
    for (size_t r = 0; r < n; r++) out[part][records[r].history] = weights[r];
    dark__urn_clear(&urn);
  }
}

static void a_replicate_is_one_table_of_all_strata(void **state) {
  static const dark_resample ways[] = {DARK_RESAMPLE_OBSERVED, DARK_RESAMPLE_IMPUTED, DARK_RESAMPLE_PARAMETRIC};
  (void)state;
  for (size_t w = 0; w < 3; w++) {
    job of = start_job("borrowed", ways[w]);
    dark_replicates *replicates = resample(&of, 2);
    assert_null(dark_replicates_part(replicates, B_X));
    assert_null(dark_replicates_part(replicates, B_Y));
    for (size_t r = 0; r < N_REPLICATES; r++) {
      tables in;
      draw(in, of.plan, r);
      assert_close(dark_replicates_part(replicates, A_X)[r], borrowed_total(in, A_X), 1e-14, 0);
      assert_close(dark_replicates_part(replicates, A_Y)[r], borrowed_total(in, A_Y), 1e-14, 0);
    }
    dark_replicates_free(replicates);
    end_job(&of);
  }
}

/* So that methods can be compared replicate by replicate. */
static void strata_are_drawn_as_if_they_were_apart(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED), apart = start_job("petersen", DARK_RESAMPLE_OBSERVED);
  dark_replicates *replicates = resample(&apart, 1);
  for (size_t r = 0; r < N_REPLICATES; r++) {
    tables in;
    draw(in, of.plan, r);
    const double *cells = in[A_X];
    assert_close(dark_replicates_part(replicates, A_X)[r], people_in(cells) + cells[1] * cells[2] / cells[3], 1e-12, 0);
  }
  dark_replicates_free(replicates);
  end_job(&of);
  end_job(&apart);
}

static void assert_same_replicates(const dark_replicates *a, const dark_replicates *b) {
  static const size_t parts[] = {A_X, A_Y, POOLED};
  for (size_t i = 0; i < 3; i++) {
    size_t n;
    dark_plan_records(dark_replicates_plan(a), parts[i], &n);
    assert_memory_equal(dark_replicates_part(a, parts[i]), dark_replicates_part(b, parts[i]), N_REPLICATES * sizeof(double));
    assert_memory_equal(dark_replicates_jackknife(a, parts[i]), dark_replicates_jackknife(b, parts[i]), n * sizeof(double));
  }
}

static void threads_change_no_bit(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  dark_replicates *one = resample(&of, 1);
  for (int n_threads = 2; n_threads <= 5; n_threads++) {
    dark_replicates *more = resample(&of, n_threads);
    assert_same_replicates(one, more);
    dark_replicates_free(more);
  }
  dark_replicates_free(one);
  end_job(&of);
}

/* ---- intervals and results */

static void a_case_less_anywhere_moves_every_stratum(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  dark_replicates *replicates = resample(&of, 2);
  size_t n;
  const dark_record *records = dark_plan_records(of.plan, A_Y, &n);
  const double *jackknife = dark_replicates_jackknife(replicates, A_Y);
  tables in;
  observe(in, of.plan);
  for (size_t r = 0; r < n; r++) {
    in[A_Y][records[r].history] -= 1;
    assert_close(jackknife[r], borrowed_total(in, A_Y), 1e-14, 0);
    in[A_Y][records[r].history] += 1;
  }
  dark_replicates_free(replicates);
  end_job(&of);
}

/* sum of d^3 over 6 (sum of d^2)^1.5, d the mean less the total of a,x and a,y without one person, of all 110. */
static double acceleration_by_hand(const dark_plan *plan, size_t first, size_t last) {
  double cubes = 0, squares = 0, mean = 0;
  tables in;
  for (int round = 0; round < 2; round++)
    for (size_t s = 0; s < N_STRATA; s++)
      for (size_t h = 1; h < MOST_CELLS; h++) {
        double total = 0;
        observe(in, plan);
        const double people = in[s][h];
        if (!(people > 0)) continue;
        in[s][h] -= 1;
        for (size_t part = first; part <= last; part++) total += borrowed_total(in, part);
        if (round == 0) mean += people * total / 110;
        if (round == 1) cubes += people * pow(mean - total, 3);
        if (round == 1) squares += people * pow(mean - total, 2);
      }
  return cubes / (6 * pow(squares, 1.5));
}

static void bca_takes_cases_of_the_whole_group(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  dark_replicates *replicates = resample(&of, 2);
  dark_interval interval;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_interval_compute(&interval, replicates, TO_TOTAL, DARK_INTERVAL_BCA, 0.9, &err), err);
  assert_close(interval.acceleration, acceleration_by_hand(of.plan, A_X, A_Y), 1e-9, 0);
  assert_ok(dark_interval_compute(&interval, replicates, A_X, DARK_INTERVAL_BCA, 0.9, &err), err);
  assert_close(interval.acceleration, acceleration_by_hand(of.plan, A_X, A_X), 1e-9, 0);
  dark_replicates_free(replicates);
  end_job(&of);
}

/* Whoever makes no BCa limits is spared a table for each record of all strata: replicates are the same, and nothing is said of single cases; a stratum
   that is estimated by itself is jackknifed as ever. */
static void without_bca_limits_a_group_is_not_jackknifed(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  dark_replicates *whole = resample(&of, 2), *spared;
  const dark_bootstrap_options options = {.version = 1, .n_replicates = N_REPLICATES, .seed = SEED, .n_threads = 2};
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__bootstrap_spared(&spared, of.plan, &options, &err), err);
  assert_memory_equal(dark_replicates_part(spared, A_X), dark_replicates_part(whole, A_X), N_REPLICATES * sizeof(double));
  assert_true(isnan(dark_replicates_jackknife(spared, A_X)[0]) && !isnan(dark_replicates_jackknife(whole, A_X)[0]));
  assert_close(dark_replicates_jackknife(spared, POOLED)[0], dark_replicates_jackknife(whole, POOLED)[0], 0, 0);
  dark_results *rows = results_of(&of, spared, DARK_INTERVAL_PERCENTILE), *all = results_of(&of, whole, DARK_INTERVAL_PERCENTILE);
  assert_int_equal(rows->details[A_X].n_influences, 0);
  assert_true(all->details[A_X].n_influences > 0 && rows->details[POOLED].n_influences == all->details[POOLED].n_influences);
  assert_close(rows->rows[A_X].interval.upper, all->rows[A_X].interval.upper, 0, 0);
  dark_results_free(all);
  dark_results_free(rows);
  dark_replicates_free(spared);
  dark_replicates_free(whole);
  end_job(&of);
}

/* Also a case of a stratum that is not in the sum. */
static void a_sum_without_a_case_moves_in_all_its_strata(void **state) {
  static const size_t parts[] = {A_X, B_X, A_Y};
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  dark_replicates *replicates = resample(&of, 2);
  dark__sum sum;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__sum_make(&sum, replicates, parts, 3, &err), err);
  for (size_t s = A_X; s <= B_X; s++) {
    tables in;
    observe(in, of.plan);
    in[s][1] -= 1; /* of A alone, the first record everywhere */
    assert_close(dark__sum_without(&sum, s, 0), borrowed_total(in, A_X) + borrowed_total(in, A_Y), 1e-13, 0);
  }
  dark__sum_clear(&sum);
  dark_replicates_free(replicates);
  end_job(&of);
}

static double deviation_of_sums(const dark_replicates *replicates) {
  const double *x = dark_replicates_part(replicates, A_X), *y = dark_replicates_part(replicates, A_Y);
  double mean = 0, squares = 0;
  for (size_t r = 0; r < N_REPLICATES; r++) mean += (x[r] + y[r]) / N_REPLICATES;
  for (size_t r = 0; r < N_REPLICATES; r++) squares += pow(x[r] + y[r] - mean, 2);
  return sqrt(squares / (N_REPLICATES - 1));
}

static void margins_are_summed_in_every_replicate(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  dark_replicates *replicates = resample(&of, 2);
  dark_results *results = results_of(&of, replicates, DARK_INTERVAL_PERCENTILE);
  const dark_row *total = &results->rows[TO_TOTAL];
  assert_close(total->total, 105 * 24.0 / 11, 1e-14, 0);
  assert_close(total->observed, 105, 0, 0);
  assert_close(total->excluded, 5, 0, 0);
  assert_close(total->se, deviation_of_sums(replicates), 1e-10, 0);
  assert_int_equal(total->interval.type, DARK_INTERVAL_PERCENTILE);
  assert_true(total->interval.lower < total->total && total->total < total->interval.upper);
  assert_int_equal(results->rows[B_X].state, DARK_STATE_NO_ESTIMATE);
  assert_int_equal(results->rows[B_X].reasons, DARK_REASON_BIT(DARK_REASON_ONE_LIST));
  assert_int_equal(results->rows[B_Y].reasons, DARK_REASON_BIT(DARK_REASON_NO_RECORDS));
  assert_close(results->pooled[0].total, 240, 1e-14, 0);
  assert_int_equal(results->details[A_X].lists, 3);
  dark_results_free(results);
  dark_replicates_free(replicates);
  end_job(&of);
}

/* Their errors are not independent, and nobody says what they have in common. */
static void sums_of_a_group_have_no_error_without_replicates(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  dark_results *results = results_of(&of, NULL, DARK_INTERVAL_LOG_NORMAL);
  assert_close(results->rows[A_X].se, 70 * 13.0 / 11 * sqrt(1.0 / 65 + 1.0 / 30 + 1.0 / 15), 1e-14, 0);
  assert_int_equal(results->rows[A_X].interval.type, DARK_INTERVAL_LOG_NORMAL);
  assert_true(isnan(results->rows[TO_TOTAL].se));
  assert_int_equal(results->rows[TO_TOTAL].interval.type, DARK_INTERVAL_NONE);
  assert_true((results->rows[TO_TOTAL].reasons & DARK_REASON_BIT(DARK_REASON_NO_STANDARD_ERROR)) != 0);
  dark_results_free(results);
  end_job(&of);
}

/* ---- sensitivity and studies */

static void sensitivity_leaves_cases_out_of_one_stratum(void **state) {
  (void)state;
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
  dark_sensitivity *answers;
  dark_error err = DARK_ERROR_INIT;
  size_t n_cases = 0, n_thinned = 0;
  tables in;
  settings.method = "borrowed";
  options.n_thinnings = 20;
  assert_ok(dark_sensitivity_new(&answers, of.table, &settings, &options, &err), err);
  assert_int_equal(answers->n_sections, N_PARTS);
  assert_int_equal(answers->sections[B_X].n_rows, 1);
  for (size_t r = 0; r < answers->sections[A_X].n_rows; r++) {
    const dark_sensitivity_row *row = &answers->sections[A_X].rows[r];
    n_thinned += row->analysis == DARK_ANALYSIS_THINNING && isfinite(row->answer.total);
    if (row->analysis != DARK_ANALYSIS_CASE_LEFT_OUT) continue;
    observe(in, of.plan);
    in[A_X][row->history] -= 1;
    assert_close(row->answer.total, borrowed_total(in, A_X), 1e-14, 0);
    n_cases++;
  }
  assert_int_equal(n_cases, 3);
  assert_int_equal(n_thinned, 6);
  dark_sensitivity_free(answers);
  end_job(&of);
}

static char store[64];

static dark_run_state run(const made_study *made, int n_threads) {
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_run_state done;
  dark_error err = DARK_ERROR_INIT;
  options.store = store;
  options.n_threads = n_threads;
  unlink(store);
  assert_ok(dark_study_run(&done, made->tasks, &options, &err), err);
  return done;
}

/* Replicates of a task as they stand in the store. */
static dark_replicates *stored(const made_study *made, size_t task, const dark_plan *plan) {
  dark__store opened;
  dark_replicates *out;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__store_read(&opened, store, made->tasks, &err), err);
  assert_ok(dark__assemble_replicates(&out, &opened, made->tasks, task, plan, &err), err);
  dark__store_close(&opened);
  return out;
}

/* The people of the study are those of dark_bootstrap. */
static void a_study_keeps_the_replicates_of_a_group(void **state) {
  (void)state;
  char file[32], study[512];
  write_file(file, text);
  snprintf(study, sizeof study,
           "study: x\nseed: %d\nreplicates: %d\ndata: [{name: d, file: %s, by: [g, h]}]\nmethods: [{name: m, method: borrowed, "
           "interval: bca}]\nscenarios: [{name: as-observed}, {name: look, detection: {list: A, category: {g: a, h: x}, factor: "
           "2}}]\n",
           SEED, N_REPLICATES, file);
  made_study made = make_tasks(study);
  unlink(file);
  job of = start_job("borrowed", DARK_RESAMPLE_OBSERVED);
  dark_replicates *expected = resample(&of, 1);
  snprintf(store, sizeof store, "build/groups-%ld.db", (long)getpid());
  for (int n_threads = 1; n_threads <= 2; n_threads++) {
    const dark_run_state done = run(&made, n_threads);
    assert_int_equal(done.n_done, 2);
    dark_replicates *kept = stored(&made, 0, of.plan);
    assert_same_replicates(expected, kept);
    dark_replicates_free(kept);
  }
  unlink(store);
  dark_replicates_free(expected);
  end_job(&of);
  unmake(&made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_number_is_borrowed_by_all_strata),
      cmocka_unit_test(the_estimator_says_why_a_stratum_has_no_estimate),
      cmocka_unit_test(strata_of_a_group_have_the_same_lists),
      cmocka_unit_test(a_group_is_given_up_for_what_stands_in_the_way_of_all),
      cmocka_unit_test(a_stratum_alone_is_estimated_with_the_others_as_observed),
      cmocka_unit_test(a_table_may_lack_a_stratum_or_all),
      cmocka_unit_test(a_replicate_is_one_table_of_all_strata),
      cmocka_unit_test(strata_are_drawn_as_if_they_were_apart),
      cmocka_unit_test(threads_change_no_bit),
      cmocka_unit_test(a_case_less_anywhere_moves_every_stratum),
      cmocka_unit_test(bca_takes_cases_of_the_whole_group),
      cmocka_unit_test(without_bca_limits_a_group_is_not_jackknifed),
      cmocka_unit_test(a_sum_without_a_case_moves_in_all_its_strata),
      cmocka_unit_test(margins_are_summed_in_every_replicate),
      cmocka_unit_test(sums_of_a_group_have_no_error_without_replicates),
      cmocka_unit_test(sensitivity_leaves_cases_out_of_one_stratum),
      cmocka_unit_test(a_study_keeps_the_replicates_of_a_group),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
