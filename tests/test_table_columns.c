/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a file are, where no option says so: lists, by all of their values; what is nearly a list; what may be a property of
   people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/table_file.h"

static void first_record_does_not_decide_what_is_a_list(void **state) {
  (void)state;
  expect_bad_data("A,B,C\nNA,1,0\n1,0,1\n0,1,1\n1,1,0\n", "t.csv:2:1: NA is a missing membership (list A); --ignore A leaves the "
                                                          "column out, --yes 1 --no 0,NA reads memberships by these words");
  expect_bad_data("A,B,C\n?,1,0\n1,0,1\n0,1,1\n1,1,0\n",
                  "t.csv:2:1: a text with other signs is not 0 or 1 (list A); --ignore A leaves the column out");
  expect_table("A,B,wave\n1,0,1\n0,1,2\n1,1,3\n1,0,2\n", NULL, "A@0 B@1 | 1:2 2:1 3:1",
               "lists found by their values: A, B\neach row was taken for one person; columns not used: wave\n");
}

static void nearly_a_list_is_refused_wherever_the_stray_is(void **state) {
  (void)state;
  static const char *const strays[] = {"7", "x", "01", "1.5", "no answer"};
  static const char *const kinds[] = {"a one-digit number", "a letter", "a two-digit number", "a number with a sign or fraction",
                                      "a text of several words"};
  for (size_t i = 0; i < LENGTH_OF(strays); i++) {
    for (int line = 2; line < 5; line++) {
      char csv[128] = "A,B\n", message[160];
      for (int l = 2; l < 5; l++) {
        snprintf(csv + strlen(csv), sizeof csv - strlen(csv), "%s,%d\n", l == line ? strays[i] : l % 2 == 0 ? "1" : "0", l % 2);
      }
      snprintf(message, sizeof message, "t.csv:%d:1: %s is not 0 or 1 (list A); --ignore A leaves the column out", line,
               kinds[i]);
      expect_bad_data(csv, message);
    }
  }
}

static void columns_of_other_things_are_left_aside(void **state) {
  (void)state;
  expect_table("A,B,kids,remark,empty\n1,0,0,,\n0,1,1,seen twice,\n1,1,2,,\n1,0,3,1,NA\n", NULL, "A@0 B@1 | 1:2 2:1 3:1",
               "lists found by their values: A, B\neach row was taken for one person; columns not used: kids, remark, empty\n");
}

static void many_different_values_are_no_list(void **state) {
  (void)state;
  char csv[4096] = "A,B,who\n";
  for (int i = 0; i < 60; i++)
    snprintf(csv + strlen(csv), sizeof csv - strlen(csv), "%d,%d,%s%d\n", i % 2, (i + 1) % 2, i < 2 ? "" : "p", i);
  expect_table(csv, NULL, "A@0 B@1 | 1:30 2:30", NULL);
}

static void what_where_leaves_out_is_not_judged_but_tells(void **state) {
  (void)state;
  static const char csv[] = "A,B,visits,year\n1,0,1,1\n0,1,0,1\n1,1,1,1\nNA,0,7,2\n2,0,5,2\n";
  expect_table(csv, OPTIONS(SET(where, "year=1")), "A@0 B@1 | 1:1 2:1 3:1", NULL);
}

static void properties_of_people_are_not_taken_for_lists(void **state) {
  (void)state;
  static const char *const names[] = {"sex",        "Female",   "MINOR",  "is_minor", "alaikäinen",
                                      "ALAIKÄINEN", "männlich", "Mineur", "menor",    "kön"};
  for (size_t i = 0; i < LENGTH_OF(names); i++) {
    char csv[96], message[400];
    snprintf(csv, sizeof csv, "A,B,%s\n1,0,1\n0,1,1\n1,1,0\n", names[i]);
    snprintf(message, sizeof message,
             "t.csv: column %s holds 0 and 1 and has a telling name, which may be a property of people and no list; --ignore %s "
             "leaves it "
             "out, --by %s makes categories of it; if it is a list, --lists names all lists (here A, B, %s)",
             names[i], names[i], names[i], names[i]);
    expect_bad_data(csv, message);
    expect_table(csv, OPTIONS(SET(ignore, names[i])), "A@0 B@1 | 1:1 2:1 3:1", NULL);
    dark_table_free(table_file_read(csv, OPTIONS(SET(by, names[i]))));
    dark_table *table = table_file_read(csv, OPTIONS(SET(lists, "A", "B", names[i])));
    assert_int_equal(dark_table_n_lists(table), 3);
    dark_table_free(table);
  }
  expect_table("A,B,child_protection\n1,0,1\n0,1,0\n1,1,0\n", NULL, "A@0 B@1 child_protection@2 | 2:1 3:1 5:1", NULL);
}

static void a_property_that_is_nearly_a_list_is_left_aside(void **state) {
  (void)state;
  expect_table("A,B,sex\n1,0,1\n0,1,2\n1,1,1\n", NULL, "A@0 B@1 | 1:1 2:1 3:1", NULL);
  expect_table("A,B,minor\n1,0,1\n0,1,NA\n1,1,0\n", NULL, "A@0 B@1 | 1:1 2:1 3:1", NULL);
}

static void a_column_that_is_1_for_everybody_is_doubted(void **state) {
  (void)state;
  static const char csv[] = "A,B,here\n1,0,1\n0,1,1\n1,1,1\n";
  expect_bad_data(csv, "t.csv: column here says the same of everybody, which may be a property of people and no list; --ignore "
                       "here leaves it out, "
                       "--by here makes categories of it; if it is a list, --lists names all lists (here A, B, here)");
  expect_table(csv, OPTIONS(SET(ignore, "here")), "A@0 B@1 | 1:1 2:1 3:1", NULL);
  expect_table(csv, OPTIONS(SET(lists, "A", "B", "here")), "A@0 B@1 here@2 | 5:1 6:1 7:1", NULL);
  expect_table("A,B,here,year\n1,0,1,1\n0,1,1,1\n1,1,1,1\n1,1,0,2\n", OPTIONS(SET(where, "year=1")),
               "A@0 B@1 here@2 | 5:1 6:1 7:1", NULL);
  expect_table("A,B,here\n1,0,0\n0,1,0\n1,1,0\n", NULL, "A@0 B@1 | 1:1 2:1 3:1", NULL);
}

/* Ten people from abroad, each of them on a list. */
static void a_list_on_which_nobody_is_alone_is_warned_of(void **state) {
  (void)state;
  static const char csv[] = "A,B,abroad,count\n1,0,0,40\n0,1,0,30\n1,1,0,5\n1,0,1,6\n0,1,1,4\n";
  dark_table *table = table_file_read(csv, NULL);
  const size_t last = dark_table_n_notes(table) - 1;
  assert_string_equal(dark_table_note(table, last),
                      "nobody is on list abroad alone; what is a property of people and no list is left out with --ignore");
  assert_true(dark_table_note_is_warning(table, last));
  assert_false(dark_table_note_is_warning(table, last - 1));
  assert_false(dark_table_note_is_warning(table, last + 1));
  assert_false(dark_table_note_is_warning(NULL, 0));
  dark_table_free(table);
  expect_table(csv, OPTIONS(SET(lists, "A", "B", "abroad")), "A@0 B@1 abroad@2 | 1:40 2:30 3:5 5:6 6:4", "");
}

/* What is proposed can be pasted. */
static void odd_names_are_quoted_in_advice(void **state) {
  (void)state;
  expect_bad_data("A,border police\n1,0\n0,x\n1,1\n",
                  "t.csv:3:2: a letter is not 0 or 1 (list border police); --ignore 'border police' leaves the column out");
  expect_bad_data("A,\"a, b\"\n1,0\n0,x\n1,1\n",
                  "t.csv:3:2: a letter is not 0 or 1 (list a, b); --ignore '\"a, b\"' leaves the column out");
  expect_bad_data("A,don't\n1,0\n0,x\n1,1\n",
                  "t.csv:3:2: a letter is not 0 or 1 (list don't); --ignore 'don'\\''t' leaves the column out");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(first_record_does_not_decide_what_is_a_list),
      cmocka_unit_test(nearly_a_list_is_refused_wherever_the_stray_is),
      cmocka_unit_test(columns_of_other_things_are_left_aside),
      cmocka_unit_test(many_different_values_are_no_list),
      cmocka_unit_test(what_where_leaves_out_is_not_judged_but_tells),
      cmocka_unit_test(properties_of_people_are_not_taken_for_lists),
      cmocka_unit_test(a_property_that_is_nearly_a_list_is_left_aside),
      cmocka_unit_test(a_column_that_is_1_for_everybody_is_doubted),
      cmocka_unit_test(a_list_on_which_nobody_is_alone_is_warned_of),
      cmocka_unit_test(odd_names_are_quoted_in_advice),
  };
  return cmocka_run_group_tests(tests, table_folder_make, table_folder_remove);
}
