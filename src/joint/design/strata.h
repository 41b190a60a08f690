/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_DESIGN_STRATA_H
#define DARK__JOINT_DESIGN_STRATA_H

/* Which strata there are: combinations of levels of categories, each with 2^t cells, its histories. Borrowed by all that stands on it. Arrays over
   cells are [n_strata x 2^t], a stratum's cells together, index = history. */

#include <stddef.h>
#include <stdint.h>

typedef struct dark__joint_strata {
  unsigned n_lists; /* t */
  size_t n_categories;
  const size_t *n_levels;       /* [n_categories] */
  const int64_t *const *scores; /* [n_categories] each [n_levels], for polynomials: years; NULL, or an entry NULL: 0, 1, 2, ... */
  size_t n_strata;
  const uint32_t *levels; /* [n_strata x n_categories] */
  const uint32_t *absent; /* [n_strata] lists that did not exist there; NULL: none */
} dark__joint_strata;

static inline size_t dark__n_histories(const dark__joint_strata *strata) { return (size_t)1 << strata->n_lists; }

static inline uint32_t dark__absent_in(const dark__joint_strata *strata, size_t x) {
  return strata->absent == NULL ? 0 : strata->absent[x];
}

/* Could somebody with that history be seen in stratum x? Not with no list, and not with absent ones only. */
static inline int dark__is_observable(const dark__joint_strata *strata, size_t x, uint32_t history) {
  return (history & ~dark__absent_in(strata, x)) != 0;
}

#endif
