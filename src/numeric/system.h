/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_SYSTEM_H
#define DARK__NUMERIC_SYSTEM_H

/* Sums that are known of unknowns that are not, as programmes of GLPK: whole.h asks for whole numbers, linear.h for real ones. */

#include <stddef.h>

#include "numeric/glpk.h"

/* low <= the sum over these unknowns <= high; both may be infinite. Borrowed. */
typedef struct dark__known_sum {
  const size_t *unknowns; /* [n_unknowns], each once, from 0 */
  size_t n_unknowns;
  double low, high;
} dark__known_sum;

typedef struct dark__system {
  size_t n_unknowns;
  const double *least; /* [n_unknowns]; no unknown is below it */
  const dark__known_sum *sums;
  size_t n_sums;
} dark__system;

/* A system on its way to GLPK, at the head of what a programme is called with. */
typedef struct dark__system_call {
  const dark__system *system;
  int *indices;   /* [n_unknowns + 1] room for a sum */
  double *values; /* [n_unknowns + 1] */
} dark__system_call;

/* Call `programme` with a problem and `context`, whose first member is `call`. Errors: DARK_ENOMEM, DARK_ELIMIT (more than INT_MAX / 4 unknowns or sums),
   DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__system_solve(dark__programme *programme, void *context, dark__system_call *call,
                                               dark_error *err);
/* Put it into the empty problem: unknown u is column u + 1, real. */
void dark__system_put(glp_prob *problem, const dark__system_call *call);

#endif
