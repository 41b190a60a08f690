/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LATTICE_TERMS_H
#define DARK__LATTICE_TERMS_H

/* Terms (effects) of log-linear models as sets of lists, and hierarchical models as sets of terms.

   Canonical order of terms: fewer lists first, then lexicographic in the lists (12, 13, 14, 23, ...). Every model here holds the
   intercept and all main effects; what differs are its optional terms, those of two and more lists. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

/* Most optional terms a searchable family may have: all orders up to seven lists, pairs up to sixteen, and the common dependence. */
enum { DARK__MAX_OPTIONAL = 128 };

/* A set of optional terms: bit i stands for optional term i of a lattice. */
typedef struct dark__term_set {
  uint64_t bits[2];
} dark__term_set;

static inline bool dark__set_has(const dark__term_set *set, size_t i) { return (set->bits[i >> 6] >> (i & 63)) & 1; }
static inline void dark__set_add(dark__term_set *set, size_t i) { set->bits[i >> 6] |= UINT64_C(1) << (i & 63); }
static inline void dark__set_remove(dark__term_set *set, size_t i) { set->bits[i >> 6] &= ~(UINT64_C(1) << (i & 63)); }
static inline bool dark__set_equal(dark__term_set a, dark__term_set b) {
  return a.bits[0] == b.bits[0] && a.bits[1] == b.bits[1];
}
static inline bool dark__set_inside(dark__term_set a, dark__term_set b) {
  return (a.bits[0] & ~b.bits[0]) == 0 && (a.bits[1] & ~b.bits[1]) == 0;
}
static inline bool dark__set_meets(dark__term_set a, dark__term_set b) {
  return (a.bits[0] & b.bits[0]) != 0 || (a.bits[1] & b.bits[1]) != 0;
}
static inline dark__term_set dark__set_join(dark__term_set a, dark__term_set b) {
  return (dark__term_set){{a.bits[0] | b.bits[0], a.bits[1] | b.bits[1]}};
}
static inline dark__term_set dark__set_minus(dark__term_set a, dark__term_set b) {
  return (dark__term_set){{a.bits[0] & ~b.bits[0], a.bits[1] & ~b.bits[1]}};
}
static inline size_t dark__set_size(dark__term_set set) {
  return (size_t)__builtin_popcountll(set.bits[0]) + (size_t)__builtin_popcountll(set.bits[1]);
}

/* Canonical order of models: fewer terms first, then the model that has the first term in which they differ. <0, 0, >0. */
int dark__set_compare(dark__term_set a, dark__term_set b);

/* Canonical order of terms. <0, 0, >0. */
int dark__term_compare(uint32_t a, uint32_t b);

/* The optional terms of order 2..max_order for some lists, and perhaps the common dependence H (lattice/common.h), the last of all. H may be in a
   model that leaves out at least two pairs: with fewer it is the same as one of them or as nothing, and no model is to be counted twice. */
typedef struct dark__lattice {
  unsigned n_lists, max_order;
  size_t n_optional;
  uint32_t terms[DARK__MAX_OPTIONAL];       /* canonical order */
  dark__term_set below[DARK__MAX_OPTIONAL]; /* optional terms one list smaller inside term i */
  dark__term_set above[DARK__MAX_OPTIONAL]; /* optional terms that contain term i, itself included */
  dark__term_set forced;                    /* in every model, with all below them: the smallest model */
  bool has_common;                          /* terms[n_optional - 1] is H ... */
  dark__term_set pairs;                     /* ... and these, the terms of two lists, take from ... */
  size_t n_common_pairs;                    /* ... the pairs that it speaks for */
} dark__lattice;

/* The largest order of interactions that a search looks at when nobody says: three lists with four to six of them, else pairs; none with two. */
static inline unsigned dark__search_order(unsigned n_lists) { return n_lists <= 2 ? 1 : n_lists == 3 || n_lists > 6 ? 2 : 3; }

/* max_order 1 gives no optional terms; above n_lists - 1 it is taken for n_lists - 1 (the saturated term is never a candidate).
   Errors: DARK_ELIMIT when there would be more than DARK__MAX_OPTIONAL terms. */
DARK_MUST_CHECK dark_status dark__lattice_make(dark__lattice *lattice, unsigned n_lists, unsigned max_order, dark_error *err);

/* Leave out all terms that contain one of the pairs [n_pairs]; then make the optional terms inside the sets of lists forced [n_forced]
   part of every model. */
void dark__lattice_restrict(dark__lattice *lattice, const uint32_t *pairs, size_t n_pairs, const uint32_t *forced,
                            size_t n_forced);

/* Let models have the common dependence, which speaks for n_pairs pairs, those that are no terms of the lattice among them; all models have it
   where it `is_forced`. Errors: DARK_ELIMIT as above. */
DARK_MUST_CHECK dark_status dark__lattice_add_common(dark__lattice *lattice, size_t n_pairs, bool is_forced, dark_error *err);

/* Is H not in the set of terms, or does it leave out enough pairs for it? */
bool dark__lattice_allows(const dark__lattice *lattice, dark__term_set model);

/* The same model without H where no pair is left to it: then its effect is the sum of others. */
dark__term_set dark__lattice_distinct(const dark__lattice *lattice, dark__term_set model);

/* All optional terms of the lattice: its largest model. */
dark__term_set dark__lattice_all(const dark__lattice *lattice);

/* Most terms a model of a lattice can have, with intercept and main effects. */
enum { DARK__MAX_TERMS = 1 + 16 + DARK__MAX_OPTIONAL };

/* Terms of the largest model of a lattice, with intercept and main effects. */
size_t dark__lattice_most_terms(const dark__lattice *lattice);

/* Write the terms of a model (intercept, main effects, optional terms; canonical order) and return their number. */
size_t dark__lattice_expand(uint32_t terms[DARK__MAX_TERMS], const dark__lattice *lattice, dark__term_set model);

/* Term i and the optional terms inside it, which come before it. */
dark__term_set dark__lattice_inside(const dark__lattice *lattice, size_t i);

/* May term i join the model (all terms below it present, itself absent, H still allowed) or leave it (nothing above it present, not forced)? */
bool dark__lattice_can_add(const dark__lattice *lattice, dark__term_set model, size_t i);
bool dark__lattice_can_remove(const dark__lattice *lattice, dark__term_set model, size_t i);

/* All hierarchical models of the lattice in canonical order: *models [*n] is the caller's to free().
   Errors: DARK_ELIMIT when there are more than `most`, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__lattice_enumerate(dark__term_set **models, size_t *n, const dark__lattice *lattice, size_t most,
                                                    dark_error *err);

/* How many hierarchical models the lattice has, or 0 when more than `most`. */
size_t dark__lattice_count(const dark__lattice *lattice, size_t most);

/* All subsets of the given sets of lists, in canonical order, and H last if it is among them: the hierarchical model with these generators,
   whatever they cover.
   *terms [*n_terms] is the caller's to free(). Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__terms_close(uint32_t **terms, size_t *n_terms, unsigned n_lists, const uint32_t *generators,
                                              size_t n_generators, dark_error *err);

/* Put a term into terms [*n_terms, with room for one more], where canonical order wants it. */
void dark__terms_insert(uint32_t *terms, size_t *n_terms, uint32_t term);

#endif
