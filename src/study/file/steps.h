/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_FILE_STEPS_H
#define DARK__STUDY_FILE_STEPS_H

/* What a scenario does, read from its map. */

#include "study/file/study.h"

typedef struct dark__steps {
  dark_step *items;         /* [n] in the order in which they apply */
  const dark__node **nodes; /* [n] */
  size_t n;
  const double *values; /* [n_values] when one of them names a range ... */
  size_t n_values;
  size_t ranged; /* ... which is this one; else n_values is 0 */
} dark__steps;

/* Everything is taken from the study's arena. DARK_EUSAGE with the place, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__steps_read(dark__steps *steps, dark_study *study, const dark__node *map, dark_error *err);

/* ---- steps_data.c, steps_numeric.c: append the steps that the key of their kind says. `steps` has room. */

typedef dark_status dark__step_reader(dark__steps *steps, dark_study *study, const dark__node *node, dark_error *err);
dark__step_reader dark__read_where, dark__read_regroup, dark__read_split, dark__read_drop, dark__read_merge;
dark__step_reader dark__read_linkage, dark__read_scope, dark__read_detection, dark__read_odds_ratio, dark__read_xi;

/* ---- step.c: the new step at the end */
dark_step *dark__steps_add(dark__steps *steps, dark_step_kind kind, const dark__node *node);

#endif
