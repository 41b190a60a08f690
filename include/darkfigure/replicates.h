/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_REPLICATES_H
#define DARKFIGURE_REPLICATES_H

/* Replicates: estimates from resampled tables, each with the whole model selection repeated, and delete-one jackknife values.
   Strata are resampled within themselves; replicate r of a target is the sum of replicate r of its parts. Parts that a method estimates
   together are so in every replicate, and without one case. */

#include <darkfigure/plan.h>

DARK_PUBLIC_BEGIN

typedef struct dark_replicates dark_replicates;

/* Replicate tables from outside, one part only. */
typedef struct dark_resamples {
  size_t n_replicates;
  uint64_t *histories; /* [n_columns] bit l = list l of the table, sorted by name */
  size_t n_columns;
  double *counts; /* [n_replicates x n_columns] */
} dark_resamples;

/* Read replicate tables: one replicate a row; columns named by histories as bit strings in the table's input order, an `h` in front
   allowed; columns `rep` and `estimate` are passed over. Errors: DARK_EDATA (with file, line, field, value), DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_resamples_read_csv(dark_resamples *out, const char *path, const dark_table *table,
                                                    dark_error *err);
void dark_resamples_clear(dark_resamples *resamples);

/* Most replicates of a part, and most threads. */
#define DARK_MAX_REPLICATES 100000000u
#define DARK_MAX_THREADS 1024

typedef struct dark_bootstrap_options {
  int version;
  size_t n_replicates;
  uint64_t seed;
  int n_threads; /* 0: OMP_NUM_THREADS, else all cores; one after a fork (darkfigure.h); never changes a result */
  const dark_resamples *resamples; /* use these tables instead of drawing; NULL: draw */
  /* Called from time to time, from one thread at a time, with the share of the work done (0..1) and the tables estimated so far,
     and with 1 when all is done; returning nonzero stops the run with DARK_EINTERRUPTED. May be NULL. */
  int (*progress)(void *context, double share, size_t n_tables);
  void *context;
} dark_bootstrap_options;

/* The current version; this one and all before it, from 1, are accepted. */
#define DARK_BOOTSTRAP_OPTIONS_VERSION 1
#define DARK_BOOTSTRAP_OPTIONS_INIT \
  { .version = DARK_BOOTSTRAP_OPTIONS_VERSION, .n_replicates = 1000, .seed = 1 }

/* How many replicates to draw when nobody says: 10,000 where the shape of the table makes them cheap (five lists or fewer, and few
   strata: 4^lists times strata within 8 x 4^5), else 1,000, whose 97.5% limits still move by up to a third between seeds. 0 without a
   table. */
size_t dark_replicates_advised(const dark_table *table);

/* Draw and estimate replicates of every part that has an estimate, and jackknife it. How they are drawn was settled in the plan
   (dark_settings.resample). The table of replicate r of a part depends on (seed, how, the stratum's own values, r) only. Of parts that are
   estimated together those without an estimate are drawn as observed.
   Errors: DARK_EUSAGE (options of another version, a number of threads below 0 or above DARK_MAX_THREADS, given resamples without arrays or
   that do not fit the plan), DARK_ELIMIT (more than DARK_MAX_REPLICATES), DARK_ENOMEM, DARK_ENUMERIC, DARK_EINTERRUPTED. */
DARK_MUST_CHECK dark_status dark_bootstrap(dark_replicates **out, const dark_plan *plan, const dark_bootstrap_options *options,
                                           dark_error *err);
void dark_replicates_free(dark_replicates *replicates);

/* Of these: NULL or 0 where there are no such replicates or part. Any thread. */
size_t dark_replicates_n(const dark_replicates *replicates);
const dark_plan *dark_replicates_plan(const dark_replicates *replicates);
/* [n] total people of a part, NaN where the replicate has no estimate; [n] models. NULL for a part without an estimate.
   Owned by the replicates. */
const double *dark_replicates_part(const dark_replicates *replicates, size_t part);
const dark_model_id *dark_replicates_models(const dark_replicates *replicates, size_t part);
/* How many replicates of a part come from a search that ran out of its budget. */
size_t dark_replicates_n_incomplete(const dark_replicates *replicates, size_t part);
/* [n_records of the part] totals of the part without one case of each of its records, NaN where there is none or the record is empty. */
const double *dark_replicates_jackknife(const dark_replicates *replicates, size_t part);

/* Interval of `target` at `level` (0 < level < 1). Parts without an estimate on the observed table are left out of the sum; any other
   part that fails makes the replicate fail. Percentile: replicates without an estimate count as larger than any. BCa (Efron 1987;
   Silverman, Chan & Vincent 2024): such replicates are dropped, ties within 1e-9 relative count half, quantiles of type 8.
   Errors: DARK_EUSAGE (level, target, type), DARK_ENOMEM. A target without any estimate gives NaN limits. */
DARK_MUST_CHECK dark_status dark_interval_compute(dark_interval *out, const dark_replicates *replicates, size_t target,
                                                  dark_interval_type type, double level, dark_error *err);
/* The same for one part (used for the pooled table). */
DARK_MUST_CHECK dark_status dark_interval_compute_part(dark_interval *out, const dark_replicates *replicates, size_t part,
                                                       dark_interval_type type, double level, dark_error *err);

DARK_PUBLIC_END

#endif
