/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits by components against the block form of the fit, which always goes cell by cell. */

#include <math.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "lattice/terms.h"
#include "loglinear/fit/existence.h"
#include "loglinear/fit/factored.h"
#include "loglinear/lanes/lanes.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"

enum { N_LISTS = 11, N_CELLS = 1 << N_LISTS, N_PEOPLE = 300 };

/* ---- components */

static void lists_without_interactions_stand_alone(void **state) {
  (void)state;
  static const uint32_t terms[] = {0, 1, 2, 4, 8, 16, 5, 20}; /* lists 1, 3 and 5 are joined by 13 and 35 */
  dark__components parts;
  dark__components_find(&parts, terms, 8, 5);
  assert_int_equal(parts.n, 3);
  assert_int_equal(parts.n_cells, 2 + 2 + 8);
  uint32_t seen = 0;
  for (size_t c = 0; c < parts.n; c++) {
    assert_int_equal(seen & parts.of[c].lists, 0);
    seen |= parts.of[c].lists;
    if (parts.of[c].n_lists == 1) continue;
    assert_int_equal(parts.of[c].lists, 21);
    assert_int_equal(dark__component_cell(&parts.of[c], 16 | 2), 4); /* the third of its lists */
    assert_int_equal(dark__component_cell(&parts.of[c], 5), 3);
  }
  assert_int_equal(seen, 31);
}

static void a_term_of_three_lists_joins_them(void **state) {
  (void)state;
  static const uint32_t terms[] = {0, 1, 2, 4, 8, 3, 5, 6, 7};
  dark__components parts;
  dark__components_find(&parts, terms, 9, 4);
  assert_int_equal(parts.n, 2);
  assert_int_equal(parts.n_cells, 2 + 8);
}

/* ---- fits */

typedef struct bench {
  const dark__kernel *kernel;
  dark__block *block;
  dark__fit_space space;
  dark__lattice lattice;
  gsl_rng *rng;
} bench;

/* A sparse table of lists of very different sizes; some of a list's people are on the next one for that reason. */
static void draw_table(bench *at, bool allow_empty) {
  uint32_t histories[N_PEOPLE];
  double weights[N_PEOPLE];
  double share[N_LISTS];
  for (unsigned l = 0; l < N_LISTS; l++) share[l] = exp(gsl_ran_flat(at->rng, log(allow_empty ? 0.002 : 0.02), log(0.25)));
  for (size_t i = 0; i < N_PEOPLE; i++) {
    do {
      histories[i] = 0;
      for (unsigned l = 0; l < N_LISTS; l++)
        if (gsl_rng_uniform(at->rng) < ((histories[i] >> l >> 1) != 0 ? 2 : 1) * share[l]) histories[i] |= 1u << l;
    } while (histories[i] == 0);
    weights[i] = 1;
  }
  dark__block_load(at->block, 0, histories, weights, N_PEOPLE);
}

/* A random hierarchical model with up to `most` interactions; pairs whose margin is empty come as often as others. */
static size_t draw_model(uint32_t terms[DARK__MAX_TERMS], bench *at, size_t most) {
  dark__term_set model = {{0, 0}};
  const size_t n = gsl_rng_uniform_int(at->rng, most + 1);
  for (size_t k = 0; k < n; k++) {
    const size_t i = gsl_rng_uniform_int(at->rng, at->lattice.n_optional);
    if (dark__lattice_can_add(&at->lattice, model, i)) dark__set_add(&model, i);
  }
  return dark__lattice_expand(terms, &at->lattice, model);
}

static void open_bench(bench *at, dark__stream *stream) {
  dark_error err = DARK_ERROR_INIT;
  at->kernel = dark__kernel_find("portable");
  assert_ok(dark__lattice_make(&at->lattice, N_LISTS, 2, &err), err);
  assert_ok(dark__block_new(&at->block, at->kernel, N_LISTS, DARK__MAX_TERMS, &err), err);
  assert_ok(dark__fit_space_new(&at->space, N_LISTS, DARK__MAX_TERMS, &err), err);
  dark__stream_start(stream, 13, 1);
  at->rng = &stream->rng;
}

static void close_bench(bench *at) {
  dark__block_free(at->block);
  dark__fit_space_clear(&at->space);
}

/* Cell by cell, in the first lane. */
static dark__fit fit_cells(bench *at, const dark__fit_request *request) {
  dark__block_result result;
  dark__block_request block = {
      .terms = request->terms, .n_terms = request->n_terms, .loose = request->loose, .active = 1, .floor = {request->floor}};
  at->kernel->fit(&result, at->block, &block);
  return result.lanes[0];
}

static void compare_margins(bench *at, double rtol) {
  for (uint32_t set = 0; set < N_CELLS; set += 7)
    assert_close(dark__fit_margin(&at->space, set), at->block->sums[set * at->kernel->width], rtol, 1e-12);
}

static void compare_effects(bench *at, const dark__fit_request *request) {
  double effects[DARK__MAX_TERMS];
  dark__fit_effects(effects, &at->space, request);
  for (size_t i = 0; i < request->n_terms; i++)
    if (isfinite(effects[i])) assert_close(effects[i], at->block->coefficients[i * at->kernel->width], 1e-9, 1e-9);
    else assert_true(at->block->coefficients[i * at->kernel->width] < -1e4);
}

/* Both ways, for a model that goes by components. True when it has an estimate. */
static bool compare(bench *at, const dark__fit_request *request) {
  const dark__counts *counts = at->block->lanes[0];
  int code;
  assert_int_equal(dark__existence(&code, request->terms, request->n_terms, counts, NULL), DARK_OK);
  const dark__fit expected = fit_cells(at, request), found = dark__fit_model(&at->space, counts, request);
  assert_true(at->space.factored.parts.n > 0);
  assert_close(found.log_lik, expected.log_lik, 1e-9, 1e-9);
  if (code != 0) {
    assert_false(found.certain);
    return false;
  }
  assert_int_equal(found.end, expected.end);
  assert_int_equal(found.certain, expected.certain);
  assert_close(found.log_lik, expected.log_lik, 1e-12, 0);
  assert_close(found.hidden, expected.hidden, 1e-9, 0);
  compare_effects(at, request);
  compare_margins(at, 1e-8);
  return true;
}

/* Models that have no more than this share of the cells go by components. */
static size_t compare_many(bool allow_empty, size_t most_terms, int n_rounds) {
  bench at;
  dark__stream stream;
  uint32_t terms[DARK__MAX_TERMS];
  size_t n_compared = 0;
  open_bench(&at, &stream);
  for (int round = 0; round < n_rounds; round++) {
    draw_table(&at, allow_empty);
    const size_t n_terms = draw_model(terms, &at, most_terms);
    if (!dark__factored_is_worth(terms, n_terms, at.block->lanes[0])) continue;
    n_compared +=
        compare(&at, &(dark__fit_request){.terms = terms, .n_terms = n_terms, .floor = -INFINITY, .needs_no_means = true});
  }
  close_bench(&at);
  return n_compared;
}

static void components_give_what_cells_give(void **state) {
  (void)state;
  assert_true(compare_many(false, 8, 400) > 250);
}

static void emptied_lists_and_pairs_have_no_people(void **state) {
  (void)state;
  assert_true(compare_many(true, 8, 400) > 100);
}

/* The bound is one also where the fit stops early. */
static void bounds_are_those_of_cells(void **state) {
  (void)state;
  bench at;
  dark__stream stream;
  uint32_t terms[DARK__MAX_TERMS];
  size_t n_bounded = 0;
  open_bench(&at, &stream);
  for (int round = 0; round < 200; round++) {
    draw_table(&at, true);
    const size_t n_terms = draw_model(terms, &at, 6);
    if (!dark__factored_is_worth(terms, n_terms, at.block->lanes[0])) continue;
    const dark__fit_request request = {
        .terms = terms, .n_terms = n_terms, .floor = -INFINITY, .loose = 1e-2, .needs_no_means = true};
    const dark__fit expected = fit_cells(&at, &request), found = dark__fit_model(&at.space, at.block->lanes[0], &request);
    assert_int_equal(found.end, expected.end);
    if (found.end != DARK__FIT_BOUNDED) continue;
    assert_close(found.log_lik_most, expected.log_lik_most, 1e-10, 0);
    n_bounded++;
  }
  close_bench(&at);
  assert_true(n_bounded > 100);
}

/* Means of all cells and the variance are the same whether asked for by components or not. */
static void means_and_variance_follow_a_fit_by_components(void **state) {
  (void)state;
  bench at;
  dark__stream stream;
  uint32_t terms[DARK__MAX_TERMS];
  open_bench(&at, &stream);
  for (int round = 0; round < 40; round++) {
    draw_table(&at, false);
    dark__fit_request request = {.terms = terms, .n_terms = draw_model(terms, &at, 4), .floor = -INFINITY};
    if (!dark__factored_is_worth(terms, request.n_terms, at.block->lanes[0]) || !fit_cells(&at, &request).certain) continue;
    (void)dark__fit_model(&at.space, at.block->lanes[0], &request);
    assert_int_equal(at.space.factored.parts.n, 0);
    for (size_t cell = 0; cell < N_CELLS; cell++)
      assert_close(at.space.means[cell], at.block->means[cell * at.kernel->width], 1e-9, 0);
    const double variance = dark__fit_intercept_variance(&at.space, NULL);
    request.needs_no_means = true;
    (void)dark__fit_model(&at.space, at.block->lanes[0], &request);
    assert_true(at.space.factored.parts.n > 0);
    assert_close(dark__fit_intercept_variance(&at.space, NULL), variance, 1e-10, 0);
  }
  close_bench(&at);
}

/* Beside a lane with 36 pairs, which goes cell by cell, the fitted margins of one without any stay. */
static void lanes_of_both_forms_share_a_block(void **state) {
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  dark_record records[N_LISTS + 45];
  double weights[N_LISTS + 45];
  uint32_t terms[DARK__MAX_TERMS];
  uint8_t absent[DARK__MAX_TERMS] = {0};
  size_t n = 0, n_terms = 0;
  terms[n_terms++] = 0;
  for (unsigned a = 0; a < N_LISTS; a++) terms[n_terms++] = 1u << a;
  for (unsigned a = 0; a < 9; a++)
    for (unsigned b = a + 1; b < 9; b++) {
      absent[n_terms] = 1;
      terms[n_terms++] = 1u << a | 1u << b;
    }
  for (size_t i = 1; i < n_terms; i++) records[n++] = (dark_record){.history = terms[i], .count = 1 + (double)(i % 7)};
  for (size_t i = 0; i < n; i++) weights[i] = records[i].count;
  const dark__problem problem = {.n_lists = N_LISTS, .records = records, .n_records = n};
  dark__lanes *lanes;
  dark__block_result together, alone;
  assert_ok(dark__lanes_new(&lanes, &problem, DARK__MAX_TERMS, &err), err);
  dark__lanes_load(lanes, 0, weights);
  dark__lanes_load(lanes, 1, weights);
  dark__block_request request = {
      .terms = terms, .n_terms = n_terms, .absent = absent, .active = 3, .floor = {-INFINITY, -INFINITY}};
  dark__lanes_fit(&together, lanes, &request, NULL);
  assert_int_equal(lanes->factored, 1);
  const double pair = lanes->block->sums[3 * lanes->kernel->width], people = lanes->block->sums[0];
  request.active = 1;
  dark__lanes_fit(&alone, lanes, &request, NULL);
  assert_true(together.lanes[0].hidden == alone.lanes[0].hidden);
  assert_true(lanes->block->sums[3 * lanes->kernel->width] == pair && lanes->block->sums[0] == people);
  dark__lanes_free(lanes);
}

/* The form depends on the model alone, so that a table has the same bits whatever is drawn beside it. */
static void few_lists_and_given_dependence_go_cell_by_cell(void **state) {
  (void)state;
  static const uint32_t terms[] = {0, 1, 2, 4};
  const dark__dependence given = {0};
  dark__counts counts = {.n_lists = N_LISTS};
  assert_true(dark__factored_is_worth(terms, 4, &counts));
  counts.given = &given;
  assert_false(dark__factored_is_worth(terms, 4, &counts));
  counts = (dark__counts){.n_lists = 8};
  assert_false(dark__factored_is_worth(terms, 4, &counts));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lists_without_interactions_stand_alone),
      cmocka_unit_test(a_term_of_three_lists_joins_them),
      cmocka_unit_test(components_give_what_cells_give),
      cmocka_unit_test(emptied_lists_and_pairs_have_no_people),
      cmocka_unit_test(bounds_are_those_of_cells),
      cmocka_unit_test(means_and_variance_follow_a_fit_by_components),
      cmocka_unit_test(lanes_of_both_forms_share_a_block),
      cmocka_unit_test(few_lists_and_given_dependence_go_cell_by_cell),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
