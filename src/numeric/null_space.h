/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_NULL_SPACE_H
#define DARK__NUMERIC_NULL_SPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

/* The vectors at right angles to all rows of a whole-number matrix, exactly. Each row in turn takes one vector out of a basis, which the
   others are made to meet at a right angle by whole multiples of it, and common divisors are taken out. */

typedef struct dark__null_space {
  size_t n_columns, dimension; /* rank = n_columns - dimension */
  int64_t *vectors;            /* [dimension x n_columns] linearly independent; free() */
  bool is_exact;               /* false: a number beyond `most` stood in the way, and dimension and vectors mean nothing */
} dark__null_space;

/* Fills values [n_columns] of a row. */
typedef void dark__whole_row(void *context, size_t row, int64_t *values);

/* No vector has a number beyond `most` > 0. DARK_ENOMEM. Any thread. */
DARK_MUST_CHECK dark_status dark__null_space_find(dark__null_space *out, size_t n_rows, size_t n_columns, dark__whole_row *row,
                                                  void *context, int64_t most, dark_error *err);

/* Divide by the greatest common divisor of all numbers; false when they are all 0. */
bool dark__make_primitive(int64_t *values, size_t n);

#endif
