/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another language asks: requests by key, tables from columns, answers as frames, Arrow, who watches. That frames have the bytes of
   the command's CSV, test_bridge_tables holds. */

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gsl/gsl_errno.h>

#include <darkfigure.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static dark_error err;

/* ---- Asking */

/* Three lists of 6 + 5 + 4 people alone, 3 on A and B, 2 on A and C, 1 on all. */
static const int32_t a[] = {1, 0, 0, 1, 1, 1}, b[] = {0, 1, 0, 1, 0, 1}, c[] = {0, 0, 1, 0, 1, 1}, n[] = {6, 5, 4, 3, 2, 1};

static dark_data *three_lists(void) {
  dark_data *data;
  assert_ok(dark_data_new(&data, 6, &err), err);
  assert_ok(dark_data_add_ints(data, "A", a, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "B", b, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "C", c, NULL, &err), err);
  assert_ok(dark_data_add_ints(data, "n", n, NULL, &err), err);
  return data;
}

static dark_table *table_of(dark_data *data, const dark_request *request) {
  dark_table *table = NULL;
  const dark_status status = dark_table_from_data(&table, data, request, &err);
  dark_data_free(data);
  if (status != DARK_OK) fail_msg("%s", err.message);
  return table;
}

static dark_request *request_of(const char *json) {
  dark_request *request;
  assert_ok(dark_request_parse(&request, json, strlen(json), &err), err);
  return request;
}

static dark_answer *fit(const dark_table *table, const char *json) {
  dark_answer *answer;
  dark_request *request = request_of(json);
  assert_ok(dark_answer_fit(&answer, table, request, NULL, &err), err);
  dark_request_free(request);
  return answer;
}

static dark_frame *frame_of(const dark_answer *answer, const char *name) {
  dark_frame *frame;
  assert_ok(dark_answer_frame(&frame, answer, name, &err), err);
  return frame;
}

static double real_at(const dark_frame *frame, const char *column, size_t row) {
  const double *values = dark_frame_reals(frame, dark_frame_find_column(frame, column));
  assert_non_null(values);
  assert_true(row < dark_frame_n_rows(frame));
  return values[row];
}

static const char *text_at(const dark_frame *frame, const char *column, size_t row) {
  const char *const *values = dark_frame_texts(frame, dark_frame_find_column(frame, column));
  assert_non_null(values);
  assert_true(row < dark_frame_n_rows(frame));
  return values[row];
}

/* The fit of a table is refused with these words. */
static void assert_refused(const char *json, const char *words) {
  dark_answer *answer;
  dark_table *table = table_of(three_lists(), NULL);
  dark_request *request = request_of(json);
  err.message[0] = '\0';
  assert_int_equal(dark_answer_fit(&answer, table, request, NULL, &err), DARK_EUSAGE);
  if (strstr(err.message, words) == NULL || strstr(err.message, "--") != NULL) fail_msg("%s: '%s'", json, err.message);
  assert_null(answer);
  dark_request_free(request);
  dark_table_free(table);
}

/* ---- Requests */

static const char settings_json[] = "{\"method\": \"bic\", \"replicates\": 40, \"levels\": [0.5, 0.9], \"force\": \"A:B\","
                                    " \"set\": {\"criterion\": \"aic\"}, \"odds_ratio\": {\"A:C\": 2.5}, \"seed\": 7}";

static dark_request *settings_by_key(void) {
  dark_request *request;
  assert_ok(dark_request_new(&request, &err), err);
  assert_ok(dark_request_set_text(request, "method", "bic", &err), err);
  assert_ok(dark_request_set_real(request, "replicates", 40, &err), err);
  assert_ok(dark_request_set_reals(request, "levels", (const double[]){0.5, 0.9}, 2, &err), err);
  assert_ok(dark_request_set_text(request, "force", "A:B", &err), err);
  assert_ok(dark_request_put_text(request, "set", "criterion", "aic", &err), err);
  assert_ok(dark_request_put_real(request, "odds_ratio", "A:C", 2.5, &err), err);
  assert_ok(dark_request_set_whole(request, "seed", 7, &err), err);
  return request;
}

static dark_frame *estimates_of(const dark_table *table, const dark_request *request) {
  dark_answer *answer;
  assert_ok(dark_answer_fit(&answer, table, request, NULL, &err), err);
  dark_frame *frame = frame_of(answer, "estimates");
  dark_answer_free(answer);
  return frame;
}

static void keys_say_the_same_as_json(void **state) {
  dark_request *by_key = settings_by_key(), *by_json = request_of(settings_json);
  dark_table *table = table_of(three_lists(), NULL);
  dark_frame *left = estimates_of(table, by_key), *right = estimates_of(table, by_json);
  (void)state;
  assert_int_equal(dark_frame_n_rows(left), 2);
  assert_memory_equal(dark_frame_reals(left, 6), dark_frame_reals(right, 6), 2 * sizeof(double));
  assert_string_equal(text_at(left, "assumed", 0), "odds-ratio A:C=2.5;force A*B");
  assert_string_equal(text_at(left, "assumed", 0), text_at(right, "assumed", 0));
  dark_frame_free(left);
  dark_frame_free(right);
  dark_request_free(by_key);
  dark_request_free(by_json);
  dark_table_free(table);
}

static void a_key_can_be_exchanged_and_taken_out(void **state) {
  dark_request *request, *copy;
  (void)state;
  assert_ok(dark_request_new(&request, &err), err);
  assert_ok(dark_request_set_text(request, "method", "bic", &err), err);
  assert_ok(dark_request_set_text(request, "method", "chapman", &err), err);
  assert_ok(dark_request_copy(&copy, request, &err), err);
  assert_ok(dark_request_unset(request, "method", &err), err);
  assert_false(dark_request_has(request, "method"));
  assert_true(dark_request_has(copy, "method"));
  dark_request_free(copy);
  dark_request_free(request);
}

static void what_makes_no_sense_is_refused_by_its_key(void **state) {
  (void)state;
  assert_refused("{\"replicates\": -1}", "replicates: '-1' is not a whole number");
  assert_refused("{\"replicates\": \"many\"}", "replicates");
  assert_refused("{\"method\": \"bica\"}", "unknown method 'bica'; did you mean 'bic'?");
  assert_refused("{\"levels\": [0.9, 2]}", "levels: '2' is not a number between 0 and 1");
  assert_refused("{\"interval\": \"bcc\"}", "interval: 'bcc' is none of");
  assert_refused("{\"model\": \"[12,34]\"}", "model");
  assert_refused("{\"method\": \"bic\", \"set\": {\"topp\": 3}}", "topp");
  assert_refused("{\"threads\": 0}", "threads: '0' is not a whole number from 1");
  assert_refused("{\"contrast\": \"sex\"}", "a contrast is between values of a category, and there is none");
  assert_refused("{\"pool\": \"yes\"}", "pool");
  assert_refused("{\"xi\": 0}", "xi: '0' is not a number from 1e-06");
  assert_refused("{\"odds_ratio\": {\"A:D\": 2}}", "D");
  assert_refused("{\"interval\": \"log-normal\", \"replicates\": 50}", "'replicates' and interval log-normal exclude each other");
  dark_request *request;
  const char broken[] = "{\"seed\": 1,\n  \"sede\": 2}";
  assert_int_equal(dark_request_parse(&request, broken, strlen(broken), &err), DARK_EUSAGE);
  assert_string_equal(err.message, "settings:2:3: unknown key 'sede' in the settings; did you mean 'seed'?");
  assert_null(request);
}

static void a_request_is_a_command_line(void **state) {
  dark_request *request =
      request_of("{\"method\": \"bic\", \"by\": [\"sex\", \"age, years\"], \"where\": {\"year\": [\"2014\", \"2015\"]}, "
                 "\"set\": {\"criterion\": \"aic\"}, \"odds_ratio\": {\"A:B\": 2}, \"force_count\": true, \"ordered\": false, "
                 "\"levels\": [0.5, 0.9], \"drop_lists\": [\"C\"], \"merge_lists\": {\"N\": [\"A\", \"B\"]}, \"top\": 3}");
  char *text;
  (void)state;
  assert_ok(dark_request_command(&text, request, "fit", "it's.csv", &err), err);
  assert_string_equal(
      text, "darkfigure fit --method bic --by 'sex,\"age, years\"' --where year=2014 --where year=2015 --set criterion=aic "
            "--odds-ratio A:B=2 --force-count --level 0.5,0.9 --drop-list C --merge-lists N=A+B 'it'\\''s.csv'");
  dark_text_free(text);
  dark_request_free(request);
}

/* ---- Tables */

/* A 12, B 9, C 7; 21 people. */
static void columns_become_a_table(void **state) {
  dark_table *table = table_of(three_lists(), NULL);
  size_t n_records = 0;
  (void)state;
  assert_int_equal(dark_table_n_lists(table), 3);
  assert_true(dark_table_n_people(table) == 21);
  assert_non_null(dark_table_records(table, 0, &n_records));
  assert_int_equal(n_records, 6);
  assert_string_equal(dark_table_path(table), "");
  dark_table_free(table);
}

/* The same table from every kind of column. */
static void kinds_of_columns_say_the_same(void **state) {
  const int8_t flags[] = {1, 0, 0, 1, 1, 1};
  const int64_t wholes[] = {0, 1, 0, 1, 0, 1};
  const double reals[] = {0, 0, 1, 0, 1, 1}, people[] = {6, 5, 4, 3, 2, 1};
  dark_data *data;
  (void)state;
  assert_ok(dark_data_new(&data, 6, &err), err);
  assert_ok(dark_data_add_bytes(data, "A", flags, NULL, &err), err);
  assert_ok(dark_data_add_wholes(data, "B", wholes, NULL, &err), err);
  assert_ok(dark_data_add_reals(data, "C", reals, NULL, &err), err);
  assert_ok(dark_data_add_reals(data, "n", people, NULL, &err), err);
  dark_table *table = table_of(data, NULL), *other = table_of(three_lists(), NULL);
  size_t n_left, n_right;
  const dark_record *left = dark_table_records(table, 0, &n_left), *right = dark_table_records(other, 0, &n_right);
  assert_int_equal(n_left, n_right);
  for (size_t i = 0; i < n_left; i++) assert_true(left[i].history == right[i].history && left[i].count == right[i].count);
  dark_table_free(table);
  dark_table_free(other);
}

static void a_missing_membership_is_refused(void **state) {
  const int32_t holes[] = {1, 0, INT32_MIN, 1, 1, 1};
  const uint8_t valid = 0x3b; /* all but the third */
  dark_table *table;
  dark_request *request = request_of("{\"lists\": [\"A\", \"B\", \"D\"]}");
  (void)state;
  for (int by_bits = 0; by_bits < 2; by_bits++) {
    dark_data *data = three_lists();
    assert_ok(dark_data_add_ints(data, "D", by_bits ? a : holes, by_bits ? &valid : NULL, &err), err);
    assert_int_equal(dark_table_from_data(&table, data, request, &err), DARK_EDATA);
    if (strncmp(err.message, "data:3:5: ", 10) != 0) fail_msg("%s", err.message);
    assert_null(table);
    dark_data_free(data);
  }
  dark_request_free(request);
}

/* R's factors begin with 1; no row is of the third level. */
static void levels_that_nobody_has_are_strata(void **state) {
  const int32_t codes[] = {1, 1, 1, 2, 2, INT32_MIN};
  const char *const levels[] = {"east", "west", "north"};
  dark_request *request = request_of("{\"by\": \"region\", \"method\": \"independence\", \"replicates\": 0}");
  dark_data *data = three_lists();
  (void)state;
  assert_ok(dark_data_add_codes(data, "region", codes, 1, levels, 3, NULL, &err), err);
  dark_table *table = table_of(data, request);
  assert_int_equal(dark_table_n_levels(table, 0), 4);
  dark_answer *answer;
  assert_ok(dark_answer_fit(&answer, table, request, NULL, &err), err);
  dark_frame *frame = frame_of(answer, "estimates");
  assert_string_equal(dark_frame_column_name(frame, 0), "region");
  assert_string_equal(text_at(frame, "region", 0), "(missing)");
  assert_string_equal(text_at(frame, "region", 2), "north");
  assert_string_equal(text_at(frame, "state", 2), "no_estimate");
  assert_true(isnan(real_at(frame, "total", 2)));
  dark_frame_free(frame);
  dark_answer_free(answer);
  dark_table_free(table);
  dark_request_free(request);
}

static void bad_columns_are_refused(void **state) {
  const char *const jsons[] = {"{\"lists\": [\"A\", \"Z\"]}", "{\"date\": \"A\"}", "{\"by\": \"Z\"}",
                               "{\"where\": {\"Z\": \"1\"}}"};
  const char *const words[] = {"no column 'Z' (lists)", "'date' is for files", "no column 'Z' (by)", "no column 'Z' (where)"};
  dark_table *table;
  (void)state;
  for (size_t i = 0; i < 4; i++) {
    dark_request *request = request_of(jsons[i]);
    dark_data *data = three_lists();
    assert_int_equal(dark_table_from_data(&table, data, request, &err), DARK_EUSAGE);
    if (strstr(err.message, words[i]) == NULL) fail_msg("%s", err.message);
    dark_data_free(data);
    dark_request_free(request);
  }
  dark_data *data = three_lists();
  assert_int_equal(dark_data_add_ints(data, "A", a, NULL, &err), DARK_EUSAGE);
  assert_string_equal(err.message, "two columns are called 'A'");
  const double halves[] = {0.5, 1, 1, 1, 1, 1};
  assert_ok(dark_data_add_reals(data, "count", halves, NULL, &err), err);
  dark_request *request = request_of("{\"count\": \"count\", \"lists\": [\"A\", \"B\"]}");
  assert_int_equal(dark_table_from_data(&table, data, request, &err), DARK_EDATA);
  assert_non_null(strstr(err.message, "data:1:5: "));
  dark_request_free(request);
  dark_data_free(data);
}

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
  dark_table *table = table_of(data, NULL);
  dark_answer *answer = fit(table, "{\"method\": \"petersen\", \"replicates\": 0}");
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
  dark_answer *answer = fit(table, "{\"model\": \"[123,14,34]\", \"replicates\": 100}");
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
  dark_table *table = table_of(data, NULL);
  dark_answer *answer = fit(table, "{\"method\": \"independence\", \"replicates\": 0}");
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
  dark_answer *answer = fit(table, "{\"method\": \"stepwise\", \"replicates\": 0}");
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
  dark_answer *answer = fit(table, "{\"method\": \"bic\", \"replicates\": 20}");
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
  dark_table *table = table_of(data, NULL);
  dark_answer *answer = fit(table, "{\"method\": \"independence\", \"replicates\": 200}");
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
  dark_table *table = table_of(three_lists(), NULL);
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

/* ---- Who watches */

typedef struct hearing {
  pthread_t caller;
  size_t n_heard, stop_at;
  struct timespec last;
} hearing;

static int hear(void *context, const char *stage, double share) {
  hearing *mine = context;
  assert_true(pthread_equal(pthread_self(), mine->caller));
  assert_true(stage[0] != '\0' && (isnan(share) || (share >= 0 && share <= 1)));
  return ++mine->n_heard >= mine->stop_at;
}

static void who_watches_can_stop_it(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_request *request = request_of("{\"method\": \"bic\", \"replicates\": 5000000}");
  hearing mine = {.caller = pthread_self(), .stop_at = 3};
  const dark_watch watch = {.version = DARK_WATCH_VERSION, .progress = hear, .context = &mine};
  dark_answer *answer;
  (void)state;
  assert_int_equal(dark_answer_fit(&answer, table, request, &watch, &err), DARK_EINTERRUPTED);
  assert_null(answer);
  assert_true(mine.n_heard >= 3);
  dark_request_free(request);
  dark_table_free(table);
}

static void watching_changes_nothing(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_request *request = request_of("{\"method\": \"bic\", \"replicates\": 500}");
  hearing mine = {.caller = pthread_self(), .stop_at = SIZE_MAX};
  const dark_watch watch = {.version = DARK_WATCH_VERSION, .progress = hear, .context = &mine};
  dark_answer *answer, *other;
  (void)state;
  assert_ok(dark_answer_fit(&answer, table, request, &watch, &err), err);
  assert_ok(dark_answer_fit(&other, table, request, NULL, &err), err);
  dark_frame *one = frame_of(answer, "replicates"), *two = frame_of(other, "replicates");
  assert_memory_equal(dark_frame_reals(one, 1), dark_frame_reals(two, 1), 500 * sizeof(double));
  dark_frame_free(two);
  dark_frame_free(one);
  dark_answer_free(other);
  dark_answer_free(answer);
  dark_request_free(request);
  dark_table_free(table);
}

/* ---- GSL */

static void my_handler(const char *reason, const char *file, int line, int number) {
  (void)reason, (void)file, (void)line, (void)number;
}

static void *fit_some(void *context) {
  for (int i = 0; i < TIMES(20, 4); i++)
    dark_answer_free(fit(context, "{\"method\": \"bic\", \"replicates\": 20, \"threads\": 1}"));
  return NULL;
}

static void the_handler_of_gsl_is_left_as_found(void **state) {
  gsl_error_handler_t *before = gsl_set_error_handler(my_handler);
  dark_table *table = published_table("Kosovo");
  pthread_t threads[4];
  (void)state;
  for (size_t i = 0; i < 4; i++) assert_int_equal(pthread_create(&threads[i], NULL, fit_some, table), 0);
  for (size_t i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  gsl_error_handler_t *after = gsl_set_error_handler(before);
  assert_true(after == my_handler);
  dark_table_free(table);
}

/* ---- Arrow, read by its structs alone */

static int is_null(const struct ArrowArray *array, int64_t i) {
  const uint8_t *bits = array->buffers[0];
  return bits != NULL && (bits[i / 8] >> (i % 8) & 1) == 0;
}

static void a_frame_is_an_arrow_struct(void **state) {
  dark_table *table = table_of(three_lists(), NULL);
  dark_answer *answer = fit(table, "{\"method\": \"bic\", \"replicates\": 0}");
  dark_frame *frame = frame_of(answer, "details");
  struct ArrowSchema schema;
  struct ArrowArray array;
  (void)state;
  assert_ok(dark_frame_export(frame, &schema, &array, &err), err);
  const double *values = dark_frame_reals(frame, 2);
  const void *buffer = array.children[2]->buffers[1];
  assert_ptr_equal(values, buffer); /* not copied */
  dark_frame_free(frame);
  dark_answer_free(answer);
  assert_string_equal(schema.format, "+s");
  assert_int_equal(schema.n_children, array.n_children);
  assert_int_equal(array.length, 1);
  for (int64_t i = 0; i < schema.n_children; i++) {
    const struct ArrowArray *child = array.children[i];
    const char *format = schema.children[i]->format;
    int64_t n_nulls = 0;
    assert_int_equal(child->length, 1);
    assert_int_equal(child->n_buffers, format[0] == 'u' ? 3 : 2);
    for (int64_t r = 0; r < child->length; r++) n_nulls += is_null(child, r);
    assert_int_equal(n_nulls, child->null_count);
  }
  assert_string_equal(schema.children[0]->name, "method");
  const int32_t *offsets = array.children[0]->buffers[1];
  assert_int_equal(offsets[1], 3);
  assert_memory_equal(array.children[0]->buffers[2], "bic", 3);
  assert_true(is_null(array.children[5], 0)); /* reason */
  /* A child is moved out, and outlives its parent. */
  struct ArrowArray moved = *array.children[2];
  array.children[2]->release = NULL;
  array.release(&array);
  schema.release(&schema);
  assert_null(array.release);
  assert_null(schema.release);
  assert_true(((const double *)moved.buffers[1])[0] == 21);
  moved.release(&moved);
  dark_table_free(table);
}

/* The frame of one answer is the data of the next: the description of a table as columns. */
static void columns_come_from_arrow(void **state) {
  dark_table *table = published_table("Kosovo");
  dark_answer *answer = fit(table, "{\"method\": \"bic\", \"replicates\": 0}");
  dark_frame *frame = frame_of(answer, "cells");
  struct ArrowSchema schema;
  struct ArrowArray array;
  dark_data *data;
  (void)state;
  assert_ok(dark_frame_export(frame, &schema, &array, &err), err);
  assert_ok(dark_data_from_arrow(&data, &schema, &array, &err), err);
  assert_null(array.release);
  assert_null(schema.release);
  dark_request *request = request_of("{\"count\": \"observed\", \"ignore\": [\"fitted\", \"residual\"]}");
  dark_table *again = table_of(data, request);
  assert_true(dark_table_n_people(again) == dark_table_n_people(table));
  dark_answer *second = fit(again, "{\"method\": \"bic\", \"replicates\": 0}");
  dark_frame *one = frame_of(answer, "estimates"), *two = frame_of(second, "estimates");
  assert_true(real_at(one, "total", 0) == real_at(two, "total", 0));
  dark_frame_free(two);
  dark_frame_free(one);
  dark_answer_free(second);
  dark_table_free(again);
  dark_request_free(request);
  dark_frame_free(frame);
  dark_answer_free(answer);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keys_say_the_same_as_json),
      cmocka_unit_test(a_key_can_be_exchanged_and_taken_out),
      cmocka_unit_test(what_makes_no_sense_is_refused_by_its_key),
      cmocka_unit_test(a_request_is_a_command_line),
      cmocka_unit_test(columns_become_a_table),
      cmocka_unit_test(kinds_of_columns_say_the_same),
      cmocka_unit_test(a_missing_membership_is_refused),
      cmocka_unit_test(levels_that_nobody_has_are_strata),
      cmocka_unit_test(bad_columns_are_refused),
      cmocka_unit_test(two_lists_by_hand),
      cmocka_unit_test(frames_of_a_model_agree),
      cmocka_unit_test(covariances_by_hand),
      cmocka_unit_test(covariances_go_with_standard_errors),
      cmocka_unit_test(there_is_text_too),
      cmocka_unit_test(an_upper_limit_that_nothing_sets_is_infinite),
      cmocka_unit_test(all_frames_can_be_made),
      cmocka_unit_test(the_catalogue_knows_every_method_and_key),
      cmocka_unit_test(who_watches_can_stop_it),
      cmocka_unit_test(watching_changes_nothing),
      cmocka_unit_test(the_handler_of_gsl_is_left_as_found),
      cmocka_unit_test(a_frame_is_an_arrow_struct),
      cmocka_unit_test(columns_come_from_arrow),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
