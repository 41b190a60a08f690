/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_CATALOGUE_H
#define DARK__LOGLINEAR_CATALOGUE_H

/* All hierarchical models up to an order, judged once on the observed table, and the exact search for the best of them on any other
   table of the same problem.

   The search visits models in the order of the observed table's criterion and skips a model when a bound shows that it cannot win:
   of nested models the smaller has the smaller likelihood, so that for each optional term the largest candidate without it bounds all
   models without it. Nothing is skipped on a guess: the winner is the one that fitting every model would find. */

#include "loglinear/engine.h"

typedef struct dark__judged_model {
  double criterion, log_lik, hidden; /* on the observed table; NaN unless code is 0 */
  size_t n_terms, n_minus_infinity;
  int code;
} dark__judged_model;

typedef struct dark__catalogue {
  const dark__problem *problem;
  dark__lattice lattice;
  dark__term_set *models;        /* [n_models] canonical order */
  dark__judged_model *judged;    /* [n_models] */
  size_t n_models, n_usable;
  size_t *order;                 /* [n_models] usable models by criterion, then the others; ties in canonical order */
  size_t n_searched;             /* models searched: the first of `order`; n_models unless only the best are asked for */
  double **starts;               /* [n_models] effects on the observed table (n_terms each), NULL where there are none */
  double **bound_starts;         /* [n_optional] the same for the bounding models */
  dark__criterion criterion;
} dark__catalogue;

/* Judge all models of order up to max_order on the observed table. `top`: search only so many of the usable ones, 0 for all models.
   `problem` is borrowed. Errors: DARK_ELIMIT (too many models), DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__catalogue_new(dark__catalogue **out, const dark__problem *problem, unsigned max_order,
                                                dark__criterion criterion, size_t top, dark_error *err);
void dark__catalogue_free(dark__catalogue *catalogue);

/* The best model of the loaded table. With exhaustive = true nothing is pruned (the oracle of tests). */
DARK_MUST_CHECK dark_status dark__catalogue_search(dark_estimate *out, const dark__catalogue *catalogue, dark__engine *engine,
                                                   bool exhaustive, dark_error *err);

/* See dark_plan_rank. */
DARK_MUST_CHECK dark_status dark__catalogue_rank(dark_candidate **candidates, size_t *n_candidates, const dark__catalogue *catalogue,
                                                 size_t n, dark_error *err);

#endif
