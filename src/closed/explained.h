/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_EXPLAINED_H
#define DARK__CLOSED_EXPLAINED_H

/* The explanation of an estimator whose workspace is one fit: the observed table is fitted once more, and the fit accounts for itself. */

#include "estimator/estimator.h"

typedef struct dark__accountable {
  size_t fit_size; /* of a fit, which needs no care */
  dark_reason (*fit_weights)(void *fit, const void *plan, const double *weights);
  /* Fills in *out, which dark_explanation_clear frees also after a failure. */
  dark_status (*account_for)(dark_explanation *out, const void *plan, void *fit, const double *weights, dark_error *err);
} dark__accountable;

/* Errors: DARK_ENOMEM, DARK_ENUMERIC, and those of the account. */
dark_status dark__explain_fit(dark_explanation *out, const dark__accountable *way, const dark__problem *problem, const void *plan,
                              const dark_estimate *observed, dark_error *err);

/* *out = the deviance of the fit to a table with these weights. Errors as above. */
DARK_MUST_CHECK dark_status dark__deviance_of_fit(double *out, const dark__accountable *way, const void *plan,
                                                  const double *weights, dark_error *err);

#endif
