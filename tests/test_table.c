/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <darkfigure/table.h>

#include "base/kind.h"
#include "support/table_file.h"

static const char korea[] = "b,c,d,count\n0,0,1,41\n0,1,0,5\n1,0,0,5\n1,1,0,54\n1,0,1,6\n0,1,1,0\n1,1,1,12\n";
static const char korea_shape[] = "b@0 c@1 d@2 | 1:5 2:5 3:54 4:41 5:6 7:12";

/* ---- What is accepted */

static void table_reads_counts(void **state) {
  (void)state;
  dark_table *table = table_file_read(korea, NULL);
  assert_string_equal(shape_of(table).bytes, korea_shape);
  assert_string_equal(notes_of(table).bytes, "lists found by their values: b, c, d\n");
  assert_true(dark_table_n_people(table) == 123);
  assert_int_equal(dark_table_n_strata(table), 1);
  assert_int_equal(dark_table_n_categories(table), 0);
  assert_string_equal(dark_table_path(table), "t.csv");
  assert_string_equal(dark_table_sha256(table), "968b0cd6d4829f84cf59ca9c2e4495e4f3201a85df62c486b23c5b8f73cfa46b");
  dark_table_free(table);
}

static void table_reads_person_rows(void **state) {
  (void)state;
  expect_table("A,B\n1,0\n1,1\n1,0\n0,1\n1,0\n", NULL, "A@0 B@1 | 1:3 2:1 3:1", "lists found by their values: A, B\n");
  expect_table("A,B\nTrue,false\nTRUE,1\nfAlSe,true\n", NULL, "A@0 B@1 | 1:1 2:1 3:1", NULL);
}

static void table_takes_n_for_counts_and_says_so(void **state) {
  (void)state;
  expect_table("A,B,n\n1,0,4\n0,1,2\n", NULL, "A@0 B@1 | 1:4 2:2",
               "lists found by their values: A, B\npeople are counted by column n\n");
  expect_table("A,n,count\n1,0,4\n0,1,2\n", NULL, "A@0 n@1 | 1:4 2:2", "lists found by their values: A, n\n");
  expect_table("A,B,count\n1,0,1\n0,1,1\n1,1,0\n", OPTIONS(SET(lists, "A", "count")), "A@0 count@1 | 1:1 2:1 3:1",
               "each row was taken for one person; columns not used: B\n");
  expect_table("A,B,n\n1,0,1\n0,1,0\n1,1,0\n", OPTIONS(SET(lists, "A", "B", "n")), "A@0 B@1 n@2 | 2:1 3:1 5:1", NULL);
}

static void table_reads_the_count_column_it_is_told(void **state) {
  (void)state;
  expect_table("A,count,freq\n1,0,3\n0,1,4\n", OPTIONS(.count = "freq"), "A@0 count@1 | 1:3 2:4", NULL);
  expect_table("A,B,count\n1,0,1\n0,1,0\n", OPTIONS(SET(ignore, "count")), "A@0 B@1 | 1:1 2:1",
               "lists found by their values: A, B\n");
}

static void table_names_the_columns_it_does_not_use(void **state) {
  (void)state;
  expect_table("A,B,year\n1,0,2013\n0,1,2014\n", NULL, "A@0 B@1 | 1:1 2:1",
               "lists found by their values: A, B\neach row was taken for one person; columns not used: year\n");
  expect_table("A,B,C,form,count\n1,0,NA,x,13\n0,1,NA,y,4\n", NULL, "A@0 B@1 | 1:13 2:4",
               "lists found by their values: A, B\ncolumns not used: C, form\n");
}

static void table_ignores_the_order_of_rows(void **state) {
  (void)state;
  expect_table("b,c,d,count\n1,1,1,12\n0,1,1,0\n1,0,1,6\n1,1,0,54\n1,0,0,5\n0,1,0,5\n0,0,1,41\n", NULL, korea_shape, NULL);
}

static void table_ignores_the_order_of_columns(void **state) {
  (void)state;
  expect_table("count,d,b,c\n41,1,0,0\n5,0,0,1\n5,0,1,0\n54,0,1,1\n6,1,1,0\n12,1,1,1\n", NULL,
               "b@1 c@2 d@0 | 1:5 2:5 3:54 4:41 5:6 7:12", NULL);
  expect_table("B,A,form,count\n1,0,y,1\n0,1,x,2\n", OPTIONS(SET(by, "form")), "A@1 B@0 | [x] 1:2 | [y] 2:1", NULL);
  expect_table("form,count,A,B\nx,2,1,0\ny,1,0,1\n", OPTIONS(SET(by, "form")), "A@0 B@1 | [x] 1:2 | [y] 2:1", NULL);
}

static void table_accepts_the_forms_of_csv(void **state) {
  (void)state;
  const char *const files[] = {
      "\xEF\xBB\xBF\nA,B,count\n1,0,4\n0,1,2\n",
      "A,B,count\r\n1,0,4\r\n0,1,2",
      "A,B,count\r1,0,4\r0,1,2\r",
      "A;B;count\n1;0;4\n0;1;2\n",
      "A\tB\tcount\n1\t0\t4\n0\t1\t2\n",
      "\n\"A\",\"B\",\"count\"\n\n\"1\",\"0\",\"4\"\n 0 , 1 , 2 \n",
      "A,B,count\n1,0,04\n0,1,0000000000002\n",
  };
  for (size_t i = 0; i < LENGTH_OF(files); i++) expect_table(files[i], NULL, "A@0 B@1 | 1:4 2:2", NULL);
  expect_table("A|B|count\n1|0|4\n0|1|2\n", OPTIONS(.delimiter = '|'), "A@0 B@1 | 1:4 2:2", NULL);
}

static void table_adds_up_repeated_histories_with_a_note(void **state) {
  (void)state;
  expect_table("A,B,count\n1,0,4\n0,1,2\n1,0,3\n1,0,0\n", NULL, "A@0 B@1 | 1:7 2:2",
               "lists found by their values: A, B\n2 rows repeat a history of an earlier row; counts were added up\n");
  expect_table("A,B,f,count\n1,0,x,4\n1,0,y,2\n0,1,x,1\n0,1,x,0\n", OPTIONS(SET(by, "f"), SET(lists, "A", "B")),
               "A@0 B@1 | [x] 1:4 2:1 | [y] 1:2", "1 row repeats a history of an earlier row; counts were added up\n");
}

static void table_leaves_out_the_unknown_cell_with_a_note(void **state) {
  (void)state;
  const char *const cells[] = {"", "NA", "0"};
  for (size_t i = 0; i < LENGTH_OF(cells); i++) {
    char csv[64];
    snprintf(csv, sizeof csv, "A,B,count\n1,0,4\n0,0,%s\n0,1,2\n", cells[i]);
    expect_table(csv, OPTIONS(SET(lists, "A", "B")), "A@0 B@1 | 1:4 2:2",
                 "1 row for people on no list was left out: their number is what is unknown\n");
  }
  expect_table("A,B,count\n0,0,NA\n0,0,0\n1,1,2\n", OPTIONS(.drop_unlisted = 1), "A@0 B@1 | 3:2",
               "lists found by their values: A, B\n"
               "2 rows for people on no list were left out: their number is what is unknown\n");
}

static void table_leaves_out_unlisted_people_on_request(void **state) {
  (void)state;
  expect_table("A,B,count\n0,0,17\n1,0,4\n0,1,2\n", OPTIONS(SET(lists, "A", "B"), .drop_unlisted = 1), "A@0 B@1 | 1:4 2:2",
               "17 people who are on no list were left out\n");
  expect_table("A,B\n0,0\n1,0\n0,1\n", OPTIONS(SET(lists, "A", "B"), .drop_unlisted = 1), "A@0 B@1 | 1:1 2:1",
               "1 person who is on no list was left out\n");
}

static void table_drops_lists_that_caught_nobody(void **state) {
  (void)state;
  expect_table("a,b,c,d,count\n0,0,1,0,3\n1,0,1,0,2\n0,1,0,0,0\n", NULL, "a@0 c@1 | 2:3 3:2",
               "lists found by their values: a, b, c, d\nlists b, d caught nobody and were dropped\n");
  expect_table("a,b,f\n1,1,x\n1,0,x\n1,1,y\n", OPTIONS(SET(where, "f=x"), SET(lists, "b", "a")), "a@0 b@1 | 1:1 3:1", "");
  expect_table("a,b,f\n0,1,x\n1,0,y\n", OPTIONS(SET(where, "f=x"), SET(lists, "b", "a")), "b@0 | 1:1",
               "list a caught nobody and was dropped\n");
}

/* ---- Categories and conditions */

static void table_crosses_the_levels_of_its_categories(void **state) {
  (void)state;
  dark_table *table = table_file_read("sex,A,B,form,count\nM,1,0,z,1\nF,0,1,y,2\nM,1,1,y,3\n", OPTIONS(SET(by, "sex", "form")));
  assert_string_equal(shape_of(table).bytes, "A@0 B@1 | [F,y] 2:2 | [F,z] | [M,y] 3:3 | [M,z] 1:1");
  assert_int_equal(dark_table_n_categories(table), 2);
  assert_string_equal(dark_table_category_name(table, 0), "sex");
  assert_int_equal(dark_table_n_levels(table, 1), 2);
  dark_table_free(table);
}

static void table_sorts_levels_bytewise(void **state) {
  (void)state;
  expect_table("A,f\n1,b\n1,\xC3\xA4\n1,B\n1,10\n1,9\n1,a b\n", OPTIONS(SET(by, "f")),
               "A@0 | [10] 1:1 | [9] 1:1 | [B] 1:1 | [a b] 1:1 | [b] 1:1 | [\xC3\xA4] 1:1", NULL);
}

static void table_counts_missing_categories_as_a_level(void **state) {
  (void)state;
  expect_table("A,f,count\n1,x,3\n1,,4\n1,NA,5\n1,na,6\n", OPTIONS(SET(by, "f")), "A@0 | [(missing)] 1:9 | [na] 1:6 | [x] 1:3",
               "lists found by their values: A\n9 people have no value of f and are counted as (missing)\n"
               "1 row repeats a history of an earlier row; counts were added up\n");
}

static void table_keeps_expected_levels_empty(void **state) {
  (void)state;
  expect_table("A,f\n1,x\n1,y\n", OPTIONS(SET(by, "f"), SET(expect, "f=w,x", "f=z")), "A@0 | [w] | [x] 1:1 | [y] 1:1 | [z]",
               NULL);
  expect_table("A,f,g\n1,x,u\n1,y,v\n", OPTIONS(SET(by, "f", "g"), SET(expect, "f=x", "g=u,v"), SET(where, "f=x")),
               "A@0 | [x,u] 1:1 | [x,v]", NULL);
}

static void table_takes_levels_from_rows_without_people(void **state) {
  (void)state;
  expect_table("A,B,f,count\n1,0,x,3\n1,1,y,0\n0,0,z,NA\n", OPTIONS(SET(by, "f")), "A@0 | [x] 1:3 | [y] | [z]", NULL);
}

static void table_reads_rows_that_meet_the_conditions(void **state) {
  (void)state;
  const char csv[] = "A,B,f,g,count\n1,0,x,u,1\n1,1,y,u,2\n1,0,z,u,4\n0,1,x,v,8\n0,1,y,w,16\n";
  expect_table(csv, OPTIONS(SET(where, "f=x")), "A@0 B@1 | 1:1 2:8", NULL);
  expect_table(csv, OPTIONS(SET(where, "f=x", "f=y")), "A@0 B@1 | 1:1 2:24 3:2", NULL);
  expect_table(csv, OPTIONS(SET(where, "f=x", "g=u", "f=y")), "A@0 B@1 | 1:1 3:2", NULL);
  expect_table(csv, OPTIONS(SET(where, "f=x"), SET(by, "f")), "A@0 B@1 | [x] 1:1 2:8", NULL);
  expect_table(csv, OPTIONS(SET(where, "f=x"), SET(by, "g")), "A@0 B@1 | [u] 1:1 | [v] 2:8", NULL);
}

static void table_can_ask_for_missing_values(void **state) {
  (void)state;
  const char *const conditions[] = {"f=", "f=NA", "f=(missing)"};
  for (size_t i = 0; i < LENGTH_OF(conditions); i++) {
    expect_table("A,f,count\n1,,1\n1,NA,2\n1,x,4\n", OPTIONS(SET(where, conditions[i])), "A@0 | 1:3", NULL);
  }
  expect_table("A,f,count\n1,a=b,1\n1,x,4\n", OPTIONS(SET(where, "f=a=b")), "A@0 | 1:1", NULL);
}

static void table_does_not_judge_rows_it_does_not_read(void **state) {
  (void)state;
  expect_table("A,C,year,count\n1,NA,1,9\n0,0,1,7\n1,2,1,x\n1,1,2,3\n0,1,2,5\n",
               OPTIONS(SET(lists, "A", "C"), SET(where, "year=2")), "A@0 C@1 | 2:5 3:3", "");
}

static void table_without_matching_rows_keeps_its_lists(void **state) {
  (void)state;
  const char csv[] = "B,A,form\n1,0,labour\n0,1,other\n0,1,labour\n1,1,other\n";
  expect_table(csv, OPTIONS(SET(where, "form=labor")), "A@1 B@0 |",
               "lists found by their values: B, A\nwhere form=labor matched no row; did you mean 'labour'?\n");
  expect_table(csv, OPTIONS(SET(where, "form=zzzzzzzz"), SET(by, "form"), SET(expect, "form=zzzzzzzz")), "A@1 B@0 | [zzzzzzzz]",
               "lists found by their values: B, A\nwhere form=zzzzzzzz matched no row\n");
  expect_table(csv, OPTIONS(SET(where, "form=zzzzzzzz"), SET(by, "form")), "A@1 B@0", NULL);
  expect_table("A,B,count\n1,0,0\n0,1,0\n", NULL, "A@0 B@1 |", "lists found by their values: A, B\n");
}

/* Nor is another person's value proposed, whatever it is like: one that a single person has, or of a column of names or keys. */
static void conditions_propose_no_value_of_one_person(void **state) {
  (void)state;
  static const char found[] = "lists found by their values: A, B\n";
  char notes[256];
  snprintf(notes, sizeof notes, "%swhere id=K12 matched no row\n", found);
  expect_table("A,B,id\n1,0,K11\n0,1,K13\n1,1,K14\n1,0,K11\n", OPTIONS(SET(where, "id=K12")), "A@0 B@1 |", notes);
  snprintf(notes, sizeof notes, "%swhere f=labor matched no row\n", found);
  expect_table("A,B,f\n1,0,labour\n0,1,other\n1,1,other\n1,0,other\n", OPTIONS(SET(where, "f=labor")), "A@0 B@1 |", notes);
  expect_table("A,B,f\n1,0,labour\n0,1,\n1,1,NA\n1,0,\n", OPTIONS(SET(where, "f=labor")), "A@0 B@1 |", notes);
}

/* ---- Recoding of lists */

static const char four[] = "D,A,C,B,count\n1,0,0,0,1\n0,1,0,0,2\n0,0,1,0,4\n0,0,0,1,8\n1,1,0,0,16\n1,0,0,1,32\n0,1,1,0,64\n";

static void table_drops_lists_on_request(void **state) {
  (void)state;
  expect_table(four, OPTIONS(SET(lists, "A", "B", "C", "D"), SET(drop_lists, "B")), "A@1 C@2 D@0 | 1:2 2:4 3:64 4:33 5:16",
               "1 row repeats a history of an earlier row once lists are dropped and merged; counts were added up\n"
               "8 people who are on dropped lists only were left out\n");
}

static void table_merges_lists_on_request(void **state) {
  (void)state;
  expect_table(four, OPTIONS(SET(merge_lists, "M=B+D")), "A@1 C@2 M@0 | 1:2 2:4 3:64 4:41 5:16",
               "lists found by their values: D, A, C, B\n"
               "2 rows repeat a history of an earlier row once lists are dropped and merged; counts were added up\n");
  expect_table(four, OPTIONS(SET(merge_lists, "M=B+D+C"), SET(drop_lists, "A")), "M@0 | 1:125", NULL);
  expect_table(four, OPTIONS(SET(merge_lists, "B=A+B", "X=D+C")), "B@1 X@0 | 1:10 2:5 3:112", NULL);
}

/* The row of zeros counts people whom dropping makes no more unknown. */
static void table_judges_zeros_before_dropping(void **state) {
  (void)state;
  expect_refusal(
      DARK_EDATA, "A,B,C,count\n1,0,0,4\n0,1,0,3\n0,0,0,5\n", OPTIONS(SET(drop_lists, "B")),
      "t.csv:4:4: a one-digit number counts people who are on no list; --drop-unlisted leaves them out (column count)");
}

static void lists_are_counted_after_recoding(void **state) {
  (void)state;
  const char csv[] = "a,b,c,d,e,f,g,h,i,j,k,l,m,nn,o,p,q\n1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1\n0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1\n";
  expect_table(csv, NULL, "a@0 b@1 c@2 d@3 e@4 f@5 g@6 h@7 i@8 j@9 k@10 l@11 m@12 nn@13 o@14 p@15 q@16 | 65536:1 131071:1", NULL);
  dark_table *table = table_file_read(csv, OPTIONS(SET(merge_lists, "z=a+q")));
  assert_int_equal(dark_table_n_lists(table), 16);
  assert_string_equal(dark_table_list_name(table, 15), "z");
  assert_int_equal(dark_table_list_position(table, 15), 0);
  size_t n;
  assert_int_equal(dark_table_records(table, 0, &n)[1].history, 65535);
  dark_table_free(table);
}

/* ---- What is refused in a file */

static void table_rejects_a_list_indicator_of_2(void **state) {
  (void)state;
  expect_bad_data("A,GO\n1,0\n\n1,x\n", "t.csv:4:2: a letter is not 0 or 1 (list GO); --ignore GO leaves the column out");
  expect_bad_data("A,B,C\n1,0,1\n1,0,2\n",
                  "t.csv:3:3: a one-digit number is not 0 or 1 (list C); --ignore C leaves the column out");
  expect_refusal(
      DARK_EDATA, "A,B,form\n1,0,x1\n0,1,y1\n", OPTIONS(SET(lists, "A", "form")),
      "t.csv:2:3: a mixture of letters and digits is not 0 or 1 (list form); --by form takes it for a category of people");
  const dark_read_options *options = OPTIONS(SET(lists, "A", "B"));
  const char *const values[] = {"2", "01", "-3", "1.0", "yes", "t", "truee", "tru", "+1", "\xC3\xA4"};
  for (size_t i = 0; i < LENGTH_OF(values); i++) {
    char csv[64], message[512];
    snprintf(csv, sizeof csv, "A,B\n1,0\n1,%s\n", values[i]);
    snprintf(message, sizeof message, "t.csv:3:2: %s is not 0 or 1 (list B)", dark__kind(values[i]).text);
    expect_refusal(DARK_EDATA, csv, options, message);
  }
  expect_refusal(DARK_EDATA, "A,B\n1,0\n1,\" 1\"\n", OPTIONS(SET(lists, "A", "B")),
                 "t.csv:3:2: a text with other signs is not 0 or 1 (list B)");
  expect_refusal(DARK_EDATA, "A\n\"\x1B[31m\"\n", OPTIONS(SET(lists, "A")),
                 "t.csv:2:1: a text with other signs is not 0 or 1 (list A)");
}

static void table_rejects_missing_membership(void **state) {
  (void)state;
  expect_bad_data("A,B,count\n1,0,3\n1,,4\n", "t.csv:3:2: an empty field is a missing membership (list B); --ignore B leaves the "
                                              "column out, --yes 1 --no '0,\"\"' reads memberships by these words");
  expect_bad_data("A,B,count\n1,0,3\nNA,1,4\n", "t.csv:3:1: NA is a missing membership (list A); --ignore A leaves the column "
                                                "out, --yes 1 --no 0,NA reads memberships by these words");
}

static void table_rejects_counts_that_are_not_whole_numbers(void **state) {
  (void)state;
  const char *const values[] = {"-1", "1.5", "x", "1e3", "+4", "0x10", "4 2", "1.0", "nan", "inf", "."};
  for (size_t i = 0; i < LENGTH_OF(values); i++) {
    char csv[64], message[512];
    snprintf(csv, sizeof csv, "A,B,count\n1,0,3\n0,1,%s\n", values[i]);
    snprintf(message, sizeof message, "t.csv:3:3: %s is not a whole number of people (column count); write it in digits alone",
             dark__kind(values[i]).text);
    expect_bad_data(csv, message);
  }
  expect_bad_data("A,B,count\n1,0,3\n0,1,\n",
                  "t.csv:3:3: an empty field is a missing count of people who are on a list (column count)");
  expect_bad_data("A,B,count\n1,0,3\n0,1,NA\n", "t.csv:3:3: NA is a missing count of people who are on a list (column count)");
}

static void table_rejects_counts_beyond_its_limit(void **state) {
  (void)state;
  expect_table("A,B,count\n1,0,4294967294\n0,1,1\n", NULL, "A@0 B@1 | 1:4294967294 2:1", NULL);
  expect_bad_data(
      "A,B,count\n1,0,4294967296\n",
      "t.csv:2:3: a ten-digit number is more than 4294967295 people (column count); is this a column of numbers of people?");
  expect_bad_data(
      "A,B,count\n1,0,99999999999999999999999\n",
      "t.csv:2:3: a number of 23 digits is more than 4294967295 people (column count); is this a column of numbers of people?");
  expect_bad_data("A,B,count\n1,0,4294967294\n0,1,2\n",
                  "t.csv:3:3: a one-digit number brings the total above 4294967295 people (column count)");
}

static void table_rejects_people_on_no_list(void **state) {
  (void)state;
  expect_bad_data(
      "A,B,count\n1,0,3\n0,0,17\n",
      "t.csv:3:3: a two-digit number counts people who are on no list; --drop-unlisted leaves them out (column count)");
  expect_bad_data("A,B\n1,0\n0,0\n", "t.csv:3: this row counts people who are on no list; --drop-unlisted leaves them out");
}

static void table_rejects_bad_column_names(void **state) {
  (void)state;
  expect_bad_data("A,B,A,B\n1,0,1,1\n", "t.csv:1:3: column name 'A' appears twice; rename one of the two");
  expect_bad_data("A,,B\n1,0,1\n", "t.csv:1:2: a column without a name, which is not empty; give it one");
  expect_bad_data("\nA,B,\n1,0,x\n", "t.csv:2:3: a column without a name, which is not empty; give it one");
  expect_bad_data("A,A,\n1,0,\n", "t.csv:1:2: column name 'A' appears twice; rename one of the two");
  expect_bad_data(",,\n1,0,\n", "t.csv:1:2: a column without a name, which is not empty; give it one");
}

static void table_rejects_a_file_without_header(void **state) {
  (void)state;
  expect_bad_data(
      "0,1,1,41\n1,0,0,3\n",
      "t.csv:1: a record where the header with the column names should be; put a line of names above it, such as 'A,B,count'");
  expect_bad_data(
      "0,1,41\n1,0,3\n",
      "t.csv:1: a record where the header with the column names should be; put a line of names above it, such as 'A,B,count'");
  expect_bad_data(
      "true,true\nfalse,true\n",
      "t.csv:1: a record where the header with the column names should be; put a line of names above it, such as 'A,B,count'");
  /* Beside other columns too, where the first person would be lost. */
  static const char *const firsts[] = {"1,0,labour\n0,1,sex\n", "0,1,1990-03-01\n1,0,1991-04-02\n", "yes,no,F\nno,yes,M\n",
                                       "Ja,Nein,F\nNein,Ja,M\n", "k77001,true,false\nk77002,false,true\n"};
  for (size_t i = 0; i < LENGTH_OF(firsts); i++)
    expect_bad_data(firsts[i],
                    "t.csv:1: a record where the header with the column names should be; put a line of names above it, such as "
                    "'A,B,count'");
  expect_table("0,1,2,sex\n1,0,1,F\n0,1,1,M\n", NULL, "0@0 1@1 2@2 | 5:1 6:1", NULL);
  expect_table("T,F\n1,0\n0,1\n", NULL, "F@1 T@0 | 1:1 2:1", NULL);
  expect_bad_data("", "t.csv: the file is empty; a table begins with a line of column names");
  expect_bad_data("\n\n", "t.csv: no header, only blank lines; a table begins with a line of column names");
  expect_table("2013,2014,count\n1,0,3\n0,1,3\n", NULL, "2013@0 2014@1 | 1:3 2:3", NULL);
  expect_table("1,2,3\n1,0,0\n0,1,1\n", NULL, "1@0 2@1 3@2 | 1:1 6:1", NULL);
}

static void table_rejects_a_file_without_records(void **state) {
  (void)state;
  expect_bad_data("A,B,count\n",
                  "t.csv: no records, only a header; below it each row is a person, or with a column 'count' so many people");
  expect_bad_data("A,B,count",
                  "t.csv: no records, only a header; below it each row is a person, or with a column 'count' so many people");
}

#define NAME_LISTS                                                                                                            \
  "make a column for each list, with 1 for those who are on it and 0 for the others, or name the lists by --lists and their " \
  "words by "                                                                                                                 \
  "--yes and --no"

static void table_rejects_a_file_without_lists(void **state) {
  (void)state;
  expect_bad_data("y,S1,S2\n45,un,obs\n", "t.csv:2: no list found: no column holds only 0 and 1, or words like yes and no (this "
                                          "record has a two-digit number, a word, a word); " NAME_LISTS);
  expect_refusal(DARK_EDATA, "A,f,count\n1,x,3\n", OPTIONS(SET(ignore, "A")),
                 "t.csv:2: no list found: no column holds only 0 and 1, or words like yes and no (this record has a one-digit "
                 "number, a letter, a one-digit "
                 "number); " NAME_LISTS);
}

static void table_rejects_broken_csv(void **state) {
  (void)state;
  expect_bad_data("A,B,count\n1,0,3\n1,0\n", "t.csv:3: expected 3 fields as in the header, found 2; give the row its other "
                                             "fields, or take out a line that is none of the table");
  expect_bad_data("A,B,count\n1,0,3,4\n", "t.csv:2: expected 3 fields as in the header, found 4; put quotes around fields that "
                                          "hold the separator, or take out what stands behind the last column");
  expect_bad_data("A,B,f\n1,0,\"x\n1,0,y\n",
                  "t.csv:2:3: a quote that is not closed (column f); close it, and write a quote inside a quoted field twice");
  expect_bad_data(
      "A,B,f\n1,0,\"x\"y\n",
      "t.csv:2:3: text behind a closing quote (column f); put quotes around the whole field, and write its own quotes twice");
  expect_bad_data("A,B,f\n1,0,x\"y\n", "t.csv:2:3: a quote in the middle of an unquoted field (column f); put quotes around the "
                                       "whole field, and write its own quotes twice");
  expect_bad_data("A,B,f\n1,0,\xE4\n",
                  "t.csv:2:3: not UTF-8 at byte \\xE4; --encoding cp1252 reads files of Windows and Latin-1 (column f)");
}

static void table_numbers_lines_as_an_editor_does(void **state) {
  (void)state;
  expect_bad_data("A,note\r\n1,\"x\r\ny\"\r\n\r\n \r\n2,z\r\n",
                  "t.csv:6:1: a one-digit number is not 0 or 1 (list A); --ignore A leaves the column out, --yes 1 --no 2 reads "
                  "memberships by these words");
  expect_bad_data("\xEF\xBB\xBF\r\rA,note\r1,\"x\ry\"\r\r-,z\r",
                  "t.csv:7:1: a text with other signs is not 0 or 1 (list A); --ignore A leaves the column out");
}

static void table_rejects_a_category_called_all(void **state) {
  (void)state;
  expect_refusal(DARK_EDATA, "A,f\n1,x\n1,(all)\n", OPTIONS(SET(by, "f")),
                 "t.csv:3:2: '(all)' stands for all values in results and cannot be a value (column f)");
  expect_table("A,f\n1,x\n1,(all)\n", OPTIONS(SET(where, "f=(all)")), "A@0 | 1:1", NULL);
}

static void table_rejects_a_field_over_one_mebibyte(void **state) {
  (void)state;
  const size_t n = (size_t)2 << 20;
  char *csv = malloc(n + 16);
  assert_non_null(csv);
  const int start = sprintf(csv, "A,f\n1,");
  memset(csv + start, 'x', n);
  csv[(size_t)start + n] = '\0';
  expect_bad_data(csv, "t.csv:2:2: a field of more than 1 MiB (column f); no value is that long: is a quote missing?");
  free(csv);
}

static void table_fails_on_files_it_cannot_read(void **state) {
  (void)state;
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(dark_table_read_csv(&table, "no/such.csv", NULL, &err), DARK_EIO);
  assert_string_equal(err.message, "no/such.csv: cannot be opened: No such file or directory");
  assert_null(table);
  assert_int_equal(dark_table_read_csv(&table, ".", NULL, &err), DARK_EIO);
  assert_string_equal(err.message, ".: cannot be read: Is a directory");
  assert_int_equal(dark_table_read_csv(&table, "no/such.csv", NULL, NULL), DARK_EIO);
}

/* ---- What is refused in the options */

static void options_may_not_name_unknown_columns(void **state) {
  (void)state;
  const char csv[] = "LA,NG,form,count\n1,0,x,3\n";
  expect_bad_use(csv, OPTIONS(SET(lists, "LA", "MG")), "t.csv: there is no column 'MG' (--lists); did you mean 'NG'?");
  expect_bad_use(csv, OPTIONS(.count = "cuont"), "t.csv: there is no column 'cuont' (--count); did you mean 'count'?");
  expect_bad_use(csv, OPTIONS(SET(by, "from")), "t.csv: there is no column 'from' (--by); did you mean 'form'?");
  expect_bad_use(csv, OPTIONS(SET(where, "Form=x")), "t.csv: there is no column 'Form' (--where); did you mean 'form'?");
  expect_bad_use(csv, OPTIONS(SET(ignore, "something else")),
                 "t.csv: there is no column 'something else' (--ignore); there are LA, NG, form, count");
  expect_bad_use(csv, OPTIONS(SET(drop_lists, "ng")), "t.csv: there is no column 'ng' (--drop-list); did you mean 'NG'?");
  expect_bad_use(csv, OPTIONS(SET(merge_lists, "X=LA+ng")), "t.csv: there is no column 'ng' (--merge-lists); did you mean 'NG'?");
  expect_bad_use(csv, OPTIONS(SET(by, "form"), SET(expect, "forms=x")),
                 "t.csv: there is no column 'forms' (--expect); did you mean 'form'?");
  expect_bad_use(csv, OPTIONS(SET(by, "")), "t.csv: there is no column '' (--by); there are LA, NG, form, count");
}

static void options_may_not_give_a_column_two_purposes(void **state) {
  (void)state;
  const char csv[] = "A,B,f,count\n1,0,1,3\n";
  expect_bad_use(csv, OPTIONS(SET(lists, "A", "count"), .count = "count"),
                 "t.csv: column 'count' is named by --lists and by --count");
  expect_bad_use(csv, OPTIONS(SET(lists, "A", "f"), SET(by, "f")), "t.csv: column 'f' is named by --lists and by --by");
  expect_bad_use(csv, OPTIONS(SET(lists, "A", "f"), SET(where, "f=1")), "t.csv: column 'f' is named by --lists and by --where");
  expect_bad_use(csv, OPTIONS(.count = "f", SET(by, "f")), "t.csv: column 'f' is named by --count and by --by");
  expect_bad_use(csv, OPTIONS(SET(by, "f"), SET(ignore, "f")), "t.csv: column 'f' is named by --by and by --ignore");
  expect_bad_use(csv, OPTIONS(SET(where, "f=1"), SET(ignore, "f")), "t.csv: column 'f' is named by --where and by --ignore");
  expect_bad_use(csv, OPTIONS(SET(lists, "A", "A")), "t.csv: column 'A' is named twice by --lists");
  expect_bad_use(csv, OPTIONS(SET(by, "f", "f")), "t.csv: column 'f' is named twice by --by");
  expect_table(csv, OPTIONS(SET(by, "f"), SET(where, "f=1")), "A@0 | [1] 1:3", NULL);
}

static void options_may_not_drop_or_merge_what_is_no_list(void **state) {
  (void)state;
  const char csv[] = "A,B,f,count\n1,0,x,3\n";
  expect_bad_use(csv, OPTIONS(SET(drop_lists, "f")), "t.csv: column 'f' is no list (--drop-list); the lists are A, B");
  expect_bad_use(csv, OPTIONS(SET(merge_lists, "X=A+count")),
                 "t.csv: column 'count' is no list (--merge-lists); the lists are A, B");
  expect_bad_use(csv, OPTIONS(SET(lists, "A"), SET(drop_lists, "B")),
                 "t.csv: column 'B' is no list (--drop-list); the lists are A");
  expect_bad_use(csv, OPTIONS(SET(drop_lists, "A", "B")), "t.csv: every list is dropped (--drop-list)");
}

static void options_may_not_contradict_each_other_on_lists(void **state) {
  (void)state;
  const char csv[] = "A,B,C,f,count\n1,0,0,x,3\n";
  expect_bad_use(csv, OPTIONS(SET(drop_lists, "B"), SET(merge_lists, "X=A+B")),
                 "t.csv: list 'B' is both dropped and merged (--merge-lists)");
  expect_bad_use(csv, OPTIONS(SET(merge_lists, "X=A+B", "Y=B+C")), "t.csv: list 'B' is merged twice (--merge-lists)");
  expect_bad_use(csv, OPTIONS(SET(merge_lists, "X=A+A")), "t.csv: list 'A' is merged twice (--merge-lists)");
  expect_bad_use(csv, OPTIONS(SET(merge_lists, "C=A+B")),
                 "t.csv: list 'C' would have the name of another column (--merge-lists)");
  expect_bad_use(csv, OPTIONS(SET(merge_lists, "f=A+B")),
                 "t.csv: list 'f' would have the name of another column (--merge-lists)");
  expect_bad_use("A,B,C,D\n1,0,0,0\n", OPTIONS(SET(merge_lists, "X=A+B", "X=C+D")),
                 "t.csv: list 'X' is made twice (--merge-lists)");
}

static void options_must_be_well_formed(void **state) {
  (void)state;
  const char csv[] = "A,B,f\n1,0,x\n";
  const char *const merges[] = {"AB", "=A+B", "X=", "X=A", "X=A+", "X=+A", "X=A++B", "X", "", "\xFF=A+B"};
  for (size_t i = 0; i < LENGTH_OF(merges); i++) {
    char message[96];
    snprintf(message, sizeof message, "'%s' is not NEW=A+B (--merge-lists)", merges[i][0] == '\xFF' ? "\\xFF=A+B" : merges[i]);
    expect_bad_use(csv, OPTIONS(SET(merge_lists, merges[i])), message);
  }
  expect_bad_use(csv, OPTIONS(SET(where, "f")), "'f' is not COLUMN=VALUE (--where)");
  expect_bad_use(csv, OPTIONS(SET(where, "=x")), "'=x' is not COLUMN=VALUE (--where)");
  expect_bad_use(csv, OPTIONS(SET(by, "f"), SET(expect, "f")), "'f' is not COLUMN=VALUE,VALUE... (--expect)");
  expect_bad_use(csv, OPTIONS(SET(by, "f"), SET(expect, "f=")), "'f=' has an empty value (--expect)");
  expect_bad_use(csv, OPTIONS(SET(by, "f"), SET(expect, "f=a,,b")), "'f=a,,b' has an empty value (--expect)");
  expect_bad_use(csv, OPTIONS(SET(by, "f"), SET(expect, "f=(all)")),
                 "'f=(all)' has a value that stands for all values in results (--expect)");
  expect_bad_use(csv, OPTIONS(SET(by, "f"), SET(expect, "f=\xE4")), "'f=\\xE4' has a value that is not UTF-8 (--expect)");
  expect_bad_use(csv, OPTIONS(SET(expect, "f=x")), "'f=x' is not about a column of --by (--expect)");
  expect_bad_use(csv, OPTIONS(.delimiter = 'x'), "'x' cannot separate fields (--delimiter)");
  expect_bad_use(csv, &(dark_read_options){.version = 7},
                 "dark_read_options of version 7: version 1 is supported; its macro ..._INIT sets it");
}

static void categories_may_not_be_called_like_columns_of_results(void **state) {
  (void)state;
  const char *const names[] = {"method", "model", "lists", "observed", "excluded",   "hidden", "total", "se",
                               "level",  "lower", "upper", "interval", "replicates", "failed", "state", "reasons"};
  for (size_t i = 0; i < LENGTH_OF(names); i++) {
    char csv[64], message[160];
    snprintf(csv, sizeof csv, "A,%s\n1,x\n", names[i]);
    snprintf(message, sizeof message, "t.csv: column '%s' has the name of a column of the results; rename it to use it with --by",
             names[i]);
    expect_bad_use(csv, OPTIONS(SET(by, names[i])), message);
    expect_table(csv, NULL, "A@0 | 1:1", NULL);
  }
}

static void categories_may_not_make_too_many_strata(void **state) {
  (void)state;
  const size_t n = 10001;
  char *csv = malloc(n * 16);
  assert_non_null(csv);
  size_t used = (size_t)sprintf(csv, "A,id,half\n");
  for (size_t i = 0; i < n; i++) used += (size_t)sprintf(csv + used, "1,%zu,h%zu\n", i, i % 101);
  expect_bad_use(csv, OPTIONS(SET(by, "id")), "t.csv: column 'id' has more than 10000 different values (--by)");
  const size_t last_row = strlen("1,10000,h1\n");
  csv[used - last_row] = '\0';
  dark_table *table = table_file_read(csv, OPTIONS(SET(by, "id")));
  assert_int_equal(dark_table_n_strata(table), DARK_MAX_STRATA);
  dark_table_free(table);
  expect_bad_use(csv, OPTIONS(SET(by, "half", "id")), "t.csv: more than 10000 combinations of values (--by)");
  free(csv);
}

/* ---- Tables from arrays */

static void table_new_sorts_and_adds_up(void **state) {
  (void)state;
  dark_table *table;
  const uint32_t histories[] = {1, 4, 6, 4, 2};
  const double counts[] = {3, 5, 7, 11, 0};
  /* Input bits z = 1, m = 2, a = 4 become a = 1, m = 2, z = 4. */
  assert_int_equal(dark_table_new(&table, TEXTS("z", "m", "a", "empty"), 4, histories, counts, 5, NULL), DARK_OK);
  assert_string_equal(shape_of(table).bytes, "a@2 empty@3 m@1 z@0 | 1:16 5:7 8:3");
  assert_int_equal(dark_table_n_notes(table), 0);
  assert_string_equal(dark_table_path(table), "");
  assert_string_equal(dark_table_sha256(table), "");
  dark_table_free(table);
  assert_int_equal(dark_table_new(&table, TEXTS("A"), 1, NULL, NULL, 0, NULL), DARK_OK);
  assert_string_equal(shape_of(table).bytes, "A@0 |");
  dark_table_free(table);
  dark_table_free(NULL);
}

static void reject_new(dark_status status, const char *const *names, size_t n_lists, uint32_t history, double count,
                       const char *message) {
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  const uint32_t histories[] = {1, history};
  const double counts[] = {1, count};
  assert_int_equal(dark_table_new(&table, names, n_lists, histories, counts, 2, &err), status);
  assert_string_equal(err.message, message);
  assert_null(table);
}

static void table_new_refuses_what_makes_no_sense(void **state) {
  (void)state;
  const char *many[65];
  for (size_t i = 0; i < 65; i++) many[i] = &"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm"[i];
  reject_new(DARK_EUSAGE, NULL, 0, 1, 1, "a table needs at least one list");
  reject_new(DARK_ELIMIT, many, 33, 1, 1, "33 lists, more than the 32 bits of a history; see dark_table_new_like");
  reject_new(DARK_ELIMIT, many, 65, 1, 1, "65 lists, more than 64");
  reject_new(DARK_EUSAGE, TEXTS("A", ""), 2, 1, 1, "list 2 has no name");
  reject_new(DARK_EUSAGE, TEXTS("A", "B", "A"), 3, 1, 1, "lists 1 and 3 are both called 'A'");
  reject_new(DARK_EUSAGE, TEXTS("A\xFF"), 1, 1, 1, "the name 'A\\xFF' of list 1 is not UTF-8");
  reject_new(DARK_EUSAGE, TEXTS("A", "B"), 2, 0, 1, "record 2 is of people on no list");
  reject_new(DARK_EUSAGE, TEXTS("A", "B"), 2, 4, 1, "record 2 names a list beyond the last");
  reject_new(DARK_EUSAGE, TEXTS("A"), 1, 1, 1.5, "record 2: 1.5 is no number of people");
  reject_new(DARK_EUSAGE, TEXTS("A"), 1, 1, -1, "record 2: -1 is no number of people");
  reject_new(DARK_EUSAGE, TEXTS("A"), 1, 1, (double)NAN, "record 2: nan is no number of people");
  reject_new(DARK_ELIMIT, TEXTS("A"), 1, 1, (double)INFINITY, "record 2: more than 4294967295 people");
  reject_new(DARK_ELIMIT, TEXTS("A"), 1, 1, 4294967295., "more than 4294967295 people with record 2");
}

/* ---- Any bytes: a table or an error with a message, never a crash; most useful under the sanitizers. */

static void read_anything(const char *bytes, size_t n) {
  const dark_read_options *const options[] = {
      NULL, OPTIONS(SET(by, "form"), SET(where, "sex=F", "sex=M"), SET(drop_lists, "B"), .drop_unlisted = 1)};
  table_file_write(bytes, n);
  for (size_t i = 0; i < LENGTH_OF(options); i++) {
    dark_table *table;
    dark_error err = DARK_ERROR_INIT;
    const dark_status status = dark_table_read_csv(&table, "t.csv", options[i], &err);
    assert_true((status == DARK_OK) == (table != NULL) && (status == DARK_OK) == (err.message[0] == '\0'));
    assert_true(status == DARK_OK || status == DARK_EDATA || status == DARK_EUSAGE);
    if (table != NULL) (void)shape_of(table);
    dark_table_free(table);
  }
}

static const char rich[] = "\xEF\xBB\xBF"
                           "A,B,C,form,\"sex\",count\r\n1,0,0,\"la\"\"bour\",F,12\r\n0,1,0,NA,M,3\n\n1,true,0,\"x\ny\",F,1\r"
                           "0,0,0,\xC3\xA4,M,NA\n0,FALSE,1,,F,4\n";

static void every_beginning_of_a_file_is_read_or_refused(void **state) {
  (void)state;
  for (size_t n = 0; n < sizeof rich; n++) read_anything(rich, n);
}

static void mutated_files_are_read_or_refused(void **state) {
  (void)state;
  static const char bytes[] = "\"\",;\t\n\r01 A=\xFF\xC3\0(";
  uint64_t seed = 1;
  for (int round = 0; round < 3000; round++) {
    char mutant[sizeof rich];
    memcpy(mutant, rich, sizeof rich);
    for (int change = 0; change <= round % 4; change++) {
      seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
      const size_t place = (size_t)(seed >> 33) % (sizeof rich - 1);
      mutant[place] = (seed >> 20) % 3 == 0 ? (char)(seed >> 24 & 0xFF) : bytes[(seed >> 24) % (sizeof bytes - 1)];
    }
    read_anything(mutant, sizeof rich - 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(table_reads_counts),
      cmocka_unit_test(table_reads_person_rows),
      cmocka_unit_test(table_takes_n_for_counts_and_says_so),
      cmocka_unit_test(table_reads_the_count_column_it_is_told),
      cmocka_unit_test(table_names_the_columns_it_does_not_use),
      cmocka_unit_test(table_ignores_the_order_of_rows),
      cmocka_unit_test(table_ignores_the_order_of_columns),
      cmocka_unit_test(table_accepts_the_forms_of_csv),
      cmocka_unit_test(table_adds_up_repeated_histories_with_a_note),
      cmocka_unit_test(table_leaves_out_the_unknown_cell_with_a_note),
      cmocka_unit_test(table_leaves_out_unlisted_people_on_request),
      cmocka_unit_test(table_drops_lists_that_caught_nobody),
      cmocka_unit_test(table_crosses_the_levels_of_its_categories),
      cmocka_unit_test(table_sorts_levels_bytewise),
      cmocka_unit_test(table_counts_missing_categories_as_a_level),
      cmocka_unit_test(table_keeps_expected_levels_empty),
      cmocka_unit_test(table_takes_levels_from_rows_without_people),
      cmocka_unit_test(table_reads_rows_that_meet_the_conditions),
      cmocka_unit_test(table_can_ask_for_missing_values),
      cmocka_unit_test(table_does_not_judge_rows_it_does_not_read),
      cmocka_unit_test(table_without_matching_rows_keeps_its_lists),
      cmocka_unit_test(conditions_propose_no_value_of_one_person),
      cmocka_unit_test(table_drops_lists_on_request),
      cmocka_unit_test(table_merges_lists_on_request),
      cmocka_unit_test(table_judges_zeros_before_dropping),
      cmocka_unit_test(lists_are_counted_after_recoding),
      cmocka_unit_test(table_rejects_a_list_indicator_of_2),
      cmocka_unit_test(table_rejects_missing_membership),
      cmocka_unit_test(table_rejects_counts_that_are_not_whole_numbers),
      cmocka_unit_test(table_rejects_counts_beyond_its_limit),
      cmocka_unit_test(table_rejects_people_on_no_list),
      cmocka_unit_test(table_rejects_bad_column_names),
      cmocka_unit_test(table_rejects_a_file_without_header),
      cmocka_unit_test(table_rejects_a_file_without_records),
      cmocka_unit_test(table_rejects_a_file_without_lists),
      cmocka_unit_test(table_rejects_broken_csv),
      cmocka_unit_test(table_numbers_lines_as_an_editor_does),
      cmocka_unit_test(table_rejects_a_category_called_all),
      cmocka_unit_test(table_rejects_a_field_over_one_mebibyte),
      cmocka_unit_test(table_fails_on_files_it_cannot_read),
      cmocka_unit_test(options_may_not_name_unknown_columns),
      cmocka_unit_test(options_may_not_give_a_column_two_purposes),
      cmocka_unit_test(options_may_not_drop_or_merge_what_is_no_list),
      cmocka_unit_test(options_may_not_contradict_each_other_on_lists),
      cmocka_unit_test(options_must_be_well_formed),
      cmocka_unit_test(categories_may_not_be_called_like_columns_of_results),
      cmocka_unit_test(categories_may_not_make_too_many_strata),
      cmocka_unit_test(table_new_sorts_and_adds_up),
      cmocka_unit_test(table_new_refuses_what_makes_no_sense),
      cmocka_unit_test(every_beginning_of_a_file_is_read_or_refused),
      cmocka_unit_test(mutated_files_are_read_or_refused),
  };
  return cmocka_run_group_tests(tests, table_folder_make, table_folder_remove);
}
