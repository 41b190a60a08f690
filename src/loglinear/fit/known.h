/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_KNOWN_H
#define DARK__LOGLINEAR_FIT_KNOWN_H

/* Models that are known to have no estimate on one zero pattern.

   Existence and identifiability depend on the zero pattern alone (existence.h), and a model has neither where one inside it has not. For what
   stands in the way of the smaller one is a direction in which its effects can move without changing an occupied cell or raising another; its kept
   terms are kept in the larger, which has fewer kept cells, so that the direction is there as well, and the further effects stay.

   With 10^6 people and more nearly all models that a search meets have no estimate and yet the larger likelihood, so that no bound rules
   them out. A fit follows each on its way to infinity, a factor of e in a step, before a linear programme judges it; and tables drawn from
   large counts have the zero pattern of the observed one, and meet the same models again. */

#include <stdbool.h>

#include "lattice/terms.h"
#include "loglinear/fit/fit.h"

typedef struct dark__known {
  bool *is_occupied;       /* [2^t] the zero pattern; NULL: nothing is known */
  dark__term_set *without; /* [n] models without an estimate */
  size_t n, n_room;
} dark__known;

/* Nothing yet, about the zero pattern of `counts`. Errors: DARK_ENOMEM. dark__known_clear it, also after an error. */
DARK_MUST_CHECK dark_status dark__known_start(dark__known *known, const dark__counts *counts, dark_error *err);
void dark__known_clear(dark__known *known);

/* Write down a model without an estimate. A search writes down those that were not known, and goes from small models to large ones: some
   hundreds are enough, and more are forgotten. Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__known_add(dark__known *known, dark__term_set model, dark_error *err);

/* Is it about tables like this one? */
bool dark__known_applies(const dark__known *known, const dark__counts *counts);
/* Is it known that neither the model nor any that contains it has an estimate? */
bool dark__known_excludes(const dark__known *known, dark__term_set model);

#endif
