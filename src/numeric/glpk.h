/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_GLPK_H
#define DARK__NUMERIC_GLPK_H

/* GLPK with its ways of ending the process kept out. */

#include <glpk.h>

#include <darkfigure/status.h>

/* Builds and solves an empty problem, a maximum; 0: not solved. Takes no memory of its own, which would be lost when GLPK gives up. */
typedef int dark__programme(glp_prob *problem, void *context);

/* Call `programme` with a problem of its own and, in a thread that has none, a GLPK environment of its own, so that any thread may call; a
   host program's own GLPK problems in that thread are left alone. n_equations is for the message.
   Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__glpk_call(dark__programme *programme, void *context, size_t n_equations, dark_error *err);

/* The simplex method, first in doubles; in exact arithmetic when that failed or is_sure of the optimum says that rounding may have spoilt it. 0: not
   solved. */
int dark__simplex(double *optimum, glp_prob *problem, int (*is_sure)(double optimum));

#endif
