/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_WEED_H
#define DARK__JOINT_SEARCH_WEED_H

/* One subset that is likely to be among the best: from all open terms those that are not worth their price leave, the weakest first. */

#include "joint/search/walk.h"

/* *left, and worth [from->n_terms] of each term beyond its price: at the end, or when it left. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__weed(dark__subset *left, double *worth, const dark__opening *from, dark_error *err);

#endif
