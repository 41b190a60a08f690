/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_HYPERGEOMETRIC_H
#define DARK__NUMERIC_HYPERGEOMETRIC_H

/* How many of n2 people drawn from a population of whom n1 are marked are marked ones: M, with
   P(M = m) = C(n1, m) C(population - n1, n2 - m) / C(population, n2). Numbers are whole, m <= n1, n2 and population >= n1 + n2 - m; beyond
   2^53 a population is as whole as a double can be. The logarithm of the first term is put together from deviances and what Stirling's
   formula leaves out (Loader 2000), so that nothing large cancels; the rest are summed outwards from it: a time of the order of sqrt(m). */

double dark__hypergeometric_at_most(double m, double n1, double n2, double population);
double dark__hypergeometric_at_least(double m, double n1, double n2, double population);

/* The smallest population (>= n1 + n2 - m) with P(M <= m) >= tail, and the largest with P(M >= m) >= tail, 0 < tail < 1. The first
   probability grows with the population and the second falls. The largest is infinite for m = 0. */
double dark__least_population(double n1, double n2, double m, double tail);
double dark__most_population(double n1, double n2, double m, double tail);

#endif
