/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_LATENT_EMISSION_H
#define DARK__JOINT_LATENT_EMISSION_H

/* How data tell less than the counts y of the cells: what is known of y given the data and the means. Counts of unseen cells are no part of it. */

#include <stddef.h>

/* Receives the covariance of y given the data, piece by piece. */
typedef struct dark__covariance_sink dark__covariance_sink;

/* variances [n cells of the strata], of cells that vary by themselves. */
void dark__covariance_add_diagonal(dark__covariance_sink *to, const double *variances);
/* weight a b', a vector of cells with coefficients on either side. Together all pieces must be symmetric. */
typedef struct dark__cell_sum {
  const size_t *cells;
  const double *coefficients;
  size_t n;
} dark__cell_sum;
void dark__covariance_add_product(dark__covariance_sink *to, double weight, dark__cell_sum a, dark__cell_sum b);

typedef struct dark__emission {
  void *data; /* with its scratch: one thread */
  /* E(y | data) of all cells [n_strata x 2^t]; returns the log-likelihood of the data plus the sum of the means of observable cells. */
  double (*expect)(void *data, double *expected, const double *means);
  /* cov(y | data) at the same means, after `expect`. */
  void (*vary)(void *data, const double *means, dark__covariance_sink *to);
} dark__emission;

#endif
