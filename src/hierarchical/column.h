/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__HIERARCHICAL_COLUMN_H
#define DARK__HIERARCHICAL_COLUMN_H

/* The log density of the log hidden number given the two scales, at equally spaced points as far out as it matters. */

#include "hierarchical/mode.h"

enum { DARK__COLUMN_ARM = 64 };

/* The log hidden numbers that are looked at: half a person to 10^15. */
extern const double dark__least_log_hidden, dark__most_log_hidden;

typedef struct dark__column {
  double middle, step;
  int first, last;                         /* points middle + k step, first <= k <= last */
  double values[2 * DARK__COLUMN_ARM + 1]; /* of point k at [k + DARK__COLUMN_ARM] */
  double highest;                          /* of the values */
  bool is_cut; /* ends at the most that is looked at, or at the last point there is room for, where it still matters */
} dark__column;

/* Where to begin: a log hidden number, and effects that are good there. */
typedef struct dark__foothold {
  double log_hidden;
  double effects[DARK__HIERARCHY_MOST_EFFECTS];
} dark__foothold;

/* Fill in a column of the table that `mode` holds, out to where it lies `depth` below *best, the highest value of all columns so far, which is
   raised with it. Begins at *near, and leaves there the middle of this column. False: a mode was not found. */
bool dark__column_make(dark__column *column, dark__mode *mode, const dark__scales *scales, double depth, double *best,
                       dark__foothold *near);

/* The value at `log_hidden`, from the four points around it by the cubic through them; -infinity outside. */
double dark__column_at(const dark__column *column, double log_hidden);

#endif
