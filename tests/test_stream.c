/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random streams: the generator's published values, independence of streams, uniformity, and draws that must never change. */

#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "numeric/stream.h"
#include "support/assert_close.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

/* philox4x32, 10 rounds, from the file kat_vectors of Random123 1.14: zeros, ones, digits of pi. */
static void blocks_are_those_of_the_known_answer_test_of_random123(void **state) {
  (void)state;
  static const struct {
    uint32_t counter[4], key[2], block[4];
  } known[] = {{{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
               {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
                {0xffffffff, 0xffffffff},
                {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
               {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                {0xa4093822, 0x299f31d0},
                {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}};
  for (size_t i = 0; i < N_OF(known); i++) {
    dark__stream stream;
    dark__stream_start(&stream, known[i].key[0] | (uint64_t)known[i].key[1] << 32,
                       known[i].counter[2] | (uint64_t)known[i].counter[3] << 32);
    memcpy(stream.state.counter, known[i].counter, 2 * sizeof(uint32_t)); /* where in the stream */
    for (size_t k = 0; k < 4; k++) assert_int_equal(gsl_rng_get(&stream.rng), known[i].block[k]);
  }
}

static void draw(unsigned long *out, size_t n, uint64_t key, uint64_t number) {
  dark__stream stream;
  dark__stream_start(&stream, key, number);
  for (size_t i = 0; i < n; i++) out[i] = gsl_rng_get(&stream.rng);
}

static void a_stream_is_the_counter_mode_of_its_key_and_number(void **state) {
  (void)state;
  unsigned long words[4000];
  draw(words, 4000, UINT64_C(0x299f31d0a4093822), UINT64_C(0x0370734413198a2e));
  for (size_t block = 0; block < 1000; block++) {
    dark__stream at;
    dark__stream_start(&at, UINT64_C(0x299f31d0a4093822), UINT64_C(0x0370734413198a2e));
    at.state.counter[0] = (uint32_t)block;
    for (size_t k = 0; k < 4; k++) assert_int_equal(gsl_rng_get(&at.rng), words[4 * block + k]);
  }
}

/* Behind 2^34 draws the second word of the counter moves on. */
static void long_streams_carry_into_the_second_word_of_the_counter(void **state) {
  (void)state;
  dark__stream near, beyond, start;
  dark__stream_start(&near, 7, 9);
  dark__stream_start(&beyond, 7, 9);
  dark__stream_start(&start, 7, 9);
  near.state.counter[0] = 0xffffffff;
  beyond.state.counter[1] = 1;
  for (int k = 0; k < 4; k++) assert_int_not_equal(gsl_rng_get(&near.rng), gsl_rng_get(&start.rng));
  for (int k = 0; k < 8; k++) {
    const unsigned long word = gsl_rng_get(&near.rng);
    assert_int_equal(word, gsl_rng_get(&beyond.rng));
    assert_int_not_equal(word, gsl_rng_get(&start.rng));
  }
}

static void the_same_key_and_number_give_the_same_draws_in_any_order(void **state) {
  (void)state;
  unsigned long alone[3][10];
  for (uint64_t i = 0; i < 3; i++) draw(alone[i], 10, 77, i);
  dark__stream streams[3];
  memset(streams, 0x5a, sizeof streams); /* whatever memory held before */
  for (uint64_t i = 3; i-- > 0;) dark__stream_start(&streams[i], 77, i);
  for (size_t k = 0; k < 10; k++)
    for (size_t i = 0; i < 3; i++) assert_int_equal(gsl_rng_get(&streams[i].rng), alone[i][k]);
  dark__stream_start(&streams[0], 77, 0); /* started again */
  assert_int_equal(gsl_rng_get(&streams[0].rng), alone[0][0]);
}

static void every_bit_of_key_and_number_makes_another_stream(void **state) {
  (void)state;
  unsigned long first[4], other[4];
  draw(first, 4, 1234567, 89);
  for (unsigned bit = 0; bit < 64; bit++) {
    draw(other, 4, UINT64_C(1234567) ^ UINT64_C(1) << bit, 89);
    assert_memory_not_equal(other, first, sizeof first);
    draw(other, 4, 1234567, UINT64_C(89) ^ UINT64_C(1) << bit);
    assert_memory_not_equal(other, first, sizeof first);
  }
}

static int compare_words(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* The first two words of 300,000 streams with neighbouring keys and numbers are all different (by chance two would agree once in 400 million tries). */
static void neighbouring_streams_do_not_coincide(void **state) {
  (void)state;
  enum { N_KEYS = 30, N_NUMBERS = 10000, N = N_KEYS * N_NUMBERS };
  uint64_t *seen = malloc(N * sizeof *seen);
  assert_non_null(seen);
  for (uint64_t i = 0; i < N; i++) {
    unsigned long words[2];
    draw(words, 2, i / N_NUMBERS, i % N_NUMBERS);
    seen[i] = (uint64_t)words[0] << 32 | words[1];
  }
  qsort(seen, N, sizeof *seen, compare_words);
  for (size_t i = 1; i < N; i++) assert_true(seen[i] != seen[i - 1]);
  free(seen);
}

static void gsl_sees_32_bit_words(void **state) {
  (void)state;
  dark__stream stream;
  dark__stream_start(&stream, 1, 1);
  assert_int_equal(gsl_rng_max(&stream.rng), 0xffffffff);
  assert_int_equal(gsl_rng_min(&stream.rng), 0);
  assert_string_equal(gsl_rng_name(&stream.rng), "philox4x32-10");
  assert_int_equal(gsl_rng_size(&stream.rng), sizeof stream.state);
  unsigned long words[4];
  draw(words, 4, 5, 0);
  gsl_rng_set(&stream.rng, 5); /* GSL's way to start: stream 0 of the key */
  for (size_t k = 0; k < 4; k++) assert_int_equal(gsl_rng_get(&stream.rng), words[k]);
}

/* 27 high bits of one word and 26 of the next. */
static void uniform_numbers_have_53_bits_and_lie_in_the_unit_interval(void **state) {
  (void)state;
  unsigned long words[2000];
  dark__stream stream;
  draw(words, 2000, 3, 4);
  dark__stream_start(&stream, 3, 4);
  for (size_t i = 0; i < 1000; i++) {
    const double u = gsl_rng_uniform(&stream.rng);
    const uint64_t bits = (uint64_t)(words[2 * i] >> 5) << 26 | words[2 * i + 1] >> 6;
    assert_true(u >= 0 && u < 1);
    assert_true(u == ldexp((double)bits, -53));
  }
}

enum { N_DRAWS = 1000000, N_BINS = 256 };

/* 255 degrees of freedom; a sound generator fails 1 of 5000 such tests, and the draws are fixed. */
static void expect_uniform(const unsigned *bins) {
  double chi_square = 0;
  const double expected = (double)N_DRAWS / N_BINS;
  for (size_t i = 0; i < N_BINS; i++) chi_square += (bins[i] - expected) * (bins[i] - expected) / expected;
  const double p = gsl_cdf_chisq_Q(chi_square, N_BINS - 1);
  if (!(p > 1e-4 && p < 1 - 1e-4)) fail_msg("chi-square %g of %d bins: p = %g", chi_square, (int)N_BINS, p);
}

static void draws_are_uniform_within_a_stream(void **state) {
  (void)state;
  unsigned high[N_BINS] = {0}, low[N_BINS] = {0}, pairs[N_BINS] = {0}, real[N_BINS] = {0};
  dark__stream words, numbers;
  dark__stream_start(&words, 11, 0);
  dark__stream_start(&numbers, 11, 1);
  unsigned long before = 0;
  double sum = 0, squares = 0, products = 0, u_before = 0.5;
  for (int i = 0; i < N_DRAWS; i++) {
    const unsigned long word = gsl_rng_get(&words.rng);
    const double u = gsl_rng_uniform(&numbers.rng);
    high[word >> 24]++;
    low[word & 255]++;
    pairs[(before >> 28) << 4 | word >> 28]++; /* with the word before */
    real[(int)(u * N_BINS)]++;
    sum += u;
    squares += (u - 0.5) * (u - 0.5);
    products += (u - 0.5) * (u_before - 0.5);
    before = word;
    u_before = u;
  }
  expect_uniform(high);
  expect_uniform(low);
  expect_uniform(pairs);
  expect_uniform(real);
  assert_close(sum / N_DRAWS, 0.5, 0, 4 * sqrt(1.0 / 12 / N_DRAWS));
  assert_close(squares / N_DRAWS, 1.0 / 12, 0, 4 * sqrt(1.0 / 180 / N_DRAWS));
  assert_close(products / N_DRAWS, 0, 0, 4.0 / 12 / sqrt(N_DRAWS));
}

/* A resample draws little from its stream: the first draws of neighbouring streams must be as good as those of one. */
static void first_draws_are_uniform_across_streams(void **state) {
  (void)state;
  unsigned numbers[N_BINS] = {0}, keys[N_BINS] = {0}, pairs[N_BINS] = {0};
  unsigned long before = 0;
  for (uint64_t i = 0; i < N_DRAWS; i++) {
    unsigned long by_number, by_key;
    draw(&by_number, 1, 12, i);
    draw(&by_key, 1, i, 12);
    numbers[by_number >> 24]++;
    keys[by_key >> 24]++;
    pairs[(before >> 28) << 4 | by_number >> 28]++; /* with the stream before */
    before = by_number;
  }
  expect_uniform(numbers);
  expect_uniform(keys);
  expect_uniform(pairs);
}

static void family_keys_depend_on_every_part(void **state) {
  (void)state;
  const uint64_t key = dark__stream_key(42, "bootstrap", 9);
  assert_true(dark__stream_key(42, "bootstrap", 9) == key);
  assert_true(dark__stream_key(43, "bootstrap", 9) != key);
  assert_true(dark__stream_key(42, "bootstraP", 9) != key);
  assert_true(dark__stream_key(42, "bootstrap", 8) != key);
  assert_true(dark__stream_key(42, "ootstrapb", 9) != key);
  assert_true(dark__stream_key(42, "bootstrap\0", 10) != key);
  assert_true(dark__stream_key(42, "", 0) != dark__stream_key(43, "", 0));
  assert_true(dark__stream_key(0, "a\0b", 3) != dark__stream_key(0, "a\0c", 3)); /* length counts, not the end of a string */
  assert_true(dark__stream_key(42, NULL, 0) == dark__stream_key(42, "", 0));
}

/* Of 64 bits, changing one of the input changes 32 +- 4; the mean over 64,000 changes lies within 0.1 of 32, six standard errors. */
static void every_bit_of_the_seed_and_the_text_moves_half_the_key(void **state) {
  (void)state;
  enum { N_SEEDS = 1000 };
  double changed_by_seed = 0, changed_by_text = 0;
  for (uint64_t seed = 0; seed < N_SEEDS; seed++) {
    char text[] = "resample";
    const uint64_t key = dark__stream_key(seed, text, 8);
    for (unsigned bit = 0; bit < 64; bit++) {
      const int by_seed = __builtin_popcountll(key ^ dark__stream_key(seed ^ UINT64_C(1) << bit, text, 8));
      text[bit / 8] ^= (char)(1 << bit % 8);
      const int by_text = __builtin_popcountll(key ^ dark__stream_key(seed, text, 8));
      text[bit / 8] ^= (char)(1 << bit % 8);
      assert_in_range(by_seed, 6, 58);
      assert_in_range(by_text, 6, 58);
      changed_by_seed += by_seed;
      changed_by_text += by_text;
    }
  }
  assert_close(changed_by_seed / (64 * N_SEEDS), 32, 0, 0.1);
  assert_close(changed_by_text / (64 * N_SEEDS), 32, 0, 0.1);
}

/* Results are promised to be the same for a seed for ever: whoever must change these values changes every published interval. */
static void the_first_draws_of_a_seed_never_change(void **state) {
  (void)state;
  static const uint32_t words[] = {0xf72b3409, 0x719f64d8, 0x71dba3df};
  const uint64_t key = dark__stream_key(1, "bootstrap", 9);
  assert_true(key == UINT64_C(0xb0a08e0c92ac37e4));
  assert_true(dark__stream_key(0, "", 0) == UINT64_C(0xc70b7d317e33bf45));
  dark__stream stream;
  dark__stream_start(&stream, key, 5);
  for (size_t k = 0; k < N_OF(words); k++) assert_int_equal(gsl_rng_get(&stream.rng), words[k]);
  assert_true(gsl_rng_uniform(&stream.rng) == 0x1.930cd033dd00bp-1); /* words c986681d, cf7402f4 */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks_are_those_of_the_known_answer_test_of_random123),
      cmocka_unit_test(a_stream_is_the_counter_mode_of_its_key_and_number),
      cmocka_unit_test(long_streams_carry_into_the_second_word_of_the_counter),
      cmocka_unit_test(the_same_key_and_number_give_the_same_draws_in_any_order),
      cmocka_unit_test(every_bit_of_key_and_number_makes_another_stream),
      cmocka_unit_test(neighbouring_streams_do_not_coincide),
      cmocka_unit_test(gsl_sees_32_bit_words),
      cmocka_unit_test(uniform_numbers_have_53_bits_and_lie_in_the_unit_interval),
      cmocka_unit_test(draws_are_uniform_within_a_stream),
      cmocka_unit_test(first_draws_are_uniform_across_streams),
      cmocka_unit_test(family_keys_depend_on_every_part),
      cmocka_unit_test(every_bit_of_the_seed_and_the_text_moves_half_the_key),
      cmocka_unit_test(the_first_draws_of_a_seed_never_change),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
