/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_DENSITY_H
#define DARK__NUMERIC_DENSITY_H

/* A distribution on the line by its density at equally spaced points, straight lines between them and nothing outside. */

#include <stddef.h>

#include <darkfigure/status.h>

typedef struct dark__density {
  double start, step; /* point i is start + i step */
  size_t n;           /* points, two or more */
  double *at;         /* [n] the density, of integral 1 */
  double *below;      /* [n] the probability below point i: from 0 to 1 */
} dark__density;

/* Take memory for n >= 2 points. DARK_ENOMEM; dark__density_clear copes with what is half made. */
DARK_MUST_CHECK dark_status dark__density_make(dark__density *density, double start, double step, size_t n, dark_error *err);
void dark__density_clear(dark__density *density);

/* Bring `at`, which holds values >= 0 of some positive integral, to the integral 1, and fill in `below`. */
void dark__density_settle(dark__density *density);

/* The rest is of settled densities, for any thread. The probability of being below x; and the x below which one is with probability p,
   0 < p < 1. Each undoes the other where the density is positive. */
double dark__density_cdf(const dark__density *density, double x);
double dark__density_quantile(const dark__density *density, double p);

/* Mean and standard deviation. */
double dark__density_mean(const dark__density *density);
double dark__density_sd(const dark__density *density);

#endif
