/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residents and rates: by hand, with and without limits, what is summed over, and files that are refused. */
#include <math.h>
#include <string.h>

#include <darkfigure/residents.h>

#include "support/assert_close.h"
#include "support/table_file.h"

static const char *const sexes[] = {"f", "m"}, *const forms[] = {"labour", "sexual"};

/* Forms and sexes with nobody in them: what is checked are names. */
static dark_table *make_table(void) {
  static const char *const lists[] = {"A", "B"};
  const dark_category categories[] = {{.name = "form", .levels = forms, .n_levels = 2},
                                      {.name = "sex", .levels = sexes, .n_levels = 2}};
  dark_table *table = NULL;
  assert_int_equal(dark_table_new_empty(&table, lists, 2, categories, 2, NULL), DARK_OK);
  return table;
}

static dark_residents *read_residents(const char *bytes) {
  dark_residents *residents = NULL;
  dark_error err = DARK_ERROR_INIT;
  table_file_write(bytes, strlen(bytes));
  const dark_status status = dark_residents_read(&residents, "t.csv", &err);
  if (status != DARK_OK) print_error("%s\n", err.message);
  assert_int_equal(status, DARK_OK);
  return residents;
}

static dark_resident_rate rate_of(const dark_residents *residents, const char *form, const char *sex, double total, double lower,
                                  double upper) {
  const char *const names[] = {"form", "sex"}, *const levels[] = {form, sex};
  return dark_residents_rate(residents, names, levels, 2, total, lower, upper);
}

/* 200 of 200,000 are 100 per 100,000; limits that are known go with the numerator's. */
static void rates_are_per_hundred_thousand(void **state) {
  (void)state;
  dark_residents *residents = read_residents("sex,people\nf,200000\nm,100000\n");
  const dark_resident_rate f = rate_of(residents, "labour", "f", 200, 100, 400);
  assert_close(f.residents, 200000, 0, 0);
  assert_close(f.rate, 100, 1e-15, 0);
  assert_close(f.lower, 50, 1e-15, 0);
  assert_close(f.upper, 200, 1e-15, 0);
  const dark_resident_rate all = rate_of(residents, "(all)", "(all)", 600, NAN, NAN);
  assert_close(all.residents, 300000, 0, 0);
  assert_close(all.rate, 200, 1e-15, 0);
  assert_true(isnan(all.lower) && isnan(all.upper));
  const dark_resident_rate limit = rate_of(residents, "sexual", "m", NAN, 9, NAN);
  assert_true(isnan(limit.rate) && isnan(limit.upper));
  assert_close(limit.lower, 9, 1e-15, 0);
  dark_residents_free(residents);
}

/* Lower: 100 exp(-sqrt(log(2)^2 + log(1.1)^2)), upper: 100 exp(sqrt(log(2)^2 + log(200/180)^2)). The sum of both sexes has the limits
   300,000 - 20,000 and 300,000 + 20,000, those of m being known. */
static void limits_of_residents_widen_those_of_the_rate(void **state) {
  (void)state;
  dark_residents *residents = read_residents("sex,people,lower,upper\nf,200000,180000,220000\nm,100000,,\n");
  const dark_resident_rate f = rate_of(residents, "labour", "f", 200, 100, 400);
  assert_close(f.rate, 100, 1e-15, 0);
  assert_close(f.lower, 49.67495819071546, 1e-12, 0);
  assert_close(f.upper, 201.59872300755802, 1e-12, 0);
  const dark_resident_rate all = rate_of(residents, "labour", "(all)", 200, 100, 400);
  assert_close(all.lower, 33.233546733315755, 1e-12, 0);
  assert_close(all.upper, 133.7908047836525, 1e-12, 0);
  const dark_resident_rate m = rate_of(residents, "labour", "m", 200, 100, 400);
  assert_close(m.lower, 100, 1e-15, 0);
  assert_close(m.upper, 400, 1e-15, 0);
  const dark_resident_rate none = rate_of(residents, "labour", "f", NAN, 100, NAN); /* the fewest among the most */
  assert_close(none.lower, 1e5 * 100 / 220000, 1e-15, 0);
  dark_residents_free(residents);
}

static void order_of_rows_and_columns_does_not_matter(void **state) {
  (void)state;
  dark_residents *a = read_residents("sex,people,lower,upper\nf,200000,180000,220000\nm,100000,,\n");
  dark_residents *b = read_residents("upper,people,sex,lower\n,100000,m,\n220000,200000,f,180000\n");
  const dark_resident_rate of_a = rate_of(a, "labour", "(all)", 200, 100, 400),
                           of_b = rate_of(b, "labour", "(all)", 200, 100, 400);
  assert_memory_equal(&of_a, &of_b, sizeof of_a);
  dark_residents_free(a);
  dark_residents_free(b);
}

static void one_row_without_categories_is_everybody(void **state) {
  (void)state;
  dark_residents *residents = read_residents("people\n500000\n");
  assert_close(rate_of(residents, "labour", "m", 5, NAN, NAN).rate, 1, 1e-15, 0);
  assert_close(dark_residents_rate(residents, NULL, NULL, 0, 5, NAN, NAN).rate, 1, 1e-15, 0);
  dark_residents_free(residents);
  assert_true(isnan(rate_of(NULL, "labour", "m", 5, 4, 6).residents));
}

static void refuse(const char *bytes, dark_status expected, const char *words) {
  dark_residents *residents = NULL;
  dark_error err = DARK_ERROR_INIT;
  table_file_write(bytes, strlen(bytes));
  dark_status status = dark_residents_read(&residents, "t.csv", &err);
  dark_table *table = make_table();
  if (status == DARK_OK) status = dark_residents_check(residents, table, &err);
  if (strstr(err.message, words) == NULL) print_error("'%s' does not say '%s'\n", err.message, words);
  assert_int_equal(status, expected);
  assert_non_null(strstr(err.message, words));
  dark_table_free(table);
  dark_residents_free(residents);
}

static void what_is_no_file_of_residents_is_refused(void **state) {
  (void)state;
  refuse("sex,persons\nf,1\n", DARK_EDATA, ":1: no column is called 'people'");
  refuse("sex,sex,people\nf,f,1\n", DARK_EDATA, ":1:2: column 'sex' stands there twice");
  refuse("sex,people,lower\nf,1,1\n", DARK_EDATA, ":1: there is a column 'lower' and none called 'upper'");
  refuse("sex,people\nf,100\nm,0\n", DARK_EDATA, ":3:2: 0 residents");
  refuse("sex,people\nf,100\nm,-3\n", DARK_EDATA, ":3:2: -3 residents");
  refuse("sex,people\nf,many\n", DARK_EDATA, ":2:2: ");
  refuse("sex,people\nf,nan\n", DARK_EDATA, "is no number of people");
  refuse("sex,people\nf,100\nm,50\nf,100\n", DARK_EDATA, ":4: the same categories as in line 2");
  refuse("people\n100\n100\n", DARK_EDATA, ":3: the same people as in line 2");
  refuse("sex,people,lower,upper\nf,100,110,120\nm,1,,\n", DARK_EDATA, ":2: the limits 110 and 120 do not enclose 100 people");
  refuse("sex,people,lower,upper\nf,100,120,90\nm,1,,\n", DARK_EDATA, ":2: the limits 120 and 90 do not enclose");
  refuse("sex,people,lower,upper\nf,100,90,\nm,1,,\n", DARK_EDATA, ":2: one limit is missing");
  refuse("sex,people,lower,upper\nf,100,0,110\nm,1,,\n", DARK_EDATA, ":2:3: 0 residents");
  refuse("sex,people\n", DARK_EDATA, "only a header");
}

static void what_does_not_go_with_the_table_is_refused(void **state) {
  (void)state;
  refuse("sexx,people\nf,100\nm,100\n", DARK_EUSAGE, "column 'sexx' is no category of the estimates: did you mean 'sex'?");
  refuse("age,people\nf,100\nm,100\n", DARK_EUSAGE, "name it in --by, or leave it out and give the sums");
  refuse("sex,people\nf,100\n", DARK_EDATA, "no row for sex=m, which the estimates have");
  refuse("form,people\nlabor,100\nsexual,100\n", DARK_EDATA,
         "no row for form=labour, which the estimates have; add its residents; is it "
         "the one called 'labor' there?");
  refuse("form,sex,people\nlabour,f,1\nlabour,m,1\nsexual,f,1\n", DARK_EDATA, "no row for form=sexual, sex=m");
}

static void values_that_nobody_has_are_in_the_sums(void **state) {
  (void)state;
  dark_residents *residents = read_residents("sex,people\nf,200000\nm,100000\nother,700000\n");
  dark_table *table = make_table();
  assert_int_equal(dark_residents_check(residents, table, NULL), DARK_OK);
  assert_close(rate_of(residents, "(all)", "(all)", 10, NAN, NAN).residents, 1e6, 0, 0);
  dark_table_free(table);
  dark_residents_free(residents);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rates_are_per_hundred_thousand),
      cmocka_unit_test(limits_of_residents_widen_those_of_the_rate),
      cmocka_unit_test(order_of_rows_and_columns_does_not_matter),
      cmocka_unit_test(one_row_without_categories_is_everybody),
      cmocka_unit_test(what_is_no_file_of_residents_is_refused),
      cmocka_unit_test(what_does_not_go_with_the_table_is_refused),
      cmocka_unit_test(values_that_nobody_has_are_in_the_sums),
  };
  return cmocka_run_group_tests(tests, table_folder_make, table_folder_remove);
}
