/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_FIT_BORDER_H
#define DARK__JOINT_FIT_BORDER_H

/* A joint model at its maximum, and what one step (dark__joint_fit_bound) says of models with one term more, without fitting these: their information is that
   of the model with rows and columns at its border, of whose score only the new part is not 0. Margins of the categories are saturated; terms that are put in have no H and
   no polynomials.

   And of models with one term less: b_T and V_TT being the coefficients and the variance of its columns, the step - V_.T V_TT^-1 b_T takes them to 0 and leaves the
   margins of the others as they are, so that its table m (1 + d) bounds the smaller model's log-likelihood by log L - b_T' V_TT^-1 b_T + sum of
   m {(1 + d) log(1 + d) - d} (joint/search/near.h, of one term); and so does a share of the step, with that share of the loss. */

#include "joint/fit/existence.h"
#include "joint/fit/fit.h"

typedef struct dark__border {
  dark__joint_design design;
  dark__joint_fit fit; /* means, factor of the information; then fit.step is the step of the model's columns */
  dark__joint_existence existence;
  double *moments; /* [n_strata x 3 x 2^t] superset sums of the means times powers of H */
  double *margins; /* [n_strata x 2^t] of the counts */
  double *reduced; /* [n_columns] what is left of the score at the maximum, reduced by the factor */
  size_t n_added;  /* columns of the term that was tried or dropped last */
  double *step;    /* [n_added] */
  double *cross;   /* [n_added x n_columns], and behind it [n_added^2] and [n_added] */
  size_t capacity;
  double log_lik; /* after that: no less than that of the other model */
  bool is_usable; /* the maximum, on all observable cells, with independent columns */
} dark__border;

/* The model at `coefficients` [its columns], where its maximum is. counts [n_strata x 2^t] are read during the call only. Clear it also after failure.
   Errors: DARK_ELIMIT, DARK_ENOMEM. One thread at a time. */
DARK_MUST_CHECK dark_status dark__border_make(dark__border *out, const dark__joint_strata *strata, const dark__joint_terms *terms,
                                              const double *counts, const double *coefficients, dark_error *err);
void dark__border_clear(dark__border *of);

/* *is_bound: a step proves that the estimate with the term, which the model has not, exists. DARK_ENOMEM, DARK_EINTERRUPTED. */
DARK_MUST_CHECK dark_status dark__border_try(bool *is_bound, dark__border *of, dark__joint_term added, dark_error *err);
/* The same without a term of the model, number `term` of those it was made with. */
DARK_MUST_CHECK dark_status dark__border_drop(bool *is_bound, dark__border *of, size_t term, dark_error *err);

#endif
