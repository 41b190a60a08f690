/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TARGETS_H
#define DARK__TABLE_TARGETS_H

/* What numbers are given for: each stratum, the margins over one category, over two, ..., and the total, in this order; within each the
   last category varies fastest. Their number grows with the sets of categories, which is why these are limited. */

#include <darkfigure/table.h>

/* Most categories with margins. */
enum { DARK__MOST_CATEGORIES = 12 };

typedef struct dark__targets {
  size_t n;
  size_t *starts; /* [n + 1] where each target's strata begin in `strata` */
  size_t *strata;
  int *levels; /* [n x n_categories] negative: summed over */
  size_t n_categories;
} dark__targets;

/* Zeroes first; dark__targets_clear also after a failure. DARK_ELIMIT: more categories than DARK__MOST_CATEGORIES; DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__targets_make(dark__targets *targets, const dark_table *table, dark_error *err);
void dark__targets_clear(dark__targets *targets);

/* Name of a target's level, of the table they were made for; NULL when the category is summed over. */
const char *dark__targets_level(const dark__targets *targets, const dark_table *table, size_t target, size_t category);

#endif
