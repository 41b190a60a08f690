/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models in words: what is written, that it reads back, and what is refused. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lattice/model_name.h"
#include "lattice/terms.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char *const letters[16] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P"};
static const unsigned in_order[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

static dark__naming lettered(unsigned n_lists) {
  return (dark__naming){.n_lists = n_lists, .names = letters, .positions = in_order, .n_input = n_lists};
}

static const char *const hospital_names[] = {"LA", "NG", "PF"};
static const dark__naming three = {.n_lists = 3, .names = hospital_names, .positions = in_order, .n_input = 3};

static void expect_text(const uint32_t *terms, size_t n_terms, const dark__naming *naming, const char *expected) {
  char text[256];
  assert_string_equal(dark__model_write(text, sizeof text, terms, n_terms, naming), expected);
}

#define TERMS(...) (const uint32_t[]){__VA_ARGS__}, N_OF(((const uint32_t[]){__VA_ARGS__}))

static void maximal_terms_are_written_larger_first_then_in_order_of_places(void **state) {
  (void)state;
  const dark__naming four = lettered(4), ten = lettered(10);
  expect_text(TERMS(0, 1, 2, 4, 8), &four, "[1,2,3,4]");
  expect_text(TERMS(0, 1, 2, 4, 8, 3, 12), &four, "[12,34]");
  expect_text(TERMS(9, 6, 12, 3, 8, 4, 2, 1, 0), &four, "[12,14,23,34]");
  expect_text(TERMS(1, 2, 4, 8, 6, 10, 12, 14, 9), &four, "[234,14]");
  expect_text(TERMS(15), &four, "[1234]");
  expect_text(TERMS(3, 4, 8, 3, 4), &four, "[12,3,4]");
  expect_text(TERMS(1 + 512, 2 + 4, 8, 16, 32, 64, 128, 256), &ten, "[A*J,B*C,D,E,F,G,H,I]");
}

/* Lists B, A, C in the input's order, known as A, B, C: places 2, 1, 3. */
static void lists_are_written_by_their_places_in_the_input(void **state) {
  (void)state;
  static const unsigned places[] = {1, 0, 2};
  static const unsigned scattered[] = {11, 0, 3};
  const dark__naming swapped = {.n_lists = 3, .names = letters, .positions = places, .n_input = 3};
  const dark__naming long_form = {.n_lists = 3, .names = letters, .positions = scattered, .n_input = 12};
  char text[64];
  expect_text(TERMS(1 + 4, 2), &swapped, "[23,1]");
  expect_text(TERMS(1 + 2, 4), &swapped, "[12,3]");
  expect_text(TERMS(1 + 4, 2), &long_form, "[C*A,B]");
  assert_string_equal(dark__term_write(text, sizeof text, 1 + 2, &swapped), "B*A");
  assert_string_equal(dark__term_write(text, sizeof text, 1 + 2 + 4, &long_form), "B*C*A");
  assert_string_equal(dark__term_write(text, sizeof text, 4, &swapped), "C");
  assert_string_equal(dark__term_write(text, sizeof text, 0, &swapped), "intercept");
}

/* Write the model, read it back, and compare its terms. */
static void expect_round_trip(const uint32_t *terms, size_t n_terms, const dark__naming *naming) {
  char text[4096];
  dark_error err = DARK_ERROR_INIT;
  uint32_t *generators, *closed;
  size_t n_generators, n_closed;
  dark__model_write(text, sizeof text, terms, n_terms, naming);
  assert_ok(dark__model_read(&generators, &n_generators, text, naming, &err), err);
  assert_ok(dark__terms_close(&closed, &n_closed, naming->n_lists, generators, n_generators, &err), err);
  assert_int_equal(n_closed, n_terms);
  assert_memory_equal(closed, terms, n_terms * sizeof *terms);
  for (size_t i = 0; i < n_generators; i++)
    for (size_t j = 0; j < n_generators; j++) assert_true(i == j || (generators[i] | generators[j]) != generators[j]);
  free(closed);
  free(generators);
}

static void expect_all_models_to_return(const dark__naming *naming) {
  dark_error err = DARK_ERROR_INIT;
  dark__lattice lattice;
  dark__term_set *models;
  size_t n;
  uint32_t terms[DARK__MAX_TERMS];
  assert_ok(dark__lattice_make(&lattice, naming->n_lists, naming->n_lists - 1, &err), err);
  assert_ok(dark__lattice_enumerate(&models, &n, &lattice, 7000, &err), err);
  for (size_t i = 0; i < n; i++) {
    const size_t n_terms = dark__lattice_expand(terms, &lattice, models[i]);
    expect_round_trip(terms, n_terms, naming);
    if (i + 1 < n) continue;
    terms[n_terms] = ((uint32_t)1 << naming->n_lists) - 1; /* the largest model, then the saturated one */
    expect_round_trip(terms, n_terms + 1, naming);
  }
  free(models);
}

/* The next permutation in lexicographic order; 0 behind the last. */
static int permute(unsigned *places, unsigned n) {
  unsigned i = n - 1;
  while (i > 0 && places[i - 1] >= places[i]) i--;
  if (i == 0) return 0;
  unsigned j = n - 1;
  while (places[j] <= places[i - 1]) j--;
  const unsigned kept = places[i - 1];
  places[i - 1] = places[j];
  places[j] = kept;
  for (j = n - 1; i < j; i++, j--) {
    const unsigned left = places[i];
    places[i] = places[j];
    places[j] = left;
  }
  return 1;
}

static void every_model_of_two_to_four_lists_reads_back_in_every_order_of_columns(void **state) {
  (void)state;
  for (unsigned n_lists = 2; n_lists <= 4; n_lists++) {
    unsigned places[] = {0, 1, 2, 3};
    do {
      const dark__naming naming = {.n_lists = n_lists, .names = letters, .positions = places, .n_input = n_lists};
      expect_all_models_to_return(&naming);
    } while (permute(places, n_lists));
  }
}

static void every_model_of_five_lists_reads_back(void **state) {
  (void)state;
  static const unsigned orders[][5] = {{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 4, 0, 3, 1}};
  for (size_t k = 0; k < N_OF(orders); k++) {
    const dark__naming naming = {.n_lists = 5, .names = letters, .positions = orders[k], .n_input = 5};
    expect_all_models_to_return(&naming);
  }
}

static void models_read_back_when_lists_of_the_input_were_left_out(void **state) {
  (void)state;
  static const unsigned places[] = {8, 2, 5, 0};
  for (unsigned n_input = 9; n_input <= 16; n_input += 7) {
    const dark__naming naming = {.n_lists = 4, .names = letters, .positions = places, .n_input = n_input};
    expect_all_models_to_return(&naming);
  }
}

/* The hierarchical model of every list and a few random terms. */
static void expect_random_models_to_return(const dark__naming *naming) {
  dark__stream stream;
  dark__stream_start(&stream, 3, 1);
  for (int trial = 0; trial < 100; trial++) {
    uint32_t generators[16 + 4], *terms;
    size_t n_terms;
    dark_error err = DARK_ERROR_INIT;
    for (unsigned i = 0; i < naming->n_lists; i++) generators[i] = (uint32_t)1 << i;
    for (unsigned i = 0; i < 4; i++) {
      generators[naming->n_lists + i] = 0;
      for (int k = 0; k < 3; k++)
        generators[naming->n_lists + i] |= (uint32_t)1 << gsl_rng_uniform_int(&stream.rng, naming->n_lists);
    }
    const size_t n = naming->n_lists + (size_t)(trial % 5);
    assert_ok(dark__terms_close(&terms, &n_terms, naming->n_lists, generators, n, &err), err);
    expect_round_trip(terms, n_terms, naming);
    free(terms);
  }
}

static void models_of_more_than_nine_lists_read_back_by_names(void **state) {
  (void)state;
  unsigned reversed[16];
  for (unsigned i = 0; i < 16; i++) reversed[i] = 15 - i;
  const dark__naming ten = lettered(10), sixteen = {.n_lists = 16, .names = letters, .positions = reversed, .n_input = 16};
  expect_random_models_to_return(&ten);
  expect_random_models_to_return(&sixteen);
}

static void models_of_lists_with_odd_names_read_back(void **state) {
  (void)state;
  static const char *const names[] = {"\"",   "\"\"", " lead",       "100%s", "A*B",       "[z]",
                                      "a\"b", "a]",   "caf\xc3\xa9", "q r",   "tab\there", "x,y"};
  const dark__naming naming = {.n_lists = 12, .names = names, .positions = in_order, .n_input = 12};
  char text[256];
  expect_random_models_to_return(&naming);
  assert_string_equal(dark__term_write(text, sizeof text, 1 << 4 | 1 << 6 | 1 << 11, &naming), "\"A*B\"*\"a\"\"b\"*\"x,y\"");
  assert_string_equal(dark__term_write(text, sizeof text, 1 << 3 | 1 << 8, &naming), "\"100%s\"*caf\xc3\xa9");
  assert_string_equal(dark__term_write(text, sizeof text, 3, &naming), "\"\"\"\"*\"\"\"\"\"\"");
}

static void models_of_more_than_nine_lists_called_by_digits_read_back(void **state) {
  (void)state;
  static const char *const names[] = {"1", "11", "2", "3", "4", "5", "6", "7", "8", "9"};
  const dark__naming naming = {.n_lists = 10, .names = names, .positions = in_order, .n_input = 10};
  expect_random_models_to_return(&naming);
}

static void expect_generators(const char *text, const dark__naming *naming, const uint32_t *expected, size_t n) {
  dark_error err = DARK_ERROR_INIT;
  uint32_t *generators;
  size_t n_generators;
  assert_ok(dark__model_read(&generators, &n_generators, text, naming, &err), err);
  assert_int_equal(n_generators, n);
  assert_memory_equal(generators, expected, n * sizeof *expected);
  free(generators);
}

static void digits_names_blanks_and_redundant_terms_are_read(void **state) {
  (void)state;
  static const char *const texts[] = {"[12,3]",     "[21,3]",           "[ 12 , 3 ]",         "[LA*NG,PF]",
                                      "[NG*LA,PF]", "[ LA * NG , PF ]", "[\"LA\"*\"NG\",PF]", "[ \"NG\" *LA,\"PF\" ]"};
  for (size_t i = 0; i < N_OF(texts); i++) expect_generators(texts[i], &three, TERMS(3, 4));
  expect_generators("[12,1,12,3]", &three, TERMS(3, 1, 3, 4));
  expect_generators("[123]", &three, TERMS(7));
  expect_generators("[PF,NG,LA]", &three, TERMS(4, 2, 1));
}

static void digits_mean_places_unless_quoted_or_starred(void **state) {
  (void)state;
  static const char *const names[] = {"1", "2", "3"};
  static const unsigned places[] = {2, 0, 1};
  const dark__naming naming = {.n_lists = 3, .names = names, .positions = places, .n_input = 3};
  expect_generators("[12,3]", &naming, TERMS(2 | 4, 1));
  expect_generators("[1*2,3]", &naming, TERMS(1 | 2, 4));
  expect_generators("[\"1\",\"2\",\"3\"]", &naming, TERMS(1, 2, 4));
}

static void expect_refusal(const char *text, const dark__naming *naming, const char *reason) {
  dark_error err = DARK_ERROR_INIT;
  uint32_t nothing, *generators = &nothing;
  size_t n = 99;
  if (dark__model_read(&generators, &n, text, naming, &err) != DARK_EUSAGE) fail_msg("'%s' was not refused", text);
  assert_null(generators);
  assert_int_equal(n, 0);
  assert_int_equal(err.status, DARK_EUSAGE);
  char quoted[128];
  snprintf(quoted, sizeof quoted, "model '%s'", text);
  if (strstr(err.message, quoted) == NULL || strstr(err.message, reason) == NULL)
    fail_msg("'%s': the message is \"%s\", without \"%s\"", text, err.message, reason);
  assert_int_equal(dark__model_read(&generators, &n, text, naming, NULL), DARK_EUSAGE);
}

static void malformed_models_are_refused_with_their_text_and_what_is_wrong(void **state) {
  (void)state;
  static const struct {
    const char *text, *reason;
  } bad[] = {
      {"", "does not begin with '['"},
      {"12,3", "does not begin with '['"},
      {"12,3]", "does not begin with '['"},
      {" [12,3]", "does not begin with '['"},
      {"{12,3}", "does not begin with '['"},
      {"(12,3)", "does not begin with '['"},
      {"]", "does not begin with '['"},
      {"[", "a digit is missing at character 2"},
      {"[]", "a digit is missing at character 2"},
      {"[,12,3]", "a digit is missing at character 2"},
      {"[12,,3]", "a digit is missing at character 5"},
      {"[12,3,]", "a digit is missing at character 7"},
      {"[[12,3]]", "a digit is missing at character 2"},
      {"[12,3", "',' or ']' expected at character 6"},
      {"[12 3]", "',' or ']' expected at character 5"},
      {"[12,[3]]", "a digit is missing at character 5"},
      {"[12,3]]", "something behind the closing ']' at character 7"},
      {"[12,3] ", "something behind the closing ']' at character 7"},
      {"[12,3][1]", "something behind the closing ']' at character 7"},
      {"[LA*NG,PF]x", "something behind the closing ']' at character 11"},
      {"[11,2,3]", "a list twice in one term at character 3"},
      {"[123,212]", "a list twice in one term at character 8"},
      {"[LA*LA,NG,PF]", "a list twice in one term"},
      {"[12,34]", "there is no list"},
      {"[14,2,3]", "there is no list"},
      {"[0,1,2,3]", "there is no list"},
      {"[12;3]", "there is no list '12;3'"},
      {"[12-3]", "there is no list '12-3'"},
      {"[LA,2,PF]", "there is no list '2'"},
      {"[LA NG,PF]", "',' or ']' expected at character 5"},
      {"[la,NG,PF]", "there is no list 'la'; did you mean 'LA'?"},
      {"[LA*GN,PF]", "there is no list 'GN'; did you mean 'NG'?"},
      {"[police,NG,PF]", "there is no list 'police'"},
      {"[LA*,NG,PF]", "a list name is missing at character 5"},
      {"[*LA,NG,PF]", "a list name is missing at character 2"},
      {"[LA**NG,PF]", "a list name is missing at character 5"},
      {"[LA,,NG,PF]", "a list name is missing at character 5"},
      {"[LA,NG,PF,]", "a list name is missing at character 11"},
      {"[LA,NG,PF", "',' or ']' expected at character 10"},
      {"[LA*NG", "',' or ']' expected at character 7"},
      {"[\"\",LA,NG,PF]", "a list name is missing"},
      {"[\"LA,NG,PF]", "there is no list 'LA,NG,PF]'"},
      {"[LA,NG,\"PF", "',' or ']' expected at character 11"},
      {"[\"LA\"NG,PF]", "',' or ']' expected at character 6"},
      {"[LA,NG,PF]\"", "something behind the closing ']'"},
  };
  for (size_t i = 0; i < N_OF(bad); i++) expect_refusal(bad[i].text, &three, bad[i].reason);
}

static void a_model_that_leaves_a_list_out_is_refused_and_the_list_named(void **state) {
  (void)state;
  expect_refusal("[12]", &three, "list PF (list 3)");
  expect_refusal("[23]", &three, "list LA (list 1)");
  expect_refusal("[1,3]", &three, "list NG (list 2)");
  expect_refusal("[LA*NG]", &three, "list PF (list 3)");
  static const unsigned places[] = {2, 0, 1};
  const dark__naming moved = {.n_lists = 3, .names = hospital_names, .positions = places, .n_input = 3};
  expect_refusal("[12]", &moved, "list LA (list 3)");
}

static void a_place_whose_list_was_left_out_is_refused(void **state) {
  (void)state;
  static const unsigned places[] = {0, 2};
  const dark__naming two_of_three = {.n_lists = 2, .names = hospital_names, .positions = places, .n_input = 3};
  expect_generators("[13]", &two_of_three, TERMS(3));
  expect_refusal("[13,2]", &two_of_three, "no such list at character 5");
}

static void a_name_too_long_to_be_one_is_refused(void **state) {
  (void)state;
  char text[2048] = "[", name[1024];
  memset(text + 1, 'a', 1500);
  dark_error err = DARK_ERROR_INIT;
  uint32_t *generators;
  size_t n;
  assert_int_equal(dark__model_read(&generators, &n, text, &three, &err), DARK_EUSAGE);
  assert_non_null(strstr(err.message, "model '[aaaa"));
  memset(name, 'a', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  const char *const names[] = {"A", name};
  const dark__naming two = {.n_lists = 2, .names = names, .positions = in_order, .n_input = 12};
  expect_round_trip(TERMS(0, 1, 2, 3), &two); /* the longest that is one */
}

/* Write into ever smaller buffers between canaries. */
static void expect_truncation(uint32_t term, int is_model, const dark__naming *naming) {
  char full[256];
  if (is_model) dark__model_write(full, sizeof full, &term, 1, naming);
  else dark__term_write(full, sizeof full, term, naming);
  const size_t length = strlen(full);
  for (size_t size = 0; size <= length + 2; size++) {
    char memory[256];
    memset(memory, '#', sizeof memory);
    char *buffer = memory + 8;
    const char *result =
        is_model ? dark__model_write(buffer, size, &term, 1, naming) : dark__term_write(buffer, size, term, naming);
    assert_ptr_equal(result, buffer);
    const size_t n_kept = size == 0 ? 0 : size <= length ? size - 1 : length;
    assert_memory_equal(buffer, full, n_kept);
    if (size > 0) assert_int_equal(buffer[n_kept], '\0');
    for (size_t i = 0; i < sizeof memory; i++)
      if (i < 8 || i >= 8 + size) assert_int_equal(memory[i], '#');
  }
}

static void buffers_too_small_hold_the_beginning_and_its_end_and_nothing_else(void **state) {
  (void)state;
  static const char *const names[] = {"A*B", "a\"b", "plain", "x,y"};
  const dark__naming odd = {.n_lists = 4, .names = names, .positions = in_order, .n_input = 12}, four = lettered(4);
  expect_truncation(15, 1, &odd);
  expect_truncation(15, 0, &odd);
  expect_truncation(15, 1, &four);
  expect_truncation(15, 0, &four);
  expect_truncation(0, 0, &four);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(maximal_terms_are_written_larger_first_then_in_order_of_places),
      cmocka_unit_test(lists_are_written_by_their_places_in_the_input),
      cmocka_unit_test(every_model_of_two_to_four_lists_reads_back_in_every_order_of_columns),
      cmocka_unit_test(every_model_of_five_lists_reads_back),
      cmocka_unit_test(models_read_back_when_lists_of_the_input_were_left_out),
      cmocka_unit_test(models_of_more_than_nine_lists_read_back_by_names),
      cmocka_unit_test(models_of_lists_with_odd_names_read_back),
      cmocka_unit_test(models_of_more_than_nine_lists_called_by_digits_read_back),
      cmocka_unit_test(digits_names_blanks_and_redundant_terms_are_read),
      cmocka_unit_test(digits_mean_places_unless_quoted_or_starred),
      cmocka_unit_test(malformed_models_are_refused_with_their_text_and_what_is_wrong),
      cmocka_unit_test(a_model_that_leaves_a_list_out_is_refused_and_the_list_named),
      cmocka_unit_test(a_place_whose_list_was_left_out_is_refused),
      cmocka_unit_test(a_name_too_long_to_be_one_is_refused),
      cmocka_unit_test(buffers_too_small_hold_the_beginning_and_its_end_and_nothing_else),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
