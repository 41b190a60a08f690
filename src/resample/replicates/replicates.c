/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/replicates/replicates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "estimator/deviance.h"
#include "estimator/strata.h"

/* The shape alone decides, so that the same kind of table always gets the same number. */
enum { MANY = 10000, FEW = 1000, MOST_LISTS = 5, MOST_PARTS = 8 };

size_t dark_replicates_advised(const dark_table *table) {
  const size_t n_lists = dark_table_n_lists(table), n_parts = dark_table_n_strata(table);
  if (table == NULL) return 0;
  if (n_lists > MOST_LISTS) return FEW;
  return n_parts <= (size_t)MOST_PARTS << 2 * (MOST_LISTS - n_lists) ? MANY : FEW;
}

static dark_status make_part(dark__part_replicates *part, size_t n, size_t n_records, dark_error *err) {
  part->models = calloc(n + 1, sizeof *part->models);
  part->incomplete = calloc(n + 1, 1);
  part->jackknife = malloc((n_records + 1) * sizeof *part->jackknife);
  part->totals = malloc((n + 1) * sizeof *part->totals);
  if (part->models == NULL || part->incomplete == NULL || part->jackknife == NULL || part->totals == NULL)
    return dark__fail_memory(err);
  for (size_t r = 0; r < n; r++) part->totals[r] = NAN;
  for (size_t k = 0; k < n_records; k++) part->jackknife[k] = NAN;
  return DARK_OK;
}

size_t dark__replicates_n_cases(const dark_replicates *replicates, size_t part) {
  const dark__strata strata = dark__plan_strata(replicates->plan, dark__plan_group(replicates->plan, part));
  return strata.starts[strata.n];
}

dark_status dark__replicates_new(dark_replicates **out, const dark_plan *plan, size_t n, dark_error *err) {
  dark_status status = DARK_OK;
  dark_replicates *replicates = *out = calloc(1, sizeof *replicates);
  if (replicates == NULL) return dark__fail_memory(err);
  replicates->plan = plan;
  replicates->n = n;
  replicates->parts = calloc(dark_plan_n_parts(plan) + 1, sizeof *replicates->parts);
  if (replicates->parts == NULL) return dark__fail_memory(err);
  for (size_t i = 0; status == DARK_OK && i < dark_plan_n_parts(plan); i++)
    if (dark_plan_estimate(plan, i)->reason == DARK_N_REASONS)
      status = make_part(&replicates->parts[i], n, dark__replicates_n_cases(replicates, i), err);
  return status;
}

dark_status dark__replicates_want_deviances(dark_replicates *replicates, dark_error *err) {
  for (size_t i = 0; i < dark_plan_n_parts(replicates->plan); i++) {
    dark__part_replicates *part = &replicates->parts[i];
    if (part->totals == NULL || !dark__plan_has_deviance(replicates->plan, i)) continue;
    part->deviances = malloc((replicates->n + 1) * sizeof *part->deviances);
    if (part->deviances == NULL) return dark__fail_memory(err);
    for (size_t r = 0; r < replicates->n; r++) part->deviances[r] = NAN;
  }
  return DARK_OK;
}

void dark__replicates_put(dark_replicates *whole, size_t first, const dark_replicates *portion) {
  for (size_t i = 0; i < dark_plan_n_parts(whole->plan); i++) {
    dark__part_replicates *to = &whole->parts[i];
    const dark__part_replicates *from = &portion->parts[i];
    if (to->totals == NULL) continue;
    memcpy(to->totals + first, from->totals, portion->n * sizeof *to->totals);
    memcpy(to->models + first, from->models, portion->n * sizeof *to->models);
    memcpy(to->incomplete + first, from->incomplete, portion->n);
    to->drawn = from->drawn;
  }
}

void dark__replicates_put_jackknife(dark_replicates *whole, const dark_replicates *portion) {
  for (size_t i = 0; i < dark_plan_n_parts(whole->plan); i++)
    if (whole->parts[i].jackknife != NULL)
      memcpy(whole->parts[i].jackknife, portion->parts[i].jackknife, dark__replicates_n_cases(whole, i) * sizeof(double));
}

void dark_replicates_free(dark_replicates *replicates) {
  if (replicates == NULL) return;
  for (size_t i = 0; replicates->parts != NULL && i < dark_plan_n_parts(replicates->plan); i++) {
    free(replicates->parts[i].totals);
    free(replicates->parts[i].models);
    free(replicates->parts[i].jackknife);
    free(replicates->parts[i].deviances);
    free(replicates->parts[i].incomplete);
  }
  free(replicates->parts);
  free(replicates);
}

/* ---- What is in them, for whatever is asked */

static const dark__part_replicates *part_of(const dark_replicates *replicates, size_t part) {
  return part < dark_plan_n_parts(dark_replicates_plan(replicates)) ? &replicates->parts[part] : NULL;
}

size_t dark_replicates_n(const dark_replicates *replicates) { return replicates == NULL ? 0 : replicates->n; }
const dark_plan *dark_replicates_plan(const dark_replicates *replicates) { return replicates == NULL ? NULL : replicates->plan; }

const double *dark_replicates_part(const dark_replicates *replicates, size_t part) {
  const dark__part_replicates *here = part_of(replicates, part);
  return here == NULL ? NULL : here->totals;
}

const dark_model_id *dark_replicates_models(const dark_replicates *replicates, size_t part) {
  const dark__part_replicates *here = part_of(replicates, part);
  return here == NULL ? NULL : here->models;
}

const double *dark_replicates_jackknife(const dark_replicates *replicates, size_t part) {
  const dark__part_replicates *here = part_of(replicates, part);
  if (here == NULL || here->jackknife == NULL) return NULL;
  const dark_plan *plan = replicates->plan;
  const dark__strata strata = dark__plan_strata(plan, dark__plan_group(plan, part));
  return here->jackknife + strata.starts[dark__plan_place(plan, part)]; /* those of its own records */
}

size_t dark_replicates_n_incomplete(const dark_replicates *replicates, size_t part) {
  const dark__part_replicates *here = part_of(replicates, part);
  size_t n = 0;
  if (here == NULL || here->incomplete == NULL) return 0;
  for (size_t r = 0; r < replicates->n; r++) n += here->incomplete[r];
  return n;
}

void dark_resamples_clear(dark_resamples *resamples) {
  if (resamples == NULL) return;
  free(resamples->histories);
  free(resamples->counts);
  *resamples = (dark_resamples){0};
}
