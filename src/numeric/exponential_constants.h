/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_EXPONENTIAL_CONSTANTS_H
#define DARK__NUMERIC_EXPONENTIAL_CONSTANTS_H

/* Constants of dark__exp, shared with its vector form. */

/* log 2 in two pieces; the first has 21 zero bits at its end, so that its product with a whole number is exact. */
#define DARK__LOG2_HIGH 0x1.62e42fee00000p-1
#define DARK__LOG2_LOW 0x1.a39ef35793c76p-33
#define DARK__LOG2_INVERSE 0x1.71547652b82fep+0
/* Adding and subtracting it rounds to the nearest whole number, which then stands in the low bits. */
#define DARK__ROUNDER 0x1.8p52

enum { DARK__N_INVERSE_FACTORIALS = 12 };

/* 1/13!, 1/12!, ..., 1/2!. */
static const double dark__inverse_factorials[DARK__N_INVERSE_FACTORIALS] = {
    1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0, 1.0 / 362880.0, 1.0 / 40320.0,
    1.0 / 5040.0,       1.0 / 720.0,       1.0 / 120.0,      1.0 / 24.0,      1.0 / 6.0,      0.5};

#endif
