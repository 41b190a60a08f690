/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_LATENT_BOUNDARY_H
#define DARK__JOINT_LATENT_BOUNDARY_H

/* Existence where suppressed counts that may be 0 have a known total T > 0. Let mu be the mean of such a cell, small, and the others' means be as they are: the
   log-likelihood changes by mu (P(others add up to T - 1) / P(others add up to T) - 1), so that whether a mean runs to 0 is no matter of which counts are
   possible alone: while the others are too few for T it does not, once they are too many it does. The ratio is the same for all these cells. Hence
   both are tried, all of them kept above 0 and all that a direction could lower taken off the face, and the higher likelihood is the supremum. */

#include "joint/latent/veil.h"

/* Fit the veil's design, which a veil that was made has. latent->existence says whether the supremum is attained; where it is not the fit is that on the face. Clear
   it also after failure. Errors: those of dark__latent_find. */
DARK_MUST_CHECK dark_status dark__veil_find(dark__latent *out, dark__veil *veil, dark_error *err);

#endif
