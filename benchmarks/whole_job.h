/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_BENCH_WHOLE_JOB_H
#define DARK_BENCH_WHOLE_JOB_H

/* A whole job by the public interface alone: plan (with the search of the observed table), bootstrap with exact re-selection, jackknife, interval
   (BCa, or percentile). The checksum is the estimate plus both 95% limits, all three of which are checked before anything is timed. */

#include <darkfigure.h>

#include "bench.h"

typedef struct whole_job {
  const char *table;  /* for bench_table */
  const char *method; /* an estimator */
  unsigned max_order; /* 0: the method has none */
  size_t n_replicates;
  int n_threads;
  bool is_budgeted;     /* by the method's own budget, as the command does it; else every search is exact */
  bool has_percentiles; /* limits by percentiles, where so few replicates are affordable that BCa has none */
  bench_length length;
  bench_limits expected; /* estimate and 95% limits with n_replicates, to 1e-6 */
  size_t n_timed;        /* replicates of the runs that are timed */
  dark_table *loaded;    /* by prepare */
} whole_job;

/* Measure a job under this name, with what the command line says of replicates and threads. */
bench_times whole_job_measure(bench *of, const bench_case *what, whole_job job);

#endif
