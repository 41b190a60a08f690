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

/* Percentile limits take a replicate that fails on one side for a difference without bounds, and leave out one that fails on both. BCa limits
   (pairs only, percentile otherwise) leave out both; their acceleration is from the differences without one case of each cell of the data
   (Efron 1987). Sides that sum over different categories, since some have no estimate, are not compared.
   Replicates that are not pairs are set against each other shifted by one, so that no two come from the same random numbers.
   Errors: DARK_EUSAGE (level), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__contrast_make(dark_contrast *out, const dark_tasks *tasks, const dark__contrast_side *baseline,
                                                const dark__contrast_side *other, dark_interval_type type, double level,
                                                dark_error *err);

#endif
