/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_FIT_FIT_H
#define DARK__JOINT_FIT_FIT_H

/* Maximum likelihood for a Poisson log-linear model over the cells of strata, on those cells that are in use:

     n_wx ~ Poisson(mu_wx),   log mu_wx = alpha_x + eta_wx,

   eta of the design. With saturated margins alpha_x is profiled out: mu_wx = n_x exp(eta_wx) / S_x, S_x the sum of exp(eta) over the cells in use,

     log L = sum over w, x of n_wx eta_wx + sum over x of {n_x log n_x - n_x - n_x log S_x},

   whose score is n - mu in the columns and whose information the covariance of the columns under mu, stratum by stratum (Baker 1994, The
   Statistician 43:495); a stratum without people costs nothing. Otherwise alpha = 0, the intercept a column. */

#include <math.h>
#include <stdbool.h>

#include <darkfigure/status.h>

#include "joint/design/design.h"

/* Cells of a table, for a fit. Borrowed. */
typedef struct dark__joint_cells {
  const double *counts; /* [n_strata x 2^t] >= 0, whole or not */
  const unsigned char
      *in_use; /* [n_strata x 2^t] 1: part of the likelihood, whatever its count; counts elsewhere are not looked at */
} dark__joint_cells;

/* A fit and its memory. One thread at a time. */
typedef struct dark__joint_fit {
  const dark__joint_design *design; /* borrowed */
  double *coefficients;             /* [n_columns] memory of its own: who wants it may take it, and leave NULL */
  double *memory;                   /* of all that follows */
  double *means;                    /* [n_strata x 2^t] fitted, of all cells that anybody could be in, in use or not */
  double *people;                   /* [n_strata] n_x, those in cells in use */
  double *factor;                   /* [n_columns^2] Cholesky's factor of the information (numeric/cholesky.h) */
  double *score;                    /* [n_columns] */
  double log_lik;                   /* sum of n log mu - mu over the cells in use */
  double smallest_pivot;            /* of the information, as a share of its diagonal */
  bool has_converged;
  bool
      is_certain; /* the last step gave a positive table with the observed margins, and all columns are independent: the estimate exists */
  int n_steps;
  /* scratch */
  double *targets;  /* [n_columns] sufficient statistics of the counts */
  double *step;     /* [n_columns] */
  double *previous; /* [n_columns] */
  double *lattice;  /* [3 x 2^t] */
} dark__joint_fit;

/* DARK_ENOMEM; clear it also then. */
DARK_MUST_CHECK dark_status dark__joint_fit_new(dark__joint_fit *fit, const dark__joint_design *design, dark_error *err);
void dark__joint_fit_clear(dark__joint_fit *fit);

/* Fit from the coefficients that stand there, or (`cold`) from the data. No allocation; fit->has_converged says whether the maximum was found.
   Columns that the cells in use do not tell apart stay where they are. */
void dark__joint_fit_run(dark__joint_fit *fit, const dark__joint_cells *cells, bool cold);

/* Given fit->targets and fit->people: so many steps that prove something at most, from the coefficients that stand there. True when one proves by itself that the
   estimate exists: fit->log_lik is no less than its log-likelihood then, and the coefficients are those of the last step; fit->has_converged when they are the
   maximum, as near as log-likelihoods tell, and fit->log_lik is theirs. Else the rest of the fit is of no use.
   A step's table m (1 + d), m the means and d the change of their logs, has the observed margins; of all tables that have them the estimate's is nearest
   to m, and its log-likelihood is that of m plus this distance (Csiszar 1975, Ann. Probab. 3:146): with m (1 + d) in its place a bound from above. */
bool dark__joint_fit_bound(dark__joint_fit *fit, const dark__joint_cells *cells, int most_proofs);

/* sum of m {(1 + d) log(1 + d) - d} over the cells in use, or a little more: how far the table m (1 + d) is from the means m, d being what a share of fit->step does
   to their logs. False when a cell of that table has less than half of its mean. */
bool dark__joint_step_divergence(double *sum, dark__joint_fit *fit, const unsigned char *in_use, double share);
/* The share, at most 1, at which none has. */
double dark__joint_step_share(dark__joint_fit *fit, const unsigned char *in_use);

/* Given fit->targets, of columns that are nowhere negative: has one of them nobody? The estimate does not exist then, or the column says nothing. */
bool dark__joint_lacks_people(const dark__joint_fit *fit);

/* Does every cell in use have a mean that is not on its way to 0? */
bool dark__joint_has_means(const dark__joint_fit *fit, const unsigned char *in_use);

/* (1 + d) log(1 + d) - d, or for small d its series up to d^4 and a little more: the rest is negative above 0, and below it no more than
   d^5 / 20 (1 + d + d^2 + ...). */
static inline double dark__step_divergence(double d) {
  const double square = d * d;
  if (!(square < 0.01)) return (1 + d) * log1p(d) - d;
  return square * (0.5 - d / 6 + square / 12 - (d < 0 ? square * d / 10 : 0));
}

/* What the rooms of the joint model share. Linear predictors of a stratum's cells into eta [2^t], of any coefficients; superset sums of weights [2^t]
   of the chosen cells (NULL: all) times powers of H into fit->lattice, from which moments are read. */
void dark__joint_predict(double *eta, dark__joint_fit *fit, const double *coefficients, size_t x);
void dark__joint_sum(dark__joint_fit *fit, const double *weights, const unsigned char *chosen);

/* With saturated margins nobody in a stratum means that it says nothing. */
static inline bool dark__joint_is_silent(const dark__joint_fit *fit, size_t x) {
  return fit->design->is_saturated && !(fit->people[x] > 0);
}

static inline double dark__joint_moment(const dark__joint_fit *fit, dark__monomial u) {
  return fit->lattice[((size_t)u.power << fit->design->strata->n_lists) + u.lists];
}

static inline double dark__joint_second_moment(const dark__joint_fit *fit, dark__monomial u, dark__monomial v) {
  return fit->lattice[((size_t)(u.power + v.power) << fit->design->strata->n_lists) + (u.lists | v.lists)];
}

/* Means at the present coefficients, and the log-likelihood, given fit->targets and fit->people. */
double dark__joint_evaluate(dark__joint_fit *fit, const dark__joint_cells *cells);
/* fit->factor and fit->score from the means; the first before it is factored, lower triangle. */
void dark__joint_gather(dark__joint_fit *fit, const dark__joint_cells *cells);
void dark__joint_inform(dark__joint_fit *fit, const dark__joint_cells *cells);
/* fit->targets and fit->people. */
void dark__joint_set_targets(dark__joint_fit *fit, const dark__joint_cells *cells);
/* Coefficients near the maximum, by weighted least squares of the logs of the counts. */
void dark__joint_start_from_data(dark__joint_fit *fit, const dark__joint_cells *cells);

#endif
