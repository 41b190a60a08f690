/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_KEEP_H
#define DARK__JOINT_SEARCH_KEEP_H

/* The models that a search has found. */

#include "joint/search/refit.h"

/* Fit a model, from `start` or (NULL) from the data, and keep it behind the others if it is a candidate; nothing is done for one that is kept already. Errors as
   of dark__joint_refit. */
DARK_MUST_CHECK dark_status dark__keep_model(bool *is_candidate, dark__joint_search *out,
                                             const dark__joint_search_request *request, const dark__joint_terms *terms,
                                             const dark__joint_start *start, dark_error *err);

/* The same for a model by the border of another (joint/fit/border.h), whose term was tried there with success. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__keep_beyond(dark__joint_search *out, const dark__joint_search_request *request,
                                              const dark__border *border, const dark__joint_terms *terms, dark__joint_term added,
                                              dark_error *err);

/* Is it kept already? */
bool dark__is_kept(const dark__joint_search *of, const dark__joint_terms *terms);

/* Put them in order, and give them weights. */
void dark__keep_sorted(dark__joint_search *out);

/* Fit model `i` of sorted ones, which has but a bound, to the end: it goes where its criterion belongs, or is no more kept when it is no candidate. Errors as of
   dark__joint_refit. */
DARK_MUST_CHECK dark_status dark__keep_exactly(dark__joint_search *out, const dark__joint_search_request *request, size_t i,
                                               dark_error *err);

#endif
