/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_AROUND_H
#define DARK__JOINT_SEARCH_AROUND_H

/* What stands below and beside the best models of a search: terms of three factors put in, and then of two put in and taken out (joint/search/search.h). */

#include "joint/search/full.h"
#include "joint/search/search.h"

/* `out` has the subsets of two-factor terms that were refitted, sorted, and gets what is better than they, sorted. Errors as of dark__joint_refit. */
DARK_MUST_CHECK dark_status dark__look_around(dark__joint_search *out, const dark__joint_search_request *request,
                                              const dark__full *full, dark_error *err);

#endif
