/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_FORMULA_TERMS_H
#define DARK__JOINT_FORMULA_TERMS_H

/* Terms of a model over lists and categories, and sets of them. A term is the product of what it is made of: lists (columns of 0 and 1), the common
   dependence H = k (k - 1) / 2 of a history of k lists, categories (a dummy for each level but the first) and polynomials of categories. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

enum {
  DARK__MOST_JOINT_CATEGORIES = 8,
  DARK__MOST_DEGREE = 7,
  DARK__MOST_JOINT_TERMS = 4096 /* of a model, and of every part of a formula on the way to it */
};

typedef struct dark__joint_term {
  uint32_t lists;
  bool common;
  uint64_t parts; /* bit 8 c: category c as it is; bit 8 c + d: its polynomial of degree d */
} dark__joint_term;

static inline uint64_t dark__part(size_t category, unsigned degree) { return UINT64_C(1) << (8 * category + degree); }

/* Of how many things a term is the product. */
unsigned dark__joint_term_order(dark__joint_term term);

/* The product: what stands in both stands in it once, and of a category the finest form only (as it is, else the highest degree). */
dark__joint_term dark__joint_term_product(dark__joint_term a, dark__joint_term b);

/* Is all of `inner` in `outer`? */
bool dark__joint_term_contains(dark__joint_term outer, dark__joint_term inner);

static inline bool dark__joint_term_is(dark__joint_term a, dark__joint_term b) {
  return a.lists == b.lists && a.common == b.common && a.parts == b.parts;
}

/* Canonical order: by order, then lists, H, categories. */
int dark__joint_term_compare(const void *a, const void *b);

/* A set; a zeroed one is empty. In canonical order, without repetitions, except between dark__joint_terms_add and dark__joint_terms_settle. */
typedef struct dark__joint_terms {
  dark__joint_term *terms; /* [n] */
  size_t n, capacity;
} dark__joint_terms;

void dark__joint_terms_clear(dark__joint_terms *set);

/* Its number in a set, or n; is it in it? */
size_t dark__joint_terms_place(const dark__joint_terms *set, dark__joint_term term);
bool dark__joint_terms_have(const dark__joint_terms *set, dark__joint_term term);
bool dark__joint_terms_are(const dark__joint_terms *a, const dark__joint_terms *b);

/* Errors of all that follow: DARK_ENOMEM, and DARK_ELIMIT beyond DARK__MOST_JOINT_TERMS. The set stays fit to be cleared. */
DARK_MUST_CHECK dark_status dark__joint_terms_add(dark__joint_terms *set, dark__joint_term term, dark_error *err);
DARK_MUST_CHECK dark_status dark__joint_terms_settle(dark__joint_terms *set, dark_error *err);
/* A term that a set in order has not, to its place. */
DARK_MUST_CHECK dark_status dark__joint_terms_insert(dark__joint_terms *set, dark__joint_term term, dark_error *err);

/* into: its union with `other`; the products of all pairs; that with all terms of both. */
DARK_MUST_CHECK dark_status dark__joint_terms_unite(dark__joint_terms *into, const dark__joint_terms *other, dark_error *err);
DARK_MUST_CHECK dark_status dark__joint_terms_multiply(dark__joint_terms *into, const dark__joint_terms *other, dark_error *err);
DARK_MUST_CHECK dark_status dark__joint_terms_cross(dark__joint_terms *into, const dark__joint_terms *other, dark_error *err);

/* Add whatever lies below a term, without the empty term: A:B brings A and B. */
DARK_MUST_CHECK dark_status dark__joint_terms_close(dark__joint_terms *set, dark_error *err);

#endif
