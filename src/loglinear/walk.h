/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_WALK_H
#define DARK__LOGLINEAR_WALK_H

/* Searches that walk from the main-effects model through neighbouring models of a lattice. */

#include "loglinear/engine.h"

typedef struct dark__walk {
  const dark__problem *problem;
  dark__lattice lattice;
  dark__criterion criterion;  /* downhill */
  double threshold;           /* stepwise: log of the largest p-value that lets a pair in is below it */
  bool allow_all_pairs;       /* stepwise with p = 1: the model of all pairs is taken when it has an estimate */
} dark__walk;

/* Forward stepwise (Chan, Silverman & Vincent 2021, section 2.5): while the pair whose margin is least likely under the present fit,
   by the smaller Poisson tail, has a p-value below the threshold and joins to a model with an estimate, add it. */
DARK_MUST_CHECK dark_status dark__walk_stepwise(dark_estimate *out, const dark__walk *walk, dark__engine *engine, dark_error *err);

/* Downhill (Silverman, Chan & Vincent 2024, section 4): move to the neighbour (one maximal term less, or one term more) of smallest
   criterion for as long as that is smaller than here. A local optimum. */
DARK_MUST_CHECK dark_status dark__walk_downhill(dark_estimate *out, const dark__walk *walk, dark__engine *engine, dark_error *err);

#endif
