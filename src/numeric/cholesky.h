/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_CHOLESKY_H
#define DARK__NUMERIC_CHOLESKY_H

/* Cholesky factors of small dense matrices that may be semidefinite, as information matrices of overparameterised models are.
   Own code because it is the bootstrap's inner loop: half the time of GSL's for n <= 40. Any thread; no allocation. */

#include <stddef.h>

/* Replace the lower triangle of a [n x n, row-major] by its factor, with reciprocals on the diagonal: a few divisions instead of one
   for each element. A pivot that is at most `aliased` times its diagonal is taken for
   zero: that unknown is left out (its solution will be 0), as a generalised inverse would. Returns the smallest ratio of a pivot to
   its diagonal, 1 for n = 0: near 0 means near singular. */
double dark__cholesky_factor(double *a, size_t n, double aliased);

/* Solve with a factor: b [n] is replaced by the solution. */
void dark__cholesky_solve(const double *factor, size_t n, double *b);

/* The halves of that, b [n] replaced: first by L^-1 b, of which the sum of squares is b' A^-1 b, then that by L'^-1 of it. */
void dark__cholesky_forward(const double *factor, size_t n, double *b);
void dark__cholesky_backward(const double *factor, size_t n, double *b);

/* Element (0, 0) of the inverse; work [n]. With an aliased first unknown that is 0. */
double dark__cholesky_inverse_first(const double *factor, size_t n, double *work);

#endif
