/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_LANES_BLOCK_H
#define DARK__LOGLINEAR_LANES_BLOCK_H

/* The fit of fit.h for several tables at once, one in each lane of a vector register.

   One source (block_kernel.inc) is compiled for several instruction sets; the widest that the processor has is chosen at run time. In every
   lane the same operations happen in the same order as in the scalar fit: contraction is off, a lane that is done stands still whatever
   its neighbours do, terms with an empty margin become unit rows that add exact zeros. Results are bit-identical between widths, and to
   the scalar fit. */

#include "loglinear/fit/fit.h"
#include "loglinear/lanes/effort.h"

enum { DARK__MOST_LANES = 8, DARK__MOST_PARTIAL = 256 };

/* Mutable memory of one thread. Arrays by cell or term hold the lanes side by side: value of cell c in lane l at [c * width + l]. */
typedef struct dark__block {
  size_t width;
  unsigned n_lists;
  size_t max_terms;
  const dark__dependence *given;                     /* borrowed; NULL: no base measure */
  const dark__counts *lanes[DARK__MOST_LANES];       /* the tables themselves */
  dark__counts own[DARK__MOST_LANES];                /* those that were loaded */
  double *margins;                                   /* [(2^t + 1) x width] */
  double *weights, *weighted_logs;                   /* [2^t x width] n + 0.1 and its product with its logarithm */
  double *effects, *means, *sums, *change;           /* [cells x width] as in dark__fit_space */
  double *common;                                    /* [2^t] n_w (lattice/common.h) */
  double *information;                               /* [max_terms^2 x width] */
  double *targets, *absent;                          /* [max_terms x width] scratch of the kernel */
  double *step, *gradient, *coefficients, *previous; /* [max_terms x width]; emptied terms hold a stand-in for -infinity */
  double *memory;                                    /* what all of these are cut from */
  dark__effort effort;
} dark__block;

/* The fit of a lane has ended, and its effects are in the block: put the next table into the lane (dark__block_seat), and its start and floor into
   the request. False when there is none. */
typedef bool dark__block_supply(void *context, size_t lane, const dark__fit *ended);

/* Lanes may have different models: then `terms` are those of all of them. */
typedef struct dark__block_request {
  const uint32_t *terms; /* [n_terms] canonical order, the intercept first */
  size_t n_terms;
  const uint8_t *absent;          /* [n_terms] bit l: the model of lane l is without this term; NULL: all have all. No more than
                            DARK__MOST_PARTIAL terms that some are without */
  const double *start;            /* [n_terms x width] starting effects, or NULL: from the data */
  double floor[DARK__MOST_LANES]; /* as in dark__fit_request, by lane */
  double loose;
  bool wants_variance;        /* of the intercept; not with a supply */
  unsigned active;            /* bit l: fit lane l */
  dark__block_supply *supply; /* further tables for the models of the lanes, where there are starts; NULL: none */
  void *context;              /* of the supply */
} dark__block_request;

/* Results by lane, of the last table of each; lanes that were not active are untouched. A lane whose fit failed is to be repeated by dark__fit_model, which has
   more ways to start. */
typedef struct dark__block_result {
  dark__fit lanes[DARK__MOST_LANES];
  double variances[DARK__MOST_LANES]; /* of the intercept, if wanted, of lanes that converged */
} dark__block_result;

/* One compiled form. */
typedef struct dark__kernel {
  const char *name; /* "portable", "avx2", "avx512" */
  size_t width;
  int (*is_supported)(void);
  void (*fit)(dark__block_result *out, dark__block *block, const dark__block_request *request);
} dark__kernel;

/* The form that DARKFIGURE_INSTRUCTION_SET names, or the widest that this processor runs; or the named one, NULL if it is unknown or not
   supported. Static storage. */
const dark__kernel *dark__kernel_best(void);
const dark__kernel *dark__kernel_find(const char *name);

/* Errors: DARK_ELIMIT (more than 4096 terms), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__block_new(dark__block **out, const dark__kernel *kernel, unsigned n_lists, size_t max_terms,
                                            dark_error *err);
void dark__block_free(dark__block *block);

/* What is given beforehand of dependence (borrowed; may be NULL), before a table is loaded. */
void dark__block_give(dark__block *block, const dark__dependence *given);

/* Load a table into one lane: histories [n], weights [n]. */
void dark__block_load(dark__block *block, size_t lane, const uint32_t *histories, const double *weights, size_t n);

/* What a lane holds of a table beside its margins: n + 0.1 times its logarithm, for all cells: [2^t]. */
void dark__block_weighted_logs(double *weighted_logs, const dark__counts *counts);
/* Put a table into one lane; it is borrowed as long as it is there. */
void dark__block_seat(dark__block *block, size_t lane, const dark__counts *counts, const double *weighted_logs);

#endif
