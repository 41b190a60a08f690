/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_PEOPLE_H
#define DARK__MODELS_JOINT_PEOPLE_H

/* The people of a table, parted into those whose stratum is known and those of whom a category is missing. */

#include "joint/design/record.h"
#include "models/joint/strata.h"

typedef struct dark__joint_people {
  double *counts; /* [n_strata x 2^t] of those whose stratum is known */
  dark__joint_record *records;
  uint32_t *levels; /* [n x n_categories] of the records */
  size_t n;
} dark__joint_people;

/* counts [n_strata x 2^t], of strata with a missing category too. Zeroes first; clear it also after failure. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_people_part(dark__joint_people *out, const dark__joint_group *group, const double *counts,
                                                    dark_error *err);
void dark__joint_people_clear(dark__joint_people *of);

#endif
