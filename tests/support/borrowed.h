/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_BORROWED_H
#define DARK_TESTS_BORROWED_H

/* An estimator that serves all strata together, as `joint` does, in a few lines: two lists, independent and with the same odds of
   being unseen in every stratum. With n10, n01 and n11 people of all strata on the first list alone, on the second alone and on both,

     hidden of a stratum = its people x (n10 n01 / n11) / (n10 + n01 + n11),

   so that a case less anywhere moves every stratum. A stratum in which only one list caught anybody has no estimate, for
   DARK_REASON_ONE_LIST, though its people count for the others. */

#include "estimator/estimator.h"

extern const dark_estimator borrowed_estimator;

#endif
