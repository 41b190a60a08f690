/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_BOUND_H
#define DARK__LOGLINEAR_BOUND_H

#include "loglinear/lanes.h"

/* Bounds are as good as exact when they are this near. */
#define DARK__NEAR_ENOUGH 0.02

/* Lower the upper bounds log_lik_most [width] for the log-likelihood of all models of a lattice inside `outer`, on the tables in the
   active lanes, as far as it takes to fall below floor [width] or to be as good as exact. start [2^t x width] effects to start from, or
   NULL; the effects found go to keep [2^t x width], which may be the same. Pure. */
void dark__bound(double *log_lik_most, dark__lanes *lanes, const dark__lattice *lattice, dark__term_set outer,
                 const double *start, const double *floor, unsigned active, double *keep);

#endif
