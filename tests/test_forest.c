/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals drawn in text. */

#include <string.h>

#include "report/text/forest.h"
#include "support/assert_close.h"

static dark__paper draw(const dark__forest_line *lines, size_t n, double least) {
  dark__paper page = {0};
  dark__put_forest(&page, lines, n, least);
  assert_false(page.failed);
  return page;
}

/* From 100 to 10,000 there are 44 columns: 1,000 is the middle, between columns 21 and 22, and rounds up. */
static void a_line_spans_its_interval_on_a_logarithmic_scale(void **state) {
  const dark__forest_line line = {"bic", 1000, 100, 10000, ""};
  (void)state;
  dark__paper page = draw(&line, 1, 100);
  assert_string_equal(dark__paper_text(&page), "  bic  ├─────────────────────●────────────────────┤\n"
                                               "       100                                   10,000\n");
  dark__paper_clear(&page);
}

static void missing_limits_and_estimates_are_seen(void **state) {
  const dark__forest_line lines[] = {{"a", 50, NAN, NAN, ""}, {"bb", 60, 50, NAN, "unstable"}, {"c", NAN, NAN, NAN, ""}};
  (void)state;
  dark__paper page = draw(lines, 3, 40);
  const char *text = dark__paper_text(&page);
  assert_non_null(strstr(text, "▶  unstable\n"));
  assert_non_null(strstr(text, "  c   no estimate\n"));
  assert_null(strstr(text, "nan"));
  dark__paper_clear(&page);
}

static void nothing_is_drawn_of_nothing(void **state) {
  const dark__forest_line line = {"a", NAN, NAN, NAN, ""};
  (void)state;
  dark__paper page = draw(&line, 1, 40);
  assert_string_equal(dark__paper_text(&page), "");
  dark__paper_clear(&page);
}

/* Everybody seen: one column, no division by zero. */
static void an_estimate_of_nobody_unseen_is_drawn(void **state) {
  const dark__forest_line line = {"a", 40, 40, 40, ""};
  (void)state;
  dark__paper page = draw(&line, 1, 40);
  assert_non_null(strstr(dark__paper_text(&page), "  a  ●"));
  dark__paper_clear(&page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_spans_its_interval_on_a_logarithmic_scale),
      cmocka_unit_test(missing_limits_and_estimates_are_seen),
      cmocka_unit_test(nothing_is_drawn_of_nothing),
      cmocka_unit_test(an_estimate_of_nobody_unseen_is_drawn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
