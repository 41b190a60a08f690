/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each method says of the same lists, as a figure and on a page. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/source/methods.h"
#include "support/assert_close.h"
#include "support/figures.h"
#include "support/published.h"
#include "support/years_json.h"

/* Two methods of two categories and their sum, and one that does not go with the lists. */
#define FORM(form) "\"form\":\"" form "\""
#define ANSWER(method, rows)                                                                                                   \
  "{\"program\":{\"name\":\"darkfigure\",\"version\":\"0.1.0\",\"gsl_version\":\"2.7\",\"instruction_set\":\"avx2\"},"         \
  "\"command\":\"methods\",\"input\":{\"files\":[],\"people\":200,\"left_out\":0,\"notes\":[]},\"options\":{\"by\":\"form\"}," \
  "\"method_asked\":\"" method "\",\"lists\":[\"A\",\"B\"],\"categories\":[\"form\"],\"results\":[" rows "],\"details\":[]}"

static const char methods_json[] = "[" METHODS_LEFT_OUT "," ANSWER(
    "bic", FINE(FORM("x"), "100", "300", "200", "400") "," NONE(FORM("<y>"), "100") "," FINE(
               FORM("(all)"), "100", "300", "200",
               "400")) "," ANSWER("chao", FINE(FORM("x"), "100", "500", "400",
                                               "700") "," FINE(FORM("<y>"), "100", "250", "150",
                                                               "350") "," FINE(FORM("(all)"), "200", "750", "600", "950")) "]";

static dark_status read_methods(dark__source *source, const char *json, dark_error *err) {
  char path[] = "/tmp/darkfigure-methods-XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, json, strlen(json)), (ssize_t)strlen(json));
  assert_int_equal(close(file), 0);
  const dark_status status = dark__source_read_methods(source, path, err);
  source->path = "methods.json";
  unlink(path);
  return status;
}

static void what_methods_say_of_the_same_people_follows_each_other(void **state) {
  (void)state;
  dark__source source;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(read_methods(&source, methods_json, &err), err);
  assert_int_equal(source.results.n_categories, 2);
  assert_string_equal(source.results.categories[0], "method");
  assert_int_equal(source.results.n_rows, 6);
  static const double totals[] = {300, 500, NAN, 250, 300, 750};
  for (size_t r = 0; r < 6; r++) {
    assert_true(source.results.rows[r].total == totals[r] ||
                (totals[r] != totals[r] && source.results.rows[r].state == DARK_STATE_NO_ESTIMATE));
    assert_int_equal(source.results.rows[r].target, r);
  }
  assert_int_equal(source.n_not_applicable, 1);
  assert_string_equal(source.not_applicable[0], "petersen");
  dark__source_clear(&source);
}

static void each_method_is_a_row(void **state) {
  (void)state;
  dark__source source;
  dark_error err = DARK_ERROR_INIT;
  const dark__about about = {0};
  const dark__page_options options = {.about = &about};
  char *figure = NULL;
  size_t size = 0;
  assert_ok(read_methods(&source, methods_json, &err), err);
  FILE *stream = open_memstream(&figure, &size);
  assert_non_null(stream);
  assert_ok(dark__plot_write(stream, DARK__PLOT_METHODS, &source, &options, &err), err);
  assert_int_equal(fclose(stream), 0);
  assert_int_equal(n_drawn(figure, "<row "), 6);
  assert_drawn(figure, "name=\"bic · x\" recorded=\"100\" estimate=\"300\" lower=\"200\" upper=\"400\"");
  assert_drawn(figure, "shown=\"UNKNOWN, not zero\"/>");
  assert_drawn(figure, "Not applicable to these lists: petersen.");
  assert_drawn(figure, "that many of them agree proves");
  assert_not_drawn(figure, "<y>");
  free(figure);
  dark__source_clear(&source);
}

static void assert_refused(const char *json, const char *message) {
  dark__source source;
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(read_methods(&source, json, &err), DARK_EDATA);
  if (strstr(err.message, message) == NULL) fail_msg("'%s' does not say: %s", err.message, message);
  dark__source_clear(&source);
}

static void what_is_no_list_of_methods_is_refused(void **state) {
  (void)state;
  assert_refused("{\"command\":\"fit\"}", "this is not what 'darkfigure methods FILE --format json' writes");
  assert_refused("[]", "this is not what");
  assert_refused("[7]", "this is not what");
  assert_refused("[" METHODS_LEFT_OUT "]", "no method in it applies to its lists");
  assert_refused("[" METHODS_LEFT_OUT ",7]", "'program' is missing");
  assert_refused("[" METHODS_LEFT_OUT ",{\"command\":\"methods\"}]", "'program' is missing");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_methods_say_of_the_same_people_follows_each_other),
      cmocka_unit_test(each_method_is_a_row),
      cmocka_unit_test(what_is_no_list_of_methods_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
