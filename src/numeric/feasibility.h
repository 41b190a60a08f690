/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_FEASIBILITY_H
#define DARK__NUMERIC_FEASIBILITY_H

#include <stddef.h>

#include <darkfigure/status.h>

/* Systems A x = b with x >= 0 and a 0/1 matrix, by GLPK. Any thread may call (numeric/glpk.h). */

typedef struct dark__system {
  size_t n_equations, n_unknowns;
  const size_t *starts; /* [n_equations + 1] where each equation's unknowns begin in `unknowns` */
  const int *unknowns;  /* indices from 0 of the unknowns with coefficient 1 */
  const double
      *right; /* [n_equations] taken by GLPK's exact arithmetic as they are: whole numbers are exact, decimals nearly so */
} dark__system;

/* *largest = max of unknown `which` over all solutions. The system must have one, and the unknown a largest.
   Errors: DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__largest_value(double *largest, const dark__system *system, size_t which, dark_error *err);

#endif
