/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_CAPTURE_EXCLUSION_H
#define DARK__RESAMPLE_CAPTURE_EXCLUSION_H

/* Lists that never share a person. */

#include <stdint.h>

#include <darkfigure/status.h>

/* *least = the smallest share of a population that can be on any of the lists when list i has margins[i] [n] of it and shares nobody with
   the lists in excluded[i] [n] (symmetric; bit j = list j); what is above 1 is impossible. That is the minimum of sum_x q(x) over q >= 0 on
   the possible histories that have these margins, a linear programme. n <= DARK_MAX_LISTS; every margin <= 1.
   Errors: DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__least_listed(double *least, const double *margins, const uint32_t *excluded, unsigned n,
                                               dark_error *err);

#endif
