/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_HUNT_H
#define DARK_TESTS_HUNT_H

/* The search for the best model beside its oracle, which fits all models: both look at the same table. Whatever goes wrong fails the
   test. */

#include "loglinear/rank/catalogue.h"
#include "loglinear/search/branch.h"
#include "support/tables.h"

enum { HUNT_NO_LIMIT = 1000000000, HUNT_CELLS = 64 };

/* A problem made of a sparse table with everything that searches it. */
typedef struct hunt {
  double cells[HUNT_CELLS];
  dark_record records[HUNT_CELLS - 1];
  dark__problem problem;
  dark__catalogue *catalogue;
  dark__branch *branch;
  dark__branch_space *space;
  dark__engine *engine; /* the scalar fit, for the oracle */
} hunt;

/* draw_sparse of this number, up to six lists, is the observed table; models may have the common dependence, or not. */
void open_hunt(hunt *on, unsigned n_lists, unsigned max_order, dark__criterion criterion, dark_common_dependence common,
               size_t budget, uint64_t number);
void close_hunt(hunt *on);

/* A table for both: the first lane of the search, and the oracle. weights [2^n_lists - 1] */
void load_table(hunt *on, const double *weights);
void load_observed(hunt *on);

/* The criterion of a model on the loaded table, fitted to the end; infinite without an estimate. */
double criterion_of(const hunt *on, dark__term_set model);

/* Search the loaded table both ways: the same model, and its hidden number to 1e-9. Returns 1 when there is a winner. */
int compare_winners(hunt *on);

/* So many hunts, a quarter of them by AIC, numbered from `first` on: each compares winners on its observed table and n_tables others, of
   which two thirds are bootstrap tables of it, and the others, and a seventh with a list emptied, have nothing to do with it. */
void compare_many(unsigned n_lists, unsigned max_order, dark_common_dependence common, size_t first, size_t n_hunts,
                  size_t n_tables);

#endif
