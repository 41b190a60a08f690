/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/search.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "joint/search/around.h"
#include "joint/search/bounded.h"
#include "joint/search/keep.h"
#include "joint/search/refit.h"
#include "joint/search/refused.h"

/* ---- terms that leave no estimate */

/* Whether the model of a subset is a candidate. */
static dark_status try_subset(bool *is_candidate, const dark__joint_search_request *request, const dark__full *full,
                              uint64_t subset, dark_error *err) {
  dark__joint_terms terms = {0};
  dark__joint_found model = {0};
  dark_status status = dark__full_terms(&terms, full, subset, err);
  if (status == DARK_OK) status = dark__joint_refit(&model, is_candidate, request, &terms, err);
  dark__joint_found_clear(&model);
  dark__joint_terms_clear(&terms);
  return status;
}

/* What leaves no estimate alone leaves none in any company. */
static dark_status bar_terms(dark__joint_terms *barred, const dark__joint_search_request *request, const dark__full *full,
                             dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t t = 0; status == DARK_OK && t < full->optional.n; t++) {
    bool is_candidate = false;
    status = try_subset(&is_candidate, request, full, UINT64_C(1) << t, err);
    if (status == DARK_OK && !is_candidate) status = dark__joint_terms_add(barred, full->optional.terms[t], err);
  }
  return status;
}

/* ---- subsets */

/* By the form of all terms, where a bound is enough and the form proves one. */
static dark_status bound_subset(bool *is_bound, dark__joint_search *out, const dark__joint_search_request *request,
                                dark__full *full, const dark__joint_terms *terms, dark_error *err) {
  double log_lik = NAN;
  dark__joint_found found;
  *is_bound = request->best_only && dark__near_bound(&log_lik, full);
  if (!*is_bound) return DARK_OK;
  const dark_status status = dark__bounded_near(&found, request, full, terms, log_lik, err);
  if (status == DARK_OK) return dark__keep_found(out, &found, err);
  dark__joint_found_clear(&found);
  return status;
}

/* *is_candidate also for one that is known. */
static dark_status refit_terms(bool *is_candidate, dark__joint_search *out, const dark__joint_search_request *request,
                               dark__full *full, uint64_t subset, const dark__joint_terms *terms, dark_error *err) {
  dark_status status = dark__keep_knows(is_candidate, out, terms, err);
  if (status != DARK_OK || *is_candidate) return status;
  dark__joint_start start = dark__near_start(full, subset);
  if (request->best_only) start.aim = DARK__AIM_BOUND;
  status = bound_subset(is_candidate, out, request, full, terms, err);
  if (status != DARK_OK || *is_candidate) return status;
  return dark__keep_model(is_candidate, out, request, terms, &start, err);
}

static dark_status refit_subset(bool *is_candidate, dark__joint_search *out, const dark__joint_search_request *request,
                                dark__full *full, uint64_t subset, dark_error *err) {
  dark__joint_terms terms = {0};
  dark_status status = dark__full_terms(&terms, full, subset, err);
  if (status == DARK_OK) status = refit_terms(is_candidate, out, request, full, subset, &terms, err);
  dark__joint_terms_clear(&terms);
  out->n_refitted++;
  return status;
}

static double weight_of(const dark__subsets *ranked, size_t i) {
  return exp((ranked->found[0].loss - ranked->found[i].loss) / 2);
}

static dark_status refit_subsets(dark__joint_search *out, const dark__joint_search_request *request, dark__full *full,
                                 const dark__subsets *ranked, dark_error *err) {
  double all = ranked->weight / (1 - fmin(ranked->missed, 0.999999)), done = 0;
  dark__refused known = {0};
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < ranked->n; i++) {
    const uint64_t subset = ranked->found[i].terms;
    bool is_candidate = false;
    if (out->n_refitted >= request->most_models || done >= request->cover * all) break;
    if (!dark__is_refused(&known, subset)) {
      status = refit_subset(&is_candidate, out, request, full, subset, err);
      if (status == DARK_OK && !is_candidate) status = dark__refuse(&known, subset, err);
    }
    out->n_refused += !is_candidate;
    if (is_candidate) done += weight_of(ranked, i);
    else all -= weight_of(ranked, i);
  }
  free(known.subsets);
  out->covered = all > 0 && ranked->n > 0 ? fmin(done / all, 1) : 0;
  return status;
}

/* Where none of those that rank best is a candidate, the model of the fixed terms is where to go on from. */
static dark_status refit_simplest(dark__joint_search *out, const dark__joint_search_request *request, dark__full *full,
                                  dark_error *err) {
  bool is_candidate = false;
  return refit_subset(&is_candidate, out, request, full, 0, err);
}

/* ---- together */

static dark_status search_subsets(dark__joint_search *out, dark__full *full, const dark__joint_search_request *request,
                                  dark_error *err) {
  dark__subsets ranked = {0};
  out->n_refitted = out->n_refused = 0;
  dark_status status = dark__full_make(full, request, err);
  if (status == DARK_OK) status = dark__full_rank(&ranked, full, request, err);
  if (status == DARK_OK) status = refit_subsets(out, request, full, &ranked, err);
  out->is_complete = ranked.is_complete;
  free(ranked.found);
  return status;
}

/* Most of what ranked best was no candidate, and weight is missing for that. */
static bool is_starved(const dark__joint_search *of, const dark__joint_search_request *request) {
  return of->n == 0 || (of->covered < request->cover && of->n_refused > of->n);
}

/* Once more, without the terms that leave no estimate alone. What was found stays. */
static dark_status search_rest(dark__joint_search *out, dark__full *full, const dark__joint_search_request *request,
                               dark_error *err) {
  dark__joint_terms barred = {0};
  dark__joint_search_request rest = *request;
  rest.barred = &barred;
  dark_status status = bar_terms(&barred, request, full, err);
  out->n_barred = barred.n;
  if (status == DARK_OK && barred.n > 0) {
    dark__full_clear(full);
    status = search_subsets(out, full, &rest, err);
  }
  dark__joint_terms_clear(&barred);
  return status;
}

dark_status dark__joint_search_find(dark__joint_search *out, const dark__joint_search_request *request, dark_error *err) {
  dark__full full;
  *out = (dark__joint_search){0};
  dark_status status = search_subsets(out, &full, request, err);
  if (status == DARK_OK && request->barred == NULL && is_starved(out, request)) status = search_rest(out, &full, request, err);
  if (status == DARK_OK && out->n == 0) status = refit_simplest(out, request, &full, err);
  if (status == DARK_OK) status = dark__look_around(out, request, &full, err);
  dark__full_clear(&full);
  return status;
}
