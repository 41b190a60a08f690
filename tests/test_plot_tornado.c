/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves an estimate furthest, as a figure: the rows of the page, drawn as bars. */

#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/figures.h"
#include "support/fit_json.h"
#include "support/sensitivity_json.h"

static char *tornado_of(double k, dark__language language) {
  const figure_material material = {fit_json, what_if_json, k, language};
  return figure_of(DARK__PLOT_TORNADO, &material);
}

/* Labour is about 950: without A 1,900, xi 630 to 1,600, the odds ratio 800 to 1,500. Marriage is unstable, the third has no number. */
static void bars_are_what_the_page_has(void **state) {
  (void)state;
  char *figure = tornado_of(0, DARK__ENGLISH);
  assert_drawn(figure, "<row kind=\"category\" name=\"labour\" recorded=\"300\" estimate=\"950\"");
  assert_drawn(figure, "<moved by=\"Without the list: A\" estimate=\"950\" least=\"1900\" most=\"1900\"/>");
  assert_drawn(figure, "<moved by=\"An interaction of all lists, which no data can show, xi 0.5 to 2\" estimate=\"950\" "
                       "least=\"630\" most=\"1600\"/>");
  assert_drawn(figure, "<moved by=\"Dependence of two lists, odds ratio 0.5 to 2: A, C\" estimate=\"950\" least=\"800\" "
                       "most=\"1500\"/>");
  assert_int_equal(n_drawn(figure, "<moved "), 3);
  assert_int_equal(n_drawn(figure, "<rect class=\"moved\""), 3 + 1);     /* the legend */
  assert_int_equal(n_drawn(figure, "<line class=\"reference\""), 4 + 1); /* also across the estimate's row */
  assert_int_equal(n_drawn(figure, "d=\"M0-8V8\""), 1 + 2 + 2);          /* ends that are not the estimate */
  assert_drawn(figure, "\nWithout the list: A: ~1,900.");
  assert_drawn(figure, "No data say which assumption is right.");
  assert_not_drawn(figure, "marriage");
  assert_not_drawn(figure, "9000");
  free(figure);
}

/* Where the numbers are the page's under protection too: k = 20 makes of 625.5 another number than two digits would. */
static void protected_numbers_are_those_of_the_page(void **state) {
  (void)state;
  const figure_material material = {fit_json, what_if_json, 20, DARK__ENGLISH};
  char *figure = tornado_of(20, DARK__ENGLISH), *page = page_with(&material);
  static const char *const values[] = {"~1,900", "620–1,600", "800–1,500"};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    assert_drawn(figure, values[i]);
    assert_drawn(page, values[i]);
  }
  assert_not_drawn(figure, "\"630\"");
  assert_not_drawn(figure, "&lt;script");
  free(figure);
  free(page);
}

/* Of nine people with k = 10 nothing is said; of the others there is no number. */
static void what_is_not_shown_has_no_bars(void **state) {
  (void)state;
  static const char small[] =
      FIT_JSON_HEAD FIT_JSON_ROW("labour", "9", "0", "650.5", "950.5", "612.4", "1234.5", "ok", "", "false") "," FIT_JSON_ROW(
          "other", "385", "0", "null", "null", "385", "null", "no_estimate", "\"no_overlap\"",
          "false") "],\"details\":[" FIT_JSON_DETAIL("labour", "6", "2", "1") "," FIT_JSON_DETAIL("other", "300", "50",
                                                                                                  "35") "]}";
  static const char moved[] = HEAD SECTION("labour", "950.5") LEFT_OUT "}," SECTION("other", "null") "}]}";
  const figure_material material = {small, moved, 10, DARK__ENGLISH};
  char *figure = figure_of(DARK__PLOT_TORNADO, &material);
  assert_drawn(figure, "No assumption that was tried moves an estimate that is shown as one number.");
  assert_not_drawn(figure, "labour");
  assert_not_drawn(figure, "<rect class=\"moved\"");
  free(figure);
}

static void words_are_of_the_language(void **state) {
  (void)state;
  char *figure = tornado_of(5, DARK__FINNISH), *pseudo = tornado_of(0, DARK__PSEUDO);
  assert_drawn(figure, "Ilman luetteloa: A");
  assert_drawn(figure, "arviosta (pystyviiva) siihen, mikä se olisi</text>");
  static const char *const words[] = {">Without", ">People", ">from the", "\nWithout", ">What"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) assert_not_drawn(pseudo, words[i]);
  free(figure);
  free(pseudo);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bars_are_what_the_page_has),
      cmocka_unit_test(protected_numbers_are_those_of_the_page),
      cmocka_unit_test(what_is_not_shown_has_no_bars),
      cmocka_unit_test(words_are_of_the_language),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
