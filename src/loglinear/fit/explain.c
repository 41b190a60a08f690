/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "lattice/chao_bound.h"
#include "lattice/transform.h"
#include "numeric/cholesky.h"

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

/* How the logarithm of the hidden number moves with each count: x_w' V e_0. After dark__fit_intercept_variance, in space->change. */
static const double *find_moves(dark__fit_space *space) {
  const size_t n_cells = (size_t)1 << space->n_lists;
  memset(space->step, 0, space->n_kept * sizeof *space->step);
  memset(space->change, 0, n_cells * sizeof *space->change);
  space->step[0] = 1;
  dark__cholesky_solve(space->information, space->n_kept, space->step);
  for (size_t i = 0; i < space->n_kept; i++) space->change[space->kept[i]] = space->step[i];
  dark__subset_sums(space->change, space->n_lists);
  return space->change;
}

static dark_bound find_bound(dark__engine *engine, const dark__fit_request *request, double hidden) {
  uint32_t pairs[DARK__MOST_PAIRS];
  const dark__dependence *given = engine->space.given;
  const size_t n_given = given != NULL ? given->n_pairs : 0;
  if (engine->space.has_common) return (dark_bound){.hidden = NAN, .z = NAN}; /* no pair is left out of account */
  const dark__chao_scene scene = {.n_lists = engine->counts.n_lists,
                                  .pairs = pairs,
                                  .n_pairs = dark__pairs_left_out(pairs, engine->counts.n_lists, request->terms, request->n_terms,
                                                                  n_given > 0 ? given->pairs : NULL, n_given),
                                  .counts = engine->counts.cells,
                                  .means = engine->space.means,
                                  .moves = find_moves(&engine->space),
                                  .hidden = hidden};
  return dark__chao_bound(&scene);
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
  out->bound = find_bound(engine, request, verdict.hidden);
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
