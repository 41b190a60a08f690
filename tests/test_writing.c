/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of strangers on the page: how wide they are, and what is never written as it is. */

#include <math.h>
#include <string.h>

#include "support/assert_close.h"
#include "writing/json.h"
#include "writing/paper.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

static void widths_are_those_of_a_terminal(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t width;
  } known[] = {{"", 0},
               {"police", 6},
               {"s\xC3\xA4hk\xC3\xB6", 5},      /* a and o with dots, one character each */
               {"a\xCC\x88", 1},                /* a, and dots that go above it */
               {"\xE8\xAD\xA6\xE5\xAF\x9F", 4}, /* two Chinese characters */
               {"\xEA\xB2\xBD\xEC\xB0\xB0", 4}, /* two Korean syllables */
               {"\xEF\xBC\xA1", 2},             /* a full-width A */
               {"\xF0\x9F\x9A\x93", 2},         /* a picture */
               {"\xD0\xBF\xD0\xBE\xD0\xBB", 3}, /* three Cyrillic letters */
               {"\xFF", 1}};                    /* not UTF-8 */
  for (size_t i = 0; i < N_OF(known); i++) assert_int_equal(dark__text_width(known[i].text), known[i].width);
}

static void assert_written(const char *text, const char *expected) {
  dark__paper paper = {0};
  dark__paper_add_foreign(&paper, text);
  assert_string_equal(dark__paper_text(&paper), expected);
  dark__paper_clear(&paper);
}

static void what_has_no_width_or_turns_the_text_is_escaped(void **state) {
  (void)state;
  assert_written("a\tb\nc\r", "a\\tb\\nc\\r");
  assert_written("\x1b[31m", "\\x1b[31m");
  assert_written("\xC2\x9B"
                 "31m",
                 "\\x9b31m");                /* the same in one character */
  assert_written("\xC2\xAD", "\\xad");       /* soft hyphen */
  assert_written("\xE2\x80\x8B", "\\u200b"); /* space without width */
  assert_written("\xE2\x80\x8F", "\\u200f"); /* right-to-left mark */
  assert_written("\xE2\x80\xA8", "\\u2028"); /* line separator */
  assert_written("\xE2\x80\xAA", "\\u202a"); /* left-to-right embedding */
  assert_written("\xE2\x80\xAEpolice", "\\u202epolice");
  assert_written("\xE2\x81\xA6", "\\u2066"); /* isolates */
  assert_written("\xE2\x81\xA9", "\\u2069");
  assert_written("\xD8\x9C", "\\u061c"); /* Arabic letter mark */
  assert_written("\xEF\xBB\xBFpolice", "\\ufeffpolice");
  assert_written("\xFF", "\\xff");
  assert_written("s\xC3\xA4hk\xC3\xB6 \xE8\xAD\xA6", "s\xC3\xA4hk\xC3\xB6 \xE8\xAD\xA6");
}

static void what_is_no_number_is_null_in_json(void **state) {
  (void)state;
  static const double no_numbers[] = {INFINITY, -INFINITY, NAN};
  for (size_t i = 0; i < N_OF(no_numbers); i++) {
    json_t *value = dark__json_real(no_numbers[i]);
    assert_true(json_is_null(value));
    json_decref(value);
  }
  json_t *value = dark__json_real(1.5);
  assert_true(json_is_real(value) && json_real_value(value) == 1.5);
  json_decref(value);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(widths_are_those_of_a_terminal),
                                     cmocka_unit_test(what_has_no_width_or_turns_the_text_is_escaped),
                                     cmocka_unit_test(what_is_no_number_is_null_in_json)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
