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
#include "joint/latent/published.h"
#include "joint/latent/spread.h"

enum {
  DARK__MOST_VEILED_COUNTS = 1 << 20, /* of one cell, and of a known total */
  DARK__MOST_TIED = 2000,             /* cells with a known total, */
  DARK__MOST_TIED_SUMS = 1 << 24      /* and these times it */
};

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
  double *variances;       /* [n_cells] of cells that vary by themselves */
  double *means;           /* [n] expected veiled counts */
  size_t *cells;           /* [n] */
  double *terms;           /* [term_starts[n]] probabilities of the counts of each */
  size_t *term_starts;     /* [n + 1] */
  double *variances_alone; /* [n] */
  /* when the total is known: what moments.c fills */
  double *forward;           /* [(n + 1) x (total + 1)] */
  double *backward, *moving; /* [total + 1], [2 (total + 1)] */
  double *behind, *tilted;   /* [n x (total + 1)] */
  double *squares;           /* [n] */
  double *covariances;       /* [n x n] */
} dark__veil;

/* Fill in what is owned, the rest being set. A veiled cell whose count may be 0 is an empty one for existence: towards a mean of 0 the likelihood rises.
   With a known total above 0 it is taken for occupied here; joint/latent/boundary.h tells what is so. Clear it also after failure. Errors: DARK_EDATA (a total that the veiled counts cannot have; a
   veiled cell twice), DARK_ELIMIT, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__veil_make(dark__veil *veil, dark_error *err);
/* The same of counts [n_strata x 2^t] as they were published; what stands there for veiled ones is of no account. */
DARK_MUST_CHECK dark_status dark__veil_of(dark__veil *veil, const dark__joint_design *design, const double *counts,
                                          const dark__joint_published *published, dark_error *err);
void dark__veil_clear(dark__veil *veil);

/* What is known of veiled counts at the means of a fit [n_strata x 2^t], for what follows. Overwrites what the emission keeps. */
void dark__veil_settle(dark__veil *veil, const double *means);

/* Then: who is in strata weighted by weights [n_strata]. The whole counts and the least that the veiled ones can be, or their known total
   where all of them weigh alike, are certain. derivatives [n_cells] of `expected` by the logarithm of each mean of a seen cell. */
dark__spread dark__veil_spread(double *derivatives, const dark__veil *veil, const double *weights);

/* An emission that borrows the veil. Its log-likelihood has all factorials. */
dark__emission dark__veil_emission(dark__veil *veil);

#endif
