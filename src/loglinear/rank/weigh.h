/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_RANK_WEIGH_H
#define DARK__LOGLINEAR_RANK_WEIGH_H

/* All models of a lattice that carry weight exp(-criterion / 2), by branch and bound (branch.h).

   A node between the models `inner` and `outer` is left when all its models together weigh too little. With L the log-likelihood of outer,
   p the price of a parameter and k terms in outer but not in inner, they weigh at most

     sum over sets of those terms of exp(-{2 (sum of log n! - L) + p (terms of inner and set)} / 2)
       = exp(-(sum of log n! - L) - p (terms of inner) / 2) (1 + exp(-p / 2))^k,

   and what was left is added up, so that the weight of models never looked at is known not to exceed it. Models without an estimate are no
   candidates and have no weight. */

#include "loglinear/search/branch.h"

/* One model with an estimate on one table. variance: of its intercept, if wanted. */
typedef dark_status dark__weigh_visit(void *context, size_t table, const dark__found *found, double variance, dark_error *err);

typedef struct dark__weigh_request {
  dark__criterion criterion;
  double cut;    /* a node is left when its models weigh less than this share of the best model */
  size_t budget; /* most nodes of one table; what is then left counts as missed */
  bool wants_variance;
  dark__weigh_visit *visit;
  void *context;
} dark__weigh_request;

typedef struct dark__weigh_report {
  double best;   /* smallest criterion; infinite when no model has an estimate */
  double weight; /* of all models found, relative to the best one */
  double missed; /* no more than this share of the weight of all models belongs to others; 1 when none was found */
  size_t n_models, n_nodes;
  bool complete; /* within the budget */
} dark__weigh_report;

/* Visit the models of the tables of the crowd, at most space->n_room; reports [n]. `branch` gives the lattice, the order of terms and first guesses,
   whatever its criterion. Pure but for `visit`. Errors: DARK_ENOMEM, DARK_ENUMERIC, those of visit. */
DARK_MUST_CHECK dark_status dark__weigh_models(dark__weigh_report *reports, const dark__branch *branch, dark__branch_space *space,
                                               const dark__weigh_request *request, dark_error *err);

#endif
