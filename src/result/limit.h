/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESULT_LIMIT_H
#define DARK__RESULT_LIMIT_H

#include <darkfigure/interval.h>

/* Two lists of n1 and n2 people (whole numbers >= 1) that share nobody: the smallest population N >= n1 + n2 under which two
   independent lists share nobody with hypergeometric probability prod_{i < n2} (N - n1 - i) / (N - i) >= `tail`, 0 < tail < 1.
   The log probability is good to about 1e-16 (n1 + n2), so that N is exact for lists of ordinary size. */
double dark__least_population(double n1, double n2, double tail);

/* The lower limit above at tail (1 - level) / 2, as an interval of type EXACT without an upper limit. */
dark_interval dark__interval_lower_only(double n1, double n2, double level);

#endif
