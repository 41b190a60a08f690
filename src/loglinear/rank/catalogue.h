/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_RANK_CATALOGUE_H
#define DARK__LOGLINEAR_RANK_CATALOGUE_H

/* All hierarchical models up to an order, each judged on the observed table: for rankings that show models without an estimate too, and
   as the oracle that tests compare the branch-and-bound search (branch.h) with. */

#include "loglinear/fit/engine.h"

typedef struct dark__judged_model {
  double criterion, log_lik, hidden; /* on the observed table; NaN unless code is 0 */
  size_t n_terms, n_minus_infinity;
  int code;
} dark__judged_model;

typedef struct dark__catalogue {
  const dark__problem *problem;
  dark__lattice lattice;
  dark__term_set *models;     /* [n_models] canonical order */
  dark__judged_model *judged; /* [n_models] */
  size_t n_models, n_usable;
  size_t *order; /* [n_models] usable models by criterion, then the others; ties in canonical order */
  dark__criterion criterion;
} dark__catalogue;

/* More models than this are not written down. */
enum { DARK__CATALOGUE_MOST = 100000 };

/* Judge all models of order up to max_order on the observed table. `problem` is borrowed. Errors: DARK_ELIMIT (too many models), DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__catalogue_new(dark__catalogue **out, const dark__problem *problem, unsigned max_order,
                                                dark__criterion criterion, dark_error *err);
void dark__catalogue_free(dark__catalogue *catalogue);

/* The best model of the loaded table, by fitting every one of them to the end. */
DARK_MUST_CHECK dark_status dark__catalogue_search(dark_estimate *out, const dark__catalogue *catalogue, dark__engine *engine,
                                                   dark_error *err);

/* The first n of the order; see dark_plan_rank. */
DARK_MUST_CHECK dark_status dark__catalogue_rank(dark_candidate **candidates, size_t *n_candidates,
                                                 const dark__catalogue *catalogue, size_t n, dark_error *err);

#endif
