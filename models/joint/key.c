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

static size_t count_terms(term_at *at, const dark__joint_strata *strata) {
  dark__joint_term term;
  size_t n = 0;
  while (at(&term, n, strata)) n++;
  return n;
}

/* Bits, or numbers from 1 in bytes where there are more terms than bits. */
static uint64_t pack(const dark__joint_terms *terms, term_at *at, const dark__joint_strata *strata) {
  const bool has_bits = count_terms(at, strata) <= WORD;
  dark__joint_term term;
  uint64_t word = 0;
  unsigned used = 0;
  for (size_t n = 0; at(&term, n, strata); n++) {
    if (!dark__joint_terms_have(terms, term)) continue;
    if (has_bits) word |= UINT64_C(1) << n;
    else if (used < 8 && n < MOST_NUMBERED) word |= (uint64_t)(n + 1) << (8 * used++);
  }
  return word;
}

dark_model_id dark__joint_key(const dark__joint_terms *terms, const dark__joint_group *group) {
  return (dark_model_id){{pack(terms, two_factors_at, &group->strata), pack(terms, three_factors_at, &group->strata)}};
}

static bool is_packed(uint64_t word, size_t n, bool has_bits) {
  if (has_bits) return (word >> n & 1) != 0;
  for (; word != 0; word >>= 8)
    if ((word & 0xff) == n + 1) return true;
  return false;
}

static dark_status unpack(dark__joint_terms *to, uint64_t word, term_at *at, const dark__joint_strata *strata, dark_error *err) {
  const bool has_bits = count_terms(at, strata) <= WORD;
  dark__joint_term term;
  dark_status status = DARK_OK;
  for (size_t n = 0; status == DARK_OK && at(&term, n, strata); n++)
    if (is_packed(word, n, has_bits)) status = dark__joint_terms_add(to, term, err);
  return status;
}

dark_status dark__joint_key_read(dark__joint_model *out, dark_model_id key, const dark__joint_group *group, dark_error *err) {
  *out = (dark__joint_model){.is_saturated = true};
  dark_status status = DARK_OK;
  for (unsigned l = 0; status == DARK_OK && l < group->strata.n_lists; l++)
    status = dark__joint_terms_add(&out->terms, (dark__joint_term){UINT32_C(1) << l, false, 0}, err);
  if (status == DARK_OK) status = unpack(&out->terms, key.bits[0], two_factors_at, &group->strata, err);
  if (status == DARK_OK) status = unpack(&out->terms, key.bits[1], three_factors_at, &group->strata, err);
  return status == DARK_OK ? dark__joint_terms_settle(&out->terms, err) : status;
}
