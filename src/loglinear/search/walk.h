/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SEARCH_WALK_H
#define DARK__LOGLINEAR_SEARCH_WALK_H

/* Searches that walk from the smallest model (main effects and forced terms) through neighbouring models of a lattice. Several tables walk together: those that want
   the same model fitted next, or nearly the same, share a block, and each goes the way that it would go alone. */

#include "loglinear/lanes/crowd.h"

typedef struct dark__walk {
  const dark__problem *problem;
  dark__lattice lattice;
  dark__criterion criterion; /* downhill */
  double threshold;          /* stepwise: pairs enter while log p is below it */
  bool allow_all_pairs;      /* stepwise with p = 1: the model of all pairs is taken when it has an estimate */
} dark__walk;

/* Forward stepwise (Chan, Silverman & Vincent 2021, section 2.5) on all tables of the crowd: while the pair whose margin is least
   likely under the present fit, by the smaller Poisson tail, has a p-value below the threshold and joins to a model with an estimate,
   add it. Of pairs whose p-values differ by rounding alone the first in canonical order. out [n of the crowd]. Pure. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__walk_stepwise(dark_estimate *out, const dark__walk *walk, dark__crowd *crowd, dark_error *err);

/* Downhill (Silverman, Chan & Vincent 2024, section 4): move to the neighbour (one maximal term less, or one term more) of smallest
   criterion for as long as that is smaller than here. A local optimum. As above. */
DARK_MUST_CHECK dark_status dark__walk_downhill(dark_estimate *out, const dark__walk *walk, dark__crowd *crowd, dark_error *err);

#endif
