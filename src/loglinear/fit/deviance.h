/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_DEVIANCE_H
#define DARK__LOGLINEAR_FIT_DEVIANCE_H

#include "loglinear/fit/engine.h"

/* *out = the deviance (twice the log-likelihood that the saturated model has more) of a model, terms [n_terms] in canonical order, on the
   table with these weights [n_records of the problem], where its estimate is known to exist. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__model_deviance(double *out, const dark__problem *problem, const uint32_t *terms, size_t n_terms,
                                                 const double *weights, dark_error *err);

/* The same of a model of a lattice. */
DARK_MUST_CHECK dark_status dark__lattice_deviance(double *out, const dark__problem *problem, const dark__lattice *lattice,
                                                   dark_model_id model, const double *weights, dark_error *err);

#endif
