/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages for other languages: what may be asked of one, what is refused. That their bytes are the command's, the tests of the
   packages hold. */

#include <stdlib.h>
#include <string.h>

#include "support/asking.h"
#include "support/assert_close.h"
#include "support/published.h"

static dark_error err;
static dark_table *table;
static dark_answer *fit;

static int make_fit(void **state) {
  (void)state;
  table = published_table("UKdat_5");
  fit = fit_of(table, "{\"method\": \"bic\", \"replicates\": 40, \"fit_draws\": 0, \"seed\": 3}");
  return 0;
}

static int free_fit(void **state) {
  (void)state;
  dark_answer_free(fit);
  dark_table_free(table);
  return 0;
}

static char *page_of(const char *json) {
  dark_request *request = json == NULL ? NULL : request_of(json);
  char *text;
  size_t length;
  assert_ok(dark_answer_page(&text, &length, fit, request, &err), err);
  assert_int_equal(strlen(text), length);
  dark_request_free(request);
  return text;
}

static void assert_page(const char *json, const char *has, const char *lacks) {
  char *text = page_of(json);
  if (has != NULL && strstr(text, has) == NULL) fail_msg("the page of %s lacks '%s'", json == NULL ? "nothing" : json, has);
  if (lacks != NULL && strstr(text, lacks) != NULL) fail_msg("the page of %s has '%s'", json == NULL ? "nothing" : json, lacks);
  dark_text_free(text);
}

static void a_page_is_protected_unless_somebody_says_otherwise(void **state) {
  (void)state;
  assert_page(NULL, "<!DOCTYPE html>", "darkfigure fit");
  assert_page("{\"disclosure\": \"none\"}", "darkfigure fit --format json --method bic --replicates 40 --fit-draws 0 --seed 3",
              NULL);
}

static void a_page_says_what_is_stated(void **state) {
  (void)state;
  assert_page("{\"lang\": \"fi\"}", "<html lang=\"fi\">", NULL);
  assert_page("{\"about\": {\"question\": \"How many of them?\"}}", "<title>How many of them?</title>", NULL);
  assert_page("{\"labels\": {\"LA\": \"Local authorities\"}}", "Local authorities", NULL);
  assert_page("{\"page_date\": \"2026-11-30\"}", "2026-11-30", NULL);
}

/* A key that made the table is said too, where the line is. */
static void keys_of_data_may_be_told_with_the_page(void **state) {
  (void)state;
  assert_page("{\"disclosure\": \"none\", \"lists\": [\"LA\", \"NG\"], \"method\": \"chao\"}", "--lists LA,NG", "--method chao");
}

static void the_same_page_is_made_twice(void **state) {
  char *one = page_of(NULL), *other = page_of(NULL);
  (void)state;
  assert_string_equal(one, other);
  dark_text_free(one);
  dark_text_free(other);
}

static int go_on(void *context, const char *stage, double share) {
  (void)context, (void)stage, (void)share;
  return 0;
}

static void a_page_that_is_watched_is_the_same(void **state) {
  dark_watch watch = DARK_WATCH_INIT;
  char *one = page_of(NULL), *other;
  size_t length;
  (void)state;
  watch.progress = go_on;
  assert_ok(dark_answer_page_watched(&other, &length, fit, NULL, &watch, &err), err);
  assert_int_equal(strlen(other), length);
  assert_string_equal(one, other);
  dark_text_free(one);
  dark_text_free(other);
}

static void what_makes_no_sense_is_refused_by_its_key(void **state) {
  static const struct {
    const char *json, *message;
  } cases[] = {{"{\"disclosure\": \"k=1\"}", "disclosure: 'k=1' is neither none nor the least number"},
               {"{\"lang\": \"de\"}", "lang"},
               {"{\"about\": {\"places\": \"y\"}}", "place"},
               {"{\"about\": {\"status\": \"done\"}}", "status"},
               {"{\"labels\": \"x\"}", "labels"},
               {"{\"suppress_zeros\": 2}", "suppress_zeros"},
               {"{\"page_date\": \"2026-13-01\"}", "page_date: '2026-13-01' is no date"}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    dark_request *request = request_of(cases[i].json);
    char *text;
    assert_int_equal(dark_answer_page(&text, NULL, fit, request, &err), DARK_EUSAGE);
    assert_null(text);
    if (strstr(err.message, cases[i].message) == NULL) fail_msg("'%s' lacks '%s'", err.message, cases[i].message);
    dark_request_free(request);
  }
}

static void a_page_is_of_a_fit(void **state) {
  dark_answer *other;
  char *text;
  (void)state;
  assert_ok(dark_answer_describe(&other, table, NULL, NULL, &err), err);
  assert_int_equal(dark_answer_page(&text, NULL, other, NULL, &err), DARK_EUSAGE);
  assert_string_equal(err.message, "a page is made of what fit answers, and this is another answer");
  dark_answer_free(other);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_page_is_protected_unless_somebody_says_otherwise),
                                     cmocka_unit_test(a_page_says_what_is_stated),
                                     cmocka_unit_test(keys_of_data_may_be_told_with_the_page),
                                     cmocka_unit_test(the_same_page_is_made_twice),
                                     cmocka_unit_test(a_page_that_is_watched_is_the_same),
                                     cmocka_unit_test(what_makes_no_sense_is_refused_by_its_key),
                                     cmocka_unit_test(a_page_is_of_a_fit)};
  return cmocka_run_group_tests(tests, make_fit, free_fit);
}
