/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SEARCH_DESCENT_H
#define DARK__LOGLINEAR_SEARCH_DESCENT_H

/* The way down through the models of a lattice, for all tables of a crowd (branch.h says what nodes stand for).

   Nodes are visited depth first, each by all tables that need it; these share blocks. Lanes that are left over go to what the same tables
   will ask for later (forecast.h), which is there when its turn comes, so that each table goes the way that it would go alone. */

#include "loglinear/search/quest.h"

/* Bounds are as good as exact when they are this near. */
#define DARK__NEAR_ENOUGH 0.02

/* Look at one model on tables [n]. Errors: those of the quest. */
DARK_MUST_CHECK dark_status dark__descent_look(const dark__quest *quest, const dark__branch *branch, dark__branch_space *space,
                                               dark__term_set model, const size_t *tables, size_t n, dark_error *err);

/* Go through all models of the lattice but the guesses, for tables [n]; space->n_nodes counts the nodes of each. Errors: DARK_ENOMEM,
   DARK_ENUMERIC, those of the quest. */
DARK_MUST_CHECK dark_status dark__descent_go(const dark__quest *quest, const dark__branch *branch, dark__branch_space *space,
                                             const size_t *tables, size_t n, dark_error *err);

#endif
