/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates of searches among joint models against fitting every model there is, on small random tables. */

#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "joint/search/certify.h"
#include "joint/search/refit.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"

enum { N_LISTS = 3, N_CELLS = 8, MOST_LEVELS = 3, N_TWO = 7, N_ALL = 11 };

typedef struct small_table {
  size_t n_levels[1];
  uint32_t levels[MOST_LEVELS];
  double counts[MOST_LEVELS * N_CELLS];
  double targets[MOST_LEVELS];
  dark__joint_strata strata;
  dark__joint_search_request request;
  dark__joint_term terms[N_ALL]; /* two factors, then three */
} small_table;

static void list_terms(small_table *of) {
  const uint64_t x = dark__part(0, 0);
  const dark__joint_term terms[N_ALL] = {{3, false, 0}, {5, false, 0}, {6, false, 0}, {1, false, x}, {2, false, x}, {4, false, x},
                                         {0, true, 0},  {3, false, x}, {5, false, x}, {6, false, x}, {7, false, 0}};
  memcpy(of->terms, terms, sizeof terms);
}

/* Three lists, one category of 2 or 3 levels, some dependence, some empty cells. */
static void draw(small_table *out, uint64_t number) {
  dark__stream stream;
  dark__stream_start(&stream, dark__stream_key(1, "certify", 7), number);
  gsl_rng *rng = &stream.rng;
  *out = (small_table){.n_levels = {2 + number % 2}};
  for (uint32_t x = 0; x < out->n_levels[0]; x++) {
    out->levels[x] = x;
    out->targets[x] = 1;
  }
  out->strata = (dark__joint_strata){
      .n_lists = N_LISTS, .n_categories = 1, .n_levels = out->n_levels, .n_strata = out->n_levels[0], .levels = out->levels};
  double effects[N_ALL], lists[N_LISTS];
  list_terms(out);
  for (size_t i = 0; i < N_ALL; i++) effects[i] = i < N_TWO ? gsl_ran_gaussian(rng, 0.6) : gsl_ran_gaussian(rng, 0.3);
  for (size_t l = 0; l < N_LISTS; l++) lists[l] = -1 + gsl_ran_gaussian(rng, 0.4);
  const double size = exp(3 + 2.5 * gsl_rng_uniform(rng));
  for (size_t x = 0; x < out->strata.n_strata; x++)
    for (uint32_t w = 1; w < N_CELLS; w++) {
      double eta = log(size) - 0.7 * (double)x;
      for (unsigned l = 0; l < N_LISTS; l++) eta += (w >> l & 1) != 0 ? lists[l] : 0;
      for (size_t i = 0; i < N_ALL; i++)
        if (!out->terms[i].common && (out->terms[i].lists & ~w) == 0)
          eta += (out->terms[i].parts == 0 ? 1 : (double)x) * effects[i];
      out->counts[x * N_CELLS + w] = gsl_ran_poisson(rng, exp(eta));
    }
  out->request = (dark__joint_search_request){.strata = &out->strata,
                                              .counts = out->counts,
                                              .price = number % 3 == 0 ? log(size * 8) : 2,
                                              .cover = 0.5,
                                              .most_models = 3,
                                              .most_nodes = 1000,
                                              .targets = out->targets,
                                              .n_targets = 1};
}

static int has(const small_table *of, unsigned subset, dark__joint_term term) {
  for (size_t i = 0; i < N_ALL; i++)
    if (dark__joint_term_is(of->terms[i], term)) return subset >> i & 1;
  return 0;
}

/* Terms of three factors have all their parents. */
static int is_hierarchical(const small_table *of, unsigned subset) {
  for (size_t i = N_TWO; i < N_ALL; i++) {
    const dark__joint_term term = of->terms[i];
    if ((subset >> i & 1) == 0) continue;
    if (term.parts != 0 && !has(of, subset, (dark__joint_term){term.lists, false, 0})) return 0;
    for (uint32_t lists = term.lists; lists != 0; lists &= lists - 1)
      if (!has(of, subset, (dark__joint_term){term.lists & ~(lists & -lists), false, term.parts})) return 0;
  }
  return 1;
}

/* The least criterion of all candidates; INFINITY without any. */
static double least_of_all(const small_table *of, size_t n_terms) {
  double least = INFINITY;
  dark_error err = DARK_ERROR_INIT;
  for (unsigned subset = 0; subset < 1u << n_terms; subset++) {
    dark__joint_terms terms = {0};
    dark__joint_found found;
    bool is_candidate;
    if (!is_hierarchical(of, subset)) continue;
    for (unsigned l = 0; l < N_LISTS; l++)
      assert_ok(dark__joint_terms_add(&terms, (dark__joint_term){1u << l, false, 0}, &err), err);
    for (size_t i = 0; i < n_terms; i++)
      if ((subset >> i & 1) != 0) assert_ok(dark__joint_terms_add(&terms, of->terms[i], &err), err);
    assert_ok(dark__joint_terms_settle(&terms, &err), err);
    assert_ok(dark__joint_refit(&found, &is_candidate, &of->request, &terms, &err), err);
    if (is_candidate && found.criterion < least) least = found.criterion;
    dark__joint_found_clear(&found);
    dark__joint_terms_clear(&terms);
  }
  return least;
}

static double best_of(const dark__joint_search *found) { return found->n > 0 ? found->found[0].criterion : INFINITY; }

/* A search of three models only, so that it often has not found the best. */
static size_t assert_certified(uint64_t first, uint64_t n, dark__certify_scope scope) {
  size_t n_better = 0, n_fits = 0, n_none = 0;
  for (uint64_t number = first; number < first + n; number++) {
    small_table of;
    dark__joint_search found;
    dark__certificate certificate;
    dark_error err = DARK_ERROR_INIT;
    draw(&of, number);
    assert_ok(dark__joint_search_find(&found, &of.request, &err), err);
    assert_ok(dark__joint_certify(&certificate, &found, &of.request, scope, 100000, &err), err);
    assert_true(certificate.is_certified && certificate.gap == 0);
    const double least = least_of_all(&of, scope == DARK__CERTIFY_ALL ? N_ALL : N_TWO);
    n_none += isinf(least) != 0;
    if (isinf(least)) assert_int_equal(found.n, 0);
    else if (scope == DARK__CERTIFY_ALL) assert_close(best_of(&found), least, 0, 1e-7);
    else assert_true(best_of(&found) <= least + 1e-7); /* the search itself tries additions */
    n_better += certificate.n_better > 0;
    n_fits += certificate.n_fits;
    dark__joint_search_clear(&found);
  }
  print_message("%d tables: %zu fits, %zu where the search had missed the best, %zu without any\n", (int)n, n_fits, n_better,
                n_none);
  return n_better;
}

static void certificates_agree_with_all_models(void **state) {
  (void)state;
  assert_true(assert_certified(0, 200, DARK__CERTIFY_ALL) > 0);
}

static void certificates_agree_with_all_two_factor_models(void **state) {
  (void)state;
  assert_true(assert_certified(1000, 100, DARK__CERTIFY_TWO_FACTORS) < 100);
}

/* What a certificate that ran out of fits says: nothing is better by more than the gap; with more fits it is never larger. */
static void a_gap_bounds_what_is_better(void **state) {
  (void)state;
  size_t n_open = 0;
  for (uint64_t number = 2000; number < 2040; number++) {
    small_table of;
    double last = INFINITY;
    dark_error err = DARK_ERROR_INIT;
    draw(&of, number);
    const double least = least_of_all(&of, N_ALL);
    for (size_t most_fits = 1; most_fits < 1000 && isfinite(least); most_fits *= 4) {
      dark__joint_search found;
      dark__certificate certificate;
      assert_ok(dark__joint_search_find(&found, &of.request, &err), err);
      assert_ok(dark__joint_certify(&certificate, &found, &of.request, DARK__CERTIFY_ALL, most_fits, &err), err);
      assert_true(certificate.gap >= 0 && certificate.gap <= last + 1e-9);
      assert_true(isinf(certificate.gap) == (found.n == 0));
      assert_true(isinf(certificate.gap) || best_of(&found) - certificate.gap <= least + 1e-7);
      assert_true(certificate.is_certified == (certificate.gap == 0));
      n_open += !certificate.is_certified;
      last = certificate.gap;
      dark__joint_search_clear(&found);
    }
  }
  assert_true(n_open > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(certificates_agree_with_all_models),
      cmocka_unit_test(certificates_agree_with_all_two_factor_models),
      cmocka_unit_test(a_gap_bounds_what_is_better),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
