/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__SENSITIVITY_PACE_H
#define DARK__SENSITIVITY_PACE_H

/* How far the work is, for the caller's progress function, and whether the caller wants it to stop. */

#include <stdatomic.h>

#include <darkfigure/sensitivity.h>

typedef struct dark__pace {
  const dark_sensitivity_options *options;
  size_t n_steps; /* in all */
  atomic_size_t n_done, n_tables;
  atomic_int stop; /* 1: leave off */
  double told;     /* share that was last reported */
} dark__pace;

/* A step is done, after so many estimates. Any thread; only the first one reports. */
void dark__pace_step(dark__pace *pace, size_t n_tables);

/* For dark_bootstrap_options.progress, with the pace as context: progress within a step. */
int dark__pace_within(void *pace, double share, size_t n_tables);

/* All steps are done: the last may have been another thread's. */
void dark__pace_end(dark__pace *pace);

#endif
