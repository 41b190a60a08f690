/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/catalogue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* A catalogue keeps every model's effects in memory; more models than this want another kind of search. */
static const size_t MOST_MODELS = 100000;

static size_t count_emptied(const uint32_t *terms, size_t n_terms, const dark__counts *counts) {
  size_t n = 0;
  for (size_t i = 0; i < n_terms; i++) n += !(counts->margins[terms[i]] > 0);
  return n;
}

/* Keep the effects of the last fit for warm starts. */
static dark_status keep_start(double **start, const dark__engine *engine, const dark__fit_request *request, dark_error *err) {
  *start = malloc(request->n_terms * sizeof **start);
  if (*start == NULL) return dark__fail_memory(err);
  dark__fit_effects(*start, &engine->space, request);
  return DARK_OK;
}

static dark_status judge_one(dark__catalogue *catalogue, dark__engine *engine, size_t i, double price, dark_error *err) {
  dark__judged_model *judged = &catalogue->judged[i];
  judged->n_terms = dark__lattice_expand(engine->terms, &catalogue->lattice, catalogue->models[i]);
  judged->n_minus_infinity = count_emptied(engine->terms, judged->n_terms, &engine->counts);
  const dark__fit_request request = {.terms = engine->terms, .n_terms = judged->n_terms, .floor = -INFINITY};
  dark__verdict verdict;
  const dark_status status = dark__engine_judge(&verdict, engine, &request, err);
  if (status != DARK_OK) return status;
  judged->code = verdict.code;
  judged->log_lik = verdict.log_lik;
  judged->hidden = verdict.hidden;
  judged->criterion = dark__criterion_value(&engine->counts, verdict.log_lik, judged->n_terms, price);
  if (verdict.code != 0) return DARK_OK;
  catalogue->n_usable++;
  return keep_start(&catalogue->starts[i], engine, &request, err);
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
    while (end < n && places[end].criterion - places[first].criterion <= dark__criterion_tolerance(places[first].criterion)) end++;
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

/* The largest candidate without optional term i. */
static dark__term_set largest_without(const dark__lattice *lattice, size_t i) {
  dark__term_set model = {{0, 0}};
  for (size_t j = 0; j < lattice->n_optional; j++)
    if (!dark__set_has(&lattice->above[i], j)) dark__set_add(&model, j);
  return model;
}

/* Effects of the bounding models; they need not exist, only to lie near the supremum. */
static dark_status start_bounds(dark__catalogue *catalogue, dark__engine *engine, dark_error *err) {
  for (size_t i = 0; i < catalogue->lattice.n_optional; i++) {
    const size_t n_terms = dark__lattice_expand(engine->terms, &catalogue->lattice, largest_without(&catalogue->lattice, i));
    const dark__fit_request request = {.terms = engine->terms, .n_terms = n_terms, .floor = -INFINITY, .loose = 1e-3};
    const dark__fit fit = dark__fit_model(&engine->space, &engine->counts, &request);
    if (!isfinite(fit.log_lik_most)) continue;
    const dark_status status = keep_start(&catalogue->bound_starts[i], engine, &request, err);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

static dark_status fill_catalogue(dark__catalogue *catalogue, dark_error *err) {
  const size_t n = catalogue->n_models;
  catalogue->judged = calloc(n + 1, sizeof *catalogue->judged);
  catalogue->order = calloc(n + 1, sizeof *catalogue->order);
  catalogue->starts = calloc(n + 1, sizeof *catalogue->starts);
  catalogue->bound_starts = calloc(catalogue->lattice.n_optional + 1, sizeof *catalogue->bound_starts);
  if (catalogue->judged == NULL || catalogue->order == NULL || catalogue->starts == NULL || catalogue->bound_starts == NULL)
    return dark__fail_memory(err);
  dark__engine *engine;
  dark_status status = dark__engine_new(&engine, catalogue->problem, DARK__MAX_TERMS, err);
  if (status == DARK_OK) status = judge_all(catalogue, engine, err);
  if (status == DARK_OK) status = start_bounds(catalogue, engine, err);
  if (status == DARK_OK) status = put_in_order(catalogue, err);
  dark__engine_free(engine);
  return status;
}

dark_status dark__catalogue_new(dark__catalogue **out, const dark__problem *problem, unsigned max_order, dark__criterion criterion,
                                size_t top, dark_error *err) {
  *out = NULL;
  dark__catalogue *catalogue = calloc(1, sizeof *catalogue);
  if (catalogue == NULL) return dark__fail_memory(err);
  catalogue->problem = problem;
  catalogue->criterion = criterion;
  dark_status status = dark__lattice_make(&catalogue->lattice, problem->n_lists, max_order, err);
  if (status == DARK_OK)
    status = dark__lattice_enumerate(&catalogue->models, &catalogue->n_models, &catalogue->lattice, MOST_MODELS, err);
  if (status == DARK_OK) status = fill_catalogue(catalogue, err);
  if (status != DARK_OK) {
    dark__catalogue_free(catalogue);
    return status;
  }
  catalogue->n_searched = top == 0 ? catalogue->n_models : top < catalogue->n_usable ? top : catalogue->n_usable;
  *out = catalogue;
  return DARK_OK;
}

void dark__catalogue_free(dark__catalogue *catalogue) {
  if (catalogue == NULL) return;
  for (size_t i = 0; catalogue->starts != NULL && i < catalogue->n_models; i++) free(catalogue->starts[i]);
  for (size_t i = 0; catalogue->bound_starts != NULL && i < catalogue->lattice.n_optional; i++) free(catalogue->bound_starts[i]);
  free(catalogue->starts);
  free(catalogue->bound_starts);
  free(catalogue->order);
  free(catalogue->judged);
  free(catalogue->models);
  free(catalogue);
}

/* A search on one table. */
typedef struct search {
  const dark__catalogue *catalogue;
  dark__engine *engine;
  double price;
  double log_lik_most[DARK__MAX_OPTIONAL]; /* of any model without optional term i */
  double best;                             /* criterion of the best model so far */
  size_t best_index;
  double best_hidden;
} search;

/* The bounds pay when there are many more models than terms. */
static bool bounds_pay(const dark__catalogue *catalogue) {
  return catalogue->n_searched > 8 * catalogue->lattice.n_optional;
}

static void find_bounds(search *at, bool use) {
  const dark__lattice *lattice = &at->catalogue->lattice;
  for (size_t i = 0; i < lattice->n_optional; i++) {
    at->log_lik_most[i] = INFINITY;
    if (!use) continue;
    const size_t n_terms = dark__lattice_expand(at->engine->terms, lattice, largest_without(lattice, i));
    const dark__fit_request request = {.terms = at->engine->terms, .n_terms = n_terms, .start = at->catalogue->bound_starts[i],
                                       .floor = -INFINITY, .loose = 0.01};
    at->log_lik_most[i] = dark__fit_model(&at->engine->space, &at->engine->counts, &request).log_lik_most;
  }
}

/* The log-likelihood that a model with n_terms parameters must exceed to win or tie. */
static double floor_for(const search *at, size_t n_terms) {
  if (!isfinite(at->best)) return -INFINITY;
  const double target = at->best + dark__criterion_tolerance(at->best);
  return at->engine->counts.log_factorials - 0.5 * (target - at->price * (double)n_terms);
}

static bool is_bounded_out(const search *at, dark__term_set model, double floor) {
  if (at->engine->counts.saturated < floor) return true;
  for (size_t i = 0; i < at->catalogue->lattice.n_optional; i++)
    if (at->log_lik_most[i] < floor && !dark__set_has(&model, i)) return true;
  return false;
}

/* Better, or tied and earlier in canonical order. */
static void consider(search *at, size_t index, double criterion, double hidden) {
  const double tolerance = dark__criterion_tolerance(at->best);
  const bool better = !isfinite(at->best) || criterion < at->best - tolerance;
  const bool tied = !better && criterion <= at->best + tolerance;
  if (!better && !(tied && index < at->best_index)) return;
  at->best = better || criterion < at->best ? criterion : at->best;
  at->best_index = index;
  at->best_hidden = hidden;
}

static dark_status visit(search *at, size_t index, bool exhaustive, dark_error *err) {
  const dark__catalogue *catalogue = at->catalogue;
  const size_t n_terms = catalogue->judged[index].n_terms;
  const double floor = exhaustive ? -INFINITY : floor_for(at, n_terms);
  if (is_bounded_out(at, catalogue->models[index], floor)) return DARK_OK;
  dark__lattice_expand(at->engine->terms, &catalogue->lattice, catalogue->models[index]);
  const dark__fit_request request = {
    .terms = at->engine->terms, .n_terms = n_terms, .start = catalogue->starts[index], .floor = floor};
  dark__verdict verdict;
  const dark_status status = dark__engine_judge(&verdict, at->engine, &request, err);
  if (status != DARK_OK || verdict.worthless || verdict.code != 0) return status;
  consider(at, index, dark__criterion_value(&at->engine->counts, verdict.log_lik, n_terms, at->price), verdict.hidden);
  return DARK_OK;
}

dark_status dark__catalogue_search(dark_estimate *out, const dark__catalogue *catalogue, dark__engine *engine, bool exhaustive,
                                   dark_error *err) {
  search at = {.catalogue = catalogue, .engine = engine, .best = INFINITY, .best_hidden = NAN};
  at.price = dark__criterion_price(catalogue->criterion, engine->counts.margins[0]);
  find_bounds(&at, !exhaustive && bounds_pay(catalogue));
  for (size_t i = 0; i < catalogue->n_searched; i++) {
    const dark_status status = visit(&at, catalogue->order[i], exhaustive, err);
    if (status != DARK_OK) return status;
  }
  if (isfinite(at.best))
    dark__estimate_succeeds(out, at.best_hidden, (dark_model_id){{at.best_index, 0}});
  else
    dark__estimate_fails(out, DARK_REASON_NO_MODEL);
  return DARK_OK;
}

static dark_candidate describe_candidate(const dark__catalogue *catalogue, size_t index, double log_factorials, double saturated) {
  const dark__judged_model *judged = &catalogue->judged[index];
  const double n_terms = (double)judged->n_terms, log_lik = judged->log_lik - log_factorials;
  return (dark_candidate){.model = {{index, 0}},
                          .n_parameters = judged->n_terms,
                          .n_minus_infinity = judged->n_minus_infinity,
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
