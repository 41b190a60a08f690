/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/interval/sum.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "resample/replicates/replicates.h"

bool dark__sum_has(const dark__sum *sum, size_t i) { return sum->replicates->parts[sum->parts[i]].totals != NULL; }

static void add_part(dark__sum *sum, size_t part) {
  const dark__part_replicates *of = &sum->replicates->parts[part];
  sum->estimate = (isnan(sum->estimate) ? 0 : sum->estimate) + dark_plan_estimate(sum->replicates->plan, part)->total;
  sum->is_drawn = sum->is_drawn && of->drawn;
  for (size_t r = 0; r < sum->replicates->n; r++) sum->values[r] += of->totals[r];
}

dark_status dark__sum_make(dark__sum *sum, const dark_replicates *replicates, const size_t *parts, size_t n_parts,
                           dark_error *err) {
  *sum = (dark__sum){.replicates = replicates, .parts = parts, .n_parts = n_parts, .estimate = (double)NAN, .is_drawn = true};
  sum->values = calloc(replicates->n + 1, sizeof *sum->values);
  if (sum->values == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n_parts; i++)
    if (dark__sum_has(sum, i)) add_part(sum, parts[i]);
  for (size_t r = 0; r < replicates->n; r++) sum->n_failed += isfinite(sum->values[r]) ? 0 : 1;
  return DARK_OK;
}

void dark__sum_clear(dark__sum *sum) {
  free(sum->values);
  *sum = (dark__sum){0};
}
