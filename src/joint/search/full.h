/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_FULL_H
#define DARK__JOINT_SEARCH_FULL_H

/* The model with all two-factor terms, of which those of a search are part, and the ranking that its quadratic form makes. */

#include "joint/fit/existence.h"
#include "joint/fit/fit.h"
#include "joint/search/refit.h"
#include "joint/search/search.h"
#include "joint/search/subsets.h"

typedef struct dark__full {
  dark__joint_terms fixed;    /* always in */
  dark__joint_terms optional; /* in the order of the subsets' bits */
  /* once ranked: its columns are those of the fixed terms, then those of the optional ones */
  dark__joint_terms all;
  dark__joint_design design;
  dark__joint_fit fit;
  dark__joint_existence existence;
  bool is_proof; /* the fit is that of the counts, with means in all observable cells: bounds of its subsets can be told by it */
  size_t n_columns;
  const size_t *starts; /* [all.n + 1] first column of each term, of the design */
  double *information;  /* [n_columns^2] both triangles */
  double *estimate;     /* [n_columns] */
  double *products;     /* [n_columns] information x estimate */
  double *near;         /* [n_columns] what was asked for last */
  double near_loss;     /* what the form loses there, without any price */
  double near_pivot;    /* the smallest of the subset's information, as a share of its diagonal */
  double *work;         /* [n_columns^2 + n_columns] */
  size_t *columns;      /* [n_columns] */
  double *completed;    /* [n_strata x 2^t] counts, where not everything is known, else NULL */
} dark__full;

/* Errors: DARK_ELIMIT, DARK_ENOMEM. Clear it also after failure. */
DARK_MUST_CHECK dark_status dark__full_make(dark__full *out, const dark__joint_search_request *request, dark_error *err);
void dark__full_clear(dark__full *of);

/* The terms of a subset. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__full_terms(dark__joint_terms *out, const dark__full *of, uint64_t subset, dark_error *err);

/* Fit it, and rank. Where empty cells leave it without an estimate it is fitted to the counts with the means of the fixed terms mixed in, one person for each
   effect: for the ranking alone. Errors: DARK_EUSAGE, DARK_ELIMIT, DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__full_rank(dark__subsets *out, dark__full *of, const dark__joint_search_request *request,
                                            dark_error *err);

#endif
