/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_STRATA_H
#define DARK__ESTIMATOR_STRATA_H

/* The groups of a plan: strata that are estimated together. Every part is in one group; each stratum apart is a group of one. Where the
   strata of a group stand behind each other, their records do too: a table of the group has a weight for every record of the first stratum,
   then of the second, and so on. Functions may be called from any thread. */

#include <stdbool.h>

#include <darkfigure/interval.h>
#include <darkfigure/plan.h>

#include "estimator/pair.h"

typedef struct dark__strata {
  size_t n;
  const size_t *parts;  /* [n] of the plan, ascending; owned by it, as are the starts */
  const size_t *starts; /* [n + 1] first record of each stratum; the last is the number of records */
} dark__strata;

size_t dark__plan_n_groups(const dark_plan *plan);
/* The strata of a group; none where there is no such group. */
dark__strata dark__plan_strata(const dark_plan *plan, size_t group);
/* The group that a part is in, and as its how manieth stratum. The part is there. */
size_t dark__plan_group(const dark_plan *plan, size_t part);
size_t dark__plan_place(const dark_plan *plan, size_t part);

/* The lists of the table (bit l = list l) that histories of a part speak of: those that caught anybody in its group. 0 for no part. */
uint64_t dark__plan_lists(const dark_plan *plan, size_t part);

/* The counts of the records of a part, of suppressed ones what is expected of them; NULL where nothing is suppressed, or there is no such
   part. Owned by the plan. */
const double *dark__plan_completed(const dark_plan *plan, size_t part);

/* Of parts [n] that have an estimate and were all estimated together: the standard error of their hidden people, given the model (NaN where their
   method knows none), and an interval for their total that needs no replicates: of type NONE, with the reason, where there is none.
   Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__plan_sum_error(double *out, const dark_plan *plan, const size_t *parts, size_t n,
                                                 dark_error *err);
DARK_MUST_CHECK dark_status dark__plan_sum_interval(dark_interval *out, const dark_plan *plan, const size_t *parts, size_t n,
                                                    dark_interval_type type, double level, dark_error *err);

/* Limits of differences and ratios of two such totals, pairs [n] of parts, all of one group and all with an estimate: out [n x n_levels], a pair's levels one
   behind the other; without limits, with the reason, where there are none. Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__plan_pair_limits(dark__pair_limits *out, const dark_plan *plan, const dark__pair_of_sums *pairs,
                                                   size_t n, dark_interval_type type, const double *levels, size_t n_levels,
                                                   dark_error *err);

/* The total of parts [n] >= 1 in one group that have an estimate, with effects that differ by category shrunken; NaN where nothing was. Errors: DARK_ENOMEM. And how
   strongly: false when nobody asked. */
DARK_MUST_CHECK dark_status dark__plan_sum_shrunken(dark_shrunken *out, const dark_plan *plan, const size_t *parts, size_t n,
                                                    double level, dark_error *err);
bool dark__plan_shrinkage(dark_shrinkage *out, const dark_plan *plan);

/* Estimate n tables of a group: weights [n], each [records of the group]; out [n * strata], table by table. A group of strata of which some have
   nobody is for the estimator to judge; where nobody is in any, no stratum has an estimate. Otherwise as dark_estimate_tables. */
DARK_MUST_CHECK dark_status dark__estimate_group(dark_estimate *out, const dark_plan *plan, size_t group,
                                                 dark_workspace *workspace, const double *const *weights, size_t n,
                                                 dark_error *err);

#endif
