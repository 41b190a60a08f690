/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_NEIGHBOURS_H
#define DARK__JOINT_SEARCH_NEIGHBOURS_H

/* Subsets near a good one, where there are too many for branch and bound: all that differ from it in one term or two. Without a complete pass from the
   best of these on as long as it is another one; after one those that it has not met. Nothing is said of others. */

#include "joint/search/openings.h"

/* Without a complete pass they replace what the tally has kept; all that it has met counts as missed then. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__neighbours_find(dark__tally *tally, const dark__openings *openings,
                                                  const dark__subset_problem *problem, dark_error *err);

#endif
