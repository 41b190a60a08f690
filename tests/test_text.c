/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions for misspelt words, numbers in text, copies of text, messages. */

#include <ctype.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/text.h"
#include "numeric/stream.h"
#include "support/assert_close.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

static void expect_nearest_at(const char *word, const char *const *candidates, size_t n, const char *expected, int line) {
  const char *nearest = dark__nearest(word, candidates, n);
  const int agree = expected == NULL || nearest == NULL ? nearest == expected : strcmp(nearest, expected) == 0;
  if (agree) return;
  print_error("nearest to '%s': '%s', not '%s'\n", word, nearest == NULL ? "nothing" : nearest,
              expected == NULL ? "nothing" : expected);
  _fail(__FILE__, line);
}

/* expect_nearest(word, expected or NULL, candidates...) */
#define expect_nearest(word, expected, ...) \
  expect_nearest_at(word, (const char *const[]){__VA_ARGS__}, N_OF(((const char *const[]){__VA_ARGS__})), expected, __LINE__)

static void a_missing_added_or_wrong_letter_is_a_typing_error(void **state) {
  (void)state;
  expect_nearest("cont", "count", "form", "count", "list");
  expect_nearest("ount", "count", "form", "count", "list");
  expect_nearest("coun", "count", "form", "count", "list");
  expect_nearest("countt", "count", "form", "count", "list");
  expect_nearest("xcount", "count", "form", "count", "list");
  expect_nearest("coumt", "count", "form", "count", "list");
  expect_nearest("dount", "count", "form", "count", "list");
  expect_nearest("count", "count", "form", "count", "list");
}

static void swapped_neighbours_count_as_one_error(void **state) {
  (void)state;
  expect_nearest("tpo", "top", "tap", "top"); /* one swap before two replacements */
  expect_nearest("cvs", "csv", "json", "csv");
  expect_nearest("abdc", "abcd", "xbdx", "abcd");
  expect_nearest("bacd", "abcd", "abcd");
}

static void letter_case_counts_half(void **state) {
  (void)state;
  expect_nearest("list", "List", "lost", "List", "mist"); /* half an error before a whole one */
  expect_nearest("list", "LISt", "LISt", "kkst");         /* three halves before two */
  expect_nearest("ng", "NG", "LA", "NG");
  expect_nearest("exh", "EXH", "ABA", "EXH"); /* nothing else but case is half an error in all */
  expect_nearest("nG", "NG", "NA", "NG", "ng");
}

static void a_word_of_one_letter_is_only_its_other_case(void **state) {
  (void)state;
  expect_nearest("x", NULL, "a", "b", "c");
  expect_nearest("a", "A", "b", "A");
  expect_nearest("A", "a", "B", "a");
  expect_nearest("a", "a", "A", "a");
  expect_nearest("a", NULL, "ab", "ba", "");
  expect_nearest("1", NULL, "2", "3");
}

static void nothing_near_gives_no_suggestion(void **state) {
  (void)state;
  expect_nearest("police", NULL, "hospital", "church", "union");
  expect_nearest("ab", NULL, "cd", "xyz");
  expect_nearest("", NULL, "a", "b");
  expect_nearest("reallylongword", NULL, "shortword");
  assert_null(dark__nearest("word", NULL, 0));
}

static void more_errors_are_forgiven_in_longer_words(void **state) {
  (void)state;
  expect_nearest("abc", "abx", "abx");
  expect_nearest("abc", NULL, "axx");
  expect_nearest("abcd", "abxx", "abxx");
  expect_nearest("abcd", NULL, "axxx");
  expect_nearest("abcdefg", "abcdexx", "abcdexx");
  expect_nearest("abcdefg", NULL, "abcdxxx");
  expect_nearest("abcdefgh", "abcdexxx", "abcdexxx");
  expect_nearest("abcdefgh", NULL, "abcdxxxx");
}

static void the_first_of_equally_near_candidates_is_suggested(void **state) {
  (void)state;
  expect_nearest("bat", "cat", "cat", "rat", "mat");
  expect_nearest("bat", "rat", "rat", "cat", "mat");
}

static void words_of_sixty_three_bytes_are_compared_and_longer_ones_are_not(void **state) {
  (void)state;
  char word[65] = "", longer[66] = "";
  memset(word, 'a', 63);
  memset(longer, 'a', 64);
  char candidate[64];
  memcpy(candidate, word, sizeof candidate);
  candidate[62] = 'b';
  expect_nearest(word, candidate, longer, candidate);
  expect_nearest(word, NULL, longer);
  expect_nearest(longer, NULL, word, longer);
}

/* Twice the distance by its definition, from the ends of the words. */
static unsigned define_distance(const char *a, size_t n_a, const char *b, size_t n_b) {
  if (n_a == 0 || n_b == 0) return 2 * (unsigned)(n_a + n_b);
  const char x = a[n_a - 1], y = b[n_b - 1];
  const unsigned replaced = x == y ? 0 : tolower(x) == tolower(y) ? 1 : 2;
  unsigned least = define_distance(a, n_a - 1, b, n_b - 1) + replaced;
  const unsigned removed = define_distance(a, n_a - 1, b, n_b) + 2, added = define_distance(a, n_a, b, n_b - 1) + 2;
  if (removed < least) least = removed;
  if (added < least) least = added;
  if (n_a > 1 && n_b > 1 && a[n_a - 2] == y && b[n_b - 2] == x) {
    const unsigned swapped = define_distance(a, n_a - 2, b, n_b - 2) + 2;
    if (swapped < least) least = swapped;
  }
  return least;
}

static void make_word(char word[6], gsl_rng *rng) {
  const size_t length = 1 + gsl_rng_uniform_int(rng, 5);
  for (size_t i = 0; i < length; i++) word[i] = "abAB"[gsl_rng_uniform_int(rng, 4)];
  word[length] = '\0';
}

static void random_short_words_agree_with_the_definition_of_the_distance(void **state) {
  (void)state;
  dark__stream stream;
  dark__stream_start(&stream, 1, 1);
  for (int trial = 0; trial < 2000; trial++) {
    char word[6], words[4][6];
    const char *candidates[4], *expected = NULL;
    make_word(word, &stream.rng);
    const size_t length = strlen(word);
    unsigned best = (length == 1 ? 1 : length < 4 ? 2 : 4) + 1;
    for (size_t i = 0; i < 4; i++) {
      make_word(words[i], &stream.rng);
      candidates[i] = words[i];
      unsigned distance = define_distance(word, length, words[i], strlen(words[i]));
      if (distance > 1 && strcasecmp(word, words[i]) == 0) distance = 1;
      if (distance >= best) continue;
      best = distance;
      expected = words[i];
    }
    expect_nearest_at(word, candidates, 4, expected, __LINE__);
  }
}

static void whole_numbers_are_read_up_to_their_limit(void **state) {
  (void)state;
  static const struct {
    const char *text;
    uint64_t max, value;
  } good[] = {{"0", 0, 0},
              {"7", 7, 7},
              {"00012", 12, 12},
              {"4294967295", 4294967295u, 4294967295u},
              {"18446744073709551615", UINT64_MAX, UINT64_MAX}};
  for (size_t i = 0; i < N_OF(good); i++) {
    uint64_t value = 99;
    assert_true(dark__parse_whole(&value, good[i].text, good[i].max));
    assert_true(value == good[i].value);
  }
}

static void what_is_not_a_whole_number_is_refused_and_leaves_the_value_alone(void **state) {
  (void)state;
  static const char *const bad[] = {"",    " ",   "-",   "+",  "-1",  "+1",    "-0",    " 1",      "1 ",  "1\n",
                                    "\t1", "1.0", "1.",  ".1", "1e3", "1,000", "1_000", "0x10",    "0b1", "1a",
                                    "a1",  "inf", "nan", "NA", "--1", "1-",    "1 2",   "\xd9\xa1"};
  for (size_t i = 0; i < N_OF(bad); i++) {
    uint64_t value = 99;
    if (dark__parse_whole(&value, bad[i], UINT64_MAX)) fail_msg("'%s' was read as a whole number", bad[i]);
    assert_true(value == 99);
  }
}

static void whole_numbers_beyond_the_limit_or_64_bits_are_refused(void **state) {
  (void)state;
  uint64_t value = 99;
  assert_false(dark__parse_whole(&value, "1", 0));
  assert_false(dark__parse_whole(&value, "4294967296", 4294967295u));
  assert_false(dark__parse_whole(&value, "18446744073709551616", UINT64_MAX));
  assert_false(dark__parse_whole(&value, "184467440737095516150", UINT64_MAX));
  assert_false(dark__parse_whole(&value, "99999999999999999999999999999999999999", UINT64_MAX));
  assert_true(value == 99);
}

static void numbers_are_read(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double value;
  } good[] = {{"0", 0},
              {"1", 1},
              {"-1", -1},
              {"0.05", 0.05},
              {".5", 0.5},
              {"-.5", -0.5},
              {"1.", 1},
              {"1e3", 1000},
              {"1E-3", 0.001},
              {"2.5e+2", 250},
              {"0001.5", 1.5},
              {"1.7976931348623157e308", DBL_MAX},
              {"2.2250738585072014e-308", DBL_MIN},
              {"1e-400", 0}};
  for (size_t i = 0; i < N_OF(good); i++) {
    double value = 99;
    if (!dark__parse_real(&value, good[i].text)) fail_msg("'%s' was not read", good[i].text);
    assert_true(value == good[i].value);
  }
}

static void what_is_not_a_finite_decimal_number_is_refused_and_leaves_the_value_alone(void **state) {
  (void)state;
  static const char *const bad[] = {"",
                                    " ",
                                    "-",
                                    "+",
                                    ".",
                                    "-.",
                                    "e",
                                    "e3",
                                    ".e3",
                                    "+1",
                                    "--1",
                                    "-+1",
                                    " 1",
                                    "1 ",
                                    "1\n",
                                    "- 1",
                                    "1,5",
                                    "1.2.3",
                                    "1e",
                                    "1e+",
                                    "1e1.5",
                                    "1_000",
                                    "1'000",
                                    "5%",
                                    "1/2",
                                    "1d3",
                                    "1f",
                                    "0x10",
                                    "0X1P3",
                                    "-0x1",
                                    "0x1p-3",
                                    "inf",
                                    "-inf",
                                    "INF",
                                    "infinity",
                                    "-Infinity",
                                    "nan",
                                    "NaN",
                                    "-nan",
                                    "nan(1)",
                                    "NA",
                                    "1e309",
                                    "-1e309",
                                    "1e99999999999",
                                    "179769313486231590000e290"};
  for (size_t i = 0; i < N_OF(bad); i++) {
    double value = 99;
    if (dark__parse_real(&value, bad[i])) fail_msg("'%s' was read as %g", bad[i], value);
    assert_true(value == 99);
  }
}

static void a_copy_holds_the_bytes_asked_for_and_ends(void **state) {
  (void)state;
  static const struct {
    size_t length;
    const char *copy;
  } parts[] = {{0, ""}, {3, "cap"}, {7, "capture"}};
  for (size_t i = 0; i < N_OF(parts); i++) {
    char *copy = dark__copy_text("capture", parts[i].length);
    assert_non_null(copy);
    assert_string_equal(copy, parts[i].copy);
    free(copy);
  }
}

/* Fill a message of 1,024 bytes with `begin`, `n` times `piece` and `end` behind them. */
static const char *long_message(dark_error *err, const char *begin, const char *piece, size_t n, const char *end) {
  char text[2048] = "";
  for (size_t i = 0; i < n; i++) strcat(text, piece);
  assert_int_equal(dark__fail(err, DARK_EUSAGE, "%s%s%s", begin, text, end), DARK_EUSAGE);
  return err->message;
}

/* What stands in front decides where within a character the room ends. */
static void a_message_without_room_ends_in_dots_after_a_whole_character(void **state) {
  static const char *const pieces[] = {".", "\x07", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x99\x82"};
  static const char *const begins[] = {"", "1", "12", "123"};
  (void)state;
  for (size_t i = 0; i < N_OF(pieces) * N_OF(begins); i++) {
    dark_error err = DARK_ERROR_INIT;
    const char *piece = pieces[i / N_OF(begins)], *begin = begins[i % N_OF(begins)];
    const size_t width = piece[0] == '\x07' ? 4 : strlen(piece), most = sizeof err.message - 1;
    const char *message = long_message(&err, begin, piece, 1100 / width, " end");
    const size_t length = strlen(message);
    assert_true(length <= most && length + 2 * width + 3 > most);
    assert_string_equal(message + length - 3, "...");
    assert_int_equal((length - 3 - strlen(begin)) % width, 0);
  }
}

static void a_message_with_just_enough_room_is_whole(void **state) {
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  const char *message = long_message(&err, "", "x", sizeof err.message - 5, " end");
  assert_int_equal(strlen(message), sizeof err.message - 1);
  assert_string_equal(message + strlen(message) - 4, " end");
}

static void endings_need_something_before_them(void **state) {
  (void)state;
  assert_true(dark__has_ending("a.svg", ".svg"));
  assert_true(dark__has_ending("a.b.svg", ".svg"));
  assert_false(dark__has_ending(".svg", ".svg"));
  assert_false(dark__has_ending("", ".svg"));
  assert_false(dark__has_ending("a.SVG", ".svg"));
  assert_false(dark__has_ending("a.svg.gz", ".svg"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(endings_need_something_before_them),
      cmocka_unit_test(a_missing_added_or_wrong_letter_is_a_typing_error),
      cmocka_unit_test(swapped_neighbours_count_as_one_error),
      cmocka_unit_test(letter_case_counts_half),
      cmocka_unit_test(a_word_of_one_letter_is_only_its_other_case),
      cmocka_unit_test(nothing_near_gives_no_suggestion),
      cmocka_unit_test(more_errors_are_forgiven_in_longer_words),
      cmocka_unit_test(the_first_of_equally_near_candidates_is_suggested),
      cmocka_unit_test(words_of_sixty_three_bytes_are_compared_and_longer_ones_are_not),
      cmocka_unit_test(random_short_words_agree_with_the_definition_of_the_distance),
      cmocka_unit_test(whole_numbers_are_read_up_to_their_limit),
      cmocka_unit_test(what_is_not_a_whole_number_is_refused_and_leaves_the_value_alone),
      cmocka_unit_test(whole_numbers_beyond_the_limit_or_64_bits_are_refused),
      cmocka_unit_test(numbers_are_read),
      cmocka_unit_test(what_is_not_a_finite_decimal_number_is_refused_and_leaves_the_value_alone),
      cmocka_unit_test(a_copy_holds_the_bytes_asked_for_and_ends),
      cmocka_unit_test(a_message_without_room_ends_in_dots_after_a_whole_character),
      cmocka_unit_test(a_message_with_just_enough_room_is_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
