/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_EXPLAIN_H
#define DARK__MODELS_JOINT_EXPLAIN_H

#include "models/joint/plan.h"

/* Slots of the contract, of one stratum: what the model of the observed table says of it; and the models of a search with its numbers. Likelihood,
   criteria and effects are those of the model of all strata, fitted counts and the first effect, the intercept, those of the stratum.
   Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_explain(dark_explanation *out, const void *stratum, const dark_estimate *observed,
                                                dark_error *err);
DARK_MUST_CHECK dark_status dark__joint_rank(dark_candidate **candidates, size_t *n_candidates, const void *stratum, size_t n,
                                             double within, dark_error *err);

#endif
