/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__HIERARCHICAL_MODE_H
#define DARK__HIERARCHICAL_MODE_H

/* The joint density of a table and a hidden number given the scales, by Laplace's method around the effects at which it is largest:

     log f(log h) = L(effects) - 1/2 log det(I) + 1/2 log h,
     L = sum over observed histories of (n_w log mu_w - mu_w) + h log(mu_0 / h) + h - mu_0 + log prior(effects),
     I = minus the second derivatives of L,

   up to a constant. Stirling's formula stands for log h!, so that one cell with a flat intercept gives exactly 1/h per person, that is a
   flat density of log h; the last term is half of the Jacobian h, the other half goes into Stirling's square root. L is concave, and with
   h > 0 and a person on each list it has one maximum: Newton's steps, halved until they climb. Tierney & Kadane 1986, J. Am. Stat. Assoc.
   81:82. */

#include "hierarchical/hierarchy.h"

/* Memory of a thread; what it holds but `margins` and `counts` is of the mode found last. */
typedef struct dark__mode {
  const dark__hierarchy *hierarchy;
  double counts[DARK__HIERARCHY_MOST_CELLS];  /* observed; [0] is 0 */
  double margins[DARK__HIERARCHY_MOST_CELLS]; /* people observed on all lists of a set */
  double hidden;
  double effects[DARK__HIERARCHY_MOST_EFFECTS];
  double means[DARK__HIERARCHY_MOST_CELLS];   /* of histories */
  double slope[DARK__HIERARCHY_MOST_EFFECTS]; /* d effects / d log h */
  /* private */
  double sums[DARK__HIERARCHY_MOST_CELLS];
  double tried[DARK__HIERARCHY_MOST_EFFECTS];
  double step[DARK__HIERARCHY_MOST_EFFECTS];
  double factor[DARK__HIERARCHY_MOST_EFFECTS * DARK__HIERARCHY_MOST_EFFECTS];
  double height; /* L at `effects` */
} dark__mode;

/* Take a table: people per history, counts [2^n_lists], somebody on each list; counts[0] is not looked at. */
void dark__mode_load(dark__mode *mode, const dark__hierarchy *hierarchy, const double *counts);

/* Set `effects` to those of independent lists with so many hidden people: where a first search begins. */
void dark__mode_begin(dark__mode *mode, double log_hidden);

/* Climb from `effects` to the mode for so many hidden people. NaN: not found within the steps allowed. */
double dark__mode_find(dark__mode *mode, const dark__scales *scales, double log_hidden);

#endif
