/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_LATENT_LATENT_H
#define DARK__JOINT_LATENT_LATENT_H

/* Joint models of counts y that are not all known (joint/latent/emission.h): the EM algorithm (Dempster, Laird & Rubin 1977, JRSS B 39:1), whose M-step is
   the fit of joint/fit/fit.h, then Newton's method on all effects and the strata's intercepts with the observed information

     X' {diag(mu) - cov(y | data)} X     (Louis 1982, JRSS B 44:226).

   The unknowns are the design's columns and, where margins are saturated, behind them an intercept for each stratum: its size is not fixed when
   people may be in several. Existence is that of the completed table: cells that people may be in are taken for occupied. */

#include <stdbool.h>

#include <darkfigure/status.h>

#include "joint/fit/existence.h"
#include "joint/fit/fit.h"
#include "joint/latent/emission.h"

typedef struct dark__latent {
  const dark__joint_design *design; /* borrowed */
  dark__joint_fit fit;              /* of the last M-step; its means are the estimate's */
  dark__joint_existence existence;
  size_t n_unknowns;     /* columns, and strata with saturated margins */
  double *intercepts;    /* [n_strata] with saturated margins */
  double *expected;      /* [n_strata x 2^t] E(y | data) */
  double *factor;        /* [n_unknowns^2] of the observed information */
  double log_lik;        /* of the data; constants are the emission's affair */
  double smallest_pivot; /* of the observed information: near 0 the data do not tell the effects apart */
  double largest_score;  /* of the last Newton step, over the unknowns */
  int n_em, n_newton;
  bool has_converged;
  /* scratch */
  double *score, *step, *previous, *left, *right; /* [n_unknowns] */
  double *weights;                                /* [n_strata x 2^t] */
} dark__latent;

/* kinds [n_strata x 2^t]: occupied whatever the data let have a count above 0. Starts from `start` [n_strata x 2^t], counts completed somehow. Clear it
   also after failure. Errors: DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. latent->has_converged says whether a maximum was found: a mean may
   run to 0 in a cell that could have been occupied. */
DARK_MUST_CHECK dark_status dark__latent_find(dark__latent *out, const dark__joint_design *design, const dark__emission *emission,
                                              const unsigned char *kinds, const double *start, dark_error *err);
void dark__latent_clear(dark__latent *of);

/* Sum of the means of the unseen, or of all, cells of strata weighted by weights [n_strata]; NaN or infinite where unseen cells are not determined. */
double dark__latent_sum(const dark__latent *of, const double *weights, bool with_seen);

/* L^-1 times its gradient, L L' the observed information: projected [n_unknowns]. The product of two such vectors is the covariance of two
   sums of means. */
void dark__latent_project(double *projected, dark__latent *of, const double *weights, bool with_seen);
/* The same of the unseen cells and, besides, of something whose derivatives by the logarithms of the means of seen cells are cells [n_strata x 2^t]. */
void dark__latent_project_with(double *projected, dark__latent *of, const double *weights, const double *cells);

#endif
