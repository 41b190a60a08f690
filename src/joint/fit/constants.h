/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_FIT_CONSTANTS_H
#define DARK__JOINT_FIT_CONSTANTS_H

/* When Newton's method has arrived; the same rules as for one table (loglinear/fit/fit_constants.h). */

enum {
  DARK__JOINT_MOST_STEPS = 200,
  DARK__JOINT_MOST_HALVINGS = 40,
  DARK__JOINT_MOST_APPROACHES = 3 /* steps that prove nothing, on the way to one that does */
};

/* A step whose squared decrement is below this leaves an error of the order of its square: nothing. */
#define DARK__JOINT_CONVERGED 1e-13
/* Below this decrement, absolute and as a share of the log-likelihood, double precision cannot tell better from worse. */
#define DARK__JOINT_NOISE 1e-9
#define DARK__JOINT_NOISE_SHARE 1e-13
/* Coefficients whose log-likelihood is so close to a bound of it are the maximum, for all that compares log-likelihoods. */
#define DARK__JOINT_REACHED 1e-10
/* A step that may gain more than this does not lead there. */
#define DARK__JOINT_FAR 1e-3
/* Among noise, a step that does not make the decrement this much smaller is moved by rounding alone. */
#define DARK__JOINT_STALLED_SHARE 0.5
#define DARK__JOINT_STALLED_CHANGE 0.5
/* No log mean moves further than this in one step. */
#define DARK__JOINT_LONGEST_CHANGE 4.0
/* Pivots below the first are dependent columns; above the second they prove that columns are independent. */
#define DARK__JOINT_ALIASED_PIVOT 1e-12
#define DARK__JOINT_CERTAIN_PIVOT 1e-9
/* A smaller fitted mean may be on its way to 0 and proves nothing. */
#define DARK__JOINT_CERTAIN_MEAN 1e-6

#endif
