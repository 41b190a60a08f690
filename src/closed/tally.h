/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_TALLY_H
#define DARK__CLOSED_TALLY_H

/* What closed-population estimators count in a table: everything but the single histories. */

#include "estimator/estimator.h"

typedef struct dark__tally {
  unsigned n_lists;     /* of the problem; some may have caught nobody in this table */
  unsigned n_occasions; /* where lists are alike: also those of the input that caught nobody; 0: no limit is known */
  double n;             /* people */
  double captures[DARK_MAX_OCCASIONS + 1]; /* [k] people on exactly k lists; nobody else where there is a limit */
  double totals[DARK_MAX_TABLE_LISTS];     /* [j] people on list j; nobody in counts of captures */
} dark__tally;

/* Count a table of the problem: weights [n_records]. */
void dark__tally_count(dark__tally *tally, const dark__problem *problem, const double *weights);

/* The table's own parts of a log-likelihood over all 2^t - 1 cells: sum of log n_w!, and sum of n_w log n_w - n_w, above which no model's
   log-likelihood (without factorials) can be. */
typedef struct dark__saturation {
  double log_factorials, log_lik;
} dark__saturation;

dark__saturation dark__saturate(const dark__problem *problem, const double *weights);

/* weights [n_records] of the observed table; the caller's to free(). NULL when memory is exhausted. */
double *dark__observed_weights(const dark__problem *problem);

#endif
