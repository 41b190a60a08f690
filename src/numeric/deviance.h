/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_DEVIANCE_H
#define DARK__NUMERIC_DEVIANCE_H

/* count log(mean / count) + count - mean for count >= 0 and mean > 0, at most 0 (-mean for a count of 0): minus half of what a cell adds
   to a Poisson deviance. -infinity for a mean of 0, and for one that is no number or too large. Good to the last digits where mean is near count, however large both are. */
double dark__half_deviance(double count, double mean);

#endif
