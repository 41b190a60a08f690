/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of pages in every language, and numbers as pages have them. */

#include <math.h>
#include <string.h>

#include "report/phrases/phrases.h"
#include "support/assert_close.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

/* ---- Words */

/* The set of places in a saying, as bits. */
static unsigned places_of(const char *text) {
  unsigned places = 0;
  for (; (text = strchr(text, '{')) != NULL; text++) {
    assert_true(text[1] >= '1' && text[1] <= '5');
    assert_true(text[2] == '}' || text[2] == ':');
    places |= 1u << (text[1] - '0');
  }
  return places;
}

static void every_language_says_the_same_things(void **state) {
  (void)state;
  static const struct {
    const char *name, *english, *finnish;
  } sayings[] = {
#define X(name, english, finnish) {#name, english, finnish},
#include "report/phrases/sayings.def"
#undef X
  };
  for (size_t i = 0; i < N_OF(sayings); i++)
    if (sayings[i].finnish[0] == '\0' || places_of(sayings[i].english) != places_of(sayings[i].finnish))
      fail_msg("%s has other places in Finnish", sayings[i].name);
  for (int r = 0; r < DARK_N_REASONS; r++) {
    dark__paper paper = {0};
    dark__say_reason(&paper, DARK__FINNISH, (dark_reason)r);
    if (strcmp(dark__paper_text(&paper), "(null)") == 0 || paper.length == 0)
      fail_msg("no Finnish for %s", dark_reason_code((dark_reason)r));
    dark__paper_clear(&paper);
  }
}

static void plurals_go_by_the_number(void **state) {
  (void)state;
  dark__paper paper = {0};
  const dark__argument one[] = {dark__argue_count(DARK__ENGLISH, 4), dark__argue_count(DARK__ENGLISH, 1)};
  dark__say(&paper, DARK__ENGLISH, DARK__SAY_KNOWN, one, 2);
  assert_string_equal(dark__paper_text(&paper), "Known to any of 4 lists: 1 person.");
  dark__paper_clear(&paper);
}

/* ---- Numbers */

static void two_digits_never_fall_below_what_is_known(void **state) {
  (void)state;
  static const struct {
    double people, known, shown;
  } cases[] = {{1335.75, 0, 1300}, {2748, 2744, 2750}, {2760, 2744, 2800}, {2790, 2744, 2800}, {992, 385, 990},   {9.4, 0, 9},
               {99.6, 0, 100},     {0, 0, 0},          {104, 103, 104},    {413, 413, 413},    {99999, 0, 100000}};
  for (size_t i = 0; i < N_OF(cases); i++) assert_close(dark__two_digits(cases[i].people, cases[i].known), cases[i].shown, 0, 0);
  for (double people = 1; people < 1e7; people *= 1.37) /* NOLINT: a walk over sizes */
    assert_true(round(dark__two_digits(people, floor(people))) >= floor(people));
}

static void shares_have_words_from_hardly_any_to_nearly_all(void **state) {
  (void)state;
  assert_int_equal(dark__share_words(0.01), DARK__SAY_SHARE_NONE);
  assert_int_equal(dark__share_words(0.1), DARK__SAY_SHARE_TENTH);
  assert_int_equal(dark__share_words(1.0 / 3), DARK__SAY_SHARE_THIRD);
  assert_int_equal(dark__share_words(0.5), DARK__SAY_SHARE_HALF);
  assert_int_equal(dark__share_words(2.0 / 3), DARK__SAY_SHARE_TWO_THIRDS);
  assert_int_equal(dark__share_words(0.99), DARK__SAY_SHARE_NEARLY_ALL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_language_says_the_same_things),
      cmocka_unit_test(plurals_go_by_the_number),
      cmocka_unit_test(two_digits_never_fall_below_what_is_known),
      cmocka_unit_test(shares_have_words_from_hardly_any_to_nearly_all),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
