/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_INTERVAL_H
#define DARK__ESTIMATOR_INTERVAL_H

#include <darkfigure/interval.h>

/* An interval of no type: limits and everything else NaN, no reasons. */
dark_interval dark__interval_none(double level);

/* Log-normal interval of the hidden number (Chao 1987): limits observed + hidden / c and observed + hidden c with
   c = exp(z sqrt(log(1 + (se / hidden)^2))). Type NONE unless hidden > 0 and se is finite: the log-normal says nothing about 0. */
dark_interval dark__interval_log_normal(double observed, double hidden, double se, double level);

#endif
