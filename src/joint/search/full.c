/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/full.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "joint/fit/estimate.h"
#include "joint/search/incomplete.h"

/* Branch and bound may leave as little as this of the weight. */
static const double MISS = 1e-3;
/* Of subsets that are kept, some will be no candidates: so many times those that may be refitted, but not more than are worth their memory. */
enum { KEPT_FOR_EACH = 4, MOST_SUBSETS = 20000 };

void dark__full_clear(dark__full *of) {
  dark__joint_terms_clear(&of->fixed);
  dark__joint_terms_clear(&of->optional);
  dark__joint_terms_clear(&of->all);
  dark__joint_existence_clear(&of->existence);
  dark__joint_fit_clear(&of->fit);
  dark__joint_design_clear(&of->design);
  free(of->information);
  free(of->estimate);
  free(of->near);
  free(of->products);
  free(of->work);
  free(of->columns);
  free(of->completed);
}

/* ---- the terms */

static dark_status offer(dark__full *out, const dark__joint_search_request *request, dark__joint_term term, dark_error *err) {
  if (dark__joint_terms_have(&out->fixed, term)) return DARK_OK;
  if (request->barred != NULL && dark__joint_terms_have(request->barred, term)) return DARK_OK;
  return dark__joint_terms_add(&out->optional, term, err);
}

static dark_status add_by_category(dark__full *out, const dark__joint_strata *strata, size_t c, dark_error *err) {
  dark_status status = DARK_OK;
  for (unsigned l = 0; status == DARK_OK && l < strata->n_lists; l++)
    status = dark__joint_terms_add(&out->fixed, (dark__joint_term){UINT32_C(1) << l, false, dark__part(c, 0)}, err);
  return status;
}

static dark_status add_fixed(dark__full *out, const dark__joint_search_request *request, dark_error *err) {
  dark_status status = DARK_OK;
  for (unsigned l = 0; status == DARK_OK && l < request->strata->n_lists; l++)
    status = dark__joint_terms_add(&out->fixed, (dark__joint_term){UINT32_C(1) << l, false, 0}, err);
  for (size_t c = 0; status == DARK_OK && c < request->strata->n_categories; c++)
    if (dark__has_missing(request, c)) status = add_by_category(out, request->strata, c, err);
  if (status == DARK_OK && request->kept != NULL) return dark__joint_terms_unite(&out->fixed, request->kept, err);
  return status == DARK_OK ? dark__joint_terms_settle(&out->fixed, err) : status;
}

static dark_status add_optional(dark__full *out, const dark__joint_search_request *request, dark_error *err) {
  const dark__joint_strata *strata = request->strata;
  dark_status status = DARK_OK;
  for (unsigned a = 0; a < strata->n_lists; a++) {
    const uint32_t list = UINT32_C(1) << a;
    for (unsigned b = 0; status == DARK_OK && b < a; b++)
      status = offer(out, request, (dark__joint_term){list | UINT32_C(1) << b, false, 0}, err);
    for (size_t c = 0; status == DARK_OK && c < strata->n_categories; c++)
      if (strata->n_levels[c] > 1) status = offer(out, request, (dark__joint_term){list, false, dark__part(c, 0)}, err);
  }
  if (status == DARK_OK && strata->n_lists > 2) status = offer(out, request, (dark__joint_term){0, true, 0}, err);
  return status == DARK_OK ? dark__joint_terms_settle(&out->optional, err) : status;
}

dark_status dark__full_make(dark__full *out, const dark__joint_search_request *request, dark_error *err) {
  *out = (dark__full){0};
  dark_status status = add_fixed(out, request, err);
  if (status == DARK_OK) status = add_optional(out, request, err);
  if (status == DARK_OK && out->optional.n > DARK__MOST_OPTIONAL)
    return dark__fail(err, DARK_ELIMIT, "a search over %zu two-factor terms is too large; at most %d can be searched",
                      out->optional.n, (int)DARK__MOST_OPTIONAL);
  return status;
}

dark_status dark__full_terms(dark__joint_terms *out, const dark__full *of, uint64_t subset, dark_error *err) {
  dark_status status = dark__joint_terms_unite(out, &of->fixed, err);
  for (size_t t = 0; status == DARK_OK && t < of->optional.n; t++)
    if ((subset >> t & 1) != 0) status = dark__joint_terms_insert(out, of->optional.terms[t], err);
  return status;
}

/* ---- the fit */

typedef struct ranking {
  dark__full *full;
  const dark__joint_search_request *request;
  unsigned char *kinds; /* [n_strata x 2^t] */
  double *counts;       /* [n_strata x 2^t] with what was mixed in */
} ranking;

static size_t n_cells_of(const ranking *of) { return of->request->strata->n_strata * dark__n_histories(of->request->strata); }

static dark_status prepare(ranking *of, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < of->full->fixed.n; i++)
    status = dark__joint_terms_add(&of->full->all, of->full->fixed.terms[i], err);
  for (size_t i = 0; status == DARK_OK && i < of->full->optional.n; i++)
    status = dark__joint_terms_add(&of->full->all, of->full->optional.terms[i], err);
  if (status == DARK_OK) status = dark__joint_design_make(&of->full->design, of->request->strata, &of->full->all, true, err);
  if (status == DARK_OK) status = dark__joint_fit_new(&of->full->fit, &of->full->design, err);
  if (status != DARK_OK) return status;
  of->kinds = calloc(n_cells_of(of) + 1, 1);
  of->counts = calloc(n_cells_of(of) + 1, sizeof *of->counts);
  if (of->kinds == NULL || of->counts == NULL) return dark__fail_memory(err);
  memcpy(of->counts, of->request->counts, n_cells_of(of) * sizeof *of->counts);
  dark__joint_kinds(of->kinds, of->request->strata, of->counts);
  return dark__joint_existence_certain(&of->full->existence, &of->full->design, of->kinds, err);
}

/* Means of independent lists with the same effects everywhere, in proportion to each stratum's people. */
static void mix_in(ranking *of) {
  const dark__joint_strata *strata = of->request->strata;
  const size_t n = dark__n_histories(strata);
  double people = 0;
  for (size_t c = 0; c < n_cells_of(of); c++) people += of->kinds[c] != DARK__CELL_UNSEEN ? of->counts[c] : 0;
  const double share = (double)of->full->design.n_columns / fmax(people, 1);
  for (size_t x = 0; x < strata->n_strata; x++) {
    double in_stratum = 0, total = 0;
    for (uint32_t w = 1; w < n; w++) {
      in_stratum += of->kinds[x * n + w] != DARK__CELL_UNSEEN ? of->counts[x * n + w] : 0;
      total += of->kinds[x * n + w] != DARK__CELL_UNSEEN ? ldexp(1, -__builtin_popcount(w)) : 0;
    }
    for (uint32_t w = 1; w < n && in_stratum > 0; w++)
      if (of->kinds[x * n + w] != DARK__CELL_UNSEEN)
        of->counts[x * n + w] += share * in_stratum * ldexp(1, -__builtin_popcount(w)) / total;
  }
}

/* H and all pairs depend on each other, so that a fit never proves itself: its score at the end and coefficients within reason do. */
static bool is_usable(const dark__joint_fit *fit) {
  for (size_t j = 0; j < fit->design->n_columns; j++)
    if (!(fabs(fit->coefficients[j]) < 12)) return false;
  return fit->has_converged;
}

static dark_status take_memory(dark__full *out, size_t n, dark_error *err) {
  out->n_columns = n;
  out->information = malloc((n * n + 1) * sizeof *out->information);
  out->estimate = malloc((n + 1) * sizeof *out->estimate);
  out->near = malloc((n + 1) * sizeof *out->near);
  out->products = malloc((n + 1) * sizeof *out->products);
  out->work = malloc((n * n + n + 1) * sizeof *out->work);
  out->columns = malloc((n + 1) * sizeof *out->columns);
  const bool is_complete = out->information != NULL && out->estimate != NULL && out->near != NULL && out->products != NULL &&
                           out->work != NULL && out->columns != NULL;
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

static dark_status keep_fit(dark__full *out, const double *coefficients, dark_error *err) {
  const dark_status status = take_memory(out, out->design.n_columns, err);
  if (status != DARK_OK) return status;
  memcpy(out->estimate, coefficients, out->n_columns * sizeof *out->estimate);
  out->starts = out->design.term_starts;
  return DARK_OK;
}

static dark_status fit_counts(ranking *of, dark_error *err) {
  dark__full *full = of->full;
  const dark__joint_cells cells = {of->counts, full->existence.on_face};
  dark__joint_fit_run(&full->fit, &cells, true);
  const bool is_mixed = !is_usable(&full->fit);
  if (is_mixed) {
    mix_in(of);
    dark__joint_fit_run(&full->fit, &cells, true);
  }
  if (!full->fit.has_converged) return dark__fail(err, DARK_ENUMERIC, "the fit of all two-factor terms found no maximum");
  const dark_status status = keep_fit(full, full->fit.coefficients, err);
  if (status != DARK_OK) return status;
  const size_t p = full->n_columns;
  dark__joint_gather(&full->fit, &cells);
  for (size_t i = 0; i < p; i++)
    for (size_t j = 0; j <= i; j++) full->information[i * p + j] = full->information[j * p + i] = full->fit.factor[i * p + j];
  full->is_proof = !is_mixed && !dark__is_incomplete(of->request) && dark__joint_has_means(&full->fit, full->existence.on_face);
  return DARK_OK;
}

/* ---- the fit when not everything is known */

static dark_status keep_completed(dark__full *out, const dark__incomplete *from, dark_error *err) {
  const size_t n_cells = from->is_veiled ? from->veil.n_cells : from->parts.n_cells;
  free(out->completed);
  out->completed = malloc((n_cells + 1) * sizeof *out->completed);
  if (out->completed == NULL) return dark__fail_memory(err);
  memcpy(out->completed, from->latent.expected, n_cells * sizeof *out->completed);
  return DARK_OK;
}

/* *is_done when the model with all terms has an estimate: its observed information then ranks. */
static dark_status fit_incomplete(bool *is_done, ranking *of, dark_error *err) {
  dark__incomplete all;
  dark_status status = dark__incomplete_find(&all, &of->full->design, of->request, NULL, err);
  *is_done = status == DARK_OK && all.latent.has_converged && all.latent.existence.exists && is_usable(&all.latent.fit);
  if (*is_done) status = keep_completed(of->full, &all, err);
  if (*is_done && status == DARK_OK) status = keep_fit(of->full, all.latent.fit.coefficients, err);
  if (*is_done && status == DARK_OK) status = dark__incomplete_inform(of->full->information, &all, err);
  dark__incomplete_clear(&all);
  return status;
}

/* Else what the fixed terms make of the data is taken for complete: for the ranking alone. */
static dark_status complete_by_fixed(ranking *of, dark_error *err) {
  dark__joint_design design;
  dark__incomplete fixed = {0};
  dark_status status = dark__joint_design_make(&design, of->request->strata, &of->full->fixed, true, err);
  if (status == DARK_OK) status = dark__incomplete_find(&fixed, &design, of->request, NULL, err);
  if (status == DARK_OK) status = keep_completed(of->full, &fixed, err);
  dark__incomplete_clear(&fixed);
  dark__joint_design_clear(&design);
  if (status != DARK_OK) return status;
  memcpy(of->counts, of->full->completed, n_cells_of(of) * sizeof *of->counts);
  dark__joint_kinds(of->kinds, of->request->strata, of->counts);
  dark__joint_existence_clear(&of->full->existence);
  return dark__joint_existence_certain(&of->full->existence, &of->full->design, of->kinds, err);
}

static dark_status fit_all(ranking *of, dark_error *err) {
  bool is_done = false;
  dark_status status = DARK_OK;
  if (dark__is_incomplete(of->request)) {
    status = fit_incomplete(&is_done, of, err);
    if (status == DARK_OK && !is_done) status = complete_by_fixed(of, err);
  }
  return status == DARK_OK && !is_done ? fit_counts(of, err) : status;
}

static void multiply(dark__full *of) {
  for (size_t i = 0; i < of->n_columns; i++) {
    of->products[i] = 0;
    for (size_t j = 0; j < of->n_columns; j++) of->products[i] += of->information[i * of->n_columns + j] * of->estimate[j];
  }
}

static dark__subset_problem problem_of(const dark__full *full) {
  return (dark__subset_problem){.n_columns = full->n_columns,
                                .information = full->information,
                                .estimate = full->estimate,
                                .n_fixed = full->starts[full->fixed.n],
                                .n_terms = full->optional.n,
                                .starts = full->starts + full->fixed.n};
}

static dark_status rank(dark__subsets *out, const dark__full *full, const dark__joint_search_request *request, dark_error *err) {
  dark__subset_problem problem = problem_of(full);
  const size_t most = request->most_models < MOST_SUBSETS / KEPT_FOR_EACH ? KEPT_FOR_EACH * request->most_models : MOST_SUBSETS;
  problem.price = request->price;
  problem.miss = MISS;
  problem.most_nodes = request->most_nodes;
  problem.most_subsets = most > 0 ? most : 1;
  problem.cover = request->best_only ? request->cover : 0;
  return dark__subsets_find(out, &problem, err);
}

dark_status dark__full_rank(dark__subsets *out, dark__full *full, const dark__joint_search_request *request, dark_error *err) {
  ranking of = {.full = full, .request = request};
  dark_status status = prepare(&of, err);
  if (status == DARK_OK) status = fit_all(&of, err);
  if (status == DARK_OK) multiply(full);
  if (status == DARK_OK) status = rank(out, full, request, err);
  free(of.kinds);
  free(of.counts);
  return status;
}
