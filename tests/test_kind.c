/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What messages say of texts that may be personal data. */
#include "base/kind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void assert_kind(const char *text, const char *expected) { assert_string_equal(dark__kind(text).text, expected); }

static void texts_are_called_by_their_kind(void **state) {
  (void)state;
  assert_kind("", "an empty field");
  assert_kind("NA", "NA");
  assert_kind("7", "a one-digit number");
  assert_kind("483920", "a six-digit number");
  assert_kind("48392011", "an eight-digit number");
  assert_kind("483920114839201", "a number of 15 digits");
  assert_kind("-3", "a negative number");
  assert_kind("-3.25", "a negative number");
  assert_kind("2.5", "a number with a sign or fraction");
  assert_kind("2,5", "a number with a comma");
  assert_kind("+49", "a number with a sign or fraction");
  assert_kind("1990-01-31", "a date");
  assert_kind("31.1.90", "a date");
  assert_kind("01/31/1990 12:00", "a date");
  assert_kind("1990-01-31T00:00:00Z", "a date");
  assert_kind("a.b@example.org", "an address");
  assert_kind("x", "a letter");
  assert_kind("labour", "a word");
  assert_kind("Ren\xC3\xA9"
              "e",
              "a word");
  assert_kind("O'Neill", "a word");
  assert_kind("Example Person", "a text of several words");
  assert_kind("AB1234", "a mixture of letters and digits");
  assert_kind("1e3", "a mixture of letters and digits");
  assert_kind("Person, Example", "a text with other signs");
  assert_kind("-", "a text with other signs");
  assert_kind("17%", "a percentage");
  assert_kind("1.7 %", "a percentage");
  assert_kind("%", "a text with other signs");
  assert_kind("1.2E+15", "a number with an exponent");
  assert_kind("1E+1x", "a text with other signs");
  assert_kind("<5", "a number with a mark beside it");
  assert_kind("5*", "a number with a mark beside it");
  assert_kind("=B2+C2", "a formula");
  assert_kind("'1'", "a text in quotes that are not \"");
  assert_kind("\xE2\x80\x9C"
              "1\xE2\x80\x9D",
              "a text in quotes that are not \"");
  assert_kind("\xEF\xBB\xBF"
              "1",
              "a byte order mark within the file");
}

/* Any text of one kind reads the same: nothing of it can come back. */
static void kinds_tell_nothing_else(void **state) {
  (void)state;
  char text[64], first[64];
  for (unsigned seed = 1; seed < 2000; seed++) {
    snprintf(first, sizeof first, "%06u", 100000 + seed);
    snprintf(text, sizeof text, "%06u", (unsigned)(UINT32_C(2654435761) * seed % 1000000));
    assert_string_equal(dark__kind(text).text, dark__kind(first).text);
    snprintf(text, sizeof text, "K%05u", (unsigned)(UINT32_C(2654435761) * seed % 100000));
    assert_string_equal(dark__kind(text).text, "a mixture of letters and digits");
  }
}

typedef struct names {
  const char *at[6];
} names;

static const char *name_at(const void *context, size_t i) { return ((const names *)context)->at[i]; }

static bool is_record(names of) {
  size_t n = 0;
  while (n < 6 && of.at[n] != NULL) n++;
  return dark__kind_is_record(name_at, &of, n);
}

static void records_in_place_of_names_are_known_by_their_kinds(void **state) {
  (void)state;
  assert_true(is_record((names){{"Example Person", "1990-01-01", "police"}}));
  assert_true(is_record((names){{"Example Person", "AB1234", "x"}}));
  assert_true(is_record((names){{"Example Person", "483920"}}));
  assert_true(is_record((names){{"Mary", "f", "1", "0"}}));
  assert_true(is_record((names){{"Mary", "f", "1", "1"}}));
  assert_true(is_record((names){{"Mary", "f", "1"}}));
  assert_true(is_record((names){{"Mary", "TRUE", "FALSE"}}));
  assert_true(is_record((names){{"mary@example.org", "police"}}));
  assert_true(is_record((names){{"Mary", "NA"}}));
  assert_false(is_record((names){{"name", "born", "police"}}));
  assert_false(is_record((names){{"1", "2", "3", "count"}}));
  assert_false(is_record((names){{"2019", "2020", "count"}}));
  assert_false(is_record((names){{"L1", "L2", "ICD10", "count"}}));
  assert_false(is_record((names){{"police:ngo", "police>border", "people"}}));
  assert_false(is_record((names){{"Date of birth", "Region (2019)", "n"}}));
  assert_false(is_record((names){{"1"}}));
}

static void columns_whose_values_mostly_differ_are_keys(void **state) {
  (void)state;
  assert_true(dark__kind_is_key(1, 1));
  assert_true(dark__kind_is_key(3, 5));
  assert_false(dark__kind_is_key(2, 4));
  assert_false(dark__kind_is_key(0, 0));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(texts_are_called_by_their_kind), cmocka_unit_test(kinds_tell_nothing_else),
                                     cmocka_unit_test(records_in_place_of_names_are_known_by_their_kinds),
                                     cmocka_unit_test(columns_whose_values_mostly_differ_are_keys)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
