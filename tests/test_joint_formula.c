/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas of joint models: each against the set of terms worked out by hand, written as its canonical formula. */

#include <stdlib.h>
#include <string.h>

#include "joint/formula/formula.h"
#include "support/assert_close.h"
#include "support/published.h"

static const char *const LISTS[] = {"A", "B", "C", "police, north"};
static const char *const CATEGORIES[] = {"year", "sex", "H"};
static const dark__formula_names NAMES = {4, LISTS, 3, CATEGORIES};

static dark__joint_terms terms_of(const char *text) {
  dark__joint_terms terms;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__formula_read(&terms, text, &NAMES, &err), err);
  return terms;
}

/* The formula has that many terms and that canonical form, which reads back to itself. */
static void assert_canonical(const char *text, size_t n_terms, const char *canonical) {
  dark_error err = DARK_ERROR_INIT;
  char *written, *again;
  dark__joint_terms terms = terms_of(text);
  assert_int_equal(terms.n, n_terms);
  assert_ok(dark__formula_write(&written, &terms, &NAMES, &err), err);
  assert_string_equal(written, canonical);
  dark__joint_terms back = terms_of(written);
  assert_int_equal(back.n, terms.n);
  assert_ok(dark__formula_write(&again, &back, &NAMES, &err), err);
  assert_string_equal(again, canonical);
  free(again);
  free(written);
  dark__joint_terms_clear(&back);
  dark__joint_terms_clear(&terms);
}

static void assert_refused(const char *text, dark_status status, const char *message) {
  dark__joint_terms terms = {0};
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(dark__formula_read(&terms, text, &NAMES, &err), status);
  assert_string_equal(err.message, message);
  assert_null(terms.terms);
}

static void operators_mean_what_they_mean_in_the_literature(void **state) {
  (void)state;
  assert_canonical("A", 1, "A");
  assert_canonical("A+B + C", 3, "A + B + C");
  assert_canonical("A*B", 3, "A*B");
  assert_canonical("(A+B+C)^2", 6, "A*B + A*C + B*C");
  assert_canonical("(A+B+C)^3", 7, "A*B*C");
  assert_canonical("(A + B)*sex", 5, "A*sex + B*sex"); /* A, B, sex, A:sex, B:sex */
  assert_canonical("A*B*sex + C", 8, "C + A*B*sex");
  assert_canonical("poly(year,2)*A", 3, "A*poly(year, 2)");
  assert_canonical("H", 1, "H");
  assert_canonical("H*sex", 3, "H*sex");
  assert_canonical("\"H\"", 1, "\"H\""); /* the category of that name */
  assert_canonical("\"police, north\"*A", 3, "A*\"police, north\"");
  assert_canonical("((((A))))", 1, "A");
}

static void colons_bind_tighter_than_stars_and_these_than_sums(void **state) {
  (void)state;
  assert_canonical("A + B:C", 4, "A + B*C");
  assert_canonical("A*B:C", 7, "A*B*C"); /* A + B:C + A:B:C, and what lies below */
  assert_canonical("A:sex^2", 3, "A*sex");
  assert_canonical("(A + B):(sex + year)", 8, "A*year + B*year + A*sex + B*sex");
}

static void a_term_brings_what_lies_below_it(void **state) {
  (void)state;
  assert_canonical("A:B:C", 7, "A*B*C");
  assert_canonical("H:sex", 3, "H*sex");
}

static void products_keep_the_finest_form_of_a_category(void **state) {
  (void)state;
  assert_canonical("A:A", 1, "A");
  assert_canonical("year:poly(year,3)", 1, "year");
  assert_canonical("poly(year,3):poly(year,2)", 1, "poly(year, 3)");
}

static void the_order_of_writing_does_not_matter(void **state) {
  (void)state;
  assert_canonical("sex:C + C*A + B", 6, "B + A*C + C*sex");
  assert_canonical("B + A*C + C*sex + A", 6, "B + A*C + C*sex");
}

static void errors_say_where_and_what_to_type(void **state) {
  (void)state;
  assert_refused("A + yaer", DARK_EUSAGE, "formula, character 5: 'yaer' is no list or category; did you mean 'year'?");
  assert_refused("A + zebra", DARK_EUSAGE, "formula, character 5: 'zebra' is no list or category");
  assert_refused("poly(sx,2)", DARK_EUSAGE, "formula, character 6: 'sx' is no category; did you mean 'sex'?");
  assert_refused("poly(A,2)", DARK_EUSAGE, "formula, character 6: 'A' is no category");
  assert_refused("poly(sex,9)", DARK_EUSAGE, "formula, character 10: '9' stands where a degree from 1 to 7 is expected");
  assert_refused("poly sex", DARK_EUSAGE, "formula, character 6: 'sex' stands where '(' behind poly is expected");
  assert_refused("(A + B", DARK_EUSAGE, "formula: a '(' is not closed");
  assert_refused("A)", DARK_EUSAGE, "formula, character 2: ')' closes nothing");
  assert_refused("A B", DARK_EUSAGE, "formula, character 3: 'B' stands where one of + * : ^ ) is expected");
  assert_refused("A^0", DARK_EUSAGE, "formula, character 3: '0' stands where a power from 1 to 9 is expected");
  assert_refused("A + ", DARK_EUSAGE,
                 "formula: it ends where the name of a list or category, H, poly(..., degree) or '(' is expected");
  assert_refused(
      "+A", DARK_EUSAGE,
      "formula, character 1: '+' stands where the name of a list or category, H, poly(..., degree) or '(' is expected");
  assert_refused("A + \"B", DARK_EUSAGE, "formula, character 5: a double quote is not closed");
  assert_refused("\"\"", DARK_EUSAGE, "formula, character 1: a name in quotes is empty");
  assert_refused("A \x01", DARK_EUSAGE, "formula, character 3: a control character");
}

static void depth_and_size_have_limits(void **state) {
  (void)state;
  char deep[201] = {0};
  memset(deep, '(', 200);
  assert_refused(deep, DARK_ELIMIT, "formula, character 65: nested too deep");

  const char *lists[16] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"};
  const dark__formula_names many = {16, lists, 0, NULL};
  dark__joint_terms terms = {0};
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(dark__formula_read(&terms, "a:b:c:d:e:f:g:h:i:j:k:l:m:n:o:p", &many, &err), DARK_ELIMIT);
  assert_null(terms.terms);
  assert_int_equal(dark__formula_read(&terms, "(a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p)^9", &many, &err), DARK_ELIMIT);
}

/* Any text is read or refused, and what is read can be written. The bytes are those that mean something. */
static void any_text_is_read_or_refused(void **state) {
  (void)state;
  static const char BYTES[] = "ABC+*:^(),\"2H poly(sex,";
  uint64_t seed = 20260101;
  size_t n_read = 0;
  for (size_t round = 0; round < 20000; round++) {
    char text[24] = {0};
    const size_t length = seed >> 33 & 15;
    for (size_t i = 0; i < length; i++) {
      seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
      text[i] = BYTES[(seed >> 33) % (sizeof BYTES - 1)];
    }
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    dark__joint_terms terms = {0};
    dark_error err = DARK_ERROR_INIT;
    const dark_status status = dark__formula_read(&terms, text, &NAMES, &err);
    assert_true(status == DARK_OK || status == DARK_EUSAGE || status == DARK_ELIMIT);
    char *written = NULL;
    if (status == DARK_OK) assert_ok(dark__formula_write(&written, &terms, &NAMES, &err), err);
    n_read += status == DARK_OK;
    free(written);
    dark__joint_terms_clear(&terms);
  }
  assert_true(n_read > 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(operators_mean_what_they_mean_in_the_literature),
      cmocka_unit_test(colons_bind_tighter_than_stars_and_these_than_sums),
      cmocka_unit_test(a_term_brings_what_lies_below_it),
      cmocka_unit_test(products_keep_the_finest_form_of_a_category),
      cmocka_unit_test(the_order_of_writing_does_not_matter),
      cmocka_unit_test(errors_say_where_and_what_to_type),
      cmocka_unit_test(depth_and_size_have_limits),
      cmocka_unit_test(any_text_is_read_or_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
