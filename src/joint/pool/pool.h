/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_POOL_POOL_H
#define DARK__JOINT_POOL_POOL_H

/* Small categories borrow strength: a joint model, margins of the categories saturated, whose effects of list x category and of list x list x category are
   exchangeable deviations over all levels (joint/pool/penalty.h), each kind with a tau. tau has a half-Cauchy prior (Gelman 2006, Bayesian Analysis
   1:515) and is integrated over a grid: what is said of hidden people is a mixture over its points, weighted by the likelihood of the taus, of log-normal
   distributions by the delta method. Terms of other kinds, and what they contain, stay as they are.

   Whether hidden people can be told at all is judged on the unpooled fit, which stands beside the pooled one: with deviations that cost nothing what the data
   do not tell comes from the prior. */

#include <stdbool.h>

#include <darkfigure/status.h>

#include "joint/fit/existence.h"
#include "joint/pool/penalty.h"

typedef struct dark__pool_request {
  const dark__joint_strata *strata;
  const double *counts;           /* [n_strata x 2^t] */
  const dark__joint_terms *terms; /* of the unpooled model, closed */
  const double *targets;          /* [n_targets x n_strata] weights of sums of hidden people that are wanted */
  size_t n_targets;
  double scale; /* of the prior: half of the taus are below */
  const double
      *taus;     /* [n_taus] > 0, of equal prior weight; NULL: so many quantiles of the prior, in the middle of equal shares */
  size_t n_taus; /* at least 1 */
} dark__pool_request;

typedef struct dark__pool_point {
  double taus[DARK__MOST_POOLS]; /* that of a kind without terms is the first of the grid */
  double weight;                 /* all together 1 */
  double n_effective;            /* of the pooled columns */
  double *hidden, *sd;           /* [n_targets] */
} dark__pool_point;

typedef struct dark__pooled {
  dark__pool_point *points; /* [n] */
  size_t n, n_targets;
  size_t n_columns[DARK__MOST_POOLS]; /* pooled, of each kind */
  double tau[DARK__MOST_POOLS];       /* averaged over the points: how much levels differ, on the scale of log odds */
  double n_effective;                 /* averaged: of n_columns together so many are left; 0: all levels are taken for equal */
  dark__hidden_status *status;        /* [n_strata] of the unpooled fit */
  double *unpooled, *unpooled_sd;     /* [n_targets]; NaN or infinite where the unpooled fit does not determine it */
} dark__pooled;

/* A target with a stratum that the unpooled fit does not determine is NaN in all points. Clear it also after failure. Errors: DARK_EUSAGE (no term that can be
   pooled), DARK_ENUMERIC, DARK_ELIMIT, DARK_ENOMEM. Any thread. */
DARK_MUST_CHECK dark_status dark__pool_find(dark__pooled *out, const dark__pool_request *request, dark_error *err);
void dark__pool_clear(dark__pooled *of);

/* exp of the mean of log hidden people of a target, and limits at a level, 0 < level < 1. NaN for what is not determined, or where nobody is hidden. Errors:
   DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__pool_interval(double *average, double *low, double *high, const dark__pooled *of, size_t target,
                                                double level, dark_error *err);

#endif
