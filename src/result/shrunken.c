/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals with effects that differ by category shrunken, beside the rows. */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/strata.h"
#include "result/assembly.h"

static dark_status fill_target(dark_shrunken *out, const dark__assembly *assembly, size_t target, dark_error *err) {
  size_t n;
  const size_t *parts = dark_plan_target_parts(assembly->plan, target, &n);
  size_t *together = malloc((n + 1) * sizeof *together);
  if (together == NULL) return dark__fail_memory(err);
  const size_t n_together = dark__parts_together(together, assembly, parts, n);
  dark_status status = DARK_OK;
  for (size_t l = 0; l < assembly->n_levels; l++) {
    out[l] = (dark_shrunken){NAN, NAN, NAN};
    if (n_together > 0 && status == DARK_OK)
      status = dark__plan_sum_shrunken(&out[l], assembly->plan, together, n_together, assembly->levels[l], err);
  }
  free(together);
  return status;
}

dark_status dark__shrunken_fill(dark_results *results, const dark__assembly *assembly, dark_error *err) {
  dark_shrinkage found;
  if (!dark__plan_shrinkage(&found, assembly->plan)) return DARK_OK;
  dark_shrunken *all = dark__arena_take(assembly->arena, results->n_rows, sizeof *all);
  dark_shrinkage *shrinkage = dark__arena_take(assembly->arena, 1, sizeof *shrinkage);
  if (all == NULL || shrinkage == NULL) return dark__fail_memory(err);
  *shrinkage = found;
  dark_status status = DARK_OK;
  for (size_t t = 0; status == DARK_OK && t < dark_plan_n_targets(assembly->plan); t++)
    status = fill_target(all + t * assembly->n_levels, assembly, t, err);
  results->shrunken = all;
  results->shrinkage = shrinkage;
  return status;
}
