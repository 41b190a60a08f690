/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static dark_status make_room(dark_explanation *out, const dark__problem *problem, size_t n_terms, dark_error *err) {
  out->terms = calloc(n_terms + 1, sizeof *out->terms);
  out->fitted = calloc((size_t)1 << problem->n_lists, sizeof *out->fitted);
  if (out->terms != NULL && out->fitted != NULL) return DARK_OK;
  dark_explanation_clear(out);
  return dark__fail_memory(err);
}

/* Kept cells have a positive mean, or one that underflowed and had nobody in it. */
static void describe_cells(dark_explanation *out, const dark__engine *engine, double hidden) {
  const size_t n_cells = (size_t)1 << engine->counts.n_lists;
  memcpy(out->fitted, engine->space.means, n_cells * sizeof *out->fitted);
  out->fitted[0] = hidden;
  size_t n_kept = 0;
  for (size_t cell = 1; cell < n_cells; cell++) {
    const double mean = out->fitted[cell], count = engine->counts.cells[cell];
    if (!(mean > 0)) continue;
    n_kept++;
    out->pearson += (count - mean) * (count - mean) / mean;
  }
  out->df = n_kept > engine->space.n_kept ? n_kept - engine->space.n_kept : 0;
}

static void describe_terms(dark_explanation *out, const dark__engine *engine, const dark__fit_request *request,
                           const double *variances) {
  size_t kept = 0;
  for (size_t i = 0; i < request->n_terms; i++) {
    dark_term *term = &out->terms[i];
    dark__term_write(term->name, sizeof term->name, request->terms[i], &engine->problem->naming);
    const bool is_kept = kept < engine->space.n_kept && engine->space.kept[kept] == request->terms[i];
    term->coefficient = is_kept ? engine->space.coefficients[kept] : -INFINITY;
    term->se = is_kept ? sqrt(variances[kept]) : NAN;
    kept += is_kept;
  }
}

static void describe_fit(dark_explanation *out, const dark__engine *engine, const dark__verdict *verdict, size_t n_terms) {
  const double log_lik = verdict->log_lik - engine->counts.log_factorials, k = (double)n_terms;
  out->has_model = 1;
  out->n_parameters = n_terms;
  out->n_minus_infinity = engine->space.n_emptied;
  out->log_lik = log_lik;
  out->deviance = fmax(0, 2 * (engine->counts.saturated - verdict->log_lik));
  out->aic = 2 * k - 2 * log_lik;
  out->bic = log(engine->problem->n_observed) * k - 2 * log_lik;
}

static dark_status explain_with(dark_explanation *out, dark__engine *engine, const dark__fit_request *request, dark_error *err) {
  dark__verdict verdict;
  dark_status status = dark__engine_load_observed(engine, err);
  if (status == DARK_OK) status = dark__engine_judge(&verdict, engine, request, err);
  if (status != DARK_OK) return status;
  if (verdict.code != 0) return dark__fail(err, DARK_ENUMERIC, "a model without an estimate cannot be explained");
  double *variances = malloc((engine->space.n_kept + 1) * sizeof *variances);
  if (variances == NULL) return dark__fail_memory(err);
  describe_fit(out, engine, &verdict, request->n_terms);
  describe_cells(out, engine, verdict.hidden);
  const double variance = dark__fit_intercept_variance(&engine->space, variances);
  out->se = sqrt(verdict.hidden + verdict.hidden * verdict.hidden * variance);
  describe_terms(out, engine, request, variances);
  free(variances);
  return DARK_OK;
}

dark_status dark__explain_model(dark_explanation *out, const dark__problem *problem, const uint32_t *terms, size_t n_terms,
                                dark_error *err) {
  dark_status status = make_room(out, problem, n_terms, err);
  if (status != DARK_OK) return status;
  dark__engine *engine = NULL;
  const dark__fit_request request = {.terms = terms, .n_terms = n_terms, .floor = -INFINITY};
  status = dark__engine_new(&engine, problem, n_terms, err);
  if (status == DARK_OK) status = explain_with(out, engine, &request, err);
  dark__engine_free(engine);
  if (status != DARK_OK) dark_explanation_clear(out);
  return status;
}
