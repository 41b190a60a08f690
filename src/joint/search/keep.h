/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_KEEP_H
#define DARK__JOINT_SEARCH_KEEP_H

/* The models that a search has found. While it goes on they stay where they are, and have an order beside them. */

#include "joint/search/refit.h"

/* The i-th best of them, i < of->n. */
static inline dark__joint_found *dark__kept(const dark__joint_search *of, size_t i) { return &of->found[of->order[i]]; }

/* *is_known: a model with these terms was kept before. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__keep_knows(bool *is_known, const dark__joint_search *of, const dark__joint_terms *terms,
                                             dark_error *err);

/* Fit a model that is not known, from `start` or (NULL) from the data, and keep it if it is a candidate. Errors as of dark__joint_refit. */
DARK_MUST_CHECK dark_status dark__keep_model(bool *is_candidate, dark__joint_search *out,
                                             const dark__joint_search_request *request, const dark__joint_terms *terms,
                                             const dark__joint_start *start, dark_error *err);

/* Keep what was found of a model that is not known, and leave it empty; after failure, too. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__keep_found(dark__joint_search *out, dark__joint_found *found, dark_error *err);

/* The i-th best, which has but a bound, comes closer to its maximum: after a step it has a better bound or none, from there its fit is made to the end. It goes where its
   criterion belongs, or is no more kept when it is no candidate. Errors as of dark__joint_refit. */
DARK_MUST_CHECK dark_status dark__keep_closer(dark__joint_search *out, const dark__joint_search_request *request, size_t i,
                                              dark_error *err);

/* Put them in order in `found`, and give them weights. */
void dark__keep_settled(dark__joint_search *out);

#endif
