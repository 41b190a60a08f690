/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_PLAN_H
#define DARK__ESTIMATOR_PLAN_H

/* The inside of a plan, for the files that work on it. */

#include "estimator/dependence.h"
#include "estimator/group.h"
#include "table/targets.h"

struct dark_plan {
  const dark_table *table;
  dark__table_naming whole;
  dark__assumed assumed;
  dark_resample resample;
  dark__part *parts;
  size_t n_parts, pooled;
  dark__group *groups; /* every part is in one */
  size_t n_groups;
  dark__targets targets;
};

#endif
