/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents: what is refused, where everything stands, and what is a number. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "study/document/ask.h"
#include "study/document/number.h"
#include "support/assert_close.h"
#include "support/documents.h"
#include "support/tables.h"

#define REJECT_BYTES(bytes, message) reject_document(bytes, sizeof(bytes) - 1, message)

/* ---- Where things stand */

static void expect_place(const dark__node *node, size_t line, size_t column) {
  assert_non_null(node);
  assert_int_equal(node->line, line);
  assert_int_equal(node->column, column);
}

static void every_node_knows_its_line_and_column(void **state) {
  (void)state;
  dark__document *document = document_of("# a comment\n"
                                         "study: x\n"
                                         "data:\n"
                                         "  - name: 'été'\n"
                                         "    by: [a, \"b\"]   # another\n"
                                         "  - {name: c,\n"
                                         "     file: d}\n"
                                         "says: >\n"
                                         "  folded\n"
                                         "  text\n"
                                         "none:\n");
  const dark__node *root = document->root, *data = dark__map_get(root, "data");
  expect_place(root, 2, 1);
  expect_place(dark__map_key(root, "study"), 2, 1);
  expect_place(dark__map_get(root, "study"), 2, 8);
  expect_place(data, 4, 3);
  expect_place(data->items[0], 4, 5);
  expect_place(dark__map_get(data->items[0], "name"), 4, 11);
  expect_place(dark__map_get(data->items[0], "by")->items[1], 5, 13);
  expect_place(data->items[1], 6, 5);
  expect_place(dark__map_key(data->items[1], "file"), 7, 6);
  expect_place(dark__node_find(root, "d"), 7, 12);
  expect_place(dark__map_get(root, "says"), 8, 7);
  assert_string_equal(dark__map_get(root, "says")->text, "folded text\n");
  expect_place(dark__map_get(root, "none"), 11, 6);
  assert_string_equal(dark__map_get(root, "none")->text, "");
  assert_null(dark__map_get(root, "x"));
  assert_null(dark__node_find(root, "nowhere"));
  dark__document_free(document);
}

static void columns_count_characters(void **state) {
  (void)state;
  REJECT_BYTES("b\xC3\xA4\xE2\x82\xAC: 1\nb\xC3\xA4\xE2\x82\xAC: 2\n", "2:1: a key appears twice, first on line 1");
  REJECT_BYTES("b\xC3\xA4\xE2\x82\xAC: *x\n", "1:6: an alias (*): repeat what it stands for");
  REJECT_BYTES("b\xC3\xA4\xE2\x82\xAC: \xF0\x9F\x90\x88\t1\n", "1:7: a tab; indent and separate with spaces");
}

static void line_ends_and_a_byte_order_mark_change_nothing(void **state) {
  (void)state;
  static const char *const texts[] = {"a: 1\nb: 2\nc: 3", "a: 1\r\nb: 2\r\nc: 3\r\n", "a: 1\rb: 2\rc: 3\r",
                                      ("\xEF\xBB\xBF"
                                       "a: 1\nb: 2\nc: 3\n")};
  for (size_t i = 0; i < 4; i++) {
    dark__document *document = document_of(texts[i]);
    expect_place(document->root, 1, 1);
    expect_place(dark__map_get(document->root, "c"), 3, 4);
    assert_string_equal(dark__map_get(document->root, "c")->text, "3");
    dark__document_free(document);
  }
  REJECT_BYTES("\xEF\xBB\xBF"
               "a: 1\r\nb: *x",
               "2:4: an alias (*): repeat what it stands for");
}

static void texts_keep_whether_they_were_quoted(void **state) {
  (void)state;
  dark__document *document = document_of("[1, '1', \"1\", no, \"\\u00e9\\/\\\"\"]");
  const dark__node *list = document->root;
  assert_int_equal(list->n, 5);
  for (size_t i = 0; i < 5; i++) assert_int_equal(list->items[i]->is_plain, i == 0 || i == 3);
  for (size_t i = 0; i < 3; i++) assert_string_equal(list->items[i]->text, "1");
  assert_string_equal(list->items[3]->text, "no");
  assert_string_equal(list->items[4]->text, "\xC3\xA9/\"");
  dark__document_free(document);
}

static void the_hash_is_that_of_all_bytes(void **state) {
  (void)state;
  dark__document *document = document_of("abc");
  assert_string_equal(document->sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); /* FIPS 180-2, B.1 */
  dark__document_free(document);
}

/* ---- What is refused */

static void what_refers_elsewhere_is_refused(void **state) {
  (void)state;
  REJECT_BYTES("a: &x 1\n", "1:4: an anchor (&): aliases are not used here");
  REJECT_BYTES("a: &x [1]\n", "1:4: an anchor (&): aliases are not used here");
  REJECT_BYTES("a: 1\n&x b: 1\n", "2:1: an anchor (&): aliases are not used here");
  REJECT_BYTES("a:\n  - *x\n", "2:5: an alias (*): repeat what it stands for");
  REJECT_BYTES("*x : 1\n", "1:1: an alias (*): repeat what it stands for");
  REJECT_BYTES("a: !!int 1\n", "1:4: a tag (!): put a text that begins with ! in quotes");
  REJECT_BYTES("a: !x {b: 1}\n", "1:4: a tag (!): put a text that begins with ! in quotes");
  REJECT_BYTES("a: ! 1\n", "1:4: a tag (!): put a text that begins with ! in quotes");
  REJECT_BYTES("%YAML 1.1\n---\na: 1\n", "1:1: a directive (%): it says nothing that is of use here");
  REJECT_BYTES("%TAG ! tag:x,2000:\n---\na: 1\n", "1:1: a directive (%): it says nothing that is of use here");
  REJECT_BYTES("a: 1\n---\nb: 1\n", "2:1: a second document: one file holds one");
  REJECT_BYTES("---\na: 1\n...\n---\n", "4:1: a second document: one file holds one");
}

static void one_document_may_have_its_marks(void **state) {
  (void)state;
  dark__document_free(document_of("---\na: 1\n...\n"));
}

static void keys_are_texts_and_appear_once(void **state) {
  (void)state;
  REJECT_BYTES("a: 1\nb: 2\n\"a\": 3\n", "3:1: a key appears twice, first on line 1");
  REJECT_BYTES("{x: {b: 1, c: 2, b: 3}}", "1:18: a key appears twice, first on line 1");
  REJECT_BYTES("? [a]\n: 1\n", "1:3: a list or map where a key should be");
  REJECT_BYTES("{[a]: 1}", "1:2: a list or map where a key should be");
  REJECT_BYTES("? {a: 1}\n: 1\n", "1:3: a list or map where a key should be");
  REJECT_BYTES("\"\": 1\n", "1:1: an empty key");
}

static void bytes_that_are_no_plain_text_are_refused(void **state) {
  (void)state;
  REJECT_BYTES("a:\n\tb: 1\n", "2:1: a tab; indent and separate with spaces");
  REJECT_BYTES("a: 1\t# x\n", "1:5: a tab; indent and separate with spaces");
  REJECT_BYTES("a: \"x\ty\"\n", "1:6: a tab; indent and separate with spaces");
  REJECT_BYTES("a: x\0y\n", "1:5: a NUL byte");
  REJECT_BYTES("a: \"x\\0y\"\n", "1:4: a text with a NUL character in it");
  REJECT_BYTES("a: 1\nb: \xE9t\xE9\n", "2:4: not UTF-8 at byte \\xE9");
  REJECT_BYTES("a: \xC3", "1:4: not UTF-8 at byte \\xC3");
  REJECT_BYTES("a: \x1B[31m\n", "1:4: a control character (\\x1B)");
  REJECT_BYTES("a: \x7F\n", "1:4: a control character (\\x7F)");
  REJECT_BYTES("a: \xC2\x9B\n", "1:4: a control character (\\x9B)");
  REJECT_BYTES("a: x\xC2\x85\n", "1:5: a line end that only some programs see (U+0085, U+2028 or U+2029)");
  REJECT_BYTES("a: \"x\xE2\x80\xA8\"\n", "1:6: a line end that only some programs see (U+0085, U+2028 or U+2029)");
  REJECT_BYTES("\xFF\xFE"
               "a",
               "1:1: not UTF-8 at byte \\xFF");
}

static void slips_of_form_are_told_in_plain_words(void **state) {
  (void)state;
  const char column[] =
      "2:4: a ':' where no key can be; keys of one map begin in the same column, and a text with ': ' in it needs quotes";
  REJECT_BYTES("a: 1\n  b: 1\n", column);
  REJECT_BYTES(
      "a: b: 1\n",
      "1:5: a ':' where no key can be; keys of one map begin in the same column, and a text with ': ' in it needs quotes");
  REJECT_BYTES("  a: 1\n b: 1\n", "2:2: more text where the file should end; keys of one map begin in the same column");
  REJECT_BYTES("a:\n  - b\n - c\n",
               "3:2: no key where one should be; keys of one map, and items of one list, begin in the same column");
  REJECT_BYTES("a:\n  - b: 1\n   c: 2\n", "3:4: no '-' where one should be; items of one list begin in the same column");
  REJECT_BYTES("a: [1, 2\nb: 3\n", "2:2: a list in brackets is not closed, or a comma is missing");
  REJECT_BYTES("a: {b: 1\n", "2:1: a map in braces is not closed, or a comma is missing");
  REJECT_BYTES("a: 1\nb\nc: 2\n", "3:1: a key without ': ' behind it");
  REJECT_BYTES("a: 'x\n", "2:1: a quote is not closed");
  REJECT_BYTES("a: \"x\n---\n", "2:1: a quote is not closed");
  REJECT_BYTES("a: @x\n", "1:4: a text that begins with @, ` or % needs quotes");
  REJECT_BYTES("a: \"\\q\"\n",
               "1:5: not YAML: found unknown escape character (while parsing a quoted scalar that begins on line 1)");
  REJECT_BYTES("{\"a\": 1} x", "1:10: more text where the file should end; keys of one map begin in the same column");
  REJECT_BYTES("", " the file is empty");
  REJECT_BYTES("# nothing\n", " the file is empty");
}

static void what_is_too_large_is_refused(void **state) {
  (void)state;
  char nested[2 * DARK__DOCUMENT_DEPTH + 3];
  for (size_t depth = DARK__DOCUMENT_DEPTH; depth <= DARK__DOCUMENT_DEPTH + 1; depth++) {
    memset(nested, '[', depth);
    memset(nested + depth, ']', depth);
    nested[2 * depth] = '\0';
    if (depth == DARK__DOCUMENT_DEPTH) dark__document_free(document_of(nested));
    else reject_document(nested, 2 * depth, "1:33: more than 32 lists and maps inside each other");
  }
  const size_t n = DARK__DOCUMENT_BYTES + 1;
  char *large = malloc(n + 1);
  assert_non_null(large);
  memset(large, '#', n);
  large[n] = '\0';
  reject_document(large, n, " larger than 16 MiB");
  large[n - 1] = '\0';
  reject_document(large, n - 1, " the file is empty");
  for (size_t i = 0; i + 1 < n; i++) large[i] = i == 0 ? '[' : i % 2 == 1 ? 'x' : ',';
  reject_document(large, 2 * (size_t)DARK__DOCUMENT_NODES + 1, " more than 1000000 keys and values");
  free(large);
}

static void files_that_cannot_be_read_are_named(void **state) {
  (void)state;
  dark__document *document;
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(dark__document_read(&document, "no/such.yaml", &err), DARK_EIO);
  assert_string_equal(err.message, "no/such.yaml: cannot be opened: No such file or directory");
  assert_int_equal(dark__document_read(&document, ".", &err), DARK_EIO);
  assert_null(document);
  assert_int_equal(dark__document_read(&document, "no/such.yaml", NULL), DARK_EIO);
}

/* ---- Numbers and truth values */

static void numbers_are_read_whole_in_base_ten(void **state) {
  (void)state;
  static const struct {
    const char *text;
    uint64_t whole;
  } good[] = {{"0", 0},
              {"7", 7},
              {"1000", 1000},
              {"1e3", 1000},
              {"1E+3", 1000},
              {"2.5e1", 25},
              {"100.0", 100},
              {"12000e-3", 12},
              {"-0", 0},
              {"0e5", 0},
              {"0.000", 0},
              {"1.5e00001", 15},
              {"1e19", 10000000000000000000u},
              {"18446744073709551615", UINT64_MAX},
              {"0e-99999999999", 0},
              {"0e99999999999", 0}};
  static const char *const bad[] = {"",
                                    "-1",
                                    "+1",
                                    "010",
                                    "00",
                                    "0x10",
                                    "1_000",
                                    "1.5",
                                    "1e-1",
                                    "1.",
                                    "1e",
                                    "1e+",
                                    "e3",
                                    "nan",
                                    "inf",
                                    "1 ",
                                    " 1",
                                    "1,0",
                                    "1k",
                                    ".",
                                    "-",
                                    "1e3.0",
                                    "12abc",
                                    "18446744073709551616",
                                    "1e20",
                                    "1e99999999999",
                                    "1.0000000000000000000000001",
                                    "\xC2\xB2"};
  uint64_t value;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    if (!dark__read_whole(&value, good[i].text)) fail_msg("'%s' is refused", good[i].text);
    if (value != good[i].whole) fail_msg("'%s' is read as %llu", good[i].text, (unsigned long long)value);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    if (dark__read_whole(&value, bad[i])) fail_msg("'%s' is read as %llu", bad[i], (unsigned long long)value);
}

static void real_numbers_are_finite_and_fit(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double real;
  } good[] = {{"0.95", 0.95}, {".95", 0.95}, {"-1.5e-3", -0.0015}, {"1e3", 1000}, {"12", 12}, {"0.1e+1", 1}};
  static const char *const bad[] = {"1e400", "1e-400",  "nan", "inf", "-inf", "0x1p3", "0,05", "1.",
                                    "1e",    "0.05abc", "5%",  "",    "-",    "1_0",   "01.5", "1d3"};
  double value;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    if (!dark__read_real(&value, good[i].text)) fail_msg("'%s' is refused", good[i].text);
    assert_true(value == good[i].real);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    if (dark__read_real(&value, bad[i])) fail_msg("'%s' is read as %g", bad[i], value);
}

/* The message with which the only item of a list is refused as a flag. */
static void reject_flag(const char *text, const char *message) {
  bool flag;
  dark_error err = DARK_ERROR_INIT;
  dark__document *document = document_of(text);
  assert_int_equal(dark__ask_flag(&flag, document->root->items[0], "f", &err), DARK_EUSAGE);
  assert_string_equal(err.message, message);
  dark__document_free(document);
}

static void truth_values_are_true_and_false_alone(void **state) {
  (void)state;
  bool flag;
  dark__document *document = document_of("[true, false]");
  assert_int_equal(dark__ask_flag(&flag, document->root->items[0], "f", NULL), DARK_OK);
  assert_true(flag);
  assert_int_equal(dark__ask_flag(&flag, document->root->items[1], "f", NULL), DARK_OK);
  assert_false(flag);
  dark__document_free(document);
  reject_flag("[yes]", "s.yaml:1:2: f: 'yes' is neither true nor false");
  reject_flag("[True]", "s.yaml:1:2: f: 'True' is neither true nor false");
  reject_flag("[1]", "s.yaml:1:2: f: '1' is neither true nor false");
  reject_flag("['true']", "s.yaml:1:2: f should be true or false, and here is the text 'true' in quotes");
  reject_flag("[[true]]", "s.yaml:1:2: f should be true or false, and here is a list");
}

/* ---- JSON */

static int is_equal(const dark__node *a, const dark__node *b) {
  if (a->kind != b->kind || a->n != b->n) return 0;
  if (a->kind == DARK__NODE_TEXT) return strcmp(a->text, b->text) == 0;
  for (size_t i = 0; i < a->n; i++) {
    if (a->kind == DARK__NODE_MAP && strcmp(a->keys[i]->text, b->keys[i]->text) != 0) return 0;
    if (!is_equal(a->items[i], b->items[i])) return 0;
  }
  return 1;
}

static void json_says_the_same(void **state) {
  (void)state;
  dark__document *yaml = document_of("study: x\nseed: 12\nlevels: [0.8, 9.5e-1]\ndata:\n  - name: \"a: b\"\n    where: {f: [x, "
                                     "y]}\n    drop_unlisted: true\nempty: {}\n");
  static const char *const json[] = {
      "{\"study\":\"x\",\"seed\":12,\"levels\":[0.8,9.5e-1],\"data\":[{\"name\":\"a: b\",\"where\":{\"f\":[\"x\",\"y\"]},"
      "\"drop_unlisted\":true}],\"empty\":{}}",
      "{\n  \"study\" : \"x\",\n  \"seed\" : 12,\n  \"levels\" : [ 0.8 , 9.5e-1 ],\n  \"data\" :\n  [\n    {\n      \"name\": "
      "\"a: "
      "b\",\n      \"where\": { \"f\": [\n\"x\",\n\"\\u0079\"\n] },\n      \"drop_unlisted\":true\n    }\n  ],\n\"empty\": "
      "{\n}\n}\n"};
  for (size_t i = 0; i < 2; i++) {
    dark__document *document = document_of(json[i]);
    assert_true(is_equal(yaml->root, document->root));
    dark__document_free(document);
  }
  dark__document_free(yaml);
  REJECT_BYTES("{\"a\": 1, \"a\": 2}", "1:10: a key appears twice, first on line 1");
  REJECT_BYTES("{\"a\": [1, 2}", "1:12: a list in brackets is not closed, or a comma is missing");
}

/* ---- Anything */

static void no_change_of_a_file_makes_it_crash_or_lose_its_place(void **state) {
  (void)state;
  static const char good[] =
      "study: x\nseed: 1\nlevels: [0.8, 0.95]\ndata:\n  - name: 'a'\n    file: a.csv\n    where: {f: [x, \"y\"]}\n"
      "  - name: b\n    link:\n      key: id\n      files: {p: p.csv}\nsays: |\n  two\n  lines\nscenarios:\n  - {name: s, xi: "
      "{value: 2}}\n";
  char text[2048];
  uint64_t seed = 1;
  size_t n_good = 0;
  const int n_times = TIMES(30000, 4000);
  for (int i = 0; i < n_times; i++) {
    dark__document *document;
    dark_error err = DARK_ERROR_INIT;
    memcpy(text, good, sizeof good);
    const size_t n = mutate(text, sizeof good - 1, sizeof text, &seed);
    const dark_status status = dark__document_parse(&document, "m.yaml", text, n, &err);
    n_good += status == DARK_OK;
    if (status != DARK_OK && !has_place(err.message, "m.yaml")) fail_msg("change %d: '%s'", i, err.message);
    dark__document_free(document);
  }
  /* Both ways are taken often. */
  assert_in_range(n_good, n_times / 10, n_times * 9 / 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_node_knows_its_line_and_column),
      cmocka_unit_test(columns_count_characters),
      cmocka_unit_test(line_ends_and_a_byte_order_mark_change_nothing),
      cmocka_unit_test(texts_keep_whether_they_were_quoted),
      cmocka_unit_test(the_hash_is_that_of_all_bytes),
      cmocka_unit_test(what_refers_elsewhere_is_refused),
      cmocka_unit_test(one_document_may_have_its_marks),
      cmocka_unit_test(keys_are_texts_and_appear_once),
      cmocka_unit_test(bytes_that_are_no_plain_text_are_refused),
      cmocka_unit_test(slips_of_form_are_told_in_plain_words),
      cmocka_unit_test(what_is_too_large_is_refused),
      cmocka_unit_test(files_that_cannot_be_read_are_named),
      cmocka_unit_test(numbers_are_read_whole_in_base_ten),
      cmocka_unit_test(real_numbers_are_finite_and_fit),
      cmocka_unit_test(truth_values_are_true_and_false_alone),
      cmocka_unit_test(json_says_the_same),
      cmocka_unit_test(no_change_of_a_file_makes_it_crash_or_lose_its_place),
  };
  return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
