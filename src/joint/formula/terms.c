/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/formula/terms.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"

/* Products of so many pairs are not even begun. */
enum { MOST_PRODUCTS = 1 << 22 };

/* Terms are compared often, and the compiler's own goes through a table where the processor is not known to count bits. */
static unsigned count_bits(uint64_t bits) {
  bits -= bits >> 1 & UINT64_C(0x5555555555555555);
  bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
  bits = (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
  return (unsigned)(bits * UINT64_C(0x0101010101010101) >> 56);
}

unsigned dark__joint_term_order(dark__joint_term term) {
  return count_bits(term.lists) + (term.common ? 1 : 0) + count_bits(term.parts);
}

/* Of each category the finest form. */
static uint64_t finest(uint64_t parts) {
  uint64_t kept = 0;
  for (size_t c = 0; c < DARK__MOST_JOINT_CATEGORIES; c++) {
    const unsigned forms = (unsigned)(parts >> (8 * c)) & 0xff;
    if ((forms & 1) != 0) kept |= dark__part(c, 0);
    else if (forms != 0) kept |= dark__part(c, 31 - (unsigned)__builtin_clz(forms));
  }
  return kept;
}

dark__joint_term dark__joint_term_product(dark__joint_term a, dark__joint_term b) {
  return (dark__joint_term){a.lists | b.lists, a.common || b.common, finest(a.parts | b.parts)};
}

bool dark__joint_term_contains(dark__joint_term outer, dark__joint_term inner) {
  return (inner.lists & ~outer.lists) == 0 && (outer.common || !inner.common) && (inner.parts & ~outer.parts) == 0;
}

int dark__joint_term_compare(const void *left, const void *right) {
  const dark__joint_term *a = left, *b = right;
  const unsigned order_a = dark__joint_term_order(*a), order_b = dark__joint_term_order(*b);
  if (order_a != order_b) return order_a < order_b ? -1 : 1;
  /* Pure list terms come first, then H, then what has categories. */
  if (a->parts != b->parts) return a->parts < b->parts ? -1 : 1;
  if (a->common != b->common) return b->common ? -1 : 1;
  return a->lists < b->lists ? -1 : a->lists > b->lists;
}

void dark__joint_terms_clear(dark__joint_terms *set) {
  free(set->terms);
  *set = (dark__joint_terms){0};
}

dark_status dark__joint_terms_add(dark__joint_terms *set, dark__joint_term term, dark_error *err) {
  void *grown = dark__array_grow(set->terms, &set->capacity, set->n + 1, sizeof *set->terms);
  if (grown == NULL) return dark__fail_memory(err);
  set->terms = grown;
  set->terms[set->n++] = term;
  return DARK_OK;
}

size_t dark__joint_terms_place(const dark__joint_terms *set, dark__joint_term term) {
  size_t i = 0;
  while (i < set->n && !dark__joint_term_is(set->terms[i], term)) i++;
  return i;
}

bool dark__joint_terms_have(const dark__joint_terms *set, dark__joint_term term) {
  return dark__joint_terms_place(set, term) < set->n;
}

bool dark__joint_terms_are(const dark__joint_terms *a, const dark__joint_terms *b) {
  bool are_same = a->n == b->n;
  for (size_t i = 0; are_same && i < a->n; i++) are_same = dark__joint_term_is(a->terms[i], b->terms[i]);
  return are_same;
}

static bool is_in_order(const dark__joint_terms *set) {
  for (size_t i = 1; i < set->n; i++)
    if (dark__joint_term_compare(&set->terms[i - 1], &set->terms[i]) >= 0) return false;
  return true;
}

dark_status dark__joint_terms_insert(dark__joint_terms *set, dark__joint_term term, dark_error *err) {
  const dark_status status = dark__joint_terms_add(set, term, err);
  if (status != DARK_OK) return status;
  size_t at = set->n - 1;
  for (; at > 0 && dark__joint_term_compare(&set->terms[at - 1], &term) > 0; at--) set->terms[at] = set->terms[at - 1];
  set->terms[at] = term;
  return DARK_OK;
}

dark_status dark__joint_terms_settle(dark__joint_terms *set, dark_error *err) {
  size_t n = 0;
  if (!is_in_order(set)) qsort(set->terms, set->n, sizeof *set->terms, dark__joint_term_compare);
  for (size_t i = 0; i < set->n; i++)
    if (n == 0 || !dark__joint_term_is(set->terms[n - 1], set->terms[i])) set->terms[n++] = set->terms[i];
  set->n = n;
  if (n > DARK__MOST_JOINT_TERMS)
    return dark__fail(err, DARK_ELIMIT, "a formula of %zu terms is too large; at most %d can be fitted", n,
                      (int)DARK__MOST_JOINT_TERMS);
  return DARK_OK;
}

dark_status dark__joint_terms_unite(dark__joint_terms *into, const dark__joint_terms *other, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < other->n; i++) status = dark__joint_terms_add(into, other->terms[i], err);
  return status == DARK_OK ? dark__joint_terms_settle(into, err) : status;
}

static dark_status check_products(const dark__joint_terms *a, const dark__joint_terms *b, dark_error *err) {
  if (a->n == 0 || b->n <= MOST_PRODUCTS / a->n) return DARK_OK;
  return dark__fail(err, DARK_ELIMIT, "%zu terms by %zu terms are too many for a formula", a->n, b->n);
}

/* The products of all pairs, behind what `out` has. */
static dark_status add_products(dark__joint_terms *out, const dark__joint_terms *a, const dark__joint_terms *b, dark_error *err) {
  dark_status status = check_products(a, b, err);
  for (size_t i = 0; i < a->n; i++)
    for (size_t j = 0; status == DARK_OK && j < b->n; j++)
      status = dark__joint_terms_add(out, dark__joint_term_product(a->terms[i], b->terms[j]), err);
  return status == DARK_OK ? dark__joint_terms_settle(out, err) : status;
}

dark_status dark__joint_terms_multiply(dark__joint_terms *into, const dark__joint_terms *other, dark_error *err) {
  dark__joint_terms products = {0};
  const dark_status status = add_products(&products, into, other, err);
  if (status == DARK_OK) {
    const dark__joint_terms old = *into;
    *into = products;
    products = old;
  }
  dark__joint_terms_clear(&products);
  return status;
}

dark_status dark__joint_terms_cross(dark__joint_terms *into, const dark__joint_terms *other, dark_error *err) {
  dark__joint_terms products = {0};
  dark_status status = add_products(&products, into, other, err);
  if (status == DARK_OK) status = dark__joint_terms_unite(into, other, err);
  if (status == DARK_OK) status = dark__joint_terms_unite(into, &products, err);
  dark__joint_terms_clear(&products);
  return status;
}

/* A term without one of the things that it is made of, each in turn: closing upwards from these needs no recursion. */
static dark_status add_parents(dark__joint_terms *set, dark__joint_term term, dark_error *err) {
  dark_status status = DARK_OK;
  if (dark__joint_term_order(term) < 2) return DARK_OK;
  for (uint32_t lists = term.lists; status == DARK_OK && lists != 0; lists &= lists - 1)
    status = dark__joint_terms_add(set, (dark__joint_term){term.lists & ~(lists & -lists), term.common, term.parts}, err);
  if (status == DARK_OK && term.common)
    status = dark__joint_terms_add(set, (dark__joint_term){term.lists, false, term.parts}, err);
  for (uint64_t parts = term.parts; status == DARK_OK && parts != 0; parts &= parts - 1)
    status = dark__joint_terms_add(set, (dark__joint_term){term.lists, term.common, term.parts & ~(parts & -parts)}, err);
  return status;
}

dark_status dark__joint_terms_close(dark__joint_terms *set, dark_error *err) {
  dark_status status = dark__joint_terms_settle(set, err);
  for (size_t before = 0; status == DARK_OK && before != set->n;) {
    before = set->n;
    for (size_t i = 0; status == DARK_OK && i < before; i++) status = add_parents(set, set->terms[i], err);
    if (status == DARK_OK) status = dark__joint_terms_settle(set, err);
  }
  return status;
}
