/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_POISSON_TAIL_H
#define DARK__NUMERIC_POISSON_TAIL_H

/* log of the smaller one-sided tail, min{P(X <= n), P(X >= n)}, of X ~ Poisson(mean): finite where the tail itself underflows.
   n >= 0 whole, mean >= 0. Any thread. */
double dark__log_poisson_tail(double n, double mean);

#endif
