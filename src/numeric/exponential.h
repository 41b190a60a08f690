/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_EXPONENTIAL_H
#define DARK__NUMERIC_EXPONENTIAL_H

#include <stddef.h>

/* exp(x) with the same bits on every processor (libm chooses its code by processor): argument reduction by multiples of log 2 and a
   Taylor polynomial of degree 13 on |r| <= log(2)/2, whose truncation error is below 1e-17. Largest error seen against libm: 1 ulp.
   x below -708 gives 0 (no denormal results), above 709 infinity, NaN gives NaN. */
double dark__exp(double x);

/* out [n] = the same of each x [n], which may be the same array: the same bits, several at a time. */
void dark__exp_all(double *out, const double *x, size_t n);

#endif
