/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios on a page, from the JSON of `study compare`: what stands beside the baseline, in which words, and what is refused. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/page/page.h"
#include "support/assert_close.h"
#include "support/compare_json.h"
#include "support/documents.h"
#include "support/fit_json.h"
#include "support/page_text.h"
#include "support/published.h"

/* ---- Pages */

static void write_file(char *path, const char *text, size_t n) {
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, text, n), (ssize_t)n);
  assert_int_equal(close(file), 0);
}

static dark_status read_beside(dark__beside *out, const dark__source *fitted, const char *text, size_t n, dark_error *err) {
  char path[] = "/tmp/darkfigure-scenarios-XXXXXX";
  write_file(path, text, n);
  const dark_status status = dark__beside_read(out, fitted, path, err);
  unlink(path);
  return status;
}

typedef struct material {
  dark__source source;
  dark__beside beside;
  dark__protection protection;
} material;

static void prepare(material *of, const char *json, double k) {
  char path[] = "/tmp/darkfigure-scenarios-XXXXXX";
  dark_error err = DARK_ERROR_INIT;
  write_file(path, fit_json, strlen(fit_json));
  assert_ok(dark__source_read(&of->source, path, &err), err);
  unlink(path);
  assert_ok(read_beside(&of->beside, &of->source, json, strlen(json), &err), err);
  if (k > 0) assert_ok(dark__protection_make(&of->protection, &of->source, NULL, 0, k, false, &err), err);
}

/* free() it. */
static char *page_of(material *of, double k) {
  const dark__about about = {0};
  const dark__page_options options = {
      .about = &about, .comparisons = &of->beside.comparisons, .protection = k > 0 ? &of->protection : NULL};
  dark_error err = DARK_ERROR_INIT;
  char *page = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&page, &size);
  assert_non_null(stream);
  assert_ok(dark__page_write(stream, &of->source, &options, &err), err);
  assert_int_equal(fclose(stream), 0);
  return without_sort_keys(page);
}

static void clear(material *of) {
  dark__protection_clear(&of->protection);
  dark__beside_clear(&of->beside);
  dark__source_clear(&of->source);
}

static char *page_from(const char *json, double k) {
  material of = {0};
  prepare(&of, json, k);
  char *page = page_of(&of, k);
  clear(&of);
  return page;
}

static void assert_has(const char *page, const char *text) {
  if (strstr(page, text) == NULL) fail_msg("the page does not say: %s", text);
}

static void assert_has_not(const char *page, const char *text) {
  if (strstr(page, text) != NULL) fail_msg("the page says: %s", text);
}

/* ---- What stands there */

static void differences_stand_beside_their_baseline(void **state) {
  (void)state;
  char *page = page_from(compare_json, 0);
  assert_has(page, "<span>Baseline:</span> <bdi>plain · labour</bdi>");
  assert_has(page,
             "<td>410</td><td>70 fewer</td><td class=\"wide\"><span>420 fewer to 60 more</span> <small>Includes no difference, "
             "which does not show that there is none.</small>");
  assert_has(
      page, "<td>400</td><td>80 fewer</td><td class=\"wide\"><span>50 fewer to 80 more</span> <small>The difference lies outside "
            "its interval: not to be relied on.</small>");
  assert_has(page,
             "<bdi>plain · sexual</bdi></th><td>290</td><td>200 fewer</td><td class=\"wide\"><span>from 480 fewer, no upper "
             "limit</span>");
  assert_has(page, "Of the categories that can be estimated; the others come on top.");
  assert_has(page, "<bdi>gone</bdi><br><small lang=\"en\">the data as they are</small></th><td>cannot be compared</td>");
  assert_has(page, "What if &lt;i&gt;?");
  free(page);
}

/* 70 fewer, from 70 fewer to 70 fewer, would be no interval: limits are rounded away from each other where they are the same else. */
static void an_interval_narrower_than_its_rounding_is_one(void **state) {
  (void)state;
  static const char json[] = COMPARE_JSON_HEAD COMPARE_JSON_ITEM("people", "plain", "labour", "120", "385",
                                                                 COMPARE_JSON_LEVEL("-74", "-74.9", "-73.1", "ok", "")) "]}";
  char *page = page_from(json, 0);
  assert_has(page, "<td>70 fewer</td><td class=\"wide\"><span>80 fewer to 70 fewer</span>");
  free(page);
}

/* 226 in place of 197 on lists: hardly a difference of the estimate is none of what is found. */
static void what_would_be_found_comes_first(void **state) {
  (void)state;
  char *page = page_from(compare_json, 0);
  assert_has(page, "<td>30 more</td><td>260</td><td>hardly a difference</td>");
  assert_has(page, "Still on no list");
  free(page);
}

static void small_numbers_are_not_shown_here_either(void **state) {
  (void)state;
  char *page = page_from(compare_json, 5);
  assert_has(page, "<bdi>plain · begging</bdi></th><td>not shown</td><td>not shown</td><td>not shown</td>");
  assert_has_not(page,
                 "cannot be compared</td><td>cannot be compared</td><td>cannot be compared</td></tr>\n<tr><th scope=\"row\" "
                 "class=\"story\"><bdi>plain · begging");
  free(page);
}

/* The smallest row of the page is not shown with so high a k, nor what is compared with it. */
static void people_whose_row_is_not_shown_are_not_compared(void **state) {
  (void)state;
  static const char json[] = COMPARE_JSON_HEAD COMPARE_JSON_ITEM("people", "plain", "marriage", "120", "385",
                                                                 COMPARE_JSON_LEVEL("-100", "-200", "50", "ok", "")) "]}";
  char *page = page_from(json, 100);
  assert_has(page, "<bdi>plain · marriage</bdi></th><td>not shown</td>");
  free(page);
}

/* ---- What is refused */

static void assert_refused(const char *json, const char *message) {
  dark_error err = DARK_ERROR_INIT;
  dark__beside beside = {0};
  const dark__source fitted = {0};
  assert_int_equal(read_beside(&beside, &fitted, json, strlen(json), &err), DARK_EDATA);
  if (strstr(err.message, message) == NULL) fail_msg("'%s' does not say: %s", err.message, message);
  dark__beside_clear(&beside);
}

static void other_files_are_refused(void **state) {
  (void)state;
  assert_refused(fit_json, "this is what none of 'darkfigure study compare', 'darkfigure sensitivity',");
  assert_refused("", "beside the results goes what 'study compare', 'sensitivity', 'methods FILE' or 'models' writes");
  assert_refused("{\"command\":\"study compare\"}", "'comparisons' is missing");
  assert_refused(COMPARE_JSON_HEAD "{}]}", "'kind' is missing");
  assert_refused(COMPARE_JSON_HEAD COMPARE_JSON_ITEM("effect", "a", "b", "1", "2", "") "]}", "'kind' is none that is known here");
  assert_refused(
      COMPARE_JSON_HEAD COMPARE_JSON_ITEM("people", "a", "b", "1", "2", COMPARE_JSON_LEVEL("1", "3", "2", "ok", "")) "]}",
      "'lower' is no lower limit");
  assert_refused(
      COMPARE_JSON_HEAD COMPARE_JSON_ITEM("people", "a", "b", "1", "null", COMPARE_JSON_LEVEL("1", "1", "2", "ok", "")) "]}",
      "'difference' is one of no estimates");
}

/* Whatever is changed, a file is refused or has a page; sanitizers see the rest. */
static void changed_files_are_refused_or_have_a_page(void **state) {
  (void)state;
  static char text[sizeof compare_json + 4096];
  uint64_t seed = 18;
  size_t n_pages = 0;
  for (int i = 0; i < 1000; i++) {
    material of = {0};
    dark_error err = DARK_ERROR_INIT;
    memcpy(text, compare_json, sizeof compare_json);
    const size_t n = mutate(text, sizeof compare_json - 1, sizeof text, &seed);
    const dark_status status = read_beside(&of.beside, &of.source, text, n, &err);
    assert_true(status == DARK_OK || status == DARK_EDATA);
    dark__beside_clear(&of.beside);
    if (status != DARK_OK) continue;
    text[n] = '\0';
    free(page_from(text, i % 2 == 0 ? 5 : 0));
    n_pages++;
  }
  assert_true(n_pages > 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(differences_stand_beside_their_baseline),
      cmocka_unit_test(an_interval_narrower_than_its_rounding_is_one),
      cmocka_unit_test(what_would_be_found_comes_first),
      cmocka_unit_test(small_numbers_are_not_shown_here_either),
      cmocka_unit_test(people_whose_row_is_not_shown_are_not_compared),
      cmocka_unit_test(other_files_are_refused),
      cmocka_unit_test(changed_files_are_refused_or_have_a_page),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
