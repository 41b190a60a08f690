/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages from the JSON of `fit`: what they say, what they must not say, and what they refuse. */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "report/page/page.h"
#include "report/shown/sheet.h"
#include "support/assert_close.h"
#include "support/documents.h"
#include "support/fit_json.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

/* ---- A source from text, and its page */

static void write_source(char path[32], const char *text, size_t n) {
  strcpy(path, "/tmp/darkfigure-page-XXXXXX");
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, text, n), (ssize_t)n);
  assert_int_equal(close(file), 0);
}

static dark_status read_source(dark__source *source, const char *text, size_t n, dark_error *err) {
  char path[32];
  write_source(path, text, n);
  const dark_status status = dark__source_read(source, path, err);
  source->path = "fit.json";
  unlink(path);
  return status;
}

/* free() it. */
static char *page_of(const dark__source *source, const dark__page_options *options) {
  char *page = NULL;
  size_t size = 0;
  dark_error err = DARK_ERROR_INIT;
  FILE *stream = open_memstream(&page, &size);
  assert_non_null(stream);
  assert_int_equal(dark__page_write(stream, source, options, &err), DARK_OK);
  assert_int_equal(fclose(stream), 0);
  return page;
}

static char *page_from(const char *json, dark__language language) {
  const dark__about about = {0};
  const dark__page_options options = {.language = language, .about = &about};
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_int_equal(read_source(&source, json, strlen(json), &err), DARK_OK);
  char *page = page_of(&source, &options);
  dark__source_clear(&source);
  return page;
}

static void assert_has(const char *page, const char *text) {
  if (strstr(page, text) == NULL) fail_msg("the page does not say: %s", text);
}

static void assert_has_not(const char *page, const char *text) {
  if (strstr(page, text) != NULL) fail_msg("the page says: %s", text);
}

/* ---- What it says */

static void the_first_screen_says_what_can_be_said(void **state) {
  (void)state;
  char *page = page_from(fit_json, DARK__ENGLISH);
  assert_has(page, "NOT STATED: who is counted");
  assert_has(page, "<strong>DRAFT.</strong>");
  assert_has(page, "Known to any of 4 lists: 413 people."); /* A, B, C, and D that was dropped; 394 + 19 */
  assert_has(page, "Known only to lists that were set aside: 19. Analysed: 413 − 19 = 394.");
  assert_has(page,
             "2 of 3 categories can be estimated: about 1,300 people in these, known and unknown (800 or more, no upper limit)");
  assert_has(page, "On none of the lists: about three quarters of them.</span>"); /* 950.75 of 1335.75 */
  free(page);
}

static void ratios_and_rates_have_two_digits(void **state) {
  (void)state;
  static const struct {
    double ratio;
    const char *english, *finnish;
  } cases[] = {{0.0449, "0.045", "0,045"},
               {0.45, "0.45", "0,45"},
               {2.46, "2.5", "2,5"},
               {9.94, "9.9", "9,9"},
               {13.4, "13", "13"},
               {1234, "1,200",
                "1\xC2\xA0"
                "200"}};
  for (size_t i = 0; i < N_OF(cases); i++) {
    assert_string_equal(dark__argue_ratio(DARK__ENGLISH, cases[i].ratio).text, cases[i].english);
    assert_string_equal(dark__argue_ratio(DARK__FINNISH, cases[i].ratio).text, cases[i].finnish);
  }
  char *page = page_from(fit_json, DARK__ENGLISH);
  assert_has(page, "<td data-sort=\"300\">300</td><td data-sort=\"950\">950</td><td data-sort=\"610\">610–1,200</td>"
                   "<td data-sort=\"650\">650</td><td data-sort=\"3.2\">3.2</td>");
  assert_has_not(page, "residents");
  free(page);
}

static void an_unstable_row_is_a_range_without_a_point(void **state) {
  (void)state;
  char *page = page_from(fit_json, DARK__ENGLISH);
  assert_has(page, "marriage: 110–3,500: range only.");
  assert_has(page, "labour: ~950 (610–1,200).");
  assert_has_not(page, "390"); /* its estimate, 385.25; the number recorded is 385 in all */
  free(page);
}

/* 1,563,512 to 1,576,663 is not 1,600,000 to 1,600,000; nobody is below those who are known; what differs already stays. */
static void limits_that_rounding_makes_alike_are_one_unit_apart_from_it(void **state) {
  (void)state;
  static const struct {
    double observed, lower, upper, shown_lower, shown_upper;
  } cases[] = {{636000, 1563512, 1576663, 1500000, 1700000},
               {12, 12.1, 12.4, 12, 13},
               {400, 1563, 1650, 1600, 1700},
               {400, 1600, 1600, 1600, 1600},
               {400, 1563, INFINITY, 1600, INFINITY}};
  const dark__page_options options = {0};
  const dark__sheet sheet = {.options = &options};
  for (size_t i = 0; i < N_OF(cases); i++) {
    const dark_row row = {.observed = cases[i].observed, .interval = {.lower = cases[i].lower, .upper = cases[i].upper}};
    const dark__limits limits = dark__sheet_limits(&sheet, &row);
    assert_true(limits.lower == cases[i].shown_lower && limits.upper == cases[i].shown_upper);
  }
}

static void what_cannot_be_estimated_is_unknown_and_comes_on_top(void **state) {
  (void)state;
  char *page = page_from(fit_json, DARK__ENGLISH);
  assert_has(page, "UNKNOWN, NOT ZERO: &lt;script&gt;&amp;&quot;&#39; (9 recorded in all). They come on top");
  assert_has(page, "Those that can be estimated; the others come on top");
  assert_has(page, "leaves out 9 recorded");
  assert_has_not(page, "<script>&");
  assert_has_not(page, "t least");
  free(page);
}

static void pages_ask_for_nothing_and_say_that_nothing_is_protected(void **state) {
  (void)state;
  for (int language = 0; language < 2; language++) {
    char *page = page_from(fit_json, (dark__language)language);
    assert_has(page, "content=\"default-src 'none'; style-src 'sha256-");
    assert_has(page, language == DARK__FINNISH ? "TIETOSUOJAA EI OLE VARMISTETTU" : "NO DISCLOSURE CONTROL WAS APPLIED");
    static const char *const requests[] = {"http:",   "https:",  "src=",       "href=", "url(",
                                           "@import", " style=", "onclick=\"", "eval("};
    for (size_t i = 0; i < N_OF(requests); i++) assert_has_not(page, requests[i]);
    free(page);
  }
}

/* What stands between `open` and `close`; free() it. */
static char *part_of(const char *page, const char *open, const char *close) {
  const char *begin = strstr(page, open);
  assert_non_null(begin);
  begin += strlen(open);
  const char *end = strstr(begin, close);
  assert_non_null(end);
  return strndup(begin, (size_t)(end - begin));
}

/* The browser runs it only where the page has named its hash (Content Security Policy level 3, 6.7.2.3). */
static void assert_allowed(const char *page, const char *directive, const char *text) {
  uint8_t hash[SHA256_DIGEST_SIZE];
  char digest[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1] = "", allowed[128];
  struct sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, strlen(text), (const uint8_t *)text);
  sha256_digest(&context, sizeof hash, hash);
  base64_encode_raw(digest, sizeof hash, hash);
  snprintf(allowed, sizeof allowed, "%s 'sha256-%s'", directive, digest);
  assert_has(page, allowed);
}

static void a_page_has_one_script_and_one_style_and_names_them(void **state) {
  (void)state;
  char *page = page_from(fit_json, DARK__ENGLISH);
  char *script = part_of(page, "<script>", "</script>"), *style = part_of(page, "<style>", "</style>");
  assert_allowed(page, "script-src", script);
  assert_allowed(page, "style-src", style);
  assert_null(strstr(strstr(page, "<script>") + 1, "<script"));
  free(script);
  free(style);
  free(page);
}

/* By the number that is printed: no digit more. What has none has none to be sorted by, so that unknown is never nothing. */
static void rows_are_sorted_by_what_is_printed(void **state) {
  (void)state;
  char *page = page_from(fit_json, DARK__FINNISH);
  assert_has(page, "<td data-sort=\"3.2\">3,2</td>");
  assert_has(page, "<td data-sort=\"9\">9</td><td class=\"unknown\">");
  assert_has(page, "<tr class=\"sum\">");
  free(page);
}

static void the_same_source_gives_the_same_bytes(void **state) {
  (void)state;
  char *page = page_from(fit_json, DARK__FINNISH), *again = page_from(fit_json, DARK__FINNISH);
  assert_string_equal(page, again);
  assert_has(page, "1\xC2\xA0"
                   "300"); /* Finnish thousands */
  assert_has(page, "95\xC2\xA0%");
  free(page);
  free(again);
}

/* ---- Invented data */

static int is_invented(const char *list, const dark__about *about) {
  const char *lists[] = {list};
  const dark__source source = {.results = {.lists = lists, .n_lists = 1}};
  return dark__is_invented(about, &source);
}

static void invented_data_are_known_by_their_names(void **state) {
  (void)state;
  const dark__about nothing = {0}, real = {.is_real = true}, invented = {.is_invented = true};
  assert_true(is_invented("Synthetic_police", &nothing));
  assert_false(is_invented("police", &nothing));
  assert_false(is_invented("users of synthetic opioids", &real));
  assert_true(is_invented("police", &invented));
}

/* ---- Words */

/* Take out what stands in ⟦brackets⟧, innermost first, and tags, style, script and title with them. */
static void strip_words(char *page) {
  char *head = strstr(page, "<body>"), *end = strstr(page, "<script>");
  assert_non_null(end);
  *end = '\0';
  memmove(page, head, strlen(head) + 1);
  while ((end = strstr(page, "⟧")) != NULL) {
    char *begin = end;
    while (strncmp(begin, "⟦", strlen("⟦")) != 0) assert_true(begin-- > page);
    memmove(begin, end + strlen("⟧"), strlen(end + strlen("⟧")) + 1);
  }
}

static void strip_tags(char *page) {
  char *to = page;
  int depth = 0;
  for (; *page != '\0'; page++) {
    if (*page == '<') depth = 1;
    if (depth == 0) *to++ = *page;
    if (*page == '>') depth = 0;
  }
  *to = '\0';
}

/* What is left on a page in the pseudo-language is numbers, and names and words of the input. */
static void no_word_of_a_page_stands_in_the_code(void **state) {
  (void)state;
  static const char *const ours[] = {"labour", "marriage", "form", "lt",   "gt",         "script", "amp",    "quot",
                                     "t",      "csv",      "a",    "note", "darkfigure", "fit",    "format", "json",
                                     "by",     "drop",     "list", "A",    "B",          "C",      "D"};
  char *page = page_from(fit_json, DARK__PSEUDO);
  strip_words(page);
  strip_tags(page);
  for (char *word = page; *word != '\0';) {
    size_t n = 0;
    while (isalpha((unsigned char)word[n])) n++;
    size_t w = 0;
    while (n > 0 && w < N_OF(ours) && !(strlen(ours[w]) == n && strncmp(ours[w], word, n) == 0)) w++;
    if (w == N_OF(ours)) fail_msg("a word stands in the code: %.*s", (int)n, word);
    word += n > 0 ? n : 1;
  }
  free(page);
}

/* ---- What is refused */

static void assert_refused(const char *json, const char *message) {
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_int_equal(read_source(&source, json, strlen(json), &err), DARK_EDATA);
  if (strstr(err.message, message) == NULL) fail_msg("'%s' does not say: %s", err.message, message);
  dark__source_clear(&source);
}

static void other_files_are_refused(void **state) {
  (void)state;
  assert_refused("A,B,count\n1,0,3\n", "this is not what 'darkfigure fit --format json' writes");
  assert_refused("", "report and plot read what 'darkfigure fit --format json' writes");
  assert_refused("[]", "this is not what 'darkfigure fit --format json' writes");
  assert_refused("{\"command\":\"models\"}", "so far report and plot read nothing else");
  assert_refused("{\"command\":\"fit\"}", "'program' is missing");
  assert_refused("{\"command\":\"fit\",\"command\":\"fit\"}", "report and plot read what 'darkfigure fit --format json' writes");
  assert_refused(FIT_JSON_HEAD FIT_JSON_TAIL, "'results' is empty");
  assert_refused(FIT_JSON_HEAD FIT_JSON_ROW("x", "-1", "0", "1", "2", "1", "2", "ok", "", "false") FIT_JSON_TAIL,
                 "'observed' is no number of people");
  assert_refused(FIT_JSON_HEAD FIT_JSON_ROW("x", "5", "0", "1", "3", "1", "4", "ok", "", "false") FIT_JSON_TAIL,
                 "'total' is below what was observed");
  assert_refused(FIT_JSON_HEAD FIT_JSON_ROW("x", "5", "0", "null", "null", "1", "4", "ok", "", "false") FIT_JSON_TAIL,
                 "'total' does not go with its state");
  assert_refused(FIT_JSON_HEAD FIT_JSON_ROW("x", "5", "0", "1", "6", "9", "8", "ok", "", "false") FIT_JSON_TAIL,
                 "'lower' is no lower limit");
  assert_refused(FIT_JSON_HEAD FIT_JSON_ROW("x", "5", "0", "1", "6", "5", "8", "fine", "", "false") FIT_JSON_TAIL,
                 "'state' is none that is known here");
  assert_refused(FIT_JSON_HEAD FIT_JSON_ROW("x", "5", "0", "1", "6", "5", "8", "ok", "\"new\"", "false") FIT_JSON_TAIL,
                 "'reasons' holds a code that is not known here");
}

/* Whatever is changed, a source is refused or has a page; sanitizers see the rest. */
static void changed_sources_are_refused_or_have_a_page(void **state) {
  (void)state;
  static char text[sizeof fit_json + 4096];
  uint64_t seed = 17;
  size_t n_pages = 0;
  for (int i = 0; i < 2000; i++) {
    const dark__about about = {0};
    const dark__page_options options = {.about = &about};
    dark_error err = DARK_ERROR_INIT;
    dark__source source;
    memcpy(text, fit_json, sizeof fit_json);
    const size_t n = mutate(text, sizeof fit_json - 1, sizeof text, &seed);
    const dark_status status = read_source(&source, text, n, &err);
    assert_true(status == DARK_OK || status == DARK_EDATA);
    if (status == DARK_OK) {
      free(page_of(&source, &options));
      n_pages++;
    }
    dark__source_clear(&source);
  }
  assert_true(n_pages > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_screen_says_what_can_be_said),
      cmocka_unit_test(ratios_and_rates_have_two_digits),
      cmocka_unit_test(an_unstable_row_is_a_range_without_a_point),
      cmocka_unit_test(limits_that_rounding_makes_alike_are_one_unit_apart_from_it),
      cmocka_unit_test(what_cannot_be_estimated_is_unknown_and_comes_on_top),
      cmocka_unit_test(pages_ask_for_nothing_and_say_that_nothing_is_protected),
      cmocka_unit_test(a_page_has_one_script_and_one_style_and_names_them),
      cmocka_unit_test(rows_are_sorted_by_what_is_printed),
      cmocka_unit_test(the_same_source_gives_the_same_bytes),
      cmocka_unit_test(invented_data_are_known_by_their_names),
      cmocka_unit_test(no_word_of_a_page_stands_in_the_code),
      cmocka_unit_test(other_files_are_refused),
      cmocka_unit_test(changed_sources_are_refused_or_have_a_page),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
