/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_CAPTURE_REFERRAL_H
#define DARK__RESAMPLE_CAPTURE_REFERRAL_H

/* People who come to one list, the absorbing one, because another list sent them there. */

#include <darkfigure/population.h>

#include "resample/capture/tilt.h"

/* The lists of a model whose margin is neither 0 nor 1, the only ones to be solved for, in the order of the model; the histories of these
   lists, 2^n of them, are called small here. */
typedef struct dark__open_lists {
  size_t lists[DARK_MAX_LISTS]; /* [n] in the model */
  unsigned n;
  uint32_t always;  /* lists of the model with margin 1, as bits */
  size_t absorbing; /* place of the absorbing list among `lists`, or n */
} dark__open_lists;

/* The absorbing list as a bit; 0 without referrals. */
static inline uint32_t dark__absorbing_bit(const dark_capture_model *model) {
  return model->n_referrals > 0 ? UINT32_C(1) << model->absorbing : 0;
}

/* The history over the model's lists of a small one. */
uint32_t dark__whole_history(const dark__open_lists *open, uint32_t small);

/* keep [2^n] <- for every small history of people caught directly, the probability of not being referred. */
void dark__fill_keep(double *keep, const dark__open_lists *open, const dark_capture_model *model);

/* Solve for all free margins of the tilt and for the effect of its list `list`, which is not free, so that the margin of this list,
   referrals included, is `margin`. keep: as above. Returns the largest relative error, referrals included; above 1e-10 it has not been
   done, and *reached is the margin of the list at the nearer end of what is possible: greater than `margin` when the referrals alone
   exceed it. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__absorption_solve(double *error, double *reached, dark__tilt *tilt, const double *keep,
                                                   unsigned list, double margin, dark_error *err);

#endif
