/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_SHRINK_H
#define DARK__MODELS_JOINT_SHRINK_H

#include "models/joint/plan.h"

/* Fit the model of the plan with effects that differ by category shrunken (joint/pool/pool.h), beside the fit that is there: plan->pooled. A model that a search chose
   and that has no such effect is left as it is. Errors: DARK_EUSAGE (what cannot be shrunken, a given model without such effects), DARK_ENOMEM,
   DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__joint_shrink(dark__joint_plan *plan, dark_error *err);

/* Slots of the contract. */
DARK_MUST_CHECK dark_status dark__joint_sum_shrunken(dark_shrunken *out, const void *plan, const size_t *places, size_t n,
                                                     double level, dark_error *err);
bool dark__joint_shrinkage(dark_shrinkage *out, const void *plan);

#endif
