/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/partial.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

void dark__joint_partial_clear(dark__joint_partial *of) {
  free(of->status);
  free(of->hidden);
  free(of->unseen);
  free(of->projected);
  dark__parts_clear(&of->parts);
  *of = (dark__joint_partial){0};
}

static dark_status make_room(dark__joint_partial *out, const dark__latent *latent, bool with_errors, dark_error *err) {
  out->strata = latent->design->strata;
  out->n_strata = out->strata->n_strata;
  out->n_unknowns = latent->n_unknowns;
  out->log_lik = latent->log_lik;
  out->status = calloc(out->n_strata + 1, sizeof *out->status);
  out->hidden = calloc(out->n_strata + 1, sizeof *out->hidden);
  out->unseen = calloc(out->n_strata + 1, sizeof *out->unseen);
  if (with_errors) out->projected = calloc(out->n_strata * out->n_unknowns + 1, sizeof *out->projected);
  const bool is_complete = out->status != NULL && out->hidden != NULL && out->unseen != NULL;
  return is_complete && (!with_errors || out->projected != NULL) ? DARK_OK : dark__fail_memory(err);
}

/* Seen people in stratum x who may be elsewhere or are on lists that did not exist there are in no count of it. */
static void read_stratum(dark__joint_partial *out, dark__latent *latent, const dark__joint_people *people, double *weights,
                         double *derivatives, size_t x) {
  const size_t n = dark__n_histories(out->strata);
  weights[x] = 1;
  const dark__spread spread = dark__parts_spread(derivatives, &out->parts, out->strata, weights);
  double known = 0;
  for (size_t w = 1; w < n; w++) known += people->counts[x * n + w];
  out->status[x] = latent->existence.hidden[x];
  out->unseen[x] = dark__latent_sum(latent, weights, false);
  out->hidden[x] = out->unseen[x] + spread.expected + fmax(0, spread.certain - known);
  if (out->projected != NULL) dark__latent_project_with(out->projected + x * out->n_unknowns, latent, weights, derivatives);
  weights[x] = 0;
}

static dark_status read_strata(dark__joint_partial *out, dark__latent *latent, const dark__joint_people *people,
                               dark_error *err) {
  double *weights = calloc(out->n_strata + 1, sizeof *weights);
  double *derivatives = malloc((out->parts.n_cells + 1) * sizeof *derivatives);
  const bool is_complete = weights != NULL && derivatives != NULL;
  for (size_t x = 0; is_complete && x < out->n_strata; x++) read_stratum(out, latent, people, weights, derivatives, x);
  free(weights);
  free(derivatives);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

dark_status dark__joint_partial_find(dark__joint_partial *out, const dark__joint_design *design, const dark__joint_group *group,
                                     const double *counts, bool with_errors, dark_error *err) {
  dark__joint_people people;
  dark__latent latent = {0};
  *out = (dark__joint_partial){0};
  dark_status status = dark__joint_people_part(&people, group, counts, err);
  if (status == DARK_OK) status = dark__parts_make(&out->parts, design->strata, people.counts, people.records, people.n, err);
  const dark__emission emission = dark__parts_emission(&out->parts);
  if (status == DARK_OK) status = dark__latent_find(&latent, design, &emission, out->parts.kinds, out->parts.start, err);
  if (status == DARK_OK && !latent.has_converged)
    status = dark__fail(err, DARK_ENUMERIC, "the fit of a joint model found no maximum");
  if (status == DARK_OK) status = make_room(out, &latent, with_errors, err);
  if (status == DARK_OK) status = read_strata(out, &latent, &people, err);
  dark__joint_people_clear(&people);
  dark__latent_clear(&latent);
  return status;
}

/* The variance of the mean, and that of people around it: of the unseen, and of those who may be elsewhere. */
dark_status dark__joint_partial_error(double *out, const dark__joint_partial *of, const size_t *places, size_t n,
                                      dark_error *err) {
  *out = NAN;
  if (of->projected == NULL) return DARK_OK;
  double *sum = calloc(of->n_unknowns + 1, sizeof *sum), *weights = calloc(of->n_strata + 1, sizeof *weights), variance = 0;
  const bool is_complete = sum != NULL && weights != NULL;
  for (size_t i = 0; is_complete && i < n; i++) {
    weights[places[i]] = 1;
    variance += of->unseen[places[i]];
    for (size_t j = 0; j < of->n_unknowns; j++) sum[j] += of->projected[places[i] * of->n_unknowns + j];
  }
  for (size_t j = 0; is_complete && j < of->n_unknowns; j++) variance += sum[j] * sum[j];
  if (is_complete) *out = sqrt(variance + dark__parts_spread(NULL, &of->parts, of->strata, weights).variance);
  free(sum);
  free(weights);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}
