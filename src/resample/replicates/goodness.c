/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <darkfigure/goodness.h>

#include <math.h>
#include <stdlib.h>

#include "base/arguments.h"
#include "estimator/deviance.h"
#include "resample/draw/stratum_key.h"
#include "resample/replicates/bootstrap.h"
#include "resample/replicates/options.h"
#include "resample/replicates/replicates.h"

/* Name of the stream family; part of what makes draws repeatable. */
static const char PURPOSE[] = "goodness of fit";
/* Deviances nearer than that, relative to them, are the same. */
static const double ROUNDING = 1e-9;

static bool can_be_tested(const dark_plan *plan, size_t part, const dark_explanation *explanation) {
  return explanation->has_model && explanation->df > 0 && explanation->fitted != NULL &&
         dark_plan_n_observed(plan, part) <= DARK_MAX_COUNT;
}

/* The fitted counts of a part, out of which as many people are drawn as were observed. */
static dark_status fill_urn(dark__urn *urn, const dark_plan *plan, size_t part, const double *fitted, uint64_t seed,
                            dark_error *err) {
  size_t n_records;
  const dark_record *records = dark_plan_records(plan, part, &n_records);
  const size_t stratum = part == dark_plan_pooled_part(plan) ? DARK__WHOLE_TABLE : part;
  urn->n_cells = n_records + 1;
  urn->n_drawn = (unsigned)dark_plan_n_observed(plan, part);
  urn->key = dark__stratum_key(dark_plan_table(plan), stratum, PURPOSE, seed);
  urn->shares = calloc(urn->n_cells, sizeof *urn->shares);
  if (urn->shares == NULL) return dark__fail_memory(err);
  for (size_t k = 0; k < n_records; k++) urn->shares[k] = fitted[records[k].history];
  return DARK_OK;
}

/* A part that cannot be tested keeps an empty urn. */
static dark_status make_urn(dark__urn *urn, const dark_plan *plan, size_t part, uint64_t seed, dark_error *err) {
  dark_error why = DARK_ERROR_INIT;
  dark_explanation explanation;
  if (dark_plan_estimate(plan, part)->reason != DARK_N_REASONS || !dark__plan_has_deviance(plan, part)) return DARK_OK;
  dark_status status = dark_plan_explain(&explanation, plan, part, &why);
  if (status == DARK_ENUMERIC) return DARK_OK;
  if (status != DARK_OK) return dark__fail(err, status, "%s", why.message);
  if (can_be_tested(plan, part, &explanation)) status = fill_urn(urn, plan, part, explanation.fitted, seed, err);
  dark_explanation_clear(&explanation);
  return status;
}

static bool draw(double *weights, void *scratch, const void *context, size_t part, size_t number) {
  const dark__urn *urn = (const dark__urn *)context + part;
  if (urn->n_cells == 0) return false;
  dark__urn_draw(weights, scratch, urn, number);
  return true;
}

static dark_status observed_deviance(double *out, const dark_plan *plan, size_t part, dark_error *err) {
  size_t n_records;
  const dark_record *records = dark_plan_records(plan, part, &n_records);
  double *weights = malloc((n_records + 1) * sizeof *weights);
  if (weights == NULL) return dark__fail_memory(err);
  for (size_t k = 0; k < n_records; k++) weights[k] = records[k].count;
  const dark_status status = dark__plan_deviance(out, plan, part, dark_plan_estimate(plan, part), weights, err);
  free(weights);
  return status;
}

static dark_status compare(dark_goodness *out, const dark_replicates *draws, size_t part, dark_error *err) {
  double observed;
  const dark_status status = observed_deviance(&observed, draws->plan, part, err);
  if (status != DARK_OK || isnan(observed)) return status;
  out->n_draws = draws->n;
  for (size_t r = 0; r < draws->n; r++) {
    const double deviance = draws->parts[part].deviances[r];
    if (isnan(deviance)) continue;
    out->n_compared++;
    if (deviance >= observed * (1 - ROUNDING)) out->n_as_far++;
  }
  if (out->n_compared > 0) out->p = (1 + (double)out->n_as_far) / (1 + (double)out->n_compared);
  return DARK_OK;
}

static size_t most_cells(const dark__urn *urns, size_t n) {
  size_t most = 1;
  for (size_t i = 0; i < n; i++)
    if (urns[i].n_cells > most) most = urns[i].n_cells;
  return most;
}

static dark_status test(dark_goodness *out, const dark_plan *plan, const dark_bootstrap_options *options, dark__urn *urns,
                        dark_error *err) {
  const size_t n_parts = dark_plan_n_parts(plan);
  dark_replicates *replicates = NULL;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n_parts; i++) status = make_urn(&urns[i], plan, i, options->seed, err);
  if (status != DARK_OK || most_cells(urns, n_parts) == 1) return status;
  const dark__draws draws = {.context = urns, .scratch_size = most_cells(urns, n_parts) * sizeof(unsigned), .draw = draw};
  const dark__portion all = {.n = options->n_replicates, .has_deviances = true};
  status = dark__bootstrap(&replicates, plan, options, &all, &draws, err);
  for (size_t i = 0; status == DARK_OK && i < n_parts; i++)
    if (urns[i].n_cells > 0) status = compare(&out[i], replicates, i, err);
  dark_replicates_free(replicates);
  return status;
}

static dark_status check(const dark_plan *plan, const dark_bootstrap_options *options, dark_error *err) {
  const dark_status status = dark__bootstrap_options_check(options, err);
  if (status != DARK_OK) return status;
  if (options->resamples != NULL)
    return dark__fail(err, DARK_EUSAGE, "dark_goodness_test draws its tables from the model: resamples must be NULL");
  if (dark_plan_resample(plan) != DARK_RESAMPLE_PARAMETRIC)
    return dark__fail(err, DARK_EUSAGE,
                      "dark_goodness_test needs a plan made for DARK_RESAMPLE_PARAMETRIC, which has the cells without people");
  return DARK_OK;
}

dark_status dark_goodness_test(dark_goodness *out, const dark_plan *plan, const dark_bootstrap_options *options,
                               dark_error *err) {
  DARK__REQUIRE(out, err);
  DARK__REQUIRE(plan, err);
  DARK__REQUIRE(options, err);
  const size_t n_parts = dark_plan_n_parts(plan);
  for (size_t i = 0; i < n_parts; i++) out[i] = (dark_goodness){.p = NAN};
  dark_status status = check(plan, options, err);
  if (status != DARK_OK || options->n_replicates == 0) return status;
  dark__urn *urns = calloc(n_parts + 1, sizeof *urns);
  if (urns == NULL) return dark__fail_memory(err);
  status = test(out, plan, options, urns, err);
  for (size_t i = 0; i < n_parts; i++) dark__urn_clear(&urns[i]);
  free(urns);
  return status;
}
