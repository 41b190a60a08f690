/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "joint/search/full.h"
#include "joint/search/keep.h"
#include "joint/search/refit.h"
#include "joint/search/refused.h"
#include "joint/search/variants.h"

/* Three-factor terms are tried below models that weigh so much, relative to the best. */
static const double WORTH_ADDING = 1e-3;

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

static dark_status refit_subset(bool *is_candidate, dark__joint_search *out, const dark__joint_search_request *request,
                                dark__full *full, uint64_t subset, dark_error *err) {
  dark__joint_terms terms = {0};
  const dark__joint_start start = dark__full_start(full, subset);
  dark_status status = dark__full_terms(&terms, full, subset, err);
  if (status == DARK_OK) status = dark__keep_model(is_candidate, out, request, &terms, &start, err);
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

/* ---- additions */

/* A model whose additions are tried, while what is found grows and is sorted. */
typedef struct above {
  dark__joint_terms terms;
  size_t *starts; /* [terms.n + 1] */
  double *coefficients;
  const double *completed; /* borrowed */
} above;

static dark_status copy_base(above *out, const dark__joint_found *best, const double *completed, dark_error *err) {
  const size_t n_starts = best->terms.n + 1;
  *out = (above){{0}, malloc(n_starts * sizeof(size_t)), malloc((best->n_columns + 1) * sizeof(double)), completed};
  if (out->starts == NULL || out->coefficients == NULL) return dark__fail_memory(err);
  memcpy(out->starts, best->term_starts, n_starts * sizeof *out->starts);
  memcpy(out->coefficients, best->coefficients, best->n_columns * sizeof *out->coefficients);
  return dark__joint_terms_unite(&out->terms, &best->terms, err);
}

static void clear_above(above *of) {
  dark__joint_terms_clear(&of->terms);
  free(of->starts);
  free(of->coefficients);
}

/* With a term that the model has not, or without one that it has. */
static dark_status try_other(dark__joint_search *out, const dark__joint_search_request *request, const above *base,
                             dark__joint_term toggled, dark_error *err) {
  const dark__joint_start start = {base->terms.terms, base->terms.n, base->starts, base->coefficients, base->completed};
  bool is_one, is_candidate;
  dark__joint_terms terms;
  dark_status status = dark__variant_make(&terms, &is_one, &base->terms, toggled, request->strata->n_lists, err);
  if (status == DARK_OK && is_one) status = dark__keep_model(&is_candidate, out, request, &terms, &start, err);
  dark__joint_terms_clear(&terms);
  out->n_tried += is_one;
  return status;
}

static dark_status try_additions(dark__joint_search *out, const dark__joint_search_request *request, const above *base,
                                 dark_error *err) {
  dark_status status = DARK_OK;
  dark__addition at = {0};
  dark__joint_term added;
  while (status == DARK_OK && dark__addition_next(&added, &at, &base->terms, request->strata))
    status = try_other(out, request, base, added, err);
  return status;
}

/* A term of three factors changes which of two are needed. */
static dark_status try_beside(dark__joint_search *out, const dark__joint_search_request *request, const above *base,
                              const dark__full *full, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t t = 0; status == DARK_OK && t < full->optional.n; t++)
    status = try_other(out, request, base, full->optional.terms[t], err);
  return status;
}

static bool is_settled(const dark__joint_found *of) { return of->is_varied || !dark__has_three_factors(&of->terms); }

/* What stands beside a model, or else below it. */
static dark_status go_on_from(dark__joint_search *out, const dark__joint_search_request *request, size_t model, bool varies,
                              const dark__full *full, dark_error *err) {
  above base;
  dark__joint_found *found = &out->found[model];
  if (varies) found->is_varied = true;
  else found->is_expanded = true;
  dark_status status = copy_base(&base, found, full->completed, err);
  if (status == DARK_OK) status = varies ? try_beside(out, request, &base, full, err) : try_additions(out, request, &base, err);
  clear_above(&base);
  dark__keep_sorted(out);
  return status;
}

static size_t count_left(const dark__joint_search *of) {
  size_t n = 0;
  for (size_t i = 0; i < of->n; i++) n += of->found[i].weight >= WORTH_ADDING && !of->found[i].is_expanded;
  return n;
}

static size_t most_tried(const dark__joint_search_request *request) {
  return request->most_added > 0 ? request->most_added : request->most_models;
}

/* From which model next, `n_before` having been tried before? The best one that is not done with; n when none is good enough or enough were tried. */
static size_t choose(const dark__joint_search *of, const dark__joint_search_request *request, bool varies, size_t n_before) {
  for (size_t i = 0; i < of->n && of->found[i].weight >= WORTH_ADDING; i++)
    if (!of->found[i].is_expanded || (varies && !is_settled(&of->found[i])))
      return i == 0 || of->n_tried - n_before < most_tried(request) ? i : of->n;
  return of->n;
}

/* First below one model after the other; then around those that won by it, too, and what is found there. */
static dark_status look_around(dark__joint_search *out, const dark__joint_search_request *request, const dark__full *full,
                               bool varies, dark_error *err) {
  dark_status status = DARK_OK;
  const size_t n_before = out->n_tried;
  size_t at;
  while (status == DARK_OK && (at = choose(out, request, varies, n_before)) < out->n)
    status = go_on_from(out, request, at, varies && !is_settled(&out->found[at]), full, err);
  return status;
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
  dark__keep_sorted(out);
  if (status == DARK_OK) status = look_around(out, request, &full, false, err);
  if (status == DARK_OK) status = look_around(out, request, &full, true, err);
  out->n_left = count_left(out);
  dark__full_clear(&full);
  return status;
}
