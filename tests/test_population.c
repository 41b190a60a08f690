/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Populations and what is drawn from them. */

#include <stdlib.h>
#include <string.h>

#include <darkfigure.h>

#include "support/assert_close.h"
#include "support/published.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))
#define LEVELS(...) ((const char *const[]){__VA_ARGS__})

/* Lists in the order B, A: histories are {}, B, A, A and B. In the shape A comes first. */
static const char *const lists[] = {"B", "A"}, *const form[] = {"form"};
static const double labour[] = {0.4, 0.3, 0.2, 0.1}, sexual[] = {0.1, 0.2, 0.3, 0.4};

static dark_population *population_of(const dark_population_stratum *strata, size_t n, size_t n_categories) {
  static const char *const categories[] = {"sex", "form"};
  dark_error err = DARK_ERROR_INIT;
  dark_population *population = NULL;
  assert_ok(dark_population_new(&population, lists, 2, n_categories == 1 ? form : categories, n_categories, strata, n, &err),
            err);
  return population;
}

static dark_population *two_forms(void) {
  const dark_population_stratum strata[] = {{LEVELS("sexual"), 500, sexual}, {LEVELS("labour"), 1000, labour}};
  return population_of(strata, 2, 1);
}

static dark_sample *draw(const dark_population *population, dark_population_size size, uint64_t seed, uint64_t number) {
  dark_error err = DARK_ERROR_INIT;
  dark_sample *sample = NULL;
  assert_ok(dark_population_draw(&sample, population, size, seed, number, &err), err);
  return sample;
}

static double count_at(const dark_table *table, size_t stratum, uint32_t history) {
  size_t n;
  const dark_record *records = dark_table_records(table, stratum, &n);
  for (size_t i = 0; i < n; i++)
    if (records[i].history == history) return records[i].count;
  return 0;
}

static void assert_same_stratum(const dark_sample *a, size_t stratum_a, const dark_sample *b, size_t stratum_b) {
  assert_true(a->people[stratum_a] == b->people[stratum_b]);
  for (uint32_t history = 1; history < 4; history++)
    assert_true(count_at(a->table, stratum_a, history) == count_at(b->table, stratum_b, history));
}

/* ---- What is in a population */

static void a_population_sorts_lists_and_strata(void **state) {
  (void)state;
  dark_population *population = two_forms();
  const dark_table *shape = dark_population_shape(population);
  assert_string_equal(dark_table_list_name(shape, 0), "A");
  assert_int_equal(dark_table_list_position(shape, 0), 1);
  assert_int_equal(dark_table_n_strata(shape), 2);
  assert_string_equal(dark_table_level_name(shape, 0, 0), "labour");
  assert_true(dark_population_people(population, 0) == 1000 && dark_population_people(population, 1) == 500);
  const double *p = dark_population_probabilities(population, 0);
  assert_true(p[0] == 0.4 && p[1] == 0.2 && p[2] == 0.3 && p[3] == 0.1);
  assert_close(dark_population_margin(population, 0, 0), 0.3, 1e-15, 0);
  assert_close(dark_population_margin(population, 0, 1), 0.4, 1e-15, 0);
  assert_close(dark_population_observed(population, 1), 0.9, 1e-15, 0);
  dark_population_free(population);
}

static void combinations_that_are_not_there_have_nobody(void **state) {
  (void)state;
  const dark_population_stratum strata[] = {{LEVELS("f", "labour"), 10, labour}, {LEVELS("m", "sexual"), 10, sexual}};
  dark_population *population = population_of(strata, 2, 2);
  const dark_table *shape = dark_population_shape(population);
  dark_sample *sample = draw(population, DARK_POPULATION_FIXED, 1, 0);
  assert_int_equal(dark_table_n_strata(shape), 4);
  assert_null(dark_population_probabilities(population, 1)); /* f, sexual */
  assert_true(dark_population_people(population, 1) == 0 && dark_population_margin(population, 1, 0) == 0);
  assert_true(sample->people[1] == 0 && dark_table_n_observed(sample->table, 1) == 0);
  assert_true(sample->people[0] == 10 && sample->people[3] == 10);
  dark_sample_free(sample);
  dark_population_free(population);
}

/* ---- Drawing */

static void drawings_are_repeatable_and_differ_by_seed_and_number(void **state) {
  (void)state;
  dark_population *population = two_forms();
  dark_sample *first = draw(population, DARK_POPULATION_FIXED, 7, 3), *again = draw(population, DARK_POPULATION_FIXED, 7, 3);
  dark_sample *number = draw(population, DARK_POPULATION_FIXED, 7, 4), *seed = draw(population, DARK_POPULATION_FIXED, 8, 3);
  for (size_t s = 0; s < 2; s++) assert_same_stratum(first, s, again, s);
  assert_true(first->people[0] == 1000 && first->people[1] == 500);
  assert_true(count_at(first->table, 0, 1) != count_at(number->table, 0, 1) ||
              count_at(first->table, 0, 2) != count_at(number->table, 0, 2));
  assert_true(count_at(first->table, 0, 1) != count_at(seed->table, 0, 1) ||
              count_at(first->table, 0, 2) != count_at(seed->table, 0, 2));
  dark_sample_free(first), dark_sample_free(again), dark_sample_free(number), dark_sample_free(seed);
  dark_population_free(population);
}

static void another_stratum_changes_no_other(void **state) {
  (void)state;
  const dark_population_stratum one[] = {{LEVELS("labour"), 1000, labour}};
  dark_population *both = two_forms(), *alone = population_of(one, 1, 1);
  for (uint64_t number = 0; number < 20; number++) {
    dark_sample *a = draw(both, DARK_POPULATION_POISSON, 5, number), *b = draw(alone, DARK_POPULATION_POISSON, 5, number);
    assert_same_stratum(a, 0, b, 0);
    dark_sample_free(a), dark_sample_free(b);
  }
  dark_population_free(both);
  dark_population_free(alone);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_population_sorts_lists_and_strata),
      cmocka_unit_test(combinations_that_are_not_there_have_nobody),
      cmocka_unit_test(drawings_are_repeatable_and_differ_by_seed_and_number),
      cmocka_unit_test(another_stratum_changes_no_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
