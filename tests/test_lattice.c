/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over the lattice of subsets, terms, hierarchical models and their enumeration, against their definitions. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lattice/terms.h"
#include "lattice/transform.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

static gsl_rng *start_rng(dark__stream *stream) {
  dark__stream_start(stream, 2, 1);
  return &stream->rng;
}

/* Whole numbers below 1000, so that every sum is exact. */
static void fill_values(double *values, size_t n, gsl_rng *rng) {
  for (size_t i = 0; i < n; i++) values[i] = (double)gsl_rng_uniform_int(rng, 1000) - 500;
}

static void sums_are_those_of_the_definition_up_to_eight_lists(void **state) {
  (void)state;
  dark__stream stream;
  gsl_rng *rng = start_rng(&stream);
  for (unsigned t = 0; t <= 8; t++) {
    double values[256], subset[256], superset[256];
    const size_t n = (size_t)1 << t;
    fill_values(values, n, rng);
    memcpy(subset, values, sizeof values);
    memcpy(superset, values, sizeof values);
    dark__subset_sums(subset, t);
    dark__superset_sums(superset, t);
    for (size_t set = 0; set < n; set++) {
      double inside = 0, around = 0;
      for (size_t other = 0; other < n; other++) {
        if ((other & set) == other) inside += values[other];
        if ((other & set) == set) around += values[other];
      }
      assert_true(subset[set] == inside);
      assert_true(superset[set] == around);
    }
  }
}

static void alternate(double *values, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (__builtin_popcountll(i) & 1) values[i] = -values[i];
}

/* Moebius inversion: f(w) = sum over v inside w of (-1)^|w - v| g(v), g the subset sums of f; the same upwards. */
static void sums_with_alternating_signs_are_the_inverse(void **state) {
  (void)state;
  static double values[1 << 12], changed[1 << 12];
  void (*const transforms[])(double *, unsigned) = {dark__subset_sums, dark__superset_sums};
  dark__stream stream;
  gsl_rng *rng = start_rng(&stream);
  for (size_t k = 0; k < 2; k++)
    for (unsigned t = 0; t <= 12; t++) {
      const size_t n = (size_t)1 << t;
      fill_values(values, n, rng);
      memcpy(changed, values, sizeof values);
      transforms[k](changed, t);
      alternate(changed, n);
      transforms[k](changed, t);
      alternate(changed, n);
      for (size_t i = 0; i < n; i++) assert_true(changed[i] == values[i]);
    }
}

static void products_are_sums_of_logarithms(void **state) {
  (void)state;
  static double values[1 << 12], logs[1 << 12];
  dark__stream stream;
  gsl_rng *rng = start_rng(&stream);
  for (unsigned t = 0; t <= 12; t++) {
    const size_t n = (size_t)1 << t;
    for (size_t i = 0; i < n; i++) {
      logs[i] = gsl_rng_uniform(rng) < 0.2 ? gsl_rng_uniform(rng) - 0.5 : 0;
      values[i] = exp(logs[i]);
    }
    dark__subset_products(values, t);
    dark__subset_sums(logs, t);
    for (size_t i = 0; i < n; i++) assert_close(values[i], exp(logs[i]), 1e-12, 0);
  }
}

/* The lists of a term as text, "ACD". */
static void spell(char text[33], uint32_t term) {
  size_t length = 0;
  for (unsigned list = 0; list < 32; list++)
    if ((term >> list) & 1) text[length++] = (char)('A' + list);
  text[length] = '\0';
}

static int sign_of(int value) { return (value > 0) - (value < 0); }

static void terms_are_ordered_by_size_and_then_like_words(void **state) {
  (void)state;
  for (uint32_t a = 0; a < 512; a++)
    for (uint32_t b = 0; b < 512; b++) {
      char word_a[33], word_b[33];
      spell(word_a, a);
      spell(word_b, b);
      const int sizes = (int)strlen(word_a) - (int)strlen(word_b);
      assert_int_equal(sign_of(dark__term_compare(a, b)), sign_of(sizes != 0 ? sizes : strcmp(word_a, word_b)));
    }
}

static void optional_terms_of_four_lists_are_the_six_pairs_and_four_triples(void **state) {
  (void)state;
  static const uint32_t expected[] = {03, 05, 011, 06, 012, 014, 07, 013, 015, 016}; /* 12 13 14 23 24 34, 123 124 134 234 */
  dark_error err = DARK_ERROR_INIT;
  dark__lattice lattice;
  assert_ok(dark__lattice_make(&lattice, 4, 3, &err), err);
  assert_int_equal(lattice.n_optional, 10);
  assert_memory_equal(lattice.terms, expected, sizeof expected);
}

static size_t choose(size_t n, size_t k) {
  size_t result = 1;
  for (size_t i = 1; i <= k; i++) result = result * (n - k + i) / i;
  return result;
}

static size_t count_optional(unsigned n_lists, unsigned max_order) {
  size_t n = 0;
  for (unsigned k = 2; k <= max_order && k < n_lists; k++) n += choose(n_lists, k);
  return n;
}

static void check_relations(const dark__lattice *lattice) {
  for (size_t i = 0; i < lattice->n_optional; i++) {
    const uint32_t term = lattice->terms[i];
    if (i > 0) assert_true(dark__term_compare(lattice->terms[i - 1], term) < 0);
    assert_true((term >> lattice->n_lists) == 0);
    for (size_t j = 0; j < lattice->n_optional; j++) {
      const uint32_t other = lattice->terms[j];
      const bool is_inside = (other | term) == term;
      assert_int_equal(dark__set_has(&lattice->below[i], j),
                       is_inside && __builtin_popcount(other) == __builtin_popcount(term) - 1);
      assert_int_equal(dark__set_has(&lattice->above[j], i), is_inside);
    }
    for (size_t j = lattice->n_optional; j < DARK__MAX_OPTIONAL; j++)
      assert_false(dark__set_has(&lattice->below[i], j) || dark__set_has(&lattice->above[i], j));
  }
}

static void lattices_of_every_size_hold_their_terms_in_order_and_know_neighbours(void **state) {
  (void)state;
  for (unsigned n_lists = 0; n_lists <= 16; n_lists++)
    for (unsigned max_order = 0; max_order <= n_lists + 1; max_order++) {
      dark_error err = DARK_ERROR_INIT;
      dark__lattice lattice;
      const size_t n = count_optional(n_lists, max_order);
      const dark_status status = dark__lattice_make(&lattice, n_lists, max_order, &err);
      assert_int_equal(status, n <= DARK__MAX_OPTIONAL ? DARK_OK : DARK_ELIMIT);
      if (status != DARK_OK) {
        assert_int_equal(err.status, DARK_ELIMIT);
        assert_non_null(strstr(err.message, "--max-order"));
        continue;
      }
      assert_int_equal(lattice.n_lists, n_lists);
      assert_int_equal(lattice.n_optional, n);
      check_relations(&lattice);
    }
}

static void the_limits_of_optional_terms_are_those_promised(void **state) {
  (void)state;
  dark__lattice lattice;
  assert_int_equal(dark__lattice_make(&lattice, 7, 7, NULL), DARK_OK);
  assert_int_equal(lattice.n_optional, 119); /* 2^7 - 1 - 7 - 1 */
  assert_int_equal(lattice.max_order, 6);
  assert_int_equal(dark__lattice_make(&lattice, 16, 2, NULL), DARK_OK);
  assert_int_equal(lattice.n_optional, 120);
  assert_int_equal(dark__lattice_make(&lattice, 8, 4, NULL), DARK_ELIMIT);
  assert_int_equal(dark__lattice_make(&lattice, 10, 3, NULL), DARK_ELIMIT);
}

static void sets_of_terms_work_across_their_two_words(void **state) {
  (void)state;
  dark__term_set a = {{0, 0}}, b = {{0, 0}};
  static const size_t members[] = {0, 1, 62, 63, 64, 65, 126, 127};
  for (size_t k = 0; k < N_OF(members); k++) {
    assert_int_equal(dark__set_size(a), k);
    assert_false(dark__set_has(&a, members[k]));
    dark__set_add(&a, members[k]);
    dark__set_add(&a, members[k]);
    assert_true(dark__set_has(&a, members[k]));
  }
  for (size_t i = 0, k = 0; i < 128; i++) {
    const bool is_member = k < N_OF(members) && members[k] == i;
    assert_int_equal(dark__set_has(&a, i), is_member);
    k += is_member;
  }
  assert_true(dark__set_inside(b, a) && !dark__set_inside(a, b) && !dark__set_meets(a, b) && dark__set_inside(a, a));
  dark__set_add(&b, 64);
  assert_true(dark__set_inside(b, a) && dark__set_meets(a, b) && !dark__set_equal(a, b));
  dark__set_add(&b, 2);
  assert_true(!dark__set_inside(b, a) && dark__set_meets(b, a));
  dark__set_remove(&b, 2);
  for (size_t k = 0; k < N_OF(members); k++)
    if (members[k] != 64) dark__set_remove(&a, members[k]);
  assert_true(dark__set_equal(a, b));
}

static dark__term_set random_set(gsl_rng *rng, size_t n_terms) {
  dark__term_set set = {{0, 0}};
  for (size_t k = gsl_rng_uniform_int(rng, 5); k > 0; k--) dark__set_add(&set, gsl_rng_uniform_int(rng, n_terms));
  return set;
}

/* Fewer terms first, then the one with the first term in which they differ. */
static int define_order(dark__term_set a, dark__term_set b) {
  const int sizes = (int)dark__set_size(a) - (int)dark__set_size(b);
  if (sizes != 0) return sizes;
  for (size_t i = 0; i < 128; i++)
    if (dark__set_has(&a, i) != dark__set_has(&b, i)) return dark__set_has(&a, i) ? -1 : 1;
  return 0;
}

static void models_are_totally_ordered(void **state) {
  (void)state;
  dark__stream stream;
  gsl_rng *rng = start_rng(&stream);
  for (int trial = 0; trial < 200000; trial++) {
    const size_t n_terms = trial & 1 ? 128 : 4; /* few, so that equal sets and near misses turn up */
    const dark__term_set a = random_set(rng, n_terms), b = random_set(rng, n_terms), c = random_set(rng, n_terms);
    const int ab = dark__set_compare(a, b), bc = dark__set_compare(b, c), ac = dark__set_compare(a, c);
    assert_int_equal(sign_of(ab), sign_of(define_order(a, b)));
    assert_int_equal(sign_of(ab), -sign_of(dark__set_compare(b, a)));
    assert_int_equal(ab == 0, dark__set_equal(a, b));
    if (ab <= 0 && bc <= 0) assert_true(ac <= 0);
  }
}

/* Every optional term inside a term of the model is in the model. */
static bool is_hierarchical(const dark__lattice *lattice, dark__term_set model) {
  for (size_t i = 0; i < lattice->n_optional; i++)
    for (size_t j = 0; dark__set_has(&model, i) && j < lattice->n_optional; j++)
      if ((lattice->terms[j] | lattice->terms[i]) == lattice->terms[i] && !dark__set_has(&model, j)) return false;
  return true;
}

static void check_moves(const dark__lattice *lattice, dark__term_set model) {
  for (size_t i = 0; i < lattice->n_optional; i++) {
    dark__term_set with = model, without = model;
    dark__set_add(&with, i);
    dark__set_remove(&without, i);
    const bool has = dark__set_has(&model, i);
    assert_int_equal(dark__lattice_can_add(lattice, model, i), !has && is_hierarchical(lattice, with));
    assert_int_equal(dark__lattice_can_remove(lattice, model, i), has && is_hierarchical(lattice, without));
  }
}

static void a_term_may_join_or_leave_exactly_when_the_model_stays_hierarchical(void **state) {
  (void)state;
  static const struct {
    unsigned n_lists, max_order;
    size_t step;
  } lattices[] = {{3, 2, 1}, {4, 3, 1}, {5, 4, 53}, {6, 2, 1009}};
  for (size_t k = 0; k < N_OF(lattices); k++) {
    dark_error err = DARK_ERROR_INIT;
    dark__lattice lattice;
    dark__term_set *models;
    size_t n;
    assert_ok(dark__lattice_make(&lattice, lattices[k].n_lists, lattices[k].max_order, &err), err);
    assert_ok(dark__lattice_enumerate(&models, &n, &lattice, 40000, &err), err);
    for (size_t i = 0; i < n; i += lattices[k].step) check_moves(&lattice, models[i]);
    free(models);
  }
}

static void moves_work_in_the_second_word_of_a_set(void **state) {
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  dark__lattice lattice;
  dark__term_set model = {{0, 0}};
  assert_ok(dark__lattice_make(&lattice, 7, 6, &err), err);
  for (size_t i = 0; i < lattice.n_optional; i++) {
    if (i % 17 == 0) check_moves(&lattice, model);
    assert_true(dark__lattice_can_add(&lattice, model, i));
    dark__set_add(&model, i);
  }
  check_moves(&lattice, model);
}

/* With pairs only, every set of pairs is a model: 2^pairs. With all orders, OEIS A006126 (hierarchical models with linear terms forced:
   9, 114, 6894 for 3, 4, 5 lists) less the saturated model. */
static void enumeration_finds_every_hierarchical_model_once_and_in_order(void **state) {
  (void)state;
  static const struct {
    unsigned n_lists, max_order;
    size_t n;
  } known[] = {{1, 1, 1},   {2, 1, 1},    {2, 2, 1},    {3, 1, 1},    {3, 2, 8},    {3, 3, 8},     {4, 2, 64},
               {4, 3, 113}, {5, 2, 1024}, {5, 3, 6212}, {5, 4, 6893}, {5, 5, 6893}, {6, 2, 32768}, {16, 1, 1}};
  for (size_t k = 0; k < N_OF(known); k++) {
    dark_error err = DARK_ERROR_INIT;
    dark__lattice lattice;
    dark__term_set *models;
    size_t n;
    assert_ok(dark__lattice_make(&lattice, known[k].n_lists, known[k].max_order, &err), err);
    assert_ok(dark__lattice_enumerate(&models, &n, &lattice, known[k].n, &err), err);
    assert_int_equal(n, known[k].n);
    for (size_t i = 0; i < n; i++) {
      assert_true(is_hierarchical(&lattice, models[i]));
      if (i > 0) assert_true(dark__set_compare(models[i - 1], models[i]) < 0);
    }
    free(models);
  }
}

static void enumeration_of_four_lists_is_the_filtered_power_set(void **state) {
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  dark__lattice lattice;
  dark__term_set *models;
  size_t n, n_found = 0;
  assert_ok(dark__lattice_make(&lattice, 4, 3, &err), err);
  assert_ok(dark__lattice_enumerate(&models, &n, &lattice, 113, &err), err);
  for (uint64_t bits = 0; bits < 1024; bits++) {
    const dark__term_set set = {{bits, 0}};
    if (!is_hierarchical(&lattice, set)) continue;
    n_found++;
    size_t i = 0;
    while (i < n && !dark__set_equal(models[i], set)) i++;
    assert_true(i < n);
  }
  assert_int_equal(n_found, n);
  free(models);
}

static void enumeration_refuses_more_models_than_allowed(void **state) {
  (void)state;
  static const struct {
    unsigned n_lists, max_order;
    size_t most;
  } refused[] = {{4, 3, 112}, {4, 2, 63}, {3, 2, 0}, {6, 2, 32767}, {16, 2, 1000}, {7, 6, 50000}};
  for (size_t k = 0; k < N_OF(refused); k++) {
    dark_error err = DARK_ERROR_INIT;
    dark__lattice lattice;
    dark__term_set *models = (dark__term_set *)&lattice;
    size_t n = 99;
    char number[32];
    assert_ok(dark__lattice_make(&lattice, refused[k].n_lists, refused[k].max_order, &err), err);
    assert_int_equal(dark__lattice_enumerate(&models, &n, &lattice, refused[k].most, &err), DARK_ELIMIT);
    assert_null(models);
    assert_int_equal(n, 0);
    snprintf(number, sizeof number, "more than %zu ", refused[k].most);
    assert_non_null(strstr(err.message, number));
  }
}

/* Six lists of all orders: 7785062 (OEIS A006126) less the saturated model. */
static void counting_agrees_with_enumeration_and_stops_at_its_limit(void **state) {
  (void)state;
  static const struct {
    unsigned n_lists, max_order;
    size_t n;
  } known[] = {{1, 1, 1},    {2, 1, 1},    {3, 2, 8},     {4, 2, 64},      {4, 3, 113},     {5, 2, 1024},
               {5, 3, 6212}, {5, 4, 6893}, {6, 2, 32768}, {6, 5, 7785061}, {7, 2, 1 << 21}, {16, 1, 1}};
  for (size_t k = 0; k < N_OF(known); k++) {
    dark__lattice lattice;
    assert_int_equal(dark__lattice_make(&lattice, known[k].n_lists, known[k].max_order, NULL), DARK_OK);
    assert_int_equal(dark__lattice_count(&lattice, known[k].n), known[k].n);
    assert_int_equal(dark__lattice_count(&lattice, known[k].n - 1), 0);
    if (known[k].n < 100000) assert_int_equal(dark__lattice_count(&lattice, 100000), known[k].n);
  }
  dark__lattice pairs_of_sixteen;
  assert_int_equal(dark__lattice_make(&pairs_of_sixteen, 16, 2, NULL), DARK_OK);
  assert_int_equal(dark__lattice_count(&pairs_of_sixteen, SIZE_MAX), 0);
}

static void a_model_expands_to_intercept_main_effects_and_its_terms(void **state) {
  (void)state;
  static const uint32_t expected[] = {0, 01, 02, 04, 010, 03, 014, 016};
  dark_error err = DARK_ERROR_INIT;
  dark__lattice lattice;
  uint32_t terms[DARK__MAX_TERMS];
  assert_ok(dark__lattice_make(&lattice, 4, 3, &err), err);
  dark__term_set model = {{0, 0}};
  dark__set_add(&model, 9); /* 234 */
  dark__set_add(&model, 0); /* 12 */
  dark__set_add(&model, 5); /* 34 */
  assert_int_equal(dark__lattice_expand(terms, &lattice, model), N_OF(expected));
  assert_memory_equal(terms, expected, sizeof expected);
}

static void expect_closure(unsigned n_lists, const uint32_t *generators, size_t n_generators) {
  dark_error err = DARK_ERROR_INIT;
  uint32_t *terms;
  size_t n_terms, n_expected = 1;
  assert_ok(dark__terms_close(&terms, &n_terms, n_lists, generators, n_generators, &err), err);
  assert_int_equal(terms[0], 0);
  for (uint32_t set = 1; set < (uint32_t)1 << n_lists; set++)
    for (size_t i = 0; i < n_generators; i++)
      if ((set | generators[i]) == generators[i]) {
        n_expected++;
        break;
      }
  assert_int_equal(n_terms, n_expected);
  for (size_t i = 0; i < n_terms; i++) {
    size_t k = 0;
    while (terms[i] != 0 && k < n_generators && (terms[i] | generators[k]) != generators[k]) k++;
    assert_true(terms[i] == 0 || k < n_generators);
    if (i > 0) assert_true(dark__term_compare(terms[i - 1], terms[i]) < 0);
  }
  free(terms);
}

static void closing_gives_every_subset_of_the_generators_in_order(void **state) {
  (void)state;
  dark__stream stream;
  gsl_rng *rng = start_rng(&stream);
  expect_closure(0, NULL, 0);
  expect_closure(3, NULL, 0);
  expect_closure(3, (const uint32_t[]){0}, 1);
  expect_closure(3, (const uint32_t[]){7, 7}, 2);
  expect_closure(16, (const uint32_t[]){0xffff}, 1);
  for (int trial = 0; trial < 2000; trial++) {
    const unsigned n_lists = 1 + (unsigned)gsl_rng_uniform_int(rng, 7);
    uint32_t generators[6];
    const size_t n = gsl_rng_uniform_int(rng, 7);
    for (size_t i = 0; i < n; i++) generators[i] = (uint32_t)gsl_rng_uniform_int(rng, 1UL << n_lists);
    expect_closure(n_lists, generators, n);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sums_are_those_of_the_definition_up_to_eight_lists),
      cmocka_unit_test(sums_with_alternating_signs_are_the_inverse),
      cmocka_unit_test(products_are_sums_of_logarithms),
      cmocka_unit_test(terms_are_ordered_by_size_and_then_like_words),
      cmocka_unit_test(optional_terms_of_four_lists_are_the_six_pairs_and_four_triples),
      cmocka_unit_test(lattices_of_every_size_hold_their_terms_in_order_and_know_neighbours),
      cmocka_unit_test(the_limits_of_optional_terms_are_those_promised),
      cmocka_unit_test(sets_of_terms_work_across_their_two_words),
      cmocka_unit_test(models_are_totally_ordered),
      cmocka_unit_test(a_term_may_join_or_leave_exactly_when_the_model_stays_hierarchical),
      cmocka_unit_test(moves_work_in_the_second_word_of_a_set),
      cmocka_unit_test(enumeration_finds_every_hierarchical_model_once_and_in_order),
      cmocka_unit_test(enumeration_of_four_lists_is_the_filtered_power_set),
      cmocka_unit_test(enumeration_refuses_more_models_than_allowed),
      cmocka_unit_test(counting_agrees_with_enumeration_and_stops_at_its_limit),
      cmocka_unit_test(a_model_expands_to_intercept_main_effects_and_its_terms),
      cmocka_unit_test(closing_gives_every_subset_of_the_generators_in_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
