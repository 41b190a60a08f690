/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_INTERVAL_H
#define DARK__ESTIMATOR_INTERVAL_H

#include <darkfigure/interval.h>

/* An interval of no type: limits and everything else NaN, no reasons. */
dark_interval dark__interval_none(double level);

/* Log-normal interval of the hidden number (Chao 1987): limits observed + hidden / c and observed + hidden c with
   c = exp(z sqrt(log(1 + (se / hidden)^2))). Type NONE unless hidden > 0 and se is finite: the log-normal says nothing about 0. */
dark_interval dark__interval_log_normal(double observed, double hidden, double se, double level);

/* Two independent lists of n1 and n2 people with m on both: the populations under which an overlap of m or less, and of m or more, has
   hypergeometric probability (1 - level) / 2 at least, so that the truth is covered with probability `level` or more. With m = 0 there
   is no upper limit: NaN and DARK_REASON_LOWER_ONLY. */
dark_interval dark__interval_exact(double n1, double n2, double m, double level);

#endif
