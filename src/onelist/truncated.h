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
  const double *counts;   /* [n_counts] the different values of captures, ascending */
  const size_t *count_of; /* [n_records] the one of a record */
  size_t n_counts;
} dark__truncated;

typedef enum dark__truncated_end {
  DARK__TRUNCATED_FOUND,     /* a maximum inside */
  DARK__TRUNCATED_REDUCED,   /* the maximum lies where the family is the one without the extra parameter; extra is -infinity */
  DARK__TRUNCATED_DIVERGED,  /* coefficients grow without bound: the maximum lies at infinity */
  DARK__TRUNCATED_UNBOUNDED, /* it lies at an infinite dispersion, where the population is infinite */
  DARK__TRUNCATED_EMPTY      /* no record says anything about the parameters */
} dark__truncated_end;

/* A climb and its memory. `parameters` [n_columns + 1]: coefficients, then the extra parameter where the family has one. */
typedef struct dark__truncated_fit {
  double *parameters;
  double log_lik;
  unsigned char *is_aliased; /* [n_columns] columns that others make up, among the records with people; their coefficient is 0 */
  /* private */
  double *people; /* [n_counts] captured so often */
  double *trial, *gradient, *information, *factor, *step;
  size_t *order;
} dark__truncated_fit;

/* Memory for fits of a regression. DARK_ENOMEM; dark__truncated_fit_clear copes with what is half made. */
DARK_MUST_CHECK dark_status dark__truncated_fit_make(dark__truncated_fit *fit, const dark__truncated *of, dark_error *err);
void dark__truncated_fit_clear(dark__truncated_fit *fit);
/* Make `fit` the same as `from`, of the same regression and the same weights. */
void dark__truncated_copy(dark__truncated_fit *fit, const dark__truncated_fit *from, const dark__truncated *of);

/* Number of parameters: columns, and the extra one where the family has it. */
size_t dark__truncated_n_parameters(const dark__truncated *of);

/* Ready `fit` for climbs with weights [n_records] (people, >= 0): all families share what is made here. */
void dark__truncated_weigh(dark__truncated_fit *fit, const dark__truncated *of, const double *weights);

/* Newton's method from fit->parameters, after dark__truncated_weigh with the same weights. FOUND: a place without slope where the
   likelihood bends down; else DIVERGED. A rough climb ends a few steps earlier, its likelihood being good to a small part of 1.
   Pure: the same bits every time. Allocates nothing. */
dark__truncated_end dark__truncated_climb(dark__truncated_fit *fit, const dark__truncated *of, const double *weights,
                                          bool is_rough);

/* *variance [n x n, row-major, n = number of parameters] = inverse observed information at the fit; zero rows for aliased
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
