/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The block form of the fit against the scalar fit, bit by bit, in every form that this processor runs. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "lattice/terms.h"
#include "loglinear/lanes/block.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/skip.h"

static const char *const names[] = {"portable", "avx2", "avx512"};
enum { N_NAMES = sizeof names / sizeof names[0] };

/* A sparse table: few people on histories that become rarer with every list. */
static size_t draw_table(uint32_t *histories, double *weights, unsigned n_lists, gsl_rng *rng) {
  const double mean = exp(gsl_ran_flat(rng, 0, 4));
  size_t n = 0;
  for (uint32_t history = 1; history < (uint32_t)1 << n_lists; history++) {
    const double count = gsl_ran_poisson(rng, mean * pow(0.2, __builtin_popcount(history) - 1));
    if (count == 0) continue;
    histories[n] = history;
    weights[n++] = count;
  }
  return n;
}

/* A random hierarchical model of the lattice. */
static size_t draw_model(uint32_t terms[DARK__MAX_TERMS], const dark__lattice *lattice, gsl_rng *rng) {
  dark__term_set model = {{0, 0}};
  const double density = gsl_rng_uniform(rng);
  for (size_t i = 0; i < lattice->n_optional; i++)
    if (dark__lattice_can_add(lattice, model, i) && gsl_rng_uniform(rng) < density) dark__set_add(&model, i);
  return dark__lattice_expand(terms, lattice, model);
}

/* A random model for each lane: the terms of all of them, and who is without which. Some lanes may have the same model. */
static size_t draw_models(uint32_t terms[DARK__MAX_TERMS], uint8_t absent[DARK__MAX_TERMS], const dark__lattice *lattice,
                          size_t n_lanes, gsl_rng *rng) {
  bool has[DARK__MOST_LANES][256] = {{false}};
  size_t n = 0;
  for (size_t lane = 0; lane < n_lanes; lane++) {
    const size_t n_own = draw_model(terms, lattice, rng);
    for (size_t i = 0; i < n_own; i++) has[lane][terms[i]] = true;
  }
  const size_t n_all = dark__lattice_expand(terms, lattice, dark__lattice_all(lattice));
  for (size_t i = 0; i < n_all; i++) {
    uint8_t without = 0;
    for (size_t lane = 0; lane < n_lanes; lane++) without |= (uint8_t)(has[lane][terms[i]] ? 0 : 1u << lane);
    if (without == (1u << n_lanes) - 1) continue;
    terms[n] = terms[i];
    absent[n++] = without;
  }
  return n;
}

/* Equal bits, or both NaN. */
static int same(double a, double b) {
  uint64_t bits_a, bits_b;
  memcpy(&bits_a, &a, sizeof a);
  memcpy(&bits_b, &b, sizeof b);
  return bits_a == bits_b || (isnan(a) && isnan(b));
}

static int same_fit(const dark__fit *a, const dark__fit *b) {
  return a->end == b->end && same(a->log_lik, b->log_lik) && same(a->log_lik_most, b->log_lik_most) &&
         same(a->hidden, b->hidden) && a->certain == b->certain;
}

typedef struct bench {
  const dark__kernel *kernel;
  dark__block *block;
  dark__fit_space space;
  dark__lattice lattice;
} bench;

static void open_bench(bench *at, const char *name, unsigned n_lists) {
  dark_error err = DARK_ERROR_INIT;
  at->kernel = dark__kernel_find(name);
  if (at->kernel == NULL) skip_because("the processor has no %s", name);
  assert_ok(dark__lattice_make(&at->lattice, n_lists, n_lists > 6 ? 3 : n_lists - 1, &err), err);
  assert_ok(dark__lattice_add_common(&at->lattice, n_lists * (n_lists - 1) / 2, false, &err), err);
  assert_ok(dark__block_new(&at->block, at->kernel, n_lists, DARK__MAX_TERMS, &err), err);
  assert_ok(dark__fit_space_new(&at->space, n_lists, DARK__MAX_TERMS, &err), err);
}

static void close_bench(bench *at) {
  dark__block_free(at->block);
  dark__fit_space_clear(&at->space);
}

/* `most` > 1: a third of the cells hold up to so many times the people drawn, beside others with a few. */
static void load_lanes(bench *at, gsl_rng *rng, double most) {
  uint32_t histories[256];
  double weights[256];
  for (size_t lane = 0; lane < at->kernel->width; lane++) {
    size_t n = 0;
    while (n == 0) n = draw_table(histories, weights, at->lattice.n_lists, rng);
    for (size_t i = 0; most > 1 && i < n; i++)
      if (gsl_rng_uniform_int(rng, 3) == 0) weights[i] = floor(weights[i] * exp(gsl_ran_flat(rng, 0, log(most))));
    dark__block_load(at->block, lane, histories, weights, n);
  }
}

/* Fit all lanes and compare each with the scalar fit; lanes that fail are repeated by the scalar fit anyway. */
static size_t compare_round(bench *at, const dark__block_request *request) {
  const size_t width = at->kernel->width;
  dark__block_result result;
  size_t n_failed = 0;
  at->kernel->fit(&result, at->block, request);
  for (size_t lane = 0; lane < width; lane++) {
    double start[DARK__MAX_TERMS] = {0};
    uint32_t terms[DARK__MAX_TERMS];
    dark__fit_request scalar = {
        .terms = terms, .start = request->start != NULL ? start : NULL, .floor = request->floor[lane], .loose = request->loose};
    for (size_t i = 0; i < request->n_terms; i++) {
      if (request->absent != NULL && (request->absent[i] >> lane) & 1) continue;
      if (request->start != NULL) start[scalar.n_terms] = request->start[i * width + lane];
      terms[scalar.n_terms++] = request->terms[i];
    }
    const dark__fit expected = dark__fit_model(&at->space, at->block->lanes[lane], &scalar);
    if (result.lanes[lane].end == DARK__FIT_FAILED) {
      n_failed++;
      continue;
    }
    if (!same_fit(&result.lanes[lane], &expected))
      fail_msg("%s lane %zu: hidden %.17g, not %.17g; log-likelihood %.17g, not %.17g", at->kernel->name, lane,
               result.lanes[lane].hidden, expected.hidden, result.lanes[lane].log_lik, expected.log_lik);
    if (request->wants_variance && expected.end == DARK__FIT_CONVERGED)
      assert_true(same(result.variances[lane], dark__fit_intercept_variance(&at->space, NULL)));
  }
  return n_failed;
}

static void compare_many(const char *name, unsigned n_lists, int n_rounds, bool is_mixed) {
  bench at;
  dark__stream stream;
  double start[DARK__MAX_TERMS * DARK__MOST_LANES];
  size_t n_failed = 0;
  open_bench(&at, name, n_lists);
  dark__stream_start(&stream, n_lists, 1);
  for (int round = 0; round < n_rounds; round++) {
    uint32_t terms[DARK__MAX_TERMS];
    uint8_t absent[DARK__MAX_TERMS];
    dark__block_request request = {.terms = terms, .active = (1u << at.kernel->width) - 1, .wants_variance = true};
    if (is_mixed) request.absent = absent;
    request.n_terms = is_mixed ? draw_models(terms, absent, &at.lattice, at.kernel->width, &stream.rng)
                               : draw_model(terms, &at.lattice, &stream.rng);
    load_lanes(&at, &stream.rng, 1);
    for (size_t lane = 0; lane < at.kernel->width; lane++) request.floor[lane] = -INFINITY;
    n_failed += compare_round(&at, &request);
    for (size_t i = 0; i < request.n_terms * at.kernel->width; i++)
      start[i] = i < at.kernel->width ? 3 : gsl_ran_flat(&stream.rng, -2, 1);
    request.start = start;
    n_failed += compare_round(&at, &request);
    request.loose = 0.05;
    n_failed += compare_round(&at, &request);
    for (size_t lane = 0; lane < at.kernel->width; lane++)
      request.floor[lane] = at.block->lanes[lane]->saturated - gsl_ran_flat(&stream.rng, 0, 20);
    n_failed += compare_round(&at, &request);
  }
  assert_true(n_failed * 100 < (size_t)n_rounds * at.kernel->width * 4);
  close_bench(&at);
}

static void compare_all_sizes(const char *name) {
  compare_many(name, 3, 200, false);
  compare_many(name, 4, 150, false);
  compare_many(name, 5, 100, false);
  compare_many(name, 6, 40, false);
  compare_many(name, 7, 15, false);
  compare_many(name, 3, 200, true);
  compare_many(name, 4, 150, true);
  compare_many(name, 5, 100, true);
  compare_many(name, 6, 40, true);
  compare_many(name, 7, 15, true);
}

static void the_portable_form_is_the_scalar_fit(void **state) {
  (void)state;
  compare_all_sizes(names[0]);
}
static void the_avx2_form_is_the_scalar_fit(void **state) {
  (void)state;
  compare_all_sizes(names[1]);
}
static void the_avx512_form_is_the_scalar_fit(void **state) {
  (void)state;
  compare_all_sizes(names[2]);
}

static void a_lane_does_not_depend_on_its_neighbours(void **state) {
  (void)state;
  bench at;
  dark__stream stream;
  uint32_t terms[DARK__MAX_TERMS];
  dark__block_result together, alone;
  open_bench(&at, dark__kernel_best()->name, 4);
  dark__stream_start(&stream, 4, 2);
  for (int round = 0; round < 50; round++) {
    dark__block_request request = {
        .terms = terms, .n_terms = draw_model(terms, &at.lattice, &stream.rng), .active = (1u << at.kernel->width) - 1};
    load_lanes(&at, &stream.rng, 1);
    for (size_t lane = 0; lane < at.kernel->width; lane++) request.floor[lane] = -INFINITY;
    at.kernel->fit(&together, at.block, &request);
    for (size_t lane = 0; lane < at.kernel->width; lane++) {
      request.active = 1u << lane;
      at.kernel->fit(&alone, at.block, &request);
      assert_true(same_fit(&together.lanes[lane], &alone.lanes[lane]));
    }
  }
  close_bench(&at);
}

/* Counts of up to 2 10^9 beside small ones: the decrement of the last digits does not fall below any constant, and a fit must end all the
   same, and in all forms alike. */
static void counts_far_apart_are_fitted_alike(void **state) {
  size_t n_fits = 0, n_failed = 0;
  (void)state;
  for (size_t k = 0; k < N_NAMES; k++) {
    if (dark__kernel_find(names[k]) == NULL) continue;
    for (unsigned n_lists = 3; n_lists <= 5; n_lists++) {
      bench at;
      dark__stream stream;
      open_bench(&at, names[k], n_lists);
      dark__stream_start(&stream, n_lists, 3);
      for (int round = 0; round < 100; round++) {
        uint32_t terms[DARK__MAX_TERMS];
        dark__block_request request = {
            .terms = terms, .n_terms = draw_model(terms, &at.lattice, &stream.rng), .active = (1u << at.kernel->width) - 1};
        load_lanes(&at, &stream.rng, 2e8);
        for (size_t lane = 0; lane < at.kernel->width; lane++) request.floor[lane] = -INFINITY;
        n_failed += compare_round(&at, &request);
        n_fits += at.kernel->width;
      }
      close_bench(&at);
    }
  }
  if (n_failed > 0) fail_msg("%zu of %zu fits failed", n_failed, n_fits);
}

/* Where effects are so large that a product of their exponentials could leave the range of doubles, means are exponentials of sums, in that lane
   alone: some lanes start so far out, others do not. */
static void effects_far_out_are_fitted_alike(void **state) {
  (void)state;
  for (size_t k = 0; k < N_NAMES; k++) {
    if (dark__kernel_find(names[k]) == NULL) continue;
    bench at;
    dark__stream stream;
    double start[DARK__MAX_TERMS * DARK__MOST_LANES];
    open_bench(&at, names[k], 6);
    dark__stream_start(&stream, 6, 4);
    for (int round = 0; round < 60; round++) {
      uint32_t terms[DARK__MAX_TERMS];
      dark__block_request request = {
          .terms = terms, .n_terms = draw_model(terms, &at.lattice, &stream.rng), .active = (1u << at.kernel->width) - 1};
      load_lanes(&at, &stream.rng, 1);
      const double far = 1600 / (double)request.n_terms;
      for (size_t i = 0, width = at.kernel->width; i < request.n_terms; i++)
        for (size_t lane = 0; lane < width; lane++)
          start[i * width + lane] = i == 0 ? 3 : gsl_ran_flat(&stream.rng, lane % 2 == 0 ? -1 : -far, 0.2);
      for (size_t lane = 0; lane < at.kernel->width; lane++) request.floor[lane] = -INFINITY;
      request.start = start;
      request.loose = 1e-3;
      compare_round(&at, &request);
    }
    close_bench(&at);
  }
}

static void unknown_forms_are_not_found(void **state) {
  (void)state;
  assert_null(dark__kernel_find("avx1024"));
  assert_non_null(dark__kernel_find("portable"));
  assert_true(dark__kernel_best()->is_supported());
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_portable_form_is_the_scalar_fit), cmocka_unit_test(the_avx2_form_is_the_scalar_fit),
      cmocka_unit_test(the_avx512_form_is_the_scalar_fit),   cmocka_unit_test(a_lane_does_not_depend_on_its_neighbours),
      cmocka_unit_test(counts_far_apart_are_fitted_alike),   cmocka_unit_test(effects_far_out_are_fitted_alike),
      cmocka_unit_test(unknown_forms_are_not_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
