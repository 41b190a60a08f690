/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a row is a person or a number of people: columns of counts by their names, numbers of cases that are named as counts, counts that
   nobody names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/table_file.h"
#include "table/tally/variety.h"

static void counts_are_known_by_their_names(void **state) {
  (void)state;
  static const char *const names[] = {"N", "n", "Count", "COUNT", "freq", "Freq", "FREQUENCY", "Frequency"};
  for (size_t i = 0; i < LENGTH_OF(names); i++) {
    char csv[96], notes[160];
    snprintf(csv, sizeof csv, "A,B,%s\n1,0,89\n0,1,24\n1,1,24\n", names[i]);
    snprintf(notes, sizeof notes, "lists found by their values: A, B\npeople are counted by column %s\n", names[i]);
    expect_table(csv, NULL, "A@0 B@1 | 1:89 2:24 3:24", notes);
  }
  expect_table("A,B,freq,n,count\n1,0,2,3,4\n0,1,2,3,4\n", NULL, "A@0 B@1 | 1:4 2:4", NULL);
  expect_table("A,B,N,Freq\n1,0,1,3\n0,1,0,4\n0,1,1,5\n", NULL, "A@0 B@1 N@2 | 2:4 5:3 6:5", NULL);
}

static void a_total_counts_only_when_it_is_named(void **state) {
  (void)state;
  static const char csv[] = "A,B,total\n1,0,5\n0,1,7\n1,1,3\n1,0,5\n";
  expect_table(csv, NULL, "A@0 B@1 | 1:2 2:1 3:1", NULL);
  expect_table(csv, OPTIONS(.count = "total"), "A@0 B@1 | 1:10 2:7 3:3", NULL);
}

static void the_number_of_lists_of_a_row_is_no_count(void **state) {
  (void)state;
  static const char csv[] = "A,B,C,total\n1,0,0,1\n0,1,0,1\n1,1,0,2\n1,1,1,3\n1,0,0,1\n";
  expect_refusal(
      DARK_EDATA, csv, OPTIONS(.count = "total"),
      "t.csv: column total is the number of lists in each row and no count of people; --ignore total instead of --count takes "
      "each row for one person, --force-count counts by the column all the same");
  expect_table(csv, OPTIONS(SET(ignore, "total")), "A@0 B@1 C@2 | 1:2 2:1 3:1 7:1", NULL);
  expect_table(csv, OPTIONS(.count = "total", .force_count = 1), "A@0 B@1 C@2 | 1:2 2:1 3:2 7:3", NULL);
  expect_bad_data(
      "A,B,n\n1,0,1\n0,1,1\n1,1,2\n1,1,2\n",
      "t.csv: column n is the number of lists in each row and no count of people; --ignore n takes each row for one person, "
      "--force-count counts by the column all the same");
}

/* Two people are on N alone: as counts they would be one row of nobody and one of one. */
static void a_list_called_n_is_not_taken_for_counts(void **state) {
  (void)state;
  static const char csv[] = "P,N,G\n1,0,0\n1,0,1\n0,1,1\n1,0,0\n0,1,1\n1,1,0\n1,1,0\n";
  expect_bad_data(
      csv, "t.csv: column N holds only 0 and 1 and may be a list; --count N counts people by it, --lists names it with the "
           "other lists");
  expect_table(csv, OPTIONS(SET(lists, "P", "N", "G")), "G@2 N@1 P@0 | 3:2 4:2 5:1 6:2", NULL);
  expect_table(csv, OPTIONS(.count = "N"), "G@1 P@0 | 1:2 2:2", NULL);
  expect_table("P,N,G\n1,0,0\n1,1,1\n0,1,1\n", NULL, "G@1 P@0 | 1:1 3:1", NULL);
}

#define NUMBERED ",A,B,sex\n1501,1,0,F\n2222,0,1,M\n1707,1,1,F\n3004,1,0,M\n1805,1,0,F\n2906,0,1,M\n1999,1,0,F\n"
static const char cases[] = "case" NUMBERED, renamed[] = "file" NUMBERED;

static void numbers_of_cases_are_no_counts(void **state) {
  (void)state;
  expect_refusal(
      DARK_EDATA, cases, OPTIONS(.count = "case"),
      "t.csv: column case looks like a number of each person or case; --ignore case instead of --count takes each row for one "
      "person, --force-count counts by the column all the same");
  expect_refusal(
      DARK_EDATA, renamed, OPTIONS(.count = "file"),
      "t.csv: column file has nearly another value in every row, as numbers of cases have, while combinations of lists repeat; "
      "--ignore file instead of --count takes each row for one person, --force-count counts by the column all the same");
  expect_table(renamed, OPTIONS(SET(ignore, "file")), "A@0 B@1 | 1:4 2:2 3:1", NULL);
  expect_table(renamed, OPTIONS(.count = "file", .force_count = 1), "A@0 B@1 | 1:8309 2:5128 3:1707", NULL);
}

/* No combination twice, of lists and categories: so are tables of counts, whose numbers may well all differ. */
static void counts_that_all_differ_are_counts(void **state) {
  (void)state;
  expect_table("A,B,sex,people\n1,0,F,10\n0,1,F,20\n1,1,F,30\n1,0,M,40\n0,1,M,50\n1,1,M,60\n", OPTIONS(.count = "people"),
               "A@0 B@1 | 1:50 2:70 3:90", NULL);
  expect_table("A,B,people\n1,0,10\n0,1,20\n1,1,30\n", OPTIONS(.count = "people"), "A@0 B@1 | 1:10 2:20 3:30", NULL);
}

/* More rows than are looked at one by one, in which no number repeats. */
static void numbers_of_many_cases_are_no_counts(void **state) {
  (void)state;
  const unsigned starts[] = {1, 70000};
  char *csv = malloc((size_t)64 * 20000);
  assert_non_null(csv);
  for (size_t k = 0; k < LENGTH_OF(starts); k++) {
    int n = sprintf(csv, "A,B,file\n");
    for (unsigned i = 0; i < 20000; i++) n += sprintf(csv + n, "%u,%u,%u\n", i % 3 != 0, i % 3 != 1, starts[k] + i);
    expect_refusal(
        DARK_EDATA, csv, OPTIONS(.count = "file"),
        "t.csv: column file has nearly another value in every row, as numbers of cases have, while combinations of lists "
        "repeat; --ignore file instead of --count takes each row for one person, --force-count counts by the column all the "
        "same");
    n = sprintf(csv, "A,B,file\n");
    for (unsigned i = 0; i < 20000; i++) n += sprintf(csv + n, "%u,%u,%u\n", i % 3 != 0, i % 3 != 1, starts[k] + i % 700);
    dark_table_free(table_file_read(csv, OPTIONS(.count = "file")));
  }
  free(csv);
}

/* Numbers of a column in any order and any size. */
static void variety_does_not_depend_on_order(void **state) {
  (void)state;
  static dark__variety up, down;
  for (int repeats = 0; repeats < 2; repeats++) {
    up = down = (dark__variety){0};
    for (uint64_t i = 0; i < 30000; i++) {
      const uint64_t n_different = repeats ? 3000 : 30000;
      dark__variety_add(&up, i % n_different * 1009);
      dark__variety_add(&down, (29999 - i) % n_different * 1009);
    }
    assert_int_equal(dark__variety_is_great(&up), !repeats);
    assert_memory_equal(&up, &down, sizeof up);
  }
  up = (dark__variety){0};
  assert_false(dark__variety_is_great(&up));
  for (uint64_t i = 0; i < 5000; i++) dark__variety_add(&up, 70000 + i % 100);
  assert_false(dark__variety_is_great(&up));
}

static void persons_that_are_all_different_may_be_counts(void **state) {
  (void)state;
  static const char csv[] = "A,B,antal\n1,0,89\n0,1,24\n1,1,24\n";
  expect_bad_data(
      csv, "t.csv: every row is another combination of lists, and column antal holds whole numbers: --count antal counts people "
           "by it, --ignore antal takes each row for one person");
  expect_table(csv, OPTIONS(.count = "antal"), "A@0 B@1 | 1:89 2:24 3:24", NULL);
  expect_table(csv, OPTIONS(SET(ignore, "antal")), "A@0 B@1 | 1:1 2:1 3:1", NULL);
  expect_refusal(
      DARK_EDATA, csv, OPTIONS(SET(lists, "A", "B")),
      "t.csv: every row is another combination of lists, and column antal holds whole numbers: --count antal counts people "
      "by it, --ignore antal takes each row for one person");
  expect_bad_data(
      "A,B,sex,antal\n1,0,F,10\n0,1,F,20\n1,1,F,30\n1,0,M,40\n0,1,M,50\n1,1,M,60\n",
      "t.csv: every row is another combination of lists and categories, and column antal holds whole numbers: --count antal "
      "counts people by it, --ignore antal takes each row for one person");
  expect_table("A,B,antal\n1,0,89\n0,1,24\n1,1,24\n1,0,24\n", NULL, "A@0 B@1 | 1:2 2:1 3:1", NULL);
  expect_table("A,B,age\n1,0,34\n0,1,24\n1,1,19\n", NULL, "A@0 B@1 | 1:1 2:1 3:1", NULL);
}

static void leaving_people_out_is_not_proposed_where_counts_are_in_doubt(void **state) {
  (void)state;
  expect_bad_data(
      "A,B,antal\n1,0,89\n0,1,24\n1,1,24\n0,0,17\n",
      "t.csv: every row is another combination of lists, and column antal holds whole numbers: --count antal counts people "
      "by it, --ignore antal takes each row for one person");
  expect_bad_data("A,B,antal,year\n1,0,89,2013\n0,1,24,2014\n1,1,24,2013\n0,0,17,2014\n",
                  "t.csv:5: this row counts people who are on no list; if a column holds counts, --count names it");
}

static void identifiers_are_left_aside(void **state) {
  (void)state;
  static const char *const names[] = {"id", "ID", "person_id", "Case No", "PersonID", "Fallnummer", "henkilötunnus", "key"};
  for (size_t i = 0; i < LENGTH_OF(names); i++) {
    char csv[96], notes[240];
    snprintf(csv, sizeof csv, "%s,A,B\n1,1,0\n2,0,1\n3,1,0\n", names[i]);
    snprintf(notes, sizeof notes,
             "lists found by their values: A, B\ncolumn %s was left aside: other values in every row, as numbers and keys of "
             "persons have\n",
             names[i]);
    expect_table(csv, NULL, "A@0 B@1 | 1:2 2:1", notes);
  }
  expect_table("nth,A,B\n4,1,0\n2,0,1\n1,1,0\n3,1,0\n7,1,0\n5,0,1\n8,1,0\n6,1,1\n", NULL, "A@0 B@1 | 1:5 2:2 3:1", NULL);
}

/* Two people with the numbers 1 and 2 are no list, in which a 2 is in the way. */
static void two_identifiers_are_no_list(void **state) {
  (void)state;
  expect_table("id,A,B\n1,1,0\n2,0,1\n", NULL, "A@0 B@1 | 1:1 2:1", NULL);
  expect_bad_data("visit,A,B\n1,1,0\n2,0,1\n",
                  "t.csv:3:1: a one-digit number is not 0 or 1 (list visit); --ignore visit leaves the column out");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_are_known_by_their_names),
      cmocka_unit_test(a_total_counts_only_when_it_is_named),
      cmocka_unit_test(the_number_of_lists_of_a_row_is_no_count),
      cmocka_unit_test(a_list_called_n_is_not_taken_for_counts),
      cmocka_unit_test(numbers_of_cases_are_no_counts),
      cmocka_unit_test(counts_that_all_differ_are_counts),
      cmocka_unit_test(numbers_of_many_cases_are_no_counts),
      cmocka_unit_test(variety_does_not_depend_on_order),
      cmocka_unit_test(persons_that_are_all_different_may_be_counts),
      cmocka_unit_test(leaving_people_out_is_not_proposed_where_counts_are_in_doubt),
      cmocka_unit_test(identifiers_are_left_aside),
      cmocka_unit_test(two_identifiers_are_no_list),
  };
  return cmocka_run_group_tests(tests, table_folder_make, table_folder_remove);
}
