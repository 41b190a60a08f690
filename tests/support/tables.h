/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_TABLES_H
#define DARK_TESTS_TABLES_H

/* Tables made on the spot: from arrays, from text, at random. Cells are always arrays [2^n_lists], index = history as bits of lists
   "A", "B", ...; element 0, the people on no list, is passed over. Whatever goes wrong fails the test. */

#include <darkfigure.h>

#include "estimator/estimator.h"

/* How often to repeat something: less often under sanitizers and valgrind. */
#if defined(__SANITIZE_ADDRESS__) || defined(DARK_FEW_ROUNDS)
#define TIMES(plain, slow) (slow)
#else
#define TIMES(plain, slow) (plain)
#endif

/* dark_table_free them. From cells; from membership and people ("110:6 001:20", lists "A", "B", ... in this order); from CSV text, by
   categories by [n_by]. */
dark_table *table_of_cells(const double *cells, unsigned n_lists);
dark_table *table_of_text(unsigned n_lists, const char *records);
dark_table *table_of_csv(const char *text, const char *const *by, size_t n_by);

/* Write text to a new file; the caller unlinks `path` [32]. */
void write_file(char path[32], const char *text);

/* Read "110:6 001:20" into cells. */
void read_cells(double *cells, unsigned n_lists, const char *records);

/* A problem whose records [2^n_lists - 1] are all histories, empty ones too, so that any table can be loaded into its engines: the
   weight of record i is that of cell i + 1. */
void problem_of_cells(dark__problem *out, dark_record *records, const double *cells, unsigned n_lists);

/* Means of a log-linear model: exp of the sum of effects [n] over terms inside the history; [0] is the hidden number. */
void loglinear_means(double *means, unsigned n_lists, const uint32_t *terms, const double *effects, size_t n);

/* Everything below is a pure function of `number`, by counter-based streams of their own. */

/* Draw n_people over the 2^n_lists cells in proportion to `means` [2^n_lists]; those drawn for cell 0 are set to 0: unseen. */
void draw_population(double *cells, const double *means, unsigned n_lists, unsigned n_people, uint64_t number);

/* A small table with dependent lists and many empty cells, of a kind that leaves many models without an estimate; at least one person. */
void draw_sparse(double *cells, unsigned n_lists, uint64_t number);

/* Draw as many people as there are in `from`, in proportion to it: a bootstrap table. */
void resample_cells(double *cells, const double *from, unsigned n_lists, uint64_t number);

/* A whole number below `n`, the same for the same number. */
unsigned draw_below(unsigned n, uint64_t number);

/* A random hierarchical model: terms [2^n_lists] in canonical order, main effects included, the term of all lists left out. Returns how
   many. */
size_t draw_model(uint32_t *terms, unsigned n_lists, uint64_t number);

#endif
