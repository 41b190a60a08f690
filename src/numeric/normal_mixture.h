/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_NORMAL_MIXTURE_H
#define DARK__NUMERIC_NORMAL_MIXTURE_H

/* Mixtures of normal distributions. */

#include <stddef.h>

#include <darkfigure/status.h>

typedef struct dark__normal {
  double weight, mean, sd; /* weight >= 0, sd > 0 */
} dark__normal;

/* Mean and variance of a mixture [n] whose weights add up to something positive. */
void dark__mixture_moments(double *mean, double *variance, const dark__normal *parts, size_t n);

/* The probability of being below x. */
double dark__mixture_cdf(double x, const dark__normal *parts, size_t n);

/* The x with sum of w Phi((x - mean) / sd) = probability x sum of w, 0 < probability < 1. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__mixture_quantile(double *x, const dark__normal *parts, size_t n, double probability,
                                                   dark_error *err);

#endif
