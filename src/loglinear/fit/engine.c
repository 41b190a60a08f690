/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/engine.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/halt.h"

dark_status dark__engine_new(dark__engine **out, const dark__problem *problem, size_t max_terms, dark_error *err) {
  *out = NULL;
  dark__engine *engine = calloc(1, sizeof *engine);
  if (engine == NULL) return dark__fail_memory(err);
  engine->problem = problem;
  engine->histories = malloc((problem->n_records + 1) * sizeof *engine->histories);
  dark_status status = engine->histories == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) status = dark__counts_new(&engine->counts, problem->n_lists, err);
  if (status == DARK_OK) status = dark__fit_space_new(&engine->space, problem->n_lists, max_terms, err);
  if (status != DARK_OK) {
    dark__engine_free(engine);
    return status;
  }
  engine->space.given = engine->counts.given = problem->given;
  for (size_t i = 0; i < problem->n_records; i++) engine->histories[i] = (uint32_t)problem->records[i].history;
  *out = engine;
  return DARK_OK;
}

void dark__engine_free(dark__engine *engine) {
  if (engine == NULL) return;
  dark__fit_space_clear(&engine->space);
  dark__counts_clear(&engine->counts);
  free(engine->histories);
  free(engine);
}

void dark__engine_load(dark__engine *engine, const double *weights) {
  dark__counts_set(&engine->counts, engine->histories, weights, engine->problem->n_records);
}

dark_status dark__engine_load_observed(dark__engine *engine, dark_error *err) {
  const size_t n = engine->problem->n_records;
  double *weights = malloc((n + 1) * sizeof *weights);
  if (weights == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) weights[i] = engine->problem->records[i].count;
  dark__engine_load(engine, weights);
  free(weights);
  return DARK_OK;
}

dark_status dark__judge_fit(dark__verdict *out, const dark__fit *fit, const uint32_t *terms, size_t n_terms,
                            const dark__counts *counts, dark_error *err) {
  *out = (dark__verdict){.worthless = fit->end == DARK__FIT_WORTHLESS, .log_lik = NAN, .hidden = NAN};
  dark_status status = dark__halt_check(err);
  if (status != DARK_OK || out->worthless) return status;
  if (!fit->certain) status = dark__existence(&out->code, terms, n_terms, counts, err);
  if (status != DARK_OK) return status;
  if (out->code != 0) return DARK_OK;
  if (fit->end == DARK__FIT_FAILED)
    return dark__fail(err, DARK_ENUMERIC, "a model of %zu effects did not converge although its estimate exists", n_terms);
  out->log_lik = fit->log_lik;
  out->hidden = fit->hidden;
  return DARK_OK;
}

dark_status dark__engine_judge(dark__verdict *out, dark__engine *engine, const dark__fit_request *request, dark_error *err) {
  const dark__fit fit = dark__fit_model(&engine->space, &engine->counts, request);
  return dark__judge_fit(out, &fit, request->terms, request->n_terms, &engine->counts, err);
}

double dark__criterion_price(dark__criterion criterion, double n_observed) {
  return criterion == DARK__CRITERION_AIC ? 2 : log(n_observed);
}

double dark__criterion_value(const dark__counts *counts, double log_lik, size_t n_parameters, double price) {
  return 2 * (counts->log_factorials - log_lik) + price * (double)n_parameters;
}

double dark__criterion_tolerance(double value) { return 1e-9 * fabs(value); }

dark_reason dark__code_reason(int code) {
  return (code & DARK__NOT_EXISTING) != 0 ? DARK_REASON_NO_MLE : DARK_REASON_NOT_IDENTIFIABLE;
}
