/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Protected pages from the JSON of `fit`: what they leave out, what stays in the house, and what cannot be protected. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "disclosure/coarse.h"
#include "report/page/page.h"
#include "support/assert_close.h"
#include "support/fit_json.h"
#include "support/page_text.h"
#include "support/published.h"

/* Of 394 people 7 and 2 are in categories without an estimate. */
#define ROWS(small)                                                                                                          \
  FIT_JSON_ROW("labour", "300", "0", "650.5", "950.5", "612.4", "1234.5", "ok", "", "false")                                 \
  "," FIT_JSON_ROW(                                                                                                          \
      "marriage", "85", "0", "300.25", "385.25", "107.5", "3498.5", "unstable", "\"heavy_tail\"",                            \
      "true") "," FIT_JSON_ROW("crime", "7", "0", "null", "null", "7", "null", "no_estimate", "\"no_overlap\"",              \
                               "false") "," FIT_JSON_ROW("begging", small, "0", "null", "null", "2", "null", "no_estimate",  \
                                                         "\"no_overlap\",\"lower_limit_only\"",                              \
                                                         "false") "," FIT_JSON_ROW("(all)", "385", "9", "950.75", "1335.75", \
                                                                                   "800.5", "null", "partial",               \
                                                                                   "\"part_without_estimate\"", "false")

#define DETAILS(on_a)                                                                                                     \
  "],\"details\":[" FIT_JSON_DETAIL("labour", "170", "120", "60") "," FIT_JSON_DETAIL(                                    \
      "marriage", "50", "30", "20") "," FIT_JSON_DETAIL("crime", "4", "2", "1") "," FIT_JSON_DETAIL("begging", on_a, "1", \
                                                                                                    "0") "]}"

static const char small_json[] = FIT_JSON_HEAD ROWS("2") DETAILS("1");

/* ---- A protected source */

typedef struct guarded {
  dark__source source;
  dark__protection protection;
  dark_error err;
} guarded;

static dark_status protect(guarded *of, const char *json, double k, bool hides_zeros) {
  char path[] = "/tmp/darkfigure-protection-XXXXXX";
  const int file = mkstemp(path);
  *of = (guarded){.err = DARK_ERROR_INIT};
  assert_true(file >= 0);
  assert_int_equal(write(file, json, strlen(json)), (ssize_t)strlen(json));
  assert_int_equal(close(file), 0);
  assert_ok(dark__source_read(&of->source, path, &of->err), of->err);
  of->source.path = "fit.json";
  unlink(path);
  return dark__protection_make(&of->protection, &of->source, NULL, 0, k, hides_zeros, &of->err);
}

static void clear(guarded *of) {
  dark__protection_clear(&of->protection);
  dark__source_clear(&of->source);
}

/* free() both. */
static char *page_of(guarded *of) {
  const dark__about about = {0};
  const dark__page_options options = {.language = DARK__ENGLISH, .about = &about, .protection = &of->protection};
  char *page = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&page, &size);
  assert_non_null(stream);
  assert_ok(dark__page_write(stream, &of->source, &options, &of->err), of->err);
  assert_int_equal(fclose(stream), 0);
  return without_sort_keys(page);
}

static char *private_of(guarded *of) {
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  assert_non_null(stream);
  assert_ok(dark__protection_write(stream, &of->protection, &of->err), of->err);
  assert_int_equal(fclose(stream), 0);
  return text;
}

static void assert_has(const char *page, const char *text) {
  if (strstr(page, text) == NULL) fail_msg("there is no: %s", text);
}

static void assert_has_not(const char *page, const char *text) {
  if (strstr(page, text) != NULL) fail_msg("there is: %s", text);
}

/* ---- What it leaves out */

static void what_would_give_a_small_number_away_is_not_there(void **state) {
  (void)state;
  guarded of;
  assert_ok(protect(&of, small_json, 5, false), of.err);
  char *page = page_of(&of);
  assert_has(page, "<bdi>begging</bdi></th><td>not shown</td>");
  assert_has(page, "begging: the number recorded is not shown.</strong></li>");
  assert_has(page, "<bdi>labour</bdi></th><td>300</td><td>950</td>");
  assert_has(page, "<bdi>marriage</bdi></th><td>85</td>");
  assert_has(page, "<bdi>crime</bdi></th><td>not shown</td>");
  assert_has(page, "(9 recorded in all)"); /* 8 + 1, 7 + 2, 6 + 3, 5 + 4 */
  static const char *const away[] = {"a note", "00ff", "t.csv", "darkfigure fit", "2 recorded", "7 recorded"};
  for (size_t i = 0; i < sizeof away / sizeof away[0]; i++) assert_has_not(page, away[i]);
  free(page);
  clear(&of);
}

static void what_stays_in_the_house_has_all_of_it(void **state) {
  (void)state;
  guarded of;
  assert_ok(protect(&of, small_json, 5, false), of.err);
  char *text = private_of(&of);
  assert_has(text, "\"private\": \"PRIVATE");
  assert_has(text, "a note");
  assert_has(text, "00ff");
  assert_has(text, "1335.75");
  assert_has(text, "\"small\": 1,");
  assert_has(text, "\"form\": \"begging\"\n        },\n        \"people\": 2,\n        \"display\": \"suppressed\"");
  free(text);
  clear(&of);
}

static void without_small_numbers_everything_is_shown(void **state) {
  (void)state;
  guarded of;
  assert_ok(protect(&of, fit_json, 5, false), of.err);
  char *page = page_of(&of);
  assert_has(page, "Not shown: 0; rounded: 0.");
  assert_has(page, "Analysed: 413 − 19 = 394.");
  assert_has(page, "(9 recorded in all)");
  assert_has_not(page, "NO DISCLOSURE");
  free(page);
  clear(&of);
}

/* Of few people nothing is said at all, nor of whom there are none where zeros are hidden. */
static void one_table_of_few_people_is_not_shown(void **state) {
  (void)state;
  guarded of;
  assert_ok(protect(&of, small_json, 100, true), of.err);
  char *page = page_of(&of);
  assert_has(page, "<bdi>marriage</bdi></th><td>not shown</td>");
  assert_has_not(page, "107");
  assert_has_not(page, "110");
  free(page);
  clear(&of);
}

/* ---- After another page */

/* The private file of a page, read back. unlink and clear by dark__released_clear. */
static void read_private(dark__released *released, guarded *of) {
  char path[] = "/tmp/darkfigure-released-XXXXXX";
  const int file = mkstemp(path);
  FILE *stream = fdopen(file, "w");
  assert_non_null(stream);
  assert_ok(dark__protection_write(stream, &of->protection, &of->err), of->err);
  assert_int_equal(fclose(stream), 0);
  assert_ok(dark__released_read(released, path, &of->err), of->err);
  released->source.path = "before.json";
  unlink(path);
}

/* What a page hid stays hidden on the next, which has a number more of the same people where that tells nothing. */
static void a_page_after_itself_is_the_same(void **state) {
  (void)state;
  guarded of;
  dark__released before;
  dark__protection again;
  assert_ok(protect(&of, small_json, 5, false), of.err);
  read_private(&before, &of);
  assert_close(before.k, 5, 0, 0);
  assert_int_equal(before.source.results.n_rows, 5);
  assert_ok(dark__protection_make(&again, &of.source, &before, 1, 5, false, &of.err), of.err);
  assert_int_equal(again.n_released, 1);
  for (size_t r = 0; r < 5; r++) {
    const double first = dark__protected_people(&of.protection, of.protection.observed[r]);
    const double second = dark__protected_people(&again, again.observed[r]);
    assert_true(first == second || (isnan(first) && isnan(second)));
  }
  dark__protection_clear(&again);
  dark__released_clear(&before);
  clear(&of);
}

static void assert_refused_after(guarded *of, dark__released *before, double k, const char *message) {
  dark__protection again;
  assert_int_equal(dark__protection_make(&again, &of->source, before, 1, k, false, &of->err), DARK_EDATA);
  assert_has(of->err.message, message);
  dark__protection_clear(&again);
}

static void a_page_of_other_people_or_a_larger_k_is_refused(void **state) {
  (void)state;
  guarded of;
  dark__released before;
  assert_ok(protect(&of, small_json, 5, false), of.err);
  read_private(&before, &of);
  assert_refused_after(&of, &before, 4, "before.json: that page was protected with --disclosure k=5");
  before.source.n_left_out++;
  assert_refused_after(&of, &before, 5, "before.json: its numbers are not of the same people as those of fit.json");
  before.source.n_left_out--;
  before.source.results.lists[0] = "another";
  assert_refused_after(&of, &before, 5, "fit.json and before.json: each leaves out a list that the other has");
  before.source.results.lists[0] = of.source.results.lists[0];
  before.source.results.categories[0] = "sex";
  assert_refused_after(&of, &before, 5, "fit.json and before.json: one is by ");
  dark__released_clear(&before);
  clear(&of);
}

/* ---- What cannot be protected */

static void numbers_that_do_not_add_up_are_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {
      FIT_JSON_HEAD ROWS("3") DETAILS("1"),   /* more than all */
      FIT_JSON_HEAD ROWS("2.5") DETAILS("1"), /* no whole number */
      FIT_JSON_HEAD ROWS("2") DETAILS("3"),   /* a list with more people than there are */
      FIT_JSON_HEAD ROWS("2") "],\"details\":[]}",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    guarded of;
    assert_int_equal(protect(&of, wrong[i], 5, false), DARK_EDATA);
    assert_has(of.err.message, "fit.json: its numbers of people are not whole or do not add up");
    assert_has(of.err.message, "give --disclosure none");
    clear(&of);
  }
}

static void estimates_are_no_finer_than_k(void **state) {
  (void)state;
  assert_close(dark__coarse(47.2, 5, 0), 45, 0, 0);
  assert_close(dark__coarse(47.5, 5, 0), 50, 0, 0);
  assert_close(dark__coarse(485, 5, 0), 490, 0, 0);
  assert_close(dark__coarse(1249, 5, 0), 1200, 0, 0);
  assert_close(dark__coarse(485, 20, 0), 480, 0, 0);
  assert_close(dark__coarse(101.2, 5, 101), 101, 0, 0); /* not below 101, nor "110 or more" */
  assert_close(dark__coarse(106, 5, 101), 110, 0, 0);
  assert_close(dark__coarse(101.2, 5, NAN), 100, 0, 0);
  assert_close(dark__coarse(INFINITY, 5, 0), INFINITY, 0, 0);
  assert_true(isnan(dark__coarse(NAN, 5, 0)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_would_give_a_small_number_away_is_not_there),
      cmocka_unit_test(what_stays_in_the_house_has_all_of_it),
      cmocka_unit_test(without_small_numbers_everything_is_shown),
      cmocka_unit_test(one_table_of_few_people_is_not_shown),
      cmocka_unit_test(a_page_after_itself_is_the_same),
      cmocka_unit_test(a_page_of_other_people_or_a_larger_k_is_refused),
      cmocka_unit_test(numbers_that_do_not_add_up_are_refused),
      cmocka_unit_test(estimates_are_no_finer_than_k),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
