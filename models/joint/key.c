/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "models/joint/terms.h"

enum { WORD = 64, MOST_NUMBERED = 255 };

/* Number n of the terms that a search may take in besides the lists: of two factors, or of three. False behind the last. */
static bool two_factors_at(dark__joint_term *out, size_t n, const dark__joint_strata *strata) {
  for (unsigned a = 0; a < strata->n_lists; a++) {
    const uint32_t list = UINT32_C(1) << a;
    for (unsigned b = 0; b < a; b++, n--) {
      *out = (dark__joint_term){list | UINT32_C(1) << b, false, 0};
      if (n == 0) return true;
    }
    for (size_t c = 0; c < strata->n_categories; c++, n--) {
      *out = (dark__joint_term){list, false, dark__part(c, 0)};
      if (n == 0) return true;
    }
  }
  *out = (dark__joint_term){0, true, 0};
  return n == 0;
}

static bool three_factors_at(dark__joint_term *out, size_t n, const dark__joint_strata *strata) {
  for (uint32_t lists = 0; lists >> strata->n_lists == 0; lists++) {
    const int k = __builtin_popcount(lists);
    for (size_t c = 0; k == 2 && c < strata->n_categories; c++, n--) {
      *out = (dark__joint_term){lists, false, dark__part(c, 0)};
      if (n == 0) return true;
    }
    *out = (dark__joint_term){lists, false, 0};
    if (k == 3 && n-- == 0) return true;
  }
  return false;
}

typedef bool term_at(dark__joint_term *out, size_t n, const dark__joint_strata *strata);

static size_t count_two(const dark__joint_strata *strata) {
  const size_t n_lists = strata->n_lists;
  return n_lists * (n_lists - 1) / 2 + n_lists * strata->n_categories + 1;
}

static size_t count_three(const dark__joint_strata *strata) {
  const size_t n_lists = strata->n_lists, n_pairs = n_lists * (n_lists - 1) / 2;
  return n_pairs * strata->n_categories + (n_lists > 2 ? n_pairs * (n_lists - 2) / 3 : 0);
}

/* The numbers of terms, the same without going through those before. */
static size_t number_of_two(dark__joint_term term, const dark__joint_strata *strata) {
  const size_t n_categories = strata->n_categories;
  if (term.common) return count_two(strata) - 1;
  const size_t a = 31 - (size_t)__builtin_clz(term.lists), before = a * (a - 1) / 2 + a * n_categories;
  if (term.parts != 0) return before + a + (size_t)__builtin_ctzll(term.parts) / 8;
  return before + (size_t)__builtin_ctz(term.lists);
}

static size_t number_of_three(dark__joint_term term, const dark__joint_strata *strata) {
  size_t n = term.parts != 0 ? (size_t)__builtin_ctzll(term.parts) / 8 : 0;
  for (uint32_t lists = 0; lists < term.lists; lists++) {
    const int k = __builtin_popcount(lists);
    n += k == 2 ? strata->n_categories : k == 3;
  }
  return n;
}

/* The terms of one enumeration in a word. */
typedef struct packing {
  bool has_bits;
  uint64_t bits;
  unsigned char least[WORD / 8]; /* numbers from 1, ascending; 0 behind them */
} packing;

static void pack(packing *into, size_t n) {
  if (into->has_bits) into->bits |= UINT64_C(1) << n;
  if (into->has_bits || n >= MOST_NUMBERED) return;
  unsigned char number = (unsigned char)(n + 1);
  for (size_t i = 0; i < sizeof into->least && number != 0; i++) {
    const unsigned char here = into->least[i];
    if (here != 0 && here < number) continue;
    into->least[i] = number;
    number = here;
  }
}

static uint64_t word_of(const packing *of) {
  uint64_t word = of->bits;
  for (size_t i = 0; i < sizeof of->least; i++) word |= (uint64_t)of->least[i] << (8 * i);
  return word;
}

static bool is_of_two(dark__joint_term term) {
  return term.common ? term.lists == 0 && term.parts == 0 : dark__joint_term_order(term) == 2;
}

dark_model_id dark__joint_key(const dark__joint_terms *terms, const dark__joint_group *group) {
  const dark__joint_strata *strata = &group->strata;
  packing two = {.has_bits = count_two(strata) <= WORD};
  packing three = {.has_bits = count_three(strata) <= WORD};
  for (size_t i = 0; i < terms->n; i++) {
    const dark__joint_term term = terms->terms[i];
    if (is_of_two(term)) pack(&two, number_of_two(term, strata));
    else if (dark__joint_term_order(term) == 3) pack(&three, number_of_three(term, strata));
  }
  return (dark_model_id){{word_of(&two), word_of(&three)}};
}

static bool is_packed(uint64_t word, size_t n, bool has_bits) {
  if (has_bits) return (word >> n & 1) != 0;
  for (; word != 0; word >>= 8)
    if ((word & 0xff) == n + 1) return true;
  return false;
}

static dark_status unpack(dark__joint_terms *to, uint64_t word, bool has_bits, term_at *at, const dark__joint_strata *strata,
                          dark_error *err) {
  dark__joint_term term;
  dark_status status = DARK_OK;
  for (size_t n = 0; status == DARK_OK && at(&term, n, strata); n++)
    if (is_packed(word, n, has_bits)) status = dark__joint_terms_add(to, term, err);
  return status;
}

dark_status dark__joint_key_read(dark__joint_model *out, dark_model_id key, const dark__joint_group *group, dark_error *err) {
  *out = (dark__joint_model){.is_saturated = true};
  dark_status status = DARK_OK;
  const dark__joint_strata *strata = &group->strata;
  for (unsigned l = 0; status == DARK_OK && l < strata->n_lists; l++)
    status = dark__joint_terms_add(&out->terms, (dark__joint_term){UINT32_C(1) << l, false, 0}, err);
  if (status == DARK_OK) status = unpack(&out->terms, key.bits[0], count_two(strata) <= WORD, two_factors_at, strata, err);
  if (status == DARK_OK) status = unpack(&out->terms, key.bits[1], count_three(strata) <= WORD, three_factors_at, strata, err);
  return status == DARK_OK ? dark__joint_terms_settle(&out->terms, err) : status;
}
