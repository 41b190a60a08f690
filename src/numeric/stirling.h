/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_STIRLING_H
#define DARK__NUMERIC_STIRLING_H

/* log x! - (x log x - x) for x >= 0, by the gamma function: 0 at 0, near log(2 pi x) / 2 for large x. Factorials of large numbers whose
   leading parts cancel are told apart by it to the last digits. */
double dark__stirling_rest(double x);

#endif
