/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_EXPLAIN_H
#define DARK__LOGLINEAR_FIT_EXPLAIN_H

#include "loglinear/fit/engine.h"

/* Explain one model (terms [n_terms], canonical order, estimate known to exist) on the observed table: coefficients, fitted counts,
   goodness of fit, and the standard error of the hidden number, sqrt(h + h^2 var(intercept)) (Rivest & Levesque 2001, eq. 5).
   model and what is said of the search are left to the caller. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__explain_model(dark_explanation *out, const dark__problem *problem, const uint32_t *terms,
                                                size_t n_terms, dark_error *err);

#endif
