/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__FITTING_LABOUR_H
#define DARK__FITTING_LABOUR_H

/* What the files of this room share: plans that differ from the one wished for, and work that somebody watches. */

#include "fitting/fit.h"

/* A plan, and how it differs from the one wished for. */
typedef struct dark__planning {
  const char *method; /* NULL: as wished */
  bool is_parametric; /* whatever is wanted of replicates */
  bool is_other;      /* by another method than the options were meant for */
  unsigned order;     /* of its models; 0: as asked */
} dark__planning;

DARK_MUST_CHECK dark_status dark__planning_make(dark_plan **out, const dark_table *table, const dark__wish *wish,
                                                const dark__planning *by, dark_error *err);

/* What takes long: draw tables and estimate them by `plan`; the result goes where `out` points. */
typedef dark_status dark__labour(void *out, const dark_plan *plan, const dark_bootstrap_options *options, dark_error *err);
dark__labour dark__draw_replicates; /* out: dark_replicates ** */
dark__labour dark__draw_spared; /* the same, strata that are estimated together not jackknifed, which BCa limits alone ask for */
dark__labour dark__draw_goodness; /* out: dark_goodness [n_parts] */

/* Do it while the watcher of the wish hears how far it is. */
DARK_MUST_CHECK dark_status dark__labour_do(dark__labour *work, void *out, const dark_plan *plan, dark_bootstrap_options *options,
                                            const char *stage, const dark__wish *wish, dark_error *err);

/* ---- testing.c: whether the table contradicts the model of each part, into fit->goodness */
DARK_MUST_CHECK dark_status dark__fit_test(dark__fit *fit, const dark_table *table, const dark__wish *wish, dark_error *err);

/* ---- practice.c: what published studies would have answered, into fit->practice */
DARK_MUST_CHECK dark_status dark__fit_practice(dark__fit *fit, const dark_table *table, const dark__wish *wish, dark_error *err);

#endif
