/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimator `joint`, as a plan sees it: one model for all categories. The engine below has tests of its own (tests/test_joint_*.c). */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/joint/terms.h"
#include "support/assert_close.h"
#include "support/joint_table.h"
#include "support/published.h"
#include "support/tables.h"

static const char *const BY_G[] = {"g"};

static dark_plan *joint_plan(const dark_table *table, const char *formula, const char *set) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan = NULL;
  settings.method = "joint";
  settings.model = formula;
  settings.set = &set;
  settings.n_set = set != NULL;
  assert_ok(dark_plan_new(&plan, table, &settings, &err), err);
  return plan;
}

static void expect_plan_refused(const dark_table *table, const char *formula, const char *set, dark_status status,
                                const char *message) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan = NULL;
  settings.method = "joint";
  settings.model = formula;
  settings.set = &set;
  settings.n_set = set != NULL;
  assert_int_equal(dark_plan_new(&plan, table, &settings, &err), status);
  assert_string_equal(err.message, message);
  assert_null(plan);
}

/* ---- by hand */

/* With lists independent and equally likely everywhere, hidden people are in proportion to those seen: 70 x 35 / 15 of 120 people seen. Where each category
   has its own, 40 x 20 / 10 and 30 x 15 / 5. */
static const char two_groups[] = "A,B,g,count\n1,0,a,40\n0,1,a,20\n1,1,a,10\n1,0,b,30\n0,1,b,15\n1,1,b,5\n";

static void two_lists_are_as_computed_by_hand(void **state) {
  (void)state;
  dark_table *table = table_of_csv(two_groups, BY_G, 1);
  dark_plan *shared = joint_plan(table, "A + B", NULL), *own = joint_plan(table, "(A + B)*g", NULL);
  const double hidden = 70.0 * 35 / 15;
  assert_close(dark_plan_estimate(shared, 0)->hidden, 70 / 120.0 * hidden, 1e-12, 0);
  assert_close(dark_plan_estimate(shared, 1)->hidden, 50 / 120.0 * hidden, 1e-12, 0);
  assert_close(dark_plan_estimate(shared, 2)->hidden, hidden, 1e-12, 0);
  assert_close(dark_plan_estimate(own, 0)->hidden, 40 * 20 / 10.0, 1e-12, 0);
  assert_close(dark_plan_estimate(own, 1)->hidden, 30 * 15 / 5.0, 1e-12, 0);
  dark_plan_free(own);
  dark_plan_free(shared);
  dark_table_free(table);
}

/* Sekar & Deming: hidden (1 + hidden / seen) + hidden^2 g' V g, which for 40, 30 and 10 is 2,400. */
static void the_standard_error_of_one_table_is_that_of_sekar_and_deming(void **state) {
  (void)state;
  dark_table *table = table_of_text(2, "10:40 01:30 11:10");
  dark_plan *plan = joint_plan(table, "A + B", NULL);
  dark_explanation explanation;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  assert_close(explanation.se * explanation.se, 2400, 1e-10, 0);
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  dark_table_free(table);
}

static const dark_row *total_row(dark_results **results, const dark_plan *plan, dark_interval_type interval,
                                 const double *level) {
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  options.interval = interval;
  options.levels = level;
  options.n_levels = 1;
  assert_ok(dark_results_new(results, plan, NULL, &options, &err), err);
  return &(*results)->rows[(*results)->n_rows - 1];
}

/* Lists that know nothing of categories: of the total as if there were none, 85 x 50 x 70 x 35 / 15^3 (Sekar & Deming); of a category with h hidden
   and n seen h + h^2 / n in place of what H and N give for all, H^2 x {that of all / H^2 - 1 / H - 1 / N} being theirs in common. */
static void errors_of_sums_are_as_computed_by_hand(void **state) {
  static const double level = 0.95;
  (void)state;
  dark_table *table = table_of_csv(two_groups, BY_G, 1);
  dark_plan *plan = joint_plan(table, "A + B", NULL);
  dark_results *results;
  const dark_row *total = total_row(&results, plan, DARK_INTERVAL_LOG_NORMAL, &level);
  const double variance = 85.0 * 50 * 70 * 35 / (15.0 * 15 * 15), all = 70.0 * 35 / 15, h = all * 70 / 120;
  const double common = variance / (all * all) - 1 / all - 1 / 120.0;
  assert_close(total->se * total->se, variance, 1e-10, 0);
  assert_close(results->rows[0].se * results->rows[0].se, h + h * h / 70 + h * h * common, 1e-10, 0);
  assert_int_equal(total->interval.type, DARK_INTERVAL_LOG_NORMAL);
  assert_string_equal(total->model, "A + B");
  dark_results_free(results);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* ---- against the log-linear methods */

static void one_stratum_is_the_log_linear_fit(void **state) {
  static const char *const formulas[] = {"A + B + C + D", "A*B + C + D", "A*B + A*C + C*D", "A*B*C + D", "A + B + C + D + H"};
  static const char *const models[] = {"[A,B,C,D]", "[A*B,C,D]", "[A*B,A*C,C*D]", "[A*B*C,D]", "[A,B,C,D]+H"};
  (void)state;
  dark_table *table = table_of_text(
      4, "1000:31 0100:25 0010:36 0001:30 1100:17 1010:8 1001:10 0110:21 0101:3 0011:12 1110:8 1101:2 1011:4 0111:3 1111:2");
  for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
    dark_plan *joint = joint_plan(table, formulas[i], NULL), *fixed = plan_for(table, "fixed", 0, models[i], NULL);
    dark_explanation ours, theirs;
    dark_error err = DARK_ERROR_INIT;
    assert_close(dark_plan_estimate(joint, 0)->hidden, dark_plan_estimate(fixed, 0)->hidden, 1e-9, 0);
    assert_ok(dark_plan_explain(&ours, joint, 0, &err), err);
    assert_ok(dark_plan_explain(&theirs, fixed, 0, &err), err);
    assert_close(ours.se, theirs.se, 1e-7, 0);
    assert_close(ours.log_lik, theirs.log_lik, 1e-9, 0);
    assert_close(ours.deviance, theirs.deviance, 1e-7, 1e-9);
    assert_int_equal(ours.n_parameters, theirs.n_parameters);
    dark_explanation_clear(&ours);
    dark_explanation_clear(&theirs);
    dark_plan_free(fixed);
    dark_plan_free(joint);
  }
  dark_table_free(table);
}

/* ---- reference values of R */

static size_t stratum_in(const dark_table *table, const joint_table *from, size_t x) {
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    bool is_same = true;
    for (size_t c = 0; c < from->strata.n_categories; c++) {
      const char *level = dark_table_level_name(table, c, dark_table_stratum_level(table, s, c));
      is_same = is_same && strcmp(level, from->level_names[c][from->strata.levels[x * from->strata.n_categories + c]]) == 0;
    }
    if (is_same) return s;
  }
  fail_msg("stratum %zu is not in the table", x);
  return 0;
}

/* Lists of the reference tables stand in the order of their names. */
static dark_table *table_of(const joint_table *from) {
  dark_category categories[DARK__MOST_JOINT_CATEGORIES];
  dark_error err = DARK_ERROR_INIT;
  dark_table *empty, *table;
  const size_t n_cells = from->strata.n_strata << from->strata.n_lists;
  dark_cell *cells = calloc(n_cells, sizeof *cells);
  assert_non_null(cells);
  for (size_t c = 0; c < from->strata.n_categories; c++)
    categories[c] = (dark_category){from->formula_names.categories[c], from->level_names[c], from->n_levels[c]};
  assert_ok(
      dark_table_new_empty(&empty, from->formula_names.lists, from->strata.n_lists, categories, from->strata.n_categories, &err),
      err);
  size_t n = 0;
  for (size_t i = 0; i < n_cells; i++)
    if ((i & ((1u << from->strata.n_lists) - 1)) != 0)
      cells[n++] = (dark_cell){stratum_in(empty, from, i >> from->strata.n_lists),
                               (uint32_t)(i & ((1u << from->strata.n_lists) - 1)), from->counts[i]};
  assert_ok(dark_table_new_like(&table, empty, cells, n, &err), err);
  dark_table_free(empty);
  free(cells);
  return table;
}

static size_t count_reason(const dark_plan *plan, dark_reason reason) {
  size_t n = 0;
  for (size_t part = 0; part < dark_plan_pooled_part(plan); part++) n += dark_plan_estimate(plan, part)->reason == reason;
  return n;
}

/* "ok:6 zero:2", or one word for all. A stratum without people whose margin is saturated has nobody hidden either. */
static void assert_reasons(const dark_plan *plan, const char *statuses) {
  static const struct {
    const char *status;
    dark_reason reason;
  } pairs[] = {{"ok", DARK_N_REASONS},
               {"inf", DARK_REASON_HIDDEN_INFINITE},
               {"undetermined", DARK_REASON_HIDDEN_UNDETERMINED},
               {"nonid", DARK_REASON_NOT_IDENTIFIABLE}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    const char *found = strstr(statuses, pairs[i].status);
    size_t expected = 0;
    if (found != NULL && found[strlen(pairs[i].status)] == ':') expected = strtoul(found + strlen(pairs[i].status) + 1, NULL, 10);
    else if (found != NULL) expected = dark_plan_pooled_part(plan);
    assert_int_equal(count_reason(plan, pairs[i].reason), expected);
  }
}

static void assert_total(const dark_plan *plan, const joint_table *from, const frame *rows, size_t row) {
  double hidden = 0;
  assert_reasons(plan, frame_text(rows, row, "unobs_status"));
  if (frame_is(rows, row, "Nhat", "NA") || frame_is(rows, row, "Nhat", "Inf")) return;
  for (size_t part = 0; part < dark_plan_pooled_part(plan); part++)
    if (dark_plan_estimate(plan, part)->reason == DARK_N_REASONS) hidden += dark_plan_estimate(plan, part)->hidden;
  assert_close(from->n_people + hidden, frame_number(rows, row, "Nhat"), 1e-8, 0);
}

static const struct {
  const char *name, *file, *lists, *categories;
} sources[] = {
    {"ScotPWID", "conting_ScotPWID", "S1 S2 S3 S4", "Region Gender Age"},
    {"simdat", "mse_simdat", "R1 R2 R3 R4", "X1 X2 X3 X4 Y"},
    {"simdat_X1Y", "mse_simdat", "R1 R2 R3 R4", "X1 Y"},
    {"impute_cc", "msei_impute", "A B C", "a b c"},
    {"lcaimp_cc", "msei_lcaimp", "A B C", "a b c"},
    {"NZage2013", "msei_NZage2013", "A B C D", "age"},
};

static void models_of_r_have_its_totals_and_statuses(void **state) {
  frame rows;
  size_t n = 0;
  (void)state;
  frame_read(&rows, "covariates/joint.csv");
  for (size_t s = 0; s < sizeof sources / sizeof *sources; s++) {
    joint_table from;
    joint_table_read(&from, sources[s].file, sources[s].lists, sources[s].categories, 1);
    dark_table *table = table_of(&from);
    for (size_t row = 0; row < rows.n_rows; row++) {
      if (!frame_is(&rows, row, "dataset", sources[s].name)) continue;
      dark_plan *plan = joint_plan(table, frame_text(&rows, row, "formula"), "margin=formula");
      assert_total(plan, &from, &rows, row);
      dark_plan_free(plan);
      n++;
    }
    dark_table_free(table);
    joint_table_clear(&from);
  }
  assert_int_equal(n, rows.n_rows);
  frame_clear(&rows);
}

/* ---- formulas */

static const char three_lists[] =
    "A,B,C,g,y,count\n1,0,0,a,2015,40\n0,1,0,a,2015,30\n0,0,1,a,2015,20\n1,1,0,a,2015,9\n1,0,1,a,2015,6\n0,1,1,a,2015,7\n"
    "1,1,1,a,2015,2\n1,0,0,b,2015,34\n0,1,0,b,2015,22\n0,0,1,b,2015,31\n1,1,0,b,2015,5\n1,0,1,b,2015,7\n0,1,1,b,2015,4\n"
    "1,1,1,b,2015,1\n1,0,0,a,2017,25\n0,1,0,a,2017,28\n0,0,1,a,2017,19\n1,1,0,a,2017,8\n1,0,1,a,2017,4\n0,1,1,a,2017,6\n"
    "1,1,1,a,2017,3\n1,0,0,b,2017,50\n0,1,0,b,2017,45\n0,0,1,b,2017,38\n1,1,0,b,2017,12\n1,0,1,b,2017,9\n0,1,1,b,2017,14\n"
    "1,1,1,b,2017,5\n";
static const char *const BY_GY[] = {"g", "y"};

static void assert_named(const dark_table *table, const char *formula, const char *set, const char *expected) {
  char name[512];
  dark_plan *plan = joint_plan(table, formula, set);
  dark_plan_model_name(name, sizeof name, plan, 0, dark_plan_estimate(plan, 0)->model);
  assert_string_equal(name, expected);
  dark_plan_free(plan);
}

/* A summand of categories alone says what the margin is; without one it is as observed. */
static void a_formula_is_named_so_that_it_reads_back(void **state) {
  static const char *const formulas[][2] = {
      {"C + B*A", "C + A*B"},
      {"A*g + B + C", "B + C + A*g"},
      {"A*g + B + C + g + y", "B + C + A*g + g + y"},
      {"A*g + B + C + g*y", "B + C + A*g"},
      {"(A + B + C + g + y)^2", "A*B + A*C + B*C + A*g + B*g + C*g + A*y + B*y + C*y"},
      {"A*poly(y,1) + B + C + H", "B + C + H + A*poly(y, 1)"},
  };
  (void)state;
  dark_table *table = table_of_csv(three_lists, BY_GY, 2);
  for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
    assert_named(table, formulas[i][0], NULL, formulas[i][1]);
    assert_named(table, formulas[i][1], NULL, formulas[i][1]);
  }
  assert_named(table, "A*g + B + C", "margin=formula", "B + C + A*g + g");
  assert_named(table, "A*g + B + C + y", "margin=saturated", "B + C + A*g");
  dark_table_free(table);
}

static void a_margin_of_the_formula_changes_the_strata(void **state) {
  (void)state;
  dark_table *table = table_of_csv(three_lists, BY_GY, 2);
  dark_plan *own = joint_plan(table, "A + B + C + g + y", NULL), *saturated = joint_plan(table, "A + B + C", NULL);
  double all[2] = {0, 0};
  assert_true(fabs(dark_plan_estimate(own, 0)->hidden - dark_plan_estimate(saturated, 0)->hidden) > 1);
  for (size_t part = 0; part < 4; part++) {
    all[0] += dark_plan_estimate(own, part)->hidden;
    all[1] += dark_plan_estimate(saturated, part)->hidden;
  }
  assert_close(all[0], all[1], 1e-9, 0); /* which lists nothing depends on */
  dark_plan_free(saturated);
  dark_plan_free(own);
  dark_table_free(table);
}

static void formulas_that_make_no_sense_are_refused(void **state) {
  (void)state;
  dark_table *table = table_of_csv(three_lists, BY_GY, 2), *one = table_of_text(3, "100:40 010:30 001:20 110:6 101:9 011:4");
  expect_plan_refused(table, "A*B + C*gg", NULL, DARK_EUSAGE,
                      "--joint: formula, character 9: 'gg' is no list or category; did you mean 'g'?");
  expect_plan_refused(one, "A*B + C*year", NULL, DARK_EUSAGE,
                      "--joint: formula, character 9: 'year' is no list or category; categories are named with --by");
  expect_plan_refused(table, "A*B", NULL, DARK_EUSAGE,
                      "--joint: the formula leaves out the list 'C'; add it, or leave it out with --drop-list");
  expect_plan_refused(table, "A*poly(y,3) + B + C", NULL, DARK_EUSAGE,
                      "--joint: a polynomial of degree 3 needs a category of more than 2 levels");
  dark_table_free(one);
  dark_table_free(table);
}

/* ---- searches */

static void keys_are_turned_into_the_terms_that_they_were_made_of(void **state) {
  static const size_t n_levels[] = {2, 3};
  static const struct {
    unsigned n_lists;
    size_t n_categories;
  } shapes[] = {{3, 1}, {4, 2}, {8, 2}};
  (void)state;
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    const dark__joint_group group = {
        .strata = {.n_lists = shapes[i].n_lists, .n_categories = shapes[i].n_categories, .n_levels = n_levels}};
    dark__joint_terms terms = {0};
    dark__joint_model back;
    dark_error err = DARK_ERROR_INIT;
    for (unsigned l = 0; l < shapes[i].n_lists; l++)
      assert_ok(dark__joint_terms_add(&terms, (dark__joint_term){1u << l, false, 0}, &err), err);
    assert_ok(dark__joint_terms_add(&terms, (dark__joint_term){5, false, dark__part(0, 0)}, &err), err);
    assert_ok(dark__joint_terms_add(&terms, (dark__joint_term){7, false, 0}, &err), err);
    assert_ok(dark__joint_terms_add(&terms, (dark__joint_term){0, true, 0}, &err), err);
    assert_ok(dark__joint_terms_close(&terms, &err), err);
    for (size_t t = 0; t < terms.n;) /* without terms of categories alone */
      if (terms.terms[t].lists == 0 && !terms.terms[t].common) terms.terms[t] = terms.terms[--terms.n];
      else t++;
    assert_ok(dark__joint_terms_settle(&terms, &err), err);
    assert_ok(dark__joint_key_read(&back, dark__joint_key(&terms, &group), &group, &err), err);
    assert_int_equal(back.terms.n, terms.n);
    assert_true(dark__joint_terms_are(&back.terms, &terms));
    dark__joint_model_clear(&back);
    dark__joint_terms_clear(&terms);
  }
}

/* What was chosen is what fitting that formula gives, in every stratum, and the best of the ranked models. */
static void a_search_gives_the_fit_of_the_formula_that_it_names(void **state) {
  (void)state;
  char name[512], best[512];
  dark_error err = DARK_ERROR_INIT;
  dark_candidate *candidates;
  size_t n;
  dark_table *table = table_of_csv(three_lists, BY_GY, 2);
  dark_plan *found = joint_plan(table, NULL, NULL);
  dark_plan_model_name(name, sizeof name, found, 0, dark_plan_estimate(found, 0)->model);
  dark_plan *given = joint_plan(table, name, NULL);
  for (size_t part = 0; part < 4; part++)
    assert_close(dark_plan_estimate(found, part)->hidden, dark_plan_estimate(given, part)->hidden, 1e-9, 0);
  assert_ok(dark_plan_rank(&candidates, &n, found, 0, 10, INFINITY, &err), err);
  assert_int_equal(n, 10);
  dark_plan_candidate_name(best, sizeof best, found, 0, candidates[0].model);
  assert_string_equal(best, name);
  assert_close(candidates[0].total, dark_plan_estimate(found, 0)->total, 1e-9, 0);
  for (size_t i = 1; i < n; i++) assert_true(candidates[i].aic >= candidates[i - 1].aic);
  free(candidates);
  dark_plan_free(given);
  dark_plan_free(found);
  dark_table_free(table);
}

/* The whole search in every replicate, by any number of threads. */
static void replicates_do_not_know_how_many_threads_there_are(void **state) {
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = table_of_csv(three_lists, BY_GY, 2);
  dark_plan *plan = joint_plan(table, "auto", NULL);
  dark_replicates *runs[2];
  size_t n_models = 0;
  for (int i = 0; i < 2; i++) {
    dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
    options.n_replicates = 20;
    options.n_threads = 1 + 2 * i;
    assert_ok(dark_bootstrap(&runs[i], plan, &options, &err), err);
  }
  for (size_t part = 0; part < 4; part++)
    assert_memory_equal(dark_replicates_part(runs[0], part), dark_replicates_part(runs[1], part), 20 * sizeof(double));
  const dark_model_id *models = dark_replicates_models(runs[0], 0);
  for (size_t r = 1; r < 20; r++) n_models += models[r].bits[0] != models[0].bits[0];
  assert_true(n_models > 0);
  dark_replicates_free(runs[1]);
  dark_replicates_free(runs[0]);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* The total of one category with people is that category. */
static void tail_areas_of_one_stratum_are_those_of_its_sum(void **state) {
  static const double level = 0.9;
  static const char text[] = "A,B,C,g,count\n1,0,0,a,40\n0,1,0,a,30\n0,0,1,a,20\n1,1,0,a,9\n1,0,1,a,6\n0,1,1,a,7\n1,1,1,a,2\n";
  static const char *const levels[] = {"a", "b"};
  static const dark_category g = {"g", levels, 2};
  static const char *const lists[] = {"A", "B", "C"};
  static const dark_cell cells[] = {{0, 1, 40}, {0, 2, 30}, {0, 4, 20}, {0, 3, 9}, {0, 5, 6}, {0, 6, 7}, {0, 7, 2}};
  dark_table *empty, *table, *alone = table_of_csv(text, BY_G, 1);
  dark_error err = DARK_ERROR_INIT;
  dark_results *results, *others;
  (void)state;
  assert_ok(dark_table_new_empty(&empty, lists, 3, &g, 1, &err), err);
  assert_ok(dark_table_new_like(&table, empty, cells, 7, &err), err);
  dark_plan *plan = joint_plan(table, NULL, NULL), *other = joint_plan(alone, NULL, NULL);
  const dark_row *total = total_row(&results, plan, DARK_INTERVAL_MATA_AIC, &level);
  const dark_row *same = total_row(&others, other, DARK_INTERVAL_MATA_AIC, &level);
  assert_int_equal(total->interval.type, DARK_INTERVAL_MATA_AIC);
  assert_close(total->interval.lower, results->rows[0].interval.lower, 1e-12, 0);
  assert_close(total->interval.upper, results->rows[0].interval.upper, 1e-12, 0);
  assert_close(total->interval.upper, same->interval.upper, 1e-9, 0);
  assert_int_equal(results->rows[1].reasons, DARK_REASON_BIT(DARK_REASON_NO_RECORDS));
  dark_results_free(others);
  dark_results_free(results);
  dark_plan_free(other);
  dark_plan_free(plan);
  dark_table_free(empty);
  dark_table_free(table);
  dark_table_free(alone);
}

/* A category in which only C caught anybody: with effects of its own on all lists any hidden number fits; without, it is
   as likely as elsewhere. */
static void a_stratum_without_an_estimate_says_why(void **state) {
  static const char text[] =
      "A,B,C,g,count\n1,0,0,a,40\n0,1,0,a,30\n0,0,1,a,20\n1,1,0,a,9\n1,0,1,a,6\n0,1,1,a,7\n1,1,1,a,2\n0,0,1,b,12\n";
  (void)state;
  dark_table *table = table_of_csv(text, BY_G, 1);
  dark_plan *own = joint_plan(table, "(A + B + C)*g", NULL), *shared = joint_plan(table, "A + B + C", NULL);
  assert_int_equal(dark_plan_estimate(own, 0)->reason, DARK_N_REASONS);
  assert_int_equal(dark_plan_estimate(own, 1)->reason, DARK_REASON_HIDDEN_UNDETERMINED);
  assert_int_equal(dark_plan_estimate(shared, 1)->reason, DARK_N_REASONS);
  dark_plan_free(shared);
  dark_plan_free(own);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_lists_are_as_computed_by_hand),
      cmocka_unit_test(the_standard_error_of_one_table_is_that_of_sekar_and_deming),
      cmocka_unit_test(errors_of_sums_are_as_computed_by_hand),
      cmocka_unit_test(tail_areas_of_one_stratum_are_those_of_its_sum),
      cmocka_unit_test(one_stratum_is_the_log_linear_fit),
      cmocka_unit_test(models_of_r_have_its_totals_and_statuses),
      cmocka_unit_test(a_formula_is_named_so_that_it_reads_back),
      cmocka_unit_test(a_margin_of_the_formula_changes_the_strata),
      cmocka_unit_test(formulas_that_make_no_sense_are_refused),
      cmocka_unit_test(keys_are_turned_into_the_terms_that_they_were_made_of),
      cmocka_unit_test(a_search_gives_the_fit_of_the_formula_that_it_names),
      cmocka_unit_test(replicates_do_not_know_how_many_threads_there_are),
      cmocka_unit_test(a_stratum_without_an_estimate_says_why),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
