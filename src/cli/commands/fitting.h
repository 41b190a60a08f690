/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_COMMANDS_FITTING_H
#define DARK__CLI_COMMANDS_FITTING_H

/* One fit from the plan to the results, as the user asked for it. */

#include "cli/options/settings.h"

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
  dark__resampling_options resampling; /* what was done */
} dark__fit;

/* Fit `table` (borrowed; must outlive the fit) by `method`. Errors as in the library;
   DARK_EINTERRUPTED when the user asked to stop. dark__fit_clear also after a failure. */
DARK_MUST_CHECK dark_status dark__fit_run(dark__fit *fit, const dark_table *table, const char *method,
                                          const dark__request *request, dark_error *err);
void dark__fit_clear(dark__fit *fit);

/* The plan alone. */
DARK_MUST_CHECK dark_status dark__plan_make(dark_plan **out, const dark_table *table, const char *method,
                                            const dark__request *request, dark_error *err);

#endif
