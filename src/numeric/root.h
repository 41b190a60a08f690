/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_ROOT_H
#define DARK__NUMERIC_ROOT_H

/* The root of a function that rises or falls from `low` to `high`, where it has different signs or is 0, to 1e-12 (Brent's method). The error says
   that `what` was not found. Errors: DARK_ENOMEM, DARK_ENUMERIC. Any thread. */

#include <darkfigure/status.h>

DARK_MUST_CHECK dark_status dark__root_find(double *x, double (*function)(double x, void *context), void *context, double low,
                                            double high, const char *what, dark_error *err);

#endif
