/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/replicates.h"

#include <stdlib.h>

void dark_replicates_free(dark_replicates *replicates) {
  if (replicates == NULL) return;
  for (size_t i = 0; replicates->parts != NULL && i < dark_plan_n_parts(replicates->plan); i++) {
    free(replicates->parts[i].totals);
    free(replicates->parts[i].models);
    free(replicates->parts[i].jackknife);
    free(replicates->parts[i].incomplete);
  }
  free(replicates->parts);
  free(replicates);
}

size_t dark_replicates_n(const dark_replicates *replicates) { return replicates->n; }
const dark_plan *dark_replicates_plan(const dark_replicates *replicates) { return replicates->plan; }
const double *dark_replicates_part(const dark_replicates *replicates, size_t part) { return replicates->parts[part].totals; }
const dark_model_id *dark_replicates_models(const dark_replicates *replicates, size_t part) { return replicates->parts[part].models; }
const double *dark_replicates_jackknife(const dark_replicates *replicates, size_t part) { return replicates->parts[part].jackknife; }

size_t dark_replicates_n_incomplete(const dark_replicates *replicates, size_t part) {
  const unsigned char *incomplete = replicates->parts[part].incomplete;
  size_t n = 0;
  for (size_t r = 0; incomplete != NULL && r < replicates->n; r++) n += incomplete[r];
  return n;
}
