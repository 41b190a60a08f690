/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_COMMANDS_EXPECTED_H
#define DARK__CLI_COMMANDS_EXPECTED_H

/* How long a command will take is said before it starts, when that is long, with what would be quicker. What cannot be estimated is told by the
   plan, and nothing is said to who wants quiet. */

#include <darkfigure/sensitivity.h>

#include "cli/options/request.h"

/* One method on one table, with its replicates. */
void dark__announce_fit(const dark_table *table, const char *method, const dark__request *request);
/* The candidate models of all categories together. */
void dark__announce_ranking(const dark_table *table, const char *method, const dark__request *request);
void dark__announce_sensitivity(const dark_table *table, const char *method, const dark__request *request,
                                const dark_sensitivity_options *options);

#endif
