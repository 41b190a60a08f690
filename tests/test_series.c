/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates by year, as a figure and on a page. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/shown/series.h"
#include "report/source/source.h"
#include "support/assert_close.h"
#include "support/documents.h"
#include "support/figures.h"
#include "support/years_json.h"

static char *drawn(const char *json, dark__language language) {
  const figure_material material = {json, NULL, 0, language};
  return figure_of(DARK__PLOT_SERIES, &material);
}

static void years_are_points_with_intervals_and_bands_between_neighbours(void **state) {
  (void)state;
  char *figure = drawn(years_json, DARK__ENGLISH);
  assert_drawn(figure, "name=\"2015\" recorded=\"100\" estimate=\"300\" lower=\"200\" upper=\"400\"");
  assert_int_equal(n_drawn(figure, "<row "), 5); /* the sum of all years is no year */
  assert_int_equal(n_drawn(figure, "<circle class=\"point\""), 3 + 1);
  assert_int_equal(n_drawn(figure, "<polygon class=\"band\""), 1);
  assert_int_equal(n_drawn(figure, "<path class=\"arrow\""), 1 + 1);
  assert_int_equal(n_drawn(figure, "<line class=\"gap\""), 1 + 1);
  assert_drawn(figure, "UNKNOWN, not zero: 2017.");
  assert_drawn(figure, "Beyond the axis: 2019 (9,000–80,000).");
  assert_drawn(figure, "no trend is meant");
  assert_drawn(figure, ">2018</text>");
  assert_not_drawn(figure, "logarithmic");
  assert_not_drawn(figure, "nan");
  free(figure);
}

static void a_page_has_the_same_years(void **state) {
  (void)state;
  const figure_material material = {years_json, NULL, 0, DARK__FINNISH};
  char *page = page_with(&material);
  assert_drawn(page, "<h3>Vuosittain</h3>");
  assert_int_equal(n_drawn(page, "<figure class=\"year\">"), 1);
  assert_int_equal(n_drawn(page, "<polygon class=\"band\""), 1);
  assert_drawn(page, "TUNTEMATON, ei nolla: 2017.");
  assert_drawn(page, "Asteikon ulkopuolella: 2019");
  free(page);
}

#define IN(year, form) YEAR(year) ",\"form\":\"" form "\""

/* The linear axis of categories reaches to 400, that of the sum to 900. In steps of two years. */
static const char forms[] = YEARS_HEAD("\"year\",\"form\"")
    FINE(IN("2010", "x"), "100", "300", "200", "400") "," FINE(IN("2012", "x"), "100", "310", "210", "390") "," FINE(
        IN("2010", "<y>"), "100", "300", "200",
        "350") "," NONE(IN("2012", "<y>"), "100") "," FINE(IN("2010", "(all)"), "200", "600", "500",
                                                           "900") "," FINE(IN("2012", "(all)"), "200", "600", "500",
                                                                           "800") "," FINE(IN("(all)", "x"), "200", "600", "500",
                                                                                           "700") "," FINE(IN("(all)", "(all)"),
                                                                                                           "400", "1200", "1000",
                                                                                                           "1500") TAIL;

static void other_categories_are_panels(void **state) {
  (void)state;
  char *figure = drawn(forms, DARK__ENGLISH);
  assert_int_equal(n_drawn(figure, "<row "), 6);
  assert_drawn(figure, ">x</text>");
  assert_drawn(figure, ">&lt;y&gt;</text>");
  assert_drawn(figure, ">All</text>");
  assert_drawn(figure, "All categories have one axis of people; sums have another.");
  assert_int_equal(n_drawn(figure, "<polygon class=\"band\""), 2); /* of x and of the sum: two years are the step */
  assert_int_equal(n_drawn(figure, ">300</text>"), 2);             /* ticks up to 400, of two panels */
  assert_int_equal(n_drawn(figure, ">500</text>"), 1);             /* up to 900, of one */
  free(figure);
}

/* ---- What is a year */

static dark_row row_of(const char **levels) { return (dark_row){.levels = levels}; }

static bool is_series(const char *name, const char *first, const char *second) {
  const char *categories[] = {name}, *levels[][1] = {{first}, {second}, {"(all)"}};
  dark_row rows[] = {row_of(levels[0]), row_of(levels[1]), row_of(levels[2])};
  const dark__source source = {
      .results = {.categories = categories, .n_categories = 1, .rows = rows, .n_rows = sizeof rows / sizeof rows[0]}};
  const dark__sheet sheet = {.source = &source};
  dark__series series;
  return dark__series_find(&series, &sheet);
}

static void years_are_whole_numbers_of_four_digits(void **state) {
  (void)state;
  assert_true(is_series("season", "1900", "2100"));
  assert_true(is_series("season", "2015", "(missing)"));
  assert_false(is_series("season", "1899", "2015"));
  assert_false(is_series("season", "2101", "2015"));
  assert_false(is_series("season", "2015", "2016-17"));
  assert_false(is_series("season", "(missing)", "(missing)"));
  assert_false(is_series("season", "02015", "2016"));
  assert_true(is_series("vuosi", "1850", "2016"));
  assert_true(is_series("år", "1850", "2999"));
  assert_false(is_series("year", "before", "2016"));
}

static void gaps_are_runs_of_years(void **state) {
  (void)state;
  static const char json[] = YEARS_HEAD("\"year\"") NONE(YEAR("2011"), "9") "," NONE(YEAR("2012"), "9") "," NONE(
      YEAR("2013"), "9") "," FINE(YEAR("2014"), "100", "300", "200", "400") "," NONE(YEAR("2015"), "9") TAIL;
  char *figure = drawn(json, DARK__ENGLISH);
  assert_drawn(figure, "UNKNOWN, not zero: 2011–2013, 2015.");
  assert_not_drawn(figure, "<polygon");
  free(figure);
}

static void one_year_and_nothing_known_are_figures_too(void **state) {
  (void)state;
  static const char one[] = YEARS_HEAD("\"year\"") FINE(YEAR("2014"), "100", "300", "200", "400") TAIL;
  static const char none[] = YEARS_HEAD("\"year\"") NONE(YEAR("2014"), "0") TAIL;
  char *figure = drawn(one, DARK__ENGLISH), *empty = drawn(none, DARK__ENGLISH);
  assert_int_equal(n_drawn(figure, ">2014</text>"), 1);
  assert_drawn(empty, "UNKNOWN, not zero: 2014.");
  free(figure);
  free(empty);
}

static void words_are_of_the_language(void **state) {
  (void)state;
  char *figure = drawn(years_json, DARK__PSEUDO);
  static const char *const words[] = {">People", ">UNKNOWN", ">Beyond", ">Estimated", ">goes", ">no number", ">intervals"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) assert_not_drawn(figure, words[i]);
  free(figure);
}

/* Whatever is changed, a source is refused or has a figure; sanitizers see the rest. */
static void changed_sources_are_refused_or_drawn(void **state) {
  (void)state;
  static char text[2 * sizeof years_json];
  const dark__about about = {0};
  const dark__page_options options = {.about = &about};
  uint64_t seed = 73;
  int n = 0;
  for (int i = 0; i < 2000; i++) {
    char path[] = "/tmp/darkfigure-series-XXXXXX";
    dark_error err = DARK_ERROR_INIT;
    dark__source source;
    memcpy(text, years_json, sizeof years_json);
    const size_t length = mutate(text, sizeof years_json - 1, sizeof text, &seed);
    const int file = mkstemp(path);
    assert_int_equal(write(file, text, length), (ssize_t)length);
    close(file);
    FILE *nowhere = fopen("/dev/null", "w");
    assert_non_null(nowhere);
    if (dark__source_read(&source, path, &err) == DARK_OK)
      n += dark__plot_write(nowhere, DARK__PLOT_SERIES, &source, &options, &err) == DARK_OK;
    fclose(nowhere);
    dark__source_clear(&source);
    unlink(path);
  }
  assert_true(n > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(years_are_points_with_intervals_and_bands_between_neighbours),
      cmocka_unit_test(a_page_has_the_same_years),
      cmocka_unit_test(other_categories_are_panels),
      cmocka_unit_test(years_are_whole_numbers_of_four_digits),
      cmocka_unit_test(gaps_are_runs_of_years),
      cmocka_unit_test(one_year_and_nothing_known_are_figures_too),
      cmocka_unit_test(words_are_of_the_language),
      cmocka_unit_test(changed_sources_are_refused_or_drawn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
