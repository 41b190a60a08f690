/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests of another language, by key and as JSON, and what is refused. */

#include <string.h>

#include <darkfigure.h>

#include "support/asking.h"
#include "support/assert_close.h"
#include "support/published.h"

static dark_error err;

/* The fit of a table is refused with these words. */
static void assert_refused(const char *json, const char *words) {
  dark_answer *answer;
  dark_table *table = asked_table(three_lists(), NULL);
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
  dark_table *table = asked_table(three_lists(), NULL);
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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keys_say_the_same_as_json),
      cmocka_unit_test(a_key_can_be_exchanged_and_taken_out),
      cmocka_unit_test(what_makes_no_sense_is_refused_by_its_key),
      cmocka_unit_test(a_request_is_a_command_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
