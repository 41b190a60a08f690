/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_WHOLE_H
#define DARK__NUMERIC_WHOLE_H

#include <stdbool.h>

#include "numeric/system.h"

/* Points of whole numbers under sums that are known, by GLPK's branch and cut; `least` is whole. Any thread may call (numeric/glpk.h). */

/* The nodes of one search after which it is given up, so that every answer comes in time, and the same on every machine. */
enum { DARK__WHOLE_NODES = 20000 };

/* *is_found: `point [n_unknowns]` meets all sums. Otherwise none does, or none was found within DARK__WHOLE_NODES.
   Errors: those of dark__system_solve. */
DARK_MUST_CHECK dark_status dark__whole_point(bool *is_found, double *point, const dark__system *system, dark_error *err);

#endif
