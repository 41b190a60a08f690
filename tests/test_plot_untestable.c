/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of what cannot be tested. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/source/untestable.h"
#include "support/assert_close.h"
#include "support/figures.h"
#include "support/published.h"
#include "support/untestable_json.h"

static char *figure_from(const char *json, dark__language language) {
  return figure_of_json(DARK__PLOT_UNTESTABLE, dark__source_read_untestable, json, language);
}

/* With a threshold. */
static char *figure_at(double threshold, dark__language language) {
  const dark__about about = {0};
  const dark__page_options options = {.about = &about, .language = language, .threshold = threshold};
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  char *figure = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&figure, &size);
  assert_non_null(stream);
  assert_ok(read_json(&source, dark__source_read_untestable, untestable_json, strlen(untestable_json), &err), err);
  assert_ok(dark__plot_write(stream, DARK__PLOT_UNTESTABLE, &source, &options, &err), err);
  assert_int_equal(fclose(stream), 0);
  dark__source_clear(&source);
  return figure;
}

/* ---- Reading */

static void pairs_that_move_most_come_first(void **state) {
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_ok(read_json(&source, dark__source_read_untestable, untestable_json, strlen(untestable_json), &err), err);
  assert_int_equal(source.n_untestable, 3);
  const dark__untestable *of = &source.untestable[0];
  assert_true(of->total == 300 && of->hidden == 200 && of->n_xis == 3 && of->xis[0] == 0.5 && of->xis[2] == 2);
  assert_int_equal(of->n_pairs, 2);
  assert_string_equal(of->pairs[0].first, "A");
  assert_true(of->pairs[0].answers[1].ratio == 2 && of->pairs[0].answers[1].hidden == 800);
  assert_true(isnan(of->pairs[1].answers[1].hidden)); /* unstable */
  assert_true(dark__untestable_total(of, 800, 0.5) == 1700);
  assert_true(isnan(source.untestable[1].total) && !source.untestable[1].is_unstable);
  assert_true(isnan(source.untestable[2].total) && source.untestable[2].is_unstable);
  dark__source_clear(&source);
}

/* Asked with --xi 2: the estimate has 100 hidden, and answers under odds ratios are halved too. */
static void an_estimate_that_supposes_xi_is_taken_back_to_one(void **state) {
  (void)state;
  static const char json[] =
      UNTESTABLE_HEAD("\"A\",\"B\",\"C\"", UNTESTABLE_OF("", UNTESTABLE_ESTIMATE("100", "ok"), UNTESTABLE_XIS,
                                                         UNTESTABLE_ODDS("A", "B", "2", "400", "ok")));
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_ok(read_json(&source, dark__source_read_untestable, json, strlen(json), &err), err);
  assert_true(source.untestable[0].total == 200 && source.untestable[0].hidden == 200);
  assert_true(source.untestable[0].pairs[0].answers[0].hidden == 800 && source.untestable[0].xi == 2);
  dark__source_clear(&source);
}

static void assert_refused(const char *json, const char *message) { refuse_json(dark__source_read_untestable, json, message); }

static void what_sensitivity_does_not_write_is_refused(void **state) {
  (void)state;
  assert_refused("{\"command\":\"fit\"}", "this is not what 'darkfigure sensitivity --format json' writes");
  assert_refused("{\"command\":\"sensitivity\"}",
                 "'program' is missing; write it anew with 'darkfigure sensitivity --format json");
  assert_refused(UNTESTABLE_HEAD("\"A\"", UNTESTABLE_OF("", UNTESTABLE_ESTIMATE("200", "ok"),
                                                        UNTESTABLE_XI("0.5", "300") "," UNTESTABLE_XI("1", "200"), "")),
                 "'xi' does not divide the hidden number");
  assert_refused(UNTESTABLE_HEAD("\"A\"", UNTESTABLE_OF("", UNTESTABLE_ESTIMATE("200", "ok"), UNTESTABLE_XI("0", "300"), "")),
                 "'value' is not above zero");
  assert_refused(UNTESTABLE_HEAD("\"A\"", UNTESTABLE_OF("", UNTESTABLE_ESTIMATE("-5", "ok"), "", "")),
                 "'hidden' is no number of people");
}

/* ---- Drawing. 300 people; cells of A and B by hand: columns as estimated 500, 300, 200; odds ratio 0.5: 200, 150, 125; 2: 1700, 900,
   500. Twice are 600, half 150: four of the nine are there or beyond (150, 125; 1700, 900). */

static void cells_are_estimates(void **state) {
  (void)state;
  char *figure = figure_from(untestable_json, DARK__ENGLISH);
  assert_drawn(figure, "<map of=\"&lt;x&gt; · A, B\" estimate=\"300\">\n<cell xi=\"0.5\" people=\"500\"/>\n<cell xi=\"0.5\" "
                       "odds-ratio=\"0.5\" people=\"200\"/>\n<cell xi=\"0.5\" odds-ratio=\"2\" people=\"1700\"/>");
  assert_drawn(figure, "<cell xi=\"2\" odds-ratio=\"0.5\" people=\"125\"/>");
  assert_drawn(figure, "The estimate is 300. It would be twice as large or half, or beyond, in 4 of 9 cells.");
  assert_drawn(figure, "<cell xi=\"1\" odds-ratio=\"2\"/>"); /* of B and C, unstable */
  assert_drawn(figure, "y: UNKNOWN, not zero.");
  assert_drawn(figure, "z: range only.");
  assert_int_equal(n_drawn(figure, "<rect class=\"band\""), 2 + 1); /* the legend */
  assert_int_equal(n_drawn(figure, "<rect class=\"low\""), 2 + 1);
  assert_int_equal(n_drawn(figure, "<g font-weight=\"bold\">"), 2);
  assert_not_drawn(figure, "<x>");
  assert_not_drawn(figure, "nan");
  free(figure);
}

static void a_line_parts_what_changes_the_conclusion(void **state) {
  (void)state;
  static const char json[] =
      UNTESTABLE_HEAD("\"A\",\"B\",\"C\"",
                      UNTESTABLE_OF("", UNTESTABLE_ESTIMATE("200", "ok"), UNTESTABLE_XI("1", "200") "," UNTESTABLE_XI("2", "100"),
                                    UNTESTABLE_ODDS("A", "B", "2", "800", "ok")));
  char *figure = figure_from(json, DARK__ENGLISH); /* 300 | 900 over 200 | 500 */
  assert_int_equal(n_drawn(figure, "<line class=\"interval\""), 2);
  free(figure);
}

/* 300 people. Of the nine cells of A and B 500, 1700, 900 and 500 reach 500 (see above); of B and C, at xi 0.5, 500 and 480: one of six with a number. */
static void a_threshold_takes_the_place_of_twice_and_half(void **state) {
  (void)state;
  char *figure = figure_at(500, DARK__ENGLISH), *below = figure_at(200, DARK__ENGLISH), *finnish = figure_at(500, DARK__FINNISH);
  assert_drawn(figure, "A line stands where it reaches the threshold: 500 people.");
  assert_drawn(figure, "<threshold people=\"500\"/>");
  assert_drawn(figure, "The estimate is 300 and stays below the threshold of 500. It would reach it in 4 of 9 cells.");
  assert_drawn(figure, "It would reach it in 1 of 6 cells.");
  assert_int_equal(n_drawn(figure, "<rect class=\"band\""), 4 + 1 + 1); /* the legend */
  assert_int_equal(n_drawn(figure, "<rect class=\"low\""), 0 + 1);
  assert_not_drawn(figure, "twice");
  assert_drawn(below, "The estimate is 300 and reaches the threshold of 200. It would stay below it in 2 of 9 cells.");
  assert_drawn(finnish, "Viiva on siinä, missä se saavuttaa rajan: 500 ihmistä.");
  free(figure);
  free(below);
  free(finnish);
}

/* xi is the odds ratio of two lists: there is nothing beside it. */
static void two_lists_have_one_column(void **state) {
  (void)state;
  static const char json[] =
      UNTESTABLE_HEAD("\"A\",\"B\"", UNTESTABLE_OF("", UNTESTABLE_ESTIMATE("200", "ok"), UNTESTABLE_XIS, UNTESTABLE_PAIRS));
  char *figure = figure_from(json, DARK__ENGLISH);
  assert_drawn(figure, "<map of=\"All\" estimate=\"300\">");
  assert_not_drawn(figure, "odds-ratio=");
  free(figure);
}

static void words_are_of_the_language(void **state) {
  (void)state;
  char *figure = figure_from(untestable_json, DARK__FINNISH), *pseudo = figure_from(untestable_json, DARK__PSEUDO);
  assert_drawn(figure, "kuten arvioitu");
  assert_drawn(figure, "Arvio on 300. Se olisi kaksinkertainen tai puolet");
  static const char *const words[] = {">What", ">as est", ">The est", ">twice", ">half", "\nThe est"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) assert_not_drawn(pseudo, words[i]);
  free(figure);
  free(pseudo);
}

static void changed_sources_are_refused_or_drawn(void **state) {
  (void)state;
  assert_true(draw_changes(DARK__PLOT_UNTESTABLE, dark__source_read_untestable, untestable_json) > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pairs_that_move_most_come_first),
      cmocka_unit_test(an_estimate_that_supposes_xi_is_taken_back_to_one),
      cmocka_unit_test(what_sensitivity_does_not_write_is_refused),
      cmocka_unit_test(cells_are_estimates),
      cmocka_unit_test(a_line_parts_what_changes_the_conclusion),
      cmocka_unit_test(a_threshold_takes_the_place_of_twice_and_half),
      cmocka_unit_test(two_lists_have_one_column),
      cmocka_unit_test(words_are_of_the_language),
      cmocka_unit_test(changed_sources_are_refused_or_drawn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
