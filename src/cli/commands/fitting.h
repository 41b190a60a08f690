/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_COMMANDS_FITTING_H
#define DARK__CLI_COMMANDS_FITTING_H

/* One fit (fitting/fit.h) as the command line asks for it, with the meter and requests to stop. */

#include "cli/options/settings.h"
#include "fitting/fit.h"

/* Fit `table` (borrowed; must outlive the fit) by `method`. Errors as in the library;
   DARK_EINTERRUPTED when the user asked to stop. dark__fit_clear also after a failure. */
DARK_MUST_CHECK dark_status dark__fit_run(dark__fit *fit, const dark_table *table, const char *method,
                                          const dark__request *request, dark_error *err);

/* The options of resampling as they were done. */
dark__resampling_options dark__fit_resampling(const dark__fit *fit, const dark__request *request);

/* The plan alone. */
DARK_MUST_CHECK dark_status dark__plan_make(dark_plan **out, const dark_table *table, const char *method,
                                            const dark__request *request, dark_error *err);

#endif
