/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__FITTING_FIT_H
#define DARK__FITTING_FIT_H

/* One fit from the plan to the results, whoever asks for it: the interval and the replicates that go with the method, the test of the
   fit, what published studies would have answered, contrasts. */

#include <darkfigure/result.h>

#include "fitting/uncertainty.h"
#include "fitting/watcher.h"

/* What is wanted. Everything is borrowed for the call, the method for the life of the fit. */
typedef struct dark__wish {
  const char *method;            /* as asked for, "auto" too */
  const dark_settings *settings; /* whatever method they name */
  dark__uncertainty uncertainty; /* settled for the table */
  bool tests_fit, has_draws;     /* is the fit to be tested, and does somebody say by how many tables ... */
  size_t n_draws;                /* ... which are these */
  const char *const *contrasts;  /* [n_contrasts] as in dark_result_options */
  size_t n_contrasts;
  /* The tables of replicates, when they are given: dark_resamples_clear them. */
  dark_status (*read_resamples)(dark_resamples *out, const dark_table *table, const dark__uncertainty *uncertainty,
                                const void *context, dark_error *err);
  const void *context;
  dark__watcher watcher;
} dark__wish;

/* What published studies would have answered (dark_plan_practice); nothing where the method has no such thing beside it. */
typedef struct dark__practice {
  dark_plan *plan;
  dark_replicates *replicates;
  dark_results *results;
} dark__practice;

typedef struct dark__fit {
  dark_plan *plan;
  dark_replicates *replicates; /* NULL: none asked for */
  dark_goodness *goodness;     /* [parts of the plan]; NULL: the fit is not tested */
  size_t n_draws;              /* of that test */
  dark__practice practice;
  dark_results *results;
  dark__uncertainty uncertainty; /* what was done */
} dark__fit;

/* Fit `table` (borrowed; must outlive the fit). Errors as in the library. dark__fit_clear also after a failure. */
DARK_MUST_CHECK dark_status dark__fit_table(dark__fit *fit, const dark_table *table, const dark__wish *wish, dark_error *err);
void dark__fit_clear(dark__fit *fit);

/* The plan alone. */
DARK_MUST_CHECK dark_status dark__wish_plan(dark_plan **out, const dark_table *table, const dark__wish *wish, dark_error *err);

/* How many tables to draw for the test of the fit, beside so many replicates; 0: none. */
size_t dark__wish_draws(const dark__wish *wish, size_t n_replicates);

#endif
