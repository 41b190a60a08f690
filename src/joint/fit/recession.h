/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_FIT_RECESSION_H
#define DARK__JOINT_FIT_RECESSION_H

/* The directions in which no occupied cell's mean changes, and what they do to the others: rows of whole numbers, one a kind of cell. */

#include <stdbool.h>

#include <darkfigure/status.h>

#include "base/keys.h"
#include "joint/design/design.h"

typedef struct dark__recession {
  const dark__joint_design *design;
  const unsigned char *kinds; /* [n_strata x 2^t] dark__cell_kind; borrowed */
  size_t *references;         /* [n_strata] an occupied cell of each, DARK__NONE without one */
  size_t n_basis;
  int64_t *basis;     /* [n_basis x n_columns] */
  bool has_level;     /* the basis is all of the space: occupied cells are rows too, the first ones */
  int64_t *row;       /* [n_columns] scratch */
  int64_t *product;   /* [n_basis] scratch */
  dark__keys numbers; /* of rows by their bytes */
  int64_t *rows;      /* [numbers.n x n_basis] different ones, of a cell times the basis; row 0 is all zeros */
  size_t capacity;
  size_t n_level; /* rows up to this one are of occupied cells */
} dark__recession;

/* Find the directions. Clear it also after failure. Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__recession_find(dark__recession *out, const dark__joint_design *design,
                                                 const unsigned char *kinds, dark_error *err);
void dark__recession_clear(dark__recession *of);

/* Does stratum x say anything? */
static inline bool dark__recession_speaks(const dark__recession *of, size_t x) {
  return !of->design->is_saturated || of->references[x] != DARK__NONE;
}

/* What the directions do to a cell of a stratum that says something: the number of its row, added when it is new. DARK_ENOMEM, and
   DARK_ELIMIT for numbers too large. */
DARK_MUST_CHECK dark_status dark__recession_row(size_t *number, dark__recession *of, size_t x, uint32_t history, dark_error *err);

static inline const int64_t *dark__recession_at(const dark__recession *of, size_t number) {
  return of->rows + number * of->n_basis;
}

#endif
