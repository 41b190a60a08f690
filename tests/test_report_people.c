/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and the truth about them as CSV. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <darkfigure.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

#define LEVELS(...) ((const char *const[]){__VA_ARGS__})

/* Two strata of lists B and A (this order), whose people are all in known cells: x has 3 on B, y has 2 on both. */
static dark_population *certain_population(const char *x, const char *y) {
  static const char *const lists[] = {"B", "A"}, *const categories[] = {"form"};
  static const double only_b[] = {0, 1, 0, 0}, both[] = {0, 0, 0, 1};
  const dark_population_stratum strata[] = {{LEVELS(x), 3, only_b}, {LEVELS(y), 2, both}};
  dark_error err = DARK_ERROR_INIT;
  dark_population *population = NULL;
  assert_ok(dark_population_new(&population, lists, 2, categories, 1, strata, 2, &err), err);
  return population;
}

static dark_sample *draw(const dark_population *population) {
  dark_sample *sample = NULL;
  assert_int_equal(dark_population_draw(&sample, population, DARK_POPULATION_FIXED, 1, 0, NULL), DARK_OK);
  return sample;
}

static char *people_as_text(const dark_table *table, dark_people_form form) {
  char *text = NULL;
  size_t size;
  dark_error err = DARK_ERROR_INIT;
  FILE *stream = open_memstream(&text, &size);
  assert_ok(dark_report_people(stream, table, form, NULL, NULL, &err), err);
  assert_int_equal(fclose(stream), 0);
  return text;
}

static char *truth_as_text(const dark_population *population, const dark_sample *sample) {
  char *text = NULL;
  size_t size;
  dark_error err = DARK_ERROR_INIT;
  FILE *stream = open_memstream(&text, &size);
  assert_ok(dark_report_truth(stream, population, sample, &err), err);
  assert_int_equal(fclose(stream), 0);
  return text;
}

static void assert_text(char *text, const char *expected) {
  assert_string_equal(text, expected);
  free(text);
}

static void people_are_rows_or_counts(void **state) {
  (void)state;
  dark_population *population = certain_population("x", "y");
  dark_sample *sample = draw(population);
  assert_text(people_as_text(sample->table, DARK_PEOPLE_ROWS), "form,B,A\nx,1,0\nx,1,0\nx,1,0\ny,1,1\ny,1,1\n");
  assert_text(people_as_text(sample->table, DARK_PEOPLE_COUNTS), "form,B,A,count\nx,1,0,3\ny,1,1,2\n");
  dark_sample_free(sample);
  dark_population_free(population);
}

static void the_truth_has_strata_margins_and_total(void **state) {
  (void)state;
  dark_population *population = certain_population("x", "y");
  dark_sample *sample = draw(population);
  assert_text(truth_as_text(population, sample),
              "form,observed,hidden,total,expected_observed,expected_total,size_B,expected_size_B,size_A,expected_size_A\n"
              "x,3,0,3,3,3,3,3,0,0\n"
              "y,2,0,2,2,2,2,2,2,2\n"
              "(all),5,0,5,5,5,5,5,2,2\n");
  dark_sample_free(sample);
  dark_population_free(population);
}

/* Of lists A and B: 3 people of x are on A and 4 of z on none, for certain; z has no record. */
static void the_truth_counts_people_on_no_list(void **state) {
  (void)state;
  static const char *const lists[] = {"A", "B"}, *const categories[] = {"form"};
  static const double only_a[] = {0, 1, 0, 0}, none[] = {1, 0, 0, 0};
  const dark_population_stratum strata[] = {{LEVELS("x"), 3, only_a}, {LEVELS("z"), 4, none}};
  dark_error err = DARK_ERROR_INIT;
  dark_population *population = NULL;
  assert_ok(dark_population_new(&population, lists, 2, categories, 1, strata, 2, &err), err);
  dark_sample *sample = draw(population);
  assert_text(truth_as_text(population, sample),
              "form,observed,hidden,total,expected_observed,expected_total,size_A,expected_size_A,size_B,expected_size_B\n"
              "x,3,0,3,3,3,3,3,0,0\n"
              "z,0,4,4,0,4,0,0,0,0\n"
              "(all),3,4,7,3,7,3,3,0,0\n");
  dark_sample_free(sample);
  dark_population_free(population);
}

/* With the lists named, for everybody is on B, which a file does not say of its lists otherwise. */
static dark_table *read_people(const char *text) {
  static const char *const lists[] = {"B", "A"}, *const by[] = {"form"};
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  char path[32];
  write_file(path, text);
  options.lists = lists, options.n_lists = 2;
  options.by = by, options.n_by = 1;
  const dark_status status = dark_table_read_csv(&table, path, &options, &err);
  unlink(path);
  assert_ok(status, err);
  return table;
}

/* Whatever the values are, the table is the same once it has been written and read. */
static void people_survive_the_way_through_a_file(void **state) {
  (void)state;
  static const char *const values[] = {"a,b",        "say \"no\"", "two\nlines",       " blanks ",
                                       "semi;colon", "tab\tbed",   "Zwangsarbeit äöü", "0"};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    for (int form = 0; form < 2; form++) {
      dark_population *population = certain_population(values[i], "plain");
      dark_sample *sample = draw(population);
      char *text = people_as_text(sample->table, (dark_people_form)form), *again;
      dark_table *table = read_people(text);
      again = people_as_text(table, (dark_people_form)form);
      assert_string_equal(again, text);
      free(again), free(text);
      dark_table_free(table);
      dark_sample_free(sample);
      dark_population_free(population);
    }
  }
}

static int stop_at_once(void *context) {
  ++*(int *)context;
  return 0;
}

static void writing_can_be_stopped(void **state) {
  (void)state;
  const double cells[] = {0, 200000};
  dark_table *table = table_of_cells(cells, 1);
  int n_calls = 0;
  dark_error err = DARK_ERROR_INIT;
  FILE *stream = fopen("/dev/null", "w");
  assert_int_equal(dark_report_people(stream, table, DARK_PEOPLE_ROWS, stop_at_once, &n_calls, &err), DARK_EINTERRUPTED);
  assert_int_equal(n_calls, 1);
  assert_string_equal(err.message, "interrupted");
  fclose(stream);
  stream = fopen("/dev/full", "w");
  assert_int_equal(dark_report_people(stream, table, DARK_PEOPLE_COUNTS, NULL, NULL, &err), DARK_EIO);
  fclose(stream);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(people_are_rows_or_counts),
      cmocka_unit_test(the_truth_has_strata_margins_and_total),
      cmocka_unit_test(the_truth_counts_people_on_no_list),
      cmocka_unit_test(people_survive_the_way_through_a_file),
      cmocka_unit_test(writing_can_be_stopped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
