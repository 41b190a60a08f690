/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures: where numbers of people lie, and whether marks and texts can be seen. */

#include <math.h>
#include <string.h>

#include "report/figure/letters.h"
#include "report/figure/mark.h"
#include "report/figure/palette.h"
#include "report/figure/scale.h"
#include "support/assert_close.h"

static void assert_usable(const dark__scale *scale, double least, double most) {
  if (scale->n_ticks < 1 || scale->n_ticks > DARK__MOST_TICKS) fail_msg("%zu ticks for %g to %g", scale->n_ticks, least, most);
  for (size_t i = 0; i < scale->n_ticks; i++) {
    const double tick = scale->ticks[i];
    assert_true(tick >= scale->from && tick <= scale->to * 1.000001);
    assert_close(tick, round(tick), 1e-9, 0); /* whole people */
    if (i > 0) assert_true(tick > scale->ticks[i - 1]);
  }
  assert_true(dark__scale_place(scale, least) <= dark__scale_place(scale, most));
  assert_true(dark__scale_place(scale, least) >= 0 && dark__scale_place(scale, most) <= 1);
}

static void every_range_has_some_ticks_at_whole_people(void **state) {
  (void)state;
  for (int i = 0; i < 60; i++)
    for (int k = 0; k < 60; k++) {
      const double least = floor(pow(1.3, i)) + 1, most = floor(least * pow(1.4, k));
      const dark__scale scale = dark__scale_of(least, most);
      assert_usable(&scale, least, most);
    }
}

/* By hand: from 0 to 24,000 steps are of 10,000, for 6,000 is between 5,000 and 10,000. */
static void a_narrow_range_begins_at_zero(void **state) {
  (void)state;
  const dark__scale scale = dark__scale_of(2744, 24000);
  assert_false(scale.is_log);
  assert_int_equal(scale.n_ticks, 3);
  assert_close(scale.ticks[0], 0, 0, 0);
  assert_close(scale.ticks[2], 20000, 1e-12, 0);
  assert_close(dark__scale_place(&scale, 12000), 0.5, 1e-12, 0);
}

/* By hand: 20 to 2,000; the middle of it in logarithms is 200. */
static void a_wide_range_is_logarithmic(void **state) {
  (void)state;
  const dark__scale scale = dark__scale_of(20, 2000);
  assert_true(scale.is_log);
  assert_close(dark__scale_place(&scale, 200), 0.5, 1e-12, 0);
  assert_int_equal(scale.n_ticks, 4);
  assert_close(scale.ticks[0], 30, 1e-12, 0);
  assert_close(scale.ticks[3], 1000, 1e-12, 0);
}

static void nothing_to_draw_has_a_scale_too(void **state) {
  (void)state;
  const dark__scale none = dark__scale_of(NAN, NAN), zero = dark__scale_of(0, 0), open = dark__scale_of(1, INFINITY);
  assert_usable(&none, 0, 1);
  assert_usable(&zero, 0, 1);
  assert_usable(&open, 0, 1);
}

/* The examples of WCAG 2.2: black on white is 21, #777777 on white 4.48. */
static void contrasts_are_those_of_wcag(void **state) {
  (void)state;
  assert_close(dark__contrast(0x000000, 0xFFFFFF), 21, 1e-12, 0);
  assert_close(dark__contrast(0xFFFFFF, 0x777777), 4.48, 0, 0.005);
}

static void texts_and_marks_stand_out(void **state) {
  (void)state;
  const uint32_t paper = dark__colour(DARK__COLOUR_PAPER);
  for (int use = DARK__COLOUR_TEXT; use <= (int)DARK__COLOUR_WARNING; use++)
    assert_true(dark__contrast(dark__colour((dark__colour_use)use), paper) >= 4.5);
  for (int use = DARK__COLOUR_ESTIMATE; use < DARK__N_COLOURS; use++)
    assert_true(dark__contrast(dark__colour((dark__colour_use)use), paper) >= 3);
}

static int n_times(const char *text, const char *part) {
  int n = 0;
  while ((text = strstr(text, part)) != NULL) n++, text++;
  return n;
}

static void assert_drawn(const dark__mark *mark, int n_points, int n_arrows, int n_intervals) {
  const dark__scale scale = dark__scale_of(10, 100);
  dark__paper page = {0};
  dark__mark_draw(&page, mark, &scale);
  assert_int_equal(n_times(dark__paper_text(&page), "\"point\""), n_points);
  assert_int_equal(n_times(dark__paper_text(&page), "\"arrow\""), n_arrows);
  assert_int_equal(n_times(dark__paper_text(&page), "<line class=\"interval\""), n_intervals);
  assert_int_equal(n_times(dark__paper_text(&page), "nan"), 0);
  assert_int_equal(n_times(dark__paper_text(&page), "inf"), 0);
  dark__paper_clear(&page);
}

static void marks_show_what_there_is(void **state) {
  (void)state;
  const dark__mark whole = {.recorded = 20, .estimate = 50, .lower = 30, .upper = 90};
  const dark__mark open = {.recorded = 20, .estimate = 50, .lower = 30, .upper = INFINITY};
  const dark__mark range = {.recorded = 20, .estimate = NAN, .lower = 30, .upper = 90};
  const dark__mark nothing = {.recorded = 20, .estimate = NAN, .lower = NAN, .upper = NAN};
  assert_drawn(&whole, 1, 0, 1);
  assert_drawn(&open, 1, 1, 1);
  assert_drawn(&range, 0, 0, 0); /* a line of another kind */
  assert_drawn(&nothing, 0, 0, 0);
}

/* ---- Letters. By hand from the table: a 613, b 635, a blank 318, a hyphen 361. */

static void texts_are_as_wide_as_their_letters(void **state) {
  (void)state;
  assert_int_equal(dark__letters_width("ab", 2), 613 + 635);
  assert_int_equal(dark__letters_width("ab", 1), 613);
  assert_int_equal(dark__letters_width("", 0), 0);
  assert_int_equal(dark__letters_width("e\xCC\x81", 3), 615); /* with an accent of its own */
  assert_true(dark__letters_width("Щ", 2) > dark__letters_width("i", 1));
}

static void lines_end_at_blanks_and_hyphens_or_else_between_characters(void **state) {
  (void)state;
  assert_int_equal(dark__letters_line("ab ab", 10000), 5);
  assert_int_equal(dark__letters_line("ab ab", 2496), 3); /* a blank more is too much */
  assert_int_equal(dark__letters_line("ab ab", 1248), 3); /* the blank itself needs no room */
  assert_int_equal(dark__letters_line("ab-ab", 2000), 3);
  assert_int_equal(dark__letters_line("abab", 2000), 3);
  assert_int_equal(dark__letters_line("abab", 1), 1);
  assert_int_equal(dark__letters_line("ЩЩ", 1), 2); /* never within one */
  assert_int_equal(dark__letters_line("", 1000), 0);
}

/* Whatever a text is, its lines are all of it, and as wide as they may be. */
static void no_line_is_wider_than_its_room(void **state) {
  (void)state;
  static const char text[] =
      "Очень длинное название - категории, и a-category_without/any-blank そして漢字 \xFF\x80 or بلا نهاية";
  for (size_t room = 1200; room < 30000; room += 97) {
    for (const char *rest = text; *rest != '\0';) {
      const size_t line = dark__letters_line(rest, room);
      size_t seen = line;
      assert_true(line > 0 && line <= strlen(rest));
      while (seen > 0 && rest[seen - 1] == ' ') seen--;
      assert_true(dark__letters_width(rest, seen) <= room);
      rest += line;
      assert_true((*rest & 0xC0) != 0x80 || *rest == '\x80'); /* within no character */
    }
  }
}

static void directions_are_those_of_the_first_letter(void **state) {
  (void)state;
  assert_true(dark__letters_run_left("الاستغلال"));
  assert_true(dark__letters_run_left("(1) الاستغلال x"));
  assert_false(dark__letters_run_left("labour الاستغلال"));
  assert_false(dark__letters_run_left("Ж الاستغلال"));
  assert_false(dark__letters_run_left("12"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_range_has_some_ticks_at_whole_people),
      cmocka_unit_test(a_narrow_range_begins_at_zero),
      cmocka_unit_test(a_wide_range_is_logarithmic),
      cmocka_unit_test(nothing_to_draw_has_a_scale_too),
      cmocka_unit_test(contrasts_are_those_of_wcag),
      cmocka_unit_test(texts_and_marks_stand_out),
      cmocka_unit_test(marks_show_what_there_is),
      cmocka_unit_test(texts_are_as_wide_as_their_letters),
      cmocka_unit_test(lines_end_at_blanks_and_hyphens_or_else_between_characters),
      cmocka_unit_test(no_line_is_wider_than_its_room),
      cmocka_unit_test(directions_are_those_of_the_first_letter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
