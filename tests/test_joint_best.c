/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search of which nothing is asked but the best model leaves most fits after one step, with a bound, and ends where one ends that fits all of them. */

#include <stdlib.h>
#include <string.h>

#include "joint/fit/estimate.h"
#include "joint/search/bounded.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

enum { MOST_STRATA = 6, MOST_CELLS = 32 };

/* ---- one step */

/* The means and the log-likelihood of independent lists A and B in one stratum, from 40 30 10 or other people, one step from where all cells are alike. */
static bool bound_two_lists(double *log_lik, double *coefficients, const double *counts) {
  const size_t n_levels[] = {1};
  const uint32_t levels[] = {0};
  const unsigned char in_use[] = {0, 1, 1, 1};
  const dark__joint_strata strata = {.n_lists = 2, .n_strata = 1, .n_categories = 1, .n_levels = n_levels, .levels = levels};
  const dark__joint_cells cells = {counts, in_use};
  dark__joint_terms terms = {0};
  dark__joint_design design;
  dark__joint_fit fit;
  dark_error err = DARK_ERROR_INIT;
  for (uint32_t list = 1; list <= 2; list++)
    assert_ok(dark__joint_terms_add(&terms, (dark__joint_term){list, false, 0}, &err), err);
  assert_ok(dark__joint_design_make(&design, &strata, &terms, true, &err), err);
  assert_ok(dark__joint_fit_new(&fit, &design, &err), err);
  dark__joint_set_targets(&fit, &cells);
  const bool is_bound = dark__joint_fit_bound(&fit, &cells, 1);
  *log_lik = fit.log_lik;
  memcpy(coefficients, fit.coefficients, 2 * sizeof *coefficients);
  dark__joint_fit_clear(&fit);
  dark__joint_design_clear(&design);
  dark__joint_terms_clear(&terms);
  return is_bound;
}

/* Three cells with three margins: the table of the step is the observed one, 80/3 (1 + d) = 30, 30, 20 with d = 1/8, 1/8, -1/4, and the bound is attained:
   2 x 30 log 30 + 20 log 20 - 80. On A and B change -1/4 - 1/8 each. */
static void the_step_of_two_lists_is_what_was_observed(void **state) {
  (void)state;
  double log_lik, coefficients[2];
  assert_true(bound_two_lists(&log_lik, coefficients, (const double[]){0, 30, 30, 20}));
  assert_close(log_lik, 60 * log(30) + 20 * log(20) - 80, 1e-14, 0);
  assert_close(coefficients[0], -0.375, 1e-13, 0);
  assert_close(coefficients[1], -0.375, 1e-13, 0);
  /* 40 x 30 / 10: the last cell would go to less than half of 80/3, from where nothing is proved, but the next step proves it. Nobody on both: no estimate at all. */
  assert_true(bound_two_lists(&log_lik, coefficients, (const double[]){0, 40, 30, 10}));
  const double observed =
      40 * log(40) + 30 * log(30) + 10 * log(10) - 80; /* attained again, but for small d what is told is a little more */
  assert_true(log_lik >= observed && log_lik < observed + 2e-5);
  assert_false(bound_two_lists(&log_lik, coefficients, (const double[]){0, 40, 40, 0}));
}

/* ---- many tables */

typedef struct made {
  double counts[MOST_STRATA * MOST_CELLS];
  uint32_t levels[MOST_STRATA * 2], absent[MOST_STRATA];
  size_t n_levels[2];
  dark__joint_strata strata;
  double people;
} made;

/* A sparse table or one of some hundred people, without those whom an absent list would have shown. */
static void make_stratum(double *counts, unsigned n_lists, bool is_large, uint32_t absent, uint64_t number) {
  draw_sparse(counts, n_lists, number);
  for (unsigned w = 1; w >> n_lists == 0; w++) {
    if (is_large) counts[w] = 12 * counts[w] + draw_below(4, number + w);
    if ((w & absent) != 0) counts[w] = 0;
  }
}

/* Two categories, of two or three and of one or two levels; four lists or five; a list that did not exist in one of the strata, now and then. */
static void make_table(made *out, uint64_t number) {
  const unsigned n_lists = 4 + draw_below(2, number), n_cells = 1u << n_lists;
  *out = (made){.n_levels = {2 + draw_below(2, number + 1), 1 + draw_below(2, number + 2)}};
  const size_t n_strata = out->n_levels[0] * out->n_levels[1];
  const bool is_large = draw_below(3, number + 3) > 0;
  if (draw_below(4, number + 4) == 0) out->absent[1] = 1;
  for (size_t x = 0; x < n_strata; x++) {
    make_stratum(out->counts + x * n_cells, n_lists, is_large, out->absent[x], number + 100 * (x + 1));
    out->levels[2 * x] = (uint32_t)(x % out->n_levels[0]);
    out->levels[2 * x + 1] = (uint32_t)(x / out->n_levels[0]);
  }
  for (size_t c = 0; c < n_strata * n_cells; c++) out->people += out->counts[c];
  out->strata = (dark__joint_strata){.n_lists = n_lists,
                                     .n_categories = 2,
                                     .n_levels = out->n_levels,
                                     .n_strata = n_strata,
                                     .levels = out->levels,
                                     .absent = out->absent};
}

/* ---- the border of a model */

static dark__joint_terms lists_of(const made *table) {
  dark__joint_terms terms = {0};
  dark_error err = DARK_ERROR_INIT;
  for (unsigned l = 0; l < table->strata.n_lists; l++)
    assert_ok(dark__joint_terms_add(&terms, (dark__joint_term){1u << l, false, 0}, &err), err);
  return terms;
}

/* Coefficients of the smaller model, and 0 for the term that it has not. */
static void start_at(double *out, const dark__joint_design *larger, const dark__joint_terms *larger_terms,
                     const dark__joint_design *smaller, const double *coefficients, dark__joint_term added) {
  for (size_t i = 0, from = 0; i < larger_terms->n; i++) {
    const bool is_new = dark__joint_term_is(larger_terms->terms[i], added);
    for (size_t j = larger->term_starts[i]; j < larger->term_starts[i + 1]; j++)
      out[j] = is_new ? 0 : coefficients[smaller->term_starts[from] + j - larger->term_starts[i]];
    from += !is_new;
  }
}

/* What a step of the larger model itself says, and where it leads; a found model of both. */
static size_t compare_border(dark__border *border, const made *table, const dark__joint_terms *base, dark__joint_term added) {
  const dark__joint_search_request request = {.strata = &table->strata, .counts = table->counts, .price = 2, .best_only = true};
  dark__joint_terms terms = {0};
  dark__joint_design design;
  dark__joint_estimate whole;
  dark__joint_found found;
  dark_error err = DARK_ERROR_INIT;
  double start[256];
  bool is_bound, is_bound_too;
  assert_ok(dark__joint_terms_unite(&terms, base, &err), err);
  assert_ok(dark__joint_terms_insert(&terms, added, &err), err);
  assert_ok(dark__joint_design_make(&design, &table->strata, &terms, true, &err), err);
  start_at(start, &design, &terms, &border->design, border->fit.coefficients, added);
  assert_ok(dark__joint_estimate_aim(&whole, &is_bound, &design, table->counts, start, DARK__AIM_BOUND, &err), err);
  assert_ok(dark__border_try(&is_bound_too, border, added, &err), err);
  is_bound = whole.existence.exists && whole.hidden.people == NULL &&
             whole.fit.n_steps == 1; /* also where that step led to the maximum */
  assert_int_equal(is_bound, is_bound_too);
  if (is_bound) {
    assert_close(border->log_lik, whole.fit.log_lik, 1e-10, 0);
    assert_ok(dark__bounded_beside(&found, &request, border, base, &terms, &err), err);
    assert_int_equal(found.n_columns, design.n_columns);
    for (size_t i = 0; i <= terms.n; i++) assert_int_equal(found.term_starts[i], design.term_starts[i]);
    for (size_t j = 0; j < design.n_columns; j++) assert_close(found.coefficients[j], whole.fit.coefficients[j], 1e-7, 1e-8);
    dark__joint_found_clear(&found);
  }
  dark__joint_estimate_clear(&whole);
  dark__joint_design_clear(&design);
  dark__joint_terms_clear(&terms);
  return is_bound;
}

/* Above independent lists, and above these with H and a list that differs by the first category: pairs, lists by categories, and pairs by categories. */
static void a_border_says_what_a_step_of_the_larger_model_says(void **state) {
  (void)state;
  size_t n_bounds = 0, n_usable = 0;
  for (uint64_t number = 0; number < TIMES(40, 8); number++) {
    made table;
    dark_error err = DARK_ERROR_INIT;
    make_table(&table, (number + 7) << 20);
    dark__joint_terms base = lists_of(&table);
    dark__joint_design design;
    dark__joint_estimate whole;
    dark__border border;
    if (number % 2 == 1) assert_ok(dark__joint_terms_insert(&base, (dark__joint_term){0, true, 0}, &err), err);
    if (number % 2 == 1) assert_ok(dark__joint_terms_insert(&base, (dark__joint_term){1, false, dark__part(0, 0)}, &err), err);
    assert_ok(dark__joint_design_make(&design, &table.strata, &base, true, &err), err);
    assert_ok(dark__joint_estimate_find(&whole, &design, table.counts, &err), err);
    assert_ok(dark__border_make(&border, &table.strata, &base, table.counts, whole.fit.coefficients, &err), err);
    n_usable += border.is_usable;
    for (uint32_t pair = 3; border.is_usable && pair < 12; pair += 3) /* 3, 6, 9: pairs of lists */
      for (uint64_t part = 0; part < 2; part++) {
        n_bounds += compare_border(&border, &table, &base, (dark__joint_term){pair, false, part});
        n_bounds += compare_border(&border, &table, &base, (dark__joint_term){2, false, dark__part((size_t)part, 0)});
      }
    dark__border_clear(&border);
    dark__joint_estimate_clear(&whole);
    dark__joint_design_clear(&design);
    dark__joint_terms_clear(&base);
  }
  print_message("%zu models at their maximum, %zu bounds beyond them\n", n_usable, n_bounds);
  assert_true(n_usable > TIMES(20, 3) && n_bounds > 2 * n_usable);
}

/* ---- searches */

static dark__joint_search search(const made *of, bool best_only, double price) {
  const dark__joint_search_request request = {.strata = &of->strata,
                                              .counts = of->counts,
                                              .price = price,
                                              .cover = 0.99,
                                              .most_models = 60,
                                              .most_nodes = 200000,
                                              .best_only = best_only};
  dark__joint_search found;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__joint_search_find(&found, &request, &err), err);
  return found;
}

static const dark__joint_found *find(const dark__joint_search *among, const dark__joint_terms *terms) {
  for (size_t i = 0; i < among->n; i++)
    if (dark__joint_terms_are(&among->found[i].terms, terms)) return &among->found[i];
  return NULL;
}

typedef struct outcome {
  size_t n_tables, n_models, n_bounds;
  double widest; /* how far a bound is from its criterion */
} outcome;

/* Every model that the one kept the other has; what is exact agrees, and bounds are bounds. */
static void compare(outcome *out, const dark__joint_search *quick, const dark__joint_search *whole) {
  assert_int_equal(quick->n, whole->n);
  assert_int_equal(quick->n_tried, whole->n_tried);
  assert_int_equal(quick->n_refitted, whole->n_refitted);
  assert_int_equal(quick->n_refused, whole->n_refused);
  assert_true(quick->n_left >= whole->n_left);
  for (size_t i = 0; i < quick->n; i++) {
    const dark__joint_found *model = &quick->found[i], *exact = find(whole, &model->terms);
    assert_non_null(exact);
    assert_false(exact->bound);
    if (!model->bound) assert_close(model->criterion, exact->criterion, 1e-12, 1e-9);
    else assert_true(model->criterion < exact->criterion);
    if (model->bound) out->widest = fmax(out->widest, exact->criterion - model->criterion);
    out->n_bounds += model->bound != DARK__BOUND_NONE;
  }
  out->n_tables++;
  out->n_models += quick->n;
}

static void the_best_is_that_of_a_search_that_fits_all(void **state) {
  (void)state;
  outcome all = {0};
  for (uint64_t number = 0; number < TIMES(20, 4); number++) {
    made table;
    make_table(&table, number << 20);
    const double price = number % 2 == 0 ? 2 : log(table.people);
    dark__joint_search quick = search(&table, true, price), whole = search(&table, false, price);
    compare(&all, &quick, &whole);
    if (whole.n > 0) {
      assert_true(dark__joint_terms_are(&quick.found[0].terms, &whole.found[0].terms));
      assert_false(quick.found[0].bound);
    }
    dark__joint_search_clear(&quick);
    dark__joint_search_clear(&whole);
  }
  print_message("%zu tables, %zu models, %zu of them left with a bound, the widest %.3g below\n", all.n_tables, all.n_models,
                all.n_bounds, all.widest);
  assert_true(all.n_bounds > all.n_models / 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_step_of_two_lists_is_what_was_observed),
      cmocka_unit_test(a_border_says_what_a_step_of_the_larger_model_says),
      cmocka_unit_test(the_best_is_that_of_a_search_that_fits_all),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
