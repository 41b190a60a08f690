/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/strata.h"
#include "resample/interval/limits.h"
#include "resample/interval/sum.h"
#include "resample/replicates/replicates.h"

static size_t group_of(const dark__sum *sum, size_t i) { return dark__plan_group(sum->replicates->plan, sum->parts[i]); }

/* A part is told of with the first one of its group in the sum. */
static bool is_first(const dark__sum *sum, size_t i) {
  for (size_t k = 0; k < i; k++)
    if (dark__sum_has(sum, k) && group_of(sum, k) == group_of(sum, i)) return false;
  return true;
}

/* All records of a group, and what the parts of the sum that are in it add up to without one case of each. */
static void collect(dark_record *records, double *totals, const dark__sum *sum, size_t group) {
  const dark_plan *plan = sum->replicates->plan;
  const dark__strata strata = dark__plan_strata(plan, group);
  for (size_t s = 0; s < strata.n; s++) {
    size_t n;
    const dark_record *own = dark_plan_records(plan, strata.parts[s], &n);
    for (size_t k = 0; k < n; k++) records[strata.starts[s] + k] = own[k];
  }
  for (size_t k = 0; k < strata.starts[strata.n]; k++) totals[k] = 0;
  for (size_t i = 0; i < sum->n_parts; i++) {
    if (!dark__sum_has(sum, i) || group_of(sum, i) != group) continue;
    const double *jackknife = sum->replicates->parts[sum->parts[i]].jackknife;
    for (size_t k = 0; k < strata.starts[strata.n]; k++) totals[k] += jackknife[k];
  }
}

/* *has_all turns false where a case less leaves no estimate. */
static dark_status add_group(double *cubes, double *squares, bool *has_all, const dark__sum *sum, size_t i, dark_error *err) {
  const size_t n = dark__replicates_n_cases(sum->replicates, sum->parts[i]);
  dark_record *records = malloc((n + 1) * sizeof *records);
  double *totals = malloc((n + 1) * sizeof *totals);
  dark_status status = DARK_OK;
  if (records == NULL || totals == NULL) status = dark__fail_memory(err);
  if (status == DARK_OK) {
    collect(records, totals, sum, group_of(sum, i));
    *has_all = dark__acceleration_add(cubes, squares, records, totals, n) != 0;
  }
  free(records);
  free(totals);
  return status;
}

dark_status dark__sum_acceleration(double *acceleration, const dark__sum *sum, dark_error *err) {
  double cubes = 0, squares = 0;
  bool has_all = true;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && has_all && i < sum->n_parts; i++)
    if (dark__sum_has(sum, i) && is_first(sum, i)) status = add_group(&cubes, &squares, &has_all, sum, i, err);
  *acceleration = has_all ? dark__acceleration(cubes, squares) : (double)NAN;
  return status;
}

double dark__sum_without(const dark__sum *sum, size_t part, size_t record) {
  const dark_plan *plan = sum->replicates->plan;
  const dark__strata strata = dark__plan_strata(plan, dark__plan_group(plan, part));
  const size_t at = strata.starts[dark__plan_place(plan, part)] + record;
  double total = sum->estimate;
  for (size_t i = 0; i < sum->n_parts; i++)
    if (dark__sum_has(sum, i) && group_of(sum, i) == dark__plan_group(plan, part))
      total = total - dark_plan_estimate(plan, sum->parts[i])->total + sum->replicates->parts[sum->parts[i]].jackknife[at];
  return total;
}
