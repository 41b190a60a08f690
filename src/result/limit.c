/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/limit.h"

#include <math.h>

#include "estimator/interval.h"
#include "numeric/stirling.h"

/* 0 log 0 = 0. */
static double times_log1p(double x, double y) { return x > 0 ? x * log1p(y) : 0; }

/* log P(no overlap | N) = log [(N-a)! (N-b)! / ((N-a-b)! N!)]. The four logarithms are of size N log N and their sum is of size 1, so
   the leading parts, in which log N cancels, are taken together; what remains of them is of size a + b. */
static double log_no_overlap(double population, double a, double b) {
  const double rest = population - a - b;
  return times_log1p(population - a, -a / population) + times_log1p(population - b, -b / population) -
         times_log1p(rest, -(a + b) / population) + dark__stirling_rest(population - a) + dark__stirling_rest(population - b) -
         dark__stirling_rest(rest) - dark__stirling_rest(population);
}

double dark__least_population(double n1, double n2, double tail) {
  const double target = log(tail) - 1e-12; /* a probability equal to `tail` must not fail by its last bits */
  double low = n1 + n2, high = low;
  if (log_no_overlap(low, n1, n2) >= target) return low;
  while (log_no_overlap(high, n1, n2) < target) high *= 2;
  for (;;) { /* the probability grows with N: below the target at low, not below it at high */
    const double middle = floor(low + (high - low) / 2);
    if (middle <= low || middle >= high) return high;
    if (log_no_overlap(middle, n1, n2) >= target) high = middle;
    else low = middle;
  }
}

dark_interval dark__interval_lower_only(double n1, double n2, double level) {
  dark_interval interval = dark__interval_none(level);
  interval.type = DARK_INTERVAL_EXACT;
  interval.lower = dark__least_population(n1, n2, (1 - level) / 2);
  interval.reasons = DARK_REASON_BIT(DARK_REASON_LOWER_ONLY);
  return interval;
}
