/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_BOUND_H
#define DARK__LOGLINEAR_BOUND_H

#include "loglinear/search/node.h"

/* Bounds are as good as exact when they are this near. */
#define DARK__NEAR_ENOUGH 0.02

/* Lower the upper bounds of a node, node->log_lik_most, for the log-likelihood of all models inside its outer one, on the tables that it is
   active for, as far as it takes to fall below floor [n_room] or to be as good as exact. start [n_room x n_effects]: effects to start from, or
   NULL; the effects found go to node->effects, which may be the same. Pure. */
void dark__bound(dark__branch_node *node, const dark__branch *branch, dark__branch_space *space, const double *start,
                 const double *floor);

#endif
