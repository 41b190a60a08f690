/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_LATENT_PARTS_H
#define DARK__JOINT_LATENT_PARTS_H

/* People of whom categories or lists are not known. Those of a kind o may be in the cells S_o, of which they say no more:

     log L = sum over kinds of n_o log Lambda_o - sum of the means of observable cells,   Lambda_o = sum of weights times means over S_o,

   the weights 1 where they are missing at random (Fay 1986, JASA 81:354; Zwane & van der Heijden 2007, Statistics in Medicine 26:1069). In a stratum where a list did not exist it is unknown
   of everybody; somebody only on absent lists is unseen there, no zero. */

#include <darkfigure/status.h>

#include "joint/design/record.h"
#include "joint/latent/emission.h"
#include "joint/latent/latent.h"
#include "joint/latent/spread.h"

typedef struct dark__parts {
  size_t n_cells;
  double *complete; /* [n_cells] people whose cell is known */
  size_t n;
  double *counts; /* [n] */
  size_t counts_capacity, starts_capacity;
  size_t *starts; /* [n + 1] where their cells begin */
  size_t *cells;
  double *weights; /* [cells] */
  size_t cells_capacity, weights_capacity;
  double *shares;       /* [cells] of the last expectation */
  double *start;        /* [n_cells] counts, those of parts in equal shares */
  double *variances;    /* [n_cells] scratch */
  unsigned char *kinds; /* [n_cells] for existence */
} dark__parts;

/* From people whose cell is known, counts [n_strata x 2^t], and records [n]. Clear it also after failure. Errors: DARK_EDATA (somebody on a
   list that did not exist, or in no stratum there is; on no list), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__parts_make(dark__parts *out, const dark__joint_strata *strata, const double *counts,
                                             const dark__joint_record *records, size_t n_records, dark_error *err);
void dark__parts_clear(dark__parts *of);

/* Who is in strata weighted by weights [n_strata], at the means of the last expectation. derivatives [n_cells]: of `expected` by the
   logarithm of each cell's mean; NULL: not wanted. */
dark__spread dark__parts_spread(double *derivatives, const dark__parts *of, const dark__joint_strata *strata,
                                const double *weights);

/* An emission that borrows the parts. */
dark__emission dark__parts_emission(dark__parts *of);

#endif
