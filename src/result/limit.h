/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESULT_LIMIT_H
#define DARK__RESULT_LIMIT_H

/* Intervals that need no replicates. */

#include <darkfigure/replicates.h>

/* An interval of no type: limits and everything else NaN, no reasons. */
dark_interval dark__interval_none(double level);

/* Log-normal interval of the hidden number (Chao 1987): limits observed + hidden / c and observed + hidden c with
   c = exp(z sqrt(log(1 + (se / hidden)^2))). Type NONE unless hidden > 0 and se is finite: the log-normal says nothing about 0. */
dark_interval dark__interval_log_normal(double observed, double hidden, double se, double level);

/* Two lists of n1 and n2 people (whole numbers >= 1) that share nobody: the smallest population N >= n1 + n2 under which two
   independent lists share nobody with hypergeometric probability prod_{i < n2} (N - n1 - i) / (N - i) >= `tail`, 0 < tail < 1.
   The log probability is good to about 1e-16 (n1 + n2), so that N is exact for lists of ordinary size. */
double dark__least_population(double n1, double n2, double tail);

/* The lower limit above at tail (1 - level) / 2, as an interval of type EXACT without an upper limit. */
dark_interval dark__interval_lower_only(double n1, double n2, double level);

#endif
