/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/assembly.h"

#include <math.h>

#include "base/error.h"
#include "estimator/strata.h"

enum { N_KEPT = 5 };

/* A case without which there is no estimate moves it most. */
static double shift_of(double total, double estimate) { return isnan(total) ? INFINITY : fabs(total - estimate); }

/* Insert into the most influential so far; among equals the one that came first (the smaller history) stays ahead. */
static void keep_if_influential(dark_influence *kept, size_t *n_kept, dark_influence candidate, double estimate) {
  size_t place = *n_kept;
  while (place > 0 && shift_of(kept[place - 1].total, estimate) < shift_of(candidate.total, estimate)) place--;
  if (place == N_KEPT) return;
  if (*n_kept < N_KEPT) ++*n_kept;
  for (size_t i = *n_kept - 1; i > place; i--) kept[i] = kept[i - 1];
  kept[place] = candidate;
}

/* Strata that were estimated together are not jackknifed unless BCa limits ask for it. */
static bool is_jackknifed(const dark__assembly *assembly, size_t part, const double *totals, size_t n) {
  const dark__strata strata = dark__plan_strata(assembly->plan, dark__plan_group(assembly->plan, part));
  for (size_t r = 0; strata.n > 1 && r < n; r++)
    if (isfinite(totals[r])) return true;
  return strata.n == 1;
}

dark_status dark__influences_fill(dark_detail *detail, const dark__assembly *assembly, dark_error *err) {
  if (assembly->replicates == NULL) return DARK_OK;
  const double *totals = dark_replicates_jackknife(assembly->replicates, detail->part);
  if (totals == NULL) return DARK_OK;
  detail->influences = dark__arena_take(assembly->arena, N_KEPT, sizeof *detail->influences);
  if (detail->influences == NULL) return dark__fail_memory(err);
  size_t n_records;
  const dark_record *records = dark_plan_records(assembly->plan, detail->part, &n_records);
  if (!is_jackknifed(assembly, detail->part, totals, n_records)) return DARK_OK;
  const int has_captures = dark_table_captures(assembly->table) != NULL;
  const uint64_t lists = dark__plan_lists(assembly->plan, detail->part);
  const double *completed = dark__plan_completed(assembly->plan, detail->part);
  for (size_t r = 0; r < n_records; r++) {
    if (!(records[r].count > 0) || (completed != NULL && completed[r] != records[r].count)) continue; /* suppressed */
    const uint64_t history = records[r].history;
    const dark_influence influence = {has_captures ? history : dark__history_in_table(history, lists), totals[r]};
    keep_if_influential(detail->influences, &detail->n_influences, influence, detail->estimate.total);
  }
  return DARK_OK;
}
