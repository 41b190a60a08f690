/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_POISSON_TAIL_H
#define DARK__NUMERIC_POISSON_TAIL_H

#include <stdbool.h>

/* log of the smaller one-sided tail, min{P(X <= n), P(X >= n)}, of X ~ Poisson(mean): finite where the tail itself underflows.
   n >= 0 whole, mean >= 0. Any thread. */
double dark__log_poisson_tail(double n, double mean);

/* Is that tail surely at least p? Without computing it: by h = n log(n / mean) - n + mean, half a deviance, no tail is below Phi(-sqrt(2 h))
   (Short 2013, ISRN Probability and Statistics, 412958). `usual` is the largest such h, from log p; false where nothing is known. */
double dark__poisson_tail_usual(double log_p);
bool dark__poisson_tail_is_usual(double n, double mean, double usual);

#endif
