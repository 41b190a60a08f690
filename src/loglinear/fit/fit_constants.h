/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_FIT_CONSTANTS_H
#define DARK__LOGLINEAR_FIT_FIT_CONSTANTS_H

/* Constants that the scalar fit and its block form share: with other values they would not agree bit by bit. */

#include "numeric/exponential_constants.h"

enum { DARK__MOST_STEPS = 200, DARK__MOST_HALVINGS = 40 };

/* Stands for -infinity in the linear predictor: its exponential is exactly 0, and sums of several stay finite. */
#define DARK__MINUS_INFINITY_EFFECT (-1e5)
#define DARK__SURELY_EMPTIED (-5e4)
/* Means are products of exponentials, fewer than there are cells, from so many lists on, and where the absolute effects sum to less: then neither
   these nor any product of some of them leave the range of doubles. Else they are exponentials of sums. */
enum { DARK__FEWEST_FOR_PRODUCTS = 6 };
#define DARK__MOST_REACH 700.0
/* A step whose squared decrement is below this leaves an error of the order of its square: nothing. */
#define DARK__CONVERGED_DECREMENT 1e-13
/* Below this decrement, absolute and as a share of the log-likelihood, double precision cannot tell better from worse. */
#define DARK__NOISE_DECREMENT 1e-9
#define DARK__NOISE_SHARE 1e-13
/* With large counts beside small ones the decrement of the last digits is above DARK__CONVERGED_DECREMENT. Where better cannot be told from
   worse, a step that does not make the decrement this much smaller than the last one did is moved by rounding alone: Newton's method squares
   it near a maximum, and divides it by e on the way to one at infinity. */
#define DARK__STALLED_SHARE 0.5
/* Such a step does not move a linear predictor further than this. */
#define DARK__STALLED_CHANGE 0.5
/* No linear predictor moves further than this in one step. */
#define DARK__LONGEST_CHANGE 4.0
/* Pivots below the first are dependent columns; fits with a pivot below the second do not prove identifiability. */
#define DARK__ALIASED_PIVOT 1e-13
#define DARK__CERTAIN_PIVOT 1e-9
/* Margins are met when they agree to this. */
#define DARK__MARGIN_ERROR 1e-9
/* A smaller fitted mean may be on its way to 0 and proves nothing. */
#define DARK__CERTAIN_MEAN 1e-6

#endif
