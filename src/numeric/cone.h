/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_CONE_H
#define DARK__NUMERIC_CONE_H

#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

/* The cone of all z with b_j z >= 0 for rows b_j of whole numbers, and b_j z = 0 for the first of them (by GLPK). Is it more than what all rows
   meet at right angles? By linear programming duality (Stiemke 1915) it is not if and only if 0 is a sum of all rows beyond the first with
   positive weights, and of the first with any.

   Every call makes its own problem and, in a thread that has none, its own GLPK environment, so that any thread may call; a host
   program's own GLPK problems in that thread are left alone. */

typedef struct dark__cone {
  size_t n_dimensions, n_rows;
  size_t n_level;      /* rows with b_j z = 0; they come first */
  const int64_t *rows; /* [n_rows x n_dimensions] below 2^53 */
} dark__cone;

/* *is_any: some z of the cone has b_j z > 0 for some j. Errors: DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__cone_is_any(int *is_any, const dark__cone *cone, dark_error *err);

/* For which j: positive [n_rows] receives 1 where some z of the cone has b_j z > 0. */
DARK_MUST_CHECK dark_status dark__cone_positive(unsigned char *positive, const dark__cone *cone, dark_error *err);

#endif
