/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/partial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "joint/latent/boundary.h"

void dark__joint_partial_clear(dark__joint_partial *of) {
  free(of->status);
  free(of->hidden);
  free(of->unseen);
  free(of->projected);
  dark__parts_clear(&of->parts);
  free(of->means);
  free(of->expected);
  dark__veil_clear(&of->veil);
  dark__joint_veiled_clear(&of->published);
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

static size_t n_cells_of(const dark__joint_partial *of) { return of->n_strata * dark__n_histories(of->strata); }

/* Who is in strata; derivatives [cells]. */
static dark__spread spread(double *derivatives, const dark__joint_partial *of, const double *weights) {
  return of->is_veiled ? dark__veil_spread(derivatives, &of->veil, weights)
                       : dark__parts_spread(derivatives, &of->parts, of->strata, weights);
}

/* People who are in the counts of stratum x in any case; where counts were suppressed, those that stand for them. */
static double count_known(const dark__joint_partial *of, const double *counts, size_t x) {
  const size_t n = dark__n_histories(of->strata);
  double known = 0;
  for (size_t w = 1; w < n; w++) known += counts[x * n + w];
  return known;
}

/* Seen people in stratum x who may be elsewhere or are on lists that did not exist there are in no count of it. */
static void read_stratum(dark__joint_partial *out, dark__latent *latent, const double *counts, double *weights,
                         double *derivatives, size_t x) {
  weights[x] = 1;
  const dark__spread seen = spread(derivatives, out, weights);
  const double rest = seen.certain - count_known(out, counts, x);
  out->status[x] = latent->existence.hidden[x];
  out->unseen[x] = dark__latent_sum(latent, weights, false);
  out->hidden[x] = out->unseen[x] + seen.expected + (out->is_veiled ? rest : fmax(0, rest));
  if (out->projected != NULL) dark__latent_project_with(out->projected + x * out->n_unknowns, latent, weights, derivatives);
  weights[x] = 0;
}

static dark_status read_strata(dark__joint_partial *out, dark__latent *latent, const double *counts, dark_error *err) {
  double *weights = calloc(out->n_strata + 1, sizeof *weights);
  double *derivatives = malloc((n_cells_of(out) + 1) * sizeof *derivatives);
  const bool is_complete = weights != NULL && derivatives != NULL;
  for (size_t x = 0; is_complete && x < out->n_strata; x++) read_stratum(out, latent, counts, weights, derivatives, x);
  free(weights);
  free(derivatives);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

/* ---- counts that were suppressed */

static dark_status keep_cells(dark__joint_partial *out, const dark__latent *latent, dark_error *err) {
  const size_t n = n_cells_of(out);
  out->means = malloc((n + 1) * sizeof *out->means);
  out->expected = malloc((n + 1) * sizeof *out->expected);
  if (out->means == NULL || out->expected == NULL) return dark__fail_memory(err);
  memcpy(out->means, latent->fit.means, n * sizeof *out->means);
  memcpy(out->expected, latent->expected, n * sizeof *out->expected);
  return DARK_OK;
}

static dark_status find_veiled(dark__joint_partial *out, const dark__joint_design *design, const dark__joint_group *group,
                               const double *counts, bool with_errors, dark_error *err) {
  dark__latent latent = {0};
  out->is_veiled = true;
  dark_status status = dark__joint_rule_apply(&out->published, &group->rule, counts, dark__n_histories(design->strata), err);
  if (status == DARK_OK) status = dark__veil_of(&out->veil, design, counts, &out->published.published, err);
  if (status == DARK_OK) status = dark__veil_find(&latent, &out->veil, err);
  if (status == DARK_OK && !latent.has_converged)
    status = dark__fail(err, DARK_ENUMERIC, "the fit of a joint model found no maximum");
  if (status == DARK_OK) status = make_room(out, &latent, with_errors, err);
  if (status == DARK_OK) status = keep_cells(out, &latent, err);
  if (status == DARK_OK) dark__veil_settle(&out->veil, out->means);
  if (status == DARK_OK) status = read_strata(out, &latent, counts, err);
  out->log_lik += out->veil.log_factorials;
  dark__latent_clear(&latent);
  return status;
}

/* ---- any of them */

dark_status dark__joint_partial_find(dark__joint_partial *out, const dark__joint_design *design, const dark__joint_group *group,
                                     const double *counts, bool with_errors, dark_error *err) {
  dark__joint_people people;
  dark__latent latent = {0};
  *out = (dark__joint_partial){0};
  if (group->rule.is_any) return find_veiled(out, design, group, counts, with_errors, err);
  dark_status status = dark__joint_people_part(&people, group, counts, err);
  if (status == DARK_OK) status = dark__parts_make(&out->parts, design->strata, people.counts, people.records, people.n, err);
  const dark__emission emission = dark__parts_emission(&out->parts);
  if (status == DARK_OK) status = dark__latent_find(&latent, design, &emission, out->parts.kinds, out->parts.start, err);
  if (status == DARK_OK && !latent.has_converged)
    status = dark__fail(err, DARK_ENUMERIC, "the fit of a joint model found no maximum");
  if (status == DARK_OK) status = make_room(out, &latent, with_errors, err);
  if (status == DARK_OK) status = read_strata(out, &latent, people.counts, err);
  dark__joint_people_clear(&people);
  dark__latent_clear(&latent);
  return status;
}

/* Of seen people who may be elsewhere, given the means. */
static dark_status seen_variance(double *out, const dark__joint_partial *of, const double *weights, dark_error *err) {
  double *derivatives = malloc((n_cells_of(of) + 1) * sizeof *derivatives);
  if (derivatives == NULL) return dark__fail_memory(err);
  *out = spread(derivatives, of, weights).variance;
  free(derivatives);
  return DARK_OK;
}

/* The variance of the mean, and that of people around it: of the unseen, and of those who may be elsewhere. */
dark_status dark__joint_partial_error(double *out, const dark__joint_partial *of, const size_t *places, size_t n,
                                      dark_error *err) {
  *out = NAN;
  if (of->projected == NULL) return DARK_OK;
  double *sum = calloc(of->n_unknowns + 1, sizeof *sum), *weights = calloc(of->n_strata + 1, sizeof *weights), variance = 0,
         seen = 0;
  const bool is_complete = sum != NULL && weights != NULL;
  for (size_t i = 0; is_complete && i < n; i++) {
    weights[places[i]] = 1;
    variance += of->unseen[places[i]];
    for (size_t j = 0; j < of->n_unknowns; j++) sum[j] += of->projected[places[i] * of->n_unknowns + j];
  }
  for (size_t j = 0; is_complete && j < of->n_unknowns; j++) variance += sum[j] * sum[j];
  const dark_status status = is_complete ? seen_variance(&seen, of, weights, err) : dark__fail_memory(err);
  if (status == DARK_OK) *out = sqrt(variance + seen);
  free(sum);
  free(weights);
  return status;
}
