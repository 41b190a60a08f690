/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures that stand alone: what they say inside them, what they draw, and what they must not. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/plot/plot.h"
#include "report/source/histories.h"
#include "support/assert_close.h"
#include "support/documents.h"
#include "support/fit_json.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

static dark_status read_source(dark__source *source, const char *text, size_t n, dark_error *err) {
  char path[] = "/tmp/darkfigure-plot-XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, text, n), (ssize_t)n);
  assert_int_equal(close(file), 0);
  const dark_status status = dark__source_read(source, path, err);
  source->path = "fit.json";
  unlink(path);
  return status;
}

/* free() it. */
static char *draw(const dark__source *source, dark__plot_kind kind, const dark__page_options *options) {
  char *figure = NULL;
  size_t size = 0;
  dark_error err = DARK_ERROR_INIT;
  FILE *stream = open_memstream(&figure, &size);
  assert_non_null(stream);
  assert_int_equal(dark__plot_write(stream, kind, source, options, &err), DARK_OK);
  assert_int_equal(fclose(stream), 0);
  assert_int_equal(strlen(figure), size);
  return figure;
}

/* With numbers protected from k on, or with k 0 as they are. */
static char *forest_of(const char *json, double k, const dark__page_options *options) {
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  dark__protection protection = {0};
  dark__page_options own = *options;
  assert_int_equal(read_source(&source, json, strlen(json), &err), DARK_OK);
  if (k > 0) assert_int_equal(dark__protection_make(&protection, &source, NULL, 0, k, false, &err), DARK_OK);
  if (k > 0) own.protection = &protection;
  char *figure = draw(&source, DARK__PLOT_FOREST, &own);
  if (k > 0) dark__protection_clear(&protection);
  dark__source_clear(&source);
  return figure;
}

static char *plain_forest(const char *json, double k) {
  const dark__about about = {0};
  const dark__page_options options = {.about = &about};
  return forest_of(json, k, &options);
}

static void assert_has(const char *figure, const char *text) {
  if (strstr(figure, text) == NULL) fail_msg("the figure does not have: %s", text);
}

static void assert_has_not(const char *figure, const char *text) {
  if (strstr(figure, text) != NULL) fail_msg("the figure has: %s", text);
}

static int n_times(const char *text, const char *part) {
  int n = 0;
  while ((text = strstr(text, part)) != NULL) n++, text++;
  return n;
}

/* ---- What it says */

static void a_figure_says_what_its_data_are(void **state) {
  (void)state;
  const dark__about about = {
      .question = "How many & where?", .population = "victims", .period = "2017", .source = "a <file>", .is_invented = true};
  const dark__page_options options = {.about = &about};
  char *figure = forest_of(fit_json, 0, &options);
  assert_has(figure, "<title>How many &amp; where?</title>");
  assert_has(figure, "INVENTED DATA. Not figures about any real people. Do not quote. DRAFT. NO DISCLOSURE CONTROL");
  assert_has(figure, "Counted: victims. Period: 2017. Source: a &lt;file&gt;.");
  assert_has_not(figure, "NOT STATED");
  free(figure);
  figure = plain_forest(fit_json, 5);
  assert_has(figure, "NOT STATED: who is counted");
  assert_has(figure, ">DRAFT.</text>");
  assert_has(figure, "Small numbers are protected: of people on the lists, numbers below 5 are not shown");
  assert_has_not(figure, "NO DISCLOSURE");
  free(figure);
}

/* fit_json.h has the numbers: two digits of each, and not fewer people than are known. */
static void a_figure_carries_its_rounded_numbers(void **state) {
  (void)state;
  char *figure = plain_forest(fit_json, 0);
  assert_has(figure, "<row kind=\"category\" name=\"labour\" recorded=\"300\" estimate=\"950\" lower=\"610\" upper=\"1200\" "
                     "shown=\"~950 (610–1,200)\"/>");
  assert_has(figure, "<row kind=\"category\" name=\"marriage\" recorded=\"85\" lower=\"110\" upper=\"3500\" "
                     "shown=\"110–3,500: range only\"/>");
  assert_has(figure, "name=\"&lt;script&gt;&amp;&quot;&#39;\" recorded=\"9\" shown=\"UNKNOWN, not zero\"/>");
  assert_has(figure, "recorded=\"385\" estimate=\"1300\" lower=\"800\" upper=\"unbounded\"");
  assert_has(figure, "\nlabour: ~950 (610–1,200). Recorded: 300.");
  static const char *const digits[] = {"950.5", "612", "1234", "385.25", "107.5", "3498", "1335", "nan", "inf"};
  for (size_t i = 0; i < N_OF(digits); i++) assert_has_not(figure, digits[i]);
  free(figure);
}

static void marks_are_those_of_the_rows(void **state) {
  (void)state;
  char *figure = plain_forest(fit_json, 0);
  assert_int_equal(n_times(figure, "<circle class=\"point\""), 1 + 1); /* labour; the legend */
  assert_int_equal(n_times(figure, "<path class=\"point\""), 1 + 1);   /* the sum; the legend */
  assert_int_equal(n_times(figure, "<line class=\"range\""), 1 + 1);   /* marriage */
  assert_int_equal(n_times(figure, "<path class=\"arrow\""), 1 + 1);   /* the sum */
  assert_int_equal(n_times(figure, "<path class=\"recorded\""), 4 + 1);
  assert_int_equal(n_times(figure, "UNKNOWN, not zero</text>"), 1);
  assert_has(figure, "People. The axis is logarithmic: equal steps multiply.</text>"); /* 9 to 3,500 */
  free(figure);
}

static void a_narrow_range_has_no_logarithms(void **state) {
  (void)state;
  static const char json[] =
      FIT_JSON_HEAD FIT_JSON_ROW("labour", "394", "0", "650.5", "1044.5", "712.4", "1234.5", "ok", "",
                                 "false") "],\"details\":[" FIT_JSON_DETAIL("labour", "170", "120", "60") "]}";
  char *figure = plain_forest(json, 0);
  assert_has(figure, ">People</text>");
  assert_has_not(figure, "logarithmic");
  assert_has_not(figure, "1e+");
  free(figure);
}

/* ---- What it must not say */

/* Of 9 people with k = 10 nothing is drawn, and nobody says where they are. */
static void what_is_protected_is_not_drawn(void **state) {
  (void)state;
  char *figure = plain_forest(fit_json, 10);
  assert_has(figure, "name=\"&lt;script&gt;&amp;&quot;&#39;\" shown=\"not shown\"/>");
  assert_has_not(figure, "recorded=\"9\"");
  assert_has_not(figure, "Recorded: 9.");
  assert_true(n_times(figure, "<path class=\"recorded\"") < 4 + 1);
  free(figure);
}

static void labels_stay_text(void **state) {
  (void)state;
  char *figure = plain_forest(fit_json, 0);
  assert_has_not(figure, "<script");
  static const char *const requests[] = {"src=",   "href=", "url(",          "@import", "onclick",
                                         "<image", "<use",  "foreignObject", "https:"};
  for (size_t i = 0; i < N_OF(requests); i++) assert_has_not(figure, requests[i]);
  free(figure);
}

static void long_names_are_broken_or_cut_and_stand_whole_in_a_title(void **state) {
  (void)state;
  static char json[sizeof fit_json + 1024], name[400];
  memset(name, 'w', sizeof name - 1);
  snprintf(json, sizeof json,
           FIT_JSON_HEAD FIT_JSON_ROW("%s", "394", "0", "650.5", "1044.5", "712.4", "1234.5", "ok", "",
                                      "false") "],\"details\":[" FIT_JSON_DETAIL("%s", "170", "120", "60") "]}",
           name, name);
  char *figure = plain_forest(json, 0);
  char *title = strstr(figure, "\"><title>www");
  assert_non_null(title);
  assert_int_equal(strspn(title + strlen("\"><title>"), "w"), sizeof name - 1);
  assert_has(figure, "w…</text>");
  assert_int_equal(n_times(figure, ">www"), 4 + 1); /* four lines, of which the last has the title before it */
  free(figure);
}

/* ---- Overlaps. By hand: A 7 + 2 = 9, B 7 + 1 = 8, C 2 + 1 = 3; of the three pairs only A and C share nobody. */

static const char histories[] = "],\"histories\":[{\"lists\":[\"A\",\"B\"],\"people\":7},{\"lists\":[\"A\"],\"people\":2},"
                                "{\"lists\":[\"C\"],\"people\":2},{\"lists\":[\"B\",\"C\"],\"people\":1}],\"details\":[";

static char *overlaps_of(const char *with) {
  static char json[4096];
  const dark__about about = {0};
  const dark__page_options options = {.about = &about};
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  snprintf(json, sizeof json, "%s%s%s%s", FIT_JSON_HEAD,
           FIT_JSON_ROW("<x>", "12", "0", "650.5", "662.5", "12", "1234.5", "ok", "", "false"), with,
           FIT_JSON_DETAIL("<x>", "9", "8", "3") "]}");
  if (read_source(&source, json, strlen(json), &err) != DARK_OK) fail_msg("%s", err.message);
  char *figure = draw(&source, DARK__PLOT_OVERLAPS, &options);
  dark__source_clear(&source);
  return figure;
}

static void overlaps_are_people_by_their_lists(void **state) {
  (void)state;
  char *figure = overlaps_of(histories);
  assert_has(figure, "<list number=\"1\" name=\"A\" people=\"9\"/>");
  assert_has(figure, "<list number=\"2\" name=\"B\" people=\"8\"/>");
  assert_has(figure, "<list number=\"3\" name=\"C\" people=\"3\"/>");
  assert_has(figure, "<combination lists=\"A + B\" people=\"7\"/>");
  assert_has(figure, "<empty-pair lists=\"A + C\" people=\"0\"/>");
  assert_int_equal(n_times(figure, "<empty-pair"), 1);
  assert_int_equal(n_times(figure, "<rect class=\"recorded\""), 3 + 4);
  assert_int_equal(n_times(figure, "<circle class=\"on\""), 2 + 1 + 1 + 2 + 2);
  assert_int_equal(n_times(figure, "<circle class=\"off\""), 1 + 2 + 2 + 1 + 1);
  assert_has(figure, "NO DISCLOSURE CONTROL");
  free(figure);
}

static void a_source_without_histories_has_no_overlaps(void **state) {
  (void)state;
  const dark__about about = {0};
  const dark__page_options options = {.about = &about};
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_int_equal(read_source(&source, fit_json, strlen(fit_json), &err), DARK_OK);
  assert_int_equal(dark__plot_write(stderr, DARK__PLOT_OVERLAPS, &source, &options, &err), DARK_EDATA);
  assert_has(err.message, "fit.json: there are no 'histories' in it");
  dark__source_clear(&source);
}

static void histories_are_of_the_lists_of_the_results(void **state) {
  (void)state;
  static const char *const wrong[] = {"[{\"lists\":[\"E\"],\"people\":1}]", "[{\"lists\":[],\"people\":1}]",
                                      "[{\"lists\":[\"A\"],\"people\":-1}]", "[{\"lists\":\"A\",\"people\":1}]", "7"};
  for (size_t i = 0; i < N_OF(wrong); i++) {
    static char json[sizeof fit_json + 200];
    dark_error err = DARK_ERROR_INIT;
    dark__source source;
    snprintf(json, sizeof json, "%.*s,\"histories\":%s}", (int)strlen(fit_json) - 1, fit_json, wrong[i]);
    assert_int_equal(read_source(&source, json, strlen(json), &err), DARK_EDATA);
    dark__source_clear(&source);
  }
}

/* ---- The same bytes, in any language */

static void the_same_source_gives_the_same_bytes(void **state) {
  (void)state;
  const dark__about about = {0};
  const dark__page_options options = {.language = DARK__FINNISH, .about = &about};
  char *figure = forest_of(fit_json, 5, &options), *again = forest_of(fit_json, 5, &options);
  assert_string_equal(figure, again);
  assert_has(figure, "lang=\"fi\"");
  assert_has(figure, "1\xC2\xA0"
                     "200");
  free(figure);
  free(again);
}

/* Every word between tags is in ⟦brackets⟧, is a name, or has no letter. */
static void no_word_of_a_figure_stands_in_the_code(void **state) {
  (void)state;
  const dark__about about = {0};
  const dark__page_options options = {.language = DARK__PSEUDO, .about = &about};
  char *figure = forest_of(fit_json, 0, &options);
  assert_has(figure, "⟦");
  static const char *const words[] = {">People", ">All", "\nEstimated", ">recorded", ">unstable",
                                      ">Small",  ">NOT", ">DRAFT",      ">UNKNOWN"};
  for (size_t i = 0; i < N_OF(words); i++) assert_has_not(figure, words[i]);
  free(figure);
}

/* Whatever is changed, a source is refused or has a figure; sanitizers see the rest. */
static size_t draw_changed(const char *json, size_t length, uint64_t *seed) {
  static char text[2 * sizeof fit_json];
  const dark__about about = {0};
  const dark__page_options options = {.about = &about};
  size_t n_drawn = 0;
  for (int i = 0; i < 2000; i++) {
    dark_error err = DARK_ERROR_INIT;
    dark__source source;
    memcpy(text, json, length + 1);
    const size_t n = mutate(text, length, sizeof text, seed);
    const bool is_read = read_source(&source, text, n, &err) == DARK_OK;
    if (is_read) free(draw(&source, DARK__PLOT_FOREST, &options));
    if (is_read && dark__source_check_histories(&source, &err) == DARK_OK) free(draw(&source, DARK__PLOT_OVERLAPS, &options));
    if (is_read) n_drawn++;
    dark__source_clear(&source);
  }
  return n_drawn;
}

static void changed_sources_are_refused_or_drawn(void **state) {
  (void)state;
  static const char with[] = FIT_JSON_WITH_HISTORIES;
  uint64_t seed = 71;
  assert_true(draw_changed(fit_json, sizeof fit_json - 1, &seed) > 20);
  assert_true(draw_changed(with, sizeof with - 1, &seed) > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_figure_says_what_its_data_are),
      cmocka_unit_test(a_figure_carries_its_rounded_numbers),
      cmocka_unit_test(marks_are_those_of_the_rows),
      cmocka_unit_test(a_narrow_range_has_no_logarithms),
      cmocka_unit_test(what_is_protected_is_not_drawn),
      cmocka_unit_test(labels_stay_text),
      cmocka_unit_test(long_names_are_broken_or_cut_and_stand_whole_in_a_title),
      cmocka_unit_test(overlaps_are_people_by_their_lists),
      cmocka_unit_test(a_source_without_histories_has_no_overlaps),
      cmocka_unit_test(histories_are_of_the_lists_of_the_results),
      cmocka_unit_test(the_same_source_gives_the_same_bytes),
      cmocka_unit_test(no_word_of_a_figure_stands_in_the_code),
      cmocka_unit_test(changed_sources_are_refused_or_drawn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
