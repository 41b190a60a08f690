/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates: rows of a period, years as a category, and days that cannot be told from months. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/table_file.h"
#include "table/form/date.h"

#define DATED(...) OPTIONS(.date = "d", __VA_ARGS__)

static void dates_are_read(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int day_first, month_first;
  } all[] = {{"2017-05-31", 20170531, 20170531},
             {"2017/5/31", 20170531, 20170531},
             {"31.5.2017", 20170531, 20170531},
             {"31/05/2017", 20170531, 0},
             {"05/31/2017", 0, 20170531},
             {"1/2/2017", 20170201, 20170102},
             {"2016-02-29", 20160229, 20160229},
             {"2017-02-29", 0, 0},
             {"1900-02-29", 0, 0},
             {"2000-02-29", 20000229, 20000229},
             {"2017-13-01", 0, 0},
             {"31.5.17", 0, 0},
             {"2017-05-31 10:30:00", 20170531, 20170531},
             {"2017-05-31T10:30Z", 20170531, 20170531},
             {"2017-05-31x", 0, 0},
             {"2017-05", 0, 0},
             {"42886", 0, 0},
             {"31-05-2017", 0, 0},
             {"31.5/2017", 0, 0},
             {"", 0, 0},
             {"0017-05-31", 0, 0},
             {"0/0/2017", 0, 0}};
  for (size_t i = 0; i < LENGTH_OF(all); i++) {
    const dark__date date = dark__date_read(all[i].text);
    assert_int_equal(date.day_first, all[i].day_first);
    assert_int_equal(date.month_first, all[i].month_first);
  }
}

static void periods_are_read(void **state) {
  (void)state;
  int first, last;
  assert_true(dark__period_read(&first, &last, "2017-01-01..2017-12-31") && first == 20170101 && last == 20171231);
  assert_true(dark__period_read(&first, &last, "2016..2016-02") && first == 20160101 && last == 20160229);
  assert_true(dark__period_read(&first, &last, "2017-07..") && first == 20170701 && last > 20990000);
  assert_true(dark__period_read(&first, &last, "..2017") && first == 0 && last == 20171231);
  static const char *const bad[] = {"",          "..",           "2017",        "2017-2018", "2018..2017",
                                    "2017-13..", "2017-02-30..", "31.5.2017..", "17..18"};
  for (size_t i = 0; i < LENGTH_OF(bad); i++) assert_false(dark__period_read(&first, &last, bad[i]));
}

static void rows_of_the_period_are_kept(void **state) {
  (void)state;
  const char *csv =
      "A,B,d\n1,0,2016-12-31\n0,1,2017-01-01\n1,1,31.12.2017\n1,1,1.1.2018\n0,1,\n1,0,NA\n1,0,2017-05-31 10:00:00\n";
  expect_table(csv, DATED(.period = "2017-01-01..2017-12-31"), "A@0 B@1 | 1:1 2:1 3:1",
               "t.csv: 2 rows outside the period were left out\nt.csv: 2 rows without a date were left out\n"
               "lists found by their values: A, B\n");
  expect_table(csv, DATED(.period = "2018.."), "A@0 B@1 | 3:1", NULL);
  expect_table(csv, DATED(SET(by, "year(d)")), "A@0 B@1 | [(missing)] 1:1 2:1 | [2016] 1:1 | [2017] 1:1 2:1 3:1 | [2018] 3:1",
               NULL);
  expect_table(csv, DATED(SET(where, "year(d)=2017", "year(d)=2018")), "A@0 B@1 | 1:1 2:1 3:2", NULL);
  expect_table("A,B,count,d\n1,0,3,2017-01-01\n1,0,3,2017-01-01\n0,1,2,2017-01-02\n0,1,9,2018-01-02\n",
               DATED(.period = "2017..2017"), "A@0 B@1 | 1:6 2:2", NULL);
}

static void the_long_form_has_periods_too(void **state) {
  (void)state;
  expect_table("id,list,d\nu,a,2017-01-01\nu,b,2018-01-01\nv,b,2017-06-01\n",
               OPTIONS(.long_key = "id", .long_list = "list", .date = "d", .period = "2017..2017"), "a@0 b@1 | 1:1 2:1", NULL);
}

/* 3/4/2017 is in either half-year by one reading and in the other by none: it does not matter; 3/9/2017 does. */
static void days_that_may_be_months_are_refused_where_it_matters(void **state) {
  (void)state;
  const char *doubtful = "A,B,d\n1,0,3/4/2017\n0,1,3/9/2017\n1,1,4/4/2017\n";
  expect_table(doubtful, DATED(SET(by, "year(d)")), "A@0 B@1 | [2017] 1:1 2:1 3:1", NULL);
  expect_table(doubtful, DATED(.period = "2017..2017"), "A@0 B@1 | 1:1 2:1 3:1", NULL);
  expect_refusal(
      DARK_EDATA, doubtful, DATED(.period = "2017-01..2017-06"),
      "t.csv:3:3: whether this day is in the period depends on whether its day or its month comes first, which no date of "
      "the column shows; --date-form d/m/y or --date-form m/d/y says it (column d)");
  expect_table(doubtful, DATED(.period = "2017-01..2017-06", .date_form = "d/m/y"), "A@0 B@1 | 1:1 3:1", NULL);
  expect_table(doubtful, DATED(.period = "2017-01..2017-06", .date_form = "m/d/y"), "A@0 B@1 | 1:1 2:1 3:1", NULL);
  /* One date shows it, wherever it stands. */
  expect_table("A,B,d\n1,0,3/4/2017\n0,1,3/9/2017\n1,1,30/4/2017\n", DATED(.period = "2017-01..2017-06"), "A@0 B@1 | 1:1 3:1",
               NULL);
  expect_table("A,B,d\n1,1,30/4/2017\n0,1,3/9/2017\n1,0,3/4/2017\n", DATED(.period = "2017-01..2017-06"), "A@0 B@1 | 1:1 3:1",
               NULL);
  expect_refusal(
      DARK_EDATA, "A,B,d\n1,0,4/30/2017\n0,1,3/9/2017\n", DATED(.period = "2017-01..2017-06"),
      "t.csv:3:3: whether this day is in the period depends on whether its day or its month comes first, which no date of "
      "the column shows to be the day; --date-form d/m/y or --date-form m/d/y says it (column d)");
}

static void what_is_no_date_is_refused(void **state) {
  (void)state;
  expect_refusal(DARK_EDATA, "A,B,d\n1,0,2017-01-01\n0,1,soon\n", DATED(.period = "2017.."),
                 "t.csv:3:3: a word is not a date such as 2017-05-31, 31.5.2017 or 31/5/2017 (column d)");
  expect_refusal(
      DARK_EDATA, "A,B,d\n1,0,31/1/2017\n0,1,1/31/2017\n", DATED(.period = "2017.."),
      "t.csv: column d has dates with the day first (line 2) and dates with the month first (line 3); write all of them "
      "alike, best as 2017-05-31");
  expect_refusal(DARK_EUSAGE, "A,B,D\n1,0,2017-01-01\n", DATED(.period = "2017.."),
                 "t.csv: there is no column 'd' (--date); did you mean 'D'?");
  expect_refusal(DARK_EUSAGE, "A,B\n1,0\n", OPTIONS(.period = "2017.."), "--period needs the column of dates (--date)");
  expect_refusal(DARK_EUSAGE, "A,B\n1,0\n", DATED(.period = "2017"),
                 "'2017' is not a period such as 2017-01-01..2017-12-31, 2017..2018 or 2017-07.. (--period)");
  expect_refusal(DARK_EUSAGE, "A,B\n1,0\n", DATED(.date_form = "y/m/d"), "'y/m/d' is not d/m/y or m/d/y (--date-form)");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_are_read),
      cmocka_unit_test(periods_are_read),
      cmocka_unit_test(rows_of_the_period_are_kept),
      cmocka_unit_test(the_long_form_has_periods_too),
      cmocka_unit_test(days_that_may_be_months_are_refused_where_it_matters),
      cmocka_unit_test(what_is_no_date_is_refused),
  };
  return cmocka_run_group_tests(tests, table_folder_make, table_folder_remove);
}
