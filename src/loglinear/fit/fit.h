/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_FIT_H
#define DARK__LOGLINEAR_FIT_FIT_H

/* Extended maximum likelihood for one hierarchical Poisson log-linear model (Chan, Silverman & Vincent 2021, section 2).

     n_w ~ Poisson(mu_w),  mu_w = b_w exp(sum of a_v over terms v inside w),  w any history but the empty one,  hidden = b_0 exp(a_0).

   b is a base measure known beforehand, 1 everywhere unless dependence between lists is given (lattice/dependence.h). It is positive and
   finite, so that existence and identifiability do not depend on it.

   A term whose margin N*_v (people whose history contains v) is 0 has a_v = -infinity; cells containing it have mean 0 and leave the
   fit. The rest is Newton's method, for which the lattice does the work: with m_v the superset sums of the means, the score is
   N*_v - m_v and the information of terms v and w is m_(v or w), so that the design matrix never appears.

   A step d with linear predictor u = X d also gives a table q = mu (1 + u) with exactly the observed margins. Where q >= 0, convex
   duality bounds the supremum of the log-likelihood by the present value plus the squared Newton decrement:
     sup L - L <= sum mu {(1 + u) log(1 + u) - u} <= sum mu u^2.
   That holds with any base measure: the margins being equal, sum n X a' = sum q X a' for every a', and so L(a') <= sum n log b + sum of
   sup over x of {q x - b exp(x)} = sum n log b + sum {q log(q / b) - q}, while L = sum n log b + sum {q log(mu / b) - mu}; in the
   difference b cancels.
   This makes pruning exact, and a q > 0 is the strictly positive table that existence asks for.

   The common dependence H (lattice/common.h) adds eta n_w, n_w the pairs inside w: a column that is no 0/1 indicator. Nothing above changes; its
   score, sum n_w (n - mu), is the sum of those of the pairs, and its information with term v a superset sum of the means times n_w.

   Models of many lists that fall apart into small components never meet the 2^t cells (factored.h). */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

#include "lattice/dependence.h"
#include "lattice/terms.h"
#include "loglinear/fit/components.h"

/* Larger models are refused, by fits and by checks. */
enum { DARK__MOST_TERMS = 4096 };

/* Counts of one table over the whole lattice. */
typedef struct dark__counts {
  unsigned n_lists;
  const dark__dependence *given; /* borrowed; NULL: none. Of the fits that the table is for */
  double *cells;                 /* [2^t] people per history; [0] = 0 but where a number of unseen people is supposed */
  double *margins;       /* [2^t + 1] N*: superset sums of the cells; [0] = everybody; [2^t] that of H (lattice/common.h) */
  double log_factorials; /* sum of log n_w! */
  double saturated;      /* sum of n_w log n_w - n_w: no model's log-likelihood (without factorials) is above it */
} dark__counts;

DARK_MUST_CHECK dark_status dark__counts_new(dark__counts *counts, unsigned n_lists, dark_error *err);
void dark__counts_clear(dark__counts *counts);
/* Fill in a table: histories [n], weights [n]. */
void dark__counts_set(dark__counts *counts, const uint32_t *histories, const double *weights, size_t n);

/* How many of the terms have an empty margin. */
size_t dark__count_emptied(const uint32_t *terms, size_t n_terms, const dark__counts *counts);

/* A model taken apart (factored.h). Arrays by cell of the space hold the cells of all components one after the other then. */
typedef struct dark__factored {
  dark__components parts;
  uint8_t part[DARK__MAX_TERMS];  /* [n_kept + n_emptied] the component that each term is of, kept ones first ... */
  uint32_t cell[DARK__MAX_TERMS]; /* ... and its cell among those of all components; not of the intercept */
  double total, observed;         /* fitted people, with and without the unseen */
} dark__factored;

/* Mutable memory for fits of models with up to max_terms terms. */
typedef struct dark__fit_space {
  unsigned n_lists;
  size_t max_terms;
  const dark__dependence *given; /* borrowed; NULL: no base measure */
  size_t first_cell;             /* 1; 0 when the unseen cell has a count and is part of the fit */
  double *effects;               /* [2^t + 1] effects, then linear predictors */
  double *means;                 /* [2^t] fitted means; [0] = 0 unless it is part of the fit */
  double *sums;                  /* [2^(t+1)] superset sums of the means; with H, from 2^t on those of the means times n_w */
  double *change;                /* [2^t + 1] linear predictor of the Newton step */
  double *common;                /* [2^t] n_w (lattice/common.h), when the last model had H */
  double *information;           /* [max_terms^2] */
  double *step;                  /* [max_terms] */
  double *coefficients;          /* [max_terms] of the kept terms */
  double *previous;              /* [max_terms] */
  uint32_t *kept;                /* [max_terms] terms with a finite effect */
  uint32_t *emptied;             /* [max_terms] terms with effect -infinity */
  size_t n_kept, n_emptied;
  bool has_common;         /* H is the last of the terms */
  dark__factored factored; /* how the last fit was taken apart; no parts: not at all, means and sums are those of the lattice */
} dark__fit_space;

/* Errors: DARK_ELIMIT (more than 4096 terms), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__fit_space_new(dark__fit_space *space, unsigned n_lists, size_t max_terms, dark_error *err);
void dark__fit_space_clear(dark__fit_space *space);

typedef enum dark__fit_end {
  DARK__FIT_CONVERGED, /* to the last digits; if the estimate does not exist, to its limit as far as double precision goes */
  DARK__FIT_WORTHLESS, /* stopped: no parameter value can lift the log-likelihood above the floor asked for */
  DARK__FIT_BOUNDED,   /* stopped: log_lik_most is as near to log_lik as asked for */
  DARK__FIT_FAILED     /* no progress */
} dark__fit_end;

typedef struct dark__fit {
  dark__fit_end end;
  double log_lik;      /* sum over kept cells of n log mu - mu */
  double log_lik_most; /* no parameter value gives more; infinite when not bounded */
  double hidden;       /* mean of the unseen cell: exp of the intercept, over xi */
  bool certain;        /* the fit itself proves existence and identifiability; else ask dark__existence */
} dark__fit;

typedef struct dark__fit_request {
  const uint32_t *terms; /* [n_terms] canonical order, the intercept first */
  size_t n_terms;
  const double *start; /* [n_terms] starting effects, or NULL; -infinity where not known (then a start from the data is made) */
  double floor;        /* stop when the log-likelihood cannot exceed it; -INFINITY: never */
  double loose;        /* stop once log_lik_most - log_lik is below it; 0: converge */
  bool needs_no_means; /* a fit that goes by components need not leave means and sums: dark__fit_margin */
  bool has_unseen;     /* the unseen cell has a count, counts->cells[0] > 0, and is fitted like the others */
} dark__fit_request;

/* Fit. The effects stay in space->coefficients (kept terms), the means in space->means. Pure, no allocation. */
dark__fit dark__fit_model(dark__fit_space *space, const dark__counts *counts, const dark__fit_request *request);

/* The fitted people whose history contains a set of lists, after a fit. */
double dark__fit_margin(const dark__fit_space *space, uint32_t term);

/* Effects of all terms of the last fit, in the request's order, -infinity for emptied ones, into effects [n_terms]. */
void dark__fit_effects(double *effects, const dark__fit_space *space, const dark__fit_request *request);

/* Sums from means [2^t], which stand in space->sums, for the kept terms of the space. */
void dark__fit_sum_means(dark__fit_space *space);

/* Variance of the intercept after a converged fit, and of every kept term into variances [n_kept] (may be NULL). */
double dark__fit_intercept_variance(dark__fit_space *space, double *variances);

#endif
