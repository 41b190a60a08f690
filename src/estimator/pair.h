/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_PAIR_H
#define DARK__ESTIMATOR_PAIR_H

/* Two sums over strata that were estimated together, to be set against each other without replicates. */

#include <darkfigure/reason.h>

typedef struct dark__pair_of_sums {
  const size_t *strata[2]; /* each [n]: parts of a plan, or places in its group; no stratum is in both */
  size_t n[2];
} dark__pair_of_sums;

/* Lower and upper limits of second total - first and second / first; NaN where there is none. */
typedef struct dark__pair_limits {
  double difference[2], ratio[2];
  dark_reasons reasons;
} dark__pair_limits;

/* No limits, for a reason. */
static inline dark__pair_limits dark__pair_without(dark_reason reason) {
  const double none = __builtin_nan("");
  return (dark__pair_limits){{none, none}, {none, none}, DARK_REASON_BIT(reason)};
}

#endif
