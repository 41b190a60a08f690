/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/sum_interval.h"

#include <math.h>
#include <stdbool.h>

#include "estimator/interval.h"

/* That the limit of one of several is the number observed, or far from its estimate, says nothing of the sum. */
static const dark_reasons OF_ONE = DARK_REASON_BIT(DARK_REASON_LOWER_AT_OBSERVED) | DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL);

dark_interval dark__sum_interval(const dark__summand *summands, size_t n, double level) {
  if (n == 1) return summands[0].interval;
  dark_interval sum = dark__interval_none(level);
  double total = 0, below = 0, above = 0;
  bool have_all = n > 0, are_alike = true;
  for (size_t i = 0; i < n; i++) {
    const dark_interval *own = &summands[i].interval;
    total += summands[i].total;
    below += pow(summands[i].total - own->lower, 2);
    above += pow(own->upper - summands[i].total, 2);
    have_all &= own->type != DARK_INTERVAL_NONE;
    are_alike &= own->type == summands[0].interval.type;
    sum.reasons |= own->reasons & ~OF_ONE;
    sum.unstable |= own->unstable;
    sum.missed_weight = fmax(sum.missed_weight, own->missed_weight);
  }
  if (!have_all) return sum;
  sum.type = are_alike ? summands[0].interval.type : DARK_INTERVAL_MIXED;
  sum.lower = total - sqrt(below);
  sum.upper = total + sqrt(above);
  dark__interval_guard(&sum, total);
  return sum;
}
