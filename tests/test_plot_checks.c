/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an estimate is checked by where the answer is known, and with fewer people: what is read, drawn and said. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/figure/scale.h"
#include "report/source/checks.h"
#include "support/assert_close.h"
#include "support/checks_json.h"
#include "support/figures.h"
#include "support/fit_json.h"
#include "support/published.h"

static char *consistency(const char *json, dark__language language) {
  return figure_of_json(DARK__PLOT_CONSISTENCY, dark__source_read_checks, json, language);
}

static char *trajectories(const char *json, dark__language language) {
  return figure_of_json(DARK__PLOT_TRAJECTORIES, dark__source_read_checks, json, language);
}

#define SECTION_ALONE(estimate, lists, shares) UNTESTABLE_HEAD("\"A\"", CHECK_OF("", estimate, lists, shares))

/* ---- Reading */

static void lists_and_shares_are_read(void **state) {
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_ok(read_json(&source, dark__source_read_checks, checks_json, strlen(checks_json), &err), err);
  assert_int_equal(source.n_checked, 2);
  const dark__checked *of = &source.checked[0];
  assert_int_equal(of->n_lists, 4);
  assert_true(of->lists[0].has_interval && of->lists[0].is_within && of->lists[0].known == 50);
  assert_true(of->lists[1].has_interval && !of->lists[1].is_within);
  assert_true(!of->lists[2].has_interval && isinf(of->lists[2].estimate.interval.upper));
  assert_true(!of->lists[3].has_interval && of->lists[3].estimate.state == DARK_STATE_NO_ESTIMATE);
  assert_int_equal(of->n_thinned, 2); /* all people are the estimate */
  assert_true(of->thinned[0].share == 0.9 && of->thinned[0].n_kept == 90.5 && of->thinned[0].answer.observed == 100);
  assert_true(of->thinned[1].answer.total == 200);
  dark__source_clear(&source);
}

/* As where a list caught nobody of a category. */
static void a_list_with_nobody_has_no_size_to_be_met(void **state) {
  static const char json[] =
      SECTION_ALONE(CHECK_ESTIMATE, CHECK_LIST("A", "0", "null", "null", "null", "no_estimate") "," CHECK_LISTS, "");
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_ok(read_json(&source, dark__source_read_checks, json, strlen(json), &err), err);
  assert_int_equal(source.checked[0].n_lists, 4);
  assert_true(source.checked[0].lists[0].known == 50);
  dark__source_clear(&source);
}

static void what_sensitivity_does_not_write_is_refused(void **state) {
  (void)state;
  refuse_json(dark__source_read_checks, "{\"command\":\"fit\"}",
              "this is not what 'darkfigure sensitivity --format json' writes");
  refuse_json(dark__source_read_checks, SECTION_ALONE(CHECK_ESTIMATE, CHECK_LIST("A", "-1", "4", "3", "6", "ok"), ""), "'known'");
  refuse_json(dark__source_read_checks, SECTION_ALONE(CHECK_ESTIMATE, CHECK_LIST("A", "5", "4", "7", "6", "ok"), ""),
              "'lower' is no lower limit");
  refuse_json(dark__source_read_checks, SECTION_ALONE(CHECK_ESTIMATE, CHECK_LIST("A", "5", "-4", "3", "6", "ok"), ""),
              "'total' is no number of people");
  refuse_json(dark__source_read_checks, SECTION_ALONE(CHECK_ESTIMATE, "", CHECK_SHARE("1.5", "9", "9", "9", "9", "ok")),
              "'value' is no share of the people");
  refuse_json(dark__source_read_checks, SECTION_ALONE(CHECK_ESTIMATE, CHECK_LIST("A", "5", "4", "3", "6", "fine"), ""),
              "'state' is none that is known here");
}

static void assert_lacks(dark__plot_kind kind, const char *json, const char *message) {
  const dark__about about = {0};
  const dark__page_options options = {.about = &about};
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_ok(read_json(&source, dark__source_read_checks, json, strlen(json), &err), err);
  assert_int_equal(dark__plot_write(stdout, kind, &source, &options, &err), DARK_EDATA);
  if (strstr(err.message, message) == NULL) fail_msg("'%s' does not say: %s", err.message, message);
  dark__source_clear(&source);
}

static void what_is_not_there_is_said_with_what_to_type(void **state) {
  (void)state;
  assert_lacks(DARK__PLOT_CONSISTENCY, SECTION_ALONE(CHECK_ESTIMATE, "", CHECK_SHARES), "no list's size is estimated");
  assert_lacks(DARK__PLOT_TRAJECTORIES, SECTION_ALONE(CHECK_ESTIMATE, CHECK_LISTS, ""), "--thinnings 200");
}

/* ---- The axis of ratios */

static void the_axis_of_ratios_holds_one_and_all_of_them(void **state) {
  (void)state;
  const dark__scale narrow = dark__scale_around_one(0.8, 1.1), wide = dark__scale_around_one(0.001, 50),
                    none = dark__scale_around_one(NAN, NAN);
  assert_true(narrow.from == 0.5 && narrow.to == 2 && narrow.n_ticks == 3 && narrow.ticks[1] == 1);
  assert_close(dark__scale_place(&narrow, 1), 0.5, 1e-15, 0);
  assert_true(wide.from == 0.001 && wide.to == 50 && wide.n_ticks <= DARK__MOST_TICKS);
  assert_close(wide.ticks[wide.n_ticks - 1], 10, 1e-12, 0);
  assert_true(none.from == 0.5 && none.to == 2);
  for (double reach = 2; reach < 1e15; reach *= 7) { /* NOLINT: some of them */
    const dark__scale scale = dark__scale_around_one(1 / reach, reach);
    bool has_one = false;
    for (size_t i = 0; i < scale.n_ticks; i++) has_one = has_one || scale.ticks[i] == 1;
    assert_true(has_one && scale.n_ticks >= 2 && scale.n_ticks <= DARK__MOST_TICKS);
  }
}

static void ticks_have_no_exponent(void **state) {
  (void)state;
  assert_string_equal(dark__argue_tick(DARK__ENGLISH, 0.25).text, "0.25");
  assert_string_equal(dark__argue_tick(DARK__FINNISH, 0.5).text, "0,5");
  assert_string_equal(dark__argue_tick(DARK__ENGLISH, 1e-7).text, "0.0000001");
  assert_string_equal(dark__argue_tick(DARK__ENGLISH, 10000).text, "10,000");
}

/* ---- Drawing */

static void lists_stand_beside_their_known_size(void **state) {
  (void)state;
  char *figure = consistency(checks_json, DARK__ENGLISH);
  assert_drawn(figure, "<lists of=\"&lt;x&gt;\">\n<list name=\"A\" known=\"50\" estimate=\"40\" lower=\"30\" upper=\"60\"/>");
  assert_drawn(figure,
               "<list name=\"&lt;C&gt;\" known=\"20\" lower=\"10\" upper=\"unbounded\"/>\n<list name=\"D\" known=\"10\"/>");
  assert_drawn(figure, "Known size within the interval: 1 of 2 lists. No estimate: 1 list.");
  assert_drawn(figure, "A: Known: 50. Estimated: ~40 (30–60).");
  assert_drawn(figure, "D: Known: 10. No estimate from the other lists.");
  assert_drawn(figure, "y: UNKNOWN, not zero.");
  assert_int_equal(n_drawn(figure, "<line class=\"reference\""), 4);
  assert_int_equal(n_drawn(figure, "<circle class=\"point\""), 2 + 1); /* the legend */
  assert_drawn(figure, ">0.5</text>");
  assert_not_drawn(figure, "<C>");
  assert_not_drawn(figure, "nan");
  free(figure);
}

static void fewer_people_stand_left_of_all(void **state) {
  (void)state;
  char *figure = trajectories(checks_json, DARK__ENGLISH);
  assert_drawn(
      figure,
      "<trajectory of=\"&lt;x&gt;\">\n<observed percent=\"50\" people=\"50\" estimate=\"200\" lower=\"150\" upper=\"400\"/>");
  assert_drawn(figure, "<observed percent=\"100\" people=\"100\" estimate=\"300\" lower=\"200\" upper=\"500\"/>\n</trajectory>");
  assert_drawn(figure, "The estimate: ~300 (200–500). With 50% of the people it would usually be about 200. It still rises");
  assert_drawn(figure, "y: UNKNOWN, not zero.");
  assert_int_equal(n_drawn(figure, "<circle class=\"drawn\""), 2 + 1);
  assert_int_equal(n_drawn(figure, "<polygon class=\"band\""), 1);
  assert_not_drawn(figure, "nan");
  free(figure);
}

static void assert_said(const char *estimate, const char *shares, const char *words) {
  char json[4096];
  snprintf(json, sizeof json, UNTESTABLE_HEAD("\"A\"", CHECK_OF("", "%s", "", "%s")), estimate, shares);
  char *figure = trajectories(json, DARK__ENGLISH);
  assert_drawn(figure, words);
  free(figure);
}

static void words_say_whether_it_is_stable(void **state) {
  (void)state;
  assert_said(CHECK_ESTIMATE, CHECK_SHARE("0.5", "50", "310", "200", "400", "ok"), "It hardly depends on how many people");
  assert_said(CHECK_ESTIMATE, CHECK_SHARE("0.5", "50", "400", "200", "500", "ok"), "It still falls with the number");
  assert_said(CHECK_ESTIMATE, CHECK_SHARE("0.5", "50", "400", "200", "null", "unstable"), "there would often be no estimate");
  assert_said(CHECK_ESTIMATE, CHECK_SHARE("0.5", "50", "null", "null", "null", "no_estimate"),
              "there would often be no estimate");
}

/* The answer lies within the axis, also where it is a range without a point; a draw far above it does not. */
static void the_range_of_the_answer_is_seen(void **state) {
  (void)state;
  char *figure = trajectories(SECTION_ALONE(CHECK_ANSWER("100", "300", "200", "900", "0.95", "unstable"), "",
                                            CHECK_SHARE("0.5", "50", "250", "200", "99000", "ok")),
                              DARK__ENGLISH);
  assert_drawn(figure, "Beyond the axis: 50% (200–99,000).");
  assert_drawn(figure, "The estimate: 200–900: range only.");
  free(figure);
}

static void words_are_of_the_language(void **state) {
  (void)state;
  static const char *const words[] = {">Know", ">Times", ">It ", ">The ", ">Share", ">fewer", ">No est", "\nKnown"};
  char *finnish[] = {consistency(checks_json, DARK__FINNISH), trajectories(checks_json, DARK__FINNISH)};
  char *pseudo[] = {consistency(checks_json, DARK__PSEUDO), trajectories(checks_json, DARK__PSEUDO)};
  assert_drawn(finnish[0], "Kertaa tunnettu koko");
  assert_drawn(finnish[0], "Tunnettu: 50. Arvioitu: ~40 (30–60).");
  assert_drawn(finnish[1], "eikä ole vakaa");
  for (size_t i = 0; i < 2; i++) {
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) assert_not_drawn(pseudo[i], words[w]);
    free(finnish[i]);
    free(pseudo[i]);
  }
}

static void changed_sources_are_refused_or_drawn(void **state) {
  (void)state;
  assert_true(draw_changes(DARK__PLOT_CONSISTENCY, dark__source_read_checks, checks_json) > 20);
  assert_true(draw_changes(DARK__PLOT_TRAJECTORIES, dark__source_read_checks, checks_json) > 20);
}

/* ---- On a page */

/* Of the people of fit_json.h. */
static const char beside[] =
    UNTESTABLE_HEAD("\"A\"", CHECK_OF("\"form\":\"labour\"", CHECK_ANSWER("413", "950.5", "700", "1400", "0.95", "ok"),
                                      CHECK_LISTS, CHECK_SHARES));

static void pages_have_both_where_nothing_is_protected(void **state) {
  (void)state;
  const figure_material open = {.fit = fit_json, .beside = beside}, protected = {.fit = fit_json, .beside = beside, .k = 5};
  char *page = page_with(&open), *hidden = page_with(&protected);
  assert_drawn(page, "<h3>Where the answer is known</h3>");
  assert_drawn(page, "Known: 50. Estimated: ~40 (30–60).");
  assert_drawn(page, ">Times the known size<");
  assert_drawn(page, "<h3>With fewer people observed</h3>");
  assert_int_equal(n_drawn(page, "<circle class=\"drawn\""), 2 + 1);
  assert_not_drawn(page, "<C>");
  assert_not_drawn(hidden, "Known: 50.");
  assert_not_drawn(hidden, "fewer people");
  free(page);
  free(hidden);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lists_and_shares_are_read),
      cmocka_unit_test(a_list_with_nobody_has_no_size_to_be_met),
      cmocka_unit_test(what_sensitivity_does_not_write_is_refused),
      cmocka_unit_test(what_is_not_there_is_said_with_what_to_type),
      cmocka_unit_test(the_axis_of_ratios_holds_one_and_all_of_them),
      cmocka_unit_test(ticks_have_no_exponent),
      cmocka_unit_test(lists_stand_beside_their_known_size),
      cmocka_unit_test(fewer_people_stand_left_of_all),
      cmocka_unit_test(words_say_whether_it_is_stable),
      cmocka_unit_test(the_range_of_the_answer_is_seen),
      cmocka_unit_test(words_are_of_the_language),
      cmocka_unit_test(changed_sources_are_refused_or_drawn),
      cmocka_unit_test(pages_have_both_where_nothing_is_protected),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
