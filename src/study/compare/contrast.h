/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_COMPARE_CONTRAST_H
#define DARK__STUDY_COMPARE_CONTRAST_H

/* Two answers set against each other. On the same data set, replicate by replicate, both come from the same people: the difference of the two
   has an interval of its own, which is narrower than what two separate intervals suggest. */

#include "study/tasks/ready.h"

typedef struct dark__contrast_side {
  size_t task;
  const dark__ready *ready;
  const dark_replicates *replicates; /* of ready->plan; NULL when there is none */
  const dark_group *category;        /* [n_category] as in dark_study_side */
  size_t n_category;
} dark__contrast_side;

/* Whether the two tasks see the same people: one data set, one seed, drawn from the people observed, equally often. */
bool dark__contrast_is_paired(const dark_tasks *tasks, size_t a, size_t b);

/* As dark__opposition_make (result/opposition.h), of two tasks that are ready. */
DARK_MUST_CHECK dark_status dark__contrast_make(dark_contrast *out, const dark_tasks *tasks, const dark__contrast_side *baseline,
                                                const dark__contrast_side *other, dark_interval_type type, double level,
                                                dark_error *err);

#endif
