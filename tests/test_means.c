/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fitted means are the exponentials of what the effects of a cell sum to, times what is given beforehand: in extended precision, whichever way the fit
   found them. */

#include <math.h>

#include <gsl/gsl_randist.h>

#include "lattice/common.h"
#include "loglinear/fit/fit.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"

enum { MOST_LISTS = 8, MOST_CELLS = 1 << MOST_LISTS };

/* A fit, from given effects and stopped at once, or from the data to its end. */
typedef struct scene {
  unsigned n_lists;
  uint32_t terms[DARK__MAX_TERMS];
  size_t n_terms;
  double effects[DARK__MAX_TERMS];
  uint32_t pairs[1];
  double log_odds[1];
  dark__dependence given;
  dark__counts counts;
  dark__fit_space space;
} scene;

/* Everybody was seen somewhere: no term is emptied. */
static void fill_counts(scene *of, gsl_rng *rng) {
  uint32_t histories[MOST_CELLS];
  double weights[MOST_CELLS];
  size_t n = 0;
  for (uint32_t cell = 1; cell < (uint32_t)1 << of->n_lists; cell++) {
    histories[n] = cell;
    weights[n++] = 1 + gsl_ran_poisson(rng, 40 * pow(0.4, __builtin_popcount(cell)));
  }
  dark__counts_set(&of->counts, histories, weights, n);
}

/* All pairs but one, whose odds ratio is given, or H and a pair, or some pairs. */
static void choose_model(scene *of, int kind, gsl_rng *rng) {
  dark_error err = DARK_ERROR_INIT;
  dark__lattice lattice;
  const uint32_t first = 3;
  assert_ok(dark__lattice_make(&lattice, of->n_lists, 2, &err), err);
  of->given = (dark__dependence){.pairs = of->pairs, .log_odds = of->log_odds, .n_pairs = kind == 0, .xi = 2, .log_xi = log(2)};
  of->pairs[0] = first;
  of->log_odds[0] = 0.7;
  if (kind == 0) dark__lattice_restrict(&lattice, &first, 1, NULL, 0);
  if (kind == 1) assert_ok(dark__lattice_add_common(&lattice, (size_t)of->n_lists * (of->n_lists - 1) / 2, true, &err), err);
  dark__term_set model = kind == 0 ? dark__lattice_all(&lattice) : lattice.forced;
  for (size_t i = 0; kind > 0 && i < lattice.n_optional; i++)
    if (dark__lattice_can_add(&lattice, model, i) && gsl_rng_uniform(rng) < 0.3) dark__set_add(&model, i);
  of->n_terms = dark__lattice_expand(of->terms, &lattice, model);
}

static void open_scene(scene *of, unsigned n_lists, int kind, gsl_rng *rng) {
  dark_error err = DARK_ERROR_INIT;
  of->n_lists = n_lists;
  choose_model(of, kind, rng);
  assert_ok(dark__counts_new(&of->counts, n_lists, &err), err);
  assert_ok(dark__fit_space_new(&of->space, n_lists, of->n_terms, &err), err);
  of->counts.given = of->space.given = &of->given;
  fill_counts(of, rng);
}

static void close_scene(scene *of) {
  dark__counts_clear(&of->counts);
  dark__fit_space_clear(&of->space);
}

static long double column(const scene *of, uint32_t term, uint32_t cell) {
  if (term == dark__common_term(of->n_lists)) return dark__common_pairs(cell, &of->given);
  return (term & cell) == term;
}

static long double mean_of(const scene *of, uint32_t cell) {
  long double sum = 0;
  for (size_t i = 0; i < of->n_terms; i++) sum += (long double)of->effects[i] * column(of, of->terms[i], cell);
  for (size_t i = 0; i < of->given.n_pairs; i++)
    if ((of->pairs[i] & cell) == of->pairs[i]) sum += (long double)of->log_odds[i];
  return expl(cell == 0 ? sum - (long double)of->given.log_xi : sum);
}

static void compare_means(const scene *of, bool has_unseen) {
  for (uint32_t cell = has_unseen ? 0 : 1; cell < (uint32_t)1 << of->n_lists; cell++)
    assert_close(of->space.means[cell], (double)mean_of(of, cell), 1e-12, 0);
  if (!has_unseen) assert_true(of->space.means[0] == 0);
}

static void fitted_means_are_exponentials_of_sums(void **state) {
  dark__stream stream;
  (void)state;
  dark__stream_start(&stream, 5, 1);
  for (int round = 0; round < 60; round++) {
    scene of;
    open_scene(&of, 4 + (unsigned)round % 5, round % 3, &stream.rng);
    const bool has_unseen = round % 2 == 0;
    if (has_unseen) of.counts.cells[0] = 30, of.counts.margins[0] += 30;
    const dark__fit fit = dark__fit_model(
        &of.space, &of.counts,
        &(dark__fit_request){.terms = of.terms, .n_terms = of.n_terms, .floor = -INFINITY, .has_unseen = has_unseen});
    assert_int_equal(fit.end, DARK__FIT_CONVERGED);
    dark__fit_effects(of.effects, &of.space, &(dark__fit_request){.terms = of.terms, .n_terms = of.n_terms});
    compare_means(&of, has_unseen);
    close_scene(&of);
  }
}

static double reach_of(const scene *of) {
  double reach = fabs(of->log_odds[0]);
  for (size_t i = 0; i < of->n_terms; i++) reach += fabs(of->effects[i]);
  return reach;
}

/* A given odds ratio that is as good as certainty asks for effects of hundreds, which cancel: the product of some of their exponentials would not stay
   within doubles. */
static void effects_that_cancel_are_no_matter(void **state) {
  dark__stream stream;
  double farthest = 0;
  (void)state;
  dark__stream_start(&stream, 6, 1);
  for (int fifties = 1; fifties <= 6; fifties++) {
    scene of;
    open_scene(&of, 6, 0, &stream.rng);
    of.log_odds[0] = 50 * fifties;
    const dark__fit fit = dark__fit_model(&of.space, &of.counts,
                                          &(dark__fit_request){.terms = of.terms, .n_terms = of.n_terms, .floor = -INFINITY});
    assert_int_equal(fit.end, DARK__FIT_CONVERGED);
    dark__fit_effects(of.effects, &of.space, &(dark__fit_request){.terms = of.terms, .n_terms = of.n_terms});
    compare_means(&of, false);
    farthest = fmax(farthest, reach_of(&of));
    close_scene(&of);
  }
  assert_true(farthest > 700);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fitted_means_are_exponentials_of_sums),
      cmocka_unit_test(effects_that_cancel_are_no_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
