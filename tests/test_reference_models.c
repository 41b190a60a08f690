/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models, codes, estimates and selections against reference values (tests/reference/README.md). */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/frame.h"
#include "support/published.h"

static void fixed_models_have_the_reference_code_and_estimate(void **state) {
  (void)state;
  frame reference;
  frame_read(&reference, "loglinear/fixed.csv");
  for (size_t row = 0; row < reference.n_rows; row++) {
    dark_error err = DARK_ERROR_INIT;
    dark_check check;
    dark_table *table = published_table(frame_text(&reference, row, "dataset"));
    const char *model = frame_text(&reference, row, "model");
    assert_ok(dark_check_model(&check, table, model, &err), err);
    assert_string_equal(check.model, model);
    assert_int_equal(check.code, (int)frame_number(&reference, row, "code"));
    assert_int_equal(check.n_parameters, (int)frame_number(&reference, row, "npar"));
    assert_int_equal(check.n_minus_infinity, (int)frame_number(&reference, row, "n_neginf"));
    dark_plan *plan = plan_for(table, "fixed", 0, model, NULL);
    const dark_estimate *estimate = dark_plan_estimate(plan, 0);
    assert_int_equal(estimate->reason == DARK_N_REASONS, check.code == 0);
    if (check.code == 0) {
      dark_explanation explanation;
      assert_close(estimate->total, frame_number(&reference, row, "popest_tight"), 1e-9, 0);
      assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
      assert_close(explanation.bic, frame_number(&reference, row, "bic_tight"), 0, 1e-6);
      assert_close(explanation.aic, frame_number(&reference, row, "aic"), 0, 1e-6);
      assert_close(explanation.deviance, frame_number(&reference, row, "deviance"), 0, 1e-6);
      dark_explanation_clear(&explanation);
    }
    dark_plan_free(plan);
    dark_table_free(table);
  }
  frame_clear(&reference);
}

/* A reference effect such as "13" names list places in the column order; find it among terms written "A*C". */
static double coefficient_of(const dark_explanation *explanation, const dark_table *table, const char *effect) {
  char name[256] = "";
  for (const char *digit = effect; *digit != '\0'; digit++) {
    if (*digit == '0') strcpy(name, "intercept");
    for (size_t list = 0; list < dark_table_n_lists(table); list++) {
      if (*digit - '1' != (int)dark_table_list_position(table, list)) continue;
      if (name[0] != '\0') strcat(name, "*");
      strcat(name, dark_table_list_name(table, list));
    }
  }
  for (size_t i = 0; i < explanation->n_parameters; i++)
    if (strcmp(explanation->terms[i].name, name) == 0) return explanation->terms[i].coefficient;
  fail_msg("no term %s", name);
  return NAN;
}

static void fixed_models_have_the_reference_coefficients(void **state) {
  (void)state;
  frame reference;
  frame_read(&reference, "loglinear/fixed_coefs.csv");
  for (size_t row = 0; row < reference.n_rows;) {
    const char *dataset = frame_text(&reference, row, "dataset"), *model = frame_text(&reference, row, "model");
    dark_error err = DARK_ERROR_INIT;
    dark_table *table = published_table(dataset);
    dark_plan *plan = plan_for(table, "fixed", 0, model, NULL);
    dark_explanation explanation;
    assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
    for (; row < reference.n_rows && frame_is(&reference, row, "dataset", dataset) && frame_is(&reference, row, "model", model);
         row++) {
      const double actual = coefficient_of(&explanation, table, frame_text(&reference, row, "effect"));
      if (frame_is(&reference, row, "coef", "-Inf")) assert_true(isinf(actual) && actual < 0);
      else assert_close(actual, frame_number(&reference, row, "coef"), 1e-6, 1e-6);
    }
    dark_explanation_clear(&explanation);
    dark_plan_free(plan);
    dark_table_free(table);
  }
  frame_clear(&reference);
}

/* The ranking of one table and order. */
typedef struct ranking {
  dark_table *table;
  dark_plan *plan;
  dark_candidate *candidates;
  size_t n;
} ranking;

static ranking rank_all(const char *dataset, unsigned max_order) {
  ranking all = {.table = published_table(dataset)};
  dark_error err = DARK_ERROR_INIT;
  all.plan = plan_for(all.table, "bic", max_order, NULL, NULL);
  assert_ok(dark_plan_rank(&all.candidates, &all.n, all.plan, 0, SIZE_MAX, INFINITY, &err), err);
  return all;
}

static void clear_ranking(ranking *all) {
  free(all->candidates);
  dark_plan_free(all->plan);
  dark_table_free(all->table);
}

static const dark_candidate *find_candidate(const ranking *all, const char *model) {
  char name[512];
  for (size_t i = 0; i < all->n; i++)
    if (strcmp(dark_plan_model_name(name, sizeof name, all->plan, 0, all->candidates[i].model), model) == 0)
      return &all->candidates[i];
  fail_msg("model %s is not among the candidates", model);
  return NULL;
}

static void compare_candidate(const ranking *all, const frame *reference, size_t row) {
  const dark_candidate *candidate = find_candidate(all, frame_text(reference, row, "model"));
  assert_int_equal(candidate->code, (int)frame_number(reference, row, "code"));
  assert_int_equal(candidate->n_parameters, (int)frame_number(reference, row, "npar"));
  assert_int_equal(candidate->n_minus_infinity, (int)frame_number(reference, row, "n_neginf"));
  if (candidate->code != 0) return;
  assert_close(candidate->total, frame_number(reference, row, "popest_tight"), 1e-9, 0);
  assert_close(candidate->bic, frame_number(reference, row, "bic_tight"), 0, 1e-6);
}

static void the_best_models_are_those_of_the_reference(void **state) {
  (void)state;
  frame reference;
  frame_read(&reference, "loglinear/bic_models.csv");
  for (size_t row = 0; row < reference.n_rows;) {
    const char *dataset = frame_text(&reference, row, "dataset"), *order = frame_text(&reference, row, "maxorder");
    ranking all = rank_all(dataset, (unsigned)atoi(order));
    for (;
         row < reference.n_rows && frame_is(&reference, row, "dataset", dataset) && frame_is(&reference, row, "maxorder", order);
         row++) {
      compare_candidate(&all, &reference, row);
      const size_t rank = (size_t)frame_number(&reference, row, "rank") - 1;
      assert_close(all.candidates[rank].bic, frame_number(&reference, row, "bic_tight"), 0, 1e-6);
    }
    clear_ranking(&all);
  }
  frame_clear(&reference);
}

/* A few models are found by a search, all of them by writing them down: what is said of each is the same. */
static void a_short_ranking_is_the_head_of_the_whole(void **state) {
  enum { N_ASKED = 5 };
  (void)state;
  ranking all = rank_all("Kosovo", 2);
  dark_error err = DARK_ERROR_INIT;
  dark_candidate *few;
  size_t n;
  assert_ok(dark_plan_rank(&few, &n, all.plan, 0, N_ASKED, INFINITY, &err), err);
  assert_int_equal(n, N_ASKED);
  assert_true(all.n > N_ASKED);
  for (size_t i = 0; i < n; i++) {
    const dark_candidate *one = &few[i], *same = &all.candidates[i];
    assert_memory_equal(&one->model, &same->model, sizeof one->model);
    assert_int_equal(one->n_parameters, same->n_parameters);
    assert_int_equal(one->n_minus_infinity, same->n_minus_infinity);
    assert_int_equal(one->code, same->code);
    assert_close(one->total, same->total, 1e-9, 0);
    assert_close(one->deviance, same->deviance, 0, 1e-6);
    assert_close(one->log_lik, same->log_lik, 0, 1e-6);
    assert_close(one->aic, same->aic, 0, 1e-6);
    assert_close(one->bic, same->bic, 0, 1e-6);
  }
  free(few);
  clear_ranking(&all);
}

static void candidates_have_the_reference_codes(void **state) {
  (void)state;
  frame reference;
  frame_read(&reference, "loglinear/bic_counts.csv");
  for (size_t row = 0; row < reference.n_rows; row++) {
    ranking all = rank_all(frame_text(&reference, row, "dataset"), (unsigned)frame_number(&reference, row, "maxorder"));
    size_t n_code[4] = {0}, n_with_minus_infinity = 0;
    for (size_t i = 0; i < all.n; i++) {
      n_code[all.candidates[i].code]++;
      n_with_minus_infinity += all.candidates[i].code == 0 && all.candidates[i].n_minus_infinity > 0;
    }
    assert_int_equal(all.n, (int)frame_number(&reference, row, "n_candidates"));
    assert_int_equal(n_code[0], (int)frame_number(&reference, row, "n_code0"));
    assert_int_equal(n_code[1], (int)frame_number(&reference, row, "n_code1"));
    assert_int_equal(n_code[2], (int)frame_number(&reference, row, "n_code2"));
    assert_int_equal(n_code[3], (int)frame_number(&reference, row, "n_code3"));
    assert_int_equal(n_with_minus_infinity, (int)frame_number(&reference, row, "n_with_neginf_ok"));
    clear_ranking(&all);
  }
  frame_clear(&reference);
}

static void every_model_of_small_tables_agrees(void **state) {
  (void)state;
  static const struct {
    const char *dataset;
    unsigned max_order;
  } tables[] = {{"Artificial_3", 2}, {"Korea", 2}, {"Kosovo", 3}};
  for (size_t i = 0; i < 3; i++) {
    char name[256];
    frame reference;
    snprintf(name, sizeof name, "loglinear/enumeration/%s.csv", tables[i].dataset);
    frame_read(&reference, name);
    ranking all = rank_all(tables[i].dataset, tables[i].max_order);
    assert_int_equal(all.n, reference.n_rows);
    for (size_t row = 0; row < reference.n_rows; row++) compare_candidate(&all, &reference, row);
    clear_ranking(&all);
    frame_clear(&reference);
  }
}

static void compare_stepwise(const char *file, const char *model_column) {
  frame reference;
  frame_read(&reference, file);
  for (size_t row = 0; row < reference.n_rows; row++) {
    char set[64], name[512];
    dark_table *table = published_table(frame_text(&reference, row, "dataset"));
    snprintf(set, sizeof set, "p=%s", frame_text(&reference, row, "pthresh"));
    dark_plan *plan = plan_for(table, "stepwise", 0, NULL, set);
    const dark_estimate *estimate = dark_plan_estimate(plan, 0);
    assert_string_equal(dark_plan_model_name(name, sizeof name, plan, 0, estimate->model),
                        frame_text(&reference, row, model_column));
    assert_close(estimate->total, frame_number(&reference, row, "popest_tight"), 1e-9, 0);
    dark_plan_free(plan);
    dark_table_free(table);
  }
  frame_clear(&reference);
}

static void stepwise_selects_the_reference_models(void **state) {
  (void)state;
  compare_stepwise("loglinear/stepwise.csv", "hiermod");
}

static void stepwise_selects_the_reference_models_for_185_people_in_new_orleans(void **state) {
  (void)state;
  compare_stepwise("loglinear/stepwise_neworl_sparsemse_data.csv", "pairs");
}

static void downhill_ends_where_the_reference_ends(void **state) {
  (void)state;
  frame reference;
  frame_read(&reference, "loglinear/downhill.csv");
  for (size_t row = 0; row < reference.n_rows; row++) {
    char name[512];
    dark_error err = DARK_ERROR_INIT;
    dark_explanation explanation;
    dark_table *table = published_table(frame_text(&reference, row, "dataset"));
    dark_plan *plan = plan_for(table, "downhill", (unsigned)frame_number(&reference, row, "maxorder"), NULL, NULL);
    const dark_estimate *estimate = dark_plan_estimate(plan, 0);
    assert_string_equal(dark_plan_model_name(name, sizeof name, plan, 0, estimate->model),
                        frame_text(&reference, row, "optimum"));
    assert_close(estimate->total, frame_number(&reference, row, "popest"), 1e-7, 0);
    assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
    assert_close(explanation.bic, frame_number(&reference, row, "bic"), 0, 1e-6);
    dark_explanation_clear(&explanation);
    dark_plan_free(plan);
    dark_table_free(table);
  }
  frame_clear(&reference);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fixed_models_have_the_reference_code_and_estimate),
      cmocka_unit_test(fixed_models_have_the_reference_coefficients),
      cmocka_unit_test(the_best_models_are_those_of_the_reference),
      cmocka_unit_test(a_short_ranking_is_the_head_of_the_whole),
      cmocka_unit_test(candidates_have_the_reference_codes),
      cmocka_unit_test(every_model_of_small_tables_agrees),
      cmocka_unit_test(stepwise_selects_the_reference_models),
      cmocka_unit_test(stepwise_selects_the_reference_models_for_185_people_in_new_orleans),
      cmocka_unit_test(downhill_ends_where_the_reference_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
