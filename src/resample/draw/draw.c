/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/draw/draw.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "base/error.h"
#include "estimator/strata.h"
#include "numeric/stream.h"
#include "resample/draw/stratum_key.h"

/* Names of the stream families; part of what makes results repeatable. */
static const char *purpose_of(dark_resample resample) {
  switch (resample) {
    case DARK_RESAMPLE_IMPUTED: return "bootstrap imputed";
    case DARK_RESAMPLE_PARAMETRIC: return "bootstrap parametric";
    case DARK_RESAMPLE_OBSERVED: break;
  }
  return DARK__DRAW_OBSERVED;
}

static uint64_t key_of(const dark_plan *plan, size_t part, uint64_t seed) {
  const size_t stratum = part == dark_plan_pooled_part(plan) ? DARK__WHOLE_TABLE : part;
  return dark__stratum_key(dark_plan_table(plan), stratum, purpose_of(dark_plan_resample(plan)), seed);
}

/* completed: the counts where some of the records' are suppressed; NULL: none is. */
static void fill_observed(dark__urn *urn, const dark_record *records, const double *completed, double hidden) {
  for (size_t i = 0; i + 1 < urn->n_cells; i++) urn->shares[i] = completed != NULL ? completed[i] : records[i].count;
  urn->shares[urn->n_cells - 1] = hidden;
}

static dark_status fill_fitted(dark__urn *urn, bool *drawable, const dark_plan *plan, size_t part, const dark_record *records,
                               dark_error *err) {
  dark_explanation explanation;
  const dark_status status = dark_plan_explain(&explanation, plan, part, err);
  if (status != DARK_OK) return status;
  *drawable = explanation.fitted != NULL;
  for (size_t i = 0; *drawable && i + 1 < urn->n_cells; i++) urn->shares[i] = explanation.fitted[records[i].history];
  if (*drawable) urn->shares[urn->n_cells - 1] = explanation.fitted[0];
  dark_explanation_clear(&explanation);
  return DARK_OK;
}

/* Whole people, where what is expected of suppressed counts need not be. */
static double count_seen(const dark_plan *plan, size_t part) {
  const double *completed = dark__plan_completed(plan, part);
  double people = 0;
  size_t n;
  if (completed == NULL) return dark_plan_n_observed(plan, part);
  dark_plan_records(plan, part, &n);
  for (size_t i = 0; i < n; i++) people += completed[i];
  return round(people);
}

/* Hidden people but those whom suppressed counts hold beyond the counts that stand for them. */
static double unseen_people(const dark_plan *plan, size_t part, dark_resample resample) {
  const double *completed = dark__plan_completed(plan, part);
  double people = dark_plan_estimate(plan, part)->hidden;
  size_t n;
  const dark_record *records = dark_plan_records(plan, part, &n);
  if (resample != DARK_RESAMPLE_IMPUTED) return 0;
  for (size_t i = 0; completed != NULL && i < n; i++) people -= completed[i] - records[i].count;
  return fmax(0, people);
}

dark_status dark__urn_make(dark__urn *urn, bool *drawable, const dark_plan *plan, size_t part, uint64_t seed, dark_error *err) {
  const dark_estimate *estimate = dark_plan_estimate(plan, part);
  const dark_resample resample = estimate->reason == DARK_N_REASONS ? dark_plan_resample(plan) : DARK_RESAMPLE_OBSERVED;
  const double people = resample == DARK_RESAMPLE_OBSERVED ? count_seen(plan, part) : round(estimate->total);
  *urn = (dark__urn){.key = key_of(plan, part, seed)};
  *drawable = people <= DARK_MAX_COUNT;
  if (!*drawable) return DARK_OK;
  size_t n_records;
  const dark_record *records = dark_plan_records(plan, part, &n_records);
  urn->n_drawn = (unsigned)people;
  urn->n_cells = n_records + 1;
  urn->shares = calloc(urn->n_cells, sizeof *urn->shares);
  if (urn->shares == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  if (resample == DARK_RESAMPLE_PARAMETRIC) status = fill_fitted(urn, drawable, plan, part, records, err);
  else fill_observed(urn, records, dark__plan_completed(plan, part), unseen_people(plan, part, resample));
  if (status != DARK_OK || !*drawable) dark__urn_clear(urn);
  return status;
}

void dark__urn_clear(dark__urn *urn) {
  free(urn->shares);
  *urn = (dark__urn){0};
}

void dark__urn_draw(double *weights, unsigned *cells, const dark__urn *urn, uint64_t number) {
  dark__stream stream;
  dark__stream_start(&stream, urn->key, number);
  gsl_ran_multinomial(&stream.rng, urn->n_cells, urn->n_drawn, urn->shares, cells);
  for (size_t i = 0; i + 1 < urn->n_cells; i++) weights[i] = cells[i];
}
