/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SEARCH_SEARCHED_H
#define DARK__LOGLINEAR_SEARCH_SEARCHED_H

/* The models that a search of a problem chooses between. */

#include "loglinear/lanes/lanes.h"

/* The lattice of terms up to max_order, without those that contain a pair whose odds ratio is given, with the forced terms, and with the common
   dependence where the problem wants it and there are pairs for it.
   Errors: DARK_ELIMIT as dark__lattice_make; DARK_EUSAGE when a forced term has more lists than max_order. */
DARK_MUST_CHECK dark_status dark__searched_lattice(dark__lattice *lattice, const dark__problem *problem, unsigned max_order,
                                                   dark_error *err);

/* Why no model of the lattice has an estimate on a table: what forbids the smallest one, when terms are forced, else
   DARK_REASON_NO_MODEL. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__no_model_reason(dark_reason *out, const dark__lattice *lattice, const dark__counts *counts,
                                                  dark_error *err);

/* The most lists in one forced term of a problem; 0 when none is forced. */
unsigned dark__forced_order(const dark__problem *problem);

/* Refuse a model (terms [n_terms]) that contradicts what is given of a problem: it has the interaction of a pair whose odds ratio is
   fixed, or lacks a forced one. Errors: DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__check_given(const uint32_t *terms, size_t n_terms, const dark__problem *problem,
                                              dark_error *err);

#endif
