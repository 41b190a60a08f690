/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SEARCH_SHORTLIST_H
#define DARK__LOGLINEAR_SEARCH_SHORTLIST_H

/* The best models that a search has met, best first. Criteria within 1e-9 relative are tied and stand in canonical order. */

#include <stdbool.h>

#include "lattice/terms.h"

typedef struct dark__found {
  dark__term_set model;
  double criterion, log_lik, hidden;
} dark__found;

typedef struct dark__shortlist {
  dark__found *found; /* [n] best first */
  size_t n, n_room;
  size_t most;     /* keep at most so many ... */
  double distance; /* ... and none worse than the best by more than this */
} dark__shortlist;

/* Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__shortlist_new(dark__shortlist *list, size_t most, double distance, dark_error *err);
void dark__shortlist_clear(dark__shortlist *list);
/* The list of one best model, in found [2], which is borrowed: not to be cleared. */
dark__shortlist dark__shortlist_of_one(dark__found *found);

/* A model with a larger criterion, beyond a tie, cannot enter. Infinite while there is room. */
double dark__shortlist_ceiling(const dark__shortlist *list);

/* Enter a model where it belongs; what no longer belongs drops out. No model may be entered twice. Errors: DARK_ENOMEM; never while
   the list holds fewer than 16. */
DARK_MUST_CHECK dark_status dark__shortlist_enter(dark__shortlist *list, const dark__found *candidate, dark_error *err);

#endif
