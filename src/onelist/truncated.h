/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ONELIST_TRUNCATED_H
#define DARK__ONELIST_TRUNCATED_H

/* Maximum likelihood for zero-truncated counts with a linear predictor, and the population it stands for:

     N = sum_i c_i,   Var(N) = g' V g + sum_i v_i,   g = sum_i grad c_i,   V = inverse observed information

   with the contributions c and variances v of the family (van der Heijden et al. 2003, Stat. Modelling 3:305, eqs. 6-8). */

#include <stdbool.h>
#include <stddef.h>

#include <darkfigure/status.h>

#include "onelist/family.h"

/* Records that are regressed. Borrowed; shared by threads. */
typedef struct dark__truncated {
  const dark__family *family;
  const double *captures; /* [n_records] y >= 1 */
  const double *design;   /* [n_records x n_columns] rows of x; the first column is 1 */
  size_t n_records, n_columns;
} dark__truncated;

typedef enum dark__truncated_end {
  DARK__TRUNCATED_FOUND,     /* a maximum inside */
  DARK__TRUNCATED_REDUCED,   /* the maximum lies where the family is the one without the extra parameter; extra is -infinity */
  DARK__TRUNCATED_DIVERGED,  /* coefficients grow without bound: the maximum lies at infinity */
  DARK__TRUNCATED_UNBOUNDED, /* it lies at an infinite dispersion, where the population is infinite */
  DARK__TRUNCATED_EMPTY      /* no record says anything about the parameters */
} dark__truncated_end;

/* A fit and its memory. `parameters` [n_columns + 1]: coefficients, then the extra parameter where the family has one. */
typedef struct dark__truncated_fit {
  double *parameters;
  double log_lik;
  /* private */
  double *best, *trial, *gradient, *information, *factor, *step, *reduced;
  size_t *order;
  unsigned char *is_aliased; /* [n_columns] columns that others make up, among the records with people; their coefficient is 0 */
} dark__truncated_fit;

/* Memory for fits of a regression. DARK_ENOMEM; dark__truncated_fit_clear copes with what is half made. */
DARK_MUST_CHECK dark_status dark__truncated_fit_make(dark__truncated_fit *fit, const dark__truncated *of, dark_error *err);
void dark__truncated_fit_clear(dark__truncated_fit *fit);

/* Fit weights [n_records] (people, >= 0). Pure: the same bits every time. Allocates nothing. */
dark__truncated_end dark__truncated_run(dark__truncated_fit *fit, const dark__truncated *of, const double *weights);

/* *variance [of parameters: n x n, row-major, n = columns plus extra] = inverse observed information at the fit; zero rows for aliased
   columns and for the extra parameter of a reduced fit. */
void dark__truncated_variance(double *variance, dark__truncated_fit *fit, const dark__truncated *of, const double *weights);

/* A population: all records, or those with is_member [n_records] nonzero. */
typedef struct dark__population_sum {
  double observed, total, variance;
} dark__population_sum;

/* `variance` as from dark__truncated_variance, or NULL when no variance is wanted; work [n]. */
dark__population_sum dark__truncated_population(const dark__truncated_fit *fit, const dark__truncated *of, const double *weights,
                                                const unsigned char *is_member, const double *variance, double *work);

#endif
