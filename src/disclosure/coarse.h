/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__DISCLOSURE_COARSE_H
#define DARK__DISCLOSURE_COARSE_H

/* The unit of two significant digits of so many people, and no finer than k. */
double dark__coarse_unit(double people, double k);

/* An estimate or a limit, rounded to its unit; not below `known`, which may be NaN. What is not finite stays as it is. */
double dark__coarse(double people, double k, double known);

#endif
