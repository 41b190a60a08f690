/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_POOL_POSTERIOR_H
#define DARK__JOINT_POOL_POSTERIOR_H

/* A joint model whose deviations have given taus: the maximum of log L(b) - b' P b / 2, the precision of b around it, I + P, and Laplace's approximation
   of the likelihood of the taus, all effects that are no deviations flat:

     log L(b) - b' P b / 2 + log |P|^(1/2) - log |I + P|^(1/2), up to a constant. */

#include "joint/fit/fit.h"
#include "joint/pool/penalty.h"

typedef struct dark__pool_posterior {
  dark__joint_fit *fit; /* in and out: begins at its coefficients; its factor becomes that of I + P. Borrowed, as the rest */
  const dark__joint_cells *cells;
  const dark__penalty *penalty;
  double log_marginal;
  double n_effective; /* of the pooled columns: tr (I + P)^-1 I over them, less than their number the more they are shrunken */
  bool has_converged;
} dark__pool_posterior;

/* Find it at the taus [DARK__MOST_POOLS]. No allocation. */
void dark__pool_posterior_find(dark__pool_posterior *of, const double *taus);

#endif
