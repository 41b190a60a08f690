/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_WORDS_ROWS_H
#define DARK__REPORT_WORDS_ROWS_H

/* Which kind of row it is, and what its interval is called. */

#include <stdbool.h>

#include <darkfigure/result.h>

#include "writing/paper.h"

/* Rows of one target, one per level, follow each other. True for the first of them. */
bool dark__row_is_first(const dark_results *results, size_t r);
bool dark__row_has_estimate(const dark_row *row);
bool dark__any_estimate(const dark_results *results);
bool dark__row_is_partial(const dark_row *row);
bool dark__row_is_unstable(const dark_row *row);
/* Whether it has an estimate that may be said as one number. */
bool dark__row_has_point(const dark_row *row);
/* No estimate, but not fewer than interval.lower. */
bool dark__row_is_lower_limit(const dark_row *row);

/* The strata that a row sums over (or is), and those of them that have an estimate. */
typedef struct dark__parts {
  size_t n, n_estimated;
} dark__parts;
dark__parts dark__row_parts(const dark_results *results, const dark_row *row);
/* "the 3 of 5 that can be estimated": what a partial row is of, beside its number. Never "at least": that is said of known people and of lower
   limits alone. */
void dark__add_partial(dark__paper *paper, const dark_results *results, const dark_row *row);

/* "6,900–18,000", "46,000 or more, no upper limit", "no interval": what stands in the brackets. */
void dark__add_limits(dark__paper *paper, const dark_interval *interval, double unit);

#endif
