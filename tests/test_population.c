/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Populations and what is drawn from them. */

#include <stdlib.h>
#include <string.h>

#include <darkfigure.h>

#include "support/assert_close.h"
#include "support/published.h"

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

static void the_order_of_lists_and_strata_changes_nothing(void **state) {
  (void)state;
  static const char *const turned_lists[] = {"A", "B"};
  const double turned[] = {0.4, 0.2, 0.3, 0.1}; /* {}, A, B, A and B */
  const dark_population_stratum other = {LEVELS("labour"), 1000, turned};
  dark_population *population = two_forms(), *again = NULL;
  assert_int_equal(dark_population_new(&again, turned_lists, 2, form, 1, &other, 1, NULL), DARK_OK);
  for (uint64_t number = 0; number < 20; number++) {
    dark_sample *a = draw(population, DARK_POPULATION_FIXED, 5, number), *b = draw(again, DARK_POPULATION_FIXED, 5, number);
    assert_same_stratum(a, 0, b, 0);
    dark_sample_free(a), dark_sample_free(b);
  }
  dark_population_free(population);
  dark_population_free(again);
}

static void drawn_tables_have_the_shape_of_the_population(void **state) {
  (void)state;
  const double none[] = {1, 0, 0, 0};
  const dark_population_stratum strata[] = {{LEVELS("labour"), 1000, none}};
  dark_population *population = population_of(strata, 1, 1);
  dark_sample *sample = draw(population, DARK_POPULATION_FIXED, 1, 0);
  assert_int_equal(dark_table_n_lists(sample->table), 2); /* although they caught nobody */
  assert_string_equal(dark_table_list_name(sample->table, 1), "B");
  assert_int_equal(dark_table_list_position(sample->table, 1), 0);
  assert_string_equal(dark_table_level_name(sample->table, 0, 0), "labour");
  assert_true(sample->people[0] == 1000 && dark_table_n_people(sample->table) == 0);
  dark_sample_free(sample);
  dark_population_free(population);
}

/* Everybody on all lists, or on one; nobody there at all; the largest population. */
static void the_ends_are_drawn(void **state) {
  (void)state;
  const double all[] = {0, 0, 0, 1}, one[] = {0, 1, 0, 0}, few[] = {1 - 1e-9, 0, 0, 1e-9};
  const dark_population_stratum strata[] = {
      {LEVELS("a"), 17, all}, {LEVELS("b"), 5, one}, {LEVELS("c"), 0, labour}, {LEVELS("d"), 3.9e9, few}};
  dark_population *population = population_of(strata, 4, 1);
  for (int size = 0; size < 2; size++) {
    dark_sample *sample = draw(population, (dark_population_size)size, 1, 0);
    assert_true(count_at(sample->table, 0, 3) == sample->people[0] && count_at(sample->table, 1, 2) == sample->people[1]);
    assert_true(sample->people[2] == 0 && dark_table_n_observed(sample->table, 2) == 0);
    assert_true(fabs(sample->people[3] - 3.9e9) <= (size == 0 ? 0 : 5 * sqrt(3.9e9)));
    assert_true(dark_table_n_observed(sample->table, 3) < 30); /* expected 3.9 */
    dark_sample_free(sample);
  }
  dark_population_free(population);
}

static void one_list_is_drawn(void **state) {
  (void)state;
  const double p[] = {0.75, 0.25};
  const dark_population_stratum stratum = {NULL, 400, p};
  dark_population *population = NULL;
  assert_int_equal(dark_population_new(&population, lists, 1, NULL, 0, &stratum, 1, NULL), DARK_OK);
  dark_sample *sample = draw(population, DARK_POPULATION_FIXED, 1, 0);
  assert_int_equal(dark_table_n_strata(sample->table), 1);
  assert_true(fabs(count_at(sample->table, 0, 1) - 100) < 5 * sqrt(75));
  dark_sample_free(sample);
  dark_population_free(population);
}

/* ---- Refusals */

static void refuse(const dark_population_stratum *strata, size_t n, dark_status expected, const char *words) {
  dark_error err = DARK_ERROR_INIT;
  dark_population *population = NULL;
  assert_int_equal(dark_population_new(&population, lists, 2, form, 1, strata, n, &err), expected);
  assert_null(population);
  if (strstr(err.message, words) == NULL) fail_msg("no '%s' in: %s", words, err.message);
}

static void what_is_no_population_is_refused(void **state) {
  (void)state;
  const double low[] = {0.4, 0.3, 0.2, 0.09}, negative[] = {0.7, 0.3, 0.2, -0.2}, odd[] = {0.4, 0.3, 0.3, (double)NAN};
  const dark_population_stratum twice[] = {{LEVELS("x"), 5, labour}, {LEVELS("x"), 5, sexual}};
  refuse(twice, 2, DARK_EUSAGE, "stratum 2 has the levels of an earlier one");
  refuse(twice, 0, DARK_EUSAGE, "at least one stratum");
  refuse(&(dark_population_stratum){LEVELS("x"), 5, low}, 1, DARK_EUSAGE, "the probabilities add up to 0.99, not to 1");
  refuse(&(dark_population_stratum){LEVELS("x"), 5, negative}, 1, DARK_EUSAGE, "-0.2 is no probability");
  refuse(&(dark_population_stratum){LEVELS("x"), 5, odd}, 1, DARK_EUSAGE, "nan is no probability");
  refuse(&(dark_population_stratum){LEVELS("x"), -5, labour}, 1, DARK_EUSAGE, "-5 is no number of people");
  refuse(&(dark_population_stratum){LEVELS("(all)"), 5, labour}, 1, DARK_EUSAGE, "'(all)' stands for all values");
  refuse(&(dark_population_stratum){LEVELS("x"), 4.1e9, labour}, 1, DARK_ELIMIT, "4100000000 people, more than 4000000000");
}

static void fixed_people_must_be_whole(void **state) {
  (void)state;
  const dark_population_stratum half = {LEVELS("x"), 5.5, labour};
  dark_population *population = population_of(&half, 1, 1);
  dark_error err = DARK_ERROR_INIT;
  dark_sample *sample = NULL;
  assert_int_equal(dark_population_draw(&sample, population, DARK_POPULATION_FIXED, 1, 0, &err), DARK_EUSAGE);
  assert_non_null(strstr(err.message, "5.5 people in a stratum: a fixed number must be whole"));
  assert_null(sample);
  sample = draw(population, DARK_POPULATION_POISSON, 1, 0);
  dark_sample_free(sample);
  dark_population_free(population);
  dark_sample_free(NULL);
  dark_population_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_population_sorts_lists_and_strata),
      cmocka_unit_test(combinations_that_are_not_there_have_nobody),
      cmocka_unit_test(drawings_are_repeatable_and_differ_by_seed_and_number),
      cmocka_unit_test(another_stratum_changes_no_other),
      cmocka_unit_test(the_order_of_lists_and_strata_changes_nothing),
      cmocka_unit_test(drawn_tables_have_the_shape_of_the_population),
      cmocka_unit_test(the_ends_are_drawn),
      cmocka_unit_test(one_list_is_drawn),
      cmocka_unit_test(what_is_no_population_is_refused),
      cmocka_unit_test(fixed_people_must_be_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
