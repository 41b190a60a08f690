/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_FLOOR_H
#define DARK__JOINT_SEARCH_FLOOR_H

/* What the undecided terms of a node of the walk (joint/search/walk.h) cost at least. With V the variance of all terms that are open at the beginning, D its blocks of one
   term each, G some positive number for each term and s the largest eigenvalue of (G D)^-1/2 V (G D)^-1/2, V <= s G D; what is removed only lowers V, so that a set O
   of terms that leaves adds

     b_O' V_OO^-1 b_O >= sum over O of b_t' D_tt^-1 b_t / (s g_t)

   to the loss, b being the node's own estimate. Each term leaves for its part of that, or stays for its price. G is how much a term hangs together with the others. */

#include "joint/search/walk.h"

/* DARK_ENOMEM. Clear it also then. */
DARK_MUST_CHECK dark_status dark__floor_make(dark__floor *out, const dark__opening *of, dark_error *err);
void dark__floor_clear(dark__floor *of);

#endif
