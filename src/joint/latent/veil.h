/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_LATENT_VEIL_H
#define DARK__JOINT_LATENT_VEIL_H

/* Counts that were published less than exactly. A veiled cell says that its count y is one of first, first + 1, ..., with weights P(what was published | y):

     suppressed "1-4"          first 1, weights 1 1 1 1
     rounded to r, base 3      first r - 2, weights 1/3 2/3 1 2/3 1/3 (those of negative counts left out)

   and adds log sum of weights_k Poisson(k; mu) to the log-likelihood. That is concave in log mu where the weights are of one of these kinds, so that a
   maximum is the only one. When the veiled counts of a table are known to add up to a total they add one joint term instead, log P(what was
   published, sum = total), and are tied: their moments come from forward and backward convolutions. */

#include <stdbool.h>

#include <darkfigure/status.h>

#include "joint/latent/emission.h"
#include "joint/latent/latent.h"

typedef struct dark__veiled {
  size_t cell;           /* x 2^t + history; observable */
  size_t first;          /* the smallest count */
  size_t n;              /* how many counts there may be, at least 1 */
  const double *weights; /* [n] > 0; NULL: all 1. Borrowed */
} dark__veiled;

enum { DARK__MOST_VEILED_COUNTS = 1 << 20 }; /* of one cell, and of a known total */

typedef struct dark__veil {
  const dark__joint_design *design; /* borrowed, as what follows */
  const double *counts;             /* [n_strata x 2^t] of the other observable cells, whole */
  const dark__veiled *veiled;       /* [n] */
  size_t n;
  bool has_total;
  size_t total;
  /* owned */
  size_t n_cells;
  unsigned char *kinds; /* [n_cells] for existence */
  double *start;        /* [n_cells] the middle of what may be */
  double log_factorials;
  double *variances;          /* [n_cells] */
  double *means;              /* [n] expected veiled counts */
  size_t *cells;              /* [n] */
  double *row;                /* [n] of covariances */
  double *terms;              /* one cell's probabilities */
  double *forward, *backward; /* [(n + 1) x (total + 1)], when the total is known */
} dark__veil;

/* Fill in what is owned, the rest being set. A veiled cell whose count may be 0 is an empty one for existence: towards a mean of 0 the likelihood rises.
   With a known total above 0 it is taken for occupied here; joint/latent/boundary.h tells what is so. Clear it also after failure. Errors: DARK_EDATA (a total that the veiled counts cannot have; a
   veiled cell twice), DARK_ELIMIT, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__veil_make(dark__veil *veil, dark_error *err);
void dark__veil_clear(dark__veil *veil);

/* An emission that borrows the veil. Its log-likelihood has all factorials. */
dark__emission dark__veil_emission(dark__veil *veil);

#endif
