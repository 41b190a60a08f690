/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as frames and text. That frames have the bytes of the command's CSV, test_bridge_tables holds. */

#include <math.h>
#include <string.h>

#include <darkfigure.h>

#include "support/asking.h"
#include "support/assert_close.h"
#include "support/published.h"

static dark_error err;

/* ---- Answers */

/* A and B, 4 of them on both, 14 on A and 8 on B: Petersen 14 x 8 / 4 = 28. */
static void two_lists_by_hand(void **state) {
  const int32_t left[] = {1, 1, 0}, right[] = {1, 0, 1}, people[] = {4, 10, 4};
  dark_data *data;
  (void)state;
  assert_ok(dark_data_new(&data, 3, &err), err);
  assert_ok(dark_data_add_ints(data, "A", left, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "B", right, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "count", people, NULL, &err), err);
  dark_table *table = asked_table(data, NULL);
  dark_answer *answer = fit_of(table, "{\"method\": \"petersen\", \"replicates\": 0}");
  dark_frame *frame = frame_of(answer, "estimates");
  assert_close(real_at(frame, "total", 0), 28, 1e-12, 0);
  assert_close(real_at(frame, "hidden", 0), 10, 1e-12, 0);
  assert_true(dark_answer_has_estimate(answer));
  dark_frame_free(frame);
  dark_answer_free(answer);
  dark_table_free(table);
}

/* Cells of the fitted model add up to the people, coefficients to the hidden number. */
static void frames_of_a_model_agree(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_answer *answer = fit_of(table, "{\"model\": \"[123,14,34]\", \"replicates\": 100}");
  dark_frame *cells = frame_of(answer, "cells"), *terms = frame_of(answer, "coefficients"), *models = frame_of(answer, "models"),
             *replicates = frame_of(answer, "replicates"), *details = frame_of(answer, "details");
  double observed = 0, fitted = 0;
  (void)state;
  assert_int_equal(dark_frame_n_rows(cells), 16);
  for (size_t i = 1; i < 16; i++) observed += real_at(cells, "observed", i), fitted += real_at(cells, "fitted", i);
  assert_close(observed, 4400, 1e-12, 0);
  assert_close(fitted, 4400, 1e-6, 0);
  assert_true(isnan(real_at(cells, "observed", 0)));
  assert_string_equal(text_at(terms, "term", 0), "intercept");
  assert_close(exp(real_at(terms, "coefficient", 0)), real_at(cells, "fitted", 0), 1e-9, 0);
  assert_int_equal(dark_frame_wholes(models, 1)[0], 100);
  assert_int_equal(dark_frame_n_rows(replicates), 100);
  assert_string_equal(text_at(replicates, "model", 99), "[123,14,34]");
  assert_close(real_at(details, "hidden", 0), real_at(cells, "fitted", 0), 1e-12, 0);
  dark_frame_free(details);
  dark_frame_free(replicates);
  dark_frame_free(models);
  dark_frame_free(terms);
  dark_frame_free(cells);
  dark_answer_free(answer);
  dark_table_free(table);
}

/* Independence of two lists, 4 people on both, 10 and 4 on one: mu = n, and the variances of a saturated table of three cells are sums
   of reciprocals: var(A) = 1/4 + 1/4, the lists crossed with those on the other; var(B) = 1/4 + 1/10; cov(A, B) = 1/4; var(intercept) =
   1/4 + 1/10 + 1/4. */
static void covariances_by_hand(void **state) {
  const int32_t left[] = {1, 1, 0}, right[] = {1, 0, 1}, people[] = {4, 10, 4};
  dark_data *data;
  (void)state;
  assert_ok(dark_data_new(&data, 3, &err), err);
  assert_ok(dark_data_add_ints(data, "A", left, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "B", right, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "count", people, NULL, &err), err);
  dark_table *table = asked_table(data, NULL);
  dark_answer *answer = fit_of(table, "{\"method\": \"independence\", \"replicates\": 0}");
  dark_frame *frame = frame_of(answer, "vcov");
  assert_int_equal(dark_frame_n_rows(frame), 9);
  assert_string_equal(text_at(frame, "term", 4), "A");
  assert_close(real_at(frame, "covariance", 0), 0.6, 1e-9, 0);
  assert_close(real_at(frame, "covariance", 4), 0.5, 1e-9, 0);
  assert_close(real_at(frame, "covariance", 5), 0.25, 1e-9, 0);
  assert_close(real_at(frame, "covariance", 8), 0.35, 1e-9, 0);
  dark_frame_free(frame);
  dark_answer_free(answer);
  dark_table_free(table);
}

/* The diagonal is that of the coefficients' standard errors. */
static void covariances_go_with_standard_errors(void **state) {
  dark_table *table = published_table("UKdat");
  dark_answer *answer = fit_of(table, "{\"method\": \"stepwise\", \"replicates\": 0}");
  dark_frame *frame = frame_of(answer, "vcov"), *terms = frame_of(answer, "coefficients");
  size_t n_found = 0;
  (void)state;
  for (size_t r = 0; r < dark_frame_n_rows(frame); r++) {
    if (strcmp(text_at(frame, "term", r), text_at(frame, "other", r)) != 0) continue;
    for (size_t t = 0; t < dark_frame_n_rows(terms); t++) {
      if (strcmp(text_at(terms, "term", t), text_at(frame, "term", r)) != 0) continue;
      assert_close(sqrt(real_at(frame, "covariance", r)), real_at(terms, "se", t), 1e-6, 0);
      n_found++;
    }
  }
  assert_int_equal(n_found * n_found, dark_frame_n_rows(frame));
  assert_true(n_found > 6);
  dark_frame_free(terms);
  dark_frame_free(frame);
  dark_answer_free(answer);
  dark_table_free(table);
}

static void there_is_text_too(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_answer *answer = fit_of(table, "{\"method\": \"bic\", \"replicates\": 20}");
  const char *const words[] = {"estimated total", "10356.518957251797", "\"method_asked\": \"bic\""};
  (void)state;
  for (dark_format format = DARK_FORMAT_TABLE; format <= DARK_FORMAT_JSON; format++) {
    char *text;
    size_t length;
    assert_ok(dark_answer_write(&text, &length, answer, format, &err), err);
    assert_int_equal(strlen(text), length);
    if (strstr(text, words[format]) == NULL) fail_msg("%s", text);
    dark_text_free(text);
  }
  dark_answer_free(answer);
  dark_table_free(table);
}

static void an_upper_limit_that_nothing_sets_is_infinite(void **state) {
  const int32_t left[] = {1, 1, 0, 1}, right[] = {1, 0, 1, 0}, third[] = {0, 0, 0, 1}, people[] = {1, 30, 40, 1};
  dark_data *data;
  (void)state;
  assert_ok(dark_data_new(&data, 4, &err), err);
  assert_ok(dark_data_add_ints(data, "A", left, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "B", right, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "C", third, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "n", people, NULL, &err), err);
  dark_table *table = asked_table(data, NULL);
  dark_answer *answer = fit_of(table, "{\"method\": \"independence\", \"replicates\": 200}");
  dark_frame *frame = frame_of(answer, "estimates");
  assert_non_null(strstr(text_at(frame, "reasons", 0), "upper_unbounded"));
  assert_true(isinf(real_at(frame, "upper", 0)));
  dark_frame_free(frame);
  dark_answer_free(answer);
  dark_table_free(table);
}

/* Every frame of every kind of answer can be made, and has names for its columns. */
static void all_frames_can_be_made(void **state) {
  typedef dark_status asking(dark_answer **, const dark_table *, const dark_request *, const dark_watch *, dark_error *);
  asking *const all[] = {dark_answer_fit,      dark_answer_models,  dark_answer_check,
                         dark_answer_describe, dark_answer_methods, dark_answer_sensitivity};
  dark_table *table = asked_table(three_lists(), NULL);
  dark_request *request = request_of("{\"model\": \"[12,3]\", \"replicates\": 10, \"thinnings\": 2}");
  dark_request *search = request_of("{\"method\": \"bic\", \"replicates\": 10, \"thinnings\": 2}");
  (void)state;
  for (size_t i = 0; i <= sizeof all / sizeof all[0]; i++) {
    dark_answer *answer;
    if (i == sizeof all / sizeof all[0]) assert_ok(dark_catalogue_new(&answer, &err), err);
    else assert_ok(all[i](&answer, table, all[i] == dark_answer_check ? request : search, NULL, &err), err);
    for (size_t f = 0; dark_answer_frame_name(answer, f) != NULL; f++) {
      dark_frame *frame = frame_of(answer, dark_answer_frame_name(answer, f));
      assert_in_range(dark_frame_n_columns(frame), 1, 100);
      for (size_t k = 0; k < dark_frame_n_columns(frame); k++) assert_true(dark_frame_column_name(frame, k)[0] != '\0');
      dark_frame_free(frame);
    }
    dark_answer_free(answer);
  }
  dark_request_free(search);
  dark_request_free(request);
  dark_table_free(table);
}

static void the_catalogue_knows_every_method_and_key(void **state) {
  dark_answer *catalogue;
  size_t n_methods = 0;
  (void)state;
  assert_ok(dark_catalogue_new(&catalogue, &err), err);
  while (dark_estimator_at(n_methods) != NULL) n_methods++;
  dark_frame *methods = frame_of(catalogue, "methods"), *keys = frame_of(catalogue, "keys");
  assert_int_equal(dark_frame_n_rows(methods), n_methods);
  dark_request *request;
  assert_ok(dark_request_new(&request, &err), err);
  for (size_t i = 0; i < dark_frame_n_rows(keys); i++)
    assert_ok(dark_request_set_text(request, text_at(keys, "key", i), "1", &err), err);
  dark_request_free(request);
  dark_frame_free(keys);
  dark_frame_free(methods);
  dark_answer_free(catalogue);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_lists_by_hand),      cmocka_unit_test(frames_of_a_model_agree),
      cmocka_unit_test(covariances_by_hand),    cmocka_unit_test(covariances_go_with_standard_errors),
      cmocka_unit_test(there_is_text_too),      cmocka_unit_test(an_upper_limit_that_nothing_sets_is_infinite),
      cmocka_unit_test(all_frames_can_be_made), cmocka_unit_test(the_catalogue_knows_every_method_and_key),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
