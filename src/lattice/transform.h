/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LATTICE_TRANSFORM_H
#define DARK__LATTICE_TRANSFORM_H

/* Sums over the lattice of subsets of t lists, in place, t 2^(t-1) additions each. values [2^t], index = set of lists as bits.
   Subset sums turn the effects of a log-linear model into its linear predictor, subset products their exponentials into its means;
   superset sums turn counts into margins. */

void dark__subset_sums(double *values, unsigned n_lists);     /* values[w] <- sum of values[v] over v inside w */
void dark__subset_products(double *values, unsigned n_lists); /* the same with products */
void dark__superset_sums(double *values, unsigned n_lists);   /* values[v] <- sum of values[w] over w containing v */

#endif
