/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESULT_SUM_INTERVAL_H
#define DARK__RESULT_SUM_INTERVAL_H

#include <darkfigure/interval.h>

/* One summand: an estimate and its interval. */
typedef struct dark__summand {
  double total;
  dark_interval interval;
} dark__summand;

/* Interval for the sum T of independent estimates T_s with limits l_s and u_s (MOVER: Zou & Donner 2008, Stat. Med. 27:1693):
   T - sqrt(sum of (T_s - l_s)^2) and T + sqrt(sum of (u_s - T_s)^2). A single one keeps its own. Without an interval for each there is
   none; a limit that one of them lacks is lacking. */
dark_interval dark__sum_interval(const dark__summand *summands, size_t n, double level);

#endif
