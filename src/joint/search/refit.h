/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_REFIT_H
#define DARK__JOINT_SEARCH_REFIT_H

/* One model of a search, exactly. */

#include "joint/fit/estimate.h"
#include "joint/search/search.h"

/* *is_candidate: the estimate exists, its columns are independent and the hidden people of every stratum with records are determined. Clear `out` also after failure.
   Errors: DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__joint_refit(dark__joint_found *out, bool *is_candidate,
                                              const dark__joint_search_request *request, const dark__joint_terms *terms,
                                              dark_error *err);
/* Where a fit begins: coefficients of some model, whose terms that others have too keep theirs. */
typedef struct dark__joint_start {
  const dark__joint_term *terms; /* [n_terms] */
  size_t n_terms;
  const size_t *starts; /* [n_terms + 1] first column of each */
  const double *coefficients;
  const double *completed; /* [n_strata x 2^t] counts, where not everything is known; NULL: none */
  dark__joint_aim aim;     /* how far to go, where everything is known */
} dark__joint_start;

/* The same from there; NULL: from the data. */
DARK_MUST_CHECK dark_status dark__joint_refit_from(dark__joint_found *out, bool *is_candidate,
                                                   const dark__joint_search_request *request, const dark__joint_terms *terms,
                                                   const dark__joint_start *start, dark_error *err);
/* -2 log L + price x columns of a request; of a bound a little less, whatever rounding makes of it. */
double dark__joint_criterion(double log_lik, bool is_bound, size_t n_columns, const dark__joint_search_request *request);
/* -2 log L of a model, its supremum when it is not attained. *deviance stays as it is where numbers are too large to tell that, or no maximum is found. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_deviance(double *deviance, const dark__joint_search_request *request,
                                                 const dark__joint_terms *terms, const dark__joint_start *start, dark_error *err);
void dark__joint_found_clear(dark__joint_found *of);

/* Three-factor terms whose parents a model has: list x list x category, then list x list x list. A zeroed one is at the beginning. */
typedef struct dark__addition {
  size_t n_past;
} dark__addition;
bool dark__addition_next(dark__joint_term *out, dark__addition *at, const dark__joint_terms *terms,
                         const dark__joint_strata *strata);

#endif
