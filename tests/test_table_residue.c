/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What spreadsheets and statistical programs leave behind in a file: names of rows, empty columns and rows, a line that tells the
   separator, a title, thousands that are set apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/table_file.h"

static void names_of_rows_are_not_looked_at(void **state) {
  (void)state;
  expect_table(
      "\"\",\"A\",\"B\",\"count\"\n\"1\",1,0,4\n\"2\",0,1,2\n", NULL, "A@0 B@1 | 1:4 2:2",
      "lists found by their values: A, B\nthe first column has no name, as names of rows have none, and was not looked at\n");
  expect_table(",A,B\n0,1,0\n1,0,1\n1,1,1\n", NULL, "A@0 B@1 | 1:1 2:1 3:1", NULL);
}

static void empty_columns_are_left_out(void **state) {
  (void)state;
  expect_table("A,B,count,,\n1,0,4,,\n0,1,2,,\n", NULL, "A@0 B@1 | 1:4 2:2",
               "lists found by their values: A, B\n2 empty columns without a name were left out\n");
  expect_table(
      ",A,,B,count\nx,1,,0,4\ny,0,,1,2\n", NULL, "A@0 B@1 | 1:4 2:2",
      "lists found by their values: A, B\nthe first column has no name, as names of rows have none, and was not looked at\n"
      "1 empty column without a name was left out\n");
  expect_bad_data("A,B,count,,\n1,0,4,,\n0,1,2,,remark\n", "t.csv:1:5: a column without a name, which is not empty; give it one");
  expect_refusal(DARK_EDATA, "A,B,,f\n1,0,,x\n0,1,1,y\n", OPTIONS(SET(where, "f=x")),
                 "t.csv:1:3: a column without a name, which is not empty; give it one");
}

static void empty_rows_are_left_out(void **state) {
  (void)state;
  expect_table("A,B,count\n1,0,4\n,,\n0,1,2\n,,\n , ,\n", NULL, "A@0 B@1 | 1:4 2:2",
               "lists found by their values: A, B\n3 empty rows were left out\n");
  expect_bad_data("A,B,count\n,,\n",
                  "t.csv: no records, only a header; below it each row is a person, or with a column 'count' so many people");
  expect_bad_data("A,B,count\n1,0,4\n,,7\n",
                  "t.csv:3:1: an empty field is a missing membership (list A); --ignore A leaves the column "
                  "out, --yes 1 --no '0,\"\"' reads memberships by these words");
}

static void a_line_may_tell_the_separator(void **state) {
  (void)state;
  static const char *const files[] = {"sep=;\nA;B;count\n1;0;4\n0;1;2\n", "sep=;\r\nA;B;count\r\n1;0;4\r\n0;1;2\r\n",
                                      "\xEF\xBB\xBFsep=|\nA|B|count\n1|0|4\n0|1|2\n", "sep=,\rA,B,count\r1,0,4\r0,1,2\r"};
  for (size_t i = 0; i < LENGTH_OF(files); i++) expect_table(files[i], NULL, "A@0 B@1 | 1:4 2:2", NULL);
  expect_table("sep=;\nA,B,count\n1,0,4\n0,1,2\n", OPTIONS(.delimiter = ','), "A@0 B@1 | 1:4 2:2", NULL);
  expect_bad_data("sep=;\nA;B;count\n1;0;4\n0;1;x\n",
                  "t.csv:4:3: a letter is not a whole number of people (column count); write it in digits alone");
  expect_bad_data("sep=;\n", "t.csv: no header, only blank lines; a table begins with a line of column names");
}

static void a_title_above_the_header_is_left_out(void **state) {
  (void)state;
  static const char *const files[] = {
      "Victims found in 2017\nA,B,count\n1,0,4\n0,1,2\n", "Victims found in 2017,,\n\nA,B,count\n1,0,4\n0,1,2\n",
      "\"Victims, found\"\nA;B;count\n1;0;4\n0;1;2\n", "\xEF\xBB\xBFVictims\r\nA\tB\tcount\r\n1\t0\t4\r\n0\t1\t2\r\n"};
  for (size_t i = 0; i < LENGTH_OF(files); i++)
    expect_table(files[i], NULL, "A@0 B@1 | 1:4 2:2",
                 "t.csv: 1 line above the header was left out\nlists found by their values: A, B\n");
  expect_table("Victims,,\nof 2017,,\n,,\nA,B,count\n1,0,4\n0,1,2\n", NULL, "A@0 B@1 | 1:4 2:2",
               "t.csv: 2 lines above the header were left out\nlists found by their values: A, B\n");
  expect_bad_data("Victims\n\nA,B,count\n1,0,4\n0,1,x\n",
                  "t.csv:5:3: a letter is not a whole number of people (column count); write it in digits alone");
}

/* A row of data is no header, and columns with one value no title. */
static void what_may_be_data_is_no_title(void **state) {
  (void)state;
  expect_bad_data("A\n1,0\n0,1\n", "t.csv:2: expected 1 field as in the header, found 2; put quotes around fields that hold the "
                                   "separator, or take out what stands behind the last column");
  expect_bad_data("A\n1\n0\nx,y\nz,y\n", "t.csv:4: expected 1 field as in the header, found 2; put quotes around fields that "
                                         "hold the separator, or take out what stands behind the last column");
  expect_bad_data("A\nB,C\n1,0,4\n", "t.csv:2: expected 1 field as in the header, found 2; put quotes around fields that hold "
                                     "the separator, or take out what stands behind the last column");
  expect_table("ch,,\n10,,\n01,,\n", OPTIONS(.history = "ch"), "ch1@0 ch2@1 | 1:1 2:1", NULL);
}

static void the_header_of_write_table_lacks_a_name(void **state) {
  (void)state;
  static const char *const files[] = {"\"A\" \"B\" \"count\"\n\"1\" 1 0 4\n\"2\" 0 1 2\n",
                                      "\"A\",\"B\",\"count\"\n\"1\",1,0,4\n\"2\",0,1,2\n",
                                      "\"A\"\t\"B\"\t\"count\"\n\"1\"\t1\t0\t4\n\"2\"\t0\t1\t2\n"};
  for (size_t i = 0; i < LENGTH_OF(files); i++)
    expect_table(
        files[i], NULL, "A@0 B@1 | 1:4 2:2",
        "lists found by their values: A, B\nthe first column has no name, as names of rows have none, and was not looked "
        "at\n");
  expect_table("\"A\" \"B b\" \"count\"\n1 0 4\n0 1 2\n", NULL, "A@0 B b@1 | 1:4 2:2", "lists found by their values: A, B b\n");
  expect_table("A B count\n1 0 4\n0 1 2\n", OPTIONS(.delimiter = ' '), "A@0 B@1 | 1:4 2:2", NULL);
  expect_bad_data(
      "A B count\n1 0 4\n",
      "t.csv:2: no list found: no column holds only 0 and 1, or words like yes and no (this record has a text with other "
      "signs); --delimiter blank reads columns that blanks separate");
  /* A number with a comma in it makes a field more, too, and is no name of a row. */
  expect_bad_data("A,B,count\n1,0,1,005\n0,1,2\n",
                  "t.csv:2: expected 3 fields as in the header, found 4; put quotes around fields that hold the separator, or "
                  "take out what stands behind the last column");
  expect_bad_data("\"A\",\"B\",\"count\"\n1,0,1,005\n",
                  "t.csv:2: expected 3 fields as in the header, found 4; put quotes around fields that hold the separator, or "
                  "take out what stands behind the last column");
}

static void thousands_may_be_set_apart(void **state) {
  (void)state;
  expect_table("A;B;count\n1;0;1,005\n0;1;12\n1;1;1,234,567\n", OPTIONS(.thousands = ','), "A@0 B@1 | 1:1005 2:12 3:1234567",
               NULL);
  expect_table("A,B,count\n1,0,1.005\n0,1,2\n", OPTIONS(.thousands = '.'), "A@0 B@1 | 1:1005 2:2", NULL);
  expect_table("A,B,count\n1,0,1'005\n0,1,2\n", OPTIONS(.thousands = '\''), "A@0 B@1 | 1:1005 2:2", NULL);
  expect_table("A,B,count\n1,0,1 005\n0,1,1\xC2\xA0"
               "006\n1,1,1\xE2\x80\xAF"
               "007\n",
               OPTIONS(.thousands = ' '), "A@0 B@1 | 1:1005 2:1006 3:1007", NULL);
  expect_bad_data(
      "A,B,count\n1,0,\"1,005\"\n",
      "t.csv:2:3: a number with a comma is not a whole number of people (column count); --thousands , reads it if commas "
      "set thousands apart");
  expect_bad_data(
      "A,B,count\n1,0,1.005\n",
      "t.csv:2:3: a number with a sign or fraction is not a whole number of people (column count); --thousands . reads it "
      "if dots set thousands apart");
  static const char *const bad[] = {"1,05", "1,0055", "1,005,", ",005", "1005,000", "1,005.5", "12345678,000"};
  for (size_t i = 0; i < LENGTH_OF(bad); i++) {
    char csv[64];
    dark_table *table;
    snprintf(csv, sizeof csv, "A;B;count\n1;0;%s\n0;1;2\n", bad[i]);
    table_file_write(csv, strlen(csv));
    assert_int_equal(dark_table_read_csv(&table, "t.csv", OPTIONS(.thousands = ','), NULL), DARK_EDATA);
  }
  expect_refusal(DARK_EUSAGE, "A,B\n1,0\n", OPTIONS(.thousands = 'x'),
                 "thousands are set apart by ',', '.', \"'\" or a blank (--thousands)");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_of_rows_are_not_looked_at),
      cmocka_unit_test(empty_columns_are_left_out),
      cmocka_unit_test(empty_rows_are_left_out),
      cmocka_unit_test(a_line_may_tell_the_separator),
      cmocka_unit_test(a_title_above_the_header_is_left_out),
      cmocka_unit_test(what_may_be_data_is_no_title),
      cmocka_unit_test(the_header_of_write_table_lacks_a_name),
      cmocka_unit_test(thousands_may_be_set_apart),
  };
  return cmocka_run_group_tests(tests, table_folder_make, table_folder_remove);
}
