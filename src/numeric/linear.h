/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_LINEAR_H
#define DARK__NUMERIC_LINEAR_H

#include "numeric/system.h"

/* *least: the least that unknown `u` can be where all unknowns are real and the sums of the system are met; NaN where no point meets them. By GLPK's simplex
   method, to about 1e-7 of the numbers in the system. Any thread may call (numeric/glpk.h). Errors: those of dark__system_solve. */
DARK_MUST_CHECK dark_status dark__linear_least(double *least, const dark__system *system, size_t u, dark_error *err);

#endif
