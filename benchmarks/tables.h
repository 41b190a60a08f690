/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_BENCH_TABLES_H
#define DARK_BENCH_TABLES_H

/* Tables to measure on: published ones, and made ones that are the same everywhere (whole-number random generator, no functions of a
   mathematical library). Whatever goes wrong gives up the case. */

#include <stdint.h>

#include <darkfigure.h>

/* A published table by the name of its file, "kosovo-killings-1999". dark_table_free it. */
dark_table *bench_published(const char *name);

/* Eight lists, about 3,000 people, four pairs and a triple of lists that depend on each other, nearly a third of the histories occupied.
   dark_table_free it. */
dark_table *bench_eight_lists(void);

/* Two lists of 948 and 421 people who share 167 (Seber 1982, p. 107). dark_table_free it. */
dark_table *bench_two_lists(void);

/* bench_published, or of benchmarks/data for "made/NAME", or bench_eight_lists for BENCH_EIGHT_LISTS, or bench_two_lists for BENCH_TWO_LISTS. */
#define BENCH_EIGHT_LISTS "eight-lists"
#define BENCH_TWO_LISTS "two-lists"
dark_table *bench_table(const char *name);

/* The counts of a table's first stratum: cells [2^lists], index = history; the caller's to free(). */
double *bench_cells(const dark_table *table);

/* SplitMix64 (Steele, Lea & Flood 2014). */
typedef struct bench_random {
  uint64_t state;
} bench_random;

uint64_t bench_bits(bench_random *random);
double bench_uniform(bench_random *random);         /* 0 <= u < 1 */
size_t bench_below(bench_random *random, size_t n); /* 0..n-1 */

/* Draw n_people over the cells but the empty history, in proportion to shares [2^n_lists]. */
void bench_draw(double *cells, const double *shares, unsigned n_lists, size_t n_people, bench_random *random);

/* Means of a population whose lists catch by chance, with odds between `least` and `most`, and depend on each other here and there:
   means [2^n_lists], up to a factor. */
void bench_means(double *means, unsigned n_lists, double least, double most, bench_random *random);

#endif
