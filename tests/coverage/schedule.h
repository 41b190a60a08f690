/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_COVERAGE_SCHEDULE_H
#define DARK_COVERAGE_SCHEDULE_H

/* What to run next, so that a run that is stopped leaves as much knowledge as its time can buy. No outcome depends on it. */

#include "coverage/store.h"

typedef struct entry {
  const design *of;
  truth drawn_from;
  size_t n_done;  /* blocks */
  double seconds; /* processor time that they took, methods added up */
} entry;

typedef struct schedule {
  entry *entries;
  size_t n, n_blocks; /* blocks wanted of each design */
} schedule;

/* The designs whose names match one of the patterns (fnmatch, separated by spaces or commas; `quick` and `bound` stand for those with that trait),
   with their truths, and what of them is in the store. *out is zeroed first; schedule_clear it whatever comes back.
   Errors: DARK_EUSAGE (a pattern that matches none), those of truth_make and store_read. */
DARK_MUST_CHECK dark_status schedule_make(schedule *out, const char *patterns, size_t n_blocks, const store *in, dark_error *err);
void schedule_clear(schedule *of);

/* The design whose next block buys most: the variances of shares, added up over designs, fall fastest for the time spent when tables times
   the root of the seconds per table are level; designs without a block first. NULL when all is done. *block receives its block. */
entry *schedule_next(const schedule *of, const store *in, size_t *block);

size_t schedule_n_done(const schedule *of);

#endif
