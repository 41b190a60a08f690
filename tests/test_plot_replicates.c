/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions of estimates as fifty dots. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/plot/plot.h"
#include "report/source/quantiles.h"
#include "support/assert_close.h"
#include "support/documents.h"
#include "support/figures.h"
#include "support/fit_json.h"
#include "support/published.h"

/* ---- JSON as `fit --level 0.95,quantiles` writes it: of 100 people of "x" quantile 2i + 1 percent is 200 + 2i people, the last two
   unbounded; of "y" there is no estimate. free() it. */

static const char head[] =
    "{\"program\":{\"name\":\"darkfigure\",\"version\":\"0.1.0\",\"gsl_version\":\"2.7\",\"instruction_set\":\"avx2\"},"
    "\"command\":\"fit\",\"input\":{\"files\":[],\"people\":110,\"left_out\":0,\"notes\":[]},\"options\":{\"by\":\"form\"},"
    "\"method_asked\":\"bic\",\"lists\":[\"A\",\"B\"],\"categories\":[\"form\"],\"results\":[";

static void put_row(FILE *stream, const char *form, const char *total, double level, const char *limits, const char *state) {
  fprintf(
      stream,
      "%s{\"form\":\"%s\",\"method\":\"bic\",\"model\":\"\",\"lists\":\"A+B\",\"observed\":100,\"excluded\":0,\"hidden\":%s,"
      "\"total\":%s,\"se\":null,\"level\":%.17g,%s,\"interval\":\"percentile\",\"replicates\":9,\"failed\":0,\"state\":\"%s\","
      "\"interval_detail\":{\"unstable\":false}}",
      level == 0.95 && strcmp(form, "x") == 0 ? "" : ",", form, total, total, level, limits, state);
}

/* With so many of the 25 levels; all dots in one place where the spread is 0. */
static char *json_of(int n_levels, int spread) {
  char *json = NULL, limits[128];
  size_t size = 0;
  FILE *stream = open_memstream(&json, &size);
  assert_non_null(stream);
  fputs(head, stream);
  put_row(stream, "x", "250", 0.95, "\"lower\":202,\"upper\":296,\"reasons\":[]", "ok");
  for (int i = 0; i < n_levels; i++) {
    snprintf(limits, sizeof limits, "\"lower\":%d,\"upper\":%d,\"reasons\":[]", 200 + spread * i, 200 + spread * (49 - i));
    if (i < 2) snprintf(limits, sizeof limits, "\"lower\":%d,\"upper\":null,\"reasons\":[\"upper_unbounded\"]", 200 + spread * i);
    put_row(stream, "x", "250", (98 - 4 * i) / 100.0, limits, "ok");
  }
  put_row(stream, "y", "null", 0.95, "\"lower\":100,\"upper\":null,\"reasons\":[\"no_overlap\"]", "no_estimate");
  for (int i = 0; i < 25; i++)
    put_row(stream, "y", "null", (98 - 4 * i) / 100.0, "\"lower\":100,\"upper\":null,\"reasons\":[\"no_overlap\"]",
            "no_estimate");
  fputs("],\"details\":[]}", stream);
  assert_int_equal(fclose(stream), 0);
  return json;
}

static dark_status read_source(dark__source *source, const char *json, size_t n, dark_error *err) {
  char path[] = "/tmp/darkfigure-quantiles-XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, json, n), (ssize_t)n);
  assert_int_equal(close(file), 0);
  const dark_status status = dark__source_read(source, path, err);
  source->path = "fit.json";
  unlink(path);
  return status;
}

static char *figure_of_spread(int spread, dark__language language) {
  char *json = json_of(25, spread);
  const figure_material material = {json, NULL, 0, language};
  char *figure = figure_of(DARK__PLOT_REPLICATES, &material);
  free(json);
  return figure;
}

/* Limits at 98%, 94%, ..., 2% are quantiles 1%, 3%, ..., 99%. */
static void limits_are_quantiles(void **state) {
  (void)state;
  double quantiles[DARK__N_QUANTILES];
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  char *json = json_of(25, 2);
  assert_ok(read_source(&source, json, strlen(json), &err), err);
  assert_ok(dark__source_check_quantiles(&source, &err), err);
  assert_true(dark__row_quantiles(quantiles, &source.results, 0));
  for (size_t i = 0; i < DARK__N_QUANTILES - 2; i++) assert_true(quantiles[i] == 200 + 2 * (double)i);
  assert_true(isinf(quantiles[48]) && isinf(quantiles[49]));
  assert_true(dark__row_quantiles(quantiles, &source.results, 26));
  for (size_t i = 0; i < DARK__N_QUANTILES; i++) assert_true(isnan(quantiles[i])); /* of y */
  dark__source_clear(&source);
  free(json);
}

static void assert_refused(const char *json) {
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_ok(read_source(&source, json, strlen(json), &err), err);
  assert_int_equal(dark__source_check_quantiles(&source, &err), DARK_EDATA);
  if (strstr(err.message, "write it with 'fit --level 0.95,quantiles --format json'") == NULL) fail_msg("%s", err.message);
  dark__source_clear(&source);
}

static void a_missing_level_is_said(void **state) {
  (void)state;
  char *json = json_of(24, 2);
  assert_refused(json);
  assert_refused(fit_json);
  free(json);
}

static void fifty_dots_are_a_distribution(void **state) {
  (void)state;
  char *figure = figure_of_spread(2, DARK__ENGLISH);
  assert_int_equal(n_drawn(figure, "<circle class=\"dot\""), 48 + 1); /* two have no limit; the legend */
  assert_int_equal(n_drawn(figure, "<circle class=\"model\""), 0);
  assert_drawn(figure, "<distribution name=\"x\" interval=\"percentile\" quantiles=\"200 202 204 ");
  assert_drawn(figure, " 292 294 unbounded unbounded\"/>");
  assert_int_equal(n_drawn(figure, "<distribution "), 1);
  assert_drawn(figure, "; 2 of 50 dots without a number");
  assert_drawn(figure, "shown=\"UNKNOWN, not zero\"");
  assert_drawn(figure, "Each of the 50 dots of a row is one of 50 equal shares");
  assert_not_drawn(figure, "nan");
  assert_not_drawn(figure, "\"inf");
  free(figure);
}

/* Each dot has a place of its own, within the axis. */
static void dots_do_not_hide_each_other(void **state) {
  (void)state;
  char *figure = figure_of_spread(2, DARK__ENGLISH);
  double x[64], y[64];
  size_t n = 0;
  for (const char *at = figure; (at = strstr(at, "<circle class=\"dot\"")) != NULL && n < 48; at++, n++)
    assert_int_equal(sscanf(at, "<circle class=\"dot\" cx=\"%lf\" cy=\"%lf\"", &x[n], &y[n]), 2);
  assert_int_equal(n, 48);
  for (size_t i = 0; i < n; i++) {
    assert_true(x[i] > 16 && x[i] < 960 - 16);
    for (size_t j = 0; j < i; j++) assert_true(hypot(x[i] - x[j], y[i] - y[j]) > 6);
  }
  free(figure);
}

/* All of them in one place: pressed together, in a row that is no higher than it may be. */
static void a_high_pile_is_pressed_together(void **state) {
  (void)state;
  char *figure = figure_of_spread(0, DARK__ENGLISH);
  double least = INFINITY, most = 0, x, y;
  for (const char *at = figure; (at = strstr(at, "<circle class=\"dot\"")) != NULL; at++) {
    assert_int_equal(sscanf(at, "<circle class=\"dot\" cx=\"%lf\" cy=\"%lf\"", &x, &y), 2);
    if (strstr(at + 1, "<circle class=\"dot\"") == NULL) break; /* that of the legend */
    least = fmin(least, y), most = fmax(most, y);
  }
  assert_true(most - least < 110);
  free(figure);
}

static void words_are_of_the_language(void **state) {
  (void)state;
  char *figure = figure_of_spread(2, DARK__FINNISH), *pseudo = figure_of_spread(2, DARK__PSEUDO);
  assert_drawn(figure, "50 pisteestä ilman lukua: 2");
  static const char *const words[] = {">People", ">How the", ">one of", "\nHow the"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) assert_not_drawn(pseudo, words[i]);
  free(figure);
  free(pseudo);
}

/* Whatever is changed, a source is refused or has a figure; sanitizers see the rest. */
static void changed_sources_are_refused_or_drawn(void **state) {
  (void)state;
  static char text[65536];
  char *json = json_of(25, 2);
  assert_true(2 * strlen(json) < sizeof text);
  uint64_t seed = 97;
  size_t n_read = 0;
  for (int i = 0; i < 1000; i++) {
    const dark__about about = {0};
    const dark__page_options options = {.about = &about};
    dark_error err = DARK_ERROR_INIT;
    dark__source source;
    char *figure = NULL;
    size_t size = 0;
    strcpy(text, json);
    const size_t n = mutate(text, strlen(json), sizeof text, &seed);
    FILE *stream = open_memstream(&figure, &size);
    assert_non_null(stream);
    if (read_source(&source, text, n, &err) == DARK_OK &&
        dark__plot_write(stream, DARK__PLOT_REPLICATES, &source, &options, &err) == DARK_OK)
      n_read++;
    assert_int_equal(fclose(stream), 0);
    free(figure);
    dark__source_clear(&source);
  }
  assert_true(n_read > 20);
  free(json);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(limits_are_quantiles),
      cmocka_unit_test(a_missing_level_is_said),
      cmocka_unit_test(fifty_dots_are_a_distribution),
      cmocka_unit_test(dots_do_not_hide_each_other),
      cmocka_unit_test(a_high_pile_is_pressed_together),
      cmocka_unit_test(words_are_of_the_language),
      cmocka_unit_test(changed_sources_are_refused_or_drawn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
