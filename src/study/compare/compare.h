/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_COMPARE_COMPARE_H
#define DARK__STUDY_COMPARE_COMPARE_H

/* The comparisons of a study, from the replicates that its store holds. */

#include "study/compare/contrast.h"
#include "study/store/store.h"

/* Two tasks, and which of their people are meant. */
typedef struct dark__comparison {
  size_t place;           /* in the file, or in the list of tasks */
  size_t baseline, other; /* tasks */
  const dark_group *baseline_category, *other_category;
  size_t n_baseline_category, n_other_category;
} dark__comparison;

typedef struct dark__comparisons {
  dark__comparison *items; /* [n] */
  size_t n;
} dark__comparisons;

/* Those of the study file; or, with `baseline` (name or group of a scenario), every other scenario against it, for each data set and
   method. DARK_EUSAGE: no such scenario, or nothing to compare; DARK_ENOMEM. dark__comparisons_clear in any case. */
DARK_MUST_CHECK dark_status dark__comparisons_make(dark__comparisons *out, const dark_tasks *tasks, const char *baseline,
                                                   dark_error *err);
void dark__comparisons_clear(dark__comparisons *comparisons);

/* A comparison at each level, for whoever writes it. */
typedef struct dark__compared {
  const dark__comparison *of;
  const dark_contrast *contrasts; /* [n_levels] */
  size_t n_levels;
  const char *missing; /* why there is nothing: a task is missing or has failed; NULL: compared */
} dark__compared;

typedef dark_status dark__see_compared(void *context, const dark__compared *compared, dark_error *err);

/* Compare in the order of the list. levels [n_levels], NULL: those of the method of the second task. Errors of the store, DARK_ENOMEM, those
   of `see`. */
DARK_MUST_CHECK dark_status dark__compare_each(const dark__comparisons *comparisons, const dark_tasks *tasks, dark__store *store,
                                               const double *levels, size_t n_levels, dark__see_compared *see, void *context,
                                               dark_error *err);

#endif
