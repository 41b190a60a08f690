/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_FAILING_MEMORY_H
#define DARK_TESTS_FAILING_MEMORY_H

/* Memory that runs out when a test says so, and that is counted. The linker sends what our own objects ask of the C library to
   failing_memory.c, and what they ask of the allocators of GSL to failing_gsl.c; libcsv and jansson are handed functions of ours, and
   libyaml and SQLite are told that there is none where they say how that fails. What
   the C library, GLPK (but for its beginning) and the OpenMP runtime take for themselves is neither counted nor refused. */

#include <stddef.h>

/* Begin to count from 1; allocations number first to last fail. What was taken before is forgotten: freeing it is no event. */
void memory_start(size_t first, size_t last);

/* Allocations that failed since then; and blocks taken since then that nobody has given back. */
size_t memory_n_failed(void);
size_t memory_n_outstanding(void);
/* The most bytes that such blocks have held at one time. */
size_t memory_most_bytes(void);

/* For wrapped allocators: whether this allocation is to fail, and what becomes of a block. NULL is passed over. */
int memory_refuses(void);
void memory_was_taken(void *block);
void memory_is_given_back(void *block);

#endif
