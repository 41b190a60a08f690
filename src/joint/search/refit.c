/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/refit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "joint/search/incomplete.h"

/* A bound of -2 log L is left so much below what it came to, absolute and as a share. */
static const double ROUNDING = 1e-7, ROUNDING_SHARE = 1e-11;

void dark__joint_found_clear(dark__joint_found *of) {
  dark__joint_terms_clear(&of->terms);
  free(of->hidden);
  free(of->sd);
  free(of->coefficients);
  free(of->term_starts);
  free(of->seen);
  *of = (dark__joint_found){0};
}

/* When all cells are on the face and all columns independent there, every hidden mean is determined. */
static bool is_determined(const dark__joint_estimate *estimate, const dark__joint_design *design) {
  size_t n_speaking = 0;
  for (size_t x = 0; x < design->strata->n_strata; x++) n_speaking += estimate->existence.hidden[x] != DARK__HIDDEN_NO_RECORDS;
  return estimate->existence.exists && estimate->existence.rank == design->n_columns + n_speaking;
}

static dark_status measure_targets(dark__joint_found *out, const dark__joint_estimate *estimate,
                                   const dark__joint_search_request *request, dark_error *err) {
  const size_t n = request->n_targets, n_strata = request->strata->n_strata;
  double *projected = calloc(out->n_columns + 1, sizeof *projected);
  out->hidden = calloc(n + 1, sizeof *out->hidden);
  out->sd = calloc(n + 1, sizeof *out->sd);
  const bool is_complete = projected != NULL && out->hidden != NULL && out->sd != NULL;
  for (size_t i = 0; is_complete && i < n; i++) {
    const double *weights = request->targets + i * n_strata;
    out->hidden[i] = dark__hidden_sum(&estimate->hidden, weights);
    dark__hidden_project(projected, &estimate->hidden, &estimate->fit, weights);
    out->sd[i] = sqrt(dark__hidden_covariance(&estimate->hidden, weights, projected, weights, projected, true));
  }
  free(projected);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

/* ---- where it begins */

static void copy_term(double *coefficients, dark__joint_term term, const dark__joint_start *from) {
  for (size_t i = 0; i < from->n_terms; i++)
    if (dark__joint_term_is(from->terms[i], term))
      memcpy(coefficients, from->coefficients + from->starts[i], (from->starts[i + 1] - from->starts[i]) * sizeof *coefficients);
}

static dark_status find_estimate(dark__joint_estimate *out, bool *is_bound, const dark__joint_design *design,
                                 const dark__joint_search_request *request, const dark__joint_terms *terms,
                                 const dark__joint_start *start, dark_error *err) {
  *is_bound = false;
  if (start == NULL) return dark__joint_estimate_find(out, design, request->counts, err);
  double *coefficients = calloc(design->n_columns + 1, sizeof *coefficients);
  if (coefficients == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < terms->n; i++) copy_term(coefficients + design->term_starts[i], terms->terms[i], start);
  const dark_status status = dark__joint_estimate_aim(out, is_bound, design, request->counts, coefficients, start->aim, err);
  free(coefficients);
  return status;
}

/* ---- what is kept of it */

double dark__joint_criterion(double log_lik, bool is_bound, size_t n_columns, const dark__joint_search_request *request) {
  const double slack = is_bound ? ROUNDING + ROUNDING_SHARE * fabs(log_lik) : 0;
  return -2 * log_lik - slack + request->price * (double)n_columns;
}

static dark_status keep_estimate(dark__joint_found *out, dark__joint_estimate *estimate, bool is_bound,
                                 dark__joint_design *design, const dark__joint_search_request *request, dark_error *err) {
  out->n_columns = design->n_columns;
  out->bound = is_bound ? DARK__BOUND_STEP : DARK__BOUND_NONE;
  out->criterion = dark__joint_criterion(estimate->fit.log_lik, is_bound, design->n_columns, request);
  out->coefficients = estimate->fit.coefficients;
  out->term_starts = design->term_starts;
  estimate->fit.coefficients = NULL;
  design->term_starts = NULL;
  return request->best_only ? DARK_OK : measure_targets(out, estimate, request, err);
}

static dark_status refit_complete(dark__joint_found *out, bool *is_candidate, const dark__joint_search_request *request,
                                  const dark__joint_terms *terms, dark__joint_design *design, const dark__joint_start *start,
                                  dark_error *err) {
  dark__joint_estimate estimate = {0};
  bool is_bound;
  dark_status status = find_estimate(&estimate, &is_bound, design, request, terms, start, err);
  *is_candidate = status == DARK_OK && is_determined(&estimate, design);
  if (*is_candidate) status = keep_estimate(out, &estimate, is_bound, design, request, err);
  dark__joint_estimate_clear(&estimate);
  return status;
}

static dark_status keep_incomplete(dark__joint_found *out, dark__incomplete *model, dark__joint_design *design,
                                   const dark__joint_search_request *request, dark_error *err) {
  out->n_columns = design->n_columns;
  out->criterion = -2 * dark__incomplete_log_lik(model) + request->price * (double)design->n_columns;
  out->hidden = calloc(request->n_targets + 1, sizeof *out->hidden);
  out->sd = calloc(request->n_targets + 1, sizeof *out->sd);
  out->seen = calloc(request->n_targets + 1, sizeof *out->seen);
  if (out->hidden == NULL || out->sd == NULL || out->seen == NULL) return dark__fail_memory(err);
  const dark_status status = dark__incomplete_measure(out, model, request, err);
  out->coefficients = model->latent.fit.coefficients;
  model->latent.fit.coefficients = NULL;
  out->term_starts = design->term_starts;
  design->term_starts = NULL;
  return status;
}

static dark_status refit_incomplete(dark__joint_found *out, bool *is_candidate, const dark__joint_search_request *request,
                                    dark__joint_design *design, const dark__joint_start *start, dark_error *err) {
  dark__incomplete model;
  dark_status status = dark__incomplete_find(&model, design, request, start != NULL ? start->completed : NULL, err);
  *is_candidate = status == DARK_OK && dark__incomplete_is_determined(&model);
  if (*is_candidate) status = keep_incomplete(out, &model, design, request, err);
  dark__incomplete_clear(&model);
  return status;
}

dark_status dark__joint_refit_from(dark__joint_found *out, bool *is_candidate, const dark__joint_search_request *request,
                                   const dark__joint_terms *terms, const dark__joint_start *start, dark_error *err) {
  dark__joint_design design;
  *out = (dark__joint_found){0};
  *is_candidate = false;
  dark_status status = dark__joint_design_make(&design, request->strata, terms, true, err);
  if (status == DARK_OK && dark__is_incomplete(request))
    status = refit_incomplete(out, is_candidate, request, &design, start, err);
  else if (status == DARK_OK) status = refit_complete(out, is_candidate, request, terms, &design, start, err);
  if (status == DARK_OK && *is_candidate) status = dark__joint_terms_unite(&out->terms, terms, err);
  dark__joint_design_clear(&design);
  return status;
}

dark_status dark__joint_refit(dark__joint_found *out, bool *is_candidate, const dark__joint_search_request *request,
                              const dark__joint_terms *terms, dark_error *err) {
  return dark__joint_refit_from(out, is_candidate, request, terms, NULL, err);
}

dark_status dark__joint_deviance(double *deviance, const dark__joint_search_request *request, const dark__joint_terms *terms,
                                 const dark__joint_start *start, dark_error *err) {
  dark__joint_design design;
  dark__joint_estimate estimate = {0};
  dark_error untold = DARK_ERROR_INIT;
  bool is_bound;
  dark_status status = dark__joint_design_make(&design, request->strata, terms, true, err);
  if (status == DARK_OK) {
    status = find_estimate(&estimate, &is_bound, &design, request, terms, start, &untold);
    if (status == DARK_OK) *deviance = -2 * estimate.fit.log_lik;
    status = status == DARK_ENOMEM ? dark__fail_memory(err) : DARK_OK;
  }
  dark__joint_estimate_clear(&estimate);
  dark__joint_design_clear(&design);
  return status;
}

/* ---- additions */

/* Margins are saturated: terms of categories alone are there. */
static bool may_be_added(const dark__joint_terms *terms, dark__joint_term term) {
  if (dark__joint_terms_have(terms, term)) return false;
  for (uint32_t lists = term.lists; lists != 0; lists &= lists - 1)
    if (!dark__joint_terms_have(terms, (dark__joint_term){term.lists & ~(lists & -lists), false, term.parts})) return false;
  return term.parts == 0 || dark__joint_terms_have(terms, (dark__joint_term){term.lists, false, 0});
}

/* Term number n of all of them; false behind the last. */
static bool term_at(dark__joint_term *out, size_t n, const dark__joint_strata *strata) {
  for (size_t c = 0; c <= strata->n_categories; c++) {
    const bool is_triple = c == strata->n_categories;
    for (uint32_t lists = 0; lists >> strata->n_lists == 0; lists++) {
      if (__builtin_popcount(lists) != (is_triple ? 3 : 2)) continue;
      *out = (dark__joint_term){lists, false, is_triple ? 0 : dark__part(c, 0)};
      if (n-- == 0) return true;
    }
  }
  return false;
}

bool dark__addition_next(dark__joint_term *out, dark__addition *at, const dark__joint_terms *terms,
                         const dark__joint_strata *strata) {
  while (term_at(out, at->n_past, strata)) {
    at->n_past++;
    if (may_be_added(terms, *out)) return true;
  }
  return false;
}
