/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All models of a table: what is read of them, what is drawn, and what is only said. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/shown/models.h"
#include "report/source/models.h"
#include "support/assert_close.h"
#include "support/figures.h"
#include "support/models_json.h"
#include "support/published.h"

static char *figure_from(const char *json, dark__language language) {
  return figure_of_json(DARK__PLOT_MODELS, dark__source_read_models, json, language);
}

/* ---- Reading */

static void models_are_compared_with_the_best(void **state) {
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_ok(read_json(&source, dark__source_read_models, models_json, strlen(models_json), &err), err);
  const dark__source_models *models = &source.models;
  assert_int_equal(models->n, 4);
  assert_int_equal(models->n_estimated, 3);
  assert_string_equal(models->criterion, "BIC");
  assert_true(models->items[0].difference == 0 && models->items[1].difference == 2 && models->items[2].difference == 20);
  assert_true(isnan(models->items[3].total) && isnan(models->items[3].difference));
  assert_close(dark__model_weight(&models->items[1]), exp(-1), 1e-15, 0);
  assert_true(dark__model_weight(&models->items[3]) == 0);
  assert_close(models->weight, 1 + exp(-1) + exp(-10), 1e-15, 0);
  assert_true(models->low == 310.4 && models->high == 1210.6); /* the best has 73% of the weight, the second 27% */
  dark__source_clear(&source);
}

/* AIC has another order: the second is the best. */
static void the_criterion_is_that_of_the_ranking(void **state) {
  (void)state;
  static const char json[] =
      MODELS_HEAD("", "100", "\"AIC\"") MODEL("[1,2]", "3", "12", "1210.6", "0") "," MODEL("[12]", "4", "10", "310.4", "0") "]}";
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_ok(read_json(&source, dark__source_read_models, json, strlen(json), &err), err);
  assert_true(source.models.items[0].difference == 0 && source.models.items[1].difference == 1);
  dark__source_clear(&source);
}

static void assert_refused(const char *json, const char *message) { refuse_json(dark__source_read_models, json, message); }

static void what_models_does_not_write_is_refused(void **state) {
  (void)state;
  assert_refused("{\"command\":\"check\"}", "this is not what 'darkfigure fit --format json' writes");
  assert_refused("{\"command\":\"models\"}", "'program' is missing; write it anew with 'darkfigure models --format json -o");
  assert_refused(MODELS_HEAD("", "100", "\"WIC\"") "]}", "'criterion' is none that is known here");
  assert_refused(MODELS_HEAD("", "100", "null") MODEL("[1]", "1", "1", "200", "0") "]}", "'criterion' is none, but");
  assert_refused(MODELS_HEAD("", "100", "\"BIC\"") MODEL("[1]", "1", "null", "200", "0") "]}", "'bic' does not go with");
  assert_refused(MODELS_HEAD("", "100", "\"BIC\"") MODEL("[1]", "1", "1", "99", "0") "]}", "'total' is below what was observed");
  assert_refused(MODELS_HEAD("", "100", "\"BIC\"") "7]}", "'code' is missing");
}

/* ---- Drawing */

static void each_model_is_a_disc(void **state) {
  (void)state;
  char *figure = figure_from(models_json, DARK__ENGLISH);
  assert_drawn(figure, "<models of=\"\" n=\"4\" without-estimate=\"1\" not-drawn=\"1\">");
  assert_drawn(figure, "<model name=\"[12]\" estimate=\"310\" difference=\"0.00\" weight=\"0.7310\"/>");
  assert_drawn(figure, "<model name=\"[1,2]\" estimate=\"1211\" difference=\"2.00\" weight=\"0.2689\"/>");
  assert_int_equal(n_drawn(figure, "<model name="), 2);
  assert_int_equal(n_drawn(figure, "<circle cx="), 2 + 1); /* and the ring of the best */
  assert_drawn(figure, "r=\"8.49\"");                      /* 14 exp(-1/2): the area is the weight */
  assert_drawn(figure, "from the best, which has a ring, downwards by BIC");
  assert_drawn(figure,
               "The best of 4 models: [12], about 310 people. Nine tenths of the weight estimate: 310–1,200. Not drawn: 1 "
               "model, each with at most 0.1% of the weight of the best. Without an estimate: 1 model. Lists by number: 1 A, "
               "2 B.");
  assert_drawn(figure, ">Difference in BIC from the best</text>");
  assert_drawn(figure, "NO DISCLOSURE CONTROL");
  assert_not_drawn(figure, "99999");
  assert_not_drawn(figure, "nan");
  free(figure);
}

static void models_without_an_estimate_are_words(void **state) {
  (void)state;
  char *figure = figure_from(MODELS_HEAD("", "100", "null") MODEL("[1]", "null", "null", "null", "3") "]}", DARK__ENGLISH);
  assert_drawn(figure, "UNKNOWN, not zero: no model has an estimate.");
  assert_not_drawn(figure, "<circle");
  assert_not_drawn(figure, "nan");
  free(figure);
  figure = figure_from(MODELS_HEAD("", "100", "null") "]}", DARK__FINNISH);
  assert_drawn(figure, "TUNTEMATON, ei nolla: millään mallilla ei ole arviota.");
  free(figure);
}

/* The area of the plot, of one file without an answer: 960 less the edges across, 280 down. No disc crosses its frame. */
static void no_disc_leaves_the_frame(void **state) {
  (void)state;
  char *figure = figure_from(models_json, DARK__ENGLISH);
  double top = INFINITY, bottom = 0, left = INFINITY, right = 0;
  for (const char *at = figure; (at = strstr(at, "<circle cx=\"")) != NULL; at++) {
    double x, y, r;
    assert_int_equal(sscanf(at, "<circle cx=\"%lf\" cy=\"%lf\" r=\"%lf\"/>", &x, &y, &r), 3);
    top = fmin(top, y - r), bottom = fmax(bottom, y + r), left = fmin(left, x - r), right = fmax(right, x + r);
  }
  assert_true(bottom - top < 280);
  assert_true(left > 16 && right < 960 - 16);
  free(figure);
}

/* As many as `models --top 10000` may give, and all of them as good as the best. */
static char *many_models(size_t n) {
  char *json = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&json, &size);
  assert_non_null(stream);
  fputs(MODELS_HEAD("", "100", "\"BIC\""), stream);
  for (size_t i = 0; i < n; i++)
    fprintf(stream, "%s{\"model\":\"[A*B*C*D*E*F*G,B*C*H,D*I,E*J,%zu]\",\"bic\":10,\"total\":%zu,\"code\":0}", i > 0 ? "," : "",
            i, 100 + i);
  fputs("]}", stream);
  assert_int_equal(fclose(stream), 0);
  return json;
}

static void ten_thousand_models_are_no_large_file(void **state) {
  (void)state;
  char *json = many_models(10000), *figure = figure_from(json, DARK__ENGLISH);
  assert_int_equal(n_drawn(figure, "<model name="), DARK__MOST_MODELS);
  assert_drawn(figure, "Not drawn: 8,000 models, each with at most 100% of the weight of the best.");
  assert_true(strlen(figure) < 2000000);
  free(figure);
  free(json);
}

/* The file has the ten best because ten were asked for. */
static void a_ranking_that_was_cut_says_so(void **state) {
  (void)state;
  char *json = many_models(10), *figure = figure_from(json, DARK__ENGLISH);
  assert_drawn(figure, "The file ends with model 10; those behind it");
  free(figure);
  free(json);
  json = many_models(9), figure = figure_from(json, DARK__ENGLISH);
  assert_not_drawn(figure, "The file ends");
  free(figure);
  free(json);
}

static void words_are_of_the_language(void **state) {
  (void)state;
  char *figure = figure_from(models_json, DARK__FINNISH), *pseudo = figure_from(models_json, DARK__PSEUDO);
  assert_drawn(figure, "Ero parhaaseen (BIC)");
  assert_drawn(figure, "kunkin paino enintään 0,1\xC2\xA0% parhaan painosta");
  static const char *const words[] = {">People", ">The best", ">Difference", "\nThe best", ">What", ">a model"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) assert_not_drawn(pseudo, words[i]);
  free(figure);
  free(pseudo);
}

static void changed_sources_are_refused_or_drawn(void **state) {
  (void)state;
  assert_true(draw_changes(DARK__PLOT_MODELS, dark__source_read_models, models_json) > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(models_are_compared_with_the_best),
      cmocka_unit_test(the_criterion_is_that_of_the_ranking),
      cmocka_unit_test(what_models_does_not_write_is_refused),
      cmocka_unit_test(each_model_is_a_disc),
      cmocka_unit_test(models_without_an_estimate_are_words),
      cmocka_unit_test(no_disc_leaves_the_frame),
      cmocka_unit_test(ten_thousand_models_are_no_large_file),
      cmocka_unit_test(a_ranking_that_was_cut_says_so),
      cmocka_unit_test(words_are_of_the_language),
      cmocka_unit_test(changed_sources_are_refused_or_drawn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
