/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__DISCLOSURE_COARSE_H
#define DARK__DISCLOSURE_COARSE_H

/* The unit of two significant digits of so many people, and no finer than k. */
double dark__coarse_unit(double people, double k);

/* An estimate or a limit, rounded to its unit; where that is below `known`, a number that is shown (or NaN), it is that number: a lower limit
   must not be said to be higher than it is. What is not finite stays as it is. */
double dark__coarse(double people, double k, double known);

#endif
