/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the answer depends on, on a page: from the JSON of `sensitivity`. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/page/page.h"
#include "support/assert_close.h"
#include "support/documents.h"
#include "support/fit_json.h"
#include "support/published.h"
#include "support/sensitivity_json.h"

/* ---- Pages */

static void write_file(char *path, const char *text, size_t n) {
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, text, n), (ssize_t)n);
  assert_int_equal(close(file), 0);
}

typedef struct material {
  dark__source source;
  dark__beside beside;
  dark__protection protection;
} material;

static void read_fit(material *of) {
  char path[] = "/tmp/darkfigure-what-if-XXXXXX";
  dark_error err = DARK_ERROR_INIT;
  write_file(path, fit_json, strlen(fit_json));
  assert_ok(dark__source_read(&of->source, path, &err), err);
  of->source.path = "fit.json";
  unlink(path);
}

static dark_status read_beside(material *of, const char *text, size_t n, dark_error *err) {
  char path[] = "/tmp/darkfigure-what-if-XXXXXX";
  write_file(path, text, n);
  const dark_status status = dark__beside_read(&of->beside, &of->source, path, err);
  unlink(path);
  return status;
}

/* free() it. */
static char *page_of(material *of, double k, dark__language language) {
  const dark__about about = {0};
  dark_error err = DARK_ERROR_INIT;
  if (k > 0) assert_ok(dark__protection_make(&of->protection, &of->source, NULL, 0, k, false, &err), err);
  const dark__page_options options = {
      .about = &about, .language = language, .what_ifs = &of->beside.what_ifs, .protection = k > 0 ? &of->protection : NULL};
  char *page = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&page, &size);
  assert_non_null(stream);
  assert_ok(dark__page_write(stream, &of->source, &options, &err), err);
  assert_int_equal(fclose(stream), 0);
  return page;
}

static void clear(material *of) {
  dark__protection_clear(&of->protection);
  dark__beside_clear(&of->beside);
  dark__source_clear(&of->source);
}

static char *page_from(const char *json, double k, dark__language language) {
  material of = {0};
  dark_error err = DARK_ERROR_INIT;
  read_fit(&of);
  assert_ok(read_beside(&of, json, strlen(json), &err), err);
  char *page = page_of(&of, k, language);
  clear(&of);
  return page;
}

static void assert_has(const char *page, const char *text) {
  if (strstr(page, text) == NULL) fail_msg("the page does not say: %s", text);
}

static void assert_has_not(const char *page, const char *text) {
  if (strstr(page, text) != NULL) fail_msg("the page says: %s", text);
}

/* ---- Reading */

static void assert_item(const dark__what_if *item, dark__what_if_kind kind, double least, double most, double from, double to) {
  assert_int_equal(item->kind, kind);
  assert_true(item->least == least);
  assert_true(item->most == most);
  if (from > 0) assert_true(item->least_value == from);
  if (to > 0) assert_true(item->most_value == to);
}

/* log 2 (A left out), 0.52 (xi), 0.46 (odds ratio), 0.31 (merged), 0.04, 0.01, 0.003; an odds ratio of 0.25 is none of a half to twice. */
static void rows_about_one_assumption_are_one(void **state) {
  (void)state;
  material of = {0};
  dark_error err = DARK_ERROR_INIT;
  read_fit(&of);
  assert_ok(read_beside(&of, what_if_json, strlen(what_if_json), &err), err);
  assert_true(dark__has_what_ifs(&of.beside) && !dark__has_comparisons(&of.beside));
  const dark__what_if_section *labour = dark__what_ifs_of(&of.beside.what_ifs, &of.source.results, &of.source.results.rows[0]);
  assert_non_null(labour);
  assert_int_equal(labour->n, 7);
  assert_item(&labour->items[0], DARK__IF_LEFT_OUT, 1900, 1900, 0, 0);
  assert_string_equal(labour->items[0].first, "A");
  assert_item(&labour->items[1], DARK__IF_XI, 625.5, 1601, 0.5, 2);
  assert_item(&labour->items[2], DARK__IF_ODDS, 800, 1500, 0.5, 2);
  assert_string_equal(labour->items[2].second, "C");
  assert_item(&labour->items[3], DARK__IF_MERGED, 700, 700, 0, 0);
  assert_item(&labour->items[4], DARK__IF_PRIOR, 940, 990, 0.3, 1.2);
  assert_item(&labour->items[5], DARK__IF_MISSING, 945, 960, 0.5, 2);
  assert_item(&labour->items[6], DARK__IF_LEFT_OUT, 953, 953, 0, 0);
  assert_true(fabs(dark__what_if_reach(&labour->items[0], 950) - log(2)) < 1e-12);
  assert_null(dark__what_ifs_of(&of.beside.what_ifs, &of.source.results, &of.source.results.rows[3]));
  clear(&of);
}

/* ---- What stands there */

static void the_page_has_what_moves_estimates_furthest(void **state) {
  (void)state;
  char *page = page_from(what_if_json, 0, DARK__ENGLISH);
  assert_has(page, "<p>What moves the estimate most (labour): Without the list: A (~1,900); An interaction of all lists, which "
                   "no data can show, "
                   "xi 0.5 to 2 (630–1,600).</p>");
  assert_has(page, "<tr role=\"row\" class=\"if\"><th scope=\"row\" role=\"rowheader\"><bdi>Without the list: A</bdi></th>");
  assert_has(page, "<bdi>Dependence of two lists, odds ratio 0.5 to 2: A, C</bdi>");
  assert_has(page, "<td role=\"cell\">800–1,500</td>");
  assert_has(page, "<line class=\"reference\"");
  assert_has_not(page, "As one list"); /* the fourth of a category */
  assert_has_not(page, "9,000");       /* of an estimate that is no number, and of all in one table */
  assert_has_not(page, "darkfigure sensitivity");
  free(page);
  page = page_from(what_if_json, 0, DARK__FINNISH);
  assert_has(page, "Mikä siirtää arviota eniten (labour): Ilman luetteloa: A (~1\xC2\xA0"
                   "900)");
  assert_has(page, "xi 0,5–2");
  free(page);
}

/* What moves an estimate by less than its digits moves nothing. */
static void what_cannot_be_seen_is_left_out(void **state) {
  (void)state;
  char *page = page_from(HEAD SECTION("labour", "950.5") ",\"list_left_out\":[" LIST("B", "953") "]}]}", 0, DARK__ENGLISH);
  assert_has_not(page, "Without the list");
  assert_has(page, "darkfigure sensitivity");
  free(page);
}

/* A k above the people of labour. */
static void nothing_is_said_of_people_who_are_not_shown(void **state) {
  (void)state;
  char *page = page_from(what_if_json, 5, DARK__ENGLISH);
  assert_has(page, "Without the list: A");
  free(page);
  page = page_from(what_if_json, 350, DARK__ENGLISH);
  assert_has_not(page, "Without the list");
  free(page);
}

/* ---- What is refused */

static void assert_refused(const char *json, const char *message) {
  material of = {0};
  dark_error err = DARK_ERROR_INIT;
  read_fit(&of);
  assert_int_equal(read_beside(&of, json, strlen(json), &err), DARK_EDATA);
  if (strstr(err.message, message) == NULL) fail_msg("'%s' does not say: %s", err.message, message);
  clear(&of);
}

static void other_files_are_refused(void **state) {
  (void)state;
  assert_refused("{\"command\":\"sensitivity\"}", "'sections' is missing");
  assert_refused(HEAD "{}]}", "'estimate' is missing");
  assert_refused(HEAD SECTION("labour", "950.5") ",\"xi\":[{\"total\":1}]}]}", "'value' is missing");
  assert_refused(HEAD SECTION("labour", "950.5") ",\"list_left_out\":[{\"total\":1}]}]}", "'list_a' is missing");
  assert_refused(HEAD SECTION("labour", "951") "}]}",
                 "its estimates are not those of fit.json: run 'sensitivity' with the same file");
  assert_refused(HEAD SECTION("labour", "null") "}]}", "its estimates are not those of fit.json");
  assert_refused(HEAD SECTION("other", "950.5") "}]}",
                 "it is about other categories than fit.json: run 'sensitivity' with the same '--by'");
  assert_refused(HEAD "{\"categories\":{}," WHAT_IF_ESTIMATE("1") "}]}", "it is about other categories than fit.json");
}

static void a_page_has_one_of_each(void **state) {
  (void)state;
  material of = {0};
  dark_error err = DARK_ERROR_INIT;
  read_fit(&of);
  assert_ok(read_beside(&of, what_if_json, strlen(what_if_json), &err), err);
  assert_int_equal(read_beside(&of, what_if_json, strlen(what_if_json), &err), DARK_EDATA);
  assert_non_null(strstr(err.message, "a second file of 'sensitivity'; a page has one"));
  clear(&of);
}

/* Whatever is changed, a file is refused or has a page; sanitizers see the rest. */
static void changed_files_are_refused_or_have_a_page(void **state) {
  (void)state;
  static char text[sizeof what_if_json + 4096];
  uint64_t seed = 5;
  size_t n_pages = 0;
  for (int i = 0; i < 1000; i++) {
    material of = {0};
    dark_error err = DARK_ERROR_INIT;
    memcpy(text, what_if_json, sizeof what_if_json);
    const size_t n = mutate(text, sizeof what_if_json - 1, sizeof text, &seed);
    read_fit(&of);
    const dark_status status = read_beside(&of, text, n, &err);
    assert_true(status == DARK_OK || status == DARK_EDATA);
    if (status == DARK_OK && dark__has_what_ifs(&of.beside)) {
      free(page_of(&of, i % 2 == 0 ? 5 : 0, DARK__ENGLISH));
      n_pages++;
    }
    clear(&of);
  }
  assert_true(n_pages > 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_about_one_assumption_are_one),
      cmocka_unit_test(the_page_has_what_moves_estimates_furthest),
      cmocka_unit_test(what_cannot_be_seen_is_left_out),
      cmocka_unit_test(nothing_is_said_of_people_who_are_not_shown),
      cmocka_unit_test(other_files_are_refused),
      cmocka_unit_test(a_page_has_one_of_each),
      cmocka_unit_test(changed_files_are_refused_or_have_a_page),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
