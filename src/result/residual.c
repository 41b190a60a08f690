/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/assembly.h"

#include <math.h>

#include "base/error.h"
#include "estimator/strata.h"

enum { N_KEPT = 5 };

/* Insert into the largest so far, ordered by size; among equals the one that came first stays ahead. */
static void keep_if_large(dark_residual *kept, size_t *n_kept, dark_residual candidate) {
  size_t place = *n_kept;
  while (place > 0 && fabs(kept[place - 1].residual) < fabs(candidate.residual)) place--;
  if (place == N_KEPT) return;
  if (*n_kept < N_KEPT) ++*n_kept;
  for (size_t i = *n_kept - 1; i > place; i--) kept[i] = kept[i - 1];
  kept[place] = candidate;
}

dark_status dark__residuals_fill(dark_detail *detail, const dark__assembly *assembly, dark_error *err) {
  const double *fitted = detail->explanation.fitted;
  if (!detail->explanation.has_model || fitted == NULL) return DARK_OK;
  detail->residuals = dark__arena_take(assembly->arena, N_KEPT, sizeof *detail->residuals);
  if (detail->residuals == NULL) return dark__fail_memory(err);
  const uint64_t lists = dark__plan_lists(assembly->plan, detail->part);
  size_t n_records, r = 0;
  const dark_record *records = dark_plan_records(assembly->plan, detail->part, &n_records);
  const uint32_t n_histories = UINT32_C(1) << dark_plan_n_lists(assembly->plan, detail->part);
  for (uint32_t history = 1; history < n_histories; history++) {
    while (r < n_records && records[r].history < history) r++;
    if (!(fitted[history] > 0)) continue;
    const double observed = r < n_records && records[r].history == history ? records[r].count : 0;
    const dark_residual residual = {
        .history = dark__history_in_table(history, lists),
        .observed = observed,
        .fitted = fitted[history],
        .residual = (observed - fitted[history]) / sqrt(fitted[history]),
    };
    keep_if_large(detail->residuals, &detail->n_residuals, residual);
  }
  return DARK_OK;
}
