/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_PLAN_H
#define DARK__ESTIMATOR_PLAN_H

/* The inside of a plan, for the files that work on it. */

#include "estimator/part.h"

struct dark_plan {
  const dark_table *table;
  dark__table_naming whole;
  dark_resample resample;
  dark__part *parts;
  size_t n_parts, pooled;
  size_t n_targets;
  size_t *starts; /* [n_targets + 1] where each target's parts begin in `members` */
  size_t *members;
  int *levels; /* [n_targets x n_categories] */
};

#endif
