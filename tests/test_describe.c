/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <darkfigure/result.h>

#include "support/assert_close.h"

/* Table from names ("A B C") and records ("100:41 011:7": membership in the order of the names, people). */
static dark_table *make_table(const char *names, const char *records) {
  char name_text[2048], record_text[2048], *rest = NULL;
  const char *lists[DARK_MAX_LISTS];
  uint32_t histories[128] = {0};
  double counts[128];
  size_t n_lists = 0, n = 0;
  snprintf(name_text, sizeof name_text, "%s", names);
  for (char *word = strtok_r(name_text, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) lists[n_lists++] = word;
  snprintf(record_text, sizeof record_text, "%s", records);
  for (char *word = strtok_r(record_text, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest), n++) {
    for (size_t l = 0; l < n_lists; l++)
      if (word[l] == '1') histories[n] |= UINT32_C(1) << l;
    counts[n] = atof(word + n_lists + 1);
  }
  dark_table *table = NULL;
  assert_int_equal(dark_table_new(&table, lists, n_lists, histories, counts, n, NULL), DARK_OK);
  return table;
}

static dark_table *read_table(const char *path, const dark_read_options *options) {
  dark_table *table = NULL;
  dark_error err = DARK_ERROR_INIT;
  if (dark_table_read_csv(&table, path, options, &err) != DARK_OK) fail_msg("%s", err.message);
  return table;
}

static dark_table *read_text(const char *text, const dark_read_options *options) {
  char path[] = "/tmp/darkfigure-describe-XXXXXX";
  const int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  assert_int_equal(write(descriptor, text, strlen(text)), (ssize_t)strlen(text));
  assert_int_equal(close(descriptor), 0);
  dark_table *table = read_table(path, options);
  assert_int_equal(unlink(path), 0);
  return table;
}

static dark_descriptions *describe(const dark_table *table) {
  dark_descriptions *descriptions = NULL;
  assert_int_equal(dark_describe(&descriptions, table, NULL), DARK_OK);
  return descriptions;
}

static void assert_says(const char *verdict, const char *words) {
  if (strstr(verdict, words) == NULL) fail_msg("'%s' does not say '%s'", verdict, words);
}

static void assert_does_not_say(const char *verdict, const char *words) {
  if (strstr(verdict, words) != NULL) fail_msg("'%s' says '%s'", verdict, words);
}

/* A verdict on a table made on the spot. */
static void describe_records(dark_description *out, const char *names, const char *records) {
  dark_table *table = make_table(names, records);
  dark_descriptions *descriptions = describe(table);
  assert_int_equal(descriptions->n_items, 1);
  *out = descriptions->items[0];
  out->list_sizes = out->overlaps = out->captures = NULL;
  dark_descriptions_free(descriptions);
  dark_table_free(table);
}

/* A: 10 + 4 + 2 + 1 = 17, B: 6 + 4 + 1 = 11, C: 5 + 2 + 1 = 8; f1 = 10 + 6 + 5 = 21, f2 = 4 + 2 = 6, f3 = 1; n = 28.
   Coverage 1 - (10/17 + 6/11 + 5/8) / 3. Chao's bound 28 + (10 x 6 + 10 x 5 + 6 x 5) / (6 + 1) = 28 + 140/7. */
static void counts_and_indices_agree_with_hand_computation(void **state) {
  (void)state;
  dark_table *table = make_table("A B C", "100:10 010:6 001:5 110:4 101:2 111:1");
  dark_descriptions *descriptions = describe(table);
  const dark_description *item = &descriptions->items[0];
  const double sizes[] = {17, 11, 8}, captures[] = {21, 6, 1};
  const double overlaps[] = {17, 5, 3, 5, 11, 1, 3, 1, 8};
  assert_int_equal(descriptions->n_lists, 3);
  assert_memory_equal(item->list_sizes, sizes, sizeof sizes);
  assert_memory_equal(item->captures, captures, sizeof captures);
  assert_memory_equal(item->overlaps, overlaps, sizeof overlaps);
  assert_close(item->observed, 28, 0, 0);
  assert_close(item->sample_coverage, 1 - (10.0 / 17 + 6.0 / 11 + 5.0 / 8) / 3, 1e-15, 0);
  assert_close(item->chao_lower_bound, 48, 1e-15, 0);
  assert_int_equal(item->obstacle, DARK_N_REASONS);
  dark_descriptions_free(descriptions);
  dark_table_free(table);
}

/* Coverage computed by CARE1 1.1.0 and by hand from the published tables, as the literature prints it: four decimals. The bound over all pairs
   of lists by a short script from the files, one decimal; f1^2 / (2 f2), which the literature prints, would say 11 to 52% more. */
static void published_tables_have_their_known_coverage_and_bound(void **state) {
  (void)state;
  static const struct {
    const char *file;
    double f1, f2, coverage, bound;
  } known[] = {
      {"korea-palembang.csv", 51, 60, .7232, 130.1},
      {"kosovo-killings-1999.csv", 3218, 882, .4710, 8586.1},
      {"uk-trafficking-2013-six-lists.csv", 2492, 241, .2376, 12215.1},
      {"uk-trafficking-2013-five-lists.csv", 2523, 214, .1912, 13384.3},
      {"netherlands-trafficking-2010-2015-six-lists.csv", 7802, 414, .1418, 54174.3},
      {"netherlands-trafficking-2010-2015-five-lists.csv", 7803, 417, .1346, 53522.0},
      {"new-orleans-trafficking-185-eight-lists.csv", 172, 11, .1899, 1118.2},
      {"new-orleans-trafficking-185-five-lists.csv", 173, 10, .1419, 1198.5},
      {"western-us-trafficking.csv", 322, 21, .1598, 2104.5},
  };
  const dark_read_options options = DARK_READ_OPTIONS_INIT;
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", DARK_DATA, known[i].file);
    dark_table *table = read_table(path, &options);
    dark_descriptions *descriptions = describe(table);
    const dark_description *item = &descriptions->items[descriptions->n_items - 1];
    assert_close(item->captures[0], known[i].f1, 0, 0);
    assert_close(item->captures[1], known[i].f2, 0, 0);
    assert_close(item->sample_coverage, known[i].coverage, 0, 0.5001e-4);
    assert_close(item->chao_lower_bound, known[i].bound, 0, 0.0501);
    dark_descriptions_free(descriptions);
    dark_table_free(table);
  }
}

static void matrices_stand_in_the_order_of_the_input(void **state) {
  (void)state;
  dark_table *table = make_table("Z A", "10:3 01:20 11:4");
  dark_descriptions *descriptions = describe(table);
  assert_string_equal(descriptions->lists[0], "Z");
  assert_string_equal(descriptions->lists[1], "A");
  assert_close(descriptions->items[0].list_sizes[0], 7, 0, 0);
  assert_close(descriptions->items[0].list_sizes[1], 24, 0, 0);
  assert_close(descriptions->items[0].overlaps[1], 4, 0, 0);
  dark_descriptions_free(descriptions);
  dark_table_free(table);
}

static void renaming_lists_changes_no_index(void **state) {
  (void)state;
  dark_description one, other;
  describe_records(&one, "A B C", "100:10 010:6 001:5 110:4 101:2 111:1");
  describe_records(&other, "Y Z X", "010:10 001:6 100:5 011:4 110:2 111:1");
  assert_close(other.sample_coverage, one.sample_coverage, 1e-15, 0);
  assert_close(other.chao_lower_bound, one.chao_lower_bound, 0, 0);
}

/* Doubling keeps the coverage; the bound is 2n + 4 S / (2 f2 + 1) = 56 + 560/13, a little more than twice what it was. */
static void doubling_the_data_about_doubles_the_bound_only(void **state) {
  (void)state;
  dark_description one, two;
  describe_records(&one, "A B C", "100:10 010:6 001:5 110:4 101:2 111:1");
  describe_records(&two, "A B C", "100:20 010:12 001:10 110:8 101:4 111:2");
  assert_close(two.sample_coverage, one.sample_coverage, 1e-15, 0);
  assert_close(two.chao_lower_bound, 56 + 560 / 13.0, 1e-15, 0);
}

static void a_list_that_caught_nobody_is_left_out_of_the_coverage(void **state) {
  (void)state;
  dark_description without, with;
  describe_records(&without, "A B", "10:10 01:6 11:4");
  describe_records(&with, "A B C", "100:10 010:6 110:4");
  assert_close(with.sample_coverage, without.sample_coverage, 0, 0);
  assert_says(with.verdict, "C caught nobody here.");
  assert_does_not_say(without.verdict, "caught nobody");
}

static void strata_come_first_and_the_whole_table_last(void **state) {
  (void)state;
  const char *by[] = {"form"}, *expect[] = {"form=begging"};
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  options.by = by;
  options.n_by = 1;
  options.expect = expect;
  options.n_expect = 1;
  dark_table *table =
      read_text("A,B,form,count\n1,0,labour,5\n0,1,labour,4\n1,1,labour,2\n1,0,sexual,3\n0,1,sexual,1\n", &options);
  dark_descriptions *descriptions = describe(table);
  static const char *const levels[] = {"begging", "labour", "sexual", "(all)"};
  static const double observed[] = {0, 11, 4, 15};
  static const dark_reason obstacles[] = {DARK_REASON_NO_RECORDS, DARK_N_REASONS, DARK_REASON_NO_OVERLAP, DARK_N_REASONS};
  assert_int_equal(descriptions->n_items, 4);
  assert_int_equal(descriptions->n_categories, 1);
  assert_string_equal(descriptions->categories[0], "form");
  for (size_t i = 0; i < 4; i++) {
    assert_string_equal(descriptions->items[i].levels[0], levels[i]);
    assert_close(descriptions->items[i].observed, observed[i], 0, 0);
    assert_int_equal(descriptions->items[i].obstacle, obstacles[i]);
  }
  assert_says(descriptions->items[0].verdict, "nobody was recorded here");
  assert_true(isnan(descriptions->items[0].sample_coverage));
  assert_true(isnan(descriptions->items[0].chao_lower_bound));
  dark_descriptions_free(descriptions);
  dark_table_free(table);
}

static void one_list_alone_is_named_as_the_obstacle(void **state) {
  (void)state;
  dark_description item;
  describe_records(&item, "police shelter", "10:23");
  assert_int_equal(item.obstacle, DARK_REASON_ONE_LIST);
  assert_says(item.verdict, "only police caught anybody");
  assert_true(isnan(item.sample_coverage));
}

static void lists_without_overlap_allow_a_lower_limit_only_when_they_are_two(void **state) {
  (void)state;
  dark_description two, three;
  describe_records(&two, "A B", "10:5 01:4");
  describe_records(&three, "A B C", "100:5 010:4 001:3");
  assert_int_equal(two.obstacle, DARK_REASON_NO_OVERLAP);
  assert_int_equal(three.obstacle, DARK_REASON_NO_OVERLAP);
  assert_close(two.sample_coverage, 0, 0, 0);
  assert_true(isnan(two.chao_lower_bound));
  assert_says(two.verdict, "A lower limit can be given");
  assert_does_not_say(three.verdict, "lower limit can");
}

static void a_list_that_holds_everybody_is_named_as_the_obstacle(void **state) {
  (void)state;
  dark_description item;
  describe_records(&item, "A B C", "010:5 110:4 011:3");
  assert_int_equal(item.obstacle, DARK_REASON_LIST_COVERS_ALL);
  assert_says(item.verdict, "everybody observed is on B, so the other lists cannot show how many it misses");
  describe_records(&item, "A B C", "110:5 111:4");
  assert_says(item.verdict, "everybody observed is on A and B, so no list");
}

static void two_lists_are_said_to_leave_independence_untested(void **state) {
  (void)state;
  dark_description item;
  describe_records(&item, "A B", "10:50 01:40 11:30");
  assert_int_equal(item.obstacle, DARK_N_REASONS);
  assert_says(item.verdict, "cannot be tested with two lists");
  assert_does_not_say(item.verdict, "fewer than five");
}

/* Coverage of A: 1 - 10/40; of B: 1 - 10/40: mean .75. Then 60/90, 30/60: 1 - (2/3 + 1/2)/2 = .41667. Then 1 - 9/20, the floor itself,
   and 1 - 49/100 and 1 - 44/100 on both sides of it. */
static void low_sample_coverage_is_said_to_be_too_low(void **state) {
  (void)state;
  dark_description item;
  describe_records(&item, "A B", "10:10 01:10 11:30");
  assert_says(item.verdict, "Sample coverage is 0.750, enough");
  describe_records(&item, "A B", "10:60 01:30 11:30");
  assert_says(item.verdict, "Sample coverage is 0.417: at or below 0.55");
  describe_records(&item, "A B", "10:9 01:9 11:11");
  assert_says(item.verdict, "Sample coverage is 0.550: at or below 0.55");
  describe_records(&item, "A B", "10:49 01:49 11:51");
  assert_says(item.verdict, "Sample coverage is 0.510: at or below 0.55");
  describe_records(&item, "A B", "10:44 01:44 11:56");
  assert_says(item.verdict, "Sample coverage is 0.560, enough");
}

static void empty_overlaps_and_cut_off_lists_are_named(void **state) {
  (void)state;
  dark_description item;
  describe_records(&item, "D C B A", "1100:9 0110:8 0011:7 1000:5 0100:5 0010:5 0001:5");
  assert_says(item.verdict, "Nobody is on both of these lists: D and B; D and A; C and A.");
  assert_says(item.verdict, "3 of 6 pairs of lists share fewer than five people");
  assert_does_not_say(item.verdict, "any other list");
  describe_records(&item, "A B C", "110:9 100:5 010:5 001:5");
  assert_says(item.verdict, "C shares nobody with any other list");
  assert_does_not_say(item.verdict, "Nobody is on both");
  describe_records(&item, "A B C D", "1100:9 1000:5 0100:5 0010:5 0001:2");
  assert_says(item.verdict, "C and D share nobody with any other list");
}

/* Bytes 0x80..0xBF never start a character and the last character is whole. */
static void assert_whole_characters(const char *text) {
  for (const unsigned char *c = (const unsigned char *)text; *c != '\0';) {
    size_t length = 1;
    if (*c >= 0xC0) length = *c >= 0xF0 ? 4 : *c >= 0xE0 ? 3 : 2;
    assert_true(*c < 0x80 || *c >= 0xC0);
    for (size_t i = 1; i < length; i++) assert_int_equal(c[i] & 0xC0, 0x80);
    c += length;
  }
}

/* Names of sixteen lists, 101 bytes of two-byte characters each. */
static void write_long_names(char *names) {
  names[0] = '\0';
  for (int l = 0; l < 16; l++) {
    const char letter[2] = {(char)('a' + l), '\0'};
    strcat(strcat(names, l > 0 ? " " : ""), letter);
    for (int i = 0; i < 50; i++) strcat(names, "\xC3\xA4");
  }
}

static void assert_whole_sentences(const char *verdict) {
  const size_t length = strlen(verdict);
  assert_true(length > 300 && length < sizeof((dark_description *)NULL)->verdict);
  assert_int_equal(verdict[length - 1], '.');
  assert_whole_characters(verdict);
}

/* The lists overlap in a chain: 15 pairs overlap, 105 do not. */
static void verdict_with_many_long_names_stays_whole(void **state) {
  (void)state;
  char names[2048], records[2048] = "";
  write_long_names(names);
  for (int l = 0; l < 16; l++) {
    char word[] = "0000000000000000:3 ";
    word[l] = '1';
    if (l < 15) word[l + 1] = '1';
    strcat(records, word);
  }
  dark_description item;
  describe_records(&item, names, records);
  assert_whole_sentences(item.verdict);
  assert_says(item.verdict, "more pairs.");
}

/* Two lists overlap, thirteen are cut off, one caught nobody. */
static void verdict_with_many_cut_off_lists_stays_whole(void **state) {
  (void)state;
  char names[2048], records[2048] = "1100000000000000:9 1000000000000000:9 0100000000000000:9 ";
  write_long_names(names);
  for (int l = 2; l < 15; l++) {
    char word[] = "0000000000000000:3 ";
    word[l] = '1';
    strcat(records, word);
  }
  dark_description item;
  describe_records(&item, names, records);
  assert_whole_sentences(item.verdict);
  assert_says(item.verdict, " caught nobody here.");
  assert_says(item.verdict,
              " more share nobody with any other list: check their linkage, and whether they reach the same kind of people.");
}

static void freeing_nothing_is_allowed(void **state) {
  (void)state;
  dark_descriptions_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_and_indices_agree_with_hand_computation),
      cmocka_unit_test(published_tables_have_their_known_coverage_and_bound),
      cmocka_unit_test(matrices_stand_in_the_order_of_the_input),
      cmocka_unit_test(renaming_lists_changes_no_index),
      cmocka_unit_test(doubling_the_data_about_doubles_the_bound_only),
      cmocka_unit_test(a_list_that_caught_nobody_is_left_out_of_the_coverage),
      cmocka_unit_test(strata_come_first_and_the_whole_table_last),
      cmocka_unit_test(one_list_alone_is_named_as_the_obstacle),
      cmocka_unit_test(lists_without_overlap_allow_a_lower_limit_only_when_they_are_two),
      cmocka_unit_test(a_list_that_holds_everybody_is_named_as_the_obstacle),
      cmocka_unit_test(two_lists_are_said_to_leave_independence_untested),
      cmocka_unit_test(low_sample_coverage_is_said_to_be_too_low),
      cmocka_unit_test(empty_overlaps_and_cut_off_lists_are_named),
      cmocka_unit_test(verdict_with_many_long_names_stays_whole),
      cmocka_unit_test(verdict_with_many_cut_off_lists_stays_whole),
      cmocka_unit_test(freeing_nothing_is_allowed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
