/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables in the long form: a row for each time that somebody was seen. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <darkfigure/captures.h>
#include <darkfigure/link.h>

#include "support/table_file.h"

#define LONG(...) OPTIONS(.long_key = "id", .long_list = "list", __VA_ARGS__)
#define COUNTED(...) OPTIONS(.long_key = "id", .count_of_captures = "captures", __VA_ARGS__)

static const char small[] = "id,list,form\n"
                            "u,b,x\n"
                            "v,a,\n"
                            "u,a,x\n"
                            "v,b,y\n"
                            "u,b,NA\n"
                            "w,c,y\n";

/* ---- Who is on which list */

static void rows_of_one_key_are_one_person_on_the_lists_they_name(void **state) {
  (void)state;
  /* u: a, b twice; v: a, b; w: c. */
  expect_table(small, LONG(.n_by = 0), "a@0 b@1 c@2 | 3:2 4:1",
               "rows were joined by id, with lists in list: 6 rows, 3 people, 3 lists\n"
               "1 row repeats a person on a list, who is on it once\n");
}

static void categories_come_from_any_row(void **state) {
  (void)state;
  expect_table(small, LONG(SET(by, "form")), "a@0 b@1 c@2 | [x] 3:1 | [y] 3:1 4:1",
               "rows were joined by id, with lists in list: 6 rows, 3 people, 3 lists\n"
               "1 row repeats a person on a list, who is on it once\n"
               "a value of form that is missing in one row came from another for 2 people\n");
  expect_table(small, LONG(SET(where, "form=y")), "a@0 b@1 c@2 | 3:1 4:1", NULL);
}

static void the_table_is_that_of_one_file(void **state) {
  (void)state;
  dark_table *table = table_file_read(small, LONG(.n_by = 0));
  assert_null(dark_table_link(table));
  assert_int_equal(dark_table_is_of_people(table), 1);
  assert_string_equal(dark_table_path(table), "t.csv");
  assert_int_equal(strlen(dark_table_sha256(table)), 64);
  dark_table_free(table);
}

/* Numbers in the names of lists go by their size, whatever the order of rows. */
static void lists_are_in_the_order_of_their_names(void **state) {
  (void)state;
  expect_table("id,list\nu,10\nu,9\nv,10\n", LONG(.n_by = 0), "10@1 9@0 | 1:1 3:1", NULL);
  expect_table("id,list\nu,9\nv,10\nu,10\n", LONG(.n_by = 0), "10@1 9@0 | 1:1 3:1", NULL);
  expect_table("id,list\nu,week 2b\nv,week 10\nw,week 2\nw,week 2b\n", LONG(.n_by = 0),
               "week 10@2 week 2@0 week 2b@1 | 1:1 4:1 6:1", NULL);
  expect_table("id,list\nu,007\nv,7\nv,8\nw,8\n", LONG(.n_by = 0), "007@0 7@1 8@2 | 1:1 4:1 6:1", NULL);
}

static void named_lists_are_those_in_that_order(void **state) {
  (void)state;
  expect_table(small, LONG(SET(lists, "c", "a")), "a@1 c@0 | 1:2 2:1",
               "rows were joined by id, with lists in list: 3 rows, 3 people, 2 lists\n"
               "3 rows about lists that --lists does not name were left out\n");
  expect_table(small, LONG(SET(lists, "d", "a", "b")), "a@0 b@1 | 3:2", NULL);
  expect_refusal(DARK_EUSAGE, small, LONG(SET(lists, "a", "a")), "list 'a' is named twice by --lists");
  expect_refusal(DARK_EDATA, small, LONG(SET(lists, "d")), "t.csv: no row is about a list that --lists names");
}

static void lists_are_dropped_and_merged(void **state) {
  (void)state;
  expect_table(small, LONG(SET(drop_lists, "c")), "a@0 b@1 | 3:2", NULL);
  expect_table(small, LONG(SET(merge_lists, "m=a+c")), "b@1 m@0 | 2:1 3:2", NULL);
  expect_refusal(DARK_EUSAGE, small, LONG(SET(drop_lists, "e")), "t.csv: there is no list 'e' (--drop-list)");
}

static void occasions_are_lists_of_which_only_the_number_counts(void **state) {
  (void)state;
  dark_table *table = table_file_read(small, LONG(.occasions = 4, SET(lists, "a", "b", "c", "d")));
  const dark_captures *captures = dark_table_captures(table);
  assert_int_equal(captures->n_occasions, 4);
  assert_int_equal(captures->n_sightings, 2);
  assert_true(dark_table_n_people(table) == 3);
  dark_table_free(table);
  expect_refusal(DARK_EUSAGE, small, LONG(.occasions = 4), "t.csv: there are 3 lists, not 4 as --occasions says");
}

/* ---- How often */

static void rows_of_a_person_are_counted(void **state) {
  (void)state;
  /* u three times, v twice, w once. */
  dark_table *table = table_file_read(small, COUNTED(.n_by = 0));
  const dark_captures *captures = dark_table_captures(table);
  assert_string_equal(captures->column, "captures");
  assert_int_equal(captures->n_sightings, 3);
  for (uint32_t i = 0; i < 3; i++) assert_int_equal(captures->captures[i], i + 1);
  assert_string_equal(notes_of(table).bytes, "rows were joined by id: 6 rows, 3 people\n");
  dark_table_free(table);
  table = table_file_read("id,list,age\nu,a,3\nu,a,\nv,b,4\n", COUNTED(SET(covariates, "age"), .long_list = "list"));
  captures = dark_table_captures(table);
  assert_int_equal(captures->n_sightings, 2);
  assert_true(captures->covariates[0].numbers[captures->values[0]] == 3 && captures->captures[0] == 2);
  dark_table_free(table);
}

static void counts_have_limits(void **state) {
  (void)state;
  expect_refusal(DARK_EDATA, small, COUNTED(.occasions = 2),
                 "t.csv:6: this is row number 3 of one person, and there are 2 occasions (--occasions)");
  expect_refusal(DARK_EDATA, "id,age\nu,3\nv,\nv,NA\n", COUNTED(SET(covariates, "age")),
                 "t.csv: 1 person has no value of covariate age in any row (--covariates)");
  expect_refusal(DARK_EUSAGE, small, COUNTED(SET(by, "captures")),
                 "t.csv: there is no column 'captures' (--by); there are id, list, form");
}

/* ---- What is refused */

static void contradictions_are_settled_as_the_user_says(void **state) {
  (void)state;
  const char *csv = "id,list,form\nu,a,x\nu,b,y\nv,a,x\nw,a,x\nw,b,x\nz,b,y\n";
  expect_refusal(
      DARK_EDATA, csv, LONG(SET(by, "form")),
      "t.csv:3 has another form than before (1 person has contradictory values); --conflict first or --conflict missing goes "
      "on and counts them");
  expect_table(csv, LONG(SET(by, "form"), .conflict = DARK_CONFLICT_FIRST), "a@0 b@1 | [x] 1:1 3:2 | [y] 2:1", NULL);
  expect_table(csv, LONG(SET(by, "form"), .conflict = DARK_CONFLICT_MISSING), "a@0 b@1 | [(missing)] 3:1 | [x] 1:1 3:1 | [y] 2:1",
               NULL);
}

static void rows_must_have_a_key_and_a_list(void **state) {
  (void)state;
  expect_refusal(DARK_EDATA, "id,list\nu,a\n,b\n", LONG(.n_by = 0), "t.csv:3:1: the key is empty or NA (column id)");
  expect_refusal(DARK_EDATA, "id,list\nu,a\nv,NA\n", LONG(.n_by = 0),
                 "t.csv:3:2: the list is empty or NA, so that this row does not say where somebody was seen (column list)");
  expect_refusal(
      DARK_EDATA, "id,list\nu,a\n131052-308T,b\n", LONG(.n_by = 0),
      "t.csv:3:1: a Finnish personal identity code where a pseudonym should be; replace it by a pseudonym (a keyed hash, "
      "or a number drawn at random) before the file leaves the agency");
  expect_refusal(DARK_EDATA, "id,list\n", LONG(.n_by = 0), "t.csv: no records, only a header");
  expect_table("id,list\nu,a\n,\nv,a\n", LONG(.n_by = 0), "a@0 | 1:2", NULL);
}

/* A key never becomes the name of a list. */
static void columns_that_changed_places_are_told(void **state) {
  (void)state;
  expect_refusal(DARK_EUSAGE, "list,id\na,SECRET1\n", OPTIONS(.long_key = "list", .long_list = "id"),
                 "t.csv: column 'id' is called as numbers of persons are, and cannot be that of lists; the column of keys comes "
                 "first: --long id,list");
  expect_refusal(
      DARK_EDATA, "where,who\na,SECRET1\nb,SECRET2\na,SECRET3\n", OPTIONS(.long_key = "where", .long_list = "who"),
      "t.csv: more different lists (column who) than people (column where), 3 and 2; --long ID,LIST names the column of "
      "keys first, and --lists says which lists to use");
  char csv[2048] = "where,who\n";
  for (int i = 0; i < 65; i++) sprintf(csv + strlen(csv), "a%d,SECRET%d\n", i, i);
  expect_refusal(
      DARK_EDATA, csv, OPTIONS(.long_key = "where", .long_list = "who"),
      "t.csv:66:2: more than 64 different lists; --long ID,LIST names the column of keys first, then that of lists, and "
      "--lists says which lists to use (column who)");
}

static void names_are_those_of_columns(void **state) {
  (void)state;
  expect_refusal(DARK_EUSAGE, "ID,list\nu,a\n", LONG(.n_by = 0), "t.csv: there is no column 'id' (--long); did you mean 'ID'?");
  expect_refusal(DARK_EUSAGE, "id,lists\nu,a\n", LONG(.n_by = 0),
                 "t.csv: there is no column 'list' (--long); did you mean 'lists'?");
  expect_refusal(DARK_EUSAGE, small, LONG(SET(by, "forms")), "t.csv: there is no column 'forms' (--by); did you mean 'form'?");
  expect_refusal(DARK_EUSAGE, small, LONG(SET(where, "froms=x")),
                 "t.csv: there is no column 'froms' (--where); did you mean 'form'?");
  expect_refusal(DARK_EUSAGE, small, LONG(SET(by, "id")), "column 'id' is the key (--long) and cannot be a category as well");
  expect_refusal(DARK_EUSAGE, small, LONG(SET(by, "list")),
                 "column 'list' says on which list somebody was (--long) and cannot be a category as well");
  expect_refusal(DARK_EUSAGE, "id,list,form\nu,form,x\n", LONG(SET(by, "form")),
                 "list 'form' has the name of a column of --by, --where or --expect, or of another list; rename one (--long)");
}

static void options_that_make_no_sense_are_refused(void **state) {
  (void)state;
  expect_refusal(
      DARK_EUSAGE, small, OPTIONS(.long_key = "id"),
      "--long needs the column of lists as well, as in --long id,LIST; or --count-of-captures NAME counts the rows of each "
      "person");
  expect_refusal(DARK_EUSAGE, small, OPTIONS(.long_list = "list"), "long_list needs long_key: the column of keys");
  expect_refusal(DARK_EUSAGE, small, OPTIONS(.long_key = "id", .long_list = "id"),
                 "--long ID,LIST needs two columns, and 'id' is one");
  expect_refusal(DARK_EUSAGE, small, LONG(.count = "n"), "--long makes no sense with --count: each row is a person who was seen");
  expect_refusal(DARK_EUSAGE, small, COUNTED(SET(drop_lists, "a")),
                 "--drop-list makes no sense with --count-of-captures: there is one list");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_of_one_key_are_one_person_on_the_lists_they_name),
      cmocka_unit_test(categories_come_from_any_row),
      cmocka_unit_test(the_table_is_that_of_one_file),
      cmocka_unit_test(lists_are_in_the_order_of_their_names),
      cmocka_unit_test(named_lists_are_those_in_that_order),
      cmocka_unit_test(lists_are_dropped_and_merged),
      cmocka_unit_test(occasions_are_lists_of_which_only_the_number_counts),
      cmocka_unit_test(rows_of_a_person_are_counted),
      cmocka_unit_test(counts_have_limits),
      cmocka_unit_test(contradictions_are_settled_as_the_user_says),
      cmocka_unit_test(rows_must_have_a_key_and_a_list),
      cmocka_unit_test(columns_that_changed_places_are_told),
      cmocka_unit_test(names_are_those_of_columns),
      cmocka_unit_test(options_that_make_no_sense_are_refused),
  };
  return cmocka_run_group_tests(tests, table_folder_make, table_folder_remove);
}
