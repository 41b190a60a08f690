/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_DEPENDENCE_H
#define DARK__ESTIMATOR_DEPENDENCE_H

/* What settings say of the dependence between lists, understood and checked; for the whole table, and for the lists of one part. */

#include <stdbool.h>

#include <darkfigure/plan.h>

#include "lattice/dependence.h"
#include "lattice/model_name.h"

/* Of the whole table: in bits of its lists, and in words. */
typedef struct dark__assumed {
  dark__dependence given;
  dark_dependence shown; /* borrows the names of lists and the rest of these */
  dark_fixed_odds *odds; /* [given.n_pairs] */
  char **forced;         /* [given.n_forced] */
} dark__assumed;

/* Errors: DARK_EUSAGE, saying what is wrong: an unknown list, a pair that is none, a pair twice, an odds ratio or xi out of range, a pair
   that is forced as well, an interaction of all lists; DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__assumed_make(dark__assumed *out, const dark_dependence *asked, const dark__naming *naming,
                                               dark_error *err);
void dark__assumed_clear(dark__assumed *assumed);

/* What is left of it for `n_lists` lists that stand at in_whole [n_lists] among all of them. With a list left out that caught nobody, a pair
   says nothing, and a forced term is that of the other lists. Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__dependence_within(dark__dependence *out, const dark__dependence *whole,
                                                    const unsigned *in_whole, unsigned n_lists, dark_error *err);
void dark__dependence_clear(dark__dependence *given);

/* Whether anything is given; and whether it is more than the models would say without it (fixed odds ratios other than 1, xi other than 1). */
bool dark__dependence_is_given(const dark__dependence *given);
bool dark__dependence_is_departure(const dark__dependence *given);

#endif
