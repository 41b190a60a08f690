/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_SYMMETRIC_H
#define DARK__NUMERIC_SYMMETRIC_H

#include <stddef.h>

/* Elementary symmetric polynomials: sums[k] receives the sum, over all choices of k of the values [n], of their product; sums[0] is 1.
   sums [n + 1]. n^2/2 multiplications; values >= 0 lose no digits. Any thread. */
void dark__symmetric_sums(double *sums, const double *values, size_t n);

/* The first of them, the same bits: choices of at most `most` values. sums [most + 1], of which those beyond n are left alone. */
void dark__symmetric_sums_to(double *sums, size_t most, const double *values, size_t n);

#endif
