/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suppressed counts as a file gives them. */
#include <stdio.h>
#include <string.h>

#include <darkfigure/suppression.h>

#include "support/assert_close.h"
#include "support/table_file.h"

static uint64_t number;

/* "stratum:history=least-most ..." of all suppressed counts, and "+" before a total that is known. */
static void expect_suppressed(const char *csv, const dark_read_options *options, const char *cells) {
  char shown[512] = "";
  dark_table *table = table_file_read(csv, options);
  const dark_suppression *known = dark_table_suppression(table);
  assert_non_null(known);
  for (size_t i = 0; i < known->n; i++) {
    const dark_suppressed_cell *cell = &known->cells[i];
    const size_t n = strlen(shown);
    snprintf(shown + n, sizeof shown - n, "%s%zu:%u=%u-%u", i > 0 ? " " : "", cell->stratum, (unsigned)cell->history,
             (unsigned)cell->least, (unsigned)cell->most);
  }
  const size_t n = strlen(shown);
  snprintf(shown + n, sizeof shown - n, " | %u-%u%s%s", (unsigned)known->least, (unsigned)known->most,
           known->has_total ? " known" : "", known->is_rule ? "" : " here and there");
  assert_string_equal(shown, cells);
  dark_table_free(table);
}

static void ranges_are_read(void **state) {
  (void)state;
  expect_suppressed("A,B,count\n1,0,40\n0,1,30\n1,1,<5\n", NULL, "0:3=1-4 | 1-4");
  expect_suppressed("A,B,count\n1,0,40\n0,1,30\n1,1,< 5\n", NULL, "0:3=1-4 | 1-4");
  expect_suppressed("A,B,count\n1,0,40\n0,1,30\n1,1,<=5\n", NULL, "0:3=1-5 | 1-5");
  expect_suppressed("A,B,count\n1,0,40\n0,1,30\n1,1,\xE2\x89\xA4 5\n", NULL, "0:3=1-5 | 1-5");
  expect_suppressed("A,B,count\n1,0,40\n0,1,30\n1,1,2-4\n", NULL, "0:3=2-4 | 2-4");
  expect_suppressed("A,B,count\n1,0,40\n0,1,30\n1,1,2 \xE2\x80\x93 4\n", NULL, "0:3=2-4 | 2-4");
  expect_suppressed("A,B,count\n1,0,40\n0,1,30\n1,1,s\n", OPTIONS(.suppressed = "1-4"), "0:3=1-4 | 1-4");
  expect_suppressed("A,B,count\n1,0,40\n0,1,30\n1,1,*\n", OPTIONS(.suppressed = "<10"), "0:3=1-9 | 1-9");
  expect_suppressed("A,B,count\n1,0,S\n0,1,30\n1,1,<3\n", OPTIONS(.suppressed = "1-4"), "0:1=1-4 0:3=1-2 | 2-6");
}

/* Records agree with what is known: the least, or the total dealt out by how much room there is. */
static void records_stand_for_suppressed_counts(void **state) {
  (void)state;
  expect_table("A,B,count\n1,0,40\n0,1,30\n1,1,<5\n", NULL, "A@0 B@1 | 1:40 2:30 3:1",
               "1 count is suppressed and holds at least 1 and at most 4 people; where people are "
               "counted, it is with the least; --suppressed-total says how many they are\nlists found by their values: A, B\n");
  number = 8;
  expect_table("A,B,C,count\n1,0,0,40\n0,1,0,30\n1,1,1,<5\n1,1,0,1-7\n0,0,1,9\n", OPTIONS(.suppressed_total = &number),
               "A@0 B@1 C@2 | 1:40 2:30 3:5 4:9 7:3",
               "2 counts are suppressed and hold 8 people, as --suppressed-total says\nlists found by their values: A, B, C\n");
  number = 11;
  expect_suppressed("A,B,C,count\n1,0,0,40\n0,1,1,30\n1,1,1,<5\n1,1,0,1-7\n", OPTIONS(.suppressed_total = &number),
                    "0:3=1-7 0:7=1-4 | 11-11 known");
  /* What can only be one number is that number. */
  dark_table *table = table_file_read("A,B,count\n1,0,40\n0,1,3-3\n1,1,<2\n", NULL);
  assert_null(dark_table_suppression(table));
  assert_true(dark_table_n_people(table) == 44);
  dark_table_free(table);
}

/* A row that is not there is a 0, unless small counts are said to be suppressed from 0 on; a row that says 0 is one. */
static void combinations_without_a_row_are_0_unless_0_is_suppressed(void **state) {
  (void)state;
  static const char csv[] = "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,s\n0,1,1,0\n1,1,1,9\n";
  expect_suppressed(csv, OPTIONS(.suppressed = "1-4"), "0:3=1-4 | 1-4");
  expect_suppressed(csv, OPTIONS(.suppressed = "0-4"), "0:3=0-4 0:5=0-4 | 0-8 here and there");
  expect_suppressed("A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,s\n1,1,1,9\n", OPTIONS(.suppressed = "0-4"),
                    "0:3=0-4 0:5=0-4 0:6=0-4 | 0-12");
  expect_table(
      "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,s\n1,1,1,9\n", OPTIONS(.suppressed = "0-4"),
      "A@0 B@1 C@2 | 1:40 2:30 3:0 4:20 5:0 6:0 7:9",
      "3 counts are suppressed and hold at least 0 and at most 12 people; where people "
      "are counted, it is with the least; --suppressed-total says how many they are\n2 of them are of combinations of lists "
      "that no row has, since a suppressed count may be 0\nlists found by their values: A, B, C\n");
  expect_suppressed("A,B,count\n1,0,40\n0,1,30\n1,1,<5\n", OPTIONS(.suppressed = "0-9"), "0:3=0-4 | 0-4");
  /* A list with nothing but such counts is there. */
  expect_suppressed("A,B,Z,count\n1,0,0,40\n0,1,0,30\n1,1,0,9\n0,0,1,0-4\n", NULL, "0:4=0-4 | 0-4 here and there");
}

/* Neither the order of rows nor that of columns matters. */
static void order_does_not_matter_to_suppressed_counts(void **state) {
  (void)state;
  number = 9;
  static const char *const all[] = {"B,A,form,count\n1,0,x,<5\n0,1,y,12\n1,1,y,<5\n1,1,x,<9\n0,1,x,7\n",
                                    "form,count,A,B\ny,<5,1,1\nx,<9,1,1\nx,7,1,0\nx,<5,0,1\ny,12,1,0\n"};
  for (size_t i = 0; i < 2; i++) {
    expect_suppressed(all[i], OPTIONS(SET(by, "form"), .suppressed_total = &number),
                      "0:2=1-4 0:3=1-8 1:3=1-4 | 9-9 known here and there");
    dark_table *table = table_file_read(all[i], OPTIONS(SET(by, "form"), .suppressed_total = &number));
    size_t n;
    const dark_record *records = dark_table_records(table, 0, &n);
    assert_int_equal(n, 3);
    assert_true(records[1].count == 3 && records[2].count == 4); /* 1 + 6 x 3/13, 1 + 6 x 7/13, and one more for the first */
    dark_table_free(table);
  }
}

static void what_makes_no_sense_is_refused(void **state) {
  (void)state;
  static const char csv[] = "A,B,count\n1,0,40\n0,1,30\n1,1,s\n";
  expect_bad_data(
      csv, "t.csv:4:3: this count is suppressed (column count), and nothing says between which numbers it is; --suppressed "
           "1-4 says that it is from 1 to 4");
  expect_bad_data("A,B,count\n1,0,40\n0,1,30\n1,1,5-1\n",
                  "t.csv:4:3: there is no number in this range of counts (column count); the smaller one comes first, as in 1-4");
  expect_bad_data("A,B,count\n1,0,40\n0,1,30\n1,1,<0\n",
                  "t.csv:4:3: there is no number in this range of counts (column count); the smaller one comes first, as in 1-4");
  expect_bad_data("A,B,count\n1,0,40\n0,1,30\n1,1,1-9999999\n",
                  "t.csv:4:3: a suppressed count may be 10000 at most (column count)");
  expect_bad_data(
      "A,B,sex,count\n1,0,f,40\n0,1,f,30\n1,1,f,<5\n1,1,m,7\n",
      "t.csv:4: this count is suppressed, and others have the same lists and categories, so that they would be added up; "
      "--by names the columns that tell them apart, and --drop-list and --merge-lists do not go with it");
  expect_bad_use(csv, OPTIONS(.suppressed = "5-1"),
                 "--suppressed: there is no number in '5-1'; the smaller one comes first, as in 1-4");
  expect_bad_use(csv, OPTIONS(.suppressed = "few"),
                 "--suppressed: 'few' is not of the form 1-4, from the smallest count that is suppressed to the largest");
  expect_bad_use(csv, OPTIONS(.suppressed = "1-9999999"), "--suppressed: a suppressed count may be 10000 at most");
  expect_bad_use("A,B\n1,0\n0,1\n1,1\n", OPTIONS(.suppressed = "1-4"),
                 "--suppressed is about a column of counts and t.csv has none; --count names it");
  number = 5;
  expect_bad_use(csv, OPTIONS(.suppressed = "1-4", .suppressed_total = &number),
                 "--suppressed-total is 5, and the 1 suppressed counts hold at least 1 and at most 4 people");
  number = 0;
  expect_bad_use(csv, OPTIONS(.suppressed = "1-4", .suppressed_total = &number),
                 "--suppressed-total is 0, and the 1 suppressed counts hold at least 1 and at most 4 people");
  expect_bad_use("A,B,count\n1,0,40\n0,1,30\n1,1,4\n", OPTIONS(.suppressed_total = &number),
                 "--suppressed-total: no count of t.csv is suppressed");
  number = 3;
  expect_refusal(
      DARK_EDATA, "A,B,C,count\n1,0,0,40\n0,1,0,30\n1,1,0,7\n0,0,1,<5\n",
      OPTIONS(SET(drop_lists, "C"), .suppressed_total = &number),
      "t.csv:5: this suppressed count is of people who are left out, so that --suppressed-total says nothing of the others");
  expect_refusal(DARK_EDATA, "captures,count\n1,40\n2,<5\n", OPTIONS(.count_of_captures = "captures"),
                 "t.csv:3:2: this count is suppressed (column count), and only counts of people by lists may be");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranges_are_read),
      cmocka_unit_test(records_stand_for_suppressed_counts),
      cmocka_unit_test(combinations_without_a_row_are_0_unless_0_is_suppressed),
      cmocka_unit_test(order_does_not_matter_to_suppressed_counts),
      cmocka_unit_test(what_makes_no_sense_is_refused),
  };
  return cmocka_run_group_tests(tests, table_folder_make, table_folder_remove);
}
