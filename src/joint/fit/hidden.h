/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_FIT_HIDDEN_H
#define DARK__JOINT_FIT_HIDDEN_H

/* Hidden people of strata, and what they vary together: the delta method. h_x is the sum of the means of a stratum's unseen cells and g_x its gradient
   divided by it, E[X | unseen] - E[X | observable] with saturated margins and E[X | unseen] otherwise; V inverse information. Then

     cov(h_x, h_y) = 1{x = y} (h_x + h_x^2 / n_x) + h_x h_y g_x' V g_y,

   without h_x^2 / n_x where there are no saturated margins. h_x itself is the variance of the hidden people around their mean (Rivest & Levesque
   2001, Canadian Journal of Statistics 29:555); without it the variance is that of the mean. */

#include <stdbool.h>

#include <darkfigure/status.h>

#include "joint/fit/existence.h"
#include "joint/fit/fit.h"

typedef struct dark__hidden {
  const dark__joint_design *design;
  double *people;    /* [n_strata] h_x; what is not ok or zero is NaN, infinite or, without records, 0 */
  double *own;       /* [n_strata] h_x^2 / n_x with saturated margins, else 0 */
  double *gradients; /* [active columns of the design] h_x times g_x */
} dark__hidden;

/* From a fit on the face. Borrows the design. Clear it also after failure. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__hidden_find(dark__hidden *out, dark__joint_fit *fit, const dark__joint_existence *existence,
                                              dark_error *err);
void dark__hidden_clear(dark__hidden *of);

/* sum of weights_x h_x; NaN or infinite as the h_x with weights other than 0 are. */
double dark__hidden_sum(const dark__hidden *of, const double *weights);

/* L^-1 times the gradient of that sum, of the factor L L' of the information: the product of two such vectors [n_columns] is what
   the effects contribute to the covariance of two sums. */
void dark__hidden_project(double *projected, const dark__hidden *of, const dark__joint_fit *fit, const double *weights);

/* Covariance of the sums weighted by a and b [n_strata], whose projections are given; with_people: of the people, not of their means. */
double dark__hidden_covariance(const dark__hidden *of, const double *a, const double *projected_a, const double *b,
                               const double *projected_b, bool with_people);

#endif
