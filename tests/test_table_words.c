/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memberships in words: one convention a file, said in a note; codes and blanks that --yes and --no read. What is proposed is tried. */
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

static const char shape[] = "A@0 B@1 C@2 | 1:1 2:1 3:1 6:1";

/* Four people on three lists, in these words. */
static void write_people(char *csv, size_t size, const char *yes, const char *no) {
  static const char *const rows[] = {"100", "010", "110", "011"};
  size_t n = (size_t)snprintf(csv, size, "A,B,C\n");
  for (size_t r = 0; r < LENGTH_OF(rows); r++)
    for (size_t l = 0; l < 3; l++)
      n += (size_t)snprintf(csv + n, size - n, "\"%s\"%s", rows[r][l] == '1' ? yes : no, l == 2 ? "\n" : ",");
}

static void memberships_are_read_in_words(void **state) {
  (void)state;
  static const char *const words[][3] = {
      {"1.0", "0.0", "0.0 and 1.0"}, {"T", "F", "T and F"},           {"Yes", "no", "yes and no"},
      {"YES", "NO", "yes and no"},   {"ja", "nein", "ja and nein"},   {"Ja", "Nej", "ja and nej"},
      {"oui", "non", "oui and non"}, {"sí", "no", "sí and no"},       {"SÍ", "NO", "sí and no"},
      {"si", "no", "sí and no"},     {"kyllä", "ei", "kyllä and ei"}, {"KYLLÄ", "Ei", "kyllä and ei"},
      {"x", "", "x and blank"},      {"X", "", "x and blank"},        {"1", "", "1 and blank"}};
  for (size_t i = 0; i < LENGTH_OF(words); i++) {
    char csv[256], notes[160];
    write_people(csv, sizeof csv, words[i][0], words[i][1]);
    snprintf(notes, sizeof notes, "lists found by their values: A, B, C\nmemberships are written as %s\n", words[i][2]);
    expect_table(csv, NULL, shape, notes);
    snprintf(notes, sizeof notes, "memberships are written as %s\n", words[i][2]);
    expect_table(csv, OPTIONS(SET(lists, "A", "B", "C")), shape, notes);
  }
  expect_table("A,B,C\n1,0,0\n0,TRUE,false\n1,true,0\nFALSE,1,1\n", NULL, shape, "lists found by their values: A, B, C\n");
}

static void words_of_properties_are_no_lists(void **state) {
  (void)state;
  expect_table("A,B,sex,region\n1,0,F,N\n0,1,M,S\n1,1,F,N\n", NULL, "A@0 B@1 | 1:1 2:1 3:1", NULL);
  expect_table("A,B,sex\n1,0,F\n0,1,F\n1,1,F\n", NULL, "A@0 B@1 | 1:1 2:1 3:1", NULL);
  expect_table("A,B,minor\n1,0,yes\n0,1,no\n1,1,no\n", NULL, "A@0 B@1 | 1:1 2:1 3:1", NULL);
  expect_table("A,B,remark\n1,0,\n0,1,yes\n1,1,\n", NULL, "A@0 B@1 | 1:1 2:1 3:1", NULL);
}

static void one_convention_holds_for_a_file(void **state) {
  (void)state;
  static const char csv[] = "A,B,C\n1,0,no\n0,1,no\n1,1,no\n0,1,yes\n";
  expect_table(
      csv, NULL, "A@0 B@1 | 1:1 2:2 3:1",
      "lists found by their values: A, B\ncolumn C holds yes and no where lists hold 0 and 1, and was not taken for a list\n"
      "each row was taken for one person; columns not used: C\n");
  expect_table(csv, OPTIONS(SET(yes, "1", "yes"), SET(no, "0", "no")), shape, NULL);
  expect_refusal(
      DARK_EDATA, csv, OPTIONS(SET(ignore, "B")),
      "t.csv:2:3: column C holds yes and no where other lists hold 0 and 1; --ignore C leaves the column out, --yes 1,yes --no "
      "0,no reads memberships by these words");
  expect_table(csv, OPTIONS(SET(ignore, "B"), SET(yes, "1", "yes"), SET(no, "0", "no"), .drop_unlisted = 1), "A@0 C@1 | 1:2 2:1",
               NULL);
  expect_bad_data(
      "A,C\n1,\n0,x\n1,\n0,x\n",
      "t.csv:2:2: column C holds x and blank where other lists hold 0 and 1; --ignore C leaves the column out, --yes 1,x --no "
      "'0,\"\"' reads memberships by these words");
}

/* The words that a message proposes, as options. */
static void expect_proposal(const char *csv, const char *const *yes, size_t n_yes, const char *const *no, size_t n_no,
                            const char *message, const char *wanted) {
  expect_bad_data(csv, message);
  expect_table(csv, &(dark_read_options){.version = 1, .yes = yes, .n_yes = n_yes, .no = no, .n_no = n_no}, wanted, NULL);
}
#define PROPOSED(...) TEXTS(__VA_ARGS__), LENGTH_OF(TEXTS(__VA_ARGS__))

static void codes_are_refused_with_the_words_that_read_them(void **state) {
  (void)state;
  expect_proposal("A,B,C\n1,2,2\n2,1,2\n1,1,2\n2,1,1\n", PROPOSED("1"), PROPOSED("2"),
                  "t.csv:2:2: a one-digit number is not 0 or 1 (list B); --ignore B leaves the column out, --yes 1 --no 2 reads "
                  "memberships by these words",
                  shape);
  expect_proposal(
      "A,B,C\n1,9,0\n0,1,9\n1,1,0\n9,1,1\n", PROPOSED("1"), PROPOSED("0", "9"),
      "t.csv:2:2: a one-digit number is not 0 or 1 (list B); --ignore B leaves the column out, --yes 1 --no 0,9 reads "
      "memberships by these words",
      shape);
  expect_proposal("A,B,C\n1,NA,0\n0,1,NA\n1,1,0\n0,1,1\n", PROPOSED("1"), PROPOSED("0", "NA"),
                  "t.csv:2:2: NA is a missing membership (list B); --ignore B leaves the column out, --yes 1 --no 0,NA reads "
                  "memberships by these words",
                  shape);
  expect_proposal(
      "A,B,C\n1,,0\n0,1,0\n1,1,0\n0,1,1\n", PROPOSED("1"), PROPOSED("0", ""),
      "t.csv:2:2: an empty field is a missing membership (list B); --ignore B leaves the column out, --yes 1 --no '0,\"\"' "
      "reads memberships by these words",
      shape);
  expect_proposal("A,B,C\nyes,no,no\nno,yes,NA\nyes,yes,no\nno,yes,yes\n", PROPOSED("yes"), PROPOSED("no", "NA"),
                  "t.csv:3:3: NA is a missing membership (list C); --ignore C leaves the column out, --yes yes --no no,NA reads "
                  "memberships by these words",
                  shape);
}

/* Words of a property are not among those proposed, which would make a list of it. */
static void words_left_aside_are_not_proposed(void **state) {
  (void)state;
  static const char csv[] = "A,B,C,asylum\n1,0,0,yes\n0,1,9,no\n1,1,0,no\n0,1,1,yes\n";
  expect_proposal(
      csv, PROPOSED("1"), PROPOSED("0", "9"),
      "t.csv:3:3: a one-digit number is not 0 or 1 (list C); --ignore C leaves the column out, --yes 1 --no 0,9 reads "
      "memberships by these words",
      shape);
}

/* Beside 0 and 1 a 2 may be anything. */
static void two_beside_zero_is_not_proposed(void **state) {
  (void)state;
  expect_bad_data("A,B\n1,2\n0,1\n1,0\n",
                  "t.csv:2:2: a one-digit number is not 0 or 1 (list B); --ignore B leaves the column out");
}

static void given_words_are_the_only_ones(void **state) {
  (void)state;
  static const char csv[] = "A,B,C\nseen,-,-\n-,Seen,-\nseen,seen,-\n,seen,seen\n";
  expect_table(csv, OPTIONS(SET(yes, "seen"), SET(no, "-", "")), shape, "lists found by their values: A, B, C\n");
  expect_refusal(DARK_EDATA, csv, OPTIONS(SET(yes, "seen"), SET(no, "-")),
                 "t.csv:5:1: an empty field is a missing membership (list A); --ignore A leaves the column out");
  expect_refusal(DARK_EDATA, "A,B\nseen,-\n-,seen\n1,-\n", OPTIONS(SET(yes, "seen"), SET(no, "-"), SET(lists, "A", "B")),
                 "t.csv:4:1: a one-digit number is not a word of --yes or --no (list A)");
  expect_table("A,B\na long word for being on it,no such thing at all\nno such thing at all,A long word for being on it\n",
               OPTIONS(SET(yes, "a long word for being on it"), SET(no, "no such thing at all")), "A@0 B@1 | 1:1 2:1", NULL);
}

static void words_must_make_sense(void **state) {
  (void)state;
  static const char csv[] = "A,B\n1,0\n0,1\n";
  expect_bad_use(csv, OPTIONS(SET(yes, "1")), "--yes and --no are given together: --no is missing");
  expect_bad_use(csv, OPTIONS(SET(no, "0")), "--yes and --no are given together: --yes is missing");
  expect_bad_use(csv, OPTIONS(SET(yes, "1", "x"), SET(no, "0", "X")), "'x' is a word of --yes and of --no");
  expect_bad_use("y\n1\n2\n", OPTIONS(.count_of_captures = "y", SET(yes, "1"), SET(no, "0")),
                 "--yes makes no sense with --count-of-captures: there is one list");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memberships_are_read_in_words),     cmocka_unit_test(words_of_properties_are_no_lists),
      cmocka_unit_test(one_convention_holds_for_a_file),   cmocka_unit_test(codes_are_refused_with_the_words_that_read_them),
      cmocka_unit_test(words_left_aside_are_not_proposed), cmocka_unit_test(two_beside_zero_is_not_proposed),
      cmocka_unit_test(given_words_are_the_only_ones),     cmocka_unit_test(words_must_make_sense),
  };
  return cmocka_run_group_tests(tests, table_folder_make, table_folder_remove);
}
