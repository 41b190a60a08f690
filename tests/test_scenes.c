/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios as tables: the same as reading the data so, and replicates in which every scenario sees the same people. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "resample/replicates/bootstrap.h"
#include "study/scene/staging.h"
#include "study/tasks/ready.h"
#include "study/tasks/tasks.h"
#include "support/assert_close.h"
#include "support/made_study.h"
#include "support/published.h"
#include "support/tables.h"

static const char FORM_ROWS[] = "A,B,C,form,sex,count\n1,0,0,labour,f,10\n0,1,0,labour,m,9\n0,1,1,labour,m,4\n1,1,0,sexual,f,5\n"
                                "1,0,1,sexual,f,3\n0,0,1,begging,m,2\n";

static dark__ready make_ready(const made_study *made, size_t task) {
  dark__ready ready;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__ready_make(&ready, made->tasks, task, &err), err);
  return ready;
}

static dark_table *read_rows(const char *rows, const dark_read_options *options) {
  char path[32];
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  write_file(path, rows);
  const dark_status status = dark_table_read_csv(&table, path, options, &err);
  unlink(path);
  assert_ok(status, err);
  return table;
}

/* Lists, their places, categories, values, strata and people, bit by bit. */
static void assert_same_table(const dark_table *a, const dark_table *b) {
  assert_int_equal(dark_table_n_lists(a), dark_table_n_lists(b));
  for (size_t l = 0; l < dark_table_n_lists(a); l++) {
    assert_string_equal(dark_table_list_name(a, l), dark_table_list_name(b, l));
    assert_int_equal(dark_table_list_position(a, l), dark_table_list_position(b, l));
  }
  assert_int_equal(dark_table_n_categories(a), dark_table_n_categories(b));
  for (size_t c = 0; c < dark_table_n_categories(a); c++) {
    assert_int_equal(dark_table_n_levels(a, c), dark_table_n_levels(b, c));
    for (size_t i = 0; i < dark_table_n_levels(a, c); i++)
      assert_string_equal(dark_table_level_name(a, c, i), dark_table_level_name(b, c, i));
  }
  assert_int_equal(dark_table_n_strata(a), dark_table_n_strata(b));
  for (size_t s = 0; s < dark_table_n_strata(a); s++) {
    size_t n, m;
    const dark_record *x = dark_table_records(a, s, &n), *y = dark_table_records(b, s, &m);
    assert_int_equal(n, m);
    for (size_t i = 0; i < n; i++) {
      assert_int_equal(x[i].history, y[i].history);
      assert_true(x[i].count == y[i].count);
    }
    assert_true(dark_table_n_observed(a, s) == dark_table_n_observed(b, s));
  }
  assert_true(dark_table_n_people(a) == dark_table_n_people(b));
}

/* ---- tables */

static void a_list_left_out_gives_the_estimate_without_it_bit_by_bit(void **state) {
  static const char *const lists[] = {"LA", "NG", "PFNCA", "GO", "GP"};
  (void)state;
  for (size_t l = 0; l < 5; l++) {
    char text[512];
    dark_read_options options = DARK_READ_OPTIONS_INIT;
    dark_error err = DARK_ERROR_INIT;
    dark_table *table = NULL;
    snprintf(text, sizeof text,
             "study: x\nreplicates: 10\ndata: [{name: uk, file: " UK "}]\nmethods: [{method: bic}]\n"
             "scenarios: [{name: s, drop_lists: [%s]}]\n",
             lists[l]);
    options.drop_lists = &lists[l], options.n_drop_lists = 1;
    made_study made = make_tasks(text);
    dark__ready ready = make_ready(&made, 0);
    assert_ok(dark_table_read_csv(&table, UK, &options, &err), err);
    assert_same_table(ready.table, table);
    dark_plan *plan = plan_for(table, "bic", 0, NULL, NULL);
    assert_memory_equal(&dark_plan_estimate(ready.plan, 0)->total, &dark_plan_estimate(plan, 0)->total, sizeof(double));
    dark_plan_free(plan);
    dark_table_free(table);
    dark__ready_clear(&ready);
    unmake(&made);
  }
}

/* Scenario and the same said to the reader. */
static void scenarios_are_what_reading_so_gives(void **state) {
  static const char *const by[] = {"form", "sex"}, *const women[] = {"sex=f"}, *const some[] = {"form=labour", "form=sexual"},
                           *const b[] = {"B"}, *const merge[] = {"BC=B+C"}, *const only[] = {"form=begging"};
  const struct {
    const char *scenario;
    size_t n_by;
    dark_read_options options;
  } cases[] = {
      {"drop_lists: [B]", 2, {.version = 1, .drop_lists = b, .n_drop_lists = 1}},
      {"drop_lists: [B]", 0, {.version = 1, .drop_lists = b, .n_drop_lists = 1}},
      {"merge_lists: {BC: [B, C]}", 1, {.version = 1, .merge_lists = merge, .n_merge_lists = 1}},
      {"where: {sex: f}", 1, {.version = 1, .where = women, .n_where = 1}},
      {"where: {sex: f}", 2, {.version = 1, .where = women, .n_where = 1}},
      {"where: {form: [labour, sexual]}", 0, {.version = 1, .where = some, .n_where = 2}},
      {"where: {form: [labour, sexual], sex: f}, merge_lists: {BC: [B, C]}",
       1,
       {.version = 1,
        .where = (const char *const[]){"form=labour", "form=sexual", "sex=f"},
        .n_where = 3,
        .merge_lists = merge,
        .n_merge_lists = 1}},
      {"where: {form: begging}", 2, {.version = 1, .where = only, .n_where = 1}},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[512];
    dark_read_options options = cases[i].options;
    snprintf(text, sizeof text,
             "study: x\nreplicates: 10\ndata: [{name: f, file: FORMS%s}]\nmethods: [{method: independence}]\n"
             "scenarios: [{name: s, %s}, {name: t, where: {sex: m}}]\n",
             cases[i].n_by == 2   ? ", by: [form, sex]"
             : cases[i].n_by == 1 ? ", by: [form]"
                                  : "",
             cases[i].scenario);
    options.by = by, options.n_by = cases[i].n_by;
    made_study made = make_tasks(text);
    dark__ready ready = make_ready(&made, 0);
    dark_table *table = read_rows(FORM_ROWS, &options);
    assert_same_table(ready.table, table);
    dark_table_free(table);
    dark__ready_clear(&ready);
    unmake(&made);
  }
}

static void values_become_one_and_lists_become_several(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 10\ndata: [{name: f, file: FORMS, by: [form]}]\n"
                               "methods: [{method: independence}]\nscenarios:\n"
                               "  - {name: s, regroup: {form: {other: [begging, sexual]}}}\n"
                               "  - {name: t, split_lists: {C: sex}}\n");
  dark__ready grouped = make_ready(&made, 0), split = make_ready(&made, 1);
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  options.by = (const char *const[]){"form"}, options.n_by = 1;
  dark_table *by_hand = read_rows("A,B,C,form,count\n1,0,0,labour,10\n0,1,0,labour,9\n0,1,1,labour,4\n1,1,0,other,5\n"
                                  "1,0,1,other,3\n0,0,1,other,2\n",
                                  &options);
  dark_table *by_sex =
      read_rows("A,B,C:f,C:m,form,count\n1,0,0,0,labour,10\n0,1,0,0,labour,9\n0,1,0,1,labour,4\n1,1,0,0,sexual,5\n"
                "1,0,1,0,sexual,3\n0,0,0,1,begging,2\n",
                &options);
  assert_same_table(grouped.table, by_hand);
  assert_same_table(split.table, by_sex);
  dark_table_free(by_hand);
  dark_table_free(by_sex);
  dark__ready_clear(&grouped);
  dark__ready_clear(&split);
  unmake(&made);
}

/* ---- replicates */

static dark_replicates *replicates_of(const dark__ready *ready, size_t n) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates = NULL;
  const dark__portion portion = {.n = n, .has_jackknife = true};
  assert_ok(dark__bootstrap(&replicates, ready->plan, &options, &portion, ready->draws.draw == NULL ? NULL : &ready->draws, &err),
            err);
  return replicates;
}

/* Table `number` of a part, into weights by history. */
static void draw_by_history(double *by_history, const dark__ready *ready, size_t part, size_t number) {
  size_t n;
  const dark_record *records = dark_plan_records(ready->plan, part, &n);
  double *weights = calloc(n + 1, sizeof *weights);
  void *scratch = calloc(1, ready->draws.scratch_size + 1);
  assert_true(ready->draws.draw(weights, scratch, ready->draws.context, part, number));
  for (size_t i = 0; i < n; i++) by_history[records[i].history] += weights[i];
  free(weights);
  free(scratch);
}

/* Lists of Kosovo in name order are ABA EXH HRW OSCE; the plain bootstrap draws the people, and dropping EXH moves them. */
static void scenarios_see_the_people_that_a_plain_bootstrap_draws(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 10\ndata: [{name: k, file: " DARK_DATA "/kosovo-killings-1999.csv}]\n"
                               "methods: [{method: bic, seed: 7}]\nscenarios: [{name: s}, {name: t, drop_lists: [EXH]}]\n");
  dark__ready all = make_ready(&made, 0), dropped = make_ready(&made, 1);
  dark_error err = DARK_ERROR_INIT;
  dark__urn urn;
  bool drawable;
  size_t n;
  const dark_record *records = dark_plan_records(all.plan, 0, &n);
  assert_null(all.draws.draw);
  assert_ok(dark__urn_make(&urn, &drawable, all.plan, 0, 7, &err), err);
  for (uint64_t r = 0; r < 50; r++) {
    double weights[16], expected[8] = {0}, ours[8] = {0};
    unsigned cells[17];
    dark__urn_draw(weights, cells, &urn, r);
    for (size_t i = 0; i < n; i++) {
      const uint64_t h = records[i].history;
      expected[(h & 1) | (h >> 2 & 1) << 1 | (h >> 3 & 1) << 2] += weights[i];
    }
    draw_by_history(ours, &dropped, 0, r);
    for (size_t h = 1; h < 8; h++) assert_true(ours[h] == expected[h]);
  }
  dark__urn_clear(&urn);
  dark__ready_clear(&all);
  dark__ready_clear(&dropped);
  unmake(&made);
}

/* Women and men of a replicate are its people, in each form and all together, and those of all forms are its sum only in the strata. */
static void filters_on_other_columns_divide_the_people_of_a_replicate(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 10\ndata: [{name: f, file: FORMS, by: [form]}]\n"
                               "methods: [{method: independence}]\nscenarios:\n"
                               "  - {name: s, merge_lists: {D: [A, B]}}\n"
                               "  - {name: women, where: {sex: f}, merge_lists: {D: [A, B]}}\n"
                               "  - {name: men, where: {sex: m}, merge_lists: {D: [A, B]}}\n");
  dark__ready all = make_ready(&made, 0), women = make_ready(&made, 1), men = make_ready(&made, 2);
  for (size_t r = 0; r < 40; r++) {
    double everybody[4] = {0}, some[4] = {0};
    draw_by_history(everybody, &all, dark_plan_pooled_part(all.plan), r);
    draw_by_history(some, &women, dark_plan_pooled_part(women.plan), r);
    draw_by_history(some, &men, dark_plan_pooled_part(men.plan), r);
    for (size_t h = 0; h < 4; h++) assert_true(everybody[h] == some[h]);
    assert_true(everybody[1] + everybody[2] + everybody[3] == 33);
  }
  dark__ready_clear(&all);
  dark__ready_clear(&women);
  dark__ready_clear(&men);
  unmake(&made);
}

/* A scenario that changes nothing has the replicates and the jackknife of the data as they are, bit by bit, in each part. */
static void a_scenario_that_changes_nothing_has_the_replicates_of_the_data(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 10\ndata: [{name: f, file: FORMS, by: [form]}]\n"
                               "methods: [{method: independence, seed: 1}]\nscenarios:\n"
                               "  - {name: s}\n"
                               "  - {name: t, where: {form: [labour, sexual, begging]}}\n"
                               "  - {name: women, where: {sex: f}}\n");
  dark__ready plain = make_ready(&made, 0), same = make_ready(&made, 1);
  dark_replicates *a = replicates_of(&plain, 200), *b = replicates_of(&same, 200);
  assert_non_null(same.draws.draw);
  for (size_t part = 0; part < dark_plan_n_parts(plain.plan); part++) {
    if (dark_replicates_part(a, part) == NULL) continue;
    size_t n;
    dark_plan_records(plain.plan, part, &n);
    for (size_t r = 0; r < 200; r++) {
      const double x = dark_replicates_part(a, part)[r], y = dark_replicates_part(b, part)[r];
      assert_true(x == y || (isnan(x) && isnan(y)));
    }
    for (size_t i = 0; i < n; i++) {
      const double x = dark_replicates_jackknife(a, part)[i], y = dark_replicates_jackknife(b, part)[i];
      assert_true(x == y || (isnan(x) && isnan(y)));
    }
  }
  dark_replicates_free(a);
  dark_replicates_free(b);
  dark__ready_clear(&plain);
  dark__ready_clear(&same);
  unmake(&made);
}

/* ---- recounts */

/* Two lists, 500 and 400 people, 120 on both, as "TWO"; or any other rows. */
static made_study study_of_rows(const char *rows, const char *scenario, char path[32]) {
  char text[1024];
  write_file(path, rows);
  snprintf(
      text, sizeof text,
      "study: x\nreplicates: 10\ndata: [{name: d, file: %s}]\nmethods: [{method: independence}]\nscenarios: [{name: s, %s}]\n",
      path, scenario);
  made_study made = make_tasks(text);
  unlink(path);
  return made;
}

static double total_of(const char *rows, const char *scenario) {
  char path[32];
  made_study made = study_of_rows(rows, scenario, path);
  dark__ready ready = make_ready(&made, 0);
  assert_non_null(ready.plan);
  const dark_estimate *estimate = dark_plan_estimate(ready.plan, 0);
  const double total = estimate->total;
  assert_int_equal(estimate->reason, isnan(total) ? DARK_REASON_IMPOSSIBLE : DARK_N_REASONS);
  dark__ready_clear(&ready);
  unmake(&made);
  return total;
}

#define TWO "A,B,n\n1,0,380\n0,1,280\n1,1,120\n"
#define WITH_FALSE "A,B,n\n1,0,1507\n0,1,1125\n1,1,403\n"

/* N = n1 n2 / t. The second figure is of the reference table of linkage errors (moment estimator). */
static void errors_of_linkage_are_corrected_as_the_formulas_say(void **state) {
  (void)state;
  assert_close(total_of(TWO, "linkage: {lists: [A, B], missed: 0.1}"), 1500, 1e-12, 0);
  assert_close(total_of(WITH_FALSE, "linkage: {lists: [A, B], missed: 0.05, false: 0.005}"), 6975.8286118980168, 1e-12, 0);
  assert_close(total_of(WITH_FALSE, "linkage: {lists: [A, B], missed: 0.05, false: {rate: 0.02, of: links}}"),
               1910.0 * 1528 / (0.98 * 403 / 0.95), 1e-12, 0);
  assert_close(total_of(TWO, "linkage: {lists: [A, B], missed: {beta: [10, 90]}}"), 1500, 1e-12, 0);
  /* More links are false than there are. */
  assert_true(isnan(total_of(TWO, "linkage: {lists: [A, B], false: 0.4}")));
  /* More pairs were missed than there are people on one list alone. */
  assert_true(isnan(total_of("A,B,n\n1,0,10\n0,1,280\n1,1,120\n", "linkage: {lists: [A, B], missed: 0.5}")));
}

/* 101 becomes 101 / a and 111 becomes 111 / a; what they gain is taken from 100 and 110, and from 001. */
static void links_missed_with_a_third_list_come_from_the_records_without_it(void **state) {
  char path[32];
  (void)state;
  made_study made = study_of_rows("A,B,C,n\n1,0,0,100\n0,1,0,90\n0,0,1,80\n1,1,0,40\n1,0,1,36\n0,1,1,20\n1,1,1,9\n",
                                  "linkage: {lists: [A, C], missed: 0.1}", path);
  dark__ready ready = make_ready(&made, 0);
  static const double expected[] = {0, 100 - 4, 90, 40 - 1, 80 - 5, 40, 20, 10};
  size_t n;
  const dark_record *records = dark_table_records(ready.table, 0, &n);
  assert_int_equal(n, 7);
  for (size_t i = 0; i < n; i++) assert_close(records[i].count, expected[records[i].history], 1e-12, 0);
  dark__ready_clear(&ready);
  unmake(&made);
}

/* Nobody is on A and B alone, so that all 5 pairs were missed among the people on A alone. */
static void no_record_gives_more_links_than_it_has_people(void **state) {
  char path[32];
  (void)state;
  made_study made = study_of_rows("A,B,C,n\n1,0,0,100\n0,1,0,90\n0,0,1,80\n1,0,1,36\n0,1,1,20\n1,1,1,9\n",
                                  "linkage: {lists: [A, C], missed: 0.1}", path);
  dark__ready ready = make_ready(&made, 0);
  static const double expected[] = {0, 95, 90, 0, 75, 41, 20, 9};
  size_t n;
  const dark_record *records = dark_table_records(ready.table, 0, &n);
  assert_int_equal(n, 7);
  for (size_t i = 0; i < n; i++) assert_close(records[i].count, expected[records[i].history], 1e-12, 1e-12);
  dark__ready_clear(&ready);
  unmake(&made);
}

/* Half of the 8 people on A in sexual exploitation would have to be among those on A alone, and nobody is. */
static void what_cannot_be_in_one_category_leaves_the_others_alone(void **state) {
  (void)state;
  made_study made =
      make_tasks("study: x\nreplicates: 20\ndata: [{name: f, file: FORMS, by: [form]}]\nmethods: [{method: independence}]\n"
                 "scenarios: [{name: s, scope: {list: A, share: 0.5}}]\n");
  dark__ready ready = make_ready(&made, 0);
  const dark_table *table = ready.table;
  assert_int_equal(dark_table_n_strata(table), 3); /* begging labour sexual: nobody, 10, and 8 of whom nobody is on A alone */
  assert_int_equal(dark_plan_estimate(ready.plan, 2)->reason, DARK_REASON_IMPOSSIBLE);
  assert_true(dark_plan_estimate(ready.plan, 1)->reason != DARK_REASON_IMPOSSIBLE);
  assert_true(dark_plan_n_observed(ready.plan, 1) == 18 && dark_plan_n_observed(ready.plan, 2) == 8);
  assert_int_equal(dark_plan_estimate(ready.plan, dark_plan_pooled_part(ready.plan))->reason, DARK_REASON_IMPOSSIBLE);
  dark__ready_clear(&ready);
  unmake(&made);
}

/* 5% of the 500 people on A are 25, who go from the 380 on A alone; or 5% of each of its records. */
static void people_out_of_scope_leave_the_list(void **state) {
  (void)state;
  assert_close(total_of(TWO, "scope: {list: A, share: 0.05}"), 475.0 * 400 / 120, 1e-12, 0);
  assert_close(total_of(TWO, "scope: {list: A, share: 0.05, placement: all}"), 475.0 * 394 / 114, 1e-12, 0);
  assert_true(isnan(total_of("A,B,n\n1,0,10\n0,1,280\n1,1,120\n", "scope: {list: A, share: 0.5}")));
}

/* Independent lists: N = 500 * 400 / 120, the odds of A are 120 / 280 everywhere. With odds twice as large A finds 20 / 3 of N / 10
   and there are as many people as before. */
static void a_list_that_detects_more_finds_hidden_people_and_there_are_as_many(void **state) {
  const double all = 500.0 * 400 / 120, odds = 120.0 / 280, share = 2 * odds / (1 + 2 * odds);
  char path[32];
  (void)state;
  assert_close(total_of(TWO, "detection: {list: A, factor: 2}"), all, 1e-10, 0);
  assert_close(total_of(TWO, "detection: {list: A, factor: 0.5}"), all, 1e-10, 0);
  made_study made = study_of_rows(TWO, "detection: {list: A, factor: 2}", path);
  dark__ready ready = make_ready(&made, 0);
  const dark_estimate *estimate = dark_plan_estimate(ready.plan, 0);
  assert_close(estimate->hidden, all * (1 - share) * (1 - 400 / all), 1e-10, 0);
  assert_close(dark_plan_n_observed(ready.plan, 0), all - estimate->hidden, 1e-10, 0);
  dark__ready_clear(&ready);
  unmake(&made);
}

/* Twice the same people. With odds twice as large A finds 6 / 13 of the 400 on B and of the 3800 / 3 others, in x alone. */
static void detection_is_about_the_people_of_one_value(void **state) {
  static const double expected[2][4] = {{0, 3800.0 / 3 * 6 / 13, 400.0 * 7 / 13, 400.0 * 6 / 13}, {0, 380, 280, 120}};
  char path[32], text[512];
  (void)state;
  write_file(path, "A,B,form,n\n1,0,x,380\n0,1,x,280\n1,1,x,120\n1,0,y,380\n0,1,y,280\n1,1,y,120\n");
  snprintf(text, sizeof text,
           "study: x\nreplicates: 10\ndata: [{name: d, file: %s, by: [form]}]\nmethods: [{method: independence}]\n"
           "scenarios: [{name: s, detection: {list: A, category: {form: x}, factor: 2}}]\n",
           path);
  made_study made = make_tasks(text);
  unlink(path);
  dark__ready ready = make_ready(&made, 0);
  assert_int_equal(dark_table_n_strata(ready.table), 2);
  for (size_t s = 0; s < 2; s++) {
    size_t n;
    const dark_record *records = dark_table_records(ready.table, s, &n);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) assert_close(records[i].count, expected[s][records[i].history], 1e-10, 0);
  }
  dark__ready_clear(&ready);
  unmake(&made);
}

/* n0 = OR n10 n01 / n11, and n0 / xi. */
static void suppositions_about_dependence_reach_the_estimate(void **state) {
  (void)state;
  assert_close(total_of(TWO, "odds_ratio: {lists: [A, B], value: 2}"), 780 + 2 * 380.0 * 280 / 120, 1e-12, 0);
  assert_close(total_of(TWO, "xi: {value: 0.5}"), 780 + 380.0 * 280 / 120 / 0.5, 1e-12, 0);
  assert_close(total_of(TWO, "linkage: {lists: [A, B], missed: 0.1}, odds_ratio: {lists: [A, B], value: 0.5}"),
               500 + 400 - 120 / 0.9 + 0.5 * (500 - 120 / 0.9) * (400 - 120 / 0.9) / (120 / 0.9), 1e-12, 0);
}

/* The mean of many replicates is what is expected, within five standard errors of the draws. */
static void recounted_replicates_have_the_expected_mean(void **state) {
  static const char *const scenarios[] = {"linkage: {lists: [A, B], missed: 0.1, false: 0.01}", "scope: {list: A, share: 0.05}",
                                          "scope: {list: B, share: 0.1, placement: all}", "detection: {list: A, factor: 2}",
                                          "detection: {list: B, factor: 0.5}"};
  enum { N = 2000 };
  (void)state;
  for (size_t s = 0; s < sizeof scenarios / sizeof scenarios[0]; s++) {
    char path[32];
    made_study made = study_of_rows(TWO, scenarios[s], path);
    dark__ready ready = make_ready(&made, 0);
    double sums[4] = {0}, squares[4] = {0};
    for (size_t r = 0; r < N; r++) {
      double drawn[4] = {0};
      draw_by_history(drawn, &ready, 0, r);
      for (size_t h = 1; h < 4; h++) sums[h] += drawn[h], squares[h] += drawn[h] * drawn[h];
    }
    size_t n;
    const dark_record *records = dark_table_records(ready.table, 0, &n);
    for (size_t i = 0; i < n; i++) {
      const double mean = sums[records[i].history] / N, variance = squares[records[i].history] / N - mean * mean;
      assert_close(mean, records[i].count, 0, 5 * sqrt(variance / N));
    }
    dark__ready_clear(&ready);
    unmake(&made);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_list_left_out_gives_the_estimate_without_it_bit_by_bit),
      cmocka_unit_test(scenarios_are_what_reading_so_gives),
      cmocka_unit_test(values_become_one_and_lists_become_several),
      cmocka_unit_test(scenarios_see_the_people_that_a_plain_bootstrap_draws),
      cmocka_unit_test(filters_on_other_columns_divide_the_people_of_a_replicate),
      cmocka_unit_test(a_scenario_that_changes_nothing_has_the_replicates_of_the_data),
      cmocka_unit_test(errors_of_linkage_are_corrected_as_the_formulas_say),
      cmocka_unit_test(links_missed_with_a_third_list_come_from_the_records_without_it),
      cmocka_unit_test(no_record_gives_more_links_than_it_has_people),
      cmocka_unit_test(what_cannot_be_in_one_category_leaves_the_others_alone),
      cmocka_unit_test(people_out_of_scope_leave_the_list),
      cmocka_unit_test(a_list_that_detects_more_finds_hidden_people_and_there_are_as_many),
      cmocka_unit_test(detection_is_about_the_people_of_one_value),
      cmocka_unit_test(suppositions_about_dependence_reach_the_estimate),
      cmocka_unit_test(recounted_replicates_have_the_expected_mean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
