/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/around.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "joint/search/bounded.h"
#include "joint/search/incomplete.h"
#include "joint/search/keep.h"
#include "joint/search/variants.h"

/* Three-factor terms are tried below models that weigh so much, relative to the best. */
static const double WORTH_ADDING = 1e-3;

/* A model whose additions are tried, while what is found grows and is sorted. */
typedef struct above {
  dark__joint_terms terms;
  size_t *starts; /* [terms.n + 1] */
  double *coefficients;
  const double *completed; /* borrowed */
  dark__border border;     /* made when it is first asked for */
  bool has_border;
} above;

static dark_status copy_base(above *out, const dark__joint_found *best, const double *completed, dark_error *err) {
  const size_t n_starts = best->terms.n + 1;
  *out = (above){.starts = malloc(n_starts * sizeof(size_t)),
                 .coefficients = malloc((best->n_columns + 1) * sizeof(double)),
                 .completed = completed};
  if (out->starts == NULL || out->coefficients == NULL) return dark__fail_memory(err);
  memcpy(out->starts, best->term_starts, n_starts * sizeof *out->starts);
  memcpy(out->coefficients, best->coefficients, best->n_columns * sizeof *out->coefficients);
  return dark__joint_terms_unite(&out->terms, &best->terms, err);
}

static void clear_above(above *of) {
  dark__joint_terms_clear(&of->terms);
  free(of->starts);
  free(of->coefficients);
  dark__border_clear(&of->border);
}

/* A model with a term more or less, by the border of the base. */
static dark_status bound_beside(bool *is_bound, dark__joint_search *out, const dark__joint_search_request *request, above *base,
                                const dark__joint_terms *terms, dark__joint_term toggled, dark_error *err) {
  const bool is_larger = terms->n > base->terms.n;
  dark__joint_found found;
  dark_status status = DARK_OK;
  *is_bound = false;
  if (!request->best_only || dark__is_incomplete(request) || (is_larger && toggled.common)) return DARK_OK;
  if (!base->has_border)
    status = dark__border_make(&base->border, request->strata, &base->terms, request->counts, base->coefficients, err);
  base->has_border = true;
  if (status == DARK_OK)
    status = is_larger ? dark__border_try(is_bound, &base->border, toggled, err)
                       : dark__border_drop(is_bound, &base->border, dark__joint_terms_place(&base->terms, toggled), err);
  if (status != DARK_OK || !*is_bound) return status;
  status = dark__bounded_beside(&found, request, &base->border, &base->terms, terms, err);
  if (status == DARK_OK) return dark__keep_found(out, &found, err);
  dark__joint_found_clear(&found);
  return status;
}

static dark_status try_terms(dark__joint_search *out, const dark__joint_search_request *request, above *base,
                             const dark__joint_terms *terms, dark__joint_term toggled, dark_error *err) {
  const dark__joint_start start = {.terms = base->terms.terms,
                                   .n_terms = base->terms.n,
                                   .starts = base->starts,
                                   .coefficients = base->coefficients,
                                   .completed = base->completed,
                                   .aim = request->best_only ? DARK__AIM_BOUND : DARK__AIM_ESTIMATE};
  bool is_known, is_candidate = false;
  dark_status status = dark__keep_knows(&is_known, out, terms, err);
  if (status != DARK_OK || is_known) return status;
  status = bound_beside(&is_candidate, out, request, base, terms, toggled, err);
  return status == DARK_OK && !is_candidate ? dark__keep_model(&is_candidate, out, request, terms, &start, err) : status;
}

/* With a term that the model has not, or without one that it has. */
static dark_status try_other(dark__joint_search *out, const dark__joint_search_request *request, above *base,
                             dark__joint_term toggled, dark_error *err) {
  bool is_one;
  dark__joint_terms terms;
  dark_status status = dark__variant_make(&terms, &is_one, &base->terms, toggled, request->strata->n_lists, err);
  if (status == DARK_OK && is_one) status = try_terms(out, request, base, &terms, toggled, err);
  dark__joint_terms_clear(&terms);
  out->n_tried += is_one;
  return status;
}

static dark_status try_additions(dark__joint_search *out, const dark__joint_search_request *request, above *base,
                                 dark_error *err) {
  dark_status status = DARK_OK;
  dark__addition at = {0};
  dark__joint_term added;
  while (status == DARK_OK && dark__addition_next(&added, &at, &base->terms, request->strata))
    status = try_other(out, request, base, added, err);
  return status;
}

/* A term of three factors changes which of two are needed. */
static dark_status try_beside(dark__joint_search *out, const dark__joint_search_request *request, above *base,
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
  dark__joint_found *found = dark__kept(out, model);
  if (varies) found->is_varied = true;
  else found->is_expanded = true;
  dark_status status = copy_base(&base, found, full->completed, err);
  if (status == DARK_OK) status = varies ? try_beside(out, request, &base, full, err) : try_additions(out, request, &base, err);
  clear_above(&base);
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

static bool is_worth_it(const dark__joint_search *of, size_t i) {
  return dark__kept(of, i)->criterion - dark__kept(of, 0)->criterion <= -2 * log(WORTH_ADDING);
}

/* So many were tried, `n_before` of them before, that one may go on from the best alone. */
static bool is_enough(const dark__joint_search *of, const dark__joint_search_request *request, size_t n_before) {
  return of->n_tried - n_before >= most_tried(request);
}

/* From which model next? The best one that is not done with; n when none is good enough, or it is not the best of all and enough were tried. */
static size_t choose(const dark__joint_search *of, bool varies, bool enough) {
  for (size_t i = 0; i < of->n && is_worth_it(of, i) && (i == 0 || !enough); i++)
    if (!dark__kept(of, i)->is_expanded || (varies && !is_settled(dark__kept(of, i)))) return i;
  return of->n;
}

/* The first model whose criterion is but bounded, of those that decide what is chosen: down to it, or as far as they are worth it. n when all are exact. */
static size_t find_bound(const dark__joint_search *of, size_t chosen, bool enough) {
  for (size_t i = 0; i < of->n && i <= chosen && is_worth_it(of, i) && (i == 0 || !enough); i++)
    if (dark__kept(of, i)->bound != DARK__BOUND_NONE) return i;
  return of->n;
}

/* The same choice as if all of them were fitted to the end: bounds are from below, so that what stands behind an exact one stays behind it. */
static dark_status choose_exactly(size_t *chosen, dark__joint_search *out, const dark__joint_search_request *request, bool varies,
                                  size_t n_before, dark_error *err) {
  const bool enough = is_enough(out, request, n_before);
  dark_status status = DARK_OK;
  *chosen = choose(out, varies, enough);
  for (size_t i; status == DARK_OK && (i = find_bound(out, *chosen, enough)) < out->n; *chosen = choose(out, varies, enough))
    status = dark__keep_closer(out, request, i, err);
  return status;
}

/* First below one model after the other; then around those that won by it, too, and what is found there. */
static dark_status look(dark__joint_search *out, const dark__joint_search_request *request, const dark__full *full, bool varies,
                        dark_error *err) {
  const size_t n_before = out->n_tried;
  dark_status status = DARK_OK;
  for (size_t at = 0; status == DARK_OK && at < out->n;) {
    status = choose_exactly(&at, out, request, varies, n_before, err);
    if (status == DARK_OK && at < out->n)
      status = go_on_from(out, request, at, varies && !is_settled(dark__kept(out, at)), full, err);
  }
  return status;
}

dark_status dark__look_around(dark__joint_search *out, const dark__joint_search_request *request, const dark__full *full,
                              dark_error *err) {
  dark_status status = look(out, request, full, false, err);
  if (status == DARK_OK) status = look(out, request, full, true, err);
  dark__keep_settled(out);
  out->n_left = count_left(out);
  return status;
}
