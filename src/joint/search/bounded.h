/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_BOUNDED_H
#define DARK__JOINT_SEARCH_BOUNDED_H

/* Models of which but a bound is known, and where their fit would begin: what another one's fit says of them. Clear `out` also after failure. DARK_ENOMEM. */

#include "joint/fit/border.h"
#include "joint/search/near.h"
#include "joint/search/refit.h"

/* The model `terms`, which is `base`, that of a border, with or without the term that was tried or dropped there last, with success. */
DARK_MUST_CHECK dark_status dark__bounded_beside(dark__joint_found *out, const dark__joint_search_request *request,
                                                 const dark__border *border, const dark__joint_terms *base,
                                                 const dark__joint_terms *terms, dark_error *err);

/* The subset `terms` that dark__near_start was asked for last, whose bound is known. */
DARK_MUST_CHECK dark_status dark__bounded_near(dark__joint_found *out, const dark__joint_search_request *request,
                                               const dark__full *full, const dark__joint_terms *terms, double log_lik,
                                               dark_error *err);

#endif
