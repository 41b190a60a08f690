/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <darkfigure/suppression.h>

#include "base/error.h"
#include "estimator/strata.h"
#include "result/assembly.h"

static double expect(const dark_plan *plan, const dark_suppressed_cell *cell) {
  const double *completed = dark__plan_completed(plan, cell->stratum);
  const uint64_t lists = dark__plan_lists(plan, cell->stratum);
  size_t n;
  const dark_record *records = dark_plan_records(plan, cell->stratum, &n);
  for (size_t i = 0; completed != NULL && i < n; i++)
    if (dark__history_in_table(records[i].history, lists) == cell->history) return completed[i];
  return NAN;
}

dark_status dark__suppressed_fill(dark_results *results, const dark__assembly *assembly, dark_error *err) {
  const dark_suppression *known = dark_table_suppression(assembly->table);
  if (known == NULL) return DARK_OK;
  results->suppressed = dark__arena_take(assembly->arena, known->n, sizeof *results->suppressed);
  if (results->suppressed == NULL) return dark__fail_memory(err);
  results->n_suppressed = known->n;
  for (size_t i = 0; i < known->n; i++) {
    const dark_suppressed_cell *cell = &known->cells[i];
    results->suppressed[i] =
        (dark_suppressed_count){cell->stratum, cell->history, cell->least, cell->most, expect(assembly->plan, cell)};
  }
  return DARK_OK;
}
