/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__FITTING_UNCERTAINTY_H
#define DARK__FITTING_UNCERTAINTY_H

/* Intervals and replicates: what is asked for, and what follows from it once the method is known. */

#include <stdbool.h>
#include <stdint.h>

#include <darkfigure/replicates.h>

enum { DARK__MAX_LEVELS = 32 };

typedef struct dark__uncertainty {
  size_t n_replicates, n_beside; /* of the method asked for, and of the published practice beside it */
  dark_resample resample;
  dark_interval_type interval;
  bool has_replicates, has_resample, has_interval, has_levels; /* said by whoever asks */
  bool is_given;                                               /* tables of replicates are given instead of drawn */
  uint64_t seed;
  int n_threads; /* 0: not given */
  double levels[DARK__MAX_LEVELS];
  size_t n_levels;
} dark__uncertainty;

/* What it is when nobody says anything; how many replicates, dark__uncertainty_settle says of a table. */
#define DARK__UNCERTAINTY_INIT \
  { .n_replicates = 1000, .interval = DARK_INTERVAL_PERCENTILE, .seed = 1, .levels = {0.95}, .n_levels = 1 }

/* How many replicates the shape of the table asks for, when nobody said. */
void dark__uncertainty_settle(dark__uncertainty *uncertainty, const dark_table *table);

/* Whether the interval is the method's own, since nobody asks for another or for replicates. Of a method beside whose answer published
   practice belongs, replicates are those of that practice. */
bool dark__uncertainty_leaves_interval(const dark__uncertainty *uncertainty, bool has_practice);

/* What is to be done with a plan: the interval that is asked for or else the method's, and no replicates when it needs none.
   Errors: DARK_EUSAGE when no part's method offers the interval. */
DARK_MUST_CHECK dark_status dark__uncertainty_settle_interval(dark__uncertainty *uncertainty, const dark_plan *plan,
                                                              dark_error *err);

/* So many tables, with the seed and the threads asked for. */
dark_bootstrap_options dark__uncertainty_options(const dark__uncertainty *uncertainty, size_t n_tables);

#endif
