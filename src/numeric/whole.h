/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_WHOLE_H
#define DARK__NUMERIC_WHOLE_H

#include <stdbool.h>
#include <stddef.h>

#include <darkfigure/status.h>

/* Points of whole numbers under sums that are known, by GLPK's branch and cut. Any thread may call (numeric/glpk.h). */

/* low <= the sum over these unknowns <= high; both may be infinite. Borrowed. */
typedef struct dark__whole_sum {
  const size_t *unknowns; /* [n_unknowns], each once, from 0 */
  size_t n_unknowns;
  double low, high;
} dark__whole_sum;

typedef struct dark__whole_system {
  size_t n_unknowns;
  const double *least; /* [n_unknowns] whole; no unknown is below it */
  const dark__whole_sum *sums;
  size_t n_sums;
} dark__whole_system;

/* The nodes of one search after which it is given up, so that every answer comes in time, and the same on every machine. */
enum { DARK__WHOLE_NODES = 20000 };

/* *is_found: `point [n_unknowns]` meets all sums. Otherwise none does, or none was found within DARK__WHOLE_NODES.
   Errors: DARK_ENOMEM, DARK_ELIMIT (more than INT_MAX / 4 unknowns or sums), DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__whole_point(bool *is_found, double *point, const dark__whole_system *system, dark_error *err);

#endif
