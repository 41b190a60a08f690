/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/rank/catalogue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "loglinear/search/searched.h"

static dark_status judge_one(dark__catalogue *catalogue, dark__engine *engine, size_t i, double price, dark_error *err) {
  dark__judged_model *judged = &catalogue->judged[i];
  judged->n_terms = dark__lattice_expand(engine->terms, &catalogue->lattice, catalogue->models[i]);
  judged->n_minus_infinity = dark__count_emptied(engine->terms, judged->n_terms, &engine->counts);
  const dark__fit_request request = {.terms = engine->terms, .n_terms = judged->n_terms, .floor = -INFINITY};
  dark__verdict verdict;
  const dark_status status = dark__engine_judge(&verdict, engine, &request, err);
  if (status != DARK_OK) return status;
  judged->code = verdict.code;
  judged->log_lik = verdict.log_lik;
  judged->hidden = verdict.hidden;
  judged->criterion = dark__criterion_value(&engine->counts, verdict.log_lik, judged->n_terms, price);
  catalogue->n_usable += verdict.code == 0 ? 1 : 0;
  return DARK_OK;
}

static dark_status judge_all(dark__catalogue *catalogue, dark__engine *engine, dark_error *err) {
  const double price = dark__criterion_price(catalogue->criterion, catalogue->problem->n_observed);
  dark_status status = dark__engine_load_observed(engine, err);
  for (size_t i = 0; status == DARK_OK && i < catalogue->n_models; i++) status = judge_one(catalogue, engine, i, price, err);
  return status;
}

typedef struct place {
  double criterion;
  size_t index;
} place;

static int compare_places(const void *a, const void *b) {
  const place *x = a, *y = b;
  if (x->criterion != y->criterion) return x->criterion < y->criterion ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

/* Order runs of tied criteria canonically: rounding must not decide. */
static int compare_indices(const void *a, const void *b) {
  const size_t x = ((const place *)a)->index, y = ((const place *)b)->index;
  return (x > y) - (x < y);
}

static void settle_ties(place *places, size_t n) {
  for (size_t first = 0; first < n;) {
    size_t end = first + 1;
    while (end < n && places[end].criterion - places[first].criterion <= dark__criterion_tolerance(places[first].criterion))
      end++;
    qsort(places + first, end - first, sizeof *places, compare_indices);
    first = end;
  }
}

static dark_status put_in_order(dark__catalogue *catalogue, dark_error *err) {
  place *places = malloc((catalogue->n_models + 1) * sizeof *places);
  if (places == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < catalogue->n_models; i++)
    places[i] = (place){catalogue->judged[i].code == 0 ? catalogue->judged[i].criterion : INFINITY, i};
  qsort(places, catalogue->n_models, sizeof *places, compare_places);
  settle_ties(places, catalogue->n_usable);
  for (size_t i = 0; i < catalogue->n_models; i++) catalogue->order[i] = places[i].index;
  free(places);
  return DARK_OK;
}

static dark_status fill_catalogue(dark__catalogue *catalogue, dark_error *err) {
  const size_t n = catalogue->n_models;
  catalogue->judged = calloc(n + 1, sizeof *catalogue->judged);
  catalogue->order = calloc(n + 1, sizeof *catalogue->order);
  if (catalogue->judged == NULL || catalogue->order == NULL) return dark__fail_memory(err);
  dark__engine *engine;
  dark_status status = dark__engine_new(&engine, catalogue->problem, dark__lattice_most_terms(&catalogue->lattice), err);
  if (status == DARK_OK) status = judge_all(catalogue, engine, err);
  if (status == DARK_OK) status = put_in_order(catalogue, err);
  dark__engine_free(engine);
  return status;
}

dark_status dark__catalogue_new(dark__catalogue **out, const dark__problem *problem, unsigned max_order,
                                dark__criterion criterion, dark_error *err) {
  *out = NULL;
  dark__catalogue *catalogue = calloc(1, sizeof *catalogue);
  if (catalogue == NULL) return dark__fail_memory(err);
  catalogue->problem = problem;
  catalogue->criterion = criterion;
  dark_status status = dark__searched_lattice(&catalogue->lattice, problem, max_order, err);
  if (status == DARK_OK)
    status = dark__lattice_enumerate(&catalogue->models, &catalogue->n_models, &catalogue->lattice, DARK__CATALOGUE_MOST, err);
  if (status == DARK_OK) status = fill_catalogue(catalogue, err);
  if (status != DARK_OK) {
    dark__catalogue_free(catalogue);
    return status;
  }
  *out = catalogue;
  return DARK_OK;
}

void dark__catalogue_free(dark__catalogue *catalogue) {
  if (catalogue == NULL) return;
  free(catalogue->order);
  free(catalogue->judged);
  free(catalogue->models);
  free(catalogue);
}

/* The best model so far. */
typedef struct best {
  double criterion, hidden;
  size_t index;
} best;

/* Better, or tied and earlier in canonical order. */
static void consider(best *so_far, size_t index, double criterion, double hidden) {
  const double tolerance = isfinite(so_far->criterion) ? dark__criterion_tolerance(so_far->criterion) : 0;
  const bool is_better = criterion < so_far->criterion - tolerance;
  const bool is_tied = !is_better && criterion <= so_far->criterion + tolerance;
  if (!is_better && !(is_tied && index < so_far->index)) return;
  *so_far = (best){fmin(criterion, so_far->criterion), hidden, index};
}

dark_status dark__catalogue_search(dark_estimate *out, const dark__catalogue *catalogue, dark__engine *engine, dark_error *err) {
  best so_far = {INFINITY, NAN, 0};
  const double price = dark__criterion_price(catalogue->criterion, engine->counts.margins[0]);
  for (size_t i = 0; i < catalogue->n_models; i++) {
    const size_t n_terms = dark__lattice_expand(engine->terms, &catalogue->lattice, catalogue->models[i]);
    const dark__fit_request request = {.terms = engine->terms, .n_terms = n_terms, .floor = -INFINITY};
    dark__verdict verdict;
    const dark_status status = dark__engine_judge(&verdict, engine, &request, err);
    if (status != DARK_OK) return status;
    if (verdict.code == 0)
      consider(&so_far, i, dark__criterion_value(&engine->counts, verdict.log_lik, n_terms, price), verdict.hidden);
  }
  if (isfinite(so_far.criterion)) dark__estimate_succeeds(out, so_far.hidden, dark__set_id(catalogue->models[so_far.index]));
  else dark__estimate_fails(out, DARK_REASON_NO_MODEL);
  return DARK_OK;
}

static dark_candidate describe_candidate(const dark__catalogue *catalogue, size_t index, double log_factorials,
                                         double saturated) {
  const dark__judged_model *judged = &catalogue->judged[index];
  const double n_terms = (double)judged->n_terms, log_lik = judged->log_lik - log_factorials;
  return (dark_candidate){.model = dark__set_id(catalogue->models[index]),
                          .n_parameters = judged->n_terms,
                          .n_minus_infinity = judged->n_minus_infinity,
                          .criterion = judged->criterion,
                          .deviance = 2 * (saturated - judged->log_lik),
                          .log_lik = log_lik,
                          .aic = 2 * n_terms - 2 * log_lik,
                          .bic = n_terms * log(catalogue->problem->n_observed) - 2 * log_lik,
                          .total = catalogue->problem->n_observed + judged->hidden,
                          .code = judged->code};
}

dark_status dark__catalogue_rank(dark_candidate **candidates, size_t *n_candidates, const dark__catalogue *catalogue, size_t n,
                                 dark_error *err) {
  dark__engine *engine;
  dark_status status = dark__engine_new(&engine, catalogue->problem, 1, err);
  if (status == DARK_OK) status = dark__engine_load_observed(engine, err);
  if (status != DARK_OK) {
    dark__engine_free(engine);
    return status;
  }
  if (n > catalogue->n_models) n = catalogue->n_models;
  *candidates = malloc((n + 1) * sizeof **candidates);
  if (*candidates == NULL) status = dark__fail_memory(err);
  for (size_t i = 0; status == DARK_OK && i < n; i++)
    (*candidates)[i] =
        describe_candidate(catalogue, catalogue->order[i], engine->counts.log_factorials, engine->counts.saturated);
  *n_candidates = status == DARK_OK ? n : 0;
  dark__engine_free(engine);
  return status;
}
