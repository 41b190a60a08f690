/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "joint/latent/parts.h"
#include "models/joint/absent.h"

void dark__joint_partial_clear(dark__joint_partial *of) {
  free(of->status);
  free(of->hidden);
  free(of->projected);
  *of = (dark__joint_partial){0};
}

static dark_status make_room(dark__joint_partial *out, const dark__latent *latent, bool with_errors, dark_error *err) {
  out->n_strata = latent->design->strata->n_strata;
  out->n_unknowns = latent->n_unknowns;
  out->status = calloc(out->n_strata + 1, sizeof *out->status);
  out->hidden = calloc(out->n_strata + 1, sizeof *out->hidden);
  if (with_errors) out->projected = calloc(out->n_strata * out->n_unknowns + 1, sizeof *out->projected);
  const bool is_complete = out->status != NULL && out->hidden != NULL && (!with_errors || out->projected != NULL);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

/* ---- people of whom a category is missing */

typedef struct incomplete {
  double *counts; /* [n_strata x 2^t] of the others */
  dark__joint_record *records;
  uint32_t *levels; /* [n x n_categories] */
  size_t n;
} incomplete;

static void clear_incomplete(incomplete *of) {
  free(of->counts);
  free(of->records);
  free(of->levels);
}

static void add_record(incomplete *out, const dark__joint_group *group, size_t x, uint32_t history, double count) {
  const size_t n = group->strata.n_categories;
  uint32_t *levels = out->levels + out->n * n;
  for (size_t c = 0; c < n; c++) {
    const uint32_t level = group->levels[x * n + c];
    levels[c] = level == group->n_levels[c] ? DARK__LEVEL_MISSING : level;
  }
  out->records[out->n++] = (dark__joint_record){history, 0, levels, count};
}

static dark_status part_people(incomplete *out, const dark__joint_group *group, const double *counts, dark_error *err) {
  const size_t n = dark__n_histories(&group->strata), n_cells = group->strata.n_strata * n;
  *out = (incomplete){.counts = calloc(n_cells + 1, sizeof *out->counts),
                      .records = calloc(n_cells + 1, sizeof *out->records),
                      .levels = calloc(n_cells * group->strata.n_categories + 1, sizeof *out->levels)};
  if (out->counts == NULL || out->records == NULL || out->levels == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n_cells; c++)
    if (!group->is_missing[c / n]) out->counts[c] = counts[c];
    else if (counts[c] > 0) add_record(out, group, c / n, (uint32_t)(c % n), counts[c]);
  return DARK_OK;
}

/* Seen people of a stratum whose category is missing. */
static double count_spread(const dark__latent *latent, const double *counts, size_t x) {
  const size_t n = dark__n_histories(latent->design->strata);
  double sum = 0;
  for (size_t w = 0; w < n; w++)
    if (dark__is_observable(latent->design->strata, x, (uint32_t)w)) sum += latent->expected[x * n + w];
  for (size_t w = 1; w < n; w++) sum -= counts[x * n + w];
  return sum;
}

static dark_status read_strata(dark__joint_partial *out, dark__latent *latent, const double *counts, dark_error *err) {
  double *weights = calloc(out->n_strata + 1, sizeof *weights);
  for (size_t x = 0; weights != NULL && x < out->n_strata; x++) {
    weights[x] = 1;
    out->status[x] = latent->existence.hidden[x];
    out->hidden[x] = dark__latent_sum(latent, weights, false) + fmax(0, count_spread(latent, counts, x));
    if (out->projected != NULL) dark__latent_project(out->projected + x * out->n_unknowns, latent, weights, false);
    weights[x] = 0;
  }
  free(weights);
  return weights != NULL ? DARK_OK : dark__fail_memory(err);
}

dark_status dark__joint_partial_find(dark__joint_partial *out, const dark__joint_design *design, const dark__joint_group *group,
                                     const double *counts, bool with_errors, dark_error *err) {
  dark__parts parts = {0};
  incomplete people;
  dark__latent latent = {0};
  *out = (dark__joint_partial){0};
  dark_status status = part_people(&people, group, counts, err);
  if (status == DARK_OK) status = dark__parts_make(&parts, design->strata, people.counts, people.records, people.n, err);
  const dark__emission emission = dark__parts_emission(&parts);
  if (status == DARK_OK) status = dark__latent_find(&latent, design, &emission, parts.kinds, parts.start, err);
  if (status == DARK_OK && !latent.has_converged)
    status = dark__fail(err, DARK_ENUMERIC, "the fit of a joint model found no maximum");
  if (status == DARK_OK) status = make_room(out, &latent, with_errors && people.n == 0, err);
  if (status == DARK_OK) status = read_strata(out, &latent, people.counts, err);
  clear_incomplete(&people);
  dark__latent_clear(&latent);
  dark__parts_clear(&parts);
  return status;
}

/* The variance of the mean, and that of people around it. */
dark_status dark__joint_partial_error(double *out, const dark__joint_partial *of, const size_t *places, size_t n,
                                      dark_error *err) {
  *out = NAN;
  if (of->projected == NULL) return DARK_OK;
  double *sum = calloc(of->n_unknowns + 1, sizeof *sum), variance = 0;
  if (sum == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) {
    variance += of->hidden[places[i]];
    for (size_t j = 0; j < of->n_unknowns; j++) sum[j] += of->projected[places[i] * of->n_unknowns + j];
  }
  for (size_t j = 0; j < of->n_unknowns; j++) variance += sum[j] * sum[j];
  *out = sqrt(variance);
  free(sum);
  return DARK_OK;
}
