/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/replicates.h"

#include <stdlib.h>

/* The shape alone decides, so that the same kind of table always gets the same number. */
enum { MANY = 10000, FEW = 1000, MOST_LISTS = 5, MOST_PARTS = 8 };

size_t dark_replicates_advised(const dark_table *table) {
  const size_t n_lists = dark_table_n_lists(table), n_parts = dark_table_n_strata(table);
  if (n_lists > MOST_LISTS) return FEW;
  return n_parts <= (size_t)MOST_PARTS << 2 * (MOST_LISTS - n_lists) ? MANY : FEW;
}

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
const dark_model_id *dark_replicates_models(const dark_replicates *replicates, size_t part) {
  return replicates->parts[part].models;
}
const double *dark_replicates_jackknife(const dark_replicates *replicates, size_t part) {
  return replicates->parts[part].jackknife;
}

size_t dark_replicates_n_incomplete(const dark_replicates *replicates, size_t part) {
  const unsigned char *incomplete = replicates->parts[part].incomplete;
  size_t n = 0;
  for (size_t r = 0; incomplete != NULL && r < replicates->n; r++) n += incomplete[r];
  return n;
}
