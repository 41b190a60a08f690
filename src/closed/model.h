/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_MODEL_H
#define DARK__CLOSED_MODEL_H

/* The log-linear models of a closed population (Rivest & Baillargeon 2007, Biometrics 63:999; Rivest & Levesque 2001, Can. J. Stat.
   29:555), k = number of lists of history w:

     M0    log mu_w = gamma + beta k                       all lists alike, all people alike
     Mt    log mu_w = gamma + sum of beta_j over lists j in w
     Mh    M0 + tau h(k),    Mth    Mt + tau h(k)          people differ in how easily they are caught
     h(k): Poisson theta^k - 1, Darroch k^2/2, Gamma log(a) - log(a + k)
     Chao's lower bound: sum of eta_j max(k - j + 1, 0) over j = 3..t, each eta_j >= 0, instead of tau h(k)

   hidden = exp(gamma). A negative eta is left out, the first of them first, and the model fitted again until none is left. */

#include "closed/heterogeneity.h"
#include "closed/regression.h"
#include "closed/tally.h"

/* Coefficients with a place for each that the model could have: intercept, slope in k, heterogeneity columns, then lists. */
typedef struct dark__closed_effects {
  double columns[DARK__MOST_COLUMNS];
  double lists[DARK_MAX_TABLE_LISTS];
} dark__closed_effects;

enum { DARK__INTERCEPT, DARK__SLOPE, DARK__FIRST_SHAPE };

/* One fit, and its memory. */
typedef struct dark__closed_fit {
  dark__rows design;
  dark__row_counts counts;
  dark__regression regression;
  unsigned places[DARK__MOST_COLUMNS];  /* [design.n_columns] of the design's columns among those of dark__closed_effects */
  unsigned lists[DARK_MAX_TABLE_LISTS]; /* [design.n_lists] lists of the problem with somebody on them */
} dark__closed_fit;

/* Fit to a table, `start` may be NULL. Lists without anybody have effect minus infinity and leave. Returns DARK_N_REASONS, or why
   there is no maximum. Pure, no allocation. */
dark_reason dark__closed_fit_tally(dark__closed_fit *fit, const dark__closed_model *model, const dark__tally *tally,
                                   const dark__closed_effects *start);

/* The same with `hidden` > 0 people on no list. Returns the maximum over the coefficients (or its supremum) of the sum over the observed
   cells of n log mu - mu, and, for the unseen one, of n log(mu / n) + n - mu: half of the deviance, but for a constant. */
double dark__closed_profile(dark__closed_fit *fit, const dark__closed_model *model, const dark__tally *tally, double hidden,
                            const dark__closed_effects *start);

/* The coefficients of a fit, 0 for those that it did without. */
void dark__closed_effects_of(dark__closed_effects *out, const dark__closed_fit *fit);

#endif
