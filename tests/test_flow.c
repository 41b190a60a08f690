/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From lists to the estimate, as a figure and on a page. */

#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/figures.h"
#include "support/fit_json.h"

static const figure_material plain = {fit_json, NULL, 0, DARK__ENGLISH};
static const figure_material small = {fit_json, NULL, 10, DARK__ENGLISH};

/* fit_json.h: 413 known, 19 of them only to D, 394 analysed, of whom 9 are in the category without an estimate. A has 170 + 50 + 6. */
static void each_step_is_the_one_before_less_what_goes_aside(void **state) {
  (void)state;
  char *figure = figure_of(DARK__PLOT_FLOW, &plain);
  static const char *const says[] = {"<list says=\"A: 226\" people=\"226\"/>",
                                     "<list says=\"B: 152\" people=\"152\"/>",
                                     "<list says=\"C: 81\" people=\"81\"/>",
                                     "Set aside: D</text>",
                                     "<step says=\"Known to any list: 413\" people=\"413\"/>",
                                     "<aside says=\"Left out, known only to lists that were set aside: 19\" people=\"19\"/>",
                                     "<step says=\"Analysed: 394\" people=\"394\"/>",
                                     "<aside says=\"In categories that cannot be estimated: 9\" people=\"9\"/>",
                                     "<step says=\"In the categories that are estimated: 385\" people=\"385\"/>"};
  for (size_t i = 0; i < sizeof says / sizeof says[0]; i++) assert_drawn(figure, says[i]);
  assert_int_equal(n_drawn(figure, "<rect class=\"box\""), 1 + 3 + 3);
  assert_drawn(figure, "\nAnalysed: 394.");
  free(figure);
}

/* Of nine people nothing is said, and lists have no numbers, which are no part of what is proved. */
static void numbers_are_protected(void **state) {
  (void)state;
  char *figure = figure_of(DARK__PLOT_FLOW, &small), *page = page_with(&small);
  assert_drawn(figure, "In categories that cannot be estimated: not shown");
  assert_drawn(page, "In categories that cannot be estimated: not shown");
  static const char *const numbers[] = {"226", "152", "A: ", "people=\"9\"", ": 9<"};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) assert_not_drawn(figure, numbers[i]);
  assert_not_drawn(page, "<bdi>A: ");
  free(figure);
  free(page);
}

static void a_page_has_the_same_steps(void **state) {
  (void)state;
  const figure_material finnish = {fit_json, NULL, 0, DARK__FINNISH};
  char *page = page_with(&plain), *other = page_with(&finnish);
  assert_drawn(page, "<li><bdi>A: 226</bdi></li>");
  assert_drawn(page,
               "<li><span>Known to any list: 413</span><p class=\"aside\">Left out, known only to lists that were set aside: 19");
  assert_drawn(page, "<li><span>In the categories that are estimated: 385</span></li>");
  assert_drawn(other, "<h3>Luetteloista arvioon</h3>");
  free(page);
  free(other);
}

/* Where people are in no category that is shown, a last step would not be what remains. */
static void a_step_that_does_not_add_up_is_not_there(void **state) {
  (void)state;
  static const char json[] =
      FIT_JSON_HEAD FIT_JSON_ROW("labour", "300", "0", "650.5", "950.5", "612.4", "1234.5", "ok", "", "false") "," FIT_JSON_ROW(
          "other", "9", "0", "null", "null", "9", "null", "no_estimate", "\"no_overlap\"",
          "false") "," FIT_JSON_ROW("(all)", "300", "9", "650.5", "950.5", "612.4", "1234.5", "partial",
                                    "\"part_without_estimate\"",
                                    "false") "],\"details\":[" FIT_JSON_DETAIL("labour", "170", "120", "60") "]}";
  const figure_material material = {json, NULL, 0, DARK__ENGLISH};
  char *figure = figure_of(DARK__PLOT_FLOW, &material);
  assert_drawn(figure, "Analysed: 394");
  assert_not_drawn(figure, "In the categories that are estimated");
  assert_not_drawn(figure, "In categories that cannot be estimated");
  free(figure);
}

static void words_are_of_the_language(void **state) {
  (void)state;
  const figure_material material = {fit_json, NULL, 0, DARK__PSEUDO};
  char *figure = figure_of(DARK__PLOT_FLOW, &material);
  static const char *const words[] = {">Lists", ">Known", ">Left", ">Analysed", ">Set", ">In ", "\nKnown", "says=\"Known"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) assert_not_drawn(figure, words[i]);
  free(figure);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_step_is_the_one_before_less_what_goes_aside),
      cmocka_unit_test(numbers_are_protected),
      cmocka_unit_test(a_page_has_the_same_steps),
      cmocka_unit_test(a_step_that_does_not_add_up_is_not_there),
      cmocka_unit_test(words_are_of_the_language),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
