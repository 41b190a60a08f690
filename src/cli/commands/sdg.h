/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_COMMANDS_SDG_H
#define DARK__CLI_COMMANDS_SDG_H

/* What `fit --sdg` needs besides the estimates: the columns, and everybody who was detected, also those whom --absorbing and --drop-list leave out. */

#include "cli/options/request.h"
#include "report/csv/sdg.h"

/* Start with a zeroed one; what there is to refuse is refused before anything is estimated. Nothing without --sdg. DARK_EUSAGE: columns that
   are not known, no --residents, residents by form of exploitation, standard input that would be read twice; and what reading a table says. */
DARK_MUST_CHECK dark_status dark__sdg_open(dark__sdg *out, dark_table **everybody, const dark_table *table,
                                           const dark_residents *residents, const dark__request *request, dark_error *err);

#endif
