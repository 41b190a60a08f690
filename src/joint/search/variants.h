/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_VARIANTS_H
#define DARK__JOINT_SEARCH_VARIANTS_H

/* What stands beside a model with terms of three factors: such a term changes which of two factors are needed, so that those that were ranked without it
   say little. */

#include "joint/search/search.h"

bool dark__has_three_factors(const dark__joint_terms *model);

/* The model without a term that it has, or with one that it has not. *is_one: false where other terms stand on this one, or the model is met under another
   name (H with all pairs of lists but one is all pairs). Clear `out` in any case. DARK_ENOMEM, DARK_ELIMIT. */
DARK_MUST_CHECK dark_status dark__variant_make(dark__joint_terms *out, bool *is_one, const dark__joint_terms *model,
                                               dark__joint_term toggled, unsigned n_lists, dark_error *err);

#endif
