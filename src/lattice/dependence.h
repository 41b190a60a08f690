/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LATTICE_DEPENDENCE_H
#define DARK__LATTICE_DEPENDENCE_H

/* What is known beforehand, or supposed, of the dependence between lists. All models of a problem share it.

   A fixed odds ratio between two lists, given the others (Gerritse, van der Heijden & Bakker 2015), and a departure xi from the model's
   assumption about the unseen (Aleshin-Guendel, Sadinle & Wakefield) are a base measure of the log-linear models:

     mu_w = b_w exp(sum of a_v over terms v inside w),   b_w = product of the odds ratios of pairs inside w,   b_0 = 1 / xi.

   No model has a term that contains such a pair: its coefficient is not free. Forced terms are in every model. */

#include <stddef.h>
#include <stdint.h>

typedef struct dark__dependence {
  uint32_t *pairs;  /* [n_pairs] sets of two lists */
  double *log_odds; /* [n_pairs] */
  size_t n_pairs;
  double xi, log_xi; /* 1 and 0: no departure */
  uint32_t *forced;  /* [n_forced] sets of two or more lists; with all their subsets they are in every model */
  size_t n_forced;
} dark__dependence;

#endif
