/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The joint model fitted to one table: arithmetic by hand, identities, degenerate tables. */

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/joint_model.h"
#include "support/published.h"
#include "support/tables.h"

/* A table of one category with levels "0", "1", ... from cells [n_strata x 2^n_lists]; lists A, B, ... */
static void table_of(joint_table *out, unsigned n_lists, size_t n_strata, const double *cells) {
  static const char *const NAMES[] = {"A", "B", "C", "D", "E", "F", "G", "I", "x"};
  *out = (joint_table){0};
  memcpy(out->names, NAMES, sizeof(char *) * n_lists);
  out->names[n_lists] = "x";
  out->formula_names = (dark__formula_names){n_lists, out->names, 1, out->names + n_lists};
  out->n_levels[0] = n_strata;
  out->levels = calloc(n_strata, sizeof *out->levels);
  out->absent = calloc(n_strata, sizeof *out->absent);
  out->counts = calloc(n_strata << n_lists, sizeof *out->counts);
  assert_non_null(out->levels);
  assert_non_null(out->absent);
  assert_non_null(out->counts);
  for (size_t x = 0; x < n_strata; x++) out->levels[x] = (uint32_t)x;
  memcpy(out->counts, cells, (n_strata << n_lists) * sizeof *cells);
  out->strata = (dark__joint_strata){.n_lists = n_lists,
                                     .n_categories = 1,
                                     .n_levels = out->n_levels,
                                     .n_strata = n_strata,
                                     .levels = out->levels,
                                     .absent = out->absent};
}

static double hidden_in(const joint_model *of, size_t stratum) { return of->estimate.hidden.people[stratum]; }

static double total_variance(const joint_model *of, int with_people) {
  double *weights = calloc(of->table->strata.n_strata + 1, sizeof *weights), *l = calloc(of->design.n_columns + 1, sizeof *l);
  assert_non_null(weights);
  assert_non_null(l);
  for (size_t x = 0; x < of->table->strata.n_strata; x++) weights[x] = 1;
  dark__hidden_project(l, &of->estimate.hidden, &of->estimate.fit, weights);
  const double variance = dark__hidden_covariance(&of->estimate.hidden, weights, l, weights, l, with_people);
  free(l);
  free(weights);
  return variance;
}

/* 40 on A only, 30 on B only, 10 on both: n0 = 40 x 30 / 10 = 120. Sekar & Deming: N^2-form variance
   n1 n2 (n1 - m)(n2 - m) / m^3 = 50 x 40 x 40 x 30 / 1000 = 2400. */
static void two_lists_agree_with_sekar_and_deming(void **state) {
  (void)state;
  const double cells[] = {0, 40, 30, 10};
  for (int saturated_margin = 0; saturated_margin < 2; saturated_margin++) {
    joint_table table;
    joint_model model;
    table_of(&table, 2, 1, cells);
    joint_model_fit(&model, &table, "A + B", saturated_margin);
    assert_close(hidden_in(&model, 0), 120, 1e-12, 0);
    assert_close(total_variance(&model, 1), 2400, 1e-10, 0);
    joint_model_clear(&model);
    joint_table_clear(&table);
  }
}

/* Every effect by category is every stratum by itself: 20 x 10 / 5 = 40 and 6 x 8 / 4 = 12. Nothing ties the strata together. */
static void strata_with_effects_of_their_own_are_separate(void **state) {
  (void)state;
  const double cells[] = {0, 20, 10, 5, 0, 6, 8, 4};
  joint_table table;
  joint_model model;
  table_of(&table, 2, 2, cells);
  joint_model_fit(&model, &table, "(A + B)*x", 1);
  assert_close(hidden_in(&model, 0), 40, 1e-12, 0);
  assert_close(hidden_in(&model, 1), 12, 1e-12, 0);
  double first[] = {1, 0}, second[] = {0, 1}, l1[8], l2[8];
  dark__hidden_project(l1, &model.estimate.hidden, &model.estimate.fit, first);
  dark__hidden_project(l2, &model.estimate.hidden, &model.estimate.fit, second);
  assert_close(dark__hidden_covariance(&model.estimate.hidden, first, l1, second, l2, 1), 0, 0, 1e-9);
  /* 25 x 15 x 20 x 10 / 125 */
  assert_close(dark__hidden_covariance(&model.estimate.hidden, first, l1, first, l1, 1), 600, 1e-10, 0);
  joint_model_clear(&model);
  joint_table_clear(&table);
}

/* Covariances of the strata add up to the variance of the total. */
static void covariances_add_up(void **state) {
  (void)state;
  joint_table table;
  joint_model model;
  joint_table_read(&table, "conting_ScotPWID", "S1 S2 S3 S4", "Region Gender Age", 1);
  joint_model_fit(&model, &table, "(S1 + S2 + S3 + S4)^2 + (S1 + S2 + S3)*Age", 1);
  const size_t n = table.strata.n_strata, p = model.design.n_columns;
  double *weights = calloc(n * n, sizeof *weights), *projected = calloc(n * p, sizeof *projected), sum = 0;
  assert_non_null(weights);
  assert_non_null(projected);
  for (size_t x = 0; x < n; x++) {
    weights[x * n + x] = 1;
    dark__hidden_project(projected + x * p, &model.estimate.hidden, &model.estimate.fit, weights + x * n);
  }
  for (size_t x = 0; x < n; x++)
    for (size_t y = 0; y < n; y++)
      sum += dark__hidden_covariance(&model.estimate.hidden, weights + x * n, projected + x * p, weights + y * n,
                                     projected + y * p, 1);
  assert_close(sum, total_variance(&model, 1), 1e-10, 0);
  free(projected);
  free(weights);
  joint_model_clear(&model);
  joint_table_clear(&table);
}

static void assert_same(const joint_model *a, const joint_model *b, double rtol) {
  assert_close(a->estimate.fit.log_lik, b->estimate.fit.log_lik, rtol, 0);
  for (size_t x = 0; x < a->table->strata.n_strata; x++) {
    assert_int_equal(a->estimate.existence.hidden[x], b->estimate.existence.hidden[x]);
    assert_close(hidden_in(a, x), hidden_in(b, x), rtol, 0);
  }
  assert_close(total_variance(a, 0), total_variance(b, 0), rtol, 0);
  assert_close(total_variance(a, 1), total_variance(b, 1), rtol, 0);
}

/* Profiled intercepts are those that a saturated margin of categories has as columns. */
static void profiled_intercepts_are_a_saturated_margin(void **state) {
  (void)state;
  const char *const formulas[] = {"S1*S2 + S3*S4", "(S1 + S2 + S3 + S4)^2 + S1*Region", "(S1+S2+S3+S4)*(Region+Age) + H",
                                  "S1*S2*Gender + S3*Age + S4*Age*Gender + H*Region"};
  joint_table table;
  joint_table_read(&table, "conting_ScotPWID", "S1 S2 S3 S4", "Region Gender Age", 1);
  for (size_t i = 0; i < 4; i++) {
    char general[256];
    joint_model profiled, full;
    snprintf(general, sizeof general, "%s + Region*Gender*Age", formulas[i]);
    joint_model_fit(&profiled, &table, formulas[i], 1);
    joint_model_fit(&full, &table, general, 0);
    assert_same(&profiled, &full, 1e-9);
    joint_model_clear(&full);
    joint_model_clear(&profiled);
  }
  joint_table_clear(&table);
}

/* Effects that categories have on one list only leave the total as it is: given them the lists are independent, and so they are without them. With
   categories that are independent of each other too (no saturated margin) each may have a list of its own. */
static void passive_categories_do_not_change_the_total(void **state) {
  (void)state;
  joint_table table;
  joint_model plain, by_category, by_three;
  joint_table_read(&table, "conting_ScotPWID", "S1 S2 S3 S4", "Region Gender Age", 1);
  joint_model_fit(&plain, &table, "S1 + S2 + S3 + S4", 1);
  joint_model_fit(&by_category, &table, "S1*Region*Age + S2 + S3 + S4", 1);
  joint_model_fit(&by_three, &table, "S1*Region + S2*Age + S3*Gender + S4", 0);
  assert_close(joint_hidden(&by_three, "all"), joint_hidden(&plain, "all"), 1e-9, 0);
  assert_close(joint_hidden(&by_category, "all"), joint_hidden(&plain, "all"), 1e-9, 0);
  assert_close(5670 + joint_hidden(&plain, "all"), 22096.690430681367, 1e-9, 0);
  joint_model_clear(&by_three);
  joint_model_clear(&by_category);
  joint_model_clear(&plain);
  joint_table_clear(&table);
}

/* A stratum cut into two that are alike (a third and two thirds of each cell). */
static void a_stratum_cut_in_proportion_changes_nothing(void **state) {
  (void)state;
  const double whole[] = {0, 33, 24, 9, 18, 6, 12, 3, 0, 15, 40, 8, 22, 5, 9, 2};
  double cut[24] = {0};
  for (size_t w = 0; w < 8; w++) {
    cut[w] = whole[w] / 3;
    cut[8 + w] = 2 * whole[w] / 3;
    cut[16 + w] = whole[8 + w];
  }
  joint_table one, two;
  joint_model a, b;
  table_of(&one, 3, 2, whole);
  table_of(&two, 3, 3, cut);
  joint_model_fit(&a, &one, "A*B + C", 1);
  joint_model_fit(&b, &two, "A*B + C", 1);
  assert_close(hidden_in(&b, 0), hidden_in(&a, 0) / 3, 1e-10, 0);
  assert_close(hidden_in(&b, 1), hidden_in(&a, 0) * 2 / 3, 1e-10, 0);
  assert_close(hidden_in(&b, 2), hidden_in(&a, 1), 1e-10, 0);
  joint_model_clear(&b);
  joint_model_clear(&a);
  joint_table_clear(&two);
  joint_table_clear(&one);
}

/* Lists in another order, levels in another order: another basis of the same model. */
static void orders_of_lists_and_levels_do_not_matter(void **state) {
  (void)state;
  const double cells[] = {0, 33, 24, 9, 18, 6, 12, 3, 0, 15, 40, 8, 22, 5, 9, 2, 0, 7, 7, 3, 9, 1, 2, 0};
  static const size_t swapped[] = {0, 4, 2, 6, 1, 5, 3, 7}; /* A and C exchanged */
  double turned[24];
  for (size_t x = 0; x < 3; x++)
    for (size_t w = 0; w < 8; w++) turned[(2 - x) * 8 + swapped[w]] = cells[x * 8 + w];
  joint_table table, other;
  joint_model a, b;
  table_of(&table, 3, 3, cells);
  table_of(&other, 3, 3, turned);
  joint_model_fit(&a, &table, "A*B + C*x", 1);
  joint_model_fit(&b, &other, "C*B + A*x", 1);
  for (size_t x = 0; x < 3; x++) assert_close(hidden_in(&b, 2 - x), hidden_in(&a, x), 1e-10, 0);
  assert_close(total_variance(&b, 1), total_variance(&a, 1), 1e-9, 0);
  assert_close(b.estimate.fit.log_lik, a.estimate.fit.log_lik, 1e-12, 0);
  joint_model_clear(&b);
  joint_model_clear(&a);
  joint_table_clear(&other);
  joint_table_clear(&table);
}

static void assert_status(const char *formula, size_t n_strata, const double *cells, const dark__hidden_status *expected) {
  joint_table table;
  joint_model model;
  table_of(&table, 2, n_strata, cells);
  joint_model_fit(&model, &table, formula, 1);
  for (size_t x = 0; x < n_strata; x++) assert_int_equal(model.estimate.existence.hidden[x], expected[x]);
  joint_model_clear(&model);
  joint_table_clear(&table);
}

static void degenerate_strata_have_a_status(void **state) {
  (void)state;
  /* Nobody on both lists: odds of B given A fall without bound, and the hidden rise. */
  assert_status("A + B", 1, (const double[]){0, 5, 5, 0}, (const dark__hidden_status[]){DARK__HIDDEN_INF});
  /* Nobody on A only: the hidden vanish. */
  assert_status("A + B", 1, (const double[]){0, 0, 5, 5}, (const dark__hidden_status[]){DARK__HIDDEN_ZERO});
  /* Everybody on A only: B may be as rare as it likes. */
  assert_status("A + B", 1, (const double[]){0, 9, 0, 0}, (const dark__hidden_status[]){DARK__HIDDEN_UNDETERMINED});
  /* The pair itself: three cells for three effects, nothing left for the fourth. */
  assert_status("A*B", 1, (const double[]){0, 5, 5, 5}, (const dark__hidden_status[]){DARK__HIDDEN_NONID});
  /* A stratum without overlap lives on the other's, and one without people has none. */
  assert_status("A + B", 3, (const double[]){0, 5, 5, 0, 0, 9, 7, 4, 0, 0, 0, 0},
                (const dark__hidden_status[]){DARK__HIDDEN_OK, DARK__HIDDEN_OK, DARK__HIDDEN_NO_RECORDS});
  assert_status("(A + B)*x", 3, (const double[]){0, 5, 5, 0, 0, 9, 7, 4, 0, 0, 5, 5},
                (const dark__hidden_status[]){DARK__HIDDEN_INF, DARK__HIDDEN_OK, DARK__HIDDEN_ZERO});
}

/* People drawn from a known population, 40,000 per stratum: estimates within four standard errors. */
static void known_truths_are_recovered(void **state) {
  (void)state;
  const double effects[3][4] = {{-1.5, -2, -1, 0.7}, {-1, -2.5, -1.2, 0.7}, {-0.8, -1.4, -2, 0.7}};
  double cells[24] = {0}, hidden[3] = {0};
  dark__stream stream;
  dark__stream_start(&stream, 15, 1);
  for (size_t x = 0; x < 3; x++)
    for (size_t i = 0; i < 40000; i++) {
      double sum = 0, probability[8];
      for (size_t w = 0; w < 8; w++) {
        probability[w] = exp((w & 1 ? effects[x][0] : 0) + (w & 2 ? effects[x][1] : 0) + (w & 4 ? effects[x][2] : 0) +
                             ((w & 3) == 3 ? effects[x][3] : 0));
        sum += probability[w];
      }
      double u = gsl_rng_uniform(&stream.rng) * sum;
      size_t w = 0;
      while (w < 7 && (u -= probability[w]) > 0) w++;
      *(w == 0 ? &hidden[x] : &cells[x * 8 + w]) += 1;
    }
  joint_table table;
  joint_model model;
  table_of(&table, 3, 3, cells);
  joint_model_fit(&model, &table, "A*B + (A + B + C)*x", 1);
  double all = 0;
  for (size_t x = 0; x < 3; x++) {
    all += hidden[x];
    assert_close(hidden_in(&model, x), hidden[x], 0.1, 0);
  }
  assert_true(fabs(hidden_in(&model, 0) + hidden_in(&model, 1) + hidden_in(&model, 2) - all) <
              4 * sqrt(total_variance(&model, 1)));
  joint_model_clear(&model);
  joint_table_clear(&table);
}

static void polynomials_run_through_categories(void **state) {
  (void)state;
  /* With three levels a parabola is the category itself. */
  const double cells[] = {0, 33, 24, 9, 18, 6, 12, 3, 0, 15, 40, 8, 22, 5, 9, 2, 0, 7, 7, 3, 9, 1, 2, 1};
  joint_table table;
  joint_model a, b;
  table_of(&table, 3, 3, cells);
  joint_model_fit(&a, &table, "A*x + B + C", 1);
  joint_model_fit(&b, &table, "A*poly(x,2) + B + C", 1);
  assert_same(&a, &b, 1e-10);
  joint_model_clear(&b);
  joint_model_clear(&a);
  dark__joint_terms terms;
  dark__joint_design design;
  dark_error err = DARK_ERROR_INIT;
  joint_terms_of(&terms, &table, "A*poly(x,3)");
  assert_int_equal(dark__joint_design_make(&design, &table.strata, &terms, true, &err), DARK_EUSAGE);
  assert_string_equal(err.message, "a polynomial of degree 3 needs a category of more than 3 levels");
  dark__joint_design_clear(&design);
  dark__joint_terms_clear(&terms);
  joint_table_clear(&table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_lists_agree_with_sekar_and_deming),
      cmocka_unit_test(strata_with_effects_of_their_own_are_separate),
      cmocka_unit_test(covariances_add_up),
      cmocka_unit_test(profiled_intercepts_are_a_saturated_margin),
      cmocka_unit_test(passive_categories_do_not_change_the_total),
      cmocka_unit_test(a_stratum_cut_in_proportion_changes_nothing),
      cmocka_unit_test(orders_of_lists_and_levels_do_not_matter),
      cmocka_unit_test(degenerate_strata_have_a_status),
      cmocka_unit_test(known_truths_are_recovered),
      cmocka_unit_test(polynomials_run_through_categories),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
