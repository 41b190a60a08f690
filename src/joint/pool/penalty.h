/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_POOL_PENALTY_H
#define DARK__JOINT_POOL_PENALTY_H

/* What exchangeable deviations add to a fit. A term of one list, or two, and one category of K levels says that an effect e is e + d_k at level k. With
   d_1, ..., d_K ~ N(0, tau^2) independently and e flat, the K - 1 columns b_k = d_k - d_1 of the design have the precision

     (I - 1 1' / K) / tau^2,   whose determinant is 1 / (K tau^2(K-1)),

   which is the same whichever level the columns leave out. */

#include <darkfigure/status.h>

#include "joint/design/design.h"

/* Terms of as many lists share a tau. */
enum { DARK__POOL_LISTS, DARK__POOL_PAIRS, DARK__MOST_POOLS };

typedef struct dark__pool_block {
  size_t first, n; /* columns, n = K - 1 */
  unsigned pool;
} dark__pool_block;

typedef struct dark__penalty {
  dark__pool_block *blocks; /* [n] */
  size_t n;
  size_t n_columns[DARK__MOST_POOLS]; /* of the blocks of each */
} dark__penalty;

/* Is it one list or two with one category as it is? */
bool dark__is_pooled(dark__joint_term term);

/* The blocks of a design's terms, those left out that a term of another kind contains. Clear it also after failure. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__penalty_make(dark__penalty *out, const dark__joint_design *design,
                                               const dark__joint_terms *terms, dark_error *err);
void dark__penalty_clear(dark__penalty *of);

/* b' P b / 2, P at the taus [DARK__MOST_POOLS] > 0. */
double dark__penalty_at(const dark__penalty *of, const double *taus, const double *b);
/* score -= P b; lower triangle of information [n_columns^2] += P. */
void dark__penalty_add(const dark__penalty *of, const double *taus, const double *b, double *score, double *information,
                       size_t n_columns);
/* Logarithm of the square root of P's determinant. */
double dark__penalty_log_det(const dark__penalty *of, const double *taus);

#endif
