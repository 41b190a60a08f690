/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paired differences as a figure: the numbers of the page's tables, drawn around a line where there is no difference. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/figure/scale.h"
#include "support/assert_close.h"
#include "support/compare_json.h"
#include "support/figures.h"
#include "support/fit_json.h"

static char *differences_of(const char *json, double k, dark__language language) {
  const figure_material material = {fit_json, json, k, language};
  return figure_of(DARK__PLOT_DIFFERENCES, &material);
}

/* ---- The axis */

static void the_axis_holds_zero_away_from_its_edges(void **state) {
  (void)state;
  const dark__scale both = dark__scale_around_zero(-400, 100), below = dark__scale_around_zero(-200, -100),
                    none = dark__scale_around_zero(NAN, NAN);
  assert_true(both.is_change && !both.is_log && both.from == -400 && both.to == 100);
  assert_true(both.n_ticks == 3 && both.ticks[0] == -400 && both.ticks[1] == -200 && both.ticks[2] == 0);
  assert_close(dark__scale_place(&both, -150), 0.5, 1e-12, 0);
  assert_true(below.from == -200 && below.to == 30);
  assert_true(none.from < 0 && none.to > 0 && none.n_ticks == 1 && none.ticks[0] == 0);
}

static void zero_is_always_a_tick(void **state) {
  (void)state;
  for (double down = 1; down < 1e15; down *= 7) /* NOLINT: some of them */
    for (double up = 1; up < 1e15; up *= 11) {  /* NOLINT: some of them */
      const dark__scale scale = dark__scale_around_zero(-down, up);
      bool has_zero = false;
      for (size_t i = 0; i < scale.n_ticks; i++) has_zero = has_zero || scale.ticks[i] == 0;
      assert_true(has_zero && scale.n_ticks < DARK__MOST_TICKS);
      if (down + up >= 10) assert_true(scale.n_ticks > 1); /* zero alone is no scale */
    }
}

static void changes_have_their_sign(void **state) {
  (void)state;
  assert_string_equal(dark__argue_change(DARK__ENGLISH, 1000).text, "+1,000");
  assert_string_equal(dark__argue_change(DARK__ENGLISH, -400).text, "−400");
  assert_string_equal(dark__argue_change(DARK__FINNISH, 0).text, "0");
}

/* ---- The figure */

/* The baseline of 485.4 is 490, -74.7 (-424.6, 63.1) is 70 fewer (420 fewer to 60 more); of a difference outside its interval, and of one that is missing, there are
   words and no mark; where there is no upper limit there is an arrow. */
static void rows_are_what_the_page_has(void **state) {
  (void)state;
  char *figure = differences_of(compare_json, 0, DARK__ENGLISH);
  assert_drawn(figure, ">Baseline: plain · labour. Estimate: about 490.<");
  assert_drawn(figure, "<difference of=\"merged\" difference=\"-70\" lower=\"-420\" upper=\"60\" "
                       "shown=\"70 fewer (420 fewer to 60 more)\"/>");
  assert_drawn(figure,
               "shown=\"80 fewer (50 fewer to 80 more). The difference lies outside its interval: not to be relied on.\"/>");
  assert_drawn(figure,
               "<difference of=\"plain · sexual\" difference=\"-200\" lower=\"-480\" shown=\"200 fewer (from 480 fewer, no "
               "upper limit). Of the categories that can be estimated; the others come on top.\"/>");
  assert_drawn(figure, "<difference of=\"gone\" shown=\"cannot be compared\"/>");
  assert_drawn(figure, "\nmerged: 70 fewer (420 fewer to 60 more).");
  assert_drawn(figure, "merged: What if &lt;i&gt;?");
  assert_int_equal(n_drawn(figure, "<baseline "), 3);
  assert_int_equal(n_drawn(figure, "<difference "), 6);
  assert_int_equal(n_drawn(figure, "<line class=\"reference\""), 6 + 1); /* and the legend */
  assert_int_equal(n_drawn(figure, "<circle class=\"point\""), 3 + 1);   /* merged, sexual, inspections */
  assert_int_equal(n_drawn(figure, "<path class=\"arrow\""), 1 + 1);
  free(figure);
}

/* What is found comes before the estimate, which hardly changes; other people are no effect. */
static void headings_are_those_of_the_page(void **state) {
  (void)state;
  char *figure = differences_of(compare_json, 0, DARK__ENGLISH);
  const char *same = strstr(figure, ">Other assumptions about the same people<"), *other = strstr(figure, ">Other people<"),
             *found = strstr(figure, ">What agencies would find<");
  assert_true(same != NULL && same < other && other < found);
  assert_drawn(figure, "Such a difference is not an effect of anything.");
  assert_drawn(figure, ">Baseline: plain · labour. On no list: about 290.<");
  assert_drawn(figure,
               "found=\"30\" difference=\"0\" lower=\"-230\" upper=\"160\" shown=\"Newly found: 30 more. Difference of the "
               "estimate: hardly a difference (230 fewer to 160 more)\"/>");
  free(figure);
}

/* Each row of the figure stands in the page's picture in the same words. */
static void the_page_has_the_same_picture(void **state) {
  (void)state;
  const figure_material material = {fit_json, compare_json, 5, DARK__ENGLISH};
  char *figure = differences_of(compare_json, 5, DARK__ENGLISH), *page = page_with(&material);
  size_t n = 0;
  for (const char *at = strstr(figure, " shown=\""); at != NULL; at = strstr(at + 1, " shown=\""), n++) {
    char words[512];
    const char *begin = at + strlen(" shown=\"");
    snprintf(words, sizeof words, "%.*s</", (int)strcspn(begin, "\""), begin);
    assert_drawn(page, words);
  }
  assert_int_equal(n, 3 + 6);
  assert_int_equal(n_drawn(page, "<tr role=\"row\" class=\"if\" data-scenario=\""), 6);
  free(figure);
  free(page);
}

/* ---- Protection, odd input */

static void of_few_people_nothing_is_drawn(void **state) {
  (void)state;
  char *figure = differences_of(compare_json, 5, DARK__ENGLISH);
  assert_drawn(figure, "<difference of=\"plain · begging\" shown=\"not shown\"/>");
  free(figure);
  figure = differences_of(compare_json, 300, DARK__ENGLISH);
  assert_drawn(figure, ">Baseline: plain · labour. Estimate: not shown.<");
  assert_not_drawn(figure, "<path class=\"interval\"");
  assert_not_drawn(figure, "<circle class=\"point\"");
  assert_not_drawn(figure, "fewer to ");
  free(figure);
}

/* An unstable difference has no point and does not widen the axis; without an interval there are words alone. */
static void unstable_differences_have_no_point(void **state) {
  (void)state;
  static const char json[] = COMPARE_JSON_HEAD COMPARE_JSON_ITEM(
      "assumptions", "narrow", "labour", "197", "490",
      COMPARE_JSON_LEVEL("10", "-20", "40", "ok",
                         "")) "," COMPARE_JSON_ITEM("assumptions", "loose", "labour", "197", "900",
                                                    COMPARE_JSON_LEVEL(
                                                        "400", "-300", "1000000", "unstable",
                                                        "")) "," COMPARE_JSON_ITEM("assumptions", "bare", "labour", "197", "500",
                                                                                   COMPARE_JSON_LEVEL("15", "null", "null", "ok",
                                                                                                      "")) "]}";
  char *figure = differences_of(json, 0, DARK__ENGLISH);
  assert_drawn(figure, "upper=\"1000000\" shown=\"400 more (300 fewer to 1,000,000 more). Not to be relied on: unstable.\"");
  assert_drawn(figure, "shown=\"20 more (no interval)\"");
  assert_drawn(figure, "goes on, beyond the axis or without a limit");
  assert_drawn(figure, ">+40<");
  assert_not_drawn(figure, ">+400<");
  assert_int_equal(n_drawn(figure, "<circle class=\"point\""), 1 + 1);
  assert_int_equal(n_drawn(figure, "<line class=\"range\""), 1 + 1);
  assert_not_drawn(figure, "nan");
  free(figure);
}

/* Said once of three, and what a scenario is once for all that have it. */
static void nothing_is_said_twice(void **state) {
  (void)state;
  static const char json[] = COMPARE_JSON_HEAD COMPARE_JSON_ITEM(
      "assumptions", "same", "labour", "197", "485",
      COMPARE_JSON_LEVEL("0.4", "0", "0.4", "ok", "")) "," COMPARE_JSON_ITEM("people", "same", "sexual", "197", "490",
                                                                             COMPARE_JSON_LEVEL("5", "0.2", "0.3", "ok",
                                                                                                "")) "]}";
  char *figure = differences_of(json, 0, DARK__ENGLISH);
  assert_drawn(figure, "shown=\"hardly a difference\"/>");
  assert_drawn(figure,
               "shown=\"10 more (hardly a difference). The difference lies outside its interval: not to be relied on.\"/>");
  assert_int_equal(n_drawn(figure, ">same: What if"), 1);
  assert_int_equal(n_drawn(figure, ">plain: the data as they are<"), 1);
  free(figure);
}

static void without_comparisons_there_is_no_figure(void **state) {
  (void)state;
  const dark__about about = {0};
  const dark__page_options options = {.about = &about};
  const dark__source source = {.path = "fit.json"};
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(dark__plot_write(NULL, DARK__PLOT_DIFFERENCES, &source, &options, &err), DARK_EDATA);
  if (strstr(err.message, "fit.json: nothing is compared;") == NULL) fail_msg("it says: %s", err.message);
}

static void words_are_of_the_language(void **state) {
  (void)state;
  char *figure = differences_of(compare_json, 5, DARK__FINNISH), *pseudo = differences_of(compare_json, 0, DARK__PSEUDO);
  assert_drawn(figure, "70 vähemmän (420 vähemmän – 60 enemmän)");
  assert_drawn(figure, ">Vertailukohta: plain · labour. Arvio: noin 490.<");
  static const char *const words[] = {">Baseline", ">Estimated", ">Newly", "\nWhat agencies", ">hardly", ">70 fewer"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) assert_not_drawn(pseudo, words[i]);
  free(figure);
  free(pseudo);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_axis_holds_zero_away_from_its_edges),
      cmocka_unit_test(zero_is_always_a_tick),
      cmocka_unit_test(changes_have_their_sign),
      cmocka_unit_test(rows_are_what_the_page_has),
      cmocka_unit_test(headings_are_those_of_the_page),
      cmocka_unit_test(the_page_has_the_same_picture),
      cmocka_unit_test(of_few_people_nothing_is_drawn),
      cmocka_unit_test(unstable_differences_have_no_point),
      cmocka_unit_test(nothing_is_said_twice),
      cmocka_unit_test(without_comparisons_there_is_no_figure),
      cmocka_unit_test(words_are_of_the_language),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
