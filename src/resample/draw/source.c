/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/draw/source.h"

#include <stdlib.h>

#include "base/error.h"
#include "estimator/strata.h"

/* ---- drawn from the records of the plan */

static bool has_estimate(const dark_plan *plan, const dark__strata *strata) {
  for (size_t s = 0; s < strata->n; s++)
    if (dark_plan_estimate(plan, strata->parts[s])->reason == DARK_N_REASONS) return true;
  return false;
}

/* The tables of a group need all of its strata. */
static dark_status make_group_urns(bool *is_drawn, dark__source *source, const dark__strata *strata, uint64_t seed,
                                   dark_error *err) {
  *is_drawn = has_estimate(source->plan, strata);
  dark_status status = DARK_OK;
  for (size_t s = 0; *is_drawn && status == DARK_OK && s < strata->n; s++)
    status = dark__urn_make(&source->urns[strata->parts[s]], is_drawn, source->plan, strata->parts[s], seed, err);
  return status;
}

static dark_status make_urns(dark__source *source, bool *is_drawn, uint64_t seed, dark_error *err) {
  source->urns = calloc(dark_plan_n_parts(source->plan) + 1, sizeof *source->urns);
  if (source->urns == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  for (size_t group = 0; status == DARK_OK && group < dark__plan_n_groups(source->plan); group++) {
    const dark__strata strata = dark__plan_strata(source->plan, group);
    status = make_group_urns(&is_drawn[group], source, &strata, seed, err);
  }
  return status;
}

/* ---- given */

static const double *column_of(const dark_resamples *resamples, uint64_t history) {
  for (size_t j = 0; j < resamples->n_columns; j++)
    if (resamples->histories[j] == history) return resamples->counts + j;
  return NULL;
}

static bool is_empty_column(const dark_resamples *resamples, size_t j) {
  for (size_t r = 0; r < resamples->n_replicates; r++)
    if (resamples->counts[r * resamples->n_columns + j] > 0) return false;
  return true;
}

static bool has_record(const dark_record *records, size_t n, uint64_t history) {
  for (size_t i = 0; i < n; i++)
    if (records[i].history == history) return true;
  return false;
}

/* Match the columns of given resamples with the records of the only part. */
static dark_status use_given(dark__source *source, dark_error *err) {
  const dark_resamples *resamples = source->resamples;
  const dark_table *table = dark_plan_table(source->plan);
  if (dark_plan_n_parts(source->plan) != 1 || dark_plan_n_lists(source->plan, 0) != dark_table_n_lists(table))
    return dark__fail(err, DARK_EUSAGE, "given resamples need a table without categories in which every list caught somebody");
  size_t n_records;
  const dark_record *records = dark_plan_records(source->plan, 0, &n_records);
  for (size_t j = 0; j < resamples->n_columns; j++)
    if (!has_record(records, n_records, resamples->histories[j]) && !is_empty_column(resamples, j))
      return dark__fail(err, DARK_EUSAGE, "the resamples count people in a combination of lists in which nobody was observed");
  source->given = calloc(n_records + 1, sizeof *source->given);
  if (source->given == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n_records; i++) {
    source->given[i] = column_of(resamples, records[i].history);
    if (source->given[i] == NULL && records[i].count > 0)
      return dark__fail(err, DARK_EUSAGE, "the resamples have no column for a combination of lists with %.0f people",
                        records[i].count);
  }
  return DARK_OK;
}

static void copy_given(double *weights, const dark__source *source, size_t n_records, size_t number) {
  for (size_t k = 0; k < n_records; k++)
    weights[k] = source->given[k] == NULL ? 0 : source->given[k][number * source->resamples->n_columns];
}

/* ---- any of them */

dark_status dark__source_open(dark__source *source, bool *is_drawn, const dark_plan *plan, const dark_bootstrap_options *options,
                              const dark__draws *draws, dark_error *err) {
  *source = (dark__source){.plan = plan, .draws = draws, .resamples = draws == NULL ? options->resamples : NULL};
  for (size_t i = 0; i < dark__plan_n_groups(plan); i++) is_drawn[i] = true;
  if (source->draws != NULL) return DARK_OK;
  return source->resamples != NULL ? use_given(source, err) : make_urns(source, is_drawn, options->seed, err);
}

void dark__source_close(dark__source *source) {
  for (size_t i = 0; source->urns != NULL && i < dark_plan_n_parts(source->plan); i++) dark__urn_clear(&source->urns[i]);
  free(source->urns);
  free(source->given);
  *source = (dark__source){0};
}

size_t dark__source_scratch(const dark__source *source) {
  size_t n_cells = 1;
  if (source->draws != NULL) return source->draws->scratch_size;
  for (size_t i = 0; source->urns != NULL && i < dark_plan_n_parts(source->plan); i++)
    if (source->urns[i].n_cells > n_cells) n_cells = source->urns[i].n_cells;
  return n_cells * sizeof(unsigned);
}

static bool draw_part(double *weights, void *scratch, const dark__source *source, size_t part, size_t number) {
  size_t n_records;
  if (source->draws != NULL) return source->draws->draw(weights, scratch, source->draws->context, part, number);
  dark_plan_records(source->plan, part, &n_records);
  if (source->resamples != NULL) copy_given(weights, source, n_records, number);
  else dark__urn_draw(weights, scratch, &source->urns[part], number);
  return true;
}

bool dark__source_draw(double *weights, void *scratch, const dark__source *source, size_t group, size_t number) {
  const dark__strata strata = dark__plan_strata(source->plan, group);
  for (size_t s = 0; s < strata.n; s++)
    if (!draw_part(weights + strata.starts[s], scratch, source, strata.parts[s], number)) return false;
  return true;
}

static void copy_observed(double *weights, const dark__source *source, size_t part) {
  size_t n_records;
  const dark_record *records = dark_plan_records(source->plan, part, &n_records);
  for (size_t k = 0; k < n_records; k++) weights[k] = records[k].count;
}

/* Whether the people of a record are counted, and no suppressed count stands there of which others are expected. */
static bool is_known(const dark_plan *plan, size_t part, size_t record, double count) {
  const double *completed = dark__plan_completed(plan, part);
  return completed == NULL || completed[record] == count;
}

static bool leave_out(double *weights, void *scratch, const dark__source *source, size_t part, size_t record) {
  if (source->draws != NULL) return source->draws->without(weights, scratch, source->draws->context, part, record);
  copy_observed(weights, source, part);
  if (!is_known(source->plan, part, record, weights[record])) return false;
  weights[record] -= 1;
  return weights[record] >= 0;
}

bool dark__source_without(double *weights, void *scratch, const dark__source *source, size_t group, size_t record) {
  const dark__strata strata = dark__plan_strata(source->plan, group);
  bool is_there = true;
  for (size_t s = 0; is_there && s < strata.n; s++) {
    double *here = weights + strata.starts[s];
    const bool is_inside = record >= strata.starts[s] && record < strata.starts[s + 1];
    if (is_inside) is_there = leave_out(here, scratch, source, strata.parts[s], record - strata.starts[s]);
    else copy_observed(here, source, strata.parts[s]);
  }
  return is_there;
}
