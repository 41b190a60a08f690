/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single log-linear models: closed forms by hand, a dense reimplementation (support/dense_glm.h), existence by brute force. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loglinear/fit/engine.h"
#include "support/assert_close.h"
#include "support/dense_glm.h"
#include "support/published.h"
#include "support/tables.h"

/* The number of unseen people under a model; NaN with the reason when there is no estimate. */
static double hidden_under(dark_reason *reason, const dark_table *table, const char *model) {
  dark_plan *plan = plan_for(table, "fixed", 0, model, NULL);
  const double hidden = dark_plan_estimate(plan, 0)->hidden;
  if (reason != NULL) *reason = dark_plan_estimate(plan, 0)->reason;
  dark_plan_free(plan);
  return hidden;
}

/* Korea: 001:41 010:5 100:5 110:54 101:6 011:0 111:12.
     [12,23]  1 and 3 are independent among those not on 2, whose three cells determine three effects: 5 * 41 / 6
     [12,3]   3 is independent of (1,2); where 1 or 2 caught somebody 3 missed 5 + 5 + 54 = 64 and caught 6 + 0 + 12 = 18: 41 * 64 / 18
     [13,2]   likewise with 2: 5 * (5 + 41 + 6) / (54 + 0 + 12)
     [23,1]   likewise with 1: 5 * (5 + 41 + 0) / (54 + 6 + 12)
     [12,13]  2 and 3 are independent among those not on 1: 5 * 41 / 0, and there is no estimate
     [13,23]  1 and 2 are independent among those not on 3: 5 * 5 / 54
     [12,13,23]  odd / even = 41 * 5 * 5 * 12 / (54 * 6 * 0): none either
   123 people were observed. */
static void three_lists_have_closed_forms(void **state) {
  static const struct {
    const char *model;
    double hidden;
  } expected[] = {
      {"[12,23]", 5 * 41 / 6.0}, {"[12,3]", 41 * 64 / 18.0}, {"[13,2]", 5 * 52 / 66.0},
      {"[23,1]", 5 * 46 / 72.0}, {"[13,23]", 5 * 5 / 54.0},
  };
  dark_reason reason;
  (void)state;
  dark_table *table = published_table("Korea");
  for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
    assert_close(hidden_under(NULL, table, expected[i].model), expected[i].hidden, 1e-12, 0);
  assert_close(123 + hidden_under(NULL, table, "[12,23]"), 157.1667, 0, 5e-5);
  assert_true(isnan(hidden_under(&reason, table, "[12,13]")));
  assert_int_equal(reason, DARK_REASON_NO_MLE);
  assert_true(isnan(hidden_under(&reason, table, "[12,13,23]")));
  assert_int_equal(reason, DARK_REASON_NO_MLE);
  dark_table_free(table);
}

/* Independence of any number of lists: the estimate solves (N - n) / N = prod of (1 - n_i / N) (Darroch 1958). */
static void independence_solves_the_equation_of_darroch(void **state) {
  static const char *const tables[] = {"Korea", "Kosovo", "Ned_5", "UKdat", "NewOrl", "Western"};
  (void)state;
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
    dark_table *table = published_table(tables[i]);
    dark_plan *plan = plan_for(table, "independence", 0, NULL, NULL);
    const double hidden = dark_plan_estimate(plan, 0)->hidden, total = dark_plan_estimate(plan, 0)->total;
    double missed_by_all = 1;
    size_t n;
    const dark_record *records = dark_plan_records(plan, 0, &n);
    for (size_t list = 0; list < dark_plan_n_lists(plan, 0); list++) {
      double size = 0;
      for (size_t r = 0; r < n; r++) size += (records[r].history >> list & 1) != 0 ? records[r].count : 0;
      missed_by_all *= 1 - size / total;
    }
    assert_close(hidden, total * missed_by_all, 1e-10, 0);
    dark_plan_free(plan);
    dark_table_free(table);
  }
}

/* Without the highest interaction the fit reproduces the table, and sum over histories of (-1)^size log n = 0:
     hidden = (1131 * 845 * 936 * 306)(181 * 18 * 42 * 32) / ((177 * 228 * 106 * 217 * 31 * 123) 27) = 12541.88. */
static void saturated_is_odd_over_even(void **state) {
  const double odd = 1131.0 * 845 * 936 * 306 * (181.0 * 18 * 42 * 32), even = 177.0 * 228 * 106 * (217.0 * 31 * 123) * 27;
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  (void)state;
  dark_table *table = published_table("Kosovo");
  dark_plan *plan = plan_for(table, "saturated", 0, NULL, NULL);
  assert_close(odd / even, 12541.88, 0, 5e-3);
  assert_close(dark_plan_estimate(plan, 0)->hidden, odd / even, 1e-11, 0);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  assert_close(explanation.deviance, 0, 0, 1e-9);
  assert_int_equal(explanation.df, 0);
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* A:40 B:30 C:20 A+B:6. Nobody is on C and another list: effects 13 and 23 are minus infinity and their cells go, which leaves the four
   observed cells. [13,23] has four effects for them, as A and B alone would: hidden = 40 * 30 / 6. [12,13,23] has five. */
static void empty_overlaps_have_effects_of_minus_infinity(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  dark_reason reason;
  (void)state;
  dark_table *table = table_of_text(3, "100:40 010:30 001:20 110:6");
  dark_plan *plan = plan_for(table, "fixed", 0, "[13,23]", NULL);
  assert_close(dark_plan_estimate(plan, 0)->hidden, 200, 1e-12, 0);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  assert_int_equal(explanation.n_parameters, 6);
  assert_int_equal(explanation.n_minus_infinity, 2);
  assert_int_equal(explanation.df, 0);
  const double expected[] = {log(200), log(40 / 200.0), log(30 / 200.0), log(20 / 200.0), -INFINITY, -INFINITY};
  for (size_t i = 0; i < 6; i++) assert_close(explanation.terms[i].coefficient, expected[i], 1e-12, 1e-12);
  for (uint32_t cell = 5; cell < 8; cell++) assert_true(explanation.fitted[cell] == 0);
  assert_true(isnan(explanation.terms[4].se));
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  assert_true(isnan(hidden_under(&reason, table, "[12,13,23]")));
  assert_int_equal(reason, DARK_REASON_NOT_IDENTIFIABLE);
  plan = plan_for(table, "saturated", 0, NULL, NULL);
  assert_int_equal(dark_plan_estimate(plan, 0)->reason, DARK_REASON_NOT_IDENTIFIABLE);
  dark_plan_free(plan);
  dark_table_free(table);
}

static void check_says(const dark_table *table, const char *model, int code, const char *const *words, size_t n_words) {
  dark_error err = DARK_ERROR_INIT;
  dark_check check;
  assert_ok(dark_check_model(&check, table, model, &err), err);
  assert_int_equal(check.code, code);
  for (size_t i = 0; i < n_words; i++)
    if (strstr(check.reason, words[i]) == NULL) fail_msg("%s: no '%s' in '%s'", model, words[i], check.reason);
}

/* The published codes of this table (Chan, Silverman & Vincent 2021), each with a sentence that names what is missing.
   [12,3]: those on neither A nor B are 96 - 46 - 36 + 6 = 20, all of them on C alone, so that nobody is left for C with another list. */
static void a_check_names_what_is_missing(void **state) {
  static const char *const not_unique[] = {"cannot be told apart", "4 combinations", "5 effects", "determine 4", "A+C, B+C"};
  static const char *const not_existing[] = {"no estimate exists", "nobody was observed on exactly A+C, B+C, A+B+C"};
  static const char *const smallest_only[] = {"(nobody is on both or all of A+C, B+C)"};
  static const char *const fine[] = {"exists and is unique", "nobody is on both or all of A+C, B+C", "minus infinity"};
  (void)state;
  dark_table *table = table_of_text(3, "100:40 010:30 001:20 110:6");
  check_says(table, "[12,13,23]", 2, not_unique, 5);
  check_says(table, "[123]", 2, smallest_only, 1);
  check_says(table, "[12,3]", 1, not_existing, 2);
  check_says(table, "[13,23,1,2]", 0, fine, 3);
  check_says(table, "[A*C,B*C]", 0, fine, 3);
  dark_table_free(table);
}

static dark_status try_check(const dark_table *table, const char *model, char message[1024]) {
  dark_error err = DARK_ERROR_INIT;
  dark_check check;
  const dark_status status = dark_check_model(&check, table, model, &err);
  strcpy(message, err.message);
  return status;
}

static void models_that_make_no_sense_are_refused(void **state) {
  static const char *const models[] = {"12,3",    "[12,34]",   "[12]", "[12,3", "[12,,3]",
                                       "[112,3]", "[A*D,B,C]", "[]",   "",      "[12,3]x"};
  char message[1024];
  (void)state;
  dark_table *table = table_of_text(3, "100:40 010:30 001:20 110:6"), *empty = table_of_text(3, "100:0");
  for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) {
    assert_int_equal(try_check(table, models[i], message), DARK_EUSAGE);
    assert_non_null(strstr(message, models[i]));
  }
  assert_int_equal(try_check(empty, "[1,2,3]", message), DARK_EDATA);
  dark_table_free(table);
  dark_table_free(empty);
}

/* The engine's fit, just made, and dense least squares. */
static void compare_fits(dark__engine *engine, const dark__verdict *verdict, const dense_design *design) {
  dense_fit dense;
  double variances[32];
  const double rounding = 1e-14 * fabs(verdict->log_lik); /* log-likelihood and factorials nearly cancel */
  dense_glm(&dense, design);
  assert_close(verdict->hidden, dense.hidden, 1e-8, 0);
  assert_close(verdict->log_lik - engine->counts.log_factorials, dense.log_lik, 1e-10, rounding);
  assert_close(2 * (engine->counts.saturated - verdict->log_lik), dense.deviance, 1e-8, 1e-9 + rounding);
  for (size_t i = 0; i < design->n_cells; i++) assert_close(engine->space.means[design->cells[i]], dense.means[i], 1e-8, 1e-12);
  assert_int_equal(engine->space.n_kept, design->n_terms);
  for (size_t j = 0; j < design->n_terms; j++) assert_close(engine->space.coefficients[j], dense.coefficients[j], 1e-8, 1e-8);
  assert_close(sqrt(dark__fit_intercept_variance(&engine->space, variances)), dense.errors[0], 1e-7, 0);
  for (size_t j = 0; j < design->n_terms; j++) assert_close(sqrt(variances[j]), dense.errors[j], 1e-7, 0);
}

/* One model on one table by the engine, and by dense least squares when its estimate exists and is unique. Returns the code. */
static int compare_with_dense(unsigned n_lists, const uint32_t *terms, size_t n_terms, const double *cells) {
  dark_error err = DARK_ERROR_INIT;
  dark_record records[31];
  dark__problem problem;
  dark__engine *engine;
  dark__verdict verdict;
  dense_design design;
  int code;
  problem_of_cells(&problem, records, cells, n_lists);
  dense_design_make(&design, n_lists, terms, n_terms, cells);
  assert_ok(dark__engine_new(&engine, &problem, n_terms, &err), err);
  assert_ok(dark__engine_load_observed(engine, &err), err);
  const dark__fit_request request = {.terms = terms, .n_terms = n_terms, .floor = -INFINITY};
  assert_ok(dark__engine_judge(&verdict, engine, &request, &err), err);
  assert_ok(dark__existence(&code, terms, n_terms, &engine->counts, &err), err);
  assert_int_equal(verdict.code, code);
  if (code == 0) compare_fits(engine, &verdict, &design);
  dark__engine_free(engine);
  return code;
}

static void fits_agree_with_dense_least_squares(void **state) {
  size_t n_code[4] = {0};
  (void)state;
  for (uint64_t i = 0; i < TIMES(20000, 2000); i++) {
    const unsigned n_lists = 2 + draw_below(4, i);
    uint32_t terms[32];
    double cells[32];
    draw_sparse(cells, n_lists, i);
    n_code[compare_with_dense(n_lists, terms, draw_model(terms, n_lists, i), cells)]++;
  }
  assert_true(n_code[0] > TIMES(5000, 500) && n_code[1] > TIMES(2000, 200) && n_code[2] > TIMES(200, 20) &&
              n_code[3] > TIMES(100, 10));
}

/* The same on tables of a hundred million people, where nothing may overflow or stop early. */
static void fits_agree_on_large_counts(void **state) {
  (void)state;
  for (uint64_t i = 0; i < 300; i++) {
    const unsigned n_lists = 3 + draw_below(3, i);
    uint32_t terms[32];
    double cells[32];
    draw_sparse(cells, n_lists, i);
    for (size_t cell = 1; cell < (size_t)1 << n_lists; cell++) cells[cell] *= 1e6 + (double)draw_below(1000000, 100 * i + cell);
    compare_with_dense(n_lists, terms, draw_model(terms, n_lists, i), cells);
  }
}

/* [12,23] on Korea with the intercept held at `a`. Effects of list 2 touch other cells only; with x = e^b and y = e^c the scores of the
   effects of lists 1 and 3 are zero where e^a x (1 + y) = 5 + 6 and e^a y (1 + x) = 41 + 6, so that e^a x + 47 x / (1 + x) = 11, which
   rises in x. */
static double profile_of_korea(double a) {
  double low = 0, high = 11;
  for (int i = 0; i < 200; i++) {
    const double x = 0.5 * (low + high);
    if (exp(a) * x + 47 * x / (1 + x) < 11) low = x;
    else high = x;
  }
  const double b = log(low), c = log(47 / (exp(a) * (1 + low)));
  return 5 * (a + b) + 41 * (a + c) + 6 * (a + b + c) - exp(a + b) - exp(a + c) - exp(a + b + c);
}

/* Second differences of the profile likelihood; and, the three cells being fitted exactly, var(a) = 1/5 + 1/41 + 1/6. */
static void the_standard_error_is_the_curvature_of_the_profile_likelihood(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  (void)state;
  dark_table *table = published_table("Korea");
  dark_plan *plan = plan_for(table, "fixed", 0, "[12,23]", NULL);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  const double hidden = 5 * 41 / 6.0, a = log(hidden), step = 1e-3;
  const double curvature = (2 * profile_of_korea(a) - profile_of_korea(a - step) - profile_of_korea(a + step)) / (step * step);
  assert_close(explanation.terms[0].se, sqrt(1 / curvature), 1e-5, 0);
  assert_close(explanation.terms[0].se, sqrt(1 / 5.0 + 1 / 41.0 + 1 / 6.0), 1e-12, 0);
  assert_close(explanation.se, sqrt(hidden + hidden * hidden / curvature), 1e-5, 0);
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  dark_table_free(table);
}

static int code_by_brute_force(unsigned n_lists, const uint32_t *terms, size_t n_terms, const double *cells) {
  dense_design design;
  dense_design_make(&design, n_lists, terms, n_terms, cells);
  return dense_code(&design);
}

static int code_by_programme(unsigned n_lists, const uint32_t *terms, size_t n_terms, const double *cells) {
  dark_error err = DARK_ERROR_INIT;
  dark__counts counts;
  uint32_t histories[31];
  int code;
  const size_t n = ((size_t)1 << n_lists) - 1;
  for (uint32_t i = 0; i < n; i++) histories[i] = i + 1;
  assert_ok(dark__counts_new(&counts, n_lists, &err), err);
  dark__counts_set(&counts, histories, cells + 1, n);
  assert_ok(dark__existence(&code, terms, n_terms, &counts, &err), err);
  dark__counts_clear(&counts);
  return code;
}

/* All models of three lists: any of the pairs, or everything up to the term of all three. */
static size_t model_of_three(uint32_t *terms, unsigned number) {
  static const uint32_t optional[] = {3, 5, 6, 7};
  size_t n = 0;
  terms[n++] = 0;
  for (uint32_t list = 1; list < 8; list <<= 1) terms[n++] = list;
  for (unsigned i = 0; i < 4; i++)
    if (number == 8 || ((number >> i) & 1) != 0) terms[n++] = optional[i];
  return n;
}

/* 127 zero patterns by 9 models. How often each code must come up was counted by the brute force alone. */
static void every_pattern_of_three_lists_has_the_code_of_brute_force(void **state) {
  size_t n_code[4] = {0};
  (void)state;
  for (uint32_t pattern = 1; pattern < 128; pattern++)
    for (unsigned number = 0; number <= 8; number++) {
      uint32_t terms[8];
      double cells[8] = {0};
      const size_t n_terms = model_of_three(terms, number);
      for (uint32_t cell = 1; cell < 8; cell++)
        if ((pattern >> (cell - 1)) & 1) cells[cell] = 1 + (double)draw_below(20, 8 * pattern + cell);
      const int code = code_by_brute_force(3, terms, n_terms, cells);
      assert_int_equal(code_by_programme(3, terms, n_terms, cells), code);
      assert_int_equal(compare_with_dense(3, terms, n_terms, cells), code);
      if (number == 8) assert_true((code & 2) != 0 || cells[7] == 0);
      n_code[code]++;
    }
  assert_int_equal(n_code[0], 222);
  assert_int_equal(n_code[1], 673);
  assert_int_equal(n_code[2], 73);
  assert_int_equal(n_code[3], 175);
}

static void random_patterns_of_four_lists_have_the_code_of_brute_force(void **state) {
  size_t n_code[4] = {0};
  (void)state;
  for (uint64_t i = 0; i < TIMES(150, 10); i++) {
    uint32_t terms[16];
    double cells[16] = {0};
    const size_t n_terms = draw_model(terms, 4, i);
    for (uint32_t cell = 1; cell < 16; cell++) cells[cell] = draw_below(3 + (unsigned)(i % 3), 16 * i + cell);
    cells[1 + i % 15] = 5;
    const int code = code_by_brute_force(4, terms, n_terms, cells);
    assert_int_equal(code_by_programme(4, terms, n_terms, cells), code);
    n_code[code]++;
  }
  assert_true(n_code[0] > 0 && n_code[1] > 0);
}

/* Every kind of reason of `fixed` on whole tables agrees with the check of the same model. */
static void the_check_and_the_estimate_agree(void **state) {
  static const char *const models[] = {"[1,2,3]", "[12,3]",  "[13,2]",     "[23,1]", "[12,13]",
                                       "[12,23]", "[13,23]", "[12,13,23]", "[123]"};
  (void)state;
  for (uint32_t pattern = 1; pattern < 128; pattern++)
    for (size_t m = 0; m < 9; m++) {
      double cells[8] = {0};
      dark_error err = DARK_ERROR_INIT;
      dark_check check;
      dark_reason reason;
      for (uint32_t cell = 1; cell < 8; cell++) cells[cell] = (pattern >> (cell - 1)) & 1 ? 3 * cell : 0;
      dark_table *table = table_of_cells(cells, 3);
      assert_ok(dark_check_model(&check, table, models[m], &err), err);
      const double hidden = hidden_under(&reason, table, models[m]);
      assert_true(strlen(check.reason) > 20);
      assert_int_equal(isnan(hidden), reason != DARK_N_REASONS);
      if (reason == DARK_N_REASONS) assert_int_equal(check.code, 0);
      if (reason == DARK_REASON_NO_MLE) assert_true((check.code & 1) != 0);
      if (reason == DARK_REASON_NOT_IDENTIFIABLE) assert_int_equal(check.code, 2);
      dark_table_free(table);
    }
}

/* People of `cells` over the lists other than `list`, squeezed together; those on `list` alone or with others vanish. */
static void leave_out(double *out, const double *cells, unsigned n_lists, unsigned list) {
  for (uint32_t cell = 0; cell < (uint32_t)1 << n_lists; cell++) {
    const uint32_t squeezed = (cell & (((uint32_t)1 << list) - 1)) | (cell >> (list + 1) << list);
    if (((cell >> list) & 1) == 0) out[squeezed] = cells[cell];
  }
}

/* A replicate in which a list caught nobody against the table of the other lists under `model`. */
static void compare_without(const dark_plan *plan, const double *cells, unsigned list, const char *model) {
  double fewer[8], weights[15];
  dark_error err = DARK_ERROR_INIT;
  dark_workspace *workspace;
  dark_estimate estimate;
  dark_reason reason;
  for (uint32_t cell = 1; cell < 16; cell++) weights[cell - 1] = (cell >> list) & 1 ? 0 : cells[cell];
  leave_out(fewer, cells, 4, list);
  dark_table *three = table_of_cells(fewer, 3);
  const double expected = hidden_under(&reason, three, model);
  assert_ok(dark_workspace_new(&workspace, plan, &err), err);
  assert_ok(dark_estimate_part(&estimate, plan, 0, workspace, weights, &err), err);
  assert_int_equal(estimate.reason, reason);
  if (reason == DARK_N_REASONS) assert_close(estimate.hidden, expected, 1e-11, 0);
  dark_workspace_free(workspace);
  dark_table_free(three);
}

static const char four_lists[] =
    "1000:31 0100:25 0010:36 0001:30 1100:17 1010:8 1001:10 0110:21 0101:3 0011:12 1110:8 1101:2 1011:4 0111:3 1111:2";

/* It is estimated from the others alone: all effects of the list are minus infinity. */
static void a_list_emptied_by_resampling_drops_out(void **state) {
  static const char *const models[] = {"[12,23,34]", "[123,34]", "[12,34]", "[1,2,3,4]"};
  static const char *const without[4][4] = {{"[12,23]", "[1,23]", "[12,3]", "[12,23]"},
                                            {"[12,23]", "[12,23]", "[12,3]", "[123]"},
                                            {"[1,23]", "[1,23]", "[12,3]", "[12,3]"},
                                            {"[1,2,3]", "[1,2,3]", "[1,2,3]", "[1,2,3]"}};
  double cells[16];
  (void)state;
  read_cells(cells, 4, four_lists);
  dark_table *table = table_of_cells(cells, 4);
  for (size_t m = 0; m < 4; m++) {
    dark_plan *plan = plan_for(table, "fixed", 0, models[m], NULL);
    for (unsigned list = 0; list < 4; list++) compare_without(plan, cells, list, without[m][list]);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

/* The same people with lists named so that they sort the other way round, in the order of names, rows reversed. */
static void names_and_order_of_lists_do_not_matter(void **state) {
  static const char *const names[] = {"D", "C", "B", "A"};
  static const char *const models[][2] = {
      {"[A*B,B*C,C*D]", "[A*B,B*C,C*D]"}, {"[12,3,4]", "[C*D,A,B]"}, {"[123,34]", "[B*C*D,A*B]"}};
  double cells[16], counts[15];
  uint32_t histories[15];
  dark_error err = DARK_ERROR_INIT;
  dark_table *reversed;
  (void)state;
  read_cells(cells, 4, four_lists);
  for (uint32_t i = 0; i < 15; i++) {
    histories[i] = 15 - i;
    counts[i] = cells[15 - i];
  }
  assert_ok(dark_table_new(&reversed, names, 4, histories, counts, 15, &err), err);
  for (size_t m = 0; m < 3; m++) {
    dark_table *table = table_of_cells(cells, 4);
    const double expected = hidden_under(NULL, reversed, models[m][0]);
    if (m > 0) assert_close(hidden_under(NULL, table, models[m][0]), expected, 1e-11, 0);
    assert_close(hidden_under(NULL, reversed, models[m][1]), expected, 1e-14, 0);
    dark_table_free(table);
  }
  dark_table_free(reversed);
}

/* Poisson means scale with the counts: twice the people, twice the hidden, and so on up to nearly the most people of a table. */
static void multiplied_counts_multiply_the_estimate(void **state) {
  static const double factors[] = {2, 1e2, 1e4, 1e6};
  double most_people = 0;
  (void)state;
  for (uint64_t i = 0; i < 300; i++) {
    double cells[32], multiplied[32];
    dark_reason reason, expected;
    const unsigned n_lists = 3 + draw_below(3, i);
    draw_sparse(cells, n_lists, i);
    dark_table *table = table_of_cells(cells, n_lists);
    const char *model = n_lists == 3 ? "[12,23]" : n_lists == 4 ? "[123,34]" : "[12,23,34,45]";
    const double hidden = hidden_under(&expected, table, model);
    for (size_t f = 0; f <= sizeof factors / sizeof factors[0]; f++) {
      double people = 0;
      for (size_t cell = 1; cell < (size_t)1 << n_lists; cell++) people += cells[cell];
      const double factor = f < sizeof factors / sizeof factors[0] ? factors[f] : floor(2e9 / people);
      for (size_t cell = 0; cell < (size_t)1 << n_lists; cell++) multiplied[cell] = factor * cells[cell];
      dark_table *more = table_of_cells(multiplied, n_lists);
      const double hidden_more = hidden_under(&reason, more, model);
      assert_int_equal(reason, expected);
      if (reason == DARK_N_REASONS) assert_close(hidden_more, factor * hidden, 1e-10, 0);
      most_people = fmax(most_people, factor * people);
      dark_table_free(more);
    }
    dark_table_free(table);
  }
  assert_true(most_people > 1.9e9);
}

/* 5,000 people and four lists, of which 1 and 2 attract the same people and 3 and 4 avoid each other. Over 200 tables the mean of log N-hat
   under the true model stays within four Monte Carlo errors of the truth; the wrong model of independence is off by far more. */
static void a_fixed_model_recovers_a_population_in_its_span(void **state) {
  static const uint32_t terms[] = {0, 1, 2, 4, 8, 3, 12};
  static const double effects[] = {0, -1, -1.2, -0.8, -1.4, 1, -0.7};
  enum { N_TABLES = 200, N_PEOPLE = 5000 };
  double means[16], sum = 0, squares = 0, wrong = 0;
  (void)state;
  loglinear_means(means, 4, terms, effects, 7);
  for (uint64_t i = 0; i < N_TABLES; i++) {
    double cells[16];
    draw_population(cells, means, 4, N_PEOPLE, i);
    dark_table *table = table_of_cells(cells, 4);
    dark_plan *plan = plan_for(table, "fixed", 0, "[12,34]", NULL),
              *independence = plan_for(table, "independence", 0, NULL, NULL);
    const double error = log(dark_plan_estimate(plan, 0)->total / N_PEOPLE);
    sum += error;
    squares += error * error;
    wrong += log(dark_plan_estimate(independence, 0)->total / N_PEOPLE);
    dark_plan_free(plan);
    dark_plan_free(independence);
    dark_table_free(table);
  }
  const double mean = sum / N_TABLES, monte_carlo = sqrt((squares / N_TABLES - mean * mean) / N_TABLES);
  assert_true(monte_carlo < 0.01);
  assert_close(mean, 0, 0, 4 * monte_carlo);
  assert_true(fabs(wrong / N_TABLES) > 20 * monte_carlo);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_lists_have_closed_forms),
      cmocka_unit_test(independence_solves_the_equation_of_darroch),
      cmocka_unit_test(saturated_is_odd_over_even),
      cmocka_unit_test(empty_overlaps_have_effects_of_minus_infinity),
      cmocka_unit_test(a_check_names_what_is_missing),
      cmocka_unit_test(models_that_make_no_sense_are_refused),
      cmocka_unit_test(fits_agree_with_dense_least_squares),
      cmocka_unit_test(fits_agree_on_large_counts),
      cmocka_unit_test(the_standard_error_is_the_curvature_of_the_profile_likelihood),
      cmocka_unit_test(every_pattern_of_three_lists_has_the_code_of_brute_force),
      cmocka_unit_test(random_patterns_of_four_lists_have_the_code_of_brute_force),
      cmocka_unit_test(the_check_and_the_estimate_agree),
      cmocka_unit_test(a_list_emptied_by_resampling_drops_out),
      cmocka_unit_test(names_and_order_of_lists_do_not_matter),
      cmocka_unit_test(multiplied_counts_multiply_the_estimate),
      cmocka_unit_test(a_fixed_model_recovers_a_population_in_its_span),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
