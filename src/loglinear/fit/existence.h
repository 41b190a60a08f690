/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_EXISTENCE_H
#define DARK__LOGLINEAR_FIT_EXISTENCE_H

/* Does the extended maximum likelihood estimate of a model exist, and is it the only one? (Fienberg & Rinaldo 2012; Chan, Silverman
   & Vincent 2021.) On the cells and terms that empty margins leave:

     existence:       some table with every kept cell strictly positive has the observed margins,
     identifiability: the terms' indicator columns are linearly independent.

   Both depend on the zero pattern of the table alone. The occupied cells leave open in which directions effects can move without changing
   their means; the estimate does not exist when one of these directions lowers means of unobserved cells and raises none, and is not the only
   one when it changes no mean at all. There are few such directions, and they are about few lists, so that the cells of the lattice
   fall into few kinds. */

#include <stddef.h>
#include <stdint.h>

#include "loglinear/fit/fit.h"

enum { DARK__NOT_EXISTING = 1, DARK__NOT_IDENTIFIABLE = 2 };

/* *code receives 0, or the sum of DARK__NOT_EXISTING and DARK__NOT_IDENTIFIABLE. `terms [n_terms]` is a hierarchical model.
   Errors: DARK_ENOMEM, DARK_ENUMERIC. Any thread. */
DARK_MUST_CHECK dark_status dark__existence(int *code, const uint32_t *terms, size_t n_terms, const dark__counts *counts,
                                            dark_error *err);

/* The same; the directions are found without numbers beyond `most` (0: without finding them beforehand), or as what solves the equations of the
   occupied cells. */
DARK_MUST_CHECK dark_status dark__existence_within(int *code, const uint32_t *terms, size_t n_terms, const dark__counts *counts,
                                                   int64_t most, dark_error *err);

/* What is missing in the data, beside the code. */
typedef struct dark__diagnosis {
  int code;
  size_t n_emptied; /* terms with an empty margin */
  size_t n_kept_terms, n_kept_cells, rank;
  uint32_t *forced;
  size_t n_forced; /* unobserved cells that every table with these margins leaves empty; free() */
} dark__diagnosis;

/* Errors as above. */
DARK_MUST_CHECK dark_status dark__diagnose(dark__diagnosis *out, const uint32_t *terms, size_t n_terms,
                                           const dark__counts *counts, dark_error *err);

#endif
