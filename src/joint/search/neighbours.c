/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/neighbours.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "numeric/cholesky.h"

/* A column that others make up to this share of its diagonal is one of them. */
static const double ALIASED = 1e-10;
enum { MOST_MOVES = 20 };

typedef struct visiting {
  dark__tally *tally;
  const dark__openings *openings;
  const dark__subset_problem *problem;
  double *products; /* [n_columns] M b */
  double *factor;   /* [n_columns^2] */
  double *solution; /* [n_columns] */
  size_t *columns;  /* [n_columns] */
  double whole;     /* b' M b */
} visiting;

static uint64_t bit(size_t term) { return UINT64_C(1) << term; }

/* Infinite when columns depend on each other, or the model is met under another name. */
static double loss_of(visiting *of, uint64_t terms) {
  const dark__subset_problem *problem = of->problem;
  for (size_t i = 0; i < of->openings->n; i++) {
    const uint64_t twin = of->openings->openings[i].twin;
    if (twin != 0 && (twin & ~terms) == 0) return INFINITY;
  }
  const size_t n = dark__subset_columns(of->columns, problem, terms);
  for (size_t i = 0; i < n; i++) {
    const double *row = problem->information + of->columns[i] * problem->n_columns;
    of->solution[i] = of->products[of->columns[i]];
    for (size_t j = 0; j <= i; j++) of->factor[i * n + j] = row[of->columns[j]];
  }
  if (dark__cholesky_factor(of->factor, n, ALIASED) <= ALIASED) return INFINITY;
  dark__cholesky_solve(of->factor, n, of->solution);
  double loss = of->whole;
  for (size_t i = 0; i < n; i++) loss -= of->solution[i] * of->products[of->columns[i]];
  return fmax(loss, 0) + problem->price * (double)(n - problem->n_fixed);
}

/* A complete pass has met what weighs as much as its cut. */
static bool was_met(const dark__tally *tally, double loss) {
  return tally->is_complete && (tally->least - loss) / 2 >= tally->log_cut;
}

static dark_status meet(visiting *of, dark__subset subset, dark_error *err) {
  if (isinf(subset.loss) || was_met(of->tally, subset.loss)) return DARK_OK;
  of->tally->weight += exp((of->tally->origin - subset.loss) / 2);
  return dark__best_add(&of->tally->best, subset, err);
}

/* Each subset once: a pair of terms with the second behind the first, one term as a pair with itself. *best: of them and `from`. */
static dark_status visit_all(dark__subset *best, visiting *of, dark__subset from, dark_error *err) {
  const size_t n = of->problem->n_terms;
  dark_status status = meet(of, from, err);
  *best = from;
  for (size_t t = 0; t < n; t++)
    for (size_t u = t; status == DARK_OK && u < n; u++) {
      dark__subset next = {from.terms ^ bit(t) ^ (u == t ? 0 : bit(u)), 0};
      next.loss = loss_of(of, next.terms);
      if (dark__subset_compare(&next, best) < 0) *best = next;
      status = meet(of, next, err);
    }
  return status;
}

/* Where no pass was complete: from good ones to better ones, the last of which counts. */
static dark_status move(visiting *of, dark_error *err) {
  dark__subset from = of->openings->good, best = from;
  dark_status status = DARK_OK;
  of->tally->missed += of->tally->weight;
  for (int moves = 0; status == DARK_OK && moves < MOST_MOVES; moves++) {
    of->tally->best.n = 0;
    of->tally->weight = 0;
    status = visit_all(&best, of, from, err);
    if (best.terms == from.terms) break;
    from = best;
  }
  return status;
}

/* Else what is near the best one joins it. */
static dark_status stay(visiting *of, dark_error *err) {
  const dark__best_subsets *met = &of->tally->best;
  dark__subset best = met->heap[0];
  for (size_t i = 1; i < met->n; i++)
    if (dark__subset_compare(&met->heap[i], &best) < 0) best = met->heap[i];
  return visit_all(&best, of, best, err);
}

dark_status dark__neighbours_find(dark__tally *tally, const dark__openings *openings, const dark__subset_problem *problem,
                                  dark_error *err) {
  const size_t p = problem->n_columns;
  visiting of = {.tally = tally, .openings = openings, .problem = problem};
  of.products = calloc(p + 1, sizeof *of.products);
  of.factor = malloc((p * p + 1) * sizeof *of.factor);
  of.solution = malloc((p + 1) * sizeof *of.solution);
  of.columns = malloc((p + 1) * sizeof *of.columns);
  const bool is_complete = of.products != NULL && of.factor != NULL && of.solution != NULL && of.columns != NULL;
  for (size_t i = 0; is_complete && i < p; i++) {
    for (size_t j = 0; j < p; j++) of.products[i] += problem->information[i * p + j] * problem->estimate[j];
    of.whole += of.products[i] * problem->estimate[i];
  }
  const bool has_best = tally->is_complete && tally->best.n > 0;
  const dark_status status = !is_complete ? dark__fail_memory(err) : has_best ? stay(&of, err) : move(&of, err);
  free(of.products);
  free(of.factor);
  free(of.solution);
  free(of.columns);
  return status;
}
