/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_EXCLUSION_H
#define DARK__RESAMPLE_EXCLUSION_H

/* Lists that never share a person. */

#include <stdint.h>

#include <darkfigure/status.h>

/* *least = the smallest share of a population that can be on any of the lists when list i has margins[i] [n] of it and shares nobody with
   the lists in excluded[i] [n] (symmetric; bit j = list j; lists without such partners count with their largest only through the others
   and should be left out). What is above 1 is impossible. Minimum of sum_x q(x) over q >= 0 on the possible histories with these margins,
   a linear programme. n <= DARK_MAX_LISTS. Errors: DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__least_listed(double *least, const double *margins, const uint32_t *excluded, unsigned n,
                                               dark_error *err);

#endif
