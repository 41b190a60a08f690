/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_BENCH_WHOLE_JOB_H
#define DARK_BENCH_WHOLE_JOB_H

/* A whole job by the public interface alone: plan (with the search of the observed table), bootstrap with exact re-selection, jackknife, BCa
   interval. The checksum is the estimate plus both 95% limits. */

#include <darkfigure.h>

#include "bench.h"

typedef struct whole_job {
  const char *table;  /* for bench_table */
  const char *method; /* an estimator */
  unsigned max_order; /* 0: the method has none */
  size_t n_replicates;
  int n_threads;
  double expected;    /* total on the observed table, to 1e-6 */
  dark_table *loaded; /* by prepare */
} whole_job;

/* The job's callbacks; `of` becomes their context and must outlive the measuring. */
bench_job whole_job_of(whole_job *of);

#endif
