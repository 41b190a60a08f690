/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_COVERAGE_RUN_H
#define DARK_COVERAGE_RUN_H

/* Draw tables of a design and let every method speak about each of them. */

#include "coverage/method.h"
#include "coverage/outcome.h"
#include "coverage/truth.h"

/* Tables of a block: what is kept, or lost when a run is killed, as a whole. */
enum { BLOCK_TABLES = 25 };

/* Levels of every interval. */
enum { N_LEVELS = 2 };
extern const double coverage_levels[N_LEVELS];

typedef struct experiment {
  size_t replicates; /* 0: none are drawn, and only methods that need none are tried */
  uint64_t seed;
  int n_threads;       /* 0: OMP_NUM_THREADS, else all cores; never changes an outcome */
  const char *methods; /* patterns of their names, separated by commas; NULL: all that suit a design */
} experiment;

/* What a block gave. */
typedef struct block_outcomes {
  size_t n;
  outcome *outcomes; /* [n] by table, method, target, level */
  size_t n_methods;
  const method **methods; /* [n_methods] tried on the design */
  double *seconds;        /* [n_methods] processor seconds over all tables; what methods share is in each of them */
} block_outcomes;

/* Run block `block`: tables block * BLOCK_TABLES and on. Table r is a pure function of (seed, the design's name, its truth, r), and so
   are the replicates drawn from it: all methods see the same tables, and neither other designs, blocks nor threads matter.
   Errors: those of the library. *out is zeroed first; block_clear it whatever comes back. */
DARK_MUST_CHECK dark_status block_run(block_outcomes *out, const design *of, const truth *drawn_from, const experiment *how,
                                      size_t block, dark_error *err);
void block_clear(block_outcomes *block);

#endif
