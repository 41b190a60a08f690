/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_CAPTURE_TILT_H
#define DARK__RESAMPLE_CAPTURE_TILT_H

/* Distributions on the capture histories of t lists with given interactions and given margins:

     p(x) = exp(base(x) + sum_i theta_i x_i) / Z,      sum over x containing i of p(x) = margin_i for every free list i.

   theta minimises log Z - sum_i theta_i margin_i, which is strictly convex where the margins lie inside the convex hull of the possible
   histories (Barndorff-Nielsen 1978). Where they do not, theta runs away and the error returned tells. */

#include <stdint.h>

#include <darkfigure/table.h>

typedef struct dark__tilt {
  unsigned n_lists;
  const double *base;             /* [2^n_lists] finite, or -INFINITY for an impossible history; {} and {i} are possible */
  uint32_t free;                  /* lists whose effect is sought: bit i */
  double margins[DARK_MAX_LISTS]; /* of free lists, strictly between 0 and 1 */
  double theta
      [DARK_MAX_LISTS];  /* in: where to start, and the effects of the other lists (-INFINITY: nobody is on it); out: effects */
  double *probabilities; /* [2^n_lists] out */
  double *sums;          /* [2^n_lists] scratch; out: superset sums of the probabilities */
} dark__tilt;

/* Find theta. Returns the largest error of a free margin, relative to it; what is above 1e-10 has not been solved. Never fails,
   allocates nothing, any thread. */
double dark__tilt_solve(dark__tilt *tilt);

#endif
