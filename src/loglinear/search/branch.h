/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SEARCH_BRANCH_H
#define DARK__LOGLINEAR_SEARCH_BRANCH_H

/* The best of all hierarchical models of a lattice, by branch and bound: exact, without writing the models down.

   A node of the search is a pair of models, `inner` within `outer`, and stands for all models between them. Of nested models the larger
   has the larger likelihood, and every model of the node pays for the terms of `inner`, so that
     criterion >= 2 (sum of log n! - log-likelihood of outer) + price (terms of inner).
   A node that cannot reach the best found so far is left. Otherwise a term of outer outside inner is either taken out of outer (with all terms
   above it) or put into inner (with all terms inside it). Terms whose loss costs the observed table most go first: taking them out
   fails soon, and what is left is small. The likelihood of outer need not be exact: the fit stops as soon as its upper bound (fit.h)
   rules the node out.

   Many tables are searched together (descent.h): a node is visited while any of them needs it, and each table sees the nodes, in the order,
   that it would see alone. */

#include "loglinear/fit/known.h"
#include "loglinear/search/ahead.h"
#include "loglinear/search/shortlist.h"

/* How a search went. */
typedef struct dark__branch_report {
  size_t n_nodes;
  bool complete;
  double open_bound; /* when not complete: no model left out has a smaller criterion than this */
} dark__branch_report;

typedef struct dark__branch {
  const dark__problem *problem;
  dark__lattice lattice;
  dark__criterion criterion;
  dark__term_set inside[DARK__MAX_OPTIONAL]; /* term i and the optional terms inside it */
  size_t order[DARK__MAX_OPTIONAL];          /* terms, the most decisive on the observed table first */
  double *root;                              /* [terms of the largest model] its effects on the observed table */
  dark__found *guesses;                      /* [n_guesses] best models of the observed table, best first */
  size_t n_guesses;
  dark__known known;          /* models without an estimate on the observed table */
  size_t budget;              /* most nodes of one search */
  dark__branch_report report; /* of the search of the observed table */
} dark__branch;

/* Prepare for a problem (borrowed): the order of terms, and the n_guesses best models of the observed table, which later searches
   start from. Errors: DARK_ELIMIT, DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__branch_new(dark__branch **out, const dark__problem *problem, unsigned max_order,
                                             dark__criterion criterion, size_t n_guesses, size_t budget, dark_error *err);
void dark__branch_free(dark__branch *branch);

/* What a quest that wants the outer models themselves knows of one of them on a table. */
typedef struct dark__outer {
  bool has_estimate; /* and so has every model inside it (fit/known.h) */
  bool is_fitted;    /* to the end, with ... */
  dark__fit fit;     /* ... this and ... */
  double variance;   /* ... this of the intercept */
} dark__outer;

/* Mutable memory of a search. One per thread. */
typedef struct dark__branch_space {
  dark__crowd *crowd;
  dark__pack pack;          /* of the crowd */
  size_t n_room, n_effects; /* tables at once, at least as many as lanes; terms of the largest model */
  /* By depth of the way down, n_optional + 2 of them, and table (node.h). */
  double *effects;                       /* [depths x n_room x n_effects] of the outer models */
  double *log_lik_most;                  /* [depths x n_room] */
  dark__outer *outers;                   /* [depths x n_room], or NULL */
  size_t *active;                        /* [depths x n_room] */
  size_t *chosen;                        /* [2 x n_room] scratch */
  size_t *n_nodes;                       /* [n_room] of each table so far */
  double *scratch;                       /* [DARK__MOST_LANES x n_effects] */
  dark__ahead bounds_ahead, looks_ahead; /* outer and inner models that were fitted before their turn */
  dark__shortlist *best;                 /* [n_room] of the one best model of each table ... */
  dark__found *found;                    /* [2 x n_room] ... which is here */
  dark__known *learnt;                   /* where the search of the observed table writes down what it finds out; else NULL */
} dark__branch_space;

DARK_MUST_CHECK dark_status dark__branch_space_new(dark__branch_space **out, const dark__branch *branch, dark_error *err);
void dark__branch_space_free(dark__branch_space *space);

/* Memory for outer models, as long as a quest wants them: a search does not. Forget them also after an error. Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__branch_space_want_outers(dark__branch_space *space, const dark__branch *branch,
                                                           dark_error *err);
void dark__branch_space_forget_outers(dark__branch_space *space);

/* Enter the best models of the tables of the crowd, at most n_room, into lists [n], which should be empty. With guesses_only, only the guesses
   are looked at. reports [n]. Pure. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__branch_search(dark__shortlist *lists, dark__branch_report *reports, const dark__branch *branch,
                                                dark__branch_space *space, bool guesses_only, dark_error *err);

#endif
