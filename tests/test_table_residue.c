/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What spreadsheets and statistical programs leave behind in a file: names of rows, empty columns and rows, a line that tells the
   separator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

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
  expect_bad_data("A,B,count\n,,\n", "t.csv: no records, only a header");
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
  expect_bad_data("sep=;\nA;B;count\n1;0;4\n0;1;x\n", "t.csv:4:3: a letter is not a whole number of people (column count)");
  expect_bad_data("sep=;\n", "t.csv: no header, only blank lines");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_of_rows_are_not_looked_at),
      cmocka_unit_test(empty_columns_are_left_out),
      cmocka_unit_test(empty_rows_are_left_out),
      cmocka_unit_test(a_line_may_tell_the_separator),
  };
  return cmocka_run_group_tests(tests, table_folder_make, table_folder_remove);
}
