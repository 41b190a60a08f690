/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_RANK_RANKING_H
#define DARK__LOGLINEAR_RANK_RANKING_H

#include "loglinear/search/branch.h"

/* Rank the candidate models of a problem: see dark_plan_rank for the contract. Model ids refer to the lattice of that order. A ranking
   within a distance is a by-product and is given up (DARK_ELIMIT) after some seconds' worth of steps. */
DARK_MUST_CHECK dark_status dark__rank_models(dark_candidate **candidates, size_t *n_candidates, const dark__problem *problem,
                                              unsigned max_order, dark__criterion criterion, size_t n, double within,
                                              dark_error *err);

/* Name and bound of a model of a lattice on the observed table (dark_plan_candidate_bound). */
void dark__candidate_name(char *buffer, size_t size, const dark__problem *problem, const dark__lattice *lattice,
                          dark_model_id model);
DARK_MUST_CHECK dark_status dark__candidate_bound(dark_bound *out, const dark__problem *problem, const dark__lattice *lattice,
                                                  dark_model_id model, dark_error *err);

#endif
