/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESULT_CONTRAST_H
#define DARK__RESULT_CONTRAST_H

/* Contrasts while they are put together: first who is meant, then limits, from what the totals have theirs from. */

#include <stdbool.h>

#include "result/assembly.h"
#include "result/contrast_pairs.h"

/* The two totals of a contrast, and where it goes. */
typedef struct dark__contrast_work {
  const size_t *parts[2]; /* each [n] that a total sums over, in the same order of the other categories */
  size_t n;
  const dark_row *rows[2];     /* each [n_levels] */
  bool is_apart;               /* no part was estimated together with another */
  dark_category_contrast *out; /* [n_levels] */
} dark__contrast_work;

/* contrast_sides.c: names, estimates, and whether the two are comparable; limits are NaN. work->out is there; rows [n_targets x
   n_levels]. */
void dark__contrast_begin(dark__contrast_work *work, const dark__assembly *assembly, const dark_row *rows,
                          const dark__contrast_pair *pair);

/* contrast_limits.c: limits of all contrasts works [n] that have an estimate. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__contrasts_limit(dark__contrast_work *works, size_t n, const dark__assembly *assembly,
                                                  const dark_detail *details, dark_error *err);

#endif
