/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_INTERVAL_H
#define DARK__ESTIMATOR_INTERVAL_H

#include <darkfigure/interval.h>
#include <darkfigure/plan.h>

/* The interval that a part has when nobody says: its method's own, percentile where that has none; NONE without a method. */
dark_interval_type dark__part_usual_interval(const dark_plan *plan, size_t part);

/* An interval of no type: limits and everything else NaN, no reasons. */
dark_interval dark__interval_none(double level);

/* Log-normal interval of the hidden number (Chao 1987): limits observed + hidden / c and observed + hidden c with
   c = exp(z sqrt(log(1 + (se / hidden)^2))). Type NONE unless hidden > 0 and se is finite: the log-normal says nothing about 0. */
dark_interval dark__interval_log_normal(double observed, double hidden, double se, double level);

/* The standard error to make such an interval of an explained estimate with. That of an average is one of log(hidden): the log-normal with
   this standard deviation of the logarithm has limits hidden exp(-+ z se / hidden), and the standard deviation hidden sqrt(exp((se /
   hidden)^2) - 1), which is what adds up over categories. */
double dark__log_normal_se(const dark_explanation *explanation, double hidden);

/* What every interval of a total must say of itself, whatever kind it is: DARK_REASON_HEAVY_TAIL when a limit lies beyond ten times the
   `estimate`, and not otherwise. */
void dark__interval_guard(dark_interval *interval, double estimate);

/* Two independent lists of n1 and n2 people with m on both: the populations under which an overlap of m or less, and of m or more, has
   hypergeometric probability (1 - level) / 2 at least, so that the truth is covered with probability `level` or more. With m = 0 there
   is no upper limit: NaN and DARK_REASON_LOWER_ONLY. */
dark_interval dark__interval_exact(double n1, double n2, double m, double level);

#endif
