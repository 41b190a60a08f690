/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_COST_H
#define DARK__RESAMPLE_COST_H

/* How long an estimation takes, before it begins. */

#include <darkfigure/plan.h>

#include "estimator/estimator.h"

/* What is to be estimated; 0 records and 1 part are allowed. */
typedef struct dark__workload {
  const dark_table *table; /* of its captures, if it has them */
  size_t n_lists;
  size_t n_parts;   /* strata with people in them, and all together when there are several */
  size_t n_records; /* occupied histories of all parts: each is a table of the jackknife when there are replicates */
} dark__workload;

/* That of a whole table. */
dark__workload dark__cost_workload(const dark_table *table);

/* The estimator that the method stands for with so many lists; NULL where it has no such name. */
const dark_estimator *dark__cost_estimator(const dark__workload *work, const dark_settings *settings);

/* *seconds of one core, right within a factor of three or so. DARK_EUSAGE: the method is not for this table; DARK_ELIMIT: there are too many models
   to search. */
DARK_MUST_CHECK dark_status dark__cost_seconds(double *seconds, const dark__workload *work, const dark_settings *settings,
                                               size_t n_replicates, dark_error *err);

#endif
