/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_TABLES_H
#define DARK__ESTIMATOR_TABLES_H

/* How estimators that know one table, or a few at once, serve any number: slot `estimate` of the contract by a function that does the work. */

#include "estimator/estimator.h"

/* One table: weights [n_records]. DARK_ENUMERIC when it is not solved. */
typedef dark_status dark__estimate_one(dark_estimate *out, const void *plan, void *workspace, const double *weights,
                                       dark_error *err);

DARK_MUST_CHECK dark_status dark__estimate_each(dark__estimate_one *one, dark_estimate *out, const void *plan, void *workspace,
                                                const double *const *weights, size_t n, dark_error *err);

/* Up to `width` tables at once: weights [n], out [n]. DARK_ENUMERIC when one of them is not solved; then each is tried by itself. */
typedef dark_status dark__estimate_few(dark_estimate *out, const void *plan, void *workspace, const double *const *weights,
                                       size_t n, dark_error *err);

DARK_MUST_CHECK dark_status dark__estimate_by(size_t width, dark__estimate_few *few, dark_estimate *out, const void *plan,
                                              void *workspace, const double *const *weights, size_t n, dark_error *err);

#endif
